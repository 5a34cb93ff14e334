//! `kiosk print-test`: a page on the ticket printer at hand, questions about it, and what the answers say of
//! its profile; or, with `--ipp`, what an A4 printer says of itself.

mod findings;
mod page;
mod press;
mod questions;

use std::error::Error;
use std::io::{Write, stderr, stdin, stdout};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use jiff::tz::TimeZone;
use kiosk_hardware::print_test::Trial;
use kiosk_hardware::{Fonts, PrinterProfile};

use crate::clock::SystemClock;
use press::{Press, PressError, Printed};
use questions::Findings;

#[derive(Args)]
pub(super) struct PrintTestArgs {
    /// The printer's port, such as /dev/serial/by-id/usb-ticket-printer
    #[arg(long, value_name = "PATH", required_unless_present = "ipp")]
    device: Option<PathBuf>,
    /// The profile to begin with, such as generic-80
    #[arg(long, value_name = "NAME", required_unless_present = "ipp")]
    profile: Option<String>,
    /// A folder whose NAME.toml adds to the built-in profiles or replaces one
    #[arg(long, value_name = "DIR")]
    profiles: Option<PathBuf>,
    /// Ask an A4 printer or CUPS queue instead what it is and what it lacks: ipp://localhost:631/printers/a4
    #[arg(long, value_name = "URI", conflicts_with_all = ["device", "profile", "profiles"])]
    ipp: Option<String>,
    /// Print this file on the A4 printer, and wait until it is out
    #[arg(long, value_name = "FILE", requires = "ipp", conflicts_with_all = ["device", "profile", "profiles"])]
    pdf: Option<PathBuf>,
}

pub(super) fn print_test(start: Instant, args: PrintTestArgs) -> Result<(), Box<dyn Error>> {
    let clock = SystemClock::new(start, TimeZone::UTC);
    if let Some(uri) = &args.ipp {
        return page::page_test(clock, uri, args.pdf.as_deref());
    }
    // The command line has seen to it that they are there.
    let (device, name) = (args.device.unwrap_or_default(), args.profile.unwrap_or_default());
    let profile = PrinterProfile::find(&name, args.profiles.as_deref())?;
    let page = print(Press::new(device, profile.clone(), clock)?, &profile)?;
    let answers = questions::ask(&page.sections, &profile, &mut stdin().lock(), &mut stderr())?;
    let found = Findings { confirmed: page.confirmed, ..answers };
    write!(stdout(), "{}", findings::lines(&profile, &found)?)?;
    Ok(())
}

/// What came out of the printer.
struct Page {
    /// The sections, each with the number that stands on it.
    sections: Vec<(u64, Trial)>,
    /// Whether the printer confirmed any of them.
    confirmed: bool,
}

impl Page {
    fn note(&mut self, number: u64, trial: Trial, printed: Printed) -> std::io::Result<()> {
        self.confirmed |= printed == Printed::Confirmed;
        if printed == Printed::Refused {
            let label = trial.label();
            return writeln!(stderr(), "{number}. {label}: máy in không nhận / the printer refuses it");
        }
        self.sections.push((number, trial));
        Ok(())
    }
}

/// Prints every section; those that the printer refuses are told and left out.
fn print(mut press: Press, profile: &PrinterProfile) -> Result<Page, Box<dyn Error>> {
    let fonts = Fonts::system()?;
    let mut page = Page { sections: Vec::new(), confirmed: false };
    for (number, trial) in (1..).zip(Trial::all(profile)) {
        let printed = match trial.section(profile, &fonts, number) {
            Ok(slip) => press.print(number, slip)?,
            Err(error) => {
                tracing::warn!(section = trial.label(), %error, "left out");
                Printed::Refused
            }
        };
        page.note(number, trial, printed)?;
    }
    if page.sections.is_empty() {
        return Err(PressError::NothingPrinted.into());
    }
    Ok(page)
}
