//! The figures of some days, read from the journal.

use std::path::Path;

use jiff::civil::{Date, DateTime};
use kiosk_core::figures::{Figures, Record, figures};
use kiosk_core::queue::{StaffId, TicketId, Transition};
use rusqlite::{Connection, Row};

use crate::error::OpenError;
use crate::stored::{self, Stored};
use crate::{open, rating};

/// The figures of the service days from `from` to `to`, both included, of the database at `path`, which a
/// kiosk may be using meanwhile; nothing is changed.
///
/// # Errors
/// [`OpenError::Older`] and [`OpenError::Newer`] for a database of another version; see [`OpenError`].
pub fn read_figures(path: &Path, from: Date, to: Date) -> Result<Figures, OpenError> {
    Ok(between(&mut open::visitor(path)?, from, to)?)
}

/// The same on a connection of one's own: a year takes long enough to keep boards waiting.
pub(crate) fn between(conn: &mut Connection, from: Date, to: Date) -> rusqlite::Result<Figures> {
    let moment = conn.transaction()?;
    Ok(figures(&records(&moment, from, to)?, &rating::between(&moment, from, to)?))
}

/// Rows of version 1 have a counter and no command.
const MOVES: &str =
    "SELECT j.ticket, t.day, j.at, j.command IS NOT NULL OR j.at_counter IS NOT NULL AS commanded, j.staff, j.kind,
         j.state, j.service, j.errand, j.counter, j.only_at, j.calls, j.class, j.claim, j.priority
     FROM ticket t JOIN journal j ON j.ticket = t.id
     WHERE t.day BETWEEN ?1 AND ?2 AND j.state IS NOT NULL ORDER BY t.id, j.seq";

fn records(conn: &Connection, from: Date, to: Date) -> rusqlite::Result<Vec<Record>> {
    conn.prepare_cached(MOVES)?.query_map((Stored(from), Stored(to)), record)?.collect()
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        ticket: TicketId(row.get("ticket")?),
        day: row.get::<_, Stored<Date>>("day")?.0,
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        commanded: row.get("commanded")?,
        staff: row.get::<_, Option<String>>("staff")?.map(StaffId),
        transition: row.get::<_, Stored<Transition>>("kind")?.0,
        standing: stored::standing(row)?,
    })
}
