//! The fuzzed subjects on seeded random bytes: the short form of `tests/fuzz`.

use crate::subjects;

/// Scripts for each subject: about a second in all.
const SCRIPTS: u64 = 400;
/// Bytes of the longest.
const LONGEST: u64 = 1200;

/// Beginnings that random bytes seldom hit upon; the same as the fuzzer's dictionary.
const DICTIONARY: &str = include_str!("fuzz/escpos.dict");

/// xorshift64*, so that every run plays the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// The words of the dictionary: quoted, with \x and two digits for what is not printable.
fn words() -> Vec<Vec<u8>> {
    let quoted = DICTIONARY.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescape).collect()
}

fn unescape(word: &str) -> Vec<u8> {
    let mut parts = word.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    bytes
}

fn script(random: &mut Random, words: &[Vec<u8>]) -> Vec<u8> {
    let length = random.below(LONGEST) as usize;
    let mut bytes = Vec::new();
    while bytes.len() < length {
        if random.below(3) == 0 {
            bytes.push(random.next() as u8);
        } else {
            bytes.extend(&words[random.below(words.len() as u64) as usize]);
        }
    }
    bytes
}

fn play(subject: fn(&[u8])) {
    let words = words();
    assert!(words.len() > 20 && words[0] == b"\x1b@");
    let mut random = Random(0x6B69_6F73_6B00_0001);
    for _ in 0..SCRIPTS {
        subject(&script(&mut random, &words));
    }
}

#[test]
fn nothing_that_a_printer_says_confuses_the_decoder() {
    play(subjects::status);
}

#[test]
fn nothing_that_is_sent_confuses_the_simulated_printer() {
    play(subjects::simulator);
}

#[test]
fn nothing_that_a_printer_does_confuses_the_driver() {
    play(subjects::driver);
}
