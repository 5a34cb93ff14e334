//! What the journal alone says of the tickets and counters, compared with the tables.

use std::collections::{BTreeMap, BTreeSet};

use kiosk_core::queue::{TicketNumber, Transition};

use super::*;
use crate::Change;
use crate::stored::{Stored, number, standing};

/// A ticket as the journal tells it, or the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub day: Date,
    pub number: TicketNumber,
    pub issued_at: DateTime,
    pub standing: Standing,
    pub slip: SlipState,
    pub called_at: Option<DateTime>,
    pub called_seq: Option<u64>,
    pub ended_at: Option<DateTime>,
}

/// Tickets by their key, and the counters that have paused.
pub type Queue = (BTreeMap<i64, Told>, BTreeSet<u32>);

/// All of the journal.
pub fn journal(store: &Store) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let more = store.journal_since(entries.last().map_or(0, |entry| entry.seq)).unwrap();
        if more.is_empty() {
            return entries;
        }
        entries.extend(more);
    }
}

/// What the journal says.
pub fn fold(journal: &[Entry]) -> Queue {
    let mut queue = Queue::default();
    for entry in journal {
        apply(&mut queue, entry);
    }
    queue
}

fn apply((tickets, paused): &mut Queue, entry: &Entry) {
    match &entry.change {
        Change::Issued { ticket, day, number, standing } => {
            let told = Told {
                day: *day,
                number: number.clone(),
                issued_at: entry.at,
                standing: standing.clone(),
                slip: SlipState::Pending,
                called_at: None,
                called_seq: None,
                ended_at: None,
            };
            assert!(tickets.insert(ticket.0, told).is_none(), "issued twice");
        }
        Change::Moved { ticket, transition, standing } => {
            let told = tickets.get_mut(&ticket.0).unwrap();
            if matches!(transition, Transition::Called | Transition::Recalled) {
                told.called_at = Some(entry.at);
                told.called_seq = Some(entry.seq);
            }
            told.ended_at = standing.state.is_over().then_some(entry.at);
            told.standing = standing.clone();
        }
        // What it changes stands in a table of its own: [`assert_errands`].
        Change::ErrandAdded { .. } => {}
        Change::Slip { ticket, slip } => tickets.get_mut(&ticket.0).unwrap().slip = *slip,
        Change::Paused(counter) => drop(paused.insert(counter.0)),
        Change::Resumed(counter) => drop(paused.remove(&counter.0)),
    }
}

/// What the tables say.
pub fn tables(conn: &rusqlite::Connection) -> Queue {
    let mut select = conn.prepare("SELECT * FROM ticket").unwrap();
    let rows = select.query_map([], |row| {
        let time = |name: &str| row.get::<_, Option<Stored<DateTime>>>(name).map(|t| t.map(|t| t.0));
        let told = Told {
            day: row.get::<_, Stored<Date>>("day")?.0,
            number: number(row)?,
            issued_at: time("arrived_at")?.unwrap(),
            standing: standing(row)?,
            slip: row.get::<_, Stored<SlipState>>("slip")?.0,
            called_at: time("called_at")?,
            called_seq: row.get::<_, Option<Stored<u64>>>("called_seq")?.map(|seq| seq.0),
            ended_at: time("ended_at")?,
        };
        Ok((row.get::<_, i64>("id")?, told))
    });
    let tickets = rows.unwrap().collect::<Result<_, _>>().unwrap();
    let mut select = conn.prepare("SELECT id FROM counter WHERE paused").unwrap();
    let paused = select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    (tickets, paused)
}

/// How many wait by day, service and priority, counted one by one.
fn counted(queue: &Queue) -> BTreeMap<(Date, String, bool), u32> {
    let mut counted = BTreeMap::new();
    for told in queue.0.values().filter(|told| told.standing.state.is_waiting()) {
        let key = (told.day, told.standing.service.0.clone(), told.standing.priority);
        *counted.entry(key).or_default() += 1;
    }
    counted
}

fn lengths(conn: &rusqlite::Connection) -> BTreeMap<(Date, String, bool), u32> {
    let mut select =
        conn.prepare("SELECT day, service, priority, tickets FROM queue_length WHERE tickets > 0").unwrap();
    let rows = select
        .query_map([], |row| Ok(((row.get::<_, Stored<Date>>(0)?.0, row.get(1)?, row.get(2)?), row.get(3)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// What the journal says was added to a ticket stands at the end of its errands.
fn assert_errands(store: &Store, journal: &[Entry]) {
    let mut added: BTreeMap<TicketId, Vec<ServiceId>> = BTreeMap::new();
    for entry in journal {
        if let Change::ErrandAdded { ticket, service } = &entry.change {
            added.entry(*ticket).or_default().push(service.clone());
        }
    }
    for (id, added) in added {
        let errands = store.ticket(id).unwrap().unwrap().ticket.errands;
        assert!(errands.ends_with(&added), "{id:?}: {errands:?} does not end with {added:?}");
    }
}

/// Journal, tables and lengths say the same; no counter has two tickets; rows are numbered without a gap.
pub fn assert_consistent(store: &Store, conn: &rusqlite::Connection) {
    let journal = journal(store);
    let queue = tables(conn);
    assert_eq!(fold(&journal), queue, "the journal and the tables differ");
    assert_errands(store, &journal);
    assert_eq!(lengths(conn), counted(&queue), "the lengths and the tables differ");
    assert!(journal.iter().zip(1..).all(|(entry, seq)| entry.seq == seq), "the journal has gaps");
    let mut busy = BTreeSet::new();
    for told in queue.0.values().filter(|told| told.standing.state.is_at_counter()) {
        assert!(busy.insert(told.standing.counter), "two tickets at one counter");
    }
}
