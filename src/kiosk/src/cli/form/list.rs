//! `kiosk form list`: what can be filled, how sure its wording is, and what lapses.

use std::error::Error;
use std::io::{Write, stderr, stdout};

use jiff::civil::Date;
use kiosk_core::form::{Ask, Field, Form, How, Level};
use kiosk_core::text::Text;
use serde::Serialize;

use super::Desk;

/// One form; the names are part of the command's promise.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    folder: &'a str,
    edition: &'a str,
    basis: &'a str,
    from: Date,
    until: Option<Date>,
    title: Bilingual<'a>,
    unofficial: bool,
    provinces: &'a [String],
    procedures: &'a [String],
    people: Vec<Person<'a>>,
    fields: Vec<Blank<'a>>,
    verified: &'static str,
    note: &'a str,
}

#[derive(Serialize)]
struct Person<'a> {
    slot: &'a str,
    label: Bilingual<'a>,
}

#[derive(Serialize)]
struct Blank<'a> {
    /// `members.full_name` in a repeated part.
    field: String,
    label: Bilingual<'a>,
    required: bool,
    /// How it is asked, null when it never is.
    ask: Option<Asked<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    kind: &'static str,
    prompt: Bilingual<'a>,
    /// The keys of the choices.
    choices: Vec<&'a str>,
}

/// A text in both languages.
#[derive(Serialize, Default)]
pub(in crate::cli) struct Bilingual<'a> {
    pub(in crate::cli) vi: &'a str,
    pub(in crate::cli) en: &'a str,
}

impl<'a> From<&'a Text> for Bilingual<'a> {
    fn from(text: &'a Text) -> Self {
        Self { vi: &text.vi, en: &text.en }
    }
}

/// Prints the catalogue; on stderr what lapses, for staff.
pub(super) fn list(desk: &Desk, json: bool) -> Result<(), Box<dyn Error>> {
    let forms: Vec<Listed<'_>> = desk.office.forms.forms().map(listed).collect();
    let mut out = stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&forms)?)?;
    } else {
        for form in &forms {
            writeln!(out, "{:<26} {:<28} {:<9} {}", form.folder, form.edition, form.verified, form.title.vi)?;
        }
    }
    for form in desk.office.forms.lapsing(desk.today) {
        let until = form.until.map(|day| day.to_string()).unwrap_or_default();
        writeln!(
            stderr(),
            "{}: edition {} is in force until {until}, and no later one is here",
            form.folder,
            form.edition
        )?;
    }
    Ok(())
}

fn listed(form: &Form) -> Listed<'_> {
    Listed {
        id: &form.id,
        folder: &form.folder,
        edition: &form.edition,
        basis: &form.basis,
        from: form.from,
        until: form.until,
        title: Bilingual::from(&form.title),
        unofficial: form.unofficial,
        provinces: &form.provinces,
        procedures: &form.procedures,
        people: form
            .slots
            .iter()
            .map(|slot| Person { slot: &slot.key, label: (&slot.title).into() })
            .collect(),
        fields: form.keyed_fields().map(|(key, _, field)| blank(key, field)).collect(),
        verified: level(form.verified.level),
        note: &form.verified.note,
    }
}

fn blank(field: String, of: &Field) -> Blank<'_> {
    Blank { field, label: (&of.label).into(), required: of.required, ask: of.ask.as_ref().map(asked) }
}

fn asked(ask: &Ask) -> Asked<'_> {
    let kind = match ask.how {
        How::Choice { .. } => "choice",
        How::YesNo => "yes-no",
        How::Digits { .. } => "digits",
        How::Number { .. } => "number",
        How::Day { .. } => "day",
        How::Time => "time",
        How::Text { .. } => "text",
    };
    let choices = ask.choices().iter().map(|choice| choice.key.as_str()).collect();
    Asked { kind, prompt: (&ask.prompt).into(), choices }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::None => "none",
        Level::One => "one",
        Level::Two => "two",
        Level::Official => "official",
    }
}
