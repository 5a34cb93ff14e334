//! A ticket as its holder sees it on a telephone: found by its token, with its place in the line.

use kiosk_core::queue::{ServiceId, TicketId, Wait, ahead_of};
use rusqlite::{Connection, OptionalExtension, Params};

use crate::issuing;
use crate::stored::Stored;
use crate::ticket::{self, TicketRecord};

/// A ticket and its place in the line at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The ticket and where it stands.
    pub record: TicketRecord,
    /// How many would be called before it by one counter, if nobody else came; 0 unless it waits.
    pub ahead: u32,
    /// How long it will probably wait, from the pace measured that day, if enough was measured.
    pub wait: Option<Wait>,
    /// Whether its holder has said how satisfied they were.
    pub rated: bool,
}

/// The ticket with this token, whose line is called by `ratio`. `None` for a token that no ticket has, of whatever
/// shape: all of those are looked for in the same way.
pub(crate) fn by_token(conn: &Connection, token: &str, ratio: u32) -> rusqlite::Result<Option<Place>> {
    let id = conn
        .prepare_cached("SELECT id FROM ticket WHERE token = ?1")?
        .query_row([token], |row| row.get(0).map(TicketId))
        .optional()?;
    let record = id.map(|id| ticket::record(conn, id)).transpose()?.flatten();
    record.map(|record| place(conn, record, ratio)).transpose()
}

fn place(conn: &Connection, record: TicketRecord, ratio: u32) -> rusqlite::Result<Place> {
    let ahead = if record.standing.state.is_waiting() { ahead(conn, &record, ratio)? } else { 0 };
    let wait = match record.standing.only_at {
        // The pace of a service says nothing about the line of one counter.
        Some(_) => None,
        None => issuing::measured(conn, (&record.standing.service, record.ticket.day), ahead)?,
    };
    let rated = is_rated(conn, record.ticket.id)?;
    Ok(Place { record, ahead, wait, rated })
}

fn is_rated(conn: &Connection, ticket: TicketId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM rating WHERE ticket = ?1)")?
        .query_row([ticket.0], |row| row.get(0))
}

/// All of the other kind count, as for a newcomer; of its own kind those who stand before it.
fn ahead(conn: &Connection, record: &TicketRecord, ratio: u32) -> rusqlite::Result<u32> {
    let standing = &record.standing;
    let (own, others) = (before(conn, record)?, all(conn, record, !standing.priority)?);
    let (with, without) = if standing.priority { (own, others) } else { (others, own) };
    Ok(ahead_of(standing.priority, with, without, ratio))
}

/// How many with the same priority stand before it in its line.
fn before(conn: &Connection, record: &TicketRecord) -> rusqlite::Result<u32> {
    let (ticket, standing) = (&record.ticket, &record.standing);
    let (day, came, id) = (Stored(ticket.day), Stored(ticket.issued_at), ticket.id.0);
    match standing.only_at {
        Some(counter) => count(conn, SENT_BEFORE, (day, counter.0, standing.priority, came, id)),
        None => count(conn, BEFORE, (day, &standing.service.0, standing.priority, came, id)),
    }
}

/// How many with this priority stand in its line.
fn all(conn: &Connection, record: &TicketRecord, priority: bool) -> rusqlite::Result<u32> {
    let day = Stored(record.ticket.day);
    let ServiceId(service) = &record.standing.service;
    match record.standing.only_at {
        Some(counter) => count(conn, SENT, (day, counter.0, priority)),
        None => count(conn, WAITING, (day, service, priority)),
    }
}

fn count(conn: &Connection, sql: &str, which: impl Params) -> rusqlite::Result<u32> {
    conn.prepare_cached(sql)?.query_row(which, |row| row.get(0))
}

/// Read from the index `ticket_waiting` alone.
const BEFORE: &str = "SELECT count(*) FROM ticket
     WHERE day = ?1 AND service = ?2 AND priority = ?3 AND state IN ('waiting', 'transferred') AND only_at IS NULL
       AND (arrived_at, id) < (?4, ?5)";
const WAITING: &str = "SELECT count(*) FROM ticket
     WHERE day = ?1 AND service = ?2 AND priority = ?3 AND state IN ('waiting', 'transferred') AND only_at IS NULL";

/// The same from `ticket_sent`.
const SENT_BEFORE: &str = "SELECT count(*) FROM ticket
     WHERE day = ?1 AND only_at = ?2 AND only_at IS NOT NULL AND priority = ?3 AND state IN ('waiting', 'transferred')
       AND (arrived_at, id) < (?4, ?5)";
const SENT: &str = "SELECT count(*) FROM ticket
     WHERE day = ?1 AND only_at = ?2 AND only_at IS NOT NULL AND priority = ?3 AND state IN ('waiting', 'transferred')";
