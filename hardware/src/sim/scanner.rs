//! A simulated scanner.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Device;
use crate::Tick;
use crate::profile::{Order, ScannerProfile};

/// How a code is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Whole, with CR at its end.
    #[default]
    Whole,
    /// The first half only, and no end.
    Cut,
    /// With every fifth byte spoilt.
    Garbled,
    /// Twice within 100 ms.
    Doubled,
    /// Twice, with no end between.
    RunTogether,
    /// Byte by byte, 5 ms apart.
    Slow,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Whole, Self::Cut, Self::Garbled, Self::Doubled, Self::RunTogether, Self::Slow];

    /// Its name in commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Cut => "cut",
            Self::Garbled => "garbled",
            Self::Doubled => "doubled",
            Self::RunTogether => "run-together",
            Self::Slow => "slow",
        }
    }

    /// The manner of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|manner| manner.name() == name)
    }
}

/// Bytes that the scanner did not understand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOrder(pub Vec<u8>);

/// What an order of the kiosk makes the scanner do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Set,
    Read,
    Rest,
}

/// The simulated scanner, without a port.
#[derive(Default)]
pub struct SimScanner {
    /// What it understands; one that understands nothing does not listen and reads by itself.
    orders: Vec<(Order, Deed)>,
    /// Whether it reads only when told.
    told: bool,
    reading: bool,
    /// Codes held before it while it does not read.
    held: VecDeque<(Vec<u8>, Manner)>,
    heard: Vec<u8>,
    errors: Vec<UnknownOrder>,
    /// Bytes to come, and when.
    queue: VecDeque<(Tick, Vec<u8>)>,
    out: Vec<u8>,
}

impl SimScanner {
    /// A scanner that reads by itself and does not hear what it is sent.
    pub fn new() -> Self {
        Self::default()
    }

    /// A scanner that knows the orders of `profile` and no other, and waits to be told to read if that
    /// profile tells.
    pub fn of(profile: &ScannerProfile) -> Self {
        let set = profile.setup.iter().map(|order| (order.clone(), Deed::Set));
        let read = profile.trigger.iter().map(|trigger| (trigger.order.clone(), Deed::Read));
        let rest = profile.stop.iter().map(|order| (order.clone(), Deed::Rest));
        let orders = set.chain(read).chain(rest).collect();
        Self { orders, told: profile.trigger.is_some(), ..Self::default() }
    }

    /// What it was sent and did not understand.
    pub fn protocol_errors(&self) -> &[UnknownOrder] {
        &self.errors
    }

    /// Reads a code holding `payload`; one that waits to be told reads it then.
    pub fn scan(&mut self, now: Tick, payload: &[u8], manner: Manner) {
        if self.told && !self.reading {
            self.held.push_back((payload.to_vec(), manner));
            return;
        }
        self.reading = false;
        self.queue.extend(pieces(now, payload, manner));
        self.on_time(now);
    }

    fn obey(&mut self, now: Tick, deed: Deed) {
        match deed {
            Deed::Set => {}
            Deed::Rest => self.reading = false,
            Deed::Read => {
                self.reading = true;
                if let Some((payload, manner)) = self.held.pop_front() {
                    self.scan(now, &payload, manner);
                }
            }
        }
    }

    /// Takes the orders that were heard whole, and drops what can become none.
    fn listen(&mut self, now: Tick) {
        while !self.heard.is_empty() {
            let whole = self.orders.iter().find(|(order, _)| self.heard.starts_with(&order.send)).cloned();
            let begun = self.orders.iter().any(|(order, _)| order.send.starts_with(&self.heard));
            if let Some((order, deed)) = whole {
                self.heard.drain(..order.send.len());
                self.out.extend(order.reply);
                self.obey(now, deed);
            } else if begun {
                return;
            } else {
                self.errors.push(UnknownOrder(std::mem::take(&mut self.heard)));
            }
        }
    }
}

/// The bytes of a code read in this manner, and when they come.
fn pieces(now: Tick, payload: &[u8], manner: Manner) -> Vec<(Tick, Vec<u8>)> {
    let whole = [payload, b"\r"].concat();
    match manner {
        Manner::Whole => vec![(now, whole)],
        Manner::Cut => vec![(now, payload[..payload.len() / 2].to_vec())],
        Manner::Garbled => vec![(now, spoilt(payload))],
        Manner::Doubled => vec![(now, whole.clone()), (now + Duration::from_millis(100), whole)],
        Manner::RunTogether => vec![(now, [payload, &whole[..]].concat())],
        Manner::Slow => {
            let step = Duration::from_millis(5);
            let times = std::iter::successors(Some(now), |at| Some(*at + step));
            times.zip(whole.into_iter().map(|byte| vec![byte])).collect()
        }
    }
}

fn spoilt(payload: &[u8]) -> Vec<u8> {
    let mut bytes = payload.to_vec();
    for byte in bytes.iter_mut().step_by(5) {
        *byte ^= 0x80;
    }
    bytes.push(b'\r');
    bytes
}

impl Device for SimScanner {
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        if !self.orders.is_empty() {
            self.heard.extend_from_slice(bytes);
            self.listen(now);
        }
    }

    fn on_time(&mut self, now: Tick) {
        while let Some((at, _)) = self.queue.front()
            && *at <= now
            && let Some((_, bytes)) = self.queue.pop_front()
        {
            self.out.extend(bytes);
        }
    }

    fn deadline(&self) -> Option<Tick> {
        self.queue.front().map(|(at, _)| *at)
    }

    fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const READ: &[u8] = &[0x7e, 0, 8, 1, 0, 2, 1, 0xab, 0xcd];

    #[test]
    fn a_module_reads_when_told_answers_first_and_refuses_what_it_does_not_know() {
        let mut scanner = SimScanner::of(&ScannerProfile::named("gm65").unwrap());
        scanner.scan(Tick::ZERO, b"card", Manner::Whole);
        assert_eq!(scanner.take_output(), b"");
        scanner.on_bytes(Tick::ZERO, &READ[..4]);
        scanner.on_bytes(Tick::ZERO, &READ[4..]);
        assert_eq!(scanner.take_output(), b"\x02\0\0\x01\x0031card\r");
        scanner.scan(Tick::ZERO, b"next", Manner::Whole);
        assert_eq!(scanner.take_output(), b"", "one order, one code");
        scanner.on_bytes(Tick::ZERO, b"\x16T\r");
        assert_eq!(scanner.protocol_errors(), [UnknownOrder(b"\x16T\r".to_vec())]);
    }

    #[test]
    fn every_manner_is_found_by_its_name_and_sends_something_else() {
        let mut all = Vec::new();
        for manner in Manner::ALL {
            assert_eq!(Manner::named(manner.name()), Some(manner));
            all.push(pieces(Tick::ZERO, "Nguyễn".as_bytes(), manner));
        }
        for (at, sent) in all.iter().enumerate() {
            assert!(!all[..at].contains(sent), "{:?}", Manner::ALL[at]);
        }
    }
}
