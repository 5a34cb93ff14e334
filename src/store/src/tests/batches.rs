use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;
use crate::writer::Desk;

type Count = Result<u32, StoreError>;

/// Several commands that the writer finds in its queue at once.
struct Batch {
    bench: Bench,
    gate: Sender<()>,
}

impl Batch {
    /// Holds the writer in the reply to a command, so that what is sent now waits together.
    fn new() -> Self {
        let bench = Bench::new();
        let (gate, held) = channel();
        bench.store.ping(move |_| held.recv().unwrap());
        Self { bench, gate }
    }

    fn issue(&self, nth: u64) -> Receiver<Count> {
        let (sender, receiver) = channel();
        let service = service("cu-tru", "A");
        let reply = move |result: Result<Ticket, _>| sender.send(result.map(|t| t.number.count)).unwrap();
        self.bench.store.issue(request(nth, &service, DAY, at(0)), reply);
        receiver
    }

    fn send(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<(), StoreError> + Send + 'static,
    ) -> Receiver<Result<(), StoreError>> {
        let (sender, receiver) = channel();
        self.bench.store.send(work, move |result| sender.send(result).unwrap());
        receiver
    }

    fn go(self) -> Bench {
        self.gate.send(()).unwrap();
        self.bench
    }
}

#[test]
fn a_refusal_does_not_undo_its_neighbours() {
    let batch = Batch::new();
    let first = batch.issue(1);
    let refused = batch.send(|_| Err(StoreError::NoSuchTicket));
    let half_done = batch.send(|desk| {
        desk.conn.execute("UPDATE number SET last = 77", [])?;
        Err(StoreError::NoSuchTicket)
    });
    let second = batch.issue(2);
    let bench = batch.go();
    assert_eq!([first.recv().unwrap(), second.recv().unwrap()], [Ok(1), Ok(2)]);
    assert_eq!(
        [refused.recv().unwrap(), half_done.recv().unwrap()],
        [Err(StoreError::NoSuchTicket), Err(StoreError::NoSuchTicket)]
    );
    assert_eq!(bench.store.journal_since(0).unwrap().len(), 2);
}

#[test]
fn when_the_commit_fails_nobody_in_the_batch_is_told_a_number() {
    let batch = Batch::new();
    let first = batch.issue(1);
    let poison = batch.send(|desk| {
        // A foreign key that is only looked at when the transaction is committed.
        desk.conn.execute_batch(
            "PRAGMA defer_foreign_keys = ON;
             INSERT INTO journal (at, kind, ticket, slip) VALUES ('2026-11-23T08:00:00', 'slip', 999, 'printed')",
        )?;
        Ok(())
    });
    let refused = batch.send(|_| Err(StoreError::NoSuchTicket));
    let bench = batch.go();
    let foreign_key = StoreError::Sqlite(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY);
    assert_eq!(first.recv().unwrap(), Err(foreign_key.clone()));
    assert_eq!(poison.recv().unwrap(), Err(foreign_key));
    assert_eq!(refused.recv().unwrap(), Err(StoreError::NoSuchTicket));
    assert!(bench.store.journal_since(0).unwrap().is_empty());
    assert_eq!(bench.issue(1, &service("cu-tru", "A"), 0).unwrap().number.count, 1);
}

#[test]
fn when_sqlite_gives_up_the_transaction_those_behind_get_a_new_one() {
    let batch = Batch::new();
    let before = batch.issue(1);
    let breaks = batch.send(|desk| {
        // What SQLite does by itself after some disk errors.
        desk.conn.execute_batch("ROLLBACK")?;
        Err(StoreError::Io(10))
    });
    let behind = batch.issue(2);
    let bench = batch.go();
    assert_eq!(before.recv().unwrap(), Err(StoreError::Io(10)));
    assert_eq!(breaks.recv().unwrap(), Err(StoreError::Io(10)));
    assert_eq!(behind.recv().unwrap(), Ok(1));
    assert_eq!(bench.issue(1, &service("cu-tru", "A"), 0).unwrap().number.count, 2);
}

#[test]
fn a_writer_that_has_ended_answers_closed() {
    let batch = Batch::new();
    let ends = batch.send(|_| panic!("a defect in a command"));
    let behind = batch.issue(1);
    let bench = batch.go();
    assert_eq!(ends.recv().unwrap(), Err(StoreError::Closed));
    assert_eq!(behind.recv().unwrap(), Err(StoreError::Closed));
    assert_eq!(bench.issue(2, &service("cu-tru", "A"), 0), Err(StoreError::Closed));
}
