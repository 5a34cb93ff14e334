//! A letter in the cell of a printer's font A: what is downloaded for user-defined characters, and
//! what the simulated printer has for a font of its own.

use crate::bitmap::Bitmap;
use crate::font::{Face, Fonts};
use crate::text::Typeface;

/// Width of a cell in dots.
pub const WIDTH: usize = 12;
/// Height of a cell in dots.
pub const HEIGHT: usize = 24;

/// Dots an em: the largest at which every Vietnamese letter, marks and all, fits the cell.
const EM: f32 = 19.0;
/// Row of the cell on which letters stand.
const BASELINE: i32 = 19;

/// Draws `letter` into a cell; `None` if the font has no such letter or it would not fit.
/// A blank letter gives a blank cell.
pub fn letter(fonts: &Fonts, letter: char) -> Option<Bitmap> {
    let face = Typeface::new(fonts, Face::Mono, EM);
    if !face.has(letter) {
        return None;
    }
    let mut cell = Bitmap::new(WIDTH, HEIGHT);
    let Some(ink) = face.draw(letter.encode_utf8(&mut [0; 4])) else {
        return Some(cell);
    };
    let top = usize::try_from(BASELINE + ink.top).ok()?;
    let spare = WIDTH.checked_sub(ink.bitmap.width())?;
    if top + ink.bitmap.height() > HEIGHT {
        return None;
    }
    cell.draw(&ink.bitmap, spare / 2, top);
    Some(cell)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;

    /// The 67 small letters that Vietnamese writes with a mark; their capitals are the other 67.
    const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

    #[test]
    fn every_letter_keeps_all_of_its_ink() {
        let fonts = Fonts::system().unwrap();
        let letters: Vec<char> = SMALL.chars().chain(SMALL.to_uppercase().chars()).collect();
        assert_eq!(letters.len(), 134);
        let face = Typeface::new(&fonts, Face::Mono, EM);
        // The underscore alone is as wide as the cell and more; no slip has one.
        for each in letters.into_iter().chain(' '..='~').filter(|each| *each != '_') {
            let cell = letter(&fonts, each).unwrap_or_else(|| panic!("{each} does not fit"));
            let ink = face.draw(&each.to_string()).map_or(0, |ink| ink.bitmap.ink());
            assert_eq!(cell.ink(), ink, "{each}");
        }
    }

    #[test]
    fn a_letter_that_the_font_lacks_is_not_drawn() {
        assert_eq!(letter(&Fonts::system().unwrap(), '漢'), None);
    }
}
