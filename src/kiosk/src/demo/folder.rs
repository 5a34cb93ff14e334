//! The demo's data folder: marked, so that a demo never touches a real kiosk's data.

use std::path::{Path, PathBuf};

/// The file that marks a folder as a demo's.
const MARK: &str = "this-is-a-demo";

/// Why a folder is not used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Something else is in it.
    #[error("{} is not a demo's folder: give --data a folder that is new, empty, or made by `kiosk demo`", .0.display())]
    NotADemo(PathBuf),
    /// The system refuses it.
    #[error("{}: the data folder cannot be used: {source}", .folder.display())]
    System {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Takes `folder` for a demo: makes and marks it when it is new or empty.
///
/// # Errors
/// When anything but a demo's data is in it, or the system refuses.
pub fn claim(folder: &Path) -> Result<(), FolderError> {
    let system = |source| FolderError::System { folder: folder.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(system)?;
    let mark = folder.join(MARK);
    if mark.exists() {
        return Ok(());
    }
    if std::fs::read_dir(folder).map_err(system)?.next().is_some() {
        return Err(FolderError::NotADemo(folder.to_owned()));
    }
    std::fs::write(mark, "Made by `kiosk demo`. Nothing here belongs to a real office.\n").map_err(system)
}

/// Where a demo keeps its queue when no folder is named: the user's state folder.
pub fn default_folder() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    variable("XDG_STATE_HOME")
        .or_else(|| Some(variable("HOME")?.join(".local/state")))
        .unwrap_or_else(std::env::temp_dir)
        .join("khong-viet-demo")
}
