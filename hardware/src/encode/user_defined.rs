//! Letters that are not ASCII, downloaded to codes that stand for nothing else on their row (ESC &).
//!
//! Downloads go out just before the first row that needs them, so that the paper moves early.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::real_time::disarm;
use super::rows::{Spelling, printable};
use crate::bitmap::Bitmap;
use crate::cell;
use crate::font::Fonts;

/// Codes to which letters can be downloaded. The space is left out: some printers keep it blank.
const CODES: std::ops::RangeInclusive<u8> = 0x21..=0x7E;
/// Most letters in one ESC &.
const RUN: usize = 8;
/// The longest ESC &, in bytes.
pub(crate) const LONGEST_DOWNLOAD: usize = 5 + RUN * (1 + cell::WIDTH * cell::HEIGHT / 8);

/// Spells `rows`, each of at most 94 letters, with letters downloaded from `fonts`.
pub(super) fn spell(rows: &[&str], fonts: &Fonts) -> Spelling {
    let mut cells = Cells { fonts, drawn: BTreeMap::new() };
    let mut missing = Vec::new();
    let rows: Vec<Letters> = rows.iter().map(|row| Letters::of(row, &mut cells, &mut missing)).collect();
    let mut slots = Slots::default();
    let spelt = (0..rows.len()).map(|at| {
        let (row, later) = (&rows[at], &rows[at + 1..]);
        let restored = slots.restore(row);
        let placed = slots.place(row, later);
        [restored, definitions(&placed, &cells), slots.codes(row)].concat()
    });
    let spelt = spelt.collect();
    Spelling { begin: b"\x1B%\x01".to_vec(), rows: spelt, missing }
}

/// The pictures of the letters that a slip needs.
struct Cells<'a> {
    fonts: &'a Fonts,
    drawn: BTreeMap<char, Option<Bitmap>>,
}

impl Cells<'_> {
    fn has(&mut self, letter: char) -> bool {
        let fonts = self.fonts;
        self.drawn.entry(letter).or_insert_with(|| cell::letter(fonts, letter)).is_some()
    }

    fn get(&self, letter: char) -> Option<&Bitmap> {
        self.drawn.get(&letter)?.as_ref()
    }
}

/// One row: its letters in order, and the set of them.
struct Letters {
    text: Vec<char>,
    set: BTreeSet<char>,
}

impl Letters {
    fn of(row: &str, cells: &mut Cells, missing: &mut Vec<char>) -> Self {
        let printed = |letter| {
            let known = is_own(letter) || cells.has(letter);
            printable(letter, |_| known, missing)
        };
        let text: Vec<char> = row.chars().map(printed).collect();
        let set = text.iter().copied().collect();
        Self { text, set }
    }

    fn needs(&self, code: u8) -> bool {
        self.set.contains(&char::from(code))
    }

    fn downloads(&self) -> impl Iterator<Item = char> {
        self.set.iter().copied().filter(|letter| !is_own(*letter))
    }
}

/// Whether the printer's own font has `letter` under its ASCII code.
fn is_own(letter: char) -> bool {
    matches!(letter, ' '..='~')
}

/// Which letter each code stands for, where that is not its own.
#[derive(Default)]
struct Slots(BTreeMap<u8, char>);

impl Slots {
    /// Gives the codes that `row` needs as ASCII back to the printer's own font (ESC ?).
    fn restore(&mut self, row: &Letters) -> Vec<u8> {
        let taken: Vec<u8> = self.0.keys().copied().filter(|code| row.needs(*code)).collect();
        for code in &taken {
            self.0.remove(code);
        }
        taken.into_iter().flat_map(|code| [0x1B, b'?', code]).collect()
    }

    /// Finds a code for every letter of `row` that has none, and gives what was newly placed.
    /// Codes that are needed again latest, or never, are taken first.
    fn place(&mut self, row: &Letters, later: &[Letters]) -> BTreeMap<u8, char> {
        let new: Vec<char> = row.downloads().filter(|letter| self.code(*letter).is_none()).collect();
        let mut free: Vec<u8> =
            CODES.filter(|code| !row.needs(*code) && !self.holds_for(*code, row)).collect();
        free.sort_by_cached_key(|code| {
            (Reverse(self.next_use(*code, later)), self.0.contains_key(code), *code)
        });
        free.truncate(new.len());
        free.sort_unstable();
        let placed: BTreeMap<u8, char> = free.into_iter().zip(new).collect();
        self.0.extend(&placed);
        placed
    }

    fn holds_for(&self, code: u8, row: &Letters) -> bool {
        self.0.get(&code).is_some_and(|letter| row.set.contains(letter))
    }

    /// How many rows later `code` is needed again as it is now or as ASCII.
    fn next_use(&self, code: u8, later: &[Letters]) -> usize {
        let used = later.iter().position(|row| row.needs(code) || self.holds_for(code, row));
        used.unwrap_or(usize::MAX)
    }

    fn code(&self, letter: char) -> Option<u8> {
        self.0.iter().find(|(_, held)| **held == letter).map(|(code, _)| *code)
    }

    /// The row's letters as codes.
    fn codes(&self, row: &Letters) -> Vec<u8> {
        let own = |letter: char| u8::try_from(letter).unwrap_or(b'?');
        row.text
            .iter()
            .map(|letter| if is_own(*letter) { own(*letter) } else { self.code(*letter).unwrap_or(b'?') })
            .collect()
    }
}

/// ESC & for every run of neighbouring codes.
fn definitions(placed: &BTreeMap<u8, char>, cells: &Cells) -> Vec<u8> {
    let codes: Vec<u8> = placed.keys().copied().collect();
    let runs = codes.chunk_by(|a, b| a + 1 == *b).flat_map(|run| run.chunks(RUN));
    runs.flat_map(|run| definition(run, placed, cells)).collect()
}

fn definition(run: &[u8], placed: &BTreeMap<u8, char>, cells: &Cells) -> Vec<u8> {
    let [Some(first), Some(last)] = [run.first(), run.last()] else {
        return Vec::new();
    };
    let pictures = run.iter().filter_map(|code| cells.get(*placed.get(code)?));
    let mut command = vec![0x1B, b'&', 3, *first, *last];
    command.extend(pictures.flat_map(columns));
    command
}

/// A letter's width in dots and its columns from the left, 3 bytes each, the top dot in the highest
/// bit. Blank columns at the right are left out; the printer adds them.
fn columns(cell: &Bitmap) -> Vec<u8> {
    // A width of 4 or 5 behind a letter that ends with 0x10 would be a real-time command.
    let width = cell.black_dots().map(|(x, _)| x + 1).max().unwrap_or(1).max(6);
    let mut bytes = vec![width as u8];
    for x in 0..width {
        bytes.extend((0..cell.height() / 8).map(|third| column_byte(cell, x, 8 * third)));
    }
    disarm(&mut bytes[1..]);
    bytes
}

fn column_byte(cell: &Bitmap, x: usize, top: usize) -> u8 {
    (0..8).filter(|y| cell.get(x, top + y)).fold(0, |byte, y| byte | 0x80 >> y)
}
