//! Takes a slip's bytes apart again, by the printers' manuals and not by the encoder's tables.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::bitmap::Bitmap;
use crate::cell;

/// The commands of a slip; letters that follow each other are one. Panics at bytes that no command of
/// ours has.
pub fn split(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut commands = Vec::new();
    while !bytes.is_empty() {
        let (command, rest) = bytes.split_at(length(bytes));
        commands.push(command);
        bytes = rest;
    }
    commands
}

fn length(bytes: &[u8]) -> usize {
    let word = |low: u8, high: u8| usize::from(u16::from_le_bytes([low, high]));
    match *bytes {
        [0x1B, b'@', ..] | [0x1C, b'.', ..] => 2,
        [0x1B, b'&', 3, first, last, ref pictures @ ..] => 5 + pictures_length(pictures, first..=last),
        [0x1B, b'?' | b'a' | b'J' | b'd' | b'E' | b't' | b'%' | b'3', ..] | [0x1D, b'!' | b'r', ..] => 3,
        [0x1D, b'V', ..] => 4,
        [0x1D, b'(', _, low, high, ..] => 5 + word(low, high),
        [0x1D, b'v', b'0', _, xl, xh, yl, yh, ..] => 8 + word(xl, xh) * word(yl, yh),
        [b'\n', ..] => 1,
        [first, ..] if is_letter(first) => bytes.iter().take_while(|byte| is_letter(**byte)).count(),
        _ => panic!("{:x?}", &bytes[..bytes.len().min(8)]),
    }
}

fn is_letter(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | 0x80..)
}

fn pictures_length(pictures: &[u8], codes: std::ops::RangeInclusive<u8>) -> usize {
    codes.fold(0, |length, _| length + 1 + 3 * usize::from(pictures[length]))
}

/// The commands, one a line in hexadecimal, text as it is, pictures by length and checksum.
pub fn listing(bytes: &[u8]) -> String {
    let mut out = String::new();
    for command in split(bytes) {
        let line = match command {
            [0x1D, b'v', ..] => {
                format!(
                    "{} + {} bytes, FNV {:08x}",
                    hex(&command[..8]),
                    command.len() - 8,
                    fnv(&command[8..])
                )
            }
            [first, ..] if is_letter(*first) && command.is_ascii() => {
                format!("\"{}\"", String::from_utf8_lossy(command))
            }
            other => hex(other),
        };
        writeln!(out, "{line}").unwrap();
    }
    out
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// FNV-1a, 32 bits.
fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The rows of letters that a slip with downloaded characters prints, when its pictures are the cells
/// of `alphabet`.
pub fn downloaded_text(bytes: &[u8], alphabet: &HashMap<Vec<u8>, char>) -> Vec<String> {
    let (mut slots, mut rows, mut row) = (BTreeMap::new(), Vec::new(), String::new());
    for command in split(bytes) {
        match *command {
            [0x1B, b'&', _, first, last, ref pictures @ ..] => {
                assert!(row.is_empty(), "a download inside a row");
                define(&mut slots, first..=last, pictures, alphabet);
            }
            [0x1B, b'?', code] => assert!(slots.remove(&code).is_some(), "{code} had no picture"),
            [b'\n'] => rows.push(std::mem::take(&mut row)),
            [first, ..] if is_letter(first) => {
                assert!(command.is_ascii(), "a byte from 0x80 on");
                let letter = |code| slots.get(code).copied().unwrap_or(char::from(*code));
                row.extend(command.iter().map(letter));
            }
            _ => {}
        }
    }
    rows
}

fn define(
    slots: &mut BTreeMap<u8, char>,
    codes: std::ops::RangeInclusive<u8>,
    mut pictures: &[u8],
    alphabet: &HashMap<Vec<u8>, char>,
) {
    for code in codes {
        let length = 3 * usize::from(pictures[0]);
        assert!(length <= 3 * cell::WIDTH);
        let mut columns = pictures[1..=length].to_vec();
        columns.resize(3 * cell::WIDTH, 0);
        slots.insert(code, alphabet[&columns]);
        pictures = &pictures[length + 1..];
    }
}

/// A cell as 12 columns of 3 bytes.
pub fn columns_of(cell: &Bitmap) -> Vec<u8> {
    let mut columns = vec![0; 3 * cell::WIDTH];
    for (x, y) in cell.black_dots() {
        columns[3 * x + y / 8] |= 1 << (7 - y % 8);
    }
    columns
}
