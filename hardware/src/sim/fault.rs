//! How the simulated printer breaks, and what it then says of itself.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::status::StatusKind;

/// How a simulated printer is broken. Pulling its cable is the mount's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrinterFault {
    /// No paper: stops printing, keeps its buffer.
    PaperOut,
    /// The roll is nearly used up.
    NearEnd,
    /// The cover is open: stops printing, keeps its buffer.
    CoverOpen,
    /// The cutter is stuck: stops printing, keeps its buffer.
    CutterJam,
    /// The head is too hot: stops printing until it has cooled (until repaired), keeps its buffer.
    PassingError,
    /// Offline without a cause: stops printing, keeps its buffer.
    Offline,
    /// The last slip was not taken. Only printers with a slip sensor notice.
    SlipNotTaken,
    /// Takes no bytes.
    Stall,
    /// Prints but answers nothing.
    Mute,
    /// Dies after so many more bytes: neither prints nor answers until repaired.
    DieAfterBytes(u64),
}

/// A fault's name is not known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no fault is called \"{name}\"; known are: {known}")]
pub struct UnknownFault {
    /// The name asked for.
    name: String,
    /// The names there are, separated by commas.
    known: String,
}

/// The name of [`PrinterFault::DieAfterBytes`]; a number follows it.
const DIE_AFTER_BYTES: &str = "die-after-bytes";

impl PrinterFault {
    /// Every fault that has no number, in the order in which they are offered.
    pub const PLAIN: [Self; 9] = [
        Self::PaperOut,
        Self::NearEnd,
        Self::CoverOpen,
        Self::CutterJam,
        Self::PassingError,
        Self::Offline,
        Self::SlipNotTaken,
        Self::Stall,
        Self::Mute,
    ];

    /// Its name, such as `paper-out`, without the number.
    pub fn name(self) -> &'static str {
        match self {
            Self::PaperOut => "paper-out",
            Self::NearEnd => "near-end",
            Self::CoverOpen => "cover-open",
            Self::CutterJam => "cutter-jam",
            Self::PassingError => "passing-error",
            Self::Offline => "offline",
            Self::SlipNotTaken => "slip-not-taken",
            Self::Stall => "stall",
            Self::Mute => "mute",
            Self::DieAfterBytes(_) => DIE_AFTER_BYTES,
        }
    }

    fn stops(self) -> bool {
        matches!(
            self,
            Self::PaperOut
                | Self::CoverOpen
                | Self::CutterJam
                | Self::PassingError
                | Self::Offline
                | Self::Stall
        )
    }
}

impl fmt::Display for PrinterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if let Self::DieAfterBytes(bytes) = self {
            write!(f, " {bytes}")?;
        }
        Ok(())
    }
}

impl FromStr for PrinterFault {
    type Err = UnknownFault;

    /// Reads a name such as `paper-out`, or `die-after-bytes 500`.
    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let dies = text.strip_prefix(DIE_AFTER_BYTES).and_then(|number| number.trim().parse().ok());
        let plain = || Self::PLAIN.into_iter().find(|fault| fault.name() == text);
        dies.map(Self::DieAfterBytes).or_else(plain).ok_or_else(|| UnknownFault {
            name: text.to_owned(),
            known: Self::PLAIN.map(Self::name).join(", ") + ", " + DIE_AFTER_BYTES + " N",
        })
    }
}

/// All that is wrong with a printer at one time.
#[derive(Debug)]
pub(super) struct Faults {
    present: BTreeSet<PrinterFault>,
    /// Bytes came that it does not know.
    pub refused: bool,
    slip_sensor: bool,
}

/// `bits` if `set`, else none.
fn bits(set: bool, bits: u8) -> u8 {
    if set { bits } else { 0 }
}

impl Faults {
    pub fn none(slip_sensor: bool) -> Self {
        Self { present: BTreeSet::new(), refused: false, slip_sensor }
    }

    pub fn add(&mut self, fault: PrinterFault) {
        self.present.insert(fault);
    }

    pub fn clear(&mut self) {
        self.present.clear();
        self.refused = false;
    }

    pub fn has(&self, fault: PrinterFault) -> bool {
        self.present.contains(&fault)
    }

    /// Whether nothing is printed for now.
    pub fn stop(&self) -> bool {
        self.refused || self.present.iter().any(|fault| fault.stops())
    }

    /// The answer to DLE EOT `kind`.
    pub fn status_byte(&self, kind: StatusKind) -> u8 {
        use PrinterFault as F;
        0x12 | match kind {
            StatusKind::Printer => {
                bits(self.stop(), 0x08) | bits(self.slip_sensor && self.has(F::SlipNotTaken), 0x80)
            }
            StatusKind::OfflineCause => {
                let error = self.has(F::CutterJam) || self.has(F::PassingError) || self.refused;
                bits(self.has(F::CoverOpen), 0x04) | bits(self.has(F::PaperOut), 0x20) | bits(error, 0x40)
            }
            StatusKind::Error => self.error_bits(),
            StatusKind::Paper => bits(self.has(F::NearEnd), 0x0C) | bits(self.has(F::PaperOut), 0x60),
        }
    }

    /// The errors, at the same places in DLE EOT 3 and in the second byte of automatic status.
    fn error_bits(&self) -> u8 {
        use PrinterFault as F;
        bits(self.has(F::CutterJam), 0x08) | bits(self.refused, 0x20) | bits(self.has(F::PassingError), 0x40)
    }

    /// The paper sensors as GS r 1 and the third byte of automatic status give them.
    pub fn paper_bits(&self) -> u8 {
        use PrinterFault as F;
        bits(self.has(F::NearEnd), 0x03) | bits(self.has(F::PaperOut), 0x0C)
    }

    /// The four bytes of automatic status back.
    pub fn automatic_status(&self) -> [u8; 4] {
        let first = 0x10 | bits(self.stop(), 0x08) | bits(self.has(PrinterFault::CoverOpen), 0x20);
        [first, self.error_bits(), self.paper_bits(), 0x0F]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_fault_is_read_back_from_its_name() {
        for fault in PrinterFault::PLAIN.into_iter().chain([PrinterFault::DieAfterBytes(500)]) {
            assert_eq!(fault.to_string().parse(), Ok(fault));
        }
        for wrong in ["", "paper", "die-after-bytes", "die-after-bytes many"] {
            let error = wrong.parse::<PrinterFault>().unwrap_err();
            assert!(error.to_string().contains("slip-not-taken"), "{error}");
        }
    }

    #[test]
    fn only_a_printer_with_a_sensor_knows_of_a_slip_that_was_not_taken() {
        for (sensor, byte) in [(true, 0x92), (false, 0x12)] {
            let mut faults = Faults::none(sensor);
            faults.add(PrinterFault::SlipNotTaken);
            assert_eq!(faults.status_byte(StatusKind::Printer), byte);
            assert!(!faults.stop());
        }
    }

    #[test]
    fn a_hot_head_is_offline_with_an_error_that_passes() {
        let mut faults = Faults::none(false);
        faults.add(PrinterFault::PassingError);
        let answers = StatusKind::ALL.map(|kind| faults.status_byte(kind));
        assert_eq!(answers, [0x1A, 0x52, 0x52, 0x12]);
        assert_eq!(faults.automatic_status(), [0x18, 0x40, 0x00, 0x0F]);
    }
}
