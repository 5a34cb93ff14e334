//! What a printer says about itself: DLE EOT answers, automatic status back, and text blocks.
//!
//! Bits as in Epson's command reference for DLE EOT and GS a; the bit "slip not taken" as in
//! the manual of the KP-628E kiosk mechanism.

use std::time::Duration;

use serde::Deserialize;

use crate::{PrinterCondition, Tick};

/// The four questions of DLE EOT n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// n = 1: the printer.
    Printer,
    /// n = 2: why it is offline.
    OfflineCause,
    /// n = 3: errors.
    Error,
    /// n = 4: the paper sensors.
    Paper,
}

impl StatusKind {
    /// All four, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Printer, Self::OfflineCause, Self::Error, Self::Paper];

    /// The number n of DLE EOT n.
    pub fn number(self) -> u8 {
        match self {
            Self::Printer => 1,
            Self::OfflineCause => 2,
            Self::Error => 3,
            Self::Paper => 4,
        }
    }

    /// The request as bytes.
    pub fn request(self) -> [u8; 3] {
        [0x10, 0x04, self.number()]
    }
}

/// DLE ENQ 2: recover from an error and clear the buffers.
pub(crate) const CLEAR_BUFFERS: [u8; 3] = [0x10, 0x05, 0x02];
/// GS a with drawer, online, error and paper: send status unasked on every change.
pub(crate) const AUTOMATIC_STATUS_ON: [u8; 3] = [0x1D, b'a', 0x0F];

/// Everything known of a printer's state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrinterStatus {
    /// DLE EOT 1 bit 3.
    pub offline: bool,
    /// DLE EOT 1 bit 5: waits for someone to put it online.
    pub waiting_for_recovery: bool,
    /// DLE EOT 1 bit 6: the FEED button is held.
    pub feed_pressed: bool,
    /// DLE EOT 1 bit 7, on kiosk mechanisms: the last slip was not taken.
    pub slip_not_taken: bool,
    /// DLE EOT 2 bit 2.
    pub cover_open: bool,
    /// DLE EOT 2 bit 3: paper is being fed by the button.
    pub feeding: bool,
    /// DLE EOT 2 bit 5: printing stopped because the paper ended.
    pub stopped_for_paper: bool,
    /// DLE EOT 2 bit 6: an error occurred.
    pub error: bool,
    /// DLE EOT 3 bit 2.
    pub recoverable_error: bool,
    /// DLE EOT 3 bit 3.
    pub cutter_error: bool,
    /// DLE EOT 3 bit 5.
    pub unrecoverable_error: bool,
    /// DLE EOT 3 bit 6: head temperature or voltage; goes away by itself.
    pub passing_error: bool,
    /// DLE EOT 4 bits 2 and 3.
    pub near_end: bool,
    /// DLE EOT 4 bits 5 and 6.
    pub paper_end: bool,
}

impl PrinterStatus {
    /// Takes in the answer `byte` to DLE EOT `kind`. Total over all bytes.
    pub fn apply(&mut self, kind: StatusKind, byte: u8) {
        let bit = |n: u8| byte & (1 << n) != 0;
        match kind {
            StatusKind::Printer => {
                self.offline = bit(3);
                self.waiting_for_recovery = bit(5);
                self.feed_pressed = bit(6);
                self.slip_not_taken = bit(7);
            }
            StatusKind::OfflineCause => {
                self.cover_open = bit(2);
                self.feeding = bit(3);
                self.stopped_for_paper = bit(5);
                self.error = bit(6);
            }
            StatusKind::Error => {
                self.recoverable_error = bit(2);
                self.cutter_error = bit(3);
                self.unrecoverable_error = bit(5);
                self.passing_error = bit(6);
            }
            StatusKind::Paper => {
                self.near_end = bit(2) || bit(3);
                self.paper_end = bit(5) || bit(6);
            }
        }
    }

    /// Reads the four bytes of automatic status back. Total over all bytes.
    pub fn from_automatic(bytes: [u8; 4]) -> Self {
        let bit = |byte: usize, n: u8| bytes[byte] & (1 << n) != 0;
        Self {
            offline: bit(0, 3),
            cover_open: bit(0, 5),
            feeding: bit(0, 6),
            waiting_for_recovery: bit(1, 0),
            feed_pressed: bit(1, 1),
            recoverable_error: bit(1, 2),
            cutter_error: bit(1, 3),
            unrecoverable_error: bit(1, 5),
            passing_error: bit(1, 6),
            near_end: bit(2, 0) || bit(2, 1),
            paper_end: bit(2, 2) || bit(2, 3),
            stopped_for_paper: false,
            error: false,
            slip_not_taken: false,
        }
    }

