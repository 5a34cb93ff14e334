//! What state a device is in, in the device's own words.

use serde::{Deserialize, Serialize};

/// The condition of a ticket printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrinterCondition {
    /// Nothing heard yet, or the model answers nothing and its profile says so.
    Unknown,
    /// Answers, and nothing is wrong.
    Ready,
    /// Prints, but the paper roll is nearly used up.
    NearEnd,
    /// Prints, but a slip has been held out for half a minute and nobody has taken it.
    SlipWaiting,
    /// No paper.
    PaperOut,
    /// The cover over the paper is open.
    CoverOpen,
    /// The cutter is stuck.
    CutterJam,
    /// Says that it is offline without saying why, or answers nothing although it should.
    Offline,
    /// Reports an error other than those above (head temperature, voltage, unrecoverable).
    Fault,
    /// The port is not there.
    Unplugged,
    /// The port is there but takes no bytes.
    Stalled,
}

impl PrinterCondition {
    /// Whether a job may be begun in this condition.
    pub fn can_print(self) -> bool {
        matches!(self, Self::Ready | Self::NearEnd | Self::SlipWaiting | Self::Unknown)
    }
}

/// The condition of a scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScannerCondition {
    /// The port is open.
    Ready,
    /// The port is not there.
    Unplugged,
}

/// How a print job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobResult {
    /// The printer confirmed, after the cut, that this very job is out.
    Printed,
    /// Not one byte of the job left; nothing can be on paper.
    NotPrinted(PrinterCondition),
    /// Bytes left, but no confirmation came: there may be a whole slip, a part, or nothing.
    Unconfirmed(PrinterCondition),
}
