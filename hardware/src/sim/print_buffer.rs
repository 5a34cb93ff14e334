//! The line that is being gathered before the printer prints it.

use super::code_page::{Tone, compose};
use super::rom::Rom;
use crate::bitmap::Bitmap;

/// How characters look (GS !, ESC E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// Times as wide.
    pub across: usize,
    /// Times as high.
    pub down: usize,
    /// Printed twice, one dot apart.
    pub bold: bool,
}

/// A character in the line.
#[derive(Debug)]
struct Cell {
    letter: char,
    picture: Bitmap,
    style: Style,
}

impl Cell {
    fn width(&self) -> usize {
        self.picture.width() * self.style.across
    }

    fn height(&self) -> usize {
        self.picture.height() * self.style.down
    }

    fn draw(&self, line: &mut Bitmap, left: usize) {
        let picture = self.picture.stretched(self.style.across, self.style.down);
        let top = line.height() - picture.height();
        line.draw(&picture, left, top);
        if self.style.bold {
            line.draw(&picture, left + 1, top);
        }
    }
}

/// A line as it is printed.
#[derive(Debug)]
pub(super) struct PrintedLine {
    /// As high as its tallest character.
    pub bitmap: Bitmap,
    /// What a person reads.
    pub text: String,
}

/// The print buffer: at most one line.
#[derive(Debug)]
pub(super) struct PrintBuffer {
    dots: usize,
    cells: Vec<Cell>,
}

impl PrintBuffer {
    /// An empty one for paper that is `dots` wide.
    pub fn new(dots: usize) -> Self {
        Self { dots, cells: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub fn clear(&mut self) {
        self.cells.clear();
    }

    /// Whether a character of this picture and style still fits the line.
    pub fn has_room(&self, picture: &Bitmap, style: Style) -> bool {
        self.width() + picture.width() * style.across <= self.dots
    }

    pub fn push(&mut self, letter: char, picture: Bitmap, style: Style) {
        self.cells.push(Cell { letter, picture, style });
    }

    /// The letter that `tone` makes of the last one; `None` if there is none, or none such.
    pub fn composed(&self, tone: Tone) -> Option<char> {
        compose(self.cells.last()?.letter, tone)
    }

    /// Puts `letter` in the place of the last one.
    pub fn replace_last(&mut self, letter: char) {
        if let Some(cell) = self.cells.last_mut() {
            cell.letter = letter;
            cell.picture = Rom::get().cell(letter);
        }
    }

    /// Takes the line out to be printed; `None` if it is empty. Letters stand on one base line.
    pub fn take(&mut self) -> Option<PrintedLine> {
        let height = self.cells.iter().map(Cell::height).max()?;
        let mut bitmap = Bitmap::new(self.width().min(self.dots), height);
        let mut left = 0;
        for cell in &self.cells {
            cell.draw(&mut bitmap, left);
            left += cell.width();
        }
        let text = self.cells.drain(..).map(|cell| cell.letter).collect();
        Some(PrintedLine { bitmap, text })
    }

    fn width(&self) -> usize {
        self.cells.iter().map(Cell::width).sum()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const PLAIN: Style = Style { across: 1, down: 1, bold: false };

    #[test]
    fn large_and_small_letters_stand_on_one_line() {
        let mut buffer = PrintBuffer::new(576);
        let cell = Rom::get().cell('A');
        buffer.push('A', cell.clone(), PLAIN);
        buffer.push('A', cell.clone(), Style { across: 2, down: 3, bold: false });
        let line = buffer.take().unwrap();
        assert_eq!((line.bitmap.width(), line.bitmap.height(), line.text.as_str()), (36, 72, "AA"));
        let mut expected = Bitmap::new(36, 72);
        expected.draw(&cell, 0, 48);
        expected.draw(&cell.stretched(2, 3), 12, 0);
        assert_eq!(line.bitmap, expected);
        assert!(buffer.take().is_none());
    }

    #[test]
    fn bold_is_one_dot_wider() {
        let mut buffer = PrintBuffer::new(576);
        let mut dot = Bitmap::new(12, 24);
        dot.set(3, 3);
        buffer.push(' ', dot, Style { bold: true, ..PLAIN });
        let dots: Vec<_> = buffer.take().unwrap().bitmap.black_dots().collect();
        assert_eq!(dots, [(3, 3), (4, 3)]);
    }

    #[test]
    fn a_mark_changes_the_letter_before_it_and_only_a_vowel() {
        let mut buffer = PrintBuffer::new(576);
        assert_eq!(buffer.composed(Tone::Acute), None);
        buffer.push('n', Rom::get().cell('n'), PLAIN);
        assert_eq!(buffer.composed(Tone::Acute), None);
        buffer.push('ê', Rom::get().cell('ê'), PLAIN);
        buffer.replace_last(buffer.composed(Tone::Acute).unwrap());
        let line = buffer.take().unwrap();
        let mut expected = Bitmap::new(24, 24);
        expected.draw(&Rom::get().cell('n'), 0, 0);
        expected.draw(&Rom::get().cell('ế'), 12, 0);
        assert_eq!((line.text.as_str(), line.bitmap), ("nế", expected));
    }
}
