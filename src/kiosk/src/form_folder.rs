//! Folders of forms, as an office keeps them beside its configuration.

use std::io;
use std::path::{Path, PathBuf};

use kiosk_core::form::FormFolder;

/// What a form's folder must hold.
const SCHEMA: &str = "form.toml";
/// The Typst source beside it.
pub(crate) const TEMPLATE: &str = "form.typ";

/// Why a folder of forms cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", .path.display())]
pub struct FolderError {
    path: PathBuf,
    #[source]
    error: io::Error,
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, FolderError> {
    result.map_err(|error| FolderError { path: path.to_owned(), error })
}

/// Reads the form in `folder`: its `form.toml` and `form.typ`.
///
/// # Errors
/// When one of the two cannot be read.
pub fn read_form(folder: &Path) -> Result<FormFolder, FolderError> {
    let text = |name: &str| {
        let path = folder.join(name);
        at(&path, std::fs::read_to_string(&path))
    };
    // "." has no name of its own.
    let named = at(folder, folder.canonicalize())?;
    let name = named.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(FormFolder { name: name.into(), schema: text(SCHEMA)?.into(), template: text(TEMPLATE)?.into() })
}

/// Reads every form in `parent`: each of its folders that holds a `form.toml`, by name.
///
/// # Errors
/// When `parent` or a form cannot be read.
pub fn read_all(parent: &Path) -> Result<Vec<FormFolder>, FolderError> {
    let entries = at(parent, std::fs::read_dir(parent))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>();
    let mut folders: Vec<PathBuf> = at(parent, paths)?;
    folders.retain(|path| path.join(SCHEMA).exists());
    folders.sort();
    folders.iter().map(|folder| read_form(folder)).collect()
}
