//! `kiosk form`: the catalogue of forms, and the values that printed ones carry.

mod answers;
mod check;
mod effort;
mod fill;
mod list;
mod read;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Subcommand;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kiosk_core::office::Office;
use kiosk_core::time::Now;
use kiosk_render::Renderer;

pub(super) use list::Bilingual;

use super::commands::SELF;
use crate::clock::{Clock, SystemClock};
use crate::config;

#[derive(Subcommand)]
pub(super) enum FormCommand {
    /// List the forms, how well their wording is verified, and which lapse soon
    List {
        /// As JSON: an array of {id, edition, title, procedures, people, fields, verified, …}
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        office: OfficeArg,
    },
    /// Check a form's folder: its form.toml and form.typ, empty and with the longest values
    ///
    /// Mistakes are told with file, line and column (exit status 2). Otherwise tells how many pages the form has
    /// and what Typst found odd.
    Check {
        /// The folder; it has the form's id for its name
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Write both pages there as empty.pdf and longest.pdf, and as pictures
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        #[command(flatten)]
        office: OfficeArg,
    },
    /// Fill a form without a screen, as a visit would, and make its PDF
    ///
    /// Prints {"missing": [{field, label, reason}], "pages": N}. Exit status 0 when nothing is missing, else 2.
    Fill(fill::Fill),
    /// Tell for every form how each of its blanks is filled: by card, derived, tap, digits, typed or pen
    ///
    /// The usual path: all cards are here, and of choices the first is taken. What a default leaves for the pen
    /// counts as pen, the first row of a table for all of it. The share is that of card, derived and tap.
    Effort {
        /// As JSON: an array of {id, card, derived, tap, digits, typed, pen, share, blanks}
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        office: OfficeArg,
    },
    /// Read the values that a printed form carries in its QR codes
    ///
    /// Prints them as JSON: {form, edition, values}. Takes pictures of the page (PNG or JPEG), or the digits that
    /// a scanner delivers, one code a line, from files or from stdin; several codes in any order.
    Read {
        /// Pictures or files of digits; stdin without any
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Whose catalogue and wording it is.
#[derive(clap::Args)]
pub(super) struct OfficeArg {
    /// The office's configuration [default: the demo's invented office]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The day, as YYYY-MM-DD, which decides between editions [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

/// An office on a day.
pub(super) struct Desk {
    pub(super) office: Office,
    pub(super) zone: TimeZone,
    pub(super) today: Date,
    pub(super) now: Now,
}

impl OfficeArg {
    /// Reads the configuration and the clock, in a program that began at `start`.
    pub(super) fn open(&self, start: Instant) -> Result<Desk, Box<dyn Error>> {
        let (office, zone) = office(self.config.as_deref())?;
        let now = SystemClock::new(start, zone.clone()).reading();
        let today = self.date.unwrap_or_else(|| now.civil.date());
        Ok(Desk { office, zone, today, now })
    }
}

fn office(config: Option<&Path>) -> Result<(Office, TimeZone), config::ConfigError> {
    match config {
        Some(file) => config::read(file).map(|config| (config.office, config.time_zone)),
        None => config::demo(),
    }
}

/// Makes documents in child processes of this program.
pub(super) fn renderer() -> Renderer {
    Renderer::new(SELF.into(), vec!["render".into()])
}

pub(super) fn form(start: Instant, command: FormCommand) -> Result<(), Box<dyn Error>> {
    match command {
        FormCommand::List { json, office } => list::list(&office.open(start)?, json),
        FormCommand::Check { folder, out, office } => {
            check::check(&folder, out.as_deref(), office.open(start)?)
        }
        FormCommand::Fill(order) => fill::fill(start, &order),
        FormCommand::Effort { json, office } => effort::effort(&office.open(start)?, json),
        FormCommand::Read { files } => read::read(&files),
    }
}
