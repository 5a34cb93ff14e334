//! Plays a recording to a fresh driver.

use thiserror::Error;

use super::{Entry, What, from_hex, slip, to_hex};
use crate::Tick;
use crate::driver::Driver;
use crate::printer::{PrinterCommand, PrinterDriver, PrinterEvent};
use crate::profile::PrinterProfile;

/// Where a driver does otherwise than a recording says. Lines are counted from 1.
#[derive(Debug, Error)]
pub enum Difference {
    /// A line is no line of a recording.
    #[error("line {line}: {source}")]
    Syntax {
        /// The line.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A line's bytes are not written in pairs of hexadecimal digits.
    #[error("line {line}: the bytes are not in hexadecimal digits")]
    Digits {
        /// The line.
        line: usize,
    },
    /// The driver sends something else.
    #[error("line {line}: recorded were the bytes \"{recorded}\"; the driver gives \"{given}\"")]
    Output {
        /// The line.
        line: usize,
        /// The recorded bytes in hexadecimal digits.
        recorded: String,
        /// What the driver sends instead; empty for nothing.
        given: String,
    },
    /// The driver tells something else.
    #[error("line {line}: recorded was {recorded}; the driver tells {given:?}")]
    Event {
        /// The line.
        line: usize,
        /// The recorded event as it stands in the file, or "the end".
        recorded: String,
        /// What the driver tells instead.
        given: Option<PrinterEvent>,
    },
}

/// Calls a fresh driver of `profile` as `recording` (the text of a recording) says, and compares all
/// bytes and events that it gives.
///
/// Fails at the first [`Difference`].
pub fn replay(recording: &str, profile: PrinterProfile) -> Result<(), Difference> {
    let mut driver = PrinterDriver::new(profile);
    let mut last = 0;
    for (line, text) in recording.lines().enumerate().map(|(n, text)| (n + 1, text)) {
        let entry = serde_json::from_str(text).map_err(|source| Difference::Syntax { line, source })?;
        step(&mut driver, line, entry)?;
        last = line;
    }
    match driver.poll_event() {
        None => Ok(()),
        given => Err(Difference::Event { line: last, recorded: "the end".to_owned(), given }),
    }
}

fn step(driver: &mut PrinterDriver, line: usize, entry: Entry) -> Result<(), Difference> {
    let now = Tick::from_millis(entry.ms);
    let digits = Difference::Digits { line };
    match entry.what {
        What::Opened => driver.opened(now),
        What::Lost => driver.lost(now),
        What::Print { job, dots, hex } => {
            let slip = slip(dots, &hex).ok_or(digits)?;
            driver.command(now, PrinterCommand::Print { job, slip });
        }
        What::Clear => driver.command(now, PrinterCommand::Clear),
        What::Received { hex } => driver.on_bytes(now, &from_hex(&hex).ok_or(digits)?),
        What::Time => driver.on_time(now),
        What::Wrote { bytes } => driver.wrote(now, bytes),
        What::Stalled => driver.write_stalled(now),
        What::Sent { hex } => return compare_bytes(line, hex, driver.take_output(now)),
        told @ (What::Condition { .. } | What::Ended { .. }) => {
            return compare_events(line, &told, driver.poll_event());
        }
    }
    Ok(())
}

fn compare_bytes(line: usize, recorded: String, given: Option<Vec<u8>>) -> Result<(), Difference> {
    let given = to_hex(given.as_deref().unwrap_or_default());
    if given == recorded { Ok(()) } else { Err(Difference::Output { line, recorded, given }) }
}

fn compare_events(line: usize, recorded: &What, given: Option<PrinterEvent>) -> Result<(), Difference> {
    if given.map(What::from).as_ref() == Some(recorded) {
        return Ok(());
    }
    Err(Difference::Event { line, recorded: format!("{recorded:?}"), given })
}
