//! Issuing tickets, and what becomes of their slips. Runs inside the writer's transaction.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{ServiceId, SlipState, Ticket, TicketId, TicketNumber, VisitId};
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::error::StoreError;
use crate::journal::{self, Change};
use crate::stored::{self, Stored, TICKET_COLUMNS};

/// Who asks for a ticket, and for what.
pub(crate) struct Request {
    pub(crate) visit: VisitId,
    pub(crate) service: ServiceId,
    pub(crate) prefix: String,
    pub(crate) day: Date,
    pub(crate) at: DateTime,
}

/// The visit's ticket: the one that it has already, or a new one with the day's next number.
pub(crate) fn issue(
    conn: &Connection,
    request: &Request,
    token: impl FnOnce() -> [u8; 16],
) -> Result<Ticket, StoreError> {
    if let Some(ticket) = of_visit(conn, request.visit)? {
        return Ok(ticket);
    }
    let ticket = draft(conn, request, stored::token(token()))?;
    let id = insert(conn, &ticket)?;
    let change =
        Change::Issued { service: ticket.service.clone(), day: ticket.day, number: ticket.number.clone() };
    journal::append(conn, request.at, id, &change)?;
    Ok(Ticket { id, ..ticket })
}

fn of_visit(conn: &Connection, visit: VisitId) -> rusqlite::Result<Option<Ticket>> {
    conn.prepare_cached(&format!("SELECT {TICKET_COLUMNS} FROM ticket WHERE visit = ?1"))?
        .query_row([Stored(visit)], stored::ticket)
        .optional()
}

fn draft(conn: &Connection, request: &Request, token: String) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: TicketId(0),
        number: TicketNumber { prefix: request.prefix.clone(), count: next_count(conn, request)? },
        service: request.service.clone(),
        visit: request.visit,
        day: request.day,
        issued_at: request.at,
        ahead: waiting(conn, request)?,
        token,
    })
}

fn next_count(conn: &Connection, request: &Request) -> rusqlite::Result<u32> {
    conn.prepare_cached(
        "INSERT INTO number (day, prefix, last) VALUES (?1, ?2, 1)
         ON CONFLICT (day, prefix) DO UPDATE SET last = last + 1 RETURNING last",
    )?
    .query_row((Stored(request.day), &request.prefix), |row| row.get(0))
}

fn waiting(conn: &Connection, request: &Request) -> rusqlite::Result<u32> {
    conn.prepare_cached("SELECT count(*) FROM ticket WHERE day = ?1 AND service = ?2 AND state = 'waiting'")?
        .query_row((Stored(request.day), &request.service.0), |row| row.get(0))
}

fn insert(conn: &Connection, ticket: &Ticket) -> rusqlite::Result<TicketId> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO ticket (visit, service, day, prefix, count, ahead, token, issued_at)
         VALUES (:visit, :service, :day, :prefix, :count, :ahead, :token, :issued_at)",
    )?;
    let id = insert.insert(named_params! {
        ":visit": Stored(ticket.visit),
        ":service": ticket.service.0,
        ":day": Stored(ticket.day),
        ":prefix": ticket.number.prefix,
        ":count": ticket.number.count,
        ":ahead": ticket.ahead,
        ":token": ticket.token,
        ":issued_at": Stored(ticket.issued_at),
    })?;
    Ok(TicketId(id))
}

/// Notes what is known of a ticket's slip; the same word again changes nothing.
pub(crate) fn record_slip(
    conn: &Connection,
    ticket: TicketId,
    slip: SlipState,
    at: DateTime,
) -> Result<(), StoreError> {
    let known: Stored<SlipState> = conn
        .prepare_cached("SELECT slip FROM ticket WHERE id = ?1")?
        .query_row([ticket.0], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoSuchTicket)?;
    if known.0 != slip {
        conn.prepare_cached("UPDATE ticket SET slip = ?2 WHERE id = ?1")?
            .execute((ticket.0, Stored(slip)))?;
        journal::append(conn, at, ticket, &Change::Slip(slip))?;
    }
    Ok(())
}

/// After a restart nobody can say any more what became of a slip that was on its way.
/// Gives the number of such tickets.
pub(crate) fn reconcile(conn: &Connection, at: DateTime) -> Result<u32, StoreError> {
    let pending: Vec<i64> = conn
        .prepare_cached("SELECT id FROM ticket WHERE slip <> 'printed' AND slip = 'pending' ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in &pending {
        record_slip(conn, TicketId(*id), SlipState::Unconfirmed, at)?;
    }
    Ok(u32::try_from(pending.len()).unwrap_or(u32::MAX))
}
