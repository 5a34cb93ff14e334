//! `kiosk form fill`: a form filled from cards and a file of answers.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Read, Write, stdout};
use std::path::{Path, PathBuf};
use std::time::Instant;

use kiosk_core::citizen::{self, CardError, Identity, Personal};
use kiosk_core::form::{Form, Missing, Person, Spelling, Why, fill as filled};
use serde::Serialize;

use super::Bilingual;
use super::answers::{Answers, Given, Wrong, answer};
use super::{Desk, OfficeArg, renderer};
use crate::cli::document::write_pictures;
use crate::ports::render_job;

/// More than any card's payload or file of answers has.
const MOST_BYTES: u64 = 1024 * 1024;

#[derive(clap::Args)]
pub(in crate::cli) struct Fill {
    /// The form's id, or the folder of one of its editions
    #[arg(long = "form", value_name = "ID")]
    form: String,
    /// Whose card it is, and a file with the raw payload of its QR code; the first person is the applicant
    #[arg(long = "card", value_name = "SLOT=FILE")]
    cards: Vec<String>,
    /// Answers as a JSON object: a choice's key, digits, a number, YYYY-MM-DD, HH:MM, true or false, words; null for the pen
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// The form
    #[arg(long, value_name = "FILE")]
    pdf: PathBuf,
    /// Its first page as a picture; further pages with -2, -3 before the ending
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Exit status 0 also when something is missing
    #[arg(long)]
    allow_missing: bool,
    #[command(flatten)]
    office: OfficeArg,
}

/// Why nothing was filled. The texts name files and keys, never a value.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("no form is called \"{0}\" or none of its editions is in force: see `kiosk form list`")]
    NoForm(String),
    #[error("--card {0}: write SLOT=FILE, such as applicant=card.txt")]
    Card(String),
    #[error("--card {0}=… is there twice: one person has one card")]
    TwoCards(String),
    #[error("{}: {error}", .file.display())]
    Unread { file: PathBuf, error: std::io::Error },
    #[error("{}: {reason}", .file.display())]
    Answers { file: PathBuf, reason: String },
    #[error("{}: no card that can be read ({error})", .file.display())]
    Payload { file: PathBuf, error: CardError },
    #[error("{0} blanks are missing or wrong; with --allow-missing that is no failure")]
    Missing(usize),
}

/// What is printed.
#[derive(Serialize)]
struct Told<'a> {
    missing: Vec<Blank<'a>>,
    pages: usize,
}

#[derive(Serialize)]
struct Blank<'a> {
    field: String,
    label: Bilingual<'a>,
    reason: &'static str,
}

pub(super) fn fill(start: Instant, order: &Fill) -> Result<(), Box<dyn Error>> {
    let desk = order.office.open(start)?;
    let forms = &desk.office.forms;
    let edition = || forms.form(&order.form).filter(|form| form.id != order.form);
    let form = forms.in_force(&order.form, desk.today).or_else(edition);
    let form = form.ok_or_else(|| Refused::NoForm(order.form.clone()))?;
    let given = Given { persons: persons(order, &desk)?, answers: answers(order.answers.as_deref())? };
    let answered = answer(form, &desk.office, &given, desk.today);
    let filled = filled(form, &desk.office, &answered.draft, desk.today);

    let job = render_job(&desk.office, &desk.zone, desk.now, &form.folder, &filled.data);
    let document = renderer().render(&job.ok_or_else(|| Refused::NoForm(order.form.clone()))?)?;
    write(&order.pdf, &document.pdf)?;
    if let Some(png) = &order.png {
        write_pictures(png, &document).map_err(|error| Refused::Unread { file: png.clone(), error })?;
    }

    let missing = told(form, &filled.missing, &answered.wrong);
    let count = missing.len();
    let told = Told { missing, pages: document.pages.len() };
    writeln!(stdout(), "{}", serde_json::to_string_pretty(&told)?)?;
    if count == 0 || order.allow_missing { Ok(()) } else { Err(Refused::Missing(count).into()) }
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Refused> {
    std::fs::write(file, bytes).map_err(|error| Refused::Unread { file: file.to_owned(), error })
}

/// What is missing and what is wrong, a wrong answer before the blank that it leaves.
fn told<'a>(form: &'a Form, missing: &[Missing], wrong: &[Wrong]) -> Vec<Blank<'a>> {
    let label = |key: &str| form.blank(key).map(|blank| (&blank.field.label).into()).unwrap_or_default();
    let refused =
        wrong.iter().map(|w| Blank { field: w.key.clone(), label: label(&w.key), reason: w.reason });
    let left = missing.iter().filter(|m| wrong.iter().all(|w| w.key != m.key));
    let left = left.map(|m| Blank { field: m.key.clone(), label: label(&m.key), reason: reason(m.why) });
    refused.chain(left).collect()
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::Pen => "pen",
        Why::Gap => "gap",
        Why::NoValue => "no-value",
    }
}

fn persons(order: &Fill, desk: &Desk) -> Result<BTreeMap<String, Person>, Refused> {
    let mut persons = BTreeMap::new();
    for card in &order.cards {
        let (slot, person) = person(card, desk)?;
        if persons.insert(slot.clone(), person).is_some() {
            return Err(Refused::TwoCards(slot));
        }
    }
    Ok(persons)
}

fn person(card: &str, desk: &Desk) -> Result<(String, Person), Refused> {
    let (slot, file) = card.split_once('=').ok_or_else(|| Refused::Card(card.to_owned()))?;
    let file = PathBuf::from(file);
    let payload = bytes(&file)?;
    let citizen =
        citizen::parse(payload.expose(), desk.today).map_err(|error| Refused::Payload { file, error })?;
    // Nobody is here to say that the name is right so.
    let spelling = if Spelling::is_doubtful(&citizen) { Spelling::LeftForPen } else { Spelling::AsRead };
    let identity = Personal::new(Identity::of_card(citizen));
    Ok((slot.to_owned(), Person::Card { identity, spelling }))
}

fn answers(file: Option<&Path>) -> Result<Personal<Answers>, Refused> {
    let Some(file) = file else { return Ok(Personal::new(Answers::default())) };
    let wrong = |reason: String| Refused::Answers { file: file.to_owned(), reason };
    let bytes = bytes(file)?;
    let text = std::str::from_utf8(bytes.expose()).map_err(|_| wrong("is no UTF-8 text".into()))?;
    Answers::parse(text).map(Personal::new).map_err(wrong)
}

fn bytes(file: &Path) -> Result<Personal<Vec<u8>>, Refused> {
    let unread = |error| Refused::Unread { file: file.to_owned(), error };
    let mut bytes = Vec::new();
    std::fs::File::open(file).and_then(|f| f.take(MOST_BYTES).read_to_end(&mut bytes)).map_err(unread)?;
    Ok(Personal::new(bytes))
}
