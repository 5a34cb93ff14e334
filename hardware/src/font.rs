//! The fonts of the slip: Liberation Sans and Liberation Mono, from the system's package.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ab_glyph::{Font, FontArc, GlyphId};
use thiserror::Error;

use crate::bitmap::Bitmap;
use crate::receipt::Weight;

/// Where Debian 12 and Debian 13 keep the fonts.
pub const FONT_DIRS: [&str; 2] =
    ["/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"];

/// Why the fonts are not there.
#[derive(Debug, Error)]
pub enum FontError {
    /// The file is in none of the folders.
    #[error("{file} was not found; install the Debian package fonts-liberation2")]
    Missing {
        /// The file's name.
        file: &'static str,
    },
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file is no TrueType font.
    #[error("{file} is no TrueType font; reinstall the Debian package fonts-liberation2")]
    Invalid {
        /// The file's name.
        file: &'static str,
    },
}

/// One of the slip's fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    /// Liberation Sans.
    Regular,
    /// Liberation Sans Bold.
    Bold,
    /// Liberation Mono, whose letters are all of one width.
    Mono,
}

impl From<Weight> for Face {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Regular => Self::Regular,
            Weight::Bold => Self::Bold,
        }
    }
}

/// A letter of one font at one size, drawn.
#[derive(Debug)]
pub(crate) struct Glyph {
    /// The font's number for it; 0 if the font lacks it.
    pub id: GlyphId,
    /// How far it moves the pen, in dots.
    pub advance: f32,
    /// Its ink; `None` for a blank.
    pub ink: Option<GlyphInk>,
}

/// Where a letter is black.
#[derive(Debug)]
pub(crate) struct GlyphInk {
    /// The dots.
    pub bitmap: Bitmap,
    /// Their first column, counted from the pen.
    pub left: i32,
    /// Their first row, counted from the baseline; negative is above.
    pub top: i32,
}

/// A font, an em in dots (as bits, since a size is only compared with itself), and a letter.
type GlyphKey = (Face, u32, char);

/// The slip's fonts, and the letters that they drew before. Cheap to clone; clones share the letters.
#[derive(Clone)]
pub struct Fonts {
    regular: FontArc,
    bold: FontArc,
    mono: FontArc,
    drawn: Arc<Mutex<HashMap<GlyphKey, Arc<Glyph>>>>,
}

/// Most letters kept. Slips need about 200; a number that is shrunk to the paper adds a size of its
/// own, so without a bound they would grow for ever.
const MOST_DRAWN: usize = 1024;

const REGULAR: &str = "LiberationSans-Regular.ttf";
const BOLD: &str = "LiberationSans-Bold.ttf";
const MONO: &str = "LiberationMono-Regular.ttf";

impl Fonts {
    /// Takes the fonts from the first of `dirs` that has them.
    pub fn load<P: AsRef<Path>>(dirs: &[P]) -> Result<Self, FontError> {
        Self::from_bytes(read(dirs, REGULAR)?, read(dirs, BOLD)?, read(dirs, MONO)?)
    }

    /// Takes the fonts from where Debian keeps them ([`FONT_DIRS`]).
    pub fn system() -> Result<Self, FontError> {
        Self::load(&FONT_DIRS)
    }

    /// Takes the fonts from the bytes of three TrueType files: regular, bold, and one of even widths.
    pub fn from_bytes(regular: Vec<u8>, bold: Vec<u8>, mono: Vec<u8>) -> Result<Self, FontError> {
        Ok(Self {
            regular: font(regular, REGULAR)?,
            bold: font(bold, BOLD)?,
            mono: font(mono, MONO)?,
            drawn: Arc::default(),
        })
    }

    pub(crate) fn of(&self, face: Face) -> &FontArc {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Mono => &self.mono,
        }
    }

    /// Whether `face` has `letter`.
    pub(crate) fn has(&self, face: Face, letter: char) -> bool {
        self.of(face).glyph_id(letter).0 != 0
    }

    /// `letter` of `face` at `em` dots, from those drawn before, or else drawn by `draw` and kept.
    pub(crate) fn glyph(
        &self,
        face: Face,
        em: f32,
        letter: char,
        draw: impl FnOnce() -> Glyph,
    ) -> Arc<Glyph> {
        // A thread that died while it held the lock left whole letters behind, so the map is sound.
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (face, em.to_bits(), letter);
        if let Some(glyph) = drawn.get(&key) {
            return glyph.clone();
        }
        if drawn.len() >= MOST_DRAWN {
            drawn.clear();
        }
        let glyph = Arc::new(draw());
        drawn.insert(key, glyph.clone());
        glyph
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fonts(Liberation)")
    }
}

fn read<P: AsRef<Path>>(dirs: &[P], file: &'static str) -> Result<Vec<u8>, FontError> {
    let path = dirs
        .iter()
        .map(|dir| dir.as_ref().join(file))
        .find(|path| path.exists())
        .ok_or(FontError::Missing { file })?;
    std::fs::read(&path).map_err(|source| FontError::Read { path, source })
}

fn font(bytes: Vec<u8>, file: &'static str) -> Result<FontArc, FontError> {
    FontArc::try_from_vec(bytes).map_err(|_| FontError::Invalid { file })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_missing_font_names_the_package() {
        let error = Fonts::load(&["/nonexistent"]).unwrap_err();
        assert!(error.to_string().contains("fonts-liberation2"));
    }

    #[test]
    fn letters_are_drawn_once_and_not_kept_without_end() {
        let fonts = Fonts::system().unwrap();
        let blank = || Glyph { id: GlyphId(1), advance: 1.0, ink: None };
        let first = fonts.glyph(Face::Mono, 19.0, 'a', blank);
        let again = fonts.clone().glyph(Face::Mono, 19.0, 'a', || unreachable!("drawn before"));
        assert!(Arc::ptr_eq(&first, &again));
        for size in 0..3 * MOST_DRAWN {
            fonts.glyph(Face::Bold, size as f32, 'a', blank);
        }
        assert!(fonts.drawn.lock().unwrap().len() <= MOST_DRAWN);
    }

    #[test]
    fn bytes_that_are_no_font_are_refused() {
        assert!(matches!(Fonts::from_bytes(vec![1, 2, 3], vec![], vec![]), Err(FontError::Invalid { .. })));
    }
}
