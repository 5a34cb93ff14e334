//! Copies, damage, and a new beginning in mid-day.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use jiff::ToSpan;

use super::fold::assert_consistent;
use super::*;
use crate::OpenError;
use crate::reserve::BLOCK;

/// Spoils a page in the middle of the file, as a failing disk does.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let pages = bytes.len() / 4096;
    for page in 2..pages {
        bytes[page * 4096..page * 4096 + 200].fill(0xFF);
    }
    fs::write(path, bytes).unwrap();
}

/// Closes the bench's store and gives its folder.
fn closed(bench: Bench) -> TempDir {
    let Bench { folder, store } = bench;
    drop(store);
    folder
}

fn anew(path: &Path, run: u8) -> (Store, std::path::PathBuf) {
    Store::open_anew(path, options_of_run(run, None), DAY, at(40)).unwrap()
}

#[test]
fn a_copy_holds_all_and_can_be_used() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let ticket = bench.issue(1, &a, 0).unwrap();
    bench.call(1, &[&a], None, 1);
    let copy = bench.store.check_and_copy(at(2)).unwrap();
    assert_eq!(copy, bench.folder.path().join("backup/queue-2026-11-23.db"));
    // The same day again takes the place of the first.
    bench.issue(2, &a, 3).unwrap();
    assert_eq!(bench.store.check_and_copy(at(4)).unwrap(), copy);
    let other = Store::open(&copy, options_of_run(2, None)).unwrap();
    assert_eq!(other.ticket(ticket.id).unwrap(), bench.store.ticket(ticket.id).unwrap());
    assert_eq!(issue(&other, 9, &a, DAY, at(5)).unwrap().number.count, 3);
    assert_consistent(&other, &rusqlite::Connection::open(&copy).unwrap());
}

#[test]
fn the_latest_fourteen_copies_are_kept() {
    let bench = Bench::new();
    bench.issue(1, &service("cu-tru", "A"), 0).unwrap();
    for day in 0..16 {
        bench.store.check_and_copy(at(0) + i64::from(day).days()).unwrap();
    }
    let mut names: Vec<_> = fs::read_dir(bench.folder.path().join("backup"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!((names.len(), names[0].as_str()), (14, "queue-2026-11-25.db"));
}

#[test]
fn damage_is_found_by_the_nightly_check_and_costs_no_copy() {
    let bench = Bench::new();
    (0..200).for_each(|nth| drop(bench.issue(nth, &service("cu-tru", "A"), 0).unwrap()));
    let copy = bench.store.check_and_copy(at(1)).unwrap();
    let whole = fs::read(&copy).unwrap();
    bench.sqlite().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    spoil(&bench.path());
    assert_eq!(bench.store.check_and_copy(at(2)), Err(StoreError::Corrupt));
    assert_eq!(fs::read(&copy).unwrap(), whole);
}

#[test]
fn a_page_that_is_damaged_is_found_at_start() {
    let bench = Bench::new();
    (0..200).for_each(|nth| drop(bench.issue(nth, &service("cu-tru", "A"), 0).unwrap()));
    let path = bench.path();
    let folder = closed(bench);
    spoil(&path);
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path, options(None)), Err(OpenError::Corrupt)));
    assert_eq!(fs::read(&path).unwrap(), before);
    drop(folder);
}

