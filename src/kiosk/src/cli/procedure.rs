//! `kiosk procedure`: what the kiosk knows of each procedure.

use std::error::Error;
use std::io::{Write, stdout};
use std::time::Instant;

use clap::Subcommand;
use kiosk_core::office::Office;
use kiosk_core::procedure::{Procedure, Procedures};
use kiosk_core::text::Text;
use serde::Serialize;

use super::form::Bilingual;
use super::form::{Desk, OfficeArg};

#[derive(Subcommand)]
pub(super) enum ProcedureCommand {
    /// List them
    List {
        /// As JSON: an array of {code, field, name, words, form, documents, time, fee, decides, page, …}
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        office: OfficeArg,
    },
}

/// One procedure; the names are part of the command's promise.
#[derive(Serialize)]
struct Listed<'a> {
    code: &'a str,
    field: Bilingual<'a>,
    name: Bilingual<'a>,
    hint: Bilingual<'a>,
    words: &'a [String],
    /// The form in force, null when the kiosk fills none for it here.
    form: Option<&'a str>,
    /// Whether the office's screens offer it.
    offered: bool,
    documents: Vec<Bilingual<'a>>,
    time: Bilingual<'a>,
    fee: Fee,
    decides: Bilingual<'a>,
    page: &'a str,
    /// Nobody has looked at that address yet.
    page_is_guessed: bool,
}

/// The office's own figure, or that it is posted up.
#[derive(Serialize)]
struct Fee {
    vi: String,
    en: String,
    confirmed: bool,
}

pub(super) fn procedure(start: Instant, command: ProcedureCommand) -> Result<(), Box<dyn Error>> {
    let ProcedureCommand::List { json, office } = command;
    let desk = office.open(start)?;
    let known = Procedures::built_in()?;
    let all: Vec<Listed<'_>> = known.all().iter().map(|p| listed(p, &desk)).collect();
    let mut out = stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
    } else {
        for p in &all {
            writeln!(out, "{:<10} {:<26} {}", p.code, p.form.unwrap_or("-"), p.name.vi)?;
        }
    }
    Ok(())
}

fn listed<'a>(procedure: &'a Procedure, desk: &'a Desk) -> Listed<'a> {
    Listed {
        code: &procedure.code,
        field: (&procedure.field).into(),
        name: (&procedure.name).into(),
        hint: (&procedure.hint).into(),
        words: &procedure.words,
        form: desk.office.form_for(&procedure.code, desk.today).map(|form| form.folder.as_str()),
        offered: desk.office.procedure(&procedure.code).is_some(),
        documents: procedure.documents.iter().map(Bilingual::from).collect(),
        time: (&procedure.time).into(),
        fee: fee(&desk.office, procedure),
        decides: (&procedure.decides).into(),
        page: procedure.page(),
        page_is_guessed: procedure.is_page_guessed(),
    }
}

fn fee(office: &Office, procedure: &Procedure) -> Fee {
    let Text { vi, en } = office.fee(&procedure.code);
    let confirmed = office.procedure(&procedure.code).is_some_and(|offer| offer.confirmed_fee.is_some());
    Fee { vi, en, confirmed }
}
