//! The store against real SQLite files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod batches;
mod calls;
mod client;
mod commands;
mod durability;
mod figures;
mod files;
mod fold;
mod history;
mod issue;
mod killed;
mod migrating;
mod model;
mod place;
mod presses;
mod rating;
mod setting;
mod staff;
mod upkeep;

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::{Date, DateTime, date};
use kiosk_core::queue::{
    Class, ClassId, Command, CommandId, CounterId, Grounds, Numbering, QueueRules, Refusal, Service,
    ServiceId, SlipState, StaffId, Standing, Ticket, TicketId, TicketState, VisitId,
};
use kiosk_core::text::Text;
use tempfile::TempDir;

use crate::{Call, CallOutcome, CounterView, Entry, Options, Origin, Store, StoreError, TicketRequest, wait};

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
    let numbering = Numbering::default();
    Service {
        id,
        name,
        prefix: prefix.into(),
        ready: None,
        minutes: None,
        numbering,
        per_day: None,
        open: true,
    }
}

/// One class that counts at once and one that staff confirm.
fn rules() -> QueueRules {
    let class = |id: &str, grounds| Class {
        id: ClassId(id.into()),
        name: Text::new(id, id),
        grounds,
        priority: true,
    };
    let classes = vec![class("60", Grounds::Age { from: 60 }), class("thai-phu", Grounds::Declared)];
    QueueRules { classes, recalls: 1, ..QueueRules::default() }
}

/// A command that nobody has given before, of a clerk at `counter`.
fn origin(counter: u32, at: DateTime) -> Origin {
    static GIVEN: AtomicU64 = AtomicU64::new(1);
    let command = CommandId(u128::from(GIVEN.fetch_add(1, Ordering::Relaxed)));
    Origin { command, counter: CounterId(counter), staff: Some(StaffId("nv01".into())), at }
}

/// What a refused command is answered.
fn refused<T>(why: Refusal) -> Result<T, StoreError> {
    Err(StoreError::Refused(why))
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
        self.next_as(&origin(counter, at(minute)), serves, seen)
    }

    fn next_as(
        &self,
        origin: &Origin,
        serves: &[&Service],
        seen: Option<TicketId>,
    ) -> Result<CallOutcome, StoreError> {
        let serves: Vec<_> = serves.iter().map(|s| s.id.clone()).collect();
        wait(|reply| self.store.call_next(origin.clone(), (&serves, &rules()), seen, DAY, reply))
    }

    /// Gives a command about a ticket.
    fn give(
        &self,
        counter: u32,
        ticket: TicketId,
        command: Command,
        minute: i8,
    ) -> Result<Entry, StoreError> {
        wait(|reply| self.store.command(origin(counter, at(minute)), ticket, command, &rules(), reply))
    }

    fn standing(&self, ticket: TicketId) -> Standing {
        self.store.ticket(ticket).unwrap().unwrap().standing
    }

    fn state(&self, ticket: TicketId) -> TicketState {
        self.standing(ticket).state
    }

    /// Issues to the `nth` visit with these classes.
    fn issue_to(&self, nth: u64, service: &Service, minute: i8, classes: &[&str]) -> Ticket {
        let classes: Vec<_> = classes.iter().map(|id| ClassId((*id).into())).collect();
        let request = request(nth, service, DAY, at(minute)).with_classes(&classes, &rules());
        wait(|reply| self.store.issue(request, reply)).unwrap()
    }

    /// Calls the next ticket, which has to be there.
    fn call(&self, counter: u32, serves: &[&Service], seen: Option<TicketId>, minute: i8) -> Call {
        match self.next(counter, serves, seen, minute).unwrap() {
            CallOutcome::Called(call) => call,
            CallOutcome::NobodyWaiting => panic!("nobody waiting"),
        }
    }

    fn view(&self, counter: u32, serves: &[&Service]) -> CounterView {
        let serves: Vec<_> = serves.iter().map(|s| s.id.clone()).collect();
        self.store.counter_view(CounterId(counter), (&serves, &rules()), DAY).unwrap()
    }

    fn slip(&self, ticket: TicketId, slip: SlipState) -> Result<(), StoreError> {
        wait(|reply| self.store.record_slip(ticket, slip, at(30), reply))
    }

    /// A second connection with full rights, as a technician would have.
    fn sqlite(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

fn request(nth: u64, service: &Service, day: Date, at: DateTime) -> TicketRequest {
    TicketRequest::new(VisitId { run: 7, nth }, service, day, at)
}

fn issue(store: &Store, nth: u64, service: &Service, day: Date, at: DateTime) -> Result<Ticket, StoreError> {
    wait(|reply| store.issue(request(nth, service, day, at), reply))
}
