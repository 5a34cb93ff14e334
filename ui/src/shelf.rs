//! The list of a page: which of its tiles stand on the screen, page by page or by their first letter.

use slint::SharedString;
use unicode_normalization::UnicodeNormalization;

use crate::generated::{LetterRow, TileRow};

/// So many entries can be looked through by turning pages; more get first letters as well.
const MOST_WITHOUT_LETTERS: usize = 24;
/// The most tiles below each other.
const MOST_LINES: usize = 5;
/// The longest title, in characters, of which three stand side by side.
const NARROW: usize = 16;

/// How the tiles stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Side by side.
    pub(crate) columns: usize,
    /// Below each other on a full page.
    pub(crate) lines: usize,
    /// Whether first letters are offered.
    pub(crate) letters: bool,
}

impl Layout {
    /// For what stands alone on its page: one column, `most` lines at most.
    pub(crate) fn entries(count: usize, most: usize) -> Self {
        Self { columns: 1, lines: count.clamp(1, most), letters: false }
    }

    /// For the start, beside other buttons: two columns from the fourth on.
    pub(crate) fn start(count: usize) -> Self {
        let columns = if count > 3 { 2 } else { 1 };
        Self { columns, lines: count.div_ceil(columns).clamp(1, 3), letters: false }
    }

    /// For the answers of a question, under its sentences.
    pub(crate) fn answers(rows: &[TileRow]) -> Self {
        let count = rows.len();
        let long = |row: &TileRow| row.title.chars().count() > NARROW || !row.hint.is_empty();
        let columns = match count {
            0..=MOST_LINES => 1,
            6..=8 => 2,
            _ => 2 + usize::from(!rows.iter().any(long)),
        };
        let letters = count > MOST_WITHOUT_LETTERS;
        let most = if letters { 3 } else { 4 };
        let lines = if columns == 1 { count } else { count.div_ceil(columns).min(most) };
        Self { columns, lines: lines.max(1), letters }
    }

    fn per_page(self) -> usize {
        self.columns * self.lines
    }
}

/// A list and what of it is looked at.
pub(crate) struct Shelf {
    rows: Vec<TileRow>,
    layout: Layout,
    page: usize,
    letter: Option<String>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { rows: Vec::new(), layout: Layout::entries(0, 1), page: 0, letter: None }
    }
}

impl Shelf {
    /// Takes `rows`. What was looked at stays if the same rows come again, unless they are `fresh`.
    pub(crate) fn fill(&mut self, rows: Vec<TileRow>, layout: Layout, fresh: bool) {
        if fresh || self.rows != rows {
            (self.page, self.letter) = (0, None);
        }
        (self.rows, self.layout) = (rows, layout);
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The layout that was given.
    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    /// The page looked at, from 0.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// How many pages there are.
    pub(crate) fn pages(&self) -> usize {
        self.left().count().div_ceil(self.layout.per_page()).max(1)
    }

    /// The tiles of the page looked at.
    pub(crate) fn shown(&self) -> Vec<TileRow> {
        let per_page = self.layout.per_page();
        self.left().skip(self.page * per_page).take(per_page).cloned().collect()
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

    /// Turns `by` pages on, or back, as far as there are any.
    pub(crate) fn turn(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        self.page = self.page.saturating_add_signed(by).min(self.pages() - 1);
    }

    /// Leaves only what begins with `letter`; with an empty one everything is there again.
    pub(crate) fn pick(&mut self, letter: &str) {
        self.letter = (!letter.is_empty()).then(|| letter.to_owned());
        self.page = 0;
    }

    fn left(&self) -> impl Iterator<Item = &TileRow> {
        let fits = |row: &&TileRow| {
            row.key.is_empty() || self.letter.as_ref().is_none_or(|letter| initial(row) == *letter)
        };
        self.rows.iter().filter(fits)
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
        shelf.shown().iter().map(|row| row.title.to_string()).collect()
    }

    #[test]
    fn a_long_list_is_looked_through_by_pages_and_by_first_letters() {
        let mut rows: Vec<TileRow> = (0..22).map(|n| row(&format!("Kinh {n}"))).collect();
        rows.extend(["Ê-đê", "Đan Lai", "Dao", "Ơ-đu"].map(row));
        rows.push(TileRow { title: "Khác".into(), ..TileRow::default() });
        let layout = Layout::answers(&rows);
        assert_eq!(layout, Layout { columns: 3, lines: 3, letters: true });
        let mut shelf = Shelf::default();
        shelf.fill(rows.clone(), layout, true);
        let letters: Vec<String> = shelf.letters().iter().map(|row| row.letter.to_string()).collect();
        assert_eq!(letters, ["D", "Đ", "E", "K", "O"]);
        assert_eq!((shelf.pages(), shelf.shown().len()), (3, 9));
        shelf.turn(7);
        assert_eq!((shelf.page(), titles(&shelf).last().map(String::as_str)), (2, Some("Khác")));
        shelf.pick("Đ");
        assert_eq!(
            (shelf.page(), shelf.pages(), titles(&shelf)),
            (0, 1, vec!["Đan Lai".into(), "Khác".into()])
        );
        shelf.fill(rows.clone(), layout, false);
        assert_eq!(shelf.shown().len(), 2, "the same list again");
        shelf.fill(rows, layout, true);
        assert_eq!(shelf.shown().len(), 9, "the same list of another question");
        shelf.turn(-1);
        assert_eq!(shelf.page(), 0);
    }

    #[test]
    fn few_answers_stand_below_each_other_and_many_side_by_side() {
        let long = "Ngân hàng của một người khác";
        let table = [
            (2, long, (1, 2)),
            (5, long, (1, 5)),
            (6, long, (2, 3)),
            (8, "Vợ", (2, 4)),
            (15, long, (2, 4)),
            (24, "Vợ", (3, 4)),
            (36, "Vợ", (3, 3)),
            (36, long, (2, 3)),
        ];
        for (count, title, (columns, lines)) in table {
            let layout = Layout::answers(&vec![row(title); count]);
            assert_eq!((layout.columns, layout.lines), (columns, lines), "{count} of {title:?}");
        }
    }
}
