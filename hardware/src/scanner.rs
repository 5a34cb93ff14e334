//! The scanner's driver: bytes to frames, only while the kiosk wants them.

mod framer;

use std::collections::VecDeque;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::driver::Driver;
use crate::profile::ScannerProfile;
use crate::{ScannerCondition, Tick};
pub use framer::{Framed, Framer};

/// What was scanned, without its suffix. It may be a citizen's card: Debug shows the length
/// alone, and the bytes are overwritten when the value is dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Frame(Vec<u8>);

impl Frame {
    /// Wraps the bytes of a scan.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes; the caller is from now on responsible for overwriting them.
    pub fn into_bytes(mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({} bytes)", self.0.len())
    }
}

/// What the kiosk is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerEvent {
    /// The condition has changed.
    Condition(ScannerCondition),
    /// Something was scanned.
    Scanned(Frame),
    /// Something came that is longer than any code that is read here.
    Garbled,
}

/// What the kiosk orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScannerCommand {
    /// Deliver scans from now on, or throw them away.
    Arm(bool),
}

/// The sans-IO driver of a scanner that sends by itself. Begins disarmed.
#[derive(Debug)]
pub struct ScannerDriver {
    framer: Framer,
    condition: Option<ScannerCondition>,
    events: VecDeque<ScannerEvent>,
}

impl ScannerDriver {
    /// A driver whose port is not open yet.
    pub fn new(profile: ScannerProfile) -> Self {
        Self { framer: Framer::new(profile), condition: None, events: VecDeque::new() }
    }

    /// Delivers scans from now on, or throws them away. The rest of a code that was under way
    /// when the scanner was disarmed is thrown away too.
    pub fn arm(&mut self, now: Tick, armed: bool) {
        self.framer.arm(now, armed);
    }

    fn set_condition(&mut self, condition: ScannerCondition) {
        if self.condition != Some(condition) {
            self.condition = Some(condition);
            self.events.push_back(ScannerEvent::Condition(condition));
        }
    }

    fn collect(&mut self) {
        while let Some(framed) = self.framer.poll() {
            self.events.push_back(match framed {
                Framed::Frame(frame) => ScannerEvent::Scanned(frame),
                Framed::TooLong => ScannerEvent::Garbled,
            });
        }
    }
}

impl Driver for ScannerDriver {
    type Command = ScannerCommand;
    type Event = ScannerEvent;

    fn opened(&mut self, _now: Tick) {
        self.framer.reset();
        self.set_condition(ScannerCondition::Ready);
    }

    fn lost(&mut self, _now: Tick) {
        self.framer.reset();
        self.set_condition(ScannerCondition::Unplugged);
    }

    fn command(&mut self, now: Tick, command: ScannerCommand) {
        match command {
            ScannerCommand::Arm(armed) => self.arm(now, armed),
        }
    }

    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        self.framer.push(now, bytes);
        self.collect();
    }

    fn on_time(&mut self, now: Tick) {
        self.framer.on_time(now);
        self.collect();
    }

    fn deadline(&self) -> Option<Tick> {
        self.framer.deadline()
    }

    fn poll_event(&mut self) -> Option<ScannerEvent> {
        self.events.pop_front()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_driver_tells_conditions_once_and_scans_when_armed() {
        let mut driver = ScannerDriver::new(ScannerProfile::named("generic-cdc").unwrap());
        let now = Tick::from_secs(1);
        driver.lost(now);
        driver.lost(now);
        driver.opened(now);
        driver.on_bytes(now, b"early\r");
        driver.arm(now, true);
        driver.on_bytes(now, b"late\r");
        let events: Vec<_> = std::iter::from_fn(|| driver.poll_event()).collect();
        assert_eq!(
            events,
            [
                ScannerEvent::Condition(ScannerCondition::Unplugged),
                ScannerEvent::Condition(ScannerCondition::Ready),
                ScannerEvent::Scanned(Frame::new(b"late".to_vec())),
            ]
        );
    }

    #[test]
    fn debug_shows_no_byte_of_a_scan() {
        let event = ScannerEvent::Scanned(Frame::new(b"001099012345|secret".to_vec()));
        assert_eq!(format!("{event:?}"), "Scanned(Frame(19 bytes))");
    }
}
