//! Calling tickets to counters. Runs inside the writer's transaction.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{CounterId, ServiceId, TicketId, TicketNumber, TicketState, Waiting, next_waiting};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::StoreError;
use crate::journal::{self, Change};
use crate::stored::{Stored, number};

/// A ticket that has been called to a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// What it queues for.
    pub service: ServiceId,
    /// The counter that it was called to.
    pub counter: CounterId,
    /// Local time of the latest call.
    pub at: DateTime,
    /// How often it has been called; 1 for the first call.
    pub times: u32,
    /// Still called, or how it ended.
    pub state: TicketState,
    /// The journal's number of the latest call; a recall changes it.
    pub seq: u64,
}

/// What came of asking for the next ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallOutcome {
    /// This one has been called.
    Called(Call),
    /// The counter is free now, and nobody waits for its services.
    NobodyWaiting,
}

/// How a call ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    Done,
    NoShow,
}

/// Ends the counter's call and calls whose turn it is; refused when `seen` is not what stands open there.
pub(crate) fn call_next(
    conn: &Connection,
    counter: CounterId,
    serves: &[ServiceId],
    seen: Option<TicketId>,
    (day, at): (Date, DateTime),
) -> Result<CallOutcome, StoreError> {
    if open_ticket(conn, counter)? != seen {
        return Err(StoreError::Stale);
    }
    if let Some(ticket) = seen {
        close(conn, counter, ticket, End::Done, at)?;
    }
    let Some(ticket) = next_waiting(&waiting(conn, day)?, serves) else {
        return Ok(CallOutcome::NobodyWaiting);
    };
    let seq = journal::append(conn, at, ticket, &Change::Called(counter))?;
    announce(conn, counter, ticket, at, seq).map(CallOutcome::Called)
}

/// Calls the counter's open ticket once more.
pub(crate) fn recall(
    conn: &Connection,
    counter: CounterId,
    ticket: TicketId,
    at: DateTime,
) -> Result<Call, StoreError> {
    if open_ticket(conn, counter)? != Some(ticket) {
        return Err(StoreError::Stale);
    }
    let seq = journal::append(conn, at, ticket, &Change::Recalled(counter))?;
    announce(conn, counter, ticket, at, seq)
}

/// Ends the counter's open call.
pub(crate) fn end(
    conn: &Connection,
    counter: CounterId,
    ticket: TicketId,
    how: End,
    at: DateTime,
) -> Result<(), StoreError> {
    if open_ticket(conn, counter)? != Some(ticket) {
        return Err(StoreError::Stale);
    }
    close(conn, counter, ticket, how, at)
}

fn open_ticket(conn: &Connection, counter: CounterId) -> rusqlite::Result<Option<TicketId>> {
    conn.prepare_cached("SELECT id FROM ticket WHERE counter = ?1 AND state = 'called'")?
        .query_row([counter.0], |row| row.get(0).map(TicketId))
        .optional()
}

fn close(
    conn: &Connection,
    counter: CounterId,
    ticket: TicketId,
    how: End,
    at: DateTime,
) -> Result<(), StoreError> {
    let (state, change) = match how {
        End::Done => (TicketState::Done, Change::Done(counter)),
        End::NoShow => (TicketState::NoShow, Change::NoShow(counter)),
    };
    conn.prepare_cached("UPDATE ticket SET state = ?2, ended_at = ?3 WHERE id = ?1")?.execute((
        ticket.0,
        Stored(state),
        Stored(at),
    ))?;
    journal::append(conn, at, ticket, &change)?;
    Ok(())
}

/// The day's waiting tickets as the calling rule wants them.
pub(crate) fn waiting(conn: &Connection, day: Date) -> rusqlite::Result<Vec<Waiting>> {
    conn.prepare_cached("SELECT id, service, issued_at FROM ticket WHERE day = ?1 AND state = 'waiting'")?
        .query_map([Stored(day)], |row| {
            Ok(Waiting {
                ticket: TicketId(row.get("id")?),
                service: ServiceId(row.get("service")?),
                issued_at: row.get::<_, Stored<DateTime>>("issued_at")?.0,
            })
        })?
        .collect()
}

fn announce(
    conn: &Connection,
    counter: CounterId,
    ticket: TicketId,
    at: DateTime,
    seq: i64,
) -> Result<Call, StoreError> {
    let mut update = conn.prepare_cached(&format!(
        "UPDATE ticket SET state = 'called', counter = ?2, called_at = ?3, called_seq = ?4, called_times = called_times + 1
         WHERE id = ?1 RETURNING {CALL_COLUMNS}"
    ))?;
    Ok(update.query_row((ticket.0, counter.0, Stored(at), seq), call)?)
}

/// The columns that [`call`] reads.
pub(crate) const CALL_COLUMNS: &str =
    "id, prefix, count, service, counter, called_at, called_times, state, called_seq";

/// A call from a row with [`CALL_COLUMNS`].
pub(crate) fn call(row: &Row<'_>) -> rusqlite::Result<Call> {
    Ok(Call {
        ticket: TicketId(row.get("id")?),
        number: number(row)?,
        service: ServiceId(row.get("service")?),
        counter: CounterId(row.get("counter")?),
        at: row.get::<_, Stored<DateTime>>("called_at")?.0,
        times: row.get("called_times")?,
        state: row.get::<_, Stored<TicketState>>("state")?.0,
        seq: row.get::<_, Stored<u64>>("called_seq")?.0,
    })
}
