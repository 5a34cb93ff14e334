//! Tickets as rows: read, and put where a change leaves them. Runs inside the caller's transaction.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{
    CounterId, Moved, ServiceId, SlipState, Standing, Ticket, TicketId, TicketNumber, TicketState,
    Transition, VisitId,
};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::error::StoreError;
use crate::journal::{self, Change, Source};
use crate::stored::{self, Stored, number};

/// A ticket and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRecord {
    /// As it was issued.
    pub ticket: Ticket,
    /// Where it stands.
    pub standing: Standing,
    /// What is known of its slip.
    pub slip: SlipState,
    /// Local time of its latest call, if it was ever called.
    pub called_at: Option<DateTime>,
    /// Local time at which it was over, if it is.
    pub ended_at: Option<DateTime>,
}

/// A ticket that has been called to a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// What it is called for.
    pub service: ServiceId,
    /// The counter that it was called to.
    pub counter: CounterId,
    /// Local time of the latest call.
    pub at: DateTime,
    /// How often it has been called; 1 for the first call.
    pub times: u32,
    /// Where it is in its life.
    pub state: TicketState,
    /// The journal's number of the latest call; a recall changes it.
    pub seq: u64,
}

/// What of a ticket the rules for commands look at.
pub(crate) struct Subject {
    pub(crate) id: TicketId,
    pub(crate) standing: Standing,
    /// The errands after the first.
    pub(crate) errands: Vec<ServiceId>,
}

/// The ticket `id` for a command.
pub(crate) fn subject(conn: &Connection, id: TicketId) -> Result<Subject, StoreError> {
    let standing = conn
        .prepare_cached("SELECT * FROM ticket WHERE id = ?1")?
        .query_row([id.0], stored::standing)
        .optional()?
        .ok_or(StoreError::NoSuchTicket)?;
    Ok(Subject { id, standing, errands: errands(conn, id)? })
}

fn errands(conn: &Connection, id: TicketId) -> rusqlite::Result<Vec<ServiceId>> {
    conn.prepare_cached("SELECT service FROM errand WHERE ticket = ?1 ORDER BY nth")?
        .query_map([id.0], |row| row.get(0).map(ServiceId))?
        .collect()
}

/// The ticket `id` with all that is known of it.
pub(crate) fn record(conn: &Connection, id: TicketId) -> rusqlite::Result<Option<TicketRecord>> {
    let errands = errands(conn, id)?;
    conn.prepare_cached("SELECT * FROM ticket WHERE id = ?1")?
        .query_row([id.0], |row| record_of(row, errands.clone()))
        .optional()
}

/// The ticket of `visit`.
pub(crate) fn of_visit(conn: &Connection, visit: VisitId) -> rusqlite::Result<Option<Ticket>> {
    let id = conn
        .prepare_cached("SELECT id FROM ticket WHERE visit = ?1")?
        .query_row([Stored(visit)], |row| row.get(0).map(TicketId))
        .optional()?;
    Ok(id.map(|id| record(conn, id)).transpose()?.flatten().map(|record| record.ticket))
}

fn record_of(row: &Row<'_>, errands: Vec<ServiceId>) -> rusqlite::Result<TicketRecord> {
    let time = |name: &str| row.get::<_, Option<Stored<DateTime>>>(name).map(|time| time.map(|t| t.0));
    Ok(TicketRecord {
        ticket: Ticket {
            id: TicketId(row.get("id")?),
            number: number(row)?,
            service: ServiceId(row.get("asked")?),
            errands,
            class: stored::class(row, "asked_class")?,
            visit: row.get::<_, Stored<VisitId>>("visit")?.0,
            day: row.get::<_, Stored<Date>>("day")?.0,
            issued_at: row.get::<_, Stored<DateTime>>("arrived_at")?.0,
            ahead: row.get("ahead")?,
            wait: stored::wait(row)?,
            token: row.get("token")?,
        },
        standing: stored::standing(row)?,
        slip: row.get::<_, Stored<SlipState>>("slip")?.0,
        called_at: time("called_at")?,
        ended_at: time("ended_at")?,
    })
}

/// Adds a new ticket's row and gives its key.
pub(crate) fn insert(conn: &Connection, ticket: &Ticket, standing: &Standing) -> rusqlite::Result<TicketId> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO ticket (visit, asked, asked_class, day, prefix, count, width, ahead, wait_from, wait_to, token,
             arrived_at, state, service, errand, calls, class, claim, priority, slip)
         VALUES (:visit, :service, :class, :day, :prefix, :count, :width, :ahead, :wait_from, :wait_to, :token,
             :arrived_at, :state, :service, :errand, :calls, :class, :claim, :priority, :slip)",
    )?;
    let id = insert.insert(named_params! {
        ":visit": Stored(ticket.visit),
        ":service": ticket.service.0,
        ":class": ticket.class.as_ref().map(|class| &class.0),
        ":day": Stored(ticket.day),
        ":prefix": ticket.number.prefix,
        ":count": ticket.number.count,
        ":width": ticket.number.width,
        ":ahead": ticket.ahead,
        ":wait_from": ticket.wait.map(|wait| wait.from),
        ":wait_to": ticket.wait.map(|wait| wait.to),
        ":token": ticket.token,
        ":arrived_at": Stored(ticket.issued_at),
        ":state": Stored(standing.state),
        ":errand": standing.errand,
        ":calls": standing.calls,
        ":claim": standing.claim.as_ref().map(|class| &class.0),
        ":priority": standing.priority,
        ":slip": Stored(SlipState::Pending),
    })?;
    for service in &ticket.errands {
        insert_errand(conn, TicketId(id), service)?;
    }
    Ok(TicketId(id))
}

