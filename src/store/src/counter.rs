//! Counters: whether they have paused, how many with priority they called in a row, and who waits for them.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{CommandId, CounterId, ServiceId, TicketId, Turn, Waiting};
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::stored::{self, Stored};

/// Whether the counter has paused, and its streak.
pub(crate) fn read(conn: &Connection, counter: CounterId) -> rusqlite::Result<(bool, u32)> {
    let row = conn
        .prepare_cached("SELECT paused, streak FROM counter WHERE id = ?1")?
        .query_row([counter.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(row.unwrap_or_default())
}

pub(crate) fn set_paused(conn: &Connection, counter: CounterId, paused: bool) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO counter (id, paused) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET paused = excluded.paused",
    )?
    .execute((counter.0, paused))?;
    Ok(())
}

pub(crate) fn set_streak(conn: &Connection, counter: CounterId, streak: u32) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO counter (id, streak) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET streak = excluded.streak",
    )?
    .execute((counter.0, streak))?;
    Ok(())
}

/// Remembers the streak that `command` found at its counter on the day `day`.
pub(crate) fn remember_streak(
    conn: &Connection,
    command: CommandId,
    day: Date,
    streak: u32,
) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT INTO streak_before (command, day, streak) VALUES (?1, ?2, ?3)")?
        .execute((Stored(command), Stored(day), streak))?;
    Ok(())
}

/// Gives `counter` the streak that `command` found there, if that was a call by turn.
pub(crate) fn restore_streak(
    conn: &Connection,
    counter: CounterId,
    command: CommandId,
) -> rusqlite::Result<()> {
    let found: Option<u32> = conn
        .prepare_cached("SELECT streak FROM streak_before WHERE command = ?1")?
        .query_row([Stored(command)], |row| row.get(0))
        .optional()?;
    found.map_or(Ok(()), |streak| set_streak(conn, counter, streak))
}

/// Of the day's tickets that `turn`'s counter may call, the first `most` of each service and kind: all that
/// the calling rule looks at, whoever else is waiting.
pub(crate) fn first_waiting(
    conn: &Connection,
    turn: Turn<'_>,
    day: Date,
    most: usize,
) -> rusqlite::Result<Vec<Waiting>> {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    let mut found = Vec::new();
    for priority in [true, false] {
        for service in turn.serves {
            found.extend(select(conn, OF_SERVICE, (Stored(day), &service.0, priority, most))?);
        }
        found.extend(select(conn, SENT_TO, (Stored(day), turn.counter.0, priority, most))?);
    }
    Ok(found)
}

fn select(conn: &Connection, sql: &str, which: impl Params) -> rusqlite::Result<Vec<Waiting>> {
    conn.prepare_cached(sql)?.query_map(which, waiting)?.collect()
}

/// Reads only as many rows as it gives: `ticket_waiting` has them in this order.
pub(crate) const OF_SERVICE: &str = "SELECT id, service, arrived_at, priority, only_at FROM ticket
     WHERE day = ?1 AND service = ?2 AND priority = ?3 AND state IN ('waiting', 'transferred') AND only_at IS NULL
     ORDER BY arrived_at, id LIMIT ?4";

/// The same for `ticket_sent`.
pub(crate) const SENT_TO: &str = "SELECT id, service, arrived_at, priority, only_at FROM ticket
     WHERE day = ?1 AND only_at = ?2 AND only_at IS NOT NULL AND priority = ?3 AND state IN ('waiting', 'transferred')
     ORDER BY arrived_at, id LIMIT ?4";

fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    Ok(Waiting {
        ticket: TicketId(row.get("id")?),
        service: ServiceId(row.get("service")?),
        arrived_at: row.get::<_, Stored<DateTime>>("arrived_at")?.0,
        priority: row.get("priority")?,
        only_at: stored::counter(row, "only_at")?,
    })
}
