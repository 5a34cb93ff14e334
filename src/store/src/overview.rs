//! The whole queue at one moment, and what has changed since: for other software that follows it.

use jiff::civil::Date;
use kiosk_core::queue::{CounterId, ServiceId, TicketNumber, Turn};
use rusqlite::Connection;

use crate::counter;
use crate::error::StoreError;
use crate::history::number_of_ticket;
use crate::journal::{self, Entry};
use crate::reader::{Listed, listed, waiting_by_service};
use crate::store::Store;
use crate::stored::Stored;
use crate::ticket::{Call, LATEST_CALL, call};

/// How many changes one answer holds at most.
pub const CHANGES: u32 = 1000;

/// What the counters are busy with, and who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The journal's newest number at this moment; 0 before the first ticket.
    pub seq: u64,
    /// The tickets that counters are busy with, even those of an earlier day.
    pub open: Vec<Call>,
    /// The counters that have paused.
    pub paused: Vec<CounterId>,
    /// How many wait for each service that somebody waits for, by the service's id.
    pub waiting: Vec<(ServiceId, u32)>,
}

/// What the journal has told since one of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The journal's newest number at this moment.
    pub seq: u64,
    /// The rows in order, each with the number of the ticket that it is about; at most [`CHANGES`].
    pub changes: Vec<(Entry, Option<TicketNumber>)>,
}

impl Store {
    /// The queue of `day` as it stands.
    pub fn overview(&self, day: Date) -> Result<Overview, StoreError> {
        self.read(|conn| {
            Ok(Overview {
                seq: journal::last(conn)?,
                open: open_calls(conn)?,
                paused: paused(conn)?,
                waiting: waiting_by_service(conn, day)?,
            })
        })
    }

    /// Who waits for `service` on `day`, whichever of its counters will call them: those with priority first,
    /// then by arrival, at most `most` of each kind. With it the journal's newest number at this moment.
    pub fn waiting(
        &self,
        service: &ServiceId,
        day: Date,
        most: usize,
    ) -> Result<(u64, Vec<Listed>), StoreError> {
        // No counter has this number, so nobody who was sent to a counter alone is among them.
        let counter = CounterId(0);
        let turn = Turn { counter, serves: std::slice::from_ref(service), streak: 0, ratio: 1 };
        self.read(|conn| {
            let mut select = conn.prepare_cached("SELECT * FROM ticket WHERE id = ?1")?;
            let waiting = counter::first_waiting(conn, turn, day, most)?;
            let tickets = waiting.iter().map(|found| select.query_row([found.ticket.0], listed));
            Ok((journal::last(conn)?, tickets.collect::<rusqlite::Result<_>>()?))
        })
    }

    /// What has happened after the journal's row `seq`.
    pub fn news(&self, seq: u64) -> Result<News, StoreError> {
        self.read(|conn| {
            let changes = conn
                .prepare_cached(
                    "SELECT j.*, t.prefix AS of_prefix, t.count AS of_count, t.width AS of_width
                     FROM journal j LEFT JOIN ticket t ON t.id = j.ticket
                     WHERE j.seq > ?1 ORDER BY j.seq LIMIT ?2",
                )?
                .query_map((Stored(seq), CHANGES), |row| Ok((journal::entry(row)?, number_of_ticket(row)?)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(News { seq: journal::last(conn)?, changes })
        })
    }
}

fn open_calls(conn: &Connection) -> rusqlite::Result<Vec<Call>> {
    conn.prepare_cached(&format!("{LATEST_CALL} WHERE t.state IN ('called', 'serving') ORDER BY t.counter"))?
        .query_map([], call)?
        .collect()
}

fn paused(conn: &Connection) -> rusqlite::Result<Vec<CounterId>> {
    conn.prepare_cached("SELECT id FROM counter WHERE paused ORDER BY id")?
        .query_map([], |row| row.get(0).map(CounterId))?
        .collect()
}
