//! The scanner's driver: bytes to frames, only while the kiosk wants them.

mod frame;
mod framer;
mod orders;
mod probe;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use crate::driver::Driver;
use crate::profile::ScannerProfile;
use crate::{ScannerCondition, Tick};
pub use frame::{Frame, Garbling, WedgeNumber};
pub use framer::{Framed, Framer};
use orders::Orders;
pub use probe::{Probe, ProbeEvent};

/// What the kiosk is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerEvent {
    /// The condition has changed.
    Condition(ScannerCondition),
    /// Something was scanned.
    Scanned(Frame),
    /// A scanner that plays a keyboard read a code that begins with a personal number. Nothing else of what it
    /// typed can be trusted.
    Wedge(WedgeNumber),
    /// Something came that is no scan.
    Garbled(Garbling),
}

/// What the kiosk orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScannerCommand {
    /// Deliver scans from now on, or throw them away.
    Arm(bool),
}

/// The sans-IO driver of a scanner on a serial line. Begins disarmed.
///
/// A scanner that reads only when told is told while the driver is armed, again and again; one that
/// reads by itself is left alone.
#[derive(Debug)]
pub struct ScannerDriver {
    framer: Framer,
    orders: Orders,
    condition: Option<ScannerCondition>,
    events: VecDeque<ScannerEvent>,
}

impl ScannerDriver {
    /// A driver whose port is not open yet.
    pub fn new(profile: ScannerProfile) -> Self {
        let orders = Orders::new(&profile);
        Self { framer: Framer::new(profile), orders, condition: None, events: VecDeque::new() }
    }

    /// Delivers scans from now on, or throws them away. The rest of a code that was under way
    /// when the scanner was disarmed is thrown away too.
    pub fn arm(&mut self, now: Tick, armed: bool) {
        self.framer.arm(now, armed);
        self.orders.arm(now, armed);
    }

    fn set_condition(&mut self, condition: ScannerCondition) {
        if self.condition != Some(condition) {
            self.condition = Some(condition);
            self.events.push_back(ScannerEvent::Condition(condition));
        }
    }

    fn collect(&mut self, now: Tick) {
        while let Some(framed) = self.framer.poll() {
            // The scanner's turn is over after a repeat too: whatever comes next has to be ordered.
            self.orders.code_came(now);
            match framed {
                Framed::Frame(frame) => self.events.push_back(ScannerEvent::Scanned(frame)),
                Framed::Garbled(reason) => self.events.push_back(ScannerEvent::Garbled(reason)),
                Framed::Repeat => {}
            }
        }
    }
}

impl Driver for ScannerDriver {
    type Command = ScannerCommand;
    type Event = ScannerEvent;

    fn opened(&mut self, now: Tick) {
        self.framer.reset();
        self.orders.opened(now);
        self.set_condition(ScannerCondition::Ready);
    }

    fn lost(&mut self, _now: Tick) {
        self.framer.reset();
        self.orders.lost();
        self.set_condition(ScannerCondition::Unplugged);
    }

    fn command(&mut self, now: Tick, command: ScannerCommand) {
        match command {
            ScannerCommand::Arm(armed) => self.arm(now, armed),
        }
    }

    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        self.framer.push(now, bytes);
        self.collect(now);
    }

    fn on_time(&mut self, now: Tick) {
        self.framer.on_time(now);
        self.collect(now);
        self.orders.on_time(now, self.framer.in_code());
    }

    fn deadline(&self) -> Option<Tick> {
        self.framer.deadline().into_iter().chain(self.orders.deadline()).min()
    }

    fn poll_event(&mut self) -> Option<ScannerEvent> {
        self.events.pop_front()
    }

    fn take_output(&mut self, now: Tick) -> Option<Vec<u8>> {
        self.orders.take_output(now)
    }

    fn wrote(&mut self, now: Tick, n: usize) {
        self.orders.wrote(now, n);
    }

    fn write_stalled(&mut self, now: Tick) {
        self.orders.write_stalled(now);
    }
}
