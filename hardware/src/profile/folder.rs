//! A folder of profiles beside the built-in ones: what a technician found out about a printer.

use std::io;
use std::path::Path;

use super::{PrinterProfile, ProfileError};

impl PrinterProfile {
    /// The profile `name`: NAME.toml of `folder` if it is there, else the built-in one of that name.
    ///
    /// # Errors
    /// [`ProfileError::Unknown`] names the profiles of both places; a mistake in a file is told with
    /// file, line and key.
    pub fn find(name: &str, folder: Option<&Path>) -> Result<Self, ProfileError> {
        let Some(folder) = folder else { return Self::named(name) };
        let unreadable = |source| ProfileError::Unreadable { file: folder.to_owned(), source };
        let own = names_in(folder).map_err(unreadable)?;
        if own.iter().any(|known| known == name) {
            return read(name, &folder.join(format!("{name}.toml")));
        }
        Self::named(name).map_err(|error| with_names(error, &own))
    }
}

/// The stems of the folder's TOML files, sorted.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn with_names(error: ProfileError, own: &[String]) -> ProfileError {
    match error {
        ProfileError::Unknown { name, known } => {
            let known = std::iter::once(known).chain(own.iter().cloned()).collect::<Vec<_>>().join(", ");
            ProfileError::Unknown { name, known }
        }
        other @ (ProfileError::Syntax { .. }
        | ProfileError::Value { .. }
        | ProfileError::Unreadable { .. }
        | ProfileError::Mistake { .. }) => other,
    }
}

fn read(name: &str, file: &Path) -> Result<PrinterProfile, ProfileError> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| ProfileError::Unreadable { file: file.to_owned(), source })?;
    PrinterProfile::parse(name, &text).map_err(|error| located(error, file, &text))
}

/// Adds the place in `file`, whose text is `text`, to what is wrong with it.
fn located(error: ProfileError, file: &Path, text: &str) -> ProfileError {
    let mistake = |at: usize, key: &str, problem: String| ProfileError::Mistake {
        file: file.to_owned(),
        line: line_at(text, at),
        key: key.to_owned(),
        problem,
    };
    match error {
        ProfileError::Syntax { source, .. } => {
            let at = source.span().map_or(0, |span| span.start);
            mistake(at, key_at(text, at), source.message().to_owned())
        }
        ProfileError::Value { key, must, .. } => mistake(place_of(text, key), key, format!("must be {must}")),
        other @ (ProfileError::Unknown { .. }
        | ProfileError::Unreadable { .. }
        | ProfileError::Mistake { .. }) => other,
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The key of the line that holds byte `at`. What is missing has no line; the problem names it.
fn key_at(text: &str, at: usize) -> &str {
    let line = text.lines().nth(line_at(text, at) - 1).unwrap_or_default();
    line.split_once('=').map_or("profile", |(key, _)| key.trim())
}

/// Where the last part of `key` is given a value, or the beginning.
fn place_of(text: &str, key: &str) -> usize {
    let key = key.rsplit('.').next().unwrap_or(key);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.split_once('=').is_some_and(|(found, _)| found.trim() == key) {
            return at;
        }
        at += line.len();
    }
    0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const GENERIC: &str = include_str!("../../profiles/printers/generic-80.toml");

    fn find(name: &str, text: &str) -> Result<PrinterProfile, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("lobby.toml"), text).unwrap();
        std::fs::write(folder.path().join("generic-58.toml"), text).unwrap();
        std::fs::write(folder.path().join("notes.txt"), "no profile").unwrap();
        PrinterProfile::find(name, Some(folder.path()))
            .map_err(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
    }

    #[test]
    fn a_folder_adds_profiles_and_replaces_built_in_ones() {
        assert_eq!(find("lobby", GENERIC).unwrap().name, "lobby");
        assert_eq!(find("generic-58", GENERIC).unwrap().dots, 576);
        assert_eq!(find("kp-628e", GENERIC).unwrap(), PrinterProfile::named("kp-628e").unwrap());
        assert_eq!(PrinterProfile::find("generic-58", None).unwrap().dots, 384);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_names_of_both_places() {
        for name in ["notes", "../lobby", "/etc/passwd", ""] {
            let error = find(name, GENERIC).unwrap_err();
            assert!(error.contains("xprinter-80") && error.contains("generic-58, lobby"), "{error}");
        }
    }

    #[test]
    fn a_mistake_is_told_with_file_line_and_key() {
        let line = |key: &str| GENERIC.lines().position(|line| line.starts_with(key)).unwrap() + 1;
        let table = [
            ("dots = 576", "dots = 577", "dots", "a multiple of 16"),
            ("baud = 115200", "baud = \"fast\"", "baud", "expected u32"),
            ("cutter = ", "cuter = ", "cuter", "unknown field"),
            ("band_rows = 64", "band_rows = 0", "raster.band_rows", "1 to 255"),
        ];
        for (from, to, key, problem) in table {
            let error = find("lobby", &GENERIC.replacen(from, to, 1)).unwrap_err();
            let place = format!("lobby.toml:{}: {key}: ", line(from));
            assert!(error.starts_with(&place) && error.contains(problem), "{place} and {problem}: {error}");
        }
        let lacks = find("lobby", &GENERIC.replace("silent = false", "")).unwrap_err();
        assert!(lacks.contains("silent"), "{lacks}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = PrinterProfile::find("generic-80", Some(Path::new("/nowhere/printers"))).unwrap_err();
        assert!(error.to_string().contains("/nowhere/printers"), "{error}");
    }
}
