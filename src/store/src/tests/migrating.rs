//! A database of every older version is read back field by field.

use kiosk_core::queue::{TicketNumber, Transition};
use rusqlite::types::Value;

use super::fold::assert_consistent;
use super::*;
use crate::{Change, Deed, Source, TicketRecord};

/// A database as version 1 left it, in which every kind of row stands.
const VERSION_1: &str = include_str!("schema_1.sql");

/// A database as version 2 left it, in which every kind of row stands.
const VERSION_2: &str = include_str!("schema_2.sql");

/// A database as version 4 left it, likewise.
const VERSION_4: &str = include_str!("schema_4.sql");

/// A database as version 6 left it, likewise.
const VERSION_6: &str = include_str!("schema_6.sql");

/// A database as version 7 left it, likewise.
const VERSION_7: &str = include_str!("schema_7.sql");

/// The tables of version 2.
const TABLES: [&str; 8] =
    ["ticket", "journal", "errand", "counter", "command", "number", "queue_length", "sqlite_sequence"];

fn old(bench: &TempDir, text: &str) -> std::path::PathBuf {
    let path = bench.path().join("queue.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch(text).unwrap();
    path
}

fn migrated() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(old(&folder, VERSION_1), options(None)).unwrap();
    Bench { folder, store }
}

fn ticket(id: i64, prefix: &str, count: u32, service: &str, minute: i8, ahead: u32) -> Ticket {
    Ticket {
        id: TicketId(id),
        number: TicketNumber { prefix: prefix.into(), count, width: 3 },
        service: ServiceId(service.into()),
        errands: Vec::new(),
        class: None,
        visit: VisitId { run: 7, nth: u64::try_from(id).unwrap() },
        day: DAY,
        issued_at: at(minute),
        ahead,
        wait: None,
        token: format!("token{id}aaaaaaaaaaaaaaaaaaaa"),
    }
}

fn stands(state: TicketState, service: &str, counter: Option<u32>, calls: u32) -> Standing {
    let counter = counter.map(CounterId);
    Standing { state, counter, calls, ..Standing::new(ServiceId(service.into())) }
}

#[test]
fn every_ticket_of_version_1_is_what_it_was() {
    let wanted = [
        TicketRecord {
            ticket: ticket(1, "A", 1, "cu-tru", 1, 0),
            standing: stands(TicketState::Done, "cu-tru", Some(1), 2),
            slip: SlipState::Printed,
            called_at: Some(at(6)),
            ended_at: Some(at(8)),
        },
        TicketRecord {
            ticket: ticket(2, "A", 2, "cu-tru", 2, 1),
            standing: stands(TicketState::Called, "cu-tru", Some(1), 1),
            slip: SlipState::Unconfirmed,
            called_at: Some(at(8)),
            ended_at: None,
        },
        TicketRecord {
            ticket: ticket(3, "B", 1, "ho-tich", 3, 0),
            standing: stands(TicketState::NoShow, "ho-tich", Some(2), 1),
            slip: SlipState::NotPrinted,
            called_at: Some(at(7)),
            ended_at: Some(at(9)),
        },
        TicketRecord {
            ticket: ticket(4, "A", 3, "cu-tru", 4, 1),
            standing: stands(TicketState::Waiting, "cu-tru", None, 0),
            slip: SlipState::Pending,
            called_at: None,
            ended_at: None,
        },
    ];
    let bench = migrated();
    for record in wanted {
        assert_eq!(bench.store.ticket(record.ticket.id).unwrap(), Some(record));
    }
}