    /// The one condition that matters most: what staff must do first.
    pub fn condition(&self) -> PrinterCondition {
        if self.cover_open {
            PrinterCondition::CoverOpen
        } else if self.paper_end || self.stopped_for_paper {
            PrinterCondition::PaperOut
        } else if self.cutter_error {
            PrinterCondition::CutterJam
        } else if self.unrecoverable_error || self.recoverable_error || self.passing_error || self.error {
            PrinterCondition::Fault
        } else if self.offline {
            PrinterCondition::Offline
        } else if self.near_end {
            PrinterCondition::NearEnd
        } else {
            PrinterCondition::Ready
        }
    }
}

/// One thing a printer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The answer to a DLE EOT; to which one is known by the order of asking.
    RealTime(u8),
    /// Automatic status back.
    Automatic([u8; 4]),
    /// The answer to GS r 1: bits 0 and 1 near end, bits 2 and 3 paper end. It looks like the NUL that a
    /// line gives when a printer is switched off, so it means something only to one who asked.
    PaperSensor(u8),
    /// A block from 0x37 or 0x5F up to NUL, without the NUL.
    Block(Vec<u8>),
}

/// Longest block kept; longer ones are no answer of any printer.
const BLOCK_LIMIT: usize = 80;
/// An answer broken off for this long is given up.
const PATIENCE: Duration = Duration::from_millis(200);

/// Separates the kinds of answer that come over one line, by their first byte.
#[derive(Debug, Default)]
pub struct Demultiplexer {
    partial: Vec<u8>,
    last: Tick,
}

impl Demultiplexer {
    /// Takes bytes as they come and gives the answers that are complete. Noise is dropped.
    pub fn push(&mut self, now: Tick, bytes: &[u8]) -> Vec<Answer> {
        if now.saturating_sub(self.last) > PATIENCE {
            self.partial.clear();
        }
        self.last = now;
        bytes.iter().filter_map(|byte| self.byte(*byte)).collect()
    }

    fn byte(&mut self, byte: u8) -> Option<Answer> {
        match self.partial.first() {
            None => self.first(byte),
            Some(0x37 | 0x5F) => self.block(byte),
            Some(_) => self.automatic(byte),
        }
    }

    fn first(&mut self, byte: u8) -> Option<Answer> {
        if byte & 0x13 == 0x12 {
            return Some(Answer::RealTime(byte));
        }
        if byte & 0x90 == 0 {
            return Some(Answer::PaperSensor(byte));
        }
        if matches!(byte, 0x37 | 0x5F) || byte & 0x93 == 0x10 {
            self.partial.push(byte);
        }
        None
    }

    fn block(&mut self, byte: u8) -> Option<Answer> {
        if byte == 0 {
            return Some(Answer::Block(std::mem::take(&mut self.partial)));
        }
        self.partial.push(byte);
        if self.partial.len() > BLOCK_LIMIT {
            self.partial.clear();
        }
        None
    }

    fn automatic(&mut self, byte: u8) -> Option<Answer> {
        self.partial.push(byte);
        let frame = self.partial.as_slice().try_into().ok()?;
        self.partial.clear();
        Some(Answer::Automatic(frame))
    }
}

