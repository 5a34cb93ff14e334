//! Letters in the printer's own Vietnamese code page (ESC t).

use super::rows::{Spelling, printable};
use crate::code_page::{Page, encoded};
use crate::profile::CodePage;

/// Spells `rows` in `page`, changing between small letters and capitals where those are two pages.
pub(super) fn spell(rows: &[&str], page: CodePage) -> Spelling {
    let mut speller = Speller { page, selected: page.page, missing: Vec::new() };
    let rows = rows.iter().map(|row| speller.row(row)).collect();
    Spelling { begin: select(page.page).to_vec(), rows, missing: speller.missing }
}

fn select(page: u8) -> [u8; 3] {
    [0x1B, b't', page]
}

struct Speller {
    page: CodePage,
    selected: u8,
    missing: Vec<char>,
}

impl Speller {
    fn row(&mut self, row: &str) -> Vec<u8> {
        let has = |letter| encoded(self.page.encoding, letter).is_some();
        let letters: Vec<char> =
            row.chars().map(|letter| printable(letter, has, &mut self.missing)).collect();
        letters.into_iter().flat_map(|letter| self.letter(letter)).collect()
    }

    fn letter(&mut self, letter: char) -> Vec<u8> {
        let Some(coded) = encoded(self.page.encoding, letter) else {
            return Vec::new();
        };
        let wanted = match coded.page {
            Page::Any => self.selected,
            Page::Small => self.page.page,
            Page::Capitals => self.page.capitals_page.unwrap_or(self.page.page),
        };
        if wanted == self.selected {
            return coded.bytes;
        }
        self.selected = wanted;
        [&select(wanted)[..], &coded.bytes].concat()
    }
}