/// Adds `service` behind the errands of `ticket`.
fn insert_errand(conn: &Connection, ticket: TicketId, service: &ServiceId) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO errand (ticket, nth, service)
         SELECT ?1, coalesce(max(nth), 0) + 1, ?2 FROM errand WHERE ticket = ?1",
    )?
    .execute((ticket.0, &service.0))
    .map(|_| ())
}

/// The ticket with `service` as its last errand.
pub(crate) fn with_errand(
    conn: &Connection,
    mut ticket: Ticket,
    service: &ServiceId,
) -> rusqlite::Result<Ticket> {
    insert_errand(conn, ticket.id, service)?;
    ticket.errands.push(service.clone());
    Ok(ticket)
}

/// Puts a ticket where `moved` leaves it, with its row in the journal, whose number it gives.
pub(crate) fn put(
    conn: &Connection,
    ticket: TicketId,
    moved: Moved,
    source: &Source,
    at: DateTime,
) -> rusqlite::Result<u64> {
    let Moved { transition, standing } = moved;
    let change = Change::Moved { ticket, transition, standing: standing.clone() };
    let seq = journal::append(conn, at, source, &change)?;
    let called = matches!(transition, Transition::Called | Transition::Recalled);
    let mut update = conn.prepare_cached(
        "UPDATE ticket SET state = :state, service = :service, errand = :errand, counter = :counter, only_at = :only_at,
             calls = :calls, class = :class, claim = :claim, priority = :priority,
             called_at = coalesce(:called_at, called_at), called_seq = coalesce(:called_seq, called_seq), ended_at = :ended_at
         WHERE id = :id",
    )?;
    update.execute(named_params! {
        ":state": Stored(standing.state),
        ":service": standing.service.0,
        ":errand": standing.errand,
        ":counter": standing.counter.map(|counter| counter.0),
        ":only_at": standing.only_at.map(|counter| counter.0),
        ":calls": standing.calls,
        ":class": standing.class.as_ref().map(|class| &class.0),
        ":claim": standing.claim.as_ref().map(|class| &class.0),
        ":priority": standing.priority,
        ":called_at": called.then_some(Stored(at)),
        ":called_seq": called.then_some(Stored(seq)),
        ":ended_at": standing.state.is_over().then_some(Stored(at)),
        ":id": ticket.0,
    })?;
    Ok(seq)
}

/// The ticket that `counter` is busy with, on whatever day it was issued.
pub(crate) fn at_counter(conn: &Connection, counter: CounterId) -> rusqlite::Result<Option<TicketId>> {
    conn.prepare_cached("SELECT id FROM ticket WHERE counter = ?1 AND state IN ('called', 'serving')")?
        .query_row([counter.0], |row| row.get(0).map(TicketId))
        .optional()
}

/// Tickets with their latest calls, for [`call`]. Where a ticket was called to is told by the journal: it may
/// be waiting again since.
pub(crate) const LATEST_CALL: &str =
    "SELECT j.ticket, t.prefix, t.count, t.width, j.service, j.counter, j.at, j.calls, t.state, j.seq
     FROM ticket t JOIN journal j ON j.seq = t.called_seq";

/// A call from a row of [`LATEST_CALL`].
pub(crate) fn call(row: &Row<'_>) -> rusqlite::Result<Call> {
    Ok(Call {
        ticket: TicketId(row.get("ticket")?),
        number: number(row)?,
        service: ServiceId(row.get("service")?),
        counter: CounterId(row.get("counter")?),
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        times: row.get("calls")?,
        state: row.get::<_, Stored<TicketState>>("state")?.0,
        seq: row.get::<_, Stored<u64>>("seq")?.0,
    })
}

/// The call that the journal's row `seq` tells of, as it was at that moment.
pub(crate) fn call_at(conn: &Connection, seq: u64) -> rusqlite::Result<Call> {
    conn.prepare_cached(
        "SELECT j.ticket, t.prefix, t.count, t.width, j.service, j.counter, j.at, j.calls, j.state, j.seq
         FROM journal j JOIN ticket t ON t.id = j.ticket WHERE j.seq = ?1",
    )?
    .query_row([Stored(seq)], call)
}
