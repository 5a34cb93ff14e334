//! The append-only journal: what happened, in order, one row a change.
//!
//! A row about a ticket tells where the ticket stands after it, so that the last row of each ticket is the
//! ticket, and the row before it is what an undo restores.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{
    CommandId, CounterId, ServiceId, SlipState, StaffId, Standing, TicketId, TicketNumber, Transition,
};
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::stored::{self, Stored, Word, from_word, number};

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts all changes of this database from 1, without a gap.
    pub seq: u64,
    /// Local time of the change.
    pub at: DateTime,
    /// Where it came from.
    pub source: Source,
    /// What happened.
    pub change: Change,
}

/// Where a change came from. All empty for what the kiosk does by itself, such as issuing a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The command of staff; one command may make several changes.
    pub command: Option<CommandId>,
    /// Who gave it, if that is known.
    pub staff: Option<StaffId>,
    /// The counter at which it was given.
    pub counter: Option<CounterId>,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A ticket joined the queue.
    Issued {
        /// The ticket.
        ticket: TicketId,
        /// The service day that its number belongs to.
        day: Date,
        /// Its number.
        number: TicketNumber,
        /// Where it stands.
        standing: Standing,
    },
    /// Something happened to a ticket.
    Moved {
        /// The ticket.
        ticket: TicketId,
        /// What happened; never that it was issued.
        transition: Transition,
        /// Where it stands after it.
        standing: Standing,
    },
    /// The citizen wants one service more: it is the last errand of the ticket from now on.
    ErrandAdded {
        /// The ticket.
        ticket: TicketId,
        /// The service.
        service: ServiceId,
    },
    /// Something became known about a ticket's slip.
    Slip {
        /// The ticket.
        ticket: TicketId,
        /// What is known.
        slip: SlipState,
    },
    /// A counter calls nobody for a while.
    Paused(CounterId),
    /// A counter calls again.
    Resumed(CounterId),
}

impl Change {
    /// The ticket that it is about; `None` for what is about a counter.
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Issued { ticket, .. }
            | Self::Moved { ticket, .. }
            | Self::ErrandAdded { ticket, .. }
            | Self::Slip { ticket, .. } => Some(*ticket),
            Self::Paused(_) | Self::Resumed(_) => None,
        }
    }

    /// Where the ticket stands after it, if it moved one.
    pub fn standing(&self) -> Option<&Standing> {
        match self {
            Self::Issued { standing, .. } | Self::Moved { standing, .. } => Some(standing),
            Self::ErrandAdded { .. } | Self::Slip { .. } | Self::Paused(_) | Self::Resumed(_) => None,
        }
    }

    /// The service that it is about: the one that the ticket waits for, or the one that was added.
    fn service(&self) -> Option<&ServiceId> {
        match self {
            Self::Issued { standing, .. } | Self::Moved { standing, .. } => Some(&standing.service),
            Self::ErrandAdded { service, .. } => Some(service),
            Self::Slip { .. } | Self::Paused(_) | Self::Resumed(_) => None,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Issued { .. } => Transition::Issued.word(),
            Self::Moved { transition, .. } => transition.word(),
            Self::ErrandAdded { .. } => "errand_added",
            Self::Slip { .. } => "slip",
            Self::Paused(_) => "paused",
            Self::Resumed(_) => "resumed",
        }
    }

    fn slip(&self) -> Option<Stored<SlipState>> {
        match self {
            Self::Slip { slip, .. } => Some(Stored(*slip)),
            Self::Issued { .. }
            | Self::Moved { .. }
            | Self::ErrandAdded { .. }
            | Self::Paused(_)
            | Self::Resumed(_) => None,
        }
    }

    fn issued(&self) -> Option<(Date, &TicketNumber)> {
        match self {
            Self::Issued { day, number, .. } => Some((*day, number)),
            Self::Moved { .. }
            | Self::ErrandAdded { .. }
            | Self::Slip { .. }
            | Self::Paused(_)
            | Self::Resumed(_) => None,
        }
    }
}

