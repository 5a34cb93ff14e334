//! The files that a process could have left.

use std::fs;
use std::path::{Path, PathBuf};

/// Every regular file under `folder`.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    // A file or folder may go while it is looked for, as a print job's does.
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            Ok(_) | Err(_) => {}
        }
    }
    found
}

/// The regular files that the process `pid` has open for writing, by the system's own account (proc(5)).
pub fn files_open_for_writing(pid: u32) -> Vec<PathBuf> {
    let folder = PathBuf::from(format!("/proc/{pid}/fd"));
    let open = fs::read_dir(&folder).unwrap().filter_map(Result::ok).filter(|entry| {
        let info = Path::new("/proc").join(pid.to_string()).join("fdinfo").join(entry.file_name());
        let info = fs::read_to_string(info).unwrap_or_default();
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
        flags.is_some_and(|flags| !flags.trim().ends_with('0'))
    });
    // A pipe, a socket and a device are no file; one that was deleted is.
    let files = open.filter(|entry| fs::metadata(entry.path()).is_ok_and(|open| open.is_file()));
    files.filter_map(|entry| fs::read_link(entry.path()).ok()).collect()
}
