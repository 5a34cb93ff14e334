use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::*;
use crate::OpenError;
use crate::open::known_version;
use crate::reserve::Reserve;

fn refused(path: &Path) -> OpenError {
    Store::open(path, options(None)).unwrap_err()
}

/// Every file of the folder with its bytes, without the shared memory that any reader makes.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| !name.ends_with("-shm"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_newer_database_is_refused_and_not_a_byte_of_it_changes() {
    let bench = Bench::new();
    bench.issue(1, &service("cu-tru", "A"), 0).unwrap();
    let newer = tempfile::tempdir().unwrap();
    let path = newer.path().join("queue.db");
    bench.sqlite().pragma_update(None, "user_version", 9).unwrap();
    // Copied while it is open: the version stands in the log only, as after a crash.
    for name in ["queue.db", "queue.db-wal"] {
        fs::copy(bench.folder.path().join(name), newer.path().join(name)).unwrap();
    }
    let before = snapshot(newer.path());
    assert!(matches!(refused(&path), OpenError::Newer { found: 9, known } if known == known_version()));
    assert_eq!(snapshot(newer.path()), before);
}

#[test]
fn a_newer_database_that_was_closed_is_left_alone_too() {
    let bench = Bench::new();
    bench.sqlite().pragma_update(None, "user_version", 9).unwrap();
    let path = bench.path();
    let Bench { folder, store } = bench;
    drop(store);
    let before = snapshot(folder.path());
    assert!(matches!(refused(&path), OpenError::Newer { found: 9, known } if known == known_version()));
    assert_eq!(snapshot(folder.path()).first(), before.first());
}

#[test]
fn another_programs_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE sales (id INTEGER)").unwrap();
    let before = snapshot(folder.path());
    assert!(matches!(refused(&path), OpenError::Foreign));
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    fs::write(&path, "Đây là một bức thư, không phải cơ sở dữ liệu. ".repeat(200)).unwrap();
    let before = snapshot(folder.path());
    assert!(matches!(refused(&path), OpenError::NotADatabase));
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn a_damaged_database_is_refused() {
    let bench = Bench::new();
    let path = bench.path();
    let Bench { folder, store } = bench;
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..4096].fill(0xFF);
    fs::write(&path, bytes).unwrap();
    assert!(matches!(refused(&path), OpenError::Corrupt));
    drop(folder);
}

#[test]
fn a_missing_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(refused(&folder.path().join("no/queue.db")), OpenError::Denied));
}

#[test]
fn an_empty_file_becomes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    fs::write(&path, "").unwrap();
    let store = Store::open(&path, options(None)).unwrap();
    assert_eq!(issue(&store, 1, &service("cu-tru", "A"), DAY, at(0)).unwrap().number.count, 1);
}

#[test]
fn a_database_locked_by_another_process_is_told() {
    let bench = Bench::new();
    let path = bench.path();
    let Bench { folder, store } = bench;
    drop(store);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE").unwrap();
    assert!(matches!(refused(&path), OpenError::Locked));
    drop(folder);
}

#[test]
fn the_file_is_written_as_promised() {
    let bench = Bench::new();
    let conn = crate::open::writer(&bench.path(), None, &mut Reserve::beside(&bench.path())).unwrap();
    let pragma = |name: &str| -> rusqlite::types::Value {
        conn.pragma_query_value(None, name, |row| row.get(0)).unwrap()
    };
    assert_eq!(pragma("journal_mode"), "wal".to_owned().into());
    assert_eq!(pragma("synchronous"), 2.into());
    assert_eq!(pragma("foreign_keys"), 1.into());
}
