use jiff::civil::date;
use kiosk_core::figures::{Figures, Record, figures};
use kiosk_core::queue::Transition;
use kiosk_core::rating::Satisfaction;

use super::*;
use crate::{Change, OpenError, read_figures};

/// Three tickets: one served, one that did not come, one that waits; and one of the day after.
fn two_days(bench: &Bench) {
    let a = service("cu-tru", "A");
    let served = bench.issue(1, &a, 0).unwrap().id;
    let missing = bench.issue(2, &a, 1).unwrap().id;
    bench.issue(3, &a, 2).unwrap();
    bench.call(1, &[&a], None, 5);
    bench.give(1, served, Command::Done, 15).unwrap();
    bench.call(1, &[&a], None, 16);
    bench.give(1, missing, Command::NoShow, 20).unwrap();
    bench.slip(served, SlipState::Printed).unwrap();
    let next = date(2026, 11, 24);
    issue(&bench.store, 4, &a, next, next.at(8, 0, 0, 0)).unwrap();
    assert!(wait(|r| bench.store.rate(served, Satisfaction::Satisfied, r)).unwrap());
}

/// The records as the journal's own readers tell them.
fn from_journal(store: &Store) -> Vec<Record> {
    let journal = store.journal_since(0).unwrap();
    let day_of = |ticket| {
        journal.iter().find_map(|entry| match &entry.change {
            Change::Issued { ticket: issued, day, .. } if *issued == ticket => Some(*day),
            Change::Issued { .. }
            | Change::Moved { .. }
            | Change::ErrandAdded { .. }
            | Change::Slip { .. }
            | Change::Paused(_)
            | Change::Resumed(_) => None,
        })
    };
    let record = |entry: &Entry| {
        let transition = match &entry.change {
            Change::Issued { .. } => Transition::Issued,
            Change::Moved { transition, .. } => *transition,
            Change::ErrandAdded { .. } | Change::Slip { .. } | Change::Paused(_) | Change::Resumed(_) => {
                return None;
            }
        };
        let ticket = entry.change.ticket()?;
        Some(Record {
            ticket,
            day: day_of(ticket)?,
            at: entry.at,
            commanded: entry.source.command.is_some(),
            staff: entry.source.staff.clone(),
            transition,
            standing: entry.change.standing()?.clone(),
        })
    };
    journal.iter().filter_map(record).collect()
}

#[test]
fn the_database_gives_the_figures_of_its_journal() {
    let bench = Bench::new();
    two_days(&bench);
    let rated = [(TicketId(1), Satisfaction::Satisfied)];
    let next = date(2026, 11, 24);
    assert_eq!(bench.store.figures(DAY, next).unwrap(), figures(&from_journal(&bench.store), &rated));
}

#[test]
fn only_the_days_that_are_asked_for_are_counted() {
    let bench = Bench::new();
    two_days(&bench);
    let of = |from, to| bench.store.figures(from, to).unwrap();
    let day = of(DAY, DAY).total;
    assert_eq!((day.issued, day.served, day.no_show, day.open), (3, 1, 1, 1));
    assert_eq!((day.waiting.unwrap().mean, day.serving.unwrap().mean), (600, 600));
    assert_eq!(day.ratings, [0, 1, 0, 0]);
    let next = of(date(2026, 11, 24), date(2026, 12, 31));
    assert_eq!((next.total.issued, next.total.rated()), (1, 0));
    assert_eq!(of(date(2025, 1, 1), date(2026, 11, 22)), Figures::default());
    assert_eq!(of(date(2026, 12, 31), DAY), Figures::default());
}

#[test]
fn a_program_beside_the_kiosk_reads_the_same() {
    let bench = Bench::new();
    two_days(&bench);
    assert_eq!(read_figures(&bench.path(), DAY, DAY).unwrap(), bench.store.figures(DAY, DAY).unwrap());
}

#[test]
fn a_database_of_another_version_is_left_alone_and_named() {
    let bench = Bench::new();
    let nowhere = bench.folder.path().join("nothing.db");
    assert!(matches!(read_figures(&nowhere, DAY, DAY), Err(OpenError::Denied)));
    assert!(!nowhere.exists());
    for (version, newer) in [(1_u32, false), (999, true)] {
        bench.sqlite().pragma_update(None, "user_version", version).unwrap();
        let refused = read_figures(&bench.path(), DAY, DAY).unwrap_err();
        assert_eq!(matches!(refused, OpenError::Newer { found: 999, .. }), newer, "{refused:?}");
        assert_eq!(matches!(refused, OpenError::Older { found: 1, .. }), !newer, "{refused:?}");
    }
}
