//! The one place that reads the machine's clocks.

use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kiosk_core::time::{Now, Tick};

/// Where the engine, the console and the device threads get the time from.
pub trait Clock: kiosk_hardware::Clock {
    /// Monotonic time and the office's local time, read together.
    fn reading(&self) -> Now;
}

/// The machine's clocks: monotonic since the start of the program, and local in the office's zone.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
    zone: TimeZone,
}

impl SystemClock {
    /// A clock that counts from `start`, in the office's time zone.
    pub fn new(start: Instant, zone: TimeZone) -> Self {
        Self { start, zone }
    }

    /// The office's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

impl kiosk_hardware::Clock for SystemClock {
    fn now(&self) -> Tick {
        self.start.elapsed()
    }
}

impl Clock for SystemClock {
    fn reading(&self) -> Now {
        let civil = Timestamp::now().to_zoned(self.zone.clone()).datetime();
        Now { tick: self.start.elapsed(), civil }
    }
}
