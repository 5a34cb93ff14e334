//! The list of a page: how many of its tiles may stand side by side, and which are left by a first letter.

use slint::SharedString;
use unicode_normalization::UnicodeNormalization;

use crate::generated::{LetterRow, TileRow};

/// So many entries can be looked through by turning pages; more get first letters as well.
const MOST_WITHOUT_LETTERS: usize = 24;
/// So many answers stand below each other; more stand side by side.
const MOST_BELOW: usize = 5;
/// The longest title, in characters, of which three stand side by side.
const NARROW: usize = 16;

/// How the tiles stand. How many lines of them there are follows from the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Side by side, where there is room.
    pub(crate) columns: usize,
    /// Whether first letters are offered.
    pub(crate) letters: bool,
}

impl Layout {
    /// For what stands alone on its page.
    pub(crate) fn entries() -> Self {
        Self { columns: 1, letters: false }
    }

    /// For the start, beside other buttons: two columns from the fourth on.
    pub(crate) fn start(count: usize) -> Self {
        Self { columns: if count > 3 { 2 } else { 1 }, letters: false }
    }

    /// For what was found, above the keyboard.
    pub(crate) fn found() -> Self {
        Self { columns: 2, letters: false }
    }

    /// For the answers of a question, under its sentences.
    pub(crate) fn answers(rows: &[TileRow]) -> Self {
        let count = rows.len();
        let long = |row: &TileRow| row.title.chars().count() > NARROW || !row.hint.is_empty();
        let columns = match count {
            0..=MOST_BELOW => 1,
            6..=8 => 2,
            _ => 2 + usize::from(!rows.iter().any(long)),
        };
        Self { columns, letters: count > MOST_WITHOUT_LETTERS }
    }
}

/// A list and the letter that is looked at.
#[derive(Default)]
pub(crate) struct Shelf {
    rows: Vec<TileRow>,
    layout: Layout,
    letter: Option<String>,
}

impl Shelf {
    /// Takes `rows`. What was looked at stays if the same rows come again, unless they are `fresh`; gives whether it
    /// begins anew.
    pub(crate) fn fill(&mut self, rows: Vec<TileRow>, layout: Layout, fresh: bool) -> bool {
        let anew = fresh || self.rows != rows;
        if anew {
            self.letter = None;
        }
        (self.rows, self.layout) = (rows, layout);
        anew
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Side by side, where there is room.
    pub(crate) fn columns(&self) -> usize {
        self.layout.columns
    }

    /// The tiles that are left by the letter.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &TileRow> {
        let fits = |row: &&TileRow| {
            row.key.is_empty() || self.letter.as_ref().is_none_or(|letter| initial(row) == *letter)
        };
        self.rows.iter().filter(fits)
    }

    /// The first letters, in the order of the alphabet.
    pub(crate) fn letters(&self) -> Vec<LetterRow> {
        if !self.layout.letters {
            return Vec::new();
        }
        // The last entry may be "something else"; it stays whatever letter is chosen.
        let mut letters: Vec<String> =
            self.rows.iter().filter(|row| !row.key.is_empty()).map(initial).collect();
        letters.sort_by_key(|letter| place(letter));
        letters.dedup();
        let row = |letter: String| LetterRow {
            chosen: self.letter.as_ref() == Some(&letter),
            letter: SharedString::from(letter),
        };
        letters.into_iter().map(row).collect()
    }

    /// Leaves only what begins with `letter`; with an empty one everything is there again.
    pub(crate) fn pick(&mut self, letter: &str) {
        self.letter = (!letter.is_empty()).then(|| letter.to_owned());
    }
}

/// The letter under which `row` is looked for: without accents, but Đ is a letter of its own.
fn initial(row: &TileRow) -> String {
    let first = row.title.nfd().find(|c| c.is_alphanumeric());
    first.map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

/// Đ comes after D.
fn place(letter: &str) -> (char, bool) {
    let first = letter.chars().next().unwrap_or_default();
    if first == 'Đ' { ('D', true) } else { (first, false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(title: &str) -> TileRow {
        TileRow { key: title.into(), title: title.into(), hint: SharedString::new() }
    }

    fn titles(shelf: &Shelf) -> Vec<String> {
        shelf.shown().map(|row| row.title.to_string()).collect()
    }

    #[test]
    fn a_long_list_is_looked_through_by_first_letters() {
        let mut rows: Vec<TileRow> = (0..22).map(|n| row(&format!("Kinh {n}"))).collect();
        rows.extend(["Ê-đê", "Đan Lai", "Dao", "Ơ-đu"].map(row));
        rows.push(TileRow { title: "Khác".into(), ..TileRow::default() });
        let layout = Layout::answers(&rows);
        assert_eq!(layout, Layout { columns: 3, letters: true });
        let mut shelf = Shelf::default();
        assert!(shelf.fill(rows.clone(), layout, true));
        let letters: Vec<String> = shelf.letters().iter().map(|row| row.letter.to_string()).collect();
        assert_eq!(letters, ["D", "Đ", "E", "K", "O"]);
        assert_eq!(shelf.shown().count(), 27);
        shelf.pick("Đ");
        assert_eq!(titles(&shelf), ["Đan Lai", "Khác"]);
        assert!(!shelf.fill(rows.clone(), layout, false), "the same list again");
        assert_eq!(shelf.shown().count(), 2);
        assert!(shelf.fill(rows, layout, true), "the same list of another question");
        assert_eq!(shelf.shown().count(), 27);
    }

    #[test]
    fn few_answers_stand_below_each_other_and_many_side_by_side() {
        let long = "Ngân hàng của một người khác";
        let table = [
            (2, long, 1),
            (5, long, 1),
            (6, long, 2),
            (8, "Vợ", 2),
            (15, long, 2),
            (24, "Vợ", 3),
            (36, long, 2),
        ];
        for (count, title, columns) in table {
            let layout = Layout::answers(&vec![row(title); count]);
            assert_eq!(layout.columns, columns, "{count} of {title:?}");
        }
    }
}
