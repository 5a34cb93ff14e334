//! The office's A4 page printer, spoken to by IPP (RFC 8010, RFC 8011): the printer itself when
//! it takes PDF, or a local CUPS queue in front of it.
//!
//! [`OfficeDriver`] is the protocol without sockets or clock; [`spawn_office`] puts it behind
//! threads that carry its messages; [`SimOffice`] is a printer in memory that answers them, and
//! [`SimOfficeServer`] serves that printer over HTTP.
//!
//! A document leaves the process only after the printer has said that it can print, and a job
//! that has not come out by its deadline is cancelled, so that no one's papers appear when the
//! citizen has gone.

mod ability;
mod condition;
mod courier;
mod cups;
mod document;
mod driver;
mod inspection;
mod job;
mod message;
mod port;
mod sim;
mod sim_server;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use ability::Abilities;
pub use condition::OfficeCondition;
pub use cups::{CupsFault, CupsFinding, check_cups};
pub use document::{Copies, Document};
pub use driver::OfficeDriver;
pub use inspection::{Inspection, InspectionError, inspect, print_trial};
pub use message::Unreachable;
pub use port::{OfficeHandle, spawn_office};
pub use sim::{OfficeFault, SimAnswer, SimOffice};
pub use sim_server::{SimOfficeError, SimOfficeHandle, SimOfficeServer};

/// Why no connection to a page printer can even be set up.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The text is no URI with a host.
    #[error("the printer's address is not a URI; write for example ipp://localhost:631/printers/a4")]
    BadUri,
    /// TLS (`ipps`, `https`) or a scheme that is no printing scheme.
    #[error("the printer's address must begin with ipp:// or http://")]
    Scheme,
    /// The address is longer than an IPP value may be (1023 bytes, RFC 8011 section 5.1.6).
    #[error("the printer's address is longer than 1023 bytes")]
    TooLong,
    /// The operating system gave no thread.
    #[error("no thread for the page printer")]
    Thread(#[source] std::io::Error),
}

/// How patient the driver is with a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeSettings {
    /// From [`OfficeDriver::print`] to the moment an unfinished job of one copy is cancelled.
    pub deadline: Duration,
    /// What each further copy adds to that. With nine it stays under the `MaxJobTime` of the CUPS
    /// configuration that is shipped.
    pub per_copy: Duration,
    /// From that cancellation to giving up on the printer's answer.
    pub cancel_grace: Duration,
    /// Between two looks at a job.
    pub job_poll: Duration,
    /// Between two looks at an idle printer.
    pub idle_poll: Duration,
    /// First wait after the printer called itself busy; doubled each time.
    pub busy_pause: Duration,
    /// The longest such wait.
    pub busy_pause_max: Duration,
    /// One HTTP exchange, from connecting to the last byte of the answer.
    pub request_timeout: Duration,
}

impl OfficeSettings {
    /// The time that a document has to come out.
    pub(crate) fn patience(&self, document: &Document) -> Duration {
        self.deadline + self.per_copy * u32::from(document.copies().get() - 1)
    }
}

impl Default for OfficeSettings {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(60),
            per_copy: Duration::from_secs(6),
            cancel_grace: Duration::from_secs(5),
            job_poll: Duration::from_millis(250),
            idle_poll: Duration::from_secs(5),
            busy_pause: Duration::from_millis(250),
            busy_pause_max: Duration::from_secs(2),
            request_timeout: Duration::from_secs(10),
        }
    }
}

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeResult {
    /// The printer says that the job is complete.
    Printed,
    /// Nothing will come out; the condition is the reason. `Busy` means that its turn never came.
    NotPrinted(OfficeCondition),
    /// A sheet may or may not come out; staff must look. The condition is the last one seen.
    Unconfirmed(OfficeCondition),
}

/// What the driver reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeEvent {
    /// The printer's condition changed.
    Condition(OfficeCondition),
    /// A job ended; exactly one such event follows each [`OfficeDriver::print`].
    JobEnded {
        /// The number given to `print`.
        job: u64,
        /// What became of it.
        result: OfficeResult,
    },
}
