//! The fonts of the slip: Liberation Sans and Liberation Mono, from the system's package.

use std::path::{Path, PathBuf};

use ab_glyph::FontArc;
use thiserror::Error;

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

/// The slip's fonts. Cheap to clone.
#[derive(Clone)]
pub struct Fonts {
    regular: FontArc,
    bold: FontArc,
    mono: FontArc,
}

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
        Ok(Self { regular: font(regular, REGULAR)?, bold: font(bold, BOLD)?, mono: font(mono, MONO)? })
    }

    pub(crate) fn mono(&self) -> &FontArc {
        &self.mono
    }

    pub(crate) fn of(&self, weight: Weight) -> &FontArc {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
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
    fn bytes_that_are_no_font_are_refused() {
        assert!(matches!(Fonts::from_bytes(vec![1, 2, 3], vec![], vec![]), Err(FontError::Invalid { .. })));
    }
}
