//! Questions to the database.
//!
//! One read-only connection behind a mutex: its prepared statements stay warm, a question takes a
//! fraction of a millisecond, and boards share one answer per change instead of asking one by one.
//! Each answer is read in one transaction, so that its parts belong to the same moment.

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use kiosk_core::queue::{
    CounterId, ServiceId, SlipState, Ticket, TicketId, TicketNumber, TicketState, Waiting, next_waiting,
};
use rusqlite::{Connection, OptionalExtension};

use crate::calling::{CALL_COLUMNS, Call, call, waiting};
use crate::error::StoreError;
use crate::journal::{self, Entry};
use crate::stored::{self, Stored, TICKET_COLUMNS, number};

/// How many calls a board shows.
const BOARD_CALLS: u32 = 8;

/// How many numbers a clerk sees ahead.
const UPCOMING: usize = 5;

/// How many journal rows one answer holds at most.
const JOURNAL_ROWS: u32 = 1000;

/// What the lobby board (bảng gọi số) shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The journal's newest number at this moment; 0 before the first ticket.
    pub seq: u64,
    /// The day's latest calls, the newest first, at most 8; ended ones too.
    pub calls: Vec<Call>,
    /// How many wait for each service that somebody waits for, by the service's id.
    pub waiting: Vec<(ServiceId, u32)>,
}

/// What the clerk at a counter sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterView {
    /// The ticket that is open at the counter, even one of an earlier day.
    pub open: Option<Call>,
    /// How many wait for the counter's services.
    pub waiting: u32,
    /// The same for each service, in the order asked.
    pub by_service: Vec<(ServiceId, u32)>,
    /// The numbers that would be called next, at most 5.
    pub next: Vec<TicketNumber>,
}

/// A ticket and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRecord {
    /// As it was issued.
    pub ticket: Ticket,
    /// Where it stands.
    pub state: TicketState,
    /// What is known of its slip.
    pub slip: SlipState,
    /// The counter that it was called to last.
    pub counter: Option<CounterId>,
}

pub(crate) struct Reader(Mutex<Connection>);

impl Reader {
    pub(crate) fn new(conn: Connection) -> Self {
        Self(Mutex::new(conn))
    }

    fn read<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let mut conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let moment = conn.transaction()?;
        Ok(question(&moment)?)
    }

    pub(crate) fn board(&self, day: Date) -> Result<Board, StoreError> {
        self.read(|conn| {
            Ok(Board {
                seq: journal::last(conn)?,
                calls: calls(conn, day)?,
                waiting: waiting_by_service(conn, day)?,
            })
        })
    }

    pub(crate) fn counter_view(
        &self,
        counter: CounterId,
        serves: &[ServiceId],
        day: Date,
    ) -> Result<CounterView, StoreError> {
        self.read(|conn| {
            let mut waiting = waiting(conn, day)?;
            waiting.retain(|w| serves.contains(&w.service));
            Ok(CounterView {
                open: open_call(conn, counter)?,
                waiting: length(waiting.len()),
                by_service: serves.iter().map(|id| (id.clone(), count(&waiting, id))).collect(),
                next: upcoming(conn, waiting, serves)?,
            })
        })
    }

    pub(crate) fn unconfirmed(&self, day: Date) -> Result<Vec<(TicketNumber, SlipState)>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT prefix, count, slip FROM ticket
                 WHERE day = ?1 AND slip <> 'printed' AND slip <> 'pending' AND state IN ('waiting', 'called') ORDER BY id",
            )?
            .query_map([Stored(day)], |row| Ok((number(row)?, row.get::<_, Stored<SlipState>>("slip")?.0)))?
            .collect()
        })
    }

    pub(crate) fn journal_since(&self, seq: u64) -> Result<Vec<Entry>, StoreError> {
        self.read(|conn| journal::since(conn, seq, JOURNAL_ROWS))
    }

    pub(crate) fn ticket(&self, id: TicketId) -> Result<Option<TicketRecord>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(&format!(
                "SELECT {TICKET_COLUMNS}, state, slip, counter FROM ticket WHERE id = ?1"
            ))?
            .query_row([id.0], record)
            .optional()
        })
    }
}

fn record(row: &rusqlite::Row<'_>) -> rusqlite::Result<TicketRecord> {
    Ok(TicketRecord {
        ticket: stored::ticket(row)?,
        state: row.get::<_, Stored<TicketState>>("state")?.0,
        slip: row.get::<_, Stored<SlipState>>("slip")?.0,
        counter: row.get::<_, Option<u32>>("counter")?.map(CounterId),
    })
}

fn calls(conn: &Connection, day: Date) -> rusqlite::Result<Vec<Call>> {
    conn.prepare_cached(&format!(
        "SELECT {CALL_COLUMNS} FROM ticket WHERE day = ?1 AND called_seq IS NOT NULL ORDER BY called_seq DESC LIMIT ?2"
    ))?
    .query_map((Stored(day), BOARD_CALLS), call)?
    .collect()
}

fn open_call(conn: &Connection, counter: CounterId) -> rusqlite::Result<Option<Call>> {
    conn.prepare_cached(&format!(
        "SELECT {CALL_COLUMNS} FROM ticket WHERE counter = ?1 AND state = 'called'"
    ))?
    .query_row([counter.0], call)
    .optional()
}

fn waiting_by_service(conn: &Connection, day: Date) -> rusqlite::Result<Vec<(ServiceId, u32)>> {
    conn.prepare_cached(
        "SELECT service, count(*) FROM ticket WHERE day = ?1 AND state = 'waiting' GROUP BY service ORDER BY service",
    )?
    .query_map([Stored(day)], |row| Ok((ServiceId(row.get(0)?), row.get(1)?)))?
    .collect()
}

/// Asks the calling rule itself, so that the forecast cannot disagree with the call.
fn upcoming(
    conn: &Connection,
    mut waiting: Vec<Waiting>,
    serves: &[ServiceId],
) -> rusqlite::Result<Vec<TicketNumber>> {
    let mut select = conn.prepare_cached("SELECT prefix, count FROM ticket WHERE id = ?1")?;
    let mut numbers = Vec::new();
    while numbers.len() < UPCOMING
        && let Some(next) = next_waiting(&waiting, serves)
    {
        numbers.push(select.query_row([next.0], number)?);
        waiting.retain(|w| w.ticket != next);
    }
    Ok(numbers)
}

fn count(waiting: &[Waiting], service: &ServiceId) -> u32 {
    length(waiting.iter().filter(|w| &w.service == service).count())
}

fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
