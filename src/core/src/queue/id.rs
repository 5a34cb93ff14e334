//! The names of the things of a queue.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Names a service of the office in configuration and database, for example `cu-tru`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceId(pub String);

/// Names a priority class in configuration and database, for example `nguoi-cao-tuoi`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub String);

/// Names somebody of the staff by what they sign in with; not a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaffId(pub String);

/// A counter's number as it stands above the counter (quầy số 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CounterId(pub u32);

/// The database's key of a ticket; unique over all days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketId(pub i64);

/// One citizen's visit. Issuing is idempotent in it: one visit never gets two tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VisitId {
    /// Drawn at random when the kiosk starts, so that visits of two runs never share a name.
    pub run: u64,
    /// Counts the visits of this run.
    pub nth: u64,
}

impl fmt::Display for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.run, self.nth)
    }
}

/// One command of staff, drawn at random by whoever offers the button: the same command sent twice, as after
/// a lost answer, happens once. Written as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommandId(pub u128);

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for CommandId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        u128::from_str_radix(text, 16).map(Self)
    }
}
