//! Shows a technician what goes over the line.

use std::collections::VecDeque;

use super::Frame;
use crate::Tick;
use crate::driver::Driver;

/// What a probe saw, in the order in which it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProbeEvent<E> {
    /// These bytes came; they may be part of a citizen's card.
    Came(Tick, Frame),
    /// These bytes went out.
    Went(Tick, Vec<u8>),
    /// The driver told this.
    Told(Tick, E),
}

/// A driver, with everything told that passes it.
#[derive(Debug)]
pub struct Probe<D: Driver> {
    driver: D,
    given: Vec<u8>,
    events: VecDeque<ProbeEvent<D::Event>>,
}

impl<D: Driver> Probe<D> {
    /// Looks at `driver`.
    pub fn new(driver: D) -> Self {
        Self { driver, given: Vec::new(), events: VecDeque::new() }
    }

    fn collect(&mut self, now: Tick) {
        while let Some(event) = self.driver.poll_event() {
            self.events.push_back(ProbeEvent::Told(now, event));
        }
    }
}

impl<D: Driver> Driver for Probe<D> {
    type Command = D::Command;
    type Event = ProbeEvent<D::Event>;

    fn opened(&mut self, now: Tick) {
        self.driver.opened(now);
        self.collect(now);
    }

    fn lost(&mut self, now: Tick) {
        self.driver.lost(now);
        self.collect(now);
    }

    fn command(&mut self, now: Tick, command: D::Command) {
        self.driver.command(now, command);
        self.collect(now);
    }

    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        // What silence had ended is told before the bytes that came after it.
        self.on_time(now);
        self.events.push_back(ProbeEvent::Came(now, Frame::new(bytes.to_vec())));
        self.driver.on_bytes(now, bytes);
        self.collect(now);
    }

    fn on_time(&mut self, now: Tick) {
        self.driver.on_time(now);
        self.collect(now);
    }

    fn deadline(&self) -> Option<Tick> {
        self.driver.deadline()
    }

    fn poll_event(&mut self) -> Option<Self::Event> {
        self.events.pop_front()
    }

    fn take_output(&mut self, now: Tick) -> Option<Vec<u8>> {
        let bytes = self.driver.take_output(now)?;
        self.given.clone_from(&bytes);
        Some(bytes)
    }

    fn wrote(&mut self, now: Tick, n: usize) {
        let sent = self.given.iter().take(n).copied().collect();
        self.events.push_back(ProbeEvent::Went(now, sent));
        self.driver.wrote(now, n);
    }

    fn write_stalled(&mut self, now: Tick) {
        self.driver.write_stalled(now);
    }
}
