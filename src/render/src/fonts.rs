//! The four faces of Liberation Serif, from Debian's package.

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::error::RenderError;

const FACES: [&str; 4] = [
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
];

/// The fonts a form is set in: Liberation Serif, as wide as Times New Roman
/// letter by letter, and nothing else, so that every machine sets every page
/// alike.
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
}

impl Fonts {
    /// Where Debian puts the font: fonts-liberation2 of Debian 12, then
    /// fonts-liberation of Debian 13.
    pub const DEBIAN_FOLDERS: [&'static str; 2] =
        ["/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"];

    /// Reads the four faces from the first of `folders` that has them all.
    ///
    /// # Errors
    /// [`RenderError::FontsMissing`] when none has,
    /// [`RenderError::FontUnreadable`] when a file is damaged.
    pub fn load<P: AsRef<Path>>(folders: &[P]) -> Result<Self, RenderError> {
        let folder = folders
            .iter()
            .map(AsRef::as_ref)
            .find(|folder| FACES.iter().all(|face| folder.join(face).is_file()));
        let folder = folder.ok_or_else(|| RenderError::FontsMissing {
            looked_in: folders.iter().map(|f| f.as_ref().to_path_buf()).collect(),
        })?;
        let faces = FACES.iter().map(|face| read_face(folder.join(face))).collect::<Result<Vec<_>, _>>()?;
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Ok(Self { book, faces })
    }
}

fn read_face(path: PathBuf) -> Result<Font, RenderError> {
    let bytes = std::fs::read(&path).ok();
    bytes.and_then(|bytes| Font::new(Bytes::new(bytes), 0)).ok_or(RenderError::FontUnreadable { path })
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fonts({} faces)", self.faces.len())
    }
}
