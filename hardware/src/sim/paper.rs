//! The paper that comes out of the simulated printer.

use png::EncodingError;

use super::command::Side;
use crate::PrinterProfile;
use crate::bitmap::Bitmap;

/// A slip that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The printable part, dot by dot.
    pub bitmap: Bitmap,
    /// What the kiosk sent for it, from ESC @ on; status requests apart.
    pub bytes: Vec<u8>,
    /// Unprinted paper at each side, in dots.
    margin: usize,
    lines: Vec<String>,
}

/// Blank paper above and below, in dots.
const ENDS: usize = 24;

impl Paper {
    /// The lines of letters on it, from top to bottom, as a person reads them: without blank lines
    /// and without spaces at a line's ends. Downloaded letters are known by their picture alone;
    /// U+FFFD stands for a picture of no letter. Words in a raster picture are not read.
    pub fn text(&self) -> &[String] {
        &self.lines
    }

    /// How long it is, in dots.
    pub fn dots(&self) -> usize {
        self.bitmap.height()
    }

    /// The slip as a PNG file, one pixel a dot, with the paper's unprinted edges.
    pub fn to_png(&self) -> Result<Vec<u8>, EncodingError> {
        let width = self.bitmap.width() + 2 * self.margin;
        let mut sheet = Bitmap::new(width, self.bitmap.height() + 2 * ENDS);
        sheet.draw(&self.bitmap, self.margin, ENDS);
        sheet.to_png()
    }
}

/// The paper that is still in the printer.
#[derive(Debug)]
pub(super) struct Roll {
    dots: usize,
    margin: usize,
    sheet: Bitmap,
    lines: Vec<String>,
}

impl Roll {
    pub fn new(profile: &PrinterProfile) -> Self {
        let width = profile.width_mm as usize * profile.dots_per_mm;
        Self {
            dots: profile.dots,
            margin: width.saturating_sub(profile.dots) / 2,
            sheet: Bitmap::new(profile.dots, 0),
            lines: Vec::new(),
        }
    }

    /// Rows that hang out uncut.
    pub fn height(&self) -> usize {
        self.sheet.height()
    }

    /// Keeps what a line says that was just printed.
    pub fn note(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.lines.push(text.to_owned());
        }
    }

    pub fn feed(&mut self, rows: usize) {
        self.sheet.extend(rows);
    }

    pub fn print(&mut self, picture: &Bitmap, side: Side) {
        let spare = self.dots.saturating_sub(picture.width());
        let left = match side {
            Side::Left => 0,
            Side::Centre => spare / 2,
            Side::Right => spare,
        };
        let top = self.sheet.height();
        self.sheet.extend(picture.height());
        self.sheet.draw(picture, left, top);
    }

    /// Cuts off what was printed; nothing if all of it is blank.
    pub fn cut(&mut self, bytes: Vec<u8>) -> Option<Paper> {
        let bitmap = std::mem::replace(&mut self.sheet, Bitmap::new(self.dots, 0));
        let lines = std::mem::take(&mut self.lines);
        (!bitmap.is_blank()).then_some(Paper { bitmap, bytes, margin: self.margin, lines })
    }
}
