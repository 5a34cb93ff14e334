use std::sync::mpsc;

use super::fold::assert_consistent;
use super::*;

/// A morning in which everything happens that can happen.
fn morning(bench: &Bench) {
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let tickets: Vec<_> =
        (0..12).map(|nth| bench.issue(nth, if nth % 3 == 0 { &b } else { &a }, 1).unwrap().id).collect();
    bench.slip(tickets[0], SlipState::Printed).unwrap();
    bench.slip(tickets[1], SlipState::Unconfirmed).unwrap();
    bench.slip(tickets[1], SlipState::Unconfirmed).unwrap();
    let first = bench.call(1, &[&a], None, 2).ticket;
    bench.give(1, first, Command::Recall, 3).unwrap();
    bench.give(1, first, Command::NoShow, 4).unwrap();
    bench.give(1, first, Command::Return, 4).unwrap();
    let second = bench.call(2, &[&b], None, 5).ticket;
    let third = bench.call(2, &[&b, &a], Some(second), 6).ticket;
    bench.give(2, third, Command::Serve, 6).unwrap();
    bench.give(2, third, Command::Done, 7).unwrap();
    assert_eq!(bench.give(2, third, Command::Done, 7), refused(Refusal::WrongState));
    let fourth = bench.call(3, &[&a], None, 8).ticket;
    bench.give(3, fourth, Command::Hold, 8).unwrap();
    let transfer = Command::Transfer { service: b.id.clone(), only_at: Some(CounterId(2)) };
    bench.give(1, fourth, transfer, 8).unwrap();
    bench.give(1, tickets[11], Command::Cancel, 8).unwrap();
    bench.give(1, tickets[10], Command::Classify(Some(ClassId("60".into()))), 8).unwrap();
    wait(|r| bench.store.pause(origin(4, at(8)), r)).unwrap();
    wait(|r| bench.store.pause(origin(5, at(8)), r)).unwrap();
    wait(|r| bench.store.resume(origin(5, at(9)), r)).unwrap();
    wait(|r| bench.store.reconcile(at(9), r)).unwrap();
}

#[test]
fn the_journal_tells_the_same_as_the_table() {
    let bench = Bench::new();
    morning(&bench);
    assert_consistent(&bench.store, &bench.sqlite());
    let journal = bench.store.journal_since(0).unwrap();
    assert_eq!(bench.store.journal_since(5).unwrap(), journal[5..]);
    let by_kiosk = journal.iter().filter(|entry| entry.source.command.is_none());
    assert!(by_kiosk.clone().count() > 12 && by_kiosk.count() < journal.len());
    let last = journal.iter().rfind(|entry| entry.source.command.is_some()).unwrap();
    assert_eq!(last.source.staff, Some(StaffId("nv01".into())));
    assert_eq!(last.source.counter, Some(CounterId(5)));
}

#[test]
fn the_journal_is_append_only() {
    let bench = Bench::new();
    morning(&bench);
    let before = bench.store.journal_since(0).unwrap();
    let conn = bench.sqlite();
    for attack in [
        "UPDATE journal SET at = 'later'",
        "DELETE FROM journal WHERE seq = 1",
        "INSERT OR REPLACE INTO journal (seq, at, kind, ticket, slip) VALUES (1, '2026-11-23T08:00:00', 'slip', 1, 'printed')",
    ] {
        assert!(conn.execute(attack, []).unwrap_err().to_string().contains("append-only"), "{attack}");
    }
    assert_eq!(bench.store.journal_since(0).unwrap(), before);
}

#[test]
fn listeners_hear_of_changes_and_only_of_changes() {
    let bench = Bench::new();
    let (sender, heard) = mpsc::channel();
    bench.store.subscribe(move |seq| sender.send(seq).unwrap());
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    bench.issue(1, &a, 0).unwrap();
    assert!(bench.give(1, TicketId(1), Command::Done, 0).is_err());
    bench.call(1, &[&a], None, 1);
    let Bench { folder, store } = bench;
    drop(store);
    assert_eq!(heard.iter().collect::<Vec<_>>(), [1, 2]);
    drop(folder);
}
