//! A slip in device words: lines of text, a huge number, a QR code. The cut at its end is implied.

use crate::layout::Layout;

/// Size of text on paper of 80 mm, at 8 dots/mm; on 58 mm about four fifths of it. Where a printer's own
/// font is used, small and normal are one, and large is twice as high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextSize {
    /// About 8 pt, for notes.
    Small,
    /// About 10 pt.
    Normal,
    /// About 15 pt, for headings.
    Large,
}

/// Weight of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// Where text stands between the paper's sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// At the left side.
    Left,
    /// In the middle.
    Centre,
}

/// One element of a slip, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A paragraph, wrapped at words to the paper's width; nothing is cut off.
    Text {
        /// The words.
        text: String,
        /// Size.
        size: TextSize,
        /// Weight.
        weight: Weight,
        /// Alignment.
        align: Align,
    },
    /// The huge number in the middle, made smaller only if it were wider than the paper.
    Number(String),
    /// A QR code in the middle, with its quiet zone (4 modules, ISO/IEC 18004).
    Qr(String),
    /// A thin rule across the paper.
    Rule,
    /// Blank paper.
    Feed {
        /// Its length in mm.
        mm: u16,
    },
}

/// A slip.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Its elements from top to bottom.
    pub lines: Vec<Line>,
}

/// Columns of the plain-text view.
const COLUMNS: usize = 48;

impl Receipt {
    /// An empty slip.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn text(self, text: impl Into<String>, size: TextSize, weight: Weight, align: Align) -> Self {
        self.line(Line::Text { text: text.into(), size, weight, align })
    }

    /// Adds a centred paragraph.
    #[must_use]
    pub fn centred(self, text: impl Into<String>, size: TextSize, weight: Weight) -> Self {
        self.text(text, size, weight, Align::Centre)
    }

    /// Adds a left-aligned paragraph.
    #[must_use]
    pub fn left(self, text: impl Into<String>, size: TextSize, weight: Weight) -> Self {
        self.text(text, size, weight, Align::Left)
    }

    /// Adds the huge number.
    #[must_use]
    pub fn number(self, number: impl Into<String>) -> Self {
        self.line(Line::Number(number.into()))
    }

    /// Adds a QR code holding `payload`.
    #[must_use]
    pub fn qr(self, payload: impl Into<String>) -> Self {
        self.line(Line::Qr(payload.into()))
    }

    /// Adds a rule.
    #[must_use]
    pub fn rule(self) -> Self {
        self.line(Line::Rule)
    }

    /// Adds `mm` of blank paper.
    #[must_use]
    pub fn feed(self, mm: u16) -> Self {
        self.line(Line::Feed { mm })
    }

    /// Adds any element.
    #[must_use]
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// The slip as plain text of 48 columns, wrapped as on 80 mm paper, for snapshots
    /// ([`Layout::to_text`]).
    pub fn to_plain_text(&self) -> String {
        Layout::new(self, COLUMNS).to_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_shows_every_element() {
        let receipt = Receipt::new()
            .centred("UBND PHƯỜNG LONG BIÊN", TextSize::Normal, Weight::Bold)
            .rule()
            .number("A105")
            .feed(2)
            .left("Quầy 3", TextSize::Small, Weight::Regular)
            .qr("k7");
        let expected = format!(
            "{}UBND PHƯỜNG LONG BIÊN\n{}\n{}=== A105 ===\n\nQuầy 3\n{}[QR k7]\n",
            " ".repeat(13),
            "-".repeat(48),
            " ".repeat(18),
            " ".repeat(20)
        );
        assert_eq!(receipt.to_plain_text(), expected);
    }
}
