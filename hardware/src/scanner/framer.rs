//! Where one scan ends and the next begins.

use std::collections::VecDeque;

use zeroize::Zeroize;

use super::{Frame, Garbling};
use crate::Tick;
use crate::profile::ScannerProfile;

/// What the framer found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Framed {
    /// One scan.
    Frame(Frame),
    /// Bytes that are none.
    Garbled(Garbling),
    /// The same code once more, too soon to be another scan.
    Repeat,
}

/// Collects bytes into frames.
///
/// A frame ends with a suffix byte or with silence; empty frames are nothing. The same frame
/// again within the profile's time, counted from its last repeat, is one scan. The scanner's
/// answers to orders are no frames and begin none. While disarmed nothing is kept.
pub struct Framer {
    profile: ScannerProfile,
    armed: bool,
    /// Bytes are thrown away up to the next end of a frame.
    skipping: bool,
    partial: Vec<u8>,
    last_byte: Option<Tick>,
    last_frame: Option<(Tick, Frame)>,
    found: VecDeque<Framed>,
}

impl Framer {
    /// A framer that is disarmed.
    pub fn new(profile: ScannerProfile) -> Self {
        Self {
            // Never grown: a grown vector would leave a copy behind that nobody overwrites.
            partial: Vec::with_capacity(profile.limit_bytes),
            profile,
            armed: false,
            skipping: false,
            last_byte: None,
            last_frame: None,
            found: VecDeque::new(),
        }
    }

    /// Keeps frames from now on, or throws them away.
    pub fn arm(&mut self, now: Tick, armed: bool) {
        self.end_by_silence(now);
        if armed != self.armed {
            // A code under way would come in without its beginning.
            self.skipping = armed && self.last_byte.is_some();
        }
        self.armed = armed;
        if !armed {
            self.partial.zeroize();
            self.last_frame = None;
            self.found.clear();
        }
    }

    /// Forgets what is under way; the line was opened or lost.
    pub fn reset(&mut self) {
        self.partial.zeroize();
        self.last_byte = None;
        self.skipping = false;
    }

    /// Takes bytes as they come.
    pub fn push(&mut self, now: Tick, bytes: &[u8]) {
        self.on_time(now);
        for byte in bytes {
            if self.profile.ends_frame(*byte) {
                self.end(now);
            } else {
                self.last_byte = Some(now);
                self.keep(*byte);
            }
        }
    }

    /// Time passed.
    pub fn on_time(&mut self, now: Tick) {
        self.end_by_silence(now);
        if let Some((at, _)) = &self.last_frame
            && now >= *at + self.profile.repeat()
        {
            self.last_frame = None;
        }
    }

    /// When [`Framer::on_time`] wants to be called next.
    pub fn deadline(&self) -> Option<Tick> {
        let silence = self.last_byte.map(|at| at + self.profile.silence());
        let repeat = self.last_frame.as_ref().map(|(at, _)| *at + self.profile.repeat());
        silence.into_iter().chain(repeat).min()
    }

    /// The next thing found.
    pub fn poll(&mut self) -> Option<Framed> {
        self.found.pop_front()
    }

    /// Whether a code is under way.
    pub fn in_code(&self) -> bool {
        self.last_byte.is_some()
    }

    fn keep(&mut self, byte: u8) {
        if !self.armed || self.skipping {
            return;
        }
        if self.partial.len() == self.profile.limit_bytes {
            self.partial.zeroize();
            self.skipping = true;
            self.found.push_back(Framed::Garbled(Garbling::TooLong));
            return;
        }
        self.partial.push(byte);
        if self.profile.orders().any(|order| order.reply == self.partial) {
            self.partial.zeroize();
        }
    }

    fn end_by_silence(&mut self, now: Tick) {
        if self.last_byte.is_some_and(|at| now.saturating_sub(at) >= self.profile.silence()) {
            self.end(now);
        }
    }

    fn end(&mut self, now: Tick) {
        self.last_byte = None;
        self.skipping = false;
        if self.partial.is_empty() {
            return;
        }
        let frame = Frame::new(self.partial.clone());
        self.partial.zeroize();
        let repeated = self.last_frame.as_ref().is_some_and(|(_, last)| *last == frame);
        self.last_frame = Some((now, frame.clone()));
        self.found.push_back(if repeated { Framed::Repeat } else { checked(frame) });
    }
}

fn checked(frame: Frame) -> Framed {
    match std::str::from_utf8(frame.expose()) {
        Ok(_) => Framed::Frame(frame),
        Err(error) if error.error_len().is_none() => Framed::Garbled(Garbling::CutLetter),
        Err(_) => Framed::Garbled(Garbling::NotUtf8),
    }
}

impl Drop for Framer {
    fn drop(&mut self) {
        self.partial.zeroize();
    }
}