#[test]
fn after_a_damaged_file_nobody_holds_the_same_number() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let mut held: HashSet<String> = HashSet::new();
    for nth in 0..150 {
        held.insert(bench.issue(nth, &a, 0).unwrap().number.to_string());
    }
    held.insert(bench.issue(500, &b, 0).unwrap().number.to_string());
    let path = bench.path();
    let folder = closed(bench);
    spoil(&path);
    let damaged = fs::read(&path).unwrap();
    let (store, aside) = anew(&path, 2);
    assert_eq!(fs::read(&aside).unwrap(), damaged);
    assert!(aside.file_name().unwrap().to_str().unwrap().contains(".damaged-2026-11-23T08-40-00"));
    for nth in 0..150 {
        let service = if nth % 2 == 0 { &a } else { &b };
        let number = issue(&store, 1000 + nth, service, DAY, at(41)).unwrap().number;
        assert!(number.count < 4 * BLOCK, "{number} is too far on");
        assert!(held.insert(number.to_string()), "{number} is in somebody's hand already");
    }
    // Damaged once more on the same day.
    drop(store);
    spoil(&path);
    let (store, second) = anew(&path, 3);
    assert_ne!(second, aside);
    assert!(held.insert(issue(&store, 9000, &a, DAY, at(42)).unwrap().number.to_string()));
    // The next day begins as every day.
    let tomorrow = DAY + 1.day();
    assert_eq!(issue(&store, 9001, &a, tomorrow, tomorrow.at(8, 0, 0, 0)).unwrap().number.count, 1);
    drop(folder);
}

#[test]
fn without_notes_a_new_file_begins_far_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    fs::write(&path, "không phải cơ sở dữ liệu".repeat(400)).unwrap();
    let (store, _) = anew(&path, 1);
    assert_eq!(issue(&store, 1, &service("cu-tru", "A"), DAY, at(41)).unwrap().number.count, 501);
    drop(store);
    // That is remembered over a restart, for services that have issued nothing yet.
    let store = Store::open(&path, options_of_run(2, None)).unwrap();
    assert_eq!(issue(&store, 2, &service("ho-tich", "B"), DAY, at(42)).unwrap().number.count, 501);
}

/// A database that was simply deleted, as somebody in need does, gives no number twice either.
#[test]
fn a_deleted_file_gives_no_number_twice() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let last = (0..5).map(|nth| bench.issue(nth, &a, 0).unwrap().number.count).max();
    let path = bench.path();
    let folder = closed(bench);
    fs::remove_file(&path).unwrap();
    let store = Store::open(&path, options_of_run(2, None)).unwrap();
    assert!(Some(issue(&store, 9, &a, DAY, at(1)).unwrap().number.count) > last);
    drop(folder);
}

/// Numbers that an older version gave out are noted when its file is opened.
#[test]
fn numbers_of_an_older_file_are_noted_when_it_is_opened() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let last = (0..5).map(|nth| bench.issue(nth, &a, 0).unwrap().number.count).max().unwrap();
    let path = bench.path();
    let folder = closed(bench);
    fs::remove_file(folder.path().join("queue.db-numbers")).unwrap();
    drop(Store::open(&path, options_of_run(2, None)).unwrap());
    fs::remove_file(&path).unwrap();
    let store = Store::open(&path, options_of_run(3, None)).unwrap();
    assert_eq!(issue(&store, 9, &a, DAY, at(1)).unwrap().number.count, last + 1);
}

/// The power fails after the database was moved and before its log was.
#[test]
fn a_log_without_its_database_is_not_taken_for_a_new_one() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for name in ["queue.db-wal", "queue.db-numbers"] {
        fs::copy(bench.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    let path = folder.path().join("queue.db");
    assert!(matches!(Store::open(&path, options(None)), Err(OpenError::Corrupt)));
    let (store, aside) = anew(&path, 2);
    assert!(fs::metadata(format!("{}-wal", aside.display())).unwrap().len() > 0);
    assert!(issue(&store, 2, &a, DAY, at(1)).unwrap().number.count > 1);
}

#[test]
fn a_folder_that_takes_no_note_gives_no_number() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    // A folder stands where the note would be written.
    fs::create_dir(bench.folder.path().join("queue.db-numbers.new")).unwrap();
    assert!(matches!(bench.issue(1, &a, 0), Err(StoreError::System(_))));
    fs::remove_dir(bench.folder.path().join("queue.db-numbers.new")).unwrap();
    assert_eq!(bench.issue(1, &a, 0).unwrap().number.count, 1);
}
