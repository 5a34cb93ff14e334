//! A slip as rows of text: what a printer's own font prints, and what snapshots show.

use crate::receipt::{Align, Line, Receipt, TextSize, Weight};
use crate::wrap::{Paragraph, Step};

/// How often the letters of a row are enlarged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Magnification {
    /// Times as wide, from 1.
    pub across: u8,
    /// Times as high, from 1.
    pub down: u8,
}

impl Magnification {
    /// As the font has them.
    pub const NONE: Self = Self { across: 1, down: 1 };
}

/// One row of letters; it is no wider than the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// The letters, Unicode in form NFC: one `char` is one column of font A.
    pub text: String,
    /// How large they are.
    pub size: Magnification,
    /// Whether they are bold.
    pub bold: bool,
    /// Where they stand.
    pub align: Align,
}

/// One row of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Letters.
    Text(TextRow),
    /// A QR code in the middle, holding this.
    Qr(String),
    /// Blank paper.
    Feed {
        /// Its length in mm.
        mm: u16,
    },
}

/// A slip in rows from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Letters of normal width that fit a row.
    pub columns: usize,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Most times that the huge number is enlarged; the digits are then 18 mm high at 8 dots/mm.
const LARGEST: usize = 6;

impl Layout {
    /// Lays `receipt` out in rows of `columns` letters (at least 1). Every word of it is in the rows:
    /// paragraphs are wrapped at words, and a word longer than a row is broken.
    pub fn new(receipt: &Receipt, columns: usize) -> Self {
        let columns = columns.max(1);
        let rows = receipt.lines.iter().flat_map(|line| rows_of(line, columns)).collect();
        Self { columns, rows }
    }

    /// The rows as they stand on paper, one a line: the huge number between `===`, a QR code as
    /// `[QR …]`, blank paper as an empty line.
    pub fn to_text(&self) -> String {
        let line = |row| shown(row, self.columns).trim_end().to_owned() + "\n";
        self.rows.iter().map(line).collect()
    }
}

fn rows_of(line: &Line, columns: usize) -> Vec<Row> {
    match line {
        Line::Text { text, size, weight, align } => paragraph(text, *size, *weight, *align, columns),
        Line::Number(number) => huge(number, columns),
        // Printers refuse to draw a code of nothing.
        Line::Qr(payload) if payload.is_empty() => Vec::new(),
        Line::Qr(payload) => vec![Row::Qr(payload.clone())],
        Line::Rule => vec![rule(columns)],
        Line::Feed { mm } => vec![Row::Feed { mm: *mm }],
    }
}

fn paragraph(text: &str, size: TextSize, weight: Weight, align: Align, columns: usize) -> Vec<Row> {
    let paragraph = measured(text);
    let lines = match align {
        Align::Left => paragraph.wrap(columns as f32),
        Align::Centre => paragraph.wrap_evenly(columns as f32),
    };
    let down = match size {
        TextSize::Small | TextSize::Normal => 1,
        TextSize::Large => 2,
    };
    // Letters of double height alone look thin.
    let bold = weight == Weight::Bold || size == TextSize::Large;
    let size = Magnification { across: 1, down };
    lines.into_iter().map(|text| Row::Text(TextRow { text, size, bold, align })).collect()
}

/// The number as large as a row can hold it.
fn huge(number: &str, columns: usize) -> Vec<Row> {
    let lines = measured(number).wrap(columns as f32);
    let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1);
    let times = (columns / widest.max(1)).clamp(1, LARGEST) as u8;
    let size = Magnification { across: times, down: times };
    let row = |text| Row::Text(TextRow { text, size, bold: true, align: Align::Centre });
    lines.into_iter().map(row).collect()
}

fn measured(text: &str) -> Paragraph {
    Paragraph::new(text, |_, _| Step::COLUMN)
}

fn rule(columns: usize) -> Row {
    let text = "-".repeat(columns);
    Row::Text(TextRow { text, size: Magnification::NONE, bold: false, align: Align::Left })
}

fn shown(row: &Row, columns: usize) -> String {
    let centred = |text: &str| format!("{text:^columns$}");
    match row {
        Row::Text(TextRow { text, size, .. }) if size.across > 1 => centred(&format!("=== {text} ===")),
        Row::Text(TextRow { text, align: Align::Centre, .. }) => centred(text),
        Row::Text(TextRow { text, align: Align::Left, .. }) => text.clone(),
        Row::Qr(payload) => centred(&format!("[QR {payload}]")),
        Row::Feed { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;

    const LONG: &str = "Đăng ký thường trú cho người Việt Nam định cư ở nước ngoài về nước";

    fn text_rows(receipt: &Receipt, columns: usize) -> Vec<TextRow> {
        let rows = Layout::new(receipt, columns).rows.into_iter();
        rows.map(|row| match row {
            Row::Text(row) => row,
            other @ (Row::Qr(_) | Row::Feed { .. }) => panic!("{other:?}"),
        })
        .collect()
    }

    #[test]
    fn a_long_name_wraps_at_words_and_keeps_them_all() {
        for align in [Align::Left, Align::Centre] {
            let receipt = Receipt::new().text(LONG, TextSize::Normal, Weight::Regular, align);
            let rows = text_rows(&receipt, 32);
            assert_eq!(rows.len(), 3);
            assert!(rows.iter().all(|row| row.text.chars().count() <= 32));
            assert_eq!(rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join(" "), LONG);
        }
    }

    #[test]
    fn the_number_is_as_large_as_the_paper_is_wide() {
        for (number, columns, times) in [("A105", 48, 6), ("A105", 32, 6), ("AB1050", 32, 5), ("A", 1, 1)] {
            let rows = text_rows(&Receipt::new().number(number), columns);
            let size = Magnification { across: times, down: times };
            assert_eq!((rows.len(), rows[0].size), (1, size), "{number}");
        }
        let long = text_rows(&Receipt::new().number("9".repeat(50)), 48);
        assert_eq!(long.iter().map(|row| row.text.len()).collect::<Vec<_>>(), [48, 2]);
    }

    #[test]
    fn headings_are_high_and_bold() {
        let rows = text_rows(&Receipt::new().centred("Cư trú", TextSize::Large, Weight::Regular), 48);
        assert_eq!((rows[0].size, rows[0].bold), (Magnification { across: 1, down: 2 }, true));
    }

    #[test]
    fn the_text_shows_the_paper() {
        let receipt = Receipt::new()
            .centred("UBND PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ NỘI", TextSize::Normal, Weight::Bold)
            .rule()
            .number("A105")
            .feed(2)
            .left("Số người chờ trước Quý khách: 4", TextSize::Small, Weight::Regular)
            .qr("k7");
        let lines = [
            "  UBND PHƯỜNG LONG",
            "  BIÊN, THÀNH PHỐ",
            "       HÀ NỘI",
            "--------------------",
            "    === A105 ===",
            "",
            "Số người chờ trước",
            "Quý khách: 4",
            "      [QR k7]",
        ];
        assert_eq!(Layout::new(&receipt, 20).to_text().lines().collect::<Vec<_>>(), lines);
    }
}