/// Adds a row and gives its number.
pub(crate) fn append(
    conn: &Connection,
    at: DateTime,
    source: &Source,
    change: &Change,
) -> rusqlite::Result<u64> {
    let (issued, standing) = (change.issued(), change.standing());
    let mut insert = conn.prepare_cached(
        "INSERT INTO journal (at, kind, ticket, command, staff, at_counter, state, service, errand, counter, only_at,
             calls, class, claim, priority, slip, day, prefix, count, width)
         VALUES (:at, :kind, :ticket, :command, :staff, :at_counter, :state, :service, :errand, :counter, :only_at,
             :calls, :class, :claim, :priority, :slip, :day, :prefix, :count, :width)",
    )?;
    let seq = insert.insert(named_params! {
        ":at": Stored(at),
        ":kind": change.kind(),
        ":ticket": change.ticket().map(|ticket| ticket.0),
        ":command": source.command.map(Stored),
        ":staff": source.staff.as_ref().map(|staff| &staff.0),
        ":at_counter": source.counter.map(|counter| counter.0),
        ":state": standing.map(|s| Stored(s.state)),
        ":service": change.service().map(|service| &service.0),
        ":errand": standing.map(|s| s.errand),
        ":counter": standing.and_then(|s| s.counter).map(|counter| counter.0),
        ":only_at": standing.and_then(|s| s.only_at).map(|counter| counter.0),
        ":calls": standing.map(|s| s.calls),
        ":class": standing.and_then(|s| s.class.as_ref()).map(|class| &class.0),
        ":claim": standing.and_then(|s| s.claim.as_ref()).map(|class| &class.0),
        ":priority": standing.map(|s| s.priority),
        ":slip": change.slip(),
        ":day": issued.map(|(day, _)| Stored(day)),
        ":prefix": issued.map(|(_, number)| &number.prefix),
        ":count": issued.map(|(_, number)| number.count),
        ":width": issued.map(|(_, number)| number.width),
    })?;
    Ok(u64::try_from(seq).unwrap_or(0))
}

/// The number of the newest row; 0 for an empty journal.
pub(crate) fn last(conn: &Connection) -> rusqlite::Result<u64> {
    conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM journal")?
        .query_row([], |row| row.get::<_, Stored<u64>>(0).map(|seq| seq.0))
}

/// The rows after `seq` in order, at most `limit`.
pub(crate) fn since(conn: &Connection, seq: u64, limit: u32) -> rusqlite::Result<Vec<Entry>> {
    let mut select = conn.prepare_cached("SELECT * FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    select.query_map((Stored(seq), limit), entry)?.collect()
}

/// The row `seq`.
pub(crate) fn at(conn: &Connection, seq: u64) -> rusqlite::Result<Option<Entry>> {
    conn.prepare_cached("SELECT * FROM journal WHERE seq = ?1")?.query_row([Stored(seq)], entry).optional()
}

/// The rows that moved `ticket`, the latest first, at most `limit`.
pub(crate) fn latest_of(conn: &Connection, ticket: TicketId, limit: u32) -> rusqlite::Result<Vec<Entry>> {
    let mut select = conn.prepare_cached(
        "SELECT * FROM journal WHERE ticket = ?1 AND state IS NOT NULL ORDER BY seq DESC LIMIT ?2",
    )?;
    select.query_map((ticket.0, limit), entry)?.collect()
}

/// An entry from a row of the journal.
pub(crate) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get::<_, Stored<u64>>("seq")?.0,
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        source: Source {
            command: row.get::<_, Option<Stored<CommandId>>>("command")?.map(|id| id.0),
            staff: row.get::<_, Option<String>>("staff")?.map(StaffId),
            counter: stored::counter(row, "at_counter")?,
        },
        change: change(row)?,
    })
}

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    let ticket = || row.get("ticket").map(TicketId);
    let counter = || row.get("at_counter").map(CounterId);
    match row.get::<_, String>("kind")?.as_str() {
        "slip" => Ok(Change::Slip { ticket: ticket()?, slip: row.get::<_, Stored<SlipState>>("slip")?.0 }),
        "errand_added" => {
            Ok(Change::ErrandAdded { ticket: ticket()?, service: row.get("service").map(ServiceId)? })
        }
        "paused" => Ok(Change::Paused(counter()?)),
        "resumed" => Ok(Change::Resumed(counter()?)),
        "issued" => Ok(Change::Issued {
            ticket: ticket()?,
            day: row.get::<_, Stored<Date>>("day")?.0,
            number: number(row)?,
            standing: stored::standing(row)?,
        }),
        kind => Ok(Change::Moved {
            ticket: ticket()?,
            transition: from_word(kind).ok_or_else(unknown_kind)?,
            standing: stored::standing(row)?,
        }),
    }
}

fn unknown_kind() -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(2, Type::Text, FromSqlError::InvalidType.into())
}
