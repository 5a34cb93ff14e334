//! Characters that the kiosk downloads (ESC &, ESC %, ESC ?).

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::command::{Parsed, Setting};
use crate::bitmap::Bitmap;
use crate::cell;

/// The codes that can be redefined.
const CODES: RangeInclusive<u8> = 0x20..=0x7E;
/// Bytes in a column of 24 dots.
const COLUMN: usize = 3;

/// Whether `code` can be redefined.
pub(super) fn is_code(code: u8) -> bool {
    CODES.contains(&code)
}

/// Reads ESC & 3 c1 c2 [x d1 … d(3x)] …, where `bytes` begins with ESC &. Total over all bytes.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let known = |place: usize, holds: fn(u8) -> bool| bytes.get(place).is_none_or(|byte| holds(*byte));
    if !known(2, |y| usize::from(y) == COLUMN) || !known(3, is_code) || !known(4, is_code) {
        return Parsed::Illegal;
    }
    let Some(&[_, _, _, first, last]) = bytes.first_chunk() else {
        return Parsed::Incomplete;
    };
    if first > last {
        return Parsed::Illegal;
    }
    glyphs(bytes, first, last)
}

fn glyphs(bytes: &[u8], first: u8, last: u8) -> Parsed {
    let mut at = 5;
    let mut cells = Vec::new();
    for code in first..=last {
        let Some(columns) = bytes.get(at).map(|x| usize::from(*x)) else {
            return Parsed::Incomplete;
        };
        if columns > cell::WIDTH {
            return Parsed::Illegal;
        }
        let Some(dots) = bytes.get(at + 1..at + 1 + COLUMN * columns) else {
            return Parsed::Incomplete;
        };
        cells.push((code, picture(dots)));
        at += 1 + COLUMN * columns;
    }
    Parsed::complete(Setting::Define(cells), at)
}

/// The cell of columns given one after the other, each from top to bottom, the highest bit on top.
fn picture(dots: &[u8]) -> Bitmap {
    let mut cell = Bitmap::new(cell::WIDTH, cell::HEIGHT);
    for (place, byte) in dots.iter().enumerate() {
        for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
            cell.set(place / COLUMN, place % COLUMN * 8 + bit);
        }
    }
    cell
}

/// The characters that are defined now.
#[derive(Debug, Default)]
pub(super) struct UserDefined(BTreeMap<u8, Bitmap>);

impl UserDefined {
    pub fn define(&mut self, cells: Vec<(u8, Bitmap)>) {
        self.0.extend(cells);
    }

    pub fn cancel(&mut self, code: u8) {
        self.0.remove(&code);
    }

    pub fn cell(&self, code: u8) -> Option<&Bitmap> {
        self.0.get(&code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::command::Command;

    #[test]
    fn columns_run_from_top_to_bottom_and_left_to_right() {
        let Parsed::Complete(Command::Set(Setting::Define(cells)), length) =
            parse(b"\x1b&\x03!!\x02\x80\0\0\0\0\x01")
        else {
            unreachable!("a whole command");
        };
        let dots: Vec<_> = cells[0].1.black_dots().collect();
        assert_eq!((length, cells[0].0, dots), (12, b'!', vec![(0, 0), (1, 23)]));
    }

    #[test]
    fn several_in_a_row_are_incomplete_until_the_last_byte() {
        let command = b"\x1b&\x03AC\x01abc\x00\x02defghi";
        for end in 2..command.len() {
            assert_eq!(parse(&command[..end]), Parsed::Incomplete, "{end}");
        }
        assert!(
            matches!(parse(command), Parsed::Complete(Command::Set(Setting::Define(cells)), 17) if cells.len() == 3)
        );
    }

    #[test]
    fn other_shapes_and_codes_are_illegal() {
        let table: [&[u8]; 5] =
            [b"\x1b&\x02", b"\x1b&\x03\x1f", b"\x1b&\x03A\x7f", b"\x1b&\x03BA", b"\x1b&\x03AA\x0d"];
        for bytes in table {
            assert_eq!(parse(bytes), Parsed::Illegal, "{bytes:?}");
        }
    }
}
