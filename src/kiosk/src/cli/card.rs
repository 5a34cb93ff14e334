//! `kiosk card`: one payload becomes JSON, or a refusal with its sentence.
//!
//! The codes of warnings and errors are those of [`CardWarning`] and [`CardError`]; `kiosk card --help` lists
//! them with their meaning.

use std::io::{Read, Write, copy, sink, stdin, stdout};
use std::time::Instant;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kiosk_core::citizen::{self, CardError, CardKind, CardWarning, Citizen, IdNumber, Personal, Sex};
use kiosk_core::text::Text;
use serde::Serialize;

use crate::clock::{Clock, SystemClock};

/// The cards' country; what day it is there decides whether a card can have been issued.
const ZONE: &str = "Asia/Ho_Chi_Minh";

/// Bytes that are kept of stdin: more than any card has, so that longer input is still told apart.
const KEPT: u64 = 64 * 1024;

/// An accepted card; the field names are part of the command's promise.
#[derive(Serialize)]
struct Accepted<'a> {
    kind: &'static str,
    id_number: &'a str,
    old_id: Option<&'a str>,
    full_name: &'a str,
    birth_date: Date,
    sex: &'static str,
    residence: Option<&'a str>,
    issued: Date,
    issuer: &'static str,
    cancelled_id: Option<&'a str>,
    father: Option<&'a str>,
    mother: Option<&'a str>,
    province: Option<&'static str>,
    warnings: Vec<&'static str>,
}

impl<'a> Accepted<'a> {
    fn new(citizen: &'a Citizen) -> Self {
        Self {
            kind: kind(citizen.kind),
            id_number: citizen.id_number.digits(),
            old_id: citizen.old_id.as_deref(),
            full_name: &citizen.full_name,
            birth_date: citizen.birth_date,
            sex: match citizen.sex {
                Sex::Male => "male",
                Sex::Female => "female",
            },
            residence: Some(citizen.residence.as_str()).filter(|text| !text.is_empty()),
            issued: citizen.issued,
            issuer: citizen.issuer().vietnamese(),
            cancelled_id: citizen.cancelled_id.as_ref().map(IdNumber::digits),
            father: citizen.father.as_deref(),
            mother: citizen.mother.as_deref(),
            province: citizen.id_number.province(),
            warnings: citizen.warnings.iter().map(|w| w.code()).collect(),
        }
    }
}

/// A refusal.
#[derive(Serialize)]
struct Refused {
    error: &'static str,
    message: Text,
}

impl Refused {
    fn new(error: CardError) -> Self {
        let (what, advice) = (error.what(), error.advice());
        let message = Text::new(format!("{} {}", what.vi, advice.vi), format!("{} {}", what.en, advice.en));
        Self { error: error.code(), message }
    }
}

/// The name of a kind of card in results.
pub(super) fn kind(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Cccd => "cccd",
        CardKind::CanCuoc => "can-cuoc",
    }
}

/// Today, where the cards are issued.
pub(super) fn today(start: Instant) -> Result<Date, jiff::Error> {
    Ok(SystemClock::new(start, TimeZone::get(ZONE)?).reading().civil.date())
}

/// Reads stdin and prints the result. A refusal is printed too, and is the error.
pub(super) fn card(start: Instant) -> Result<(), Box<dyn std::error::Error>> {
    let mut payload = Vec::with_capacity(usize::try_from(KEPT)?);
    stdin().lock().take(KEPT).read_to_end(&mut payload)?;
    // Whoever writes 100 kB of noise is to see the answer, not a broken pipe.
    copy(&mut stdin().lock(), &mut sink())?;
    let payload = Personal::new(payload);
    match citizen::parse(payload.expose(), today(start)?).map(Personal::new) {
        Ok(citizen) => print(&Accepted::new(citizen.expose())),
        Err(error) => {
            print(&Refused::new(error))?;
            Err(error.into())
        }
    }
}

fn print(result: &impl Serialize) -> Result<(), Box<dyn std::error::Error>> {
    writeln!(stdout(), "{}", serde_json::to_string_pretty(result)?)?;
    Ok(())
}

/// All codes and what they mean, for the long help.
pub(super) fn codes() -> String {
    let line = |code: &str, meaning: &str| format!("  {code:<20}{meaning}\n");
    let warnings = CardWarning::ALL.map(|w| line(w.code(), w.meaning())).concat();
    let errors = CardError::ALL.map(|e| line(e.code(), &e.to_string())).concat();
    format!("Warnings:\n{warnings}\nErrors:\n{errors}\nExit status: 0 a card, 2 refused, 64 wrong usage.")
}
