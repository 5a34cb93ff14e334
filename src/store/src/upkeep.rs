//! Looking after the database: is it whole, is there a copy, and what to do when it is damaged.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use rusqlite::Connection;

use crate::error::{OpenError, StoreError};
use crate::open::{self, sibling};
use crate::reserve::{Reserve, sync_folder};

/// How many copies are kept, one a day.
const COPIES: usize = 14;

/// Checks the database at `path` page by page and index by index, then copies it to the folder `backup`
/// beside it, as the copy of the day of `at`. Gives the copy's path. Reads only, on a connection of its own:
/// nobody waits for it.
///
/// # Errors
/// [`StoreError::Corrupt`] when the database is damaged; there is no new copy then, and the old ones stay.
pub(crate) fn check_and_copy(path: &Path, at: DateTime) -> Result<PathBuf, StoreError> {
    let conn = open::reader(path)?;
    check(&conn)?;
    let folder = path.with_file_name("backup");
    let copy = folder.join(format!("queue-{}.db", at.date()));
    copy_to(&conn, &copy)
        .inspect_err(|error| tracing::error!(%error, "the queue's database was not copied"))?;
    forget_old(&folder).map_err(|error| StoreError::of_io(&error))?;
    Ok(copy)
}

fn check(conn: &Connection) -> Result<(), StoreError> {
    let verdict: String = conn.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    // The verdict names pages and indexes; rows hold no person.
    tracing::error!(verdict, "the queue's database is damaged");
    Err(StoreError::Corrupt)
}

/// Whole or not at all: written beside, synced, renamed.
fn copy_to(conn: &Connection, copy: &Path) -> Result<(), StoreError> {
    let io = |error: io::Error| StoreError::of_io(&error);
    let unfinished = sibling(copy, ".part");
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder).map_err(io)?;
    }
    // SQLite refuses to write into a file that is there.
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(io)?;
    }
    conn.execute("VACUUM INTO ?1", [unfinished.to_string_lossy()])?;
    File::open(&unfinished).and_then(|file| file.sync_all()).map_err(io)?;
    fs::rename(&unfinished, copy).map_err(io)?;
    sync_folder(copy).map_err(io)
}

/// Names begin with the date, so the oldest come first.
fn forget_old(folder: &Path) -> io::Result<()> {
    let mut copies: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect();
    copies.sort();
    let old = copies.len().saturating_sub(COPIES);
    copies[..old].iter().try_for_each(fs::remove_file)
}

/// Moves a damaged database aside with its log, so that a new one can begin at `path` on the service day
/// `day`. Nothing is deleted. Gives where the damaged one is now.
///
/// # Errors
/// When a file cannot be moved; what was moved stays moved, and doing it again goes on.
pub(crate) fn move_aside(path: &Path, day: Date, at: DateTime) -> Result<PathBuf, OpenError> {
    // First of all, and on the disk: once the database is gone nobody could tell which numbers it gave out.
    Reserve::beside(path).assume(day).map_err(OpenError::Beside)?;
    let aside = free_name(path, at);
    // The database before its log: a log alone is noticed, a database without its log would look whole.
    for end in ["", "-wal", "-shm"] {
        let file = sibling(path, end);
        if file.exists() {
            fs::rename(&file, sibling(&aside, end)).map_err(OpenError::Beside)?;
        }
    }
    sync_folder(path).map_err(OpenError::Beside)?;
    Ok(aside)
}

/// A name that no file has yet.
fn free_name(path: &Path, at: DateTime) -> PathBuf {
    let named = |nth: u32| {
        let again = if nth == 0 { String::new() } else { format!("-{nth}") };
        sibling(path, &format!(".damaged-{}{again}", at.strftime("%Y-%m-%dT%H-%M-%S")))
    };
    let taken = |name: &PathBuf| ["", "-wal", "-shm"].iter().any(|end| sibling(name, end).exists());
    (0..).map(named).find(|name| !taken(name)).unwrap_or_else(|| named(0))
}
