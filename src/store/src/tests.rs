//! The store against real SQLite files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod batches;
mod calls;
mod durability;
mod files;
mod history;
mod issue;

use jiff::civil::{Date, DateTime, date};
use kiosk_core::queue::{CounterId, Service, ServiceId, SlipState, Ticket, TicketId, VisitId};
use kiosk_core::text::Text;
use tempfile::TempDir;

use crate::{Call, CallOutcome, Options, Store, StoreError, wait};

/// A database in a folder of its own.
struct Bench {
    folder: TempDir,
    store: Store,
}

const DAY: Date = date(2026, 11, 23);

fn at(minute: i8) -> DateTime {
    DAY.at(8, minute, 0, 0)
}

fn service(id: &str, prefix: &str) -> Service {
    let (id, name) = (ServiceId(id.into()), Text::new(id, id));
    Service { id, name, prefix: prefix.into(), ready: None, minutes: None }
}

fn options(max_pages: Option<u32>) -> Options {
    let mut drawn = 0_u128;
    let tokens = move || {
        drawn += 1;
        (drawn << 64 | u128::from(std::process::id())).to_be_bytes()
    };
    Options { max_pages, tokens: Box::new(tokens) }
}

/// Tokens that differ from run to run, for files that are opened twice.
fn options_of_run(run: u8, max_pages: Option<u32>) -> Options {
    let mut drawn = 0_u64;
    let tokens = move || {
        drawn += 1;
        (u128::from(run) << 64 | u128::from(drawn)).to_be_bytes()
    };
    Options { max_pages, tokens: Box::new(tokens) }
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("queue.db"), options(None)).unwrap();
        Self { folder, store }
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("queue.db")
    }

    /// Issues to the `nth` visit.
    fn issue(&self, nth: u64, service: &Service, minute: i8) -> Result<Ticket, StoreError> {
        issue(&self.store, nth, service, DAY, at(minute))
    }

    fn next(
        &self,
        counter: u32,
        serves: &[&Service],
        seen: Option<TicketId>,
        minute: i8,
    ) -> Result<CallOutcome, StoreError> {
        let serves: Vec<_> = serves.iter().map(|s| s.id.clone()).collect();
        wait(|reply| self.store.call_next(CounterId(counter), &serves, seen, DAY, at(minute), reply))
    }

    /// Calls the next ticket, which has to be there.
    fn call(&self, counter: u32, serves: &[&Service], seen: Option<TicketId>, minute: i8) -> Call {
        match self.next(counter, serves, seen, minute).unwrap() {
            CallOutcome::Called(call) => call,
            CallOutcome::NobodyWaiting => panic!("nobody waiting"),
        }
    }

    fn slip(&self, ticket: TicketId, slip: SlipState) -> Result<(), StoreError> {
        wait(|reply| self.store.record_slip(ticket, slip, at(30), reply))
    }

    /// A second connection with full rights, as a technician would have.
    fn sqlite(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

fn issue(store: &Store, nth: u64, service: &Service, day: Date, at: DateTime) -> Result<Ticket, StoreError> {
    wait(|reply| store.issue(VisitId { run: 7, nth }, service, day, at, reply))
}
