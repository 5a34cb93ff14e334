//! What a command writes of a document: the file, and pictures of its pages.

use std::io;
use std::path::{Path, PathBuf};

use kiosk_render::{PagePixels, Rendered};

use crate::demo::png as encoded;

/// Writes the picture of each page: the first to `file`, further ones with their number before the ending.
///
/// # Errors
/// When a file cannot be written.
pub(super) fn write_pictures(file: &Path, document: &Rendered) -> io::Result<()> {
    document.pages.iter().enumerate().try_for_each(|(at, page)| {
        let bytes = picture(page).ok_or_else(|| io::Error::other("a page gives no picture"))?;
        std::fs::write(numbered(file, at + 1), bytes)
    })
}

fn picture(page: &PagePixels) -> Option<Vec<u8>> {
    encoded(page.width, page.height, png::ColorType::Rgba, &page.rgba)
}

/// `form.png`, `form-2.png`, …
fn numbered(file: &Path, page: usize) -> PathBuf {
    if page == 1 {
        return file.to_owned();
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    file.with_file_name(format!("{stem}-{page}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_have_their_number_in_the_name() {
        let name = |page| numbered(Path::new("/a/form.png"), page);
        assert_eq!([name(1), name(2)], [PathBuf::from("/a/form.png"), PathBuf::from("/a/form-2.png")]);
        assert_eq!(numbered(Path::new("form"), 3), PathBuf::from("form-3"));
    }
}