impl std::fmt::Debug for Framer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Framer")
            .field("armed", &self.armed)
            .field("skipping", &self.skipping)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn ms(n: u64) -> Tick {
        Tick::from_millis(n)
    }

    fn armed() -> Framer {
        let mut framer = Framer::new(ScannerProfile::named("generic-cdc").unwrap());
        framer.arm(Tick::ZERO, true);
        framer
    }

    fn found(framer: &mut Framer) -> Vec<String> {
        std::iter::from_fn(|| framer.poll())
            .map(|framed| match framed {
                Framed::Frame(frame) => String::from_utf8(frame.into_bytes()).unwrap(),
                Framed::Garbled(reason) => format!("({reason})"),
                Framed::Repeat => "(repeat)".to_owned(),
            })
            .collect()
    }

    #[test]
    fn frames_end_with_cr_lf_or_both_in_any_split() {
        let line = b"one\r\ntwo\nthree\r";
        for split in 0..=line.len() {
            let mut framer = armed();
            framer.push(ms(1), &line[..split]);
            framer.push(ms(2), &line[split..]);
            assert_eq!(found(&mut framer), ["one", "two", "three"], "at {split}");
        }
    }

    #[test]
    fn a_frame_without_suffix_ends_with_silence() {
        let mut framer = armed();
        framer.push(ms(10), b"ab");
        framer.push(ms(89), b"cd");
        assert_eq!(framer.deadline(), Some(ms(169)));
        framer.on_time(ms(168));
        assert!(found(&mut framer).is_empty());
        framer.on_time(ms(169));
        assert_eq!(found(&mut framer), ["abcd"]);
    }

    #[test]
    fn a_frame_over_the_limit_is_dropped_to_its_end_and_told_once() {
        let mut framer = armed();
        framer.push(ms(1), &[b'x'; 1024]);
        framer.push(ms(1), b"\r");
        assert_eq!(found(&mut framer), ["x".repeat(1024)]);
        framer.push(ms(2), &[b'x'; 5000]);
        framer.push(ms(3), b"tail\rnext\r");
        assert_eq!(found(&mut framer), ["(longer than any code that is read here)", "next"]);
    }

    #[test]
    fn what_is_not_utf8_is_told_and_the_next_frame_counts() {
        let mut framer = armed();
        framer.push(ms(1), b"Nguy\xea\xden\rNguy\xe1\xbb\x85n\r");
        assert_eq!(found(&mut framer), ["(not UTF-8)", "Nguyễn"]);
    }

    #[test]
    fn answers_to_orders_are_dropped_before_frames_and_between_them() {
        let mut framer = Framer::new(ScannerProfile::named("gm65").unwrap());
        let answer = [2, 0, 0, 1, 0, 0x33, 0x31];
        framer.arm(Tick::ZERO, true);
        framer.push(ms(1), &answer);
        framer.on_time(ms(500));
        framer.push(ms(500), &[&answer[..], &answer, b"048160001234|one"].concat());
        framer.on_time(ms(600));
        framer.push(ms(601), &[b"two\r", &answer[..]].concat());
        framer.on_time(ms(900));
        assert_eq!(found(&mut framer), ["048160001234|one", "two"]);
    }

    #[test]
    fn the_same_code_held_before_the_scanner_is_one_scan() {
        let mut framer = armed();
        for at in [0, 1000, 2400] {
            framer.push(ms(at), b"card\r");
        }
        assert_eq!(found(&mut framer), ["card", "(repeat)", "(repeat)"]);
        framer.push(ms(2500), b"other\r");
        framer.push(ms(4000), b"other\r");
        assert_eq!(found(&mut framer), ["other", "other"]);
    }

    #[test]
    fn arming_what_is_armed_changes_nothing() {
        let mut framer = Framer::new(ScannerProfile::named("generic-cdc").unwrap());
        framer.push(ms(1), b"head");
        framer.arm(ms(2), true);
        framer.push(ms(3), b"of");
        framer.arm(ms(4), true);
        framer.push(ms(5), b"tail\rwho");
        framer.arm(ms(6), true);
        framer.push(ms(7), b"le\r");
        framer.push(ms(8), &[b'x'; 2000]);
        framer.arm(ms(9), true);
        framer.push(ms(10), b"tail\r");
        assert_eq!(found(&mut framer), ["whole", "(longer than any code that is read here)"]);
    }

    #[test]
    fn nothing_is_kept_while_disarmed_nor_the_tail_of_a_code_under_way() {
        let mut framer = Framer::new(ScannerProfile::named("generic-cdc").unwrap());
        framer.push(ms(1), b"before\rhead");
        framer.arm(ms(2), true);
        framer.push(ms(3), b"tail\rwhole\r");
        assert_eq!(found(&mut framer), ["whole"]);
        framer.push(ms(4), b"half");
        framer.arm(ms(5), false);
        framer.push(ms(6), b"rest\r");
        framer.arm(ms(200), true);
        framer.push(ms(201), b"whole\r");
        assert_eq!(found(&mut framer), ["whole"], "a new visit scans afresh");
    }
}