#[test]
fn every_row_of_the_old_journal_tells_what_it_told() {
    let moved = |ticket, transition, state, service, counter, calls| Change::Moved {
        ticket: TicketId(ticket),
        transition,
        standing: stands(state, service, Some(counter), calls),
    };
    let issued = |id, prefix, count, service| {
        let Ticket { id: ticket, number, .. } = ticket(id, prefix, count, service, 0, 0);
        let standing = stands(TicketState::Waiting, service, None, 0);
        Change::Issued { ticket, day: DAY, number, standing }
    };
    let slip = |ticket, slip| Change::Slip { ticket: TicketId(ticket), slip };
    let wanted = [
        (1, None, issued(1, "A", 1, "cu-tru")),
        (1, None, slip(1, SlipState::Printed)),
        (2, None, issued(2, "A", 2, "cu-tru")),
        (3, None, issued(3, "B", 1, "ho-tich")),
        (3, None, slip(3, SlipState::NotPrinted)),
        (4, None, issued(4, "A", 3, "cu-tru")),
        (5, Some(1), moved(1, Transition::Called, TicketState::Called, "cu-tru", 1, 1)),
        (6, None, slip(2, SlipState::Unconfirmed)),
        (6, Some(1), moved(1, Transition::Recalled, TicketState::Called, "cu-tru", 1, 2)),
        (7, Some(2), moved(3, Transition::Called, TicketState::Called, "ho-tich", 2, 1)),
        (8, Some(1), moved(1, Transition::Done, TicketState::Done, "cu-tru", 1, 2)),
        (8, Some(1), moved(2, Transition::Called, TicketState::Called, "cu-tru", 1, 1)),
        (9, Some(2), moved(3, Transition::NoShow, TicketState::NoShow, "ho-tich", 2, 1)),
    ];
    let wanted: Vec<_> = (1..)
        .zip(wanted)
        .map(|(seq, (minute, counter, change))| {
            let source = Source { counter: counter.map(CounterId), ..Source::default() };
            Entry { seq, at: at(minute), source, change }
        })
        .collect();
    assert_eq!(migrated().store.journal_since(0).unwrap(), wanted);
}

#[test]
fn the_queue_goes_on_where_it_was() {
    let bench = migrated();
    assert_consistent(&bench.store, &bench.sqlite());
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    assert_eq!(bench.issue(50, &a, 20).unwrap().id, TicketId(5));
    assert_eq!(bench.issue(51, &b, 20).unwrap().number.to_string(), "B002");
    let again = wait(|r| bench.store.issue(request(2, &b, DAY, at(20)), r)).unwrap();
    assert_eq!(again, ticket(2, "A", 2, "cu-tru", 2, 1));
    assert_eq!(bench.call(1, &[&a], Some(TicketId(2)), 21).ticket, TicketId(4));
    assert_consistent(&bench.store, &bench.sqlite());
}

#[test]
fn a_migration_that_finds_loose_ends_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let loose = "PRAGMA foreign_keys = OFF; UPDATE ticket SET called_seq = 99 WHERE id = 2;";
    let path = old(&folder, &format!("{VERSION_1}{loose}"));
    assert!(matches!(Store::open(&path, options(None)), Err(crate::OpenError::Corrupt)));
    let conn = rusqlite::Connection::open(&path).unwrap();
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
}

/// All rows of the tables, value by value, in an order that does not hang on where a table keeps them.
fn rows(path: &std::path::Path, tables: &[&'static str]) -> Vec<(&'static str, Vec<Vec<Value>>)> {
    let conn = rusqlite::Connection::open(path).unwrap();
    let read = |table: &'static str| {
        let mut select = conn.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let columns = select.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|n| row.get(n)).collect();
        (table, select.query_map([], row).unwrap().map(Result::unwrap).collect())
    };
    tables.iter().copied().map(read).collect()
}

#[test]
fn every_value_of_version_2_is_what_it_was() {
    let (_folder, store) = unchanged(VERSION_2, &TABLES);
    // What has come since is there and empty.
    assert_eq!(store.accounts().unwrap(), []);
    assert_eq!(store.staff_log(DAY).unwrap(), []);
}

