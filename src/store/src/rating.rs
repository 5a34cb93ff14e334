//! Ratings as rows. Runs inside the caller's transaction.

use jiff::civil::Date;
use kiosk_core::queue::TicketId;
use kiosk_core::rating::Satisfaction;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::stored::Stored;

impl FromSql for Stored<Satisfaction> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let step = value.as_i64()?;
        let rating = u8::try_from(step).ok().and_then(Satisfaction::of_step);
        rating.map(Self).ok_or(FromSqlError::OutOfRange(step))
    }
}

/// Notes how satisfied the holder of `ticket` was. Gives whether it was noted: a ticket is rated once.
pub(crate) fn rate(conn: &Connection, ticket: TicketId, rating: Satisfaction) -> Result<bool, StoreError> {
    let known = conn
        .prepare_cached("SELECT 1 FROM ticket WHERE id = ?1")?
        .query_row([ticket.0], |_| Ok(()))
        .optional()?;
    known.ok_or(StoreError::NoSuchTicket)?;
    let added = conn
        .prepare_cached("INSERT INTO rating (ticket, step) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute((ticket.0, rating.step()))?;
    Ok(added == 1)
}

/// The ratings of the tickets of the service days from `from` to `to`.
pub(crate) fn between(
    conn: &Connection,
    from: Date,
    to: Date,
) -> rusqlite::Result<Vec<(TicketId, Satisfaction)>> {
    conn.prepare_cached(
        "SELECT r.ticket, r.step FROM ticket t JOIN rating r ON r.ticket = t.id
         WHERE t.day BETWEEN ?1 AND ?2 ORDER BY t.id",
    )?
    .query_map((Stored(from), Stored(to)), |row| {
        Ok((TicketId(row.get(0)?), row.get::<_, Stored<Satisfaction>>(1)?.0))
    })?
    .collect()
}
