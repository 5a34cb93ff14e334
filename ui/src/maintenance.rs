//! Staff's screens on the touchscreen.

use slint::{Global, SharedString};

use crate::generated::{App, DeviceLine, DeviceState, JobState, MaintainModel, PinState};
use crate::present::{job, whole};
use crate::screen::{Page, Progress};

/// How far it is with a PIN of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// It is wanted.
    Wanted,
    /// It is being looked at.
    Looking,
    /// It was another one.
    Wrong,
    /// None is looked at for so many minutes.
    Locked {
        /// Rounded up.
        minutes: u32,
    },
}

/// How a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It works.
    Good,
    /// It works, and somebody should look after it.
    Caution,
    /// It does not work.
    Bad,
    /// Nobody knows yet.
    Unknown,
}

/// A device as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// What it is called.
    pub name: String,
    /// How it is, and what to do.
    pub words: String,
    /// The same as a sign.
    pub health: Health,
    /// What comes back in [`Touch::TestPrint`](crate::Touch), where a test can be printed.
    pub test: Option<usize>,
    /// How far its test is, if there was one.
    pub tested: Option<Progress>,
}

/// Puts `page`, one of staff's, into what the screens read.
pub(crate) fn fill(app: &App, page: &Page) {
    let model = MaintainModel::get(app);
    if let Page::Pin { who, digits, state } = page {
        let (kind, minutes) = pin(*state);
        model.set_who(who.as_str().into());
        model.set_digits(whole(*digits));
        model.set_pin(kind);
        model.set_minutes(whole(minutes));
    }
    if let Page::Maintain { devices, restarting } = page {
        let lines: Vec<DeviceLine> = devices.iter().map(line).collect();
        model.set_devices(lines.as_slice().into());
        model.set_restarting(*restarting);
    }
    if let Page::Cleaning { seconds } = page {
        model.set_seconds(whole(*seconds));
    }
}

/// Overwrites what it showed.
pub(crate) fn forget(app: &App) {
    let model = MaintainModel::get(app);
    model.set_who(SharedString::new());
    model.set_digits(0);
    model.set_pin(PinState::Wanted);
}

fn pin(state: Pin) -> (PinState, u32) {
    match state {
        Pin::Wanted => (PinState::Wanted, 0),
        Pin::Looking => (PinState::Looking, 0),
        Pin::Wrong => (PinState::Wrong, 0),
        Pin::Locked { minutes } => (PinState::Locked, minutes),
    }
}

fn line(row: &DeviceRow) -> DeviceLine {
    DeviceLine {
        name: row.name.as_str().into(),
        words: row.words.as_str().into(),
        state: match row.health {
            Health::Good => DeviceState::Good,
            Health::Caution => DeviceState::Caution,
            Health::Bad => DeviceState::Bad,
            Health::Unknown => DeviceState::Unknown,
        },
        key: row.test.map(|place| place.to_string()).unwrap_or_default().into(),
        test: row.tested.map_or(JobState::None, job),
    }
}