#[test]
fn the_fixture_of_version_2_has_every_kind_of_change() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(old(&folder, VERSION_2), options(None)).unwrap();
    let journal = store.journal_since(0).unwrap();
    let transitions = journal.iter().filter_map(|entry| match &entry.change {
        Change::Moved { transition, .. } => Some(*transition),
        Change::Issued { .. } => Some(Transition::Issued),
        Change::ErrandAdded { .. } | Change::Slip { .. } | Change::Paused(_) | Change::Resumed(_) => None,
    });
    let kinds: std::collections::HashSet<_> = transitions.collect();
    assert_eq!(kinds.len(), 13, "{kinds:?}");
}

/// The tables of version 4.
fn tables_of_version_4() -> Vec<&'static str> {
    [&TABLES[..], &["staff", "attempt", "session", "staff_log", "rating"]].concat()
}

/// A database of an older version in which each of `tables` has rows, and the same opened by this program: every value
/// is what it was.
fn unchanged(text: &str, tables: &[&'static str]) -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = old(&folder, text);
    let before = rows(&path, tables);
    assert!(before.iter().all(|(_, rows)| !rows.is_empty()), "{before:?}");
    let store = Store::open(&path, options(None)).unwrap();
    assert_eq!(rows(&path, tables), before);
    assert_consistent(&store, &rusqlite::Connection::open(&path).unwrap());
    (folder, store)
}

#[test]
fn every_value_of_version_4_is_what_it_was() {
    let (_folder, store) = unchanged(VERSION_4, &tables_of_version_4());
    assert_eq!((store.settings().unwrap(), store.setting_changes(DAY).unwrap()), Default::default());
    assert_eq!(store.deeds(DAY, &crate::Wanted::default()).unwrap(), []);
}

/// The tables of version 6, and of those after it.
fn tables_of_version_6() -> Vec<&'static str> {
    let since = ["setting", "setting_change", "staff_deed", "streak_before", "api_client"];
    [&tables_of_version_4()[..], &since].concat()
}

#[test]
fn every_value_of_version_7_is_what_it_was_and_the_log_of_deeds_goes_on() {
    let (folder, store) = unchanged(VERSION_7, &tables_of_version_6());
    let deeds = || store.deeds(DAY, &crate::Wanted::default()).unwrap();
    let before = deeds();
    for deed in [Deed::PaperChanged, Deed::TestPrinted, Deed::Restarted] {
        wait(|r| store.note_deed(StaffId("an".into()), deed, at(55), r)).unwrap();
        assert_eq!((deeds()[0].deed, deeds()[0].staff.0.as_str()), (deed, "an"));
    }
    let after = deeds();
    assert_eq!(after[3..], before[..]);
    assert_eq!(after[0].seq, before[0].seq + 3);
    let conn = rusqlite::Connection::open(folder.path().join("queue.db")).unwrap();
    assert!(conn.execute("DELETE FROM staff_deed WHERE seq = 1", []).is_err());
    assert!(conn.execute("UPDATE staff_deed SET at = at WHERE seq = 1", []).is_err());
}

#[test]
fn every_value_of_version_6_is_what_it_was_and_the_journal_goes_on() {
    let (folder, store) = unchanged(VERSION_6, &tables_of_version_6());
    let bench = Bench { folder, store };
    let waiting = bench.store.board(DAY).unwrap().seq;
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let ticket = bench.issue(90, &a, 50).unwrap();
    let request = request(91, &b, DAY, at(51)).for_holder_of(Some(ticket.id));
    assert_eq!(wait(|r| bench.store.issue(request, r)).unwrap().id, ticket.id);
    assert_eq!(bench.store.board(DAY).unwrap().seq, waiting + 2);
    let conn = bench.sqlite();
    assert!(conn.execute("DELETE FROM journal WHERE seq = 1", []).is_err());
    assert!(conn.execute("UPDATE journal SET at = at WHERE seq = 1", []).is_err());
    assert_consistent(&bench.store, &conn);
}
