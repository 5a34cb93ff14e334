use std::collections::BTreeMap;
use std::sync::mpsc;

use kiosk_core::queue::{TicketNumber, TicketState};

use super::*;
use crate::stored::{Stored, number};
use crate::{Change, Entry};

/// A ticket as the journal tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    service: ServiceId,
    day: Date,
    number: TicketNumber,
    issued_at: DateTime,
    state: TicketState,
    slip: SlipState,
    counter: Option<CounterId>,
    called_at: Option<DateTime>,
    called_seq: Option<u64>,
    called_times: u32,
    ended_at: Option<DateTime>,
}

fn fold(journal: &[Entry]) -> BTreeMap<i64, Told> {
    let mut told = BTreeMap::new();
    for entry in journal {
        if let Change::Issued { service, day, number } = &entry.change {
            told.insert(entry.ticket.0, issued(entry, service, *day, number));
        } else {
            apply(told.get_mut(&entry.ticket.0).unwrap(), entry, &entry.change);
        }
    }
    told
}

fn issued(entry: &Entry, service: &ServiceId, day: Date, number: &TicketNumber) -> Told {
    Told {
        service: service.clone(),
        day,
        number: number.clone(),
        issued_at: entry.at,
        state: TicketState::Waiting,
        slip: SlipState::Pending,
        counter: None,
        called_at: None,
        called_seq: None,
        called_times: 0,
        ended_at: None,
    }
}

fn apply(ticket: &mut Told, entry: &Entry, change: &Change) {
    match change {
        Change::Issued { .. } => panic!("issued twice"),
        Change::Slip(slip) => ticket.slip = *slip,
        Change::Called(counter) | Change::Recalled(counter) => {
            ticket.state = TicketState::Called;
            ticket.counter = Some(*counter);
            ticket.called_at = Some(entry.at);
            ticket.called_seq = Some(entry.seq);
            ticket.called_times += 1;
        }
        Change::Done(_) | Change::NoShow(_) => {
            let done = matches!(change, Change::Done(_));
            ticket.state = if done { TicketState::Done } else { TicketState::NoShow };
            ticket.ended_at = Some(entry.at);
        }
    }
}

fn table(conn: &rusqlite::Connection) -> BTreeMap<i64, Told> {
    let mut select = conn.prepare("SELECT * FROM ticket").unwrap();
    let rows = select.query_map([], |row| {
        let time = |name: &str| row.get::<_, Option<Stored<DateTime>>>(name).map(|t| t.map(|t| t.0));
        let told = Told {
            service: ServiceId(row.get("service")?),
            day: row.get::<_, Stored<Date>>("day")?.0,
            number: number(row)?,
            issued_at: time("issued_at")?.unwrap(),
            state: row.get::<_, Stored<TicketState>>("state")?.0,
            slip: row.get::<_, Stored<SlipState>>("slip")?.0,
            counter: row.get::<_, Option<u32>>("counter")?.map(CounterId),
            called_at: time("called_at")?,
            called_seq: row.get::<_, Option<Stored<u64>>>("called_seq")?.map(|seq| seq.0),
            called_times: row.get("called_times")?,
            ended_at: time("ended_at")?,
        };
        Ok((row.get::<_, i64>("id")?, told))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// A morning in which everything happens that can happen.
fn morning(bench: &Bench) {
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let tickets: Vec<_> =
        (0..12).map(|nth| bench.issue(nth, if nth % 3 == 0 { &b } else { &a }, 1).unwrap().id).collect();
    bench.slip(tickets[0], SlipState::Printed).unwrap();
    bench.slip(tickets[1], SlipState::Unconfirmed).unwrap();
    bench.slip(tickets[1], SlipState::Unconfirmed).unwrap();
    let first = bench.call(1, &[&a], None, 2).ticket;
    wait(|r| bench.store.recall(CounterId(1), first, at(3), r)).unwrap();
    wait(|r| bench.store.no_show(CounterId(1), first, at(4), r)).unwrap();
    let second = bench.call(2, &[&b], None, 5).ticket;
    let third = bench.call(2, &[&b, &a], Some(second), 6).ticket;
    wait(|r| bench.store.done(CounterId(2), third, at(7), r)).unwrap();
    assert_eq!(wait(|r| bench.store.done(CounterId(2), third, at(7), r)), Err(StoreError::Stale));
    bench.call(3, &[&a], None, 8);
    wait(|r| bench.store.reconcile(at(9), r)).unwrap();
}

#[test]
fn the_journal_tells_the_same_as_the_table() {
    let bench = Bench::new();
    morning(&bench);
    let journal = bench.store.journal_since(0).unwrap();
    assert_eq!(fold(&journal), table(&bench.sqlite()));
    let numbers: Vec<_> = journal.iter().map(|entry| entry.seq).collect();
    assert_eq!(numbers, (1..=journal.len() as u64).collect::<Vec<_>>());
    assert_eq!(bench.store.journal_since(5).unwrap(), journal[5..]);
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
        "INSERT OR REPLACE INTO journal (seq, at, kind, ticket, counter) VALUES (1, '2026-11-23T08:00:00', 'called', 1, 1)",
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
    assert!(wait(|r| bench.store.done(CounterId(1), TicketId(1), at(0), r)).is_err());
    bench.call(1, &[&a], None, 1);
    let Bench { folder, store } = bench;
    drop(store);
    assert_eq!(heard.iter().collect::<Vec<_>>(), [1, 2]);
    drop(folder);
}
