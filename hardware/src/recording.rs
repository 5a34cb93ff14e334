//! What passed between the kiosk and its ticket printer, written down and played again.
//!
//! A recording is a file of JSON objects, one a line: `ms` since the start, `kind`, and what belongs to
//! it, bytes in hexadecimal digits. It holds every call of the driver and everything that the driver
//! gave, so that the same driver must give the same again. Times are whole milliseconds, for the
//! driver as for the file.
//!
//! Only the ticket printer's driver can be recorded: what a scanner reads is personal.

mod replay;
#[cfg(test)]
mod tests;

use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::driver::Driver;
use crate::encode::EncodedSlip;
use crate::printer::{PrinterCommand, PrinterDriver, PrinterEvent};
use crate::{JobResult, PrinterCondition, Tick};

pub use replay::{Difference, replay};

/// One line of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    ms: u64,
    #[serde(flatten)]
    what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum What {
    /// The port was opened.
    Opened,
    /// The port was not there.
    Lost,
    /// The kiosk ordered a slip.
    Print { job: u64, dots: usize, hex: String },
    /// The kiosk ordered the buffers to be cleared.
    Clear,
    /// Bytes came from the printer.
    Received { hex: String },
    /// The driver was told the time.
    Time,
    /// The driver was asked for bytes, and gave these; none when it had nothing to say.
    Sent { hex: String },
    /// The port took so many of them.
    Wrote { bytes: usize },
    /// The port took none in time.
    Stalled,
    /// The driver told a condition.
    Condition { condition: PrinterCondition },
    /// The driver told a job's end; the condition where one belongs to it.
    Ended { job: u64, result: Ended, condition: Option<PrinterCondition> },
}

/// How a job ended, without the condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Ended {
    Printed,
    NotPrinted,
    Unconfirmed,
}

impl From<PrinterCommand> for What {
    fn from(command: PrinterCommand) -> Self {
        match command {
            PrinterCommand::Print { job, slip } => {
                Self::Print { job, dots: slip.dots, hex: to_hex(&slip.bytes) }
            }
            PrinterCommand::Clear => Self::Clear,
        }
    }
}

impl From<PrinterEvent> for What {
    fn from(event: PrinterEvent) -> Self {
        match event {
            PrinterEvent::Condition(condition) => Self::Condition { condition },
            PrinterEvent::JobEnded { job, result } => {
                let (result, condition) = match result {
                    JobResult::Printed => (Ended::Printed, None),
                    JobResult::NotPrinted(condition) => (Ended::NotPrinted, Some(condition)),
                    JobResult::Unconfirmed(condition) => (Ended::Unconfirmed, Some(condition)),
                };
                Self::Ended { job, result, condition }
            }
        }
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok().filter(|p| p.len() == 2)?, 16).ok())
        .collect()
}

/// A ticket printer's driver that writes down all that passes through it.
#[derive(Debug)]
pub struct Recorded<W> {
    driver: PrinterDriver,
    start: Tick,
    /// When something was last written down; events are told without a time of their own.
    last: Tick,
    /// Gone once it could not be written to.
    file: Option<W>,
}

impl<W: Write> Recorded<W> {
    /// Records `driver`, which must be fresh, into `file` from the moment `start` on. When the file can
    /// no longer be written the recording ends with a warning in the log, and the driver goes on.
    pub fn new(driver: PrinterDriver, file: W, start: Tick) -> Self {
        Self { driver, start, last: start, file: Some(file) }
    }

    /// The moment as the driver and the file get it.
    fn at(&self, now: Tick) -> Tick {
        Tick::from_millis(now.saturating_sub(self.start).as_millis() as u64)
    }

    /// Writes a line down, and gives its time.
    fn note(&mut self, now: Tick, what: What) -> Tick {
        self.last = now;
        let at = self.at(now);
        let entry = Entry { ms: at.as_millis() as u64, what };
        if let Some(file) = &mut self.file
            && let Err(error) = write_line(file, &entry)
        {
            tracing::warn!(%error, "the printer is no longer recorded");
            self.file = None;
        }
        at
    }
}

fn write_line(file: &mut impl Write, entry: &Entry) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(entry)?;
    line.push(b'\n');
    file.write_all(&line)
}

impl<W: Write> Driver for Recorded<W> {
    type Command = PrinterCommand;
    type Event = PrinterEvent;

    fn opened(&mut self, now: Tick) {
        let at = self.note(now, What::Opened);
        self.driver.opened(at);
    }

    fn lost(&mut self, now: Tick) {
        let at = self.note(now, What::Lost);
        self.driver.lost(at);
    }

    fn command(&mut self, now: Tick, command: PrinterCommand) {
        let at = self.note(now, command.clone().into());
        self.driver.command(at, command);
    }

    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        let at = self.note(now, What::Received { hex: to_hex(bytes) });
        self.driver.on_bytes(at, bytes);
    }

    fn on_time(&mut self, now: Tick) {
        let at = self.note(now, What::Time);
        self.driver.on_time(at);
    }

    fn deadline(&self) -> Option<Tick> {
        let at = self.driver.deadline()?;
        // Up to a whole millisecond: the driver will be told no other time.
        Some(self.start + Tick::from_millis(at.as_micros().div_ceil(1000) as u64))
    }

    fn poll_event(&mut self) -> Option<PrinterEvent> {
        let event = self.driver.poll_event()?;
        self.note(self.last, event.into());
        Some(event)
    }

    fn take_output(&mut self, now: Tick) -> Option<Vec<u8>> {
        let bytes = self.driver.take_output(self.at(now));
        self.note(now, What::Sent { hex: to_hex(bytes.as_deref().unwrap_or_default()) });
        bytes
    }

    fn wrote(&mut self, now: Tick, n: usize) {
        let at = self.note(now, What::Wrote { bytes: n });
        self.driver.wrote(at, n);
    }

    fn write_stalled(&mut self, now: Tick) {
        let at = self.note(now, What::Stalled);
        self.driver.write_stalled(at);
    }
}

/// The slip of a recorded order; `None` if the digits are none.
fn slip(dots: usize, hex: &str) -> Option<EncodedSlip> {
    Some(EncodedSlip { bytes: from_hex(hex)?, dots })
}
