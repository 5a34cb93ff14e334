//! A clock turned by hand.

use std::sync::Mutex;
use std::time::Duration;

use jiff::civil::{DateTime, date};
use kiosk_core::time::{Now, Tick};

/// Starts on Monday 23 November 2026 at 08:15, and moves only when told.
#[derive(Debug, Default)]
pub struct HandClock {
    tick: Mutex<Tick>,
}

impl HandClock {
    /// The moment at which every test begins.
    pub fn start() -> DateTime {
        date(2026, 11, 23).at(8, 15, 0, 0)
    }

    /// Turns to `tick`, never back.
    pub fn turn_to(&self, tick: Tick) {
        let mut now = self.tick.lock().unwrap();
        *now = (*now).max(tick);
    }

    /// The moment now.
    pub fn tick(&self) -> Tick {
        *self.tick.lock().unwrap()
    }
}

impl kiosk_hardware::Clock for HandClock {
    fn now(&self) -> Duration {
        self.tick()
    }
}

impl kiosk::clock::Clock for HandClock {
    fn reading(&self) -> Now {
        let tick = self.tick();
        let civil = Self::start() + jiff::SignedDuration::try_from(tick).unwrap();
        Now { tick, civil }
    }
}
