//! Scanners that play a keyboard (HID): from key events to the number of a card.
//!
//! Keys are places on a keyboard and no letters; what is not ASCII never arrives. Only the 12-digit
//! number can be trusted, and nothing else is delivered. The thread that grabs the device
//! ([`crate::port`]) hands each event on as a [`KeyRecord`]; everything that is decided is decided
//! here, without a device.

mod layout;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use crate::driver::Driver;
use crate::profile::ScannerProfile;
use crate::scanner::{Framed, Framer, Garbling, ScannerCommand, ScannerEvent, WedgeNumber};
use crate::{ScannerCondition, Tick};

/// One event of a key, as the kernel tells it (input-event-codes.h).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyRecord {
    /// Which key.
    pub code: u16,
    /// 0 released, 1 pressed, 2 held down, 3 for [`KeyRecord::DROPPED`].
    pub value: u8,
}

impl KeyRecord {
    /// The kernel's buffer was full and events were lost (SYN_DROPPED).
    pub const DROPPED: Self = Self { code: 0, value: 3 };

    /// Its bytes on the way to the driver: the code, low byte first, and the value.
    pub fn to_bytes(self) -> [u8; 3] {
        let [low, high] = self.code.to_le_bytes();
        [low, high, self.value]
    }

    /// From the bytes of [`KeyRecord::to_bytes`].
    pub fn from_bytes(bytes: [u8; 3]) -> Self {
        let [low, high, value] = bytes;
        Self { code: u16::from_le_bytes([low, high]), value }
    }
}

/// From key events to ASCII, on a US keyboard.
#[derive(Debug, Default)]
pub struct KeyDecoder {
    /// The keys held down that change what others mean.
    held: Vec<u16>,
}

impl KeyDecoder {
    /// A keyboard with no key down.
    pub fn new() -> Self {
        Self::default()
    }

    /// The byte that a key gives: ASCII, CR for Enter, NUL where events were lost; `None` for keys that
    /// write nothing, for releases, and for all keys while Ctrl, Alt or Meta is down (codes typed with
    /// Alt are no digits of a number).
    pub fn key(&mut self, key: KeyRecord) -> Option<u8> {
        if key == KeyRecord::DROPPED {
            self.held.clear();
            return Some(0);
        }
        if layout::is_modifier(key.code) {
            self.held.retain(|held| *held != key.code);
            if key.value != 0 {
                self.held.push(key.code);
            }
            return None;
        }
        // A scanner presses each key; a key that is held down is a person at a keyboard.
        if key.value != 1 || self.held.iter().any(|held| !layout::is_shift(*held)) {
            return None;
        }
        layout::ascii(key.code, !self.held.is_empty())
    }
}

/// The sans-IO driver of a scanner that plays a keyboard: bytes come as key records, three each. Begins
/// disarmed.
#[derive(Debug)]
pub struct KeyboardDriver {
    decoder: KeyDecoder,
    framer: Framer,
    condition: Option<ScannerCondition>,
    events: VecDeque<ScannerEvent>,
}

impl KeyboardDriver {
    /// A driver whose device is not open yet.
    pub fn new(profile: ScannerProfile) -> Self {
        let (decoder, framer) = (KeyDecoder::new(), Framer::new(profile));
        Self { decoder, framer, condition: None, events: VecDeque::new() }
    }

    fn set_condition(&mut self, condition: ScannerCondition) {
        self.decoder = KeyDecoder::new();
        self.framer.reset();
        if self.condition != Some(condition) {
            self.condition = Some(condition);
            self.events.push_back(ScannerEvent::Condition(condition));
        }
    }

    fn collect(&mut self) {
        while let Some(framed) = self.framer.poll() {
            let event = match framed {
                Framed::Frame(frame) => WedgeNumber::of(frame.expose())
                    .map_or(ScannerEvent::Garbled(Garbling::NoNumber), ScannerEvent::Wedge),
                Framed::Garbled(reason) => ScannerEvent::Garbled(reason),
                Framed::Repeat => continue,
            };
            self.events.push_back(event);
        }
    }
}

impl Driver for KeyboardDriver {
    type Command = ScannerCommand;
    type Event = ScannerEvent;

    fn opened(&mut self, _now: Tick) {
        self.set_condition(ScannerCondition::Ready);
    }

    fn lost(&mut self, _now: Tick) {
        self.set_condition(ScannerCondition::Unplugged);
    }

    fn command(&mut self, now: Tick, command: ScannerCommand) {
        match command {
            ScannerCommand::Arm(armed) => self.framer.arm(now, armed),
        }
    }

    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        for record in bytes.as_chunks::<3>().0 {
            if let Some(byte) = self.decoder.key(KeyRecord::from_bytes(*record)) {
                self.framer.push(now, &[byte]);
            }
        }
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
