//! The append-only journal: what happened, in order, one row a change.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{CounterId, ServiceId, SlipState, TicketId, TicketNumber};
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, Row, named_params};

use crate::stored::{Stored, number};

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts all changes of this database from 1, without a gap.
    pub seq: u64,
    /// Local time of the change.
    pub at: DateTime,
    /// The ticket that changed.
    pub ticket: TicketId,
    /// What happened to it.
    pub change: Change,
}

/// What can happen to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It joined the queue.
    Issued {
        /// What it queues for.
        service: ServiceId,
        /// The service day that its number belongs to.
        day: Date,
        /// Its number.
        number: TicketNumber,
    },
    /// Something became known about its slip.
    Slip(SlipState),
    /// It was called to this counter.
    Called(CounterId),
    /// It was called to this counter again.
    Recalled(CounterId),
    /// It was served at this counter.
    Done(CounterId),
    /// Nobody came to this counter.
    NoShow(CounterId),
}

impl Change {
    fn kind(&self) -> &'static str {
        match self {
            Self::Issued { .. } => "issued",
            Self::Slip(_) => "slip",
            Self::Called(_) => "called",
            Self::Recalled(_) => "recalled",
            Self::Done(_) => "done",
            Self::NoShow(_) => "no_show",
        }
    }

    fn counter(&self) -> Option<u32> {
        match self {
            Self::Called(c) | Self::Recalled(c) | Self::Done(c) | Self::NoShow(c) => Some(c.0),
            Self::Issued { .. } | Self::Slip(_) => None,
        }
    }

    fn slip(&self) -> Option<Stored<SlipState>> {
        match self {
            Self::Slip(slip) => Some(Stored(*slip)),
            Self::Issued { .. } | Self::Called(_) | Self::Recalled(_) | Self::Done(_) | Self::NoShow(_) => {
                None
            }
        }
    }

    fn issued(&self) -> Option<(&ServiceId, Date, &TicketNumber)> {
        match self {
            Self::Issued { service, day, number } => Some((service, *day, number)),
            Self::Slip(_) | Self::Called(_) | Self::Recalled(_) | Self::Done(_) | Self::NoShow(_) => None,
        }
    }
}

/// Adds a row and gives its number.
pub(crate) fn append(
    conn: &Connection,
    at: DateTime,
    ticket: TicketId,
    change: &Change,
) -> rusqlite::Result<i64> {
    let issued = change.issued();
    let mut insert = conn.prepare_cached(
        "INSERT INTO journal (at, kind, ticket, counter, slip, service, day, prefix, count)
         VALUES (:at, :kind, :ticket, :counter, :slip, :service, :day, :prefix, :count)",
    )?;
    insert.insert(named_params! {
        ":at": Stored(at),
        ":kind": change.kind(),
        ":ticket": ticket.0,
        ":counter": change.counter(),
        ":slip": change.slip(),
        ":service": issued.map(|(service, _, _)| &service.0),
        ":day": issued.map(|(_, day, _)| Stored(day)),
        ":prefix": issued.map(|(_, _, number)| &number.prefix),
        ":count": issued.map(|(_, _, number)| number.count),
    })
}

/// The number of the newest row; 0 for an empty journal.
pub(crate) fn last(conn: &Connection) -> rusqlite::Result<u64> {
    conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM journal")?
        .query_row([], |row| row.get::<_, Stored<u64>>(0).map(|seq| seq.0))
}

/// The rows after `seq` in order, at most `limit`.
pub(crate) fn since(conn: &Connection, seq: u64, limit: u32) -> rusqlite::Result<Vec<Entry>> {
    let mut select = conn.prepare_cached("SELECT * FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    select.query_map((i64::try_from(seq).unwrap_or(i64::MAX), limit), entry)?.collect()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get::<_, Stored<u64>>("seq")?.0,
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        ticket: TicketId(row.get("ticket")?),
        change: change(row)?,
    })
}

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    let counter = || row.get("counter").map(CounterId);
    match row.get::<_, String>("kind")?.as_str() {
        "issued" => Ok(Change::Issued {
            service: ServiceId(row.get("service")?),
            day: row.get::<_, Stored<Date>>("day")?.0,
            number: number(row)?,
        }),
        "slip" => Ok(Change::Slip(row.get::<_, Stored<SlipState>>("slip")?.0)),
        "called" => Ok(Change::Called(counter()?)),
        "recalled" => Ok(Change::Recalled(counter()?)),
        "done" => Ok(Change::Done(counter()?)),
        "no_show" => Ok(Change::NoShow(counter()?)),
        _ => Err(rusqlite::Error::FromSqlConversionFailure(2, Type::Text, FromSqlError::InvalidType.into())),
    }
}
