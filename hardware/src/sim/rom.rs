//! The simulated printer's own font, as in the ROM of a real one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::code_page::marked_letters;
use crate::Fonts;
use crate::bitmap::Bitmap;
use crate::cell;

/// Pictures of letters, and letters of pictures.
#[derive(Debug, Default)]
pub(super) struct Rom {
    cells: BTreeMap<char, Bitmap>,
    letters: BTreeMap<Vec<u8>, char>,
}

/// Drawn once for all printers of the process, since every one of them has the same.
static ROM: LazyLock<Rom> = LazyLock::new(|| match Fonts::system() {
    Ok(fonts) => Rom::draw(&fonts),
    Err(error) => {
        tracing::warn!(%error, "the simulated printer has no font and prints boxes");
        Rom::default()
    }
});

/// The letters, the most likely first: where two have one picture, it is taken for the first.
fn letters() -> impl Iterator<Item = char> {
    let symbols = "–—‘’“”•…₫€←↑→↓";
    (' '..='~').chain(marked_letters()).chain('\u{A0}'..='ÿ').chain(symbols.chars())
}

impl Rom {
    /// The font that every simulated printer has.
    pub fn get() -> &'static Self {
        &ROM
    }

    fn draw(fonts: &Fonts) -> Self {
        let mut rom = Self::default();
        for letter in letters() {
            if let Some(cell) = cell::letter(fonts, letter) {
                rom.letters.entry(key(&cell)).or_insert(letter);
                rom.cells.insert(letter, cell);
            }
        }
        rom
    }

    /// The picture of `letter`; a box if the font lacks it, as on real printers.
    pub fn cell(&self, letter: char) -> Bitmap {
        self.cells.get(&letter).cloned().unwrap_or_else(missing)
    }

    /// What a person reads who sees `cell`; U+FFFD if it is like no letter.
    pub fn read(&self, cell: &Bitmap) -> char {
        self.letters.get(&key(cell)).copied().unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

fn key(cell: &Bitmap) -> Vec<u8> {
    (0..cell.height()).flat_map(|y| cell.row(y)).copied().collect()
}

fn missing() -> Bitmap {
    let mut cell = Bitmap::new(cell::WIDTH, cell::HEIGHT);
    for (x, y) in (0..10).flat_map(|x| (4..20).map(move |y| (x, y))) {
        if x == 0 || x == 9 || y == 4 || y == 19 {
            cell.set(x, y);
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_and_every_ascii_one_is_told_from_all_others() {
        let rom = Rom::get();
        for letter in marked_letters().chain(' '..='~').filter(|letter| *letter != '_') {
            assert_eq!(rom.read(&rom.cell(letter)), letter);
        }
    }

    #[test]
    fn a_picture_of_no_letter_is_not_read_as_one() {
        assert_eq!(Rom::get().read(&missing()), char::REPLACEMENT_CHARACTER);
        assert_eq!(Rom::get().cell('漢'), missing());
    }
}
