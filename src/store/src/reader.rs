//! Questions to the database.
//!
//! One read-only connection behind a mutex: its prepared statements stay warm, a question takes a
//! fraction of a millisecond, and boards share one answer per change instead of asking one by one.
//! Each answer is read in one transaction, so that its parts belong to the same moment.

use std::sync::{Mutex, PoisonError};

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{CounterId, ServiceId, SlipState, Standing, TicketId, TicketNumber, Turn, upcoming};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::counter;
use crate::error::StoreError;
use crate::history::{self, Press};
use crate::journal::{self, Entry};
use crate::stored::{self, Stored, number};
use crate::ticket::{self, Call, LATEST_CALL, TicketRecord, call};

/// How many calls a board is told of: all that were made in two minutes, after which none is said or shown
/// large any more, by twenty counters.
const BOARD_CALLS: u32 = 24;

/// How many tickets a clerk sees ahead.
const UPCOMING: usize = 30;

/// How many tickets on hold and how many no-shows a clerk sees.
const ASIDE: usize = 20;

/// How many journal rows one answer holds at most.
const JOURNAL_ROWS: u32 = 1000;

/// What the lobby board (bảng gọi số) shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The journal's newest number at this moment; 0 before the first ticket.
    pub seq: u64,
    /// The day's latest calls, the newest first, at most 24; ended ones too.
    pub calls: Vec<Call>,
    /// How many wait for each service that somebody waits for, by the service's id.
    pub waiting: Vec<(ServiceId, u32)>,
}

/// What the clerk at a counter sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterView {
    /// The journal's newest number at this moment; 0 before the first ticket.
    pub seq: u64,
    /// The ticket that is open at the counter, even one of an earlier day.
    pub open: Option<Call>,
    /// Whether the counter has paused.
    pub paused: bool,
    /// How many wait for the counter's services, whoever may call them.
    pub waiting: u32,
    /// The same for each service, in the order asked.
    pub by_service: Vec<(ServiceId, u32)>,
    /// The tickets that would be called next if nobody else came or called, in that order, at most 30.
    pub line: Vec<Listed>,
    /// What is on hold for the counter's services, or was set aside by it; the first comer first, at most 20.
    pub on_hold: Vec<Listed>,
    /// Who did not come of those, the latest first, at most 20.
    pub no_shows: Vec<Listed>,
    /// The counter's last press, if it can be taken back.
    pub last: Option<Press>,
}

/// A ticket in one of a counter's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Where it stands.
    pub standing: Standing,
    /// When it was issued, local time.
    pub arrived_at: DateTime,
}

pub(crate) struct Reader(Mutex<Connection>);

impl Reader {
    pub(crate) fn new(conn: Connection) -> Self {
        Self(Mutex::new(conn))
    }

    pub(crate) fn read<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
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
        (serves, ratio): (&[ServiceId], u32),
        day: Date,
    ) -> Result<CounterView, StoreError> {
        self.read(|conn| {
            let (paused, streak) = counter::read(conn, counter)?;
            let turn = Turn { counter, serves, streak, ratio };
            let lengths = waiting_by_service(conn, day)?;
            let length =
                |id: &ServiceId| lengths.iter().find(|(service, _)| service == id).map_or(0, |(_, n)| *n);
            Ok(CounterView {
                seq: journal::last(conn)?,
                open: open_call(conn, counter)?,
                paused,
                waiting: serves.iter().map(length).sum(),
                by_service: serves.iter().map(|id| (id.clone(), length(id))).collect(),
                line: line(conn, turn, day)?,
                on_hold: aside(conn, ON_HOLD, turn, day)?,
                no_shows: aside(conn, NO_SHOWS, turn, day)?,
                last: history::last_press(conn, counter)?,
            })
        })
    }

    pub(crate) fn unconfirmed(
        &self,
        day: Date,
    ) -> Result<Vec<(TicketId, TicketNumber, SlipState)>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT id, prefix, count, width, slip FROM ticket
                 WHERE day = ?1 AND slip <> 'printed' AND slip <> 'pending'
                   AND state NOT IN ('done', 'no_show', 'cancelled') ORDER BY id",
            )?
            .query_map([Stored(day)], |row| {
                let slip = row.get::<_, Stored<SlipState>>("slip")?.0;
                Ok((TicketId(row.get("id")?), number(row)?, slip))
            })?
            .collect()
        })
    }

    pub(crate) fn journal_since(&self, seq: u64) -> Result<Vec<Entry>, StoreError> {
        self.read(|conn| journal::since(conn, seq, JOURNAL_ROWS))
    }

    pub(crate) fn ticket(&self, id: TicketId) -> Result<Option<TicketRecord>, StoreError> {
        self.read(|conn| ticket::record(conn, id))
    }
}

fn calls(conn: &Connection, day: Date) -> rusqlite::Result<Vec<Call>> {
    conn.prepare_cached(&format!(
        "{LATEST_CALL} WHERE t.day = ?1 AND t.called_seq IS NOT NULL ORDER BY t.called_seq DESC LIMIT ?2"
    ))?
    .query_map((Stored(day), BOARD_CALLS), call)?
    .collect()
}

fn open_call(conn: &Connection, counter: CounterId) -> rusqlite::Result<Option<Call>> {
    conn.prepare_cached(&format!("{LATEST_CALL} WHERE t.counter = ?1 AND t.state IN ('called', 'serving')"))?
        .query_row([counter.0], call)
        .optional()
}

/// How many wait for each service, by its id.
pub(crate) fn waiting_by_service(conn: &Connection, day: Date) -> rusqlite::Result<Vec<(ServiceId, u32)>> {
    conn.prepare_cached(
        "SELECT service, sum(tickets) FROM queue_length WHERE day = ?1 AND tickets > 0 GROUP BY service ORDER BY service",
    )?
    .query_map([Stored(day)], |row| Ok((ServiceId(row.get(0)?), row.get(1)?)))?
    .collect()
}

/// Asks the calling rule itself, so that the forecast cannot disagree with the call.
fn line(conn: &Connection, turn: Turn<'_>, day: Date) -> rusqlite::Result<Vec<Listed>> {
    let waiting = counter::first_waiting(conn, turn, day, UPCOMING)?;
    let mut select = conn.prepare_cached("SELECT * FROM ticket WHERE id = ?1")?;
    let tickets = upcoming(waiting, turn, UPCOMING);
    tickets.into_iter().map(|ticket| select.query_row([ticket.0], listed)).collect()
}

const ON_HOLD: &str = "SELECT * FROM ticket WHERE day = ?1 AND state = 'on_hold' ORDER BY called_seq";
const NO_SHOWS: &str =
    "SELECT * FROM ticket WHERE day = ?1 AND state = 'no_show' ORDER BY ended_at DESC, id DESC";

/// Of the tickets that `sql` selects those that concern the counter.
fn aside(conn: &Connection, sql: &str, turn: Turn<'_>, day: Date) -> rusqlite::Result<Vec<Listed>> {
    let concerns = |found: &rusqlite::Result<Listed>| {
        found.as_ref().map_or(true, |listed| {
            let standing = &listed.standing;
            standing.counter == Some(turn.counter) || turn.serves.contains(&standing.service)
        })
    };
    let mut select = conn.prepare_cached(sql)?;
    let found = select.query_map([Stored(day)], listed)?;
    found.filter(concerns).take(ASIDE).collect()
}

/// A ticket in a list, from its row.
pub(crate) fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        ticket: TicketId(row.get("id")?),
        number: number(row)?,
        standing: stored::standing(row)?,
        arrived_at: row.get::<_, Stored<DateTime>>("arrived_at")?.0,
    })
}
