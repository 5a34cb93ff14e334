//! The serial line to the simulated printer: bytes take their time.

use std::collections::VecDeque;
use std::time::Duration;

use crate::{PrinterProfile, Tick};

/// Bytes come in pieces of what a line carries in this time: fine enough that the first line of a
/// slip is printed while the next is on its way.
const PIECE: Duration = Duration::from_millis(10);

/// Bytes on their way, and when each piece will be here.
#[derive(Debug)]
pub(super) struct Wire {
    pieces: VecDeque<(Tick, Vec<u8>)>,
    busy_until: Tick,
    byte_time: Duration,
    piece_bytes: usize,
}

impl Wire {
    pub fn new(profile: &PrinterProfile) -> Self {
        let byte_time = profile.wire_time(1);
        let piece_bytes = (PIECE.as_nanos() / byte_time.as_nanos().max(1)).max(1) as usize;
        Self { pieces: VecDeque::new(), busy_until: Tick::ZERO, byte_time, piece_bytes }
    }

    /// Bytes begin their way, after those that are on it already.
    pub fn send(&mut self, now: Tick, bytes: &[u8]) {
        self.busy_until = self.busy_until.max(now);
        for piece in bytes.chunks(self.piece_bytes) {
            self.busy_until += self.byte_time * piece.len() as u32;
            self.pieces.push_back((self.busy_until, piece.to_vec()));
        }
    }

    /// When the next piece will be here.
    pub fn next(&self) -> Option<Tick> {
        self.pieces.front().map(|(at, _)| *at)
    }

    /// The next piece, if it is here by `now`.
    pub fn take(&mut self, now: Tick) -> Option<Vec<u8>> {
        if self.next()? > now {
            return None;
        }
        self.pieces.pop_front().map(|(_, bytes)| bytes)
    }

    /// Bytes on their way.
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    pub fn clear(&mut self) {
        self.pieces.clear();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_second_of_bytes_takes_a_second_and_comes_piece_by_piece() {
        for baud in [9_600, 115_200] {
            let mut profile = PrinterProfile::named("generic-80").unwrap();
            profile.baud = baud;
            let mut wire = Wire::new(&profile);
            let start = Tick::from_secs(5);
            wire.send(start, &vec![7; baud as usize / 20]);
            wire.send(start, &vec![8; baud as usize / 20]);
            assert!(wire.next().unwrap() <= start + PIECE, "{baud}");
            let (mut last, mut came) = (start, Vec::new());
            while let Some(at) = wire.next() {
                assert_eq!(wire.take(at - Duration::from_nanos(1)), None);
                came.extend(wire.take(at).unwrap());
                last = at;
            }
            assert_eq!((came.len(), came.last()), (baud as usize / 10, Some(&8)));
            assert!((last - start).abs_diff(Duration::from_secs(1)) < Duration::from_millis(1), "{baud}");
        }
    }
}
