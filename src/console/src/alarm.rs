//! What staff should know about the kiosk itself.

use kiosk_core::text::Text;

/// The key of the alarm that a citizen raised; staff answer it with a button.
pub const HELP: &str = "help";

/// How much an alarm matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Soon: paper runs low.
    Warning,
    /// Now: citizens cannot go on, or somebody calls for help.
    Trouble,
}

/// Something that staff have to look after. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Names the cause, so that the same cause is listed once; [`HELP`] has a meaning of its own.
    pub key: String,
    /// What is wrong and what to do.
    pub text: Text,
    /// How much it matters.
    pub severity: Severity,
}