/// The four characters of a process id confirmation (0x37 0x22 d1 d2 d3 d4), if it is one.
pub(crate) fn confirmed_tag(block: &[u8]) -> Option<[u8; 4]> {
    block.strip_prefix(&[0x37, 0x22])?.try_into().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use PrinterCondition as C;

    fn asked(kind: StatusKind, byte: u8) -> C {
        let mut status = PrinterStatus::default();
        status.apply(kind, byte);
        status.condition()
    }

    #[test]
    fn answers_known_from_the_manual() {
        let table = [
            (StatusKind::Printer, 0x12, C::Ready),
            (StatusKind::Printer, 0x16, C::Ready),
            (StatusKind::Printer, 0x1E, C::Offline),
            (StatusKind::Printer, 0x92, C::Ready),
            (StatusKind::OfflineCause, 0x16, C::CoverOpen),
            (StatusKind::OfflineCause, 0x32, C::PaperOut),
            (StatusKind::OfflineCause, 0x52, C::Fault),
            (StatusKind::Error, 0x1A, C::CutterJam),
            (StatusKind::Error, 0x32, C::Fault),
            (StatusKind::Error, 0x52, C::Fault),
            (StatusKind::Paper, 0x1E, C::NearEnd),
            (StatusKind::Paper, 0x72, C::PaperOut),
            (StatusKind::Paper, 0x7E, C::PaperOut),
        ];
        for (kind, byte, condition) in table {
            assert_eq!(asked(kind, byte), condition, "{kind:?} {byte:#x}");
        }
    }

    /// Every byte, bit by bit: a field follows its bit alone, and asking again overwrites.
    #[test]
    fn all_bytes_decode_bit_by_bit() {
        let mut status = PrinterStatus::default();
        for byte in 0..=255_u8 {
            let bit = |n: u8| byte >> n & 1 == 1;
            for kind in StatusKind::ALL {
                status.apply(kind, byte);
            }
            let s = status;
            assert_eq!(
                [s.offline, s.waiting_for_recovery, s.feed_pressed, s.slip_not_taken],
                [bit(3), bit(5), bit(6), bit(7)]
            );
            assert_eq!(
                [s.cover_open, s.feeding, s.stopped_for_paper, s.error],
                [bit(2), bit(3), bit(5), bit(6)]
            );
            assert_eq!(
                [s.recoverable_error, s.cutter_error, s.unrecoverable_error, s.passing_error],
                [bit(2), bit(3), bit(5), bit(6)]
            );
            assert_eq!(s.near_end, bit(2) || bit(3));
            assert_eq!(s.paper_end, bit(5) || bit(6));
        }
    }

    #[test]
    fn every_byte_of_automatic_status_decodes() {
        for place in 0..4 {
            for byte in 0..=255_u8 {
                let mut bytes = [0x10, 0, 0, 0];
                bytes[place] = byte;
                let status = PrinterStatus::from_automatic(bytes);
                let bit = |at: usize, n: u8| bytes[at] >> n & 1 == 1;
                assert_eq!(status.cover_open, bit(0, 5));
                assert_eq!(status.cutter_error, bit(1, 3));
                assert_eq!(status.near_end, bit(2, 0) || bit(2, 1));
                assert_eq!(status.paper_end, bit(2, 2) || bit(2, 3));
            }
        }
    }

    #[test]
    fn first_bytes_tell_the_kinds_apart() {
        for byte in 0..=255_u8 {
            let mut demux = Demultiplexer::default();
            let now = Tick::ZERO;
            let real_time = byte & 0b0001_0011 == 0b0001_0010;
            let paper = (byte & 0b1001_0000 == 0).then_some(Answer::PaperSensor(byte));
            let expected = real_time.then_some(Answer::RealTime(byte)).or(paper);
            assert_eq!(demux.push(now, &[byte]), Vec::from_iter(expected));
            let starts = matches!(byte, 0x37 | 0x5F) || byte & 0b1001_0011 == 0b0001_0000;
            assert_eq!(!demux.partial.is_empty(), starts, "{byte:#x}");
        }
    }

    #[test]
    fn answers_come_apart_in_any_split() {
        let line =
            [0x12, 0x11, 0x37, 0x22, b'0', b'0', b'4', b'2', 0, 0x14, 0x12, 0x00, 0x0F, 0x13, 0x0C, 0x1E];
        let expected = [
            Answer::RealTime(0x12),
            Answer::Block(b"7\"0042".to_vec()),
            Answer::Automatic([0x14, 0x12, 0x00, 0x0F]),
            Answer::PaperSensor(0x0C),
            Answer::RealTime(0x1E),
        ];
        for split in 0..=line.len() {
            let mut demux = Demultiplexer::default();
            let mut got = demux.push(Tick::ZERO, &line[..split]);
            got.extend(demux.push(Tick::ZERO, &line[split..]));
            assert_eq!(got, expected, "split at {split}");
        }
        assert_eq!(confirmed_tag(b"7\"0042"), Some(*b"0042"));
        assert_eq!(confirmed_tag(b"7\"00"), None);
    }

    #[test]
    fn a_broken_answer_is_given_up_after_a_while() {
        let mut demux = Demultiplexer::default();
        assert!(demux.push(Tick::ZERO, &[0x14, 0x00]).is_empty());
        let later = Tick::from_millis(201);
        assert_eq!(demux.push(later, &[0x12]), [Answer::RealTime(0x12)]);
    }
}
