//! What was done at the counters: the last press of a counter, a ticket's life, a day's audit trail.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{CommandId, CounterId, StaffId, TicketId, TicketNumber, Transition};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::StoreError;
use crate::journal::{self, Entry};
use crate::store::Store;
use crate::stored::{Stored, number};

/// How far back in the journal a counter's last press is looked for.
const RECENT: u64 = 2000;

/// How many rows one page of the audit trail has.
const PAGE: u32 = 200;

/// How many changes of one ticket are told at most.
const LIFE: u32 = 100;

/// A press of a button that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// Its command.
    pub command: CommandId,
    /// Local time.
    pub at: DateTime,
    /// Who pressed, if that is known.
    pub staff: Option<StaffId>,
    /// What it did to which number, in the order in which it happened.
    pub changes: Vec<(TicketNumber, Transition)>,
}

/// A row of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The journal's row.
    pub entry: Entry,
    /// The number of the ticket that it is about.
    pub number: Option<TicketNumber>,
    /// Whether it is the latest change of its ticket, made by staff, which alone can be taken back.
    pub latest: bool,
}

/// What of the audit trail is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// What this one did.
    pub staff: Option<StaffId>,
    /// What happened to this ticket.
    pub ticket: Option<TicketId>,
    /// Rows before this one; the newest if there is none.
    pub before: Option<u64>,
}

impl Store {
    /// What happened on `day` of the calendar, the latest first, at most 200 rows; ask again from the last.
    pub fn trail(&self, day: Date, wanted: &Wanted) -> Result<Vec<Trace>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(TRAIL)?
                .query_map(
                    (
                        Stored(day),
                        wanted.staff.as_ref().map(|staff| &staff.0),
                        wanted.ticket.map(|ticket| ticket.0),
                        wanted.before.map(Stored),
                        PAGE,
                    ),
                    trace,
                )?
                .collect()
        })
    }

    /// What happened to `ticket`, the latest first, at most 100 rows.
    pub fn life(&self, ticket: TicketId) -> Result<Vec<Entry>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT * FROM journal WHERE ticket = ?1 ORDER BY seq DESC LIMIT ?2")?
                .query_map((ticket.0, LIFE), journal::entry)?
                .collect()
        })
    }

    /// The ticket of `day` whose number is written `number`, in small letters or capitals.
    pub fn ticket_of_number(&self, day: Date, number: &str) -> Result<Option<TicketId>, StoreError> {
        let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
        let prefix = number[..number.len() - digits.len()].trim().to_uppercase();
        let Ok(count) = digits.trim().parse::<u32>() else { return Ok(None) };
        self.read(|conn| {
            conn.prepare_cached("SELECT id FROM ticket WHERE day = ?1 AND prefix = ?2 AND count = ?3")?
                .query_row((Stored(day), prefix, count), |row| row.get(0).map(TicketId))
                .optional()
        })
    }
}

const TRAIL: &str = "SELECT j.*, t.prefix AS of_prefix, t.count AS of_count, t.width AS of_width,
        j.command IS NOT NULL AND j.kind <> 'issued' AND j.state IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM journal k WHERE k.ticket = j.ticket AND k.seq > j.seq AND k.state IS NOT NULL) AS latest
     FROM journal j LEFT JOIN ticket t ON t.id = j.ticket
     WHERE j.at >= ?1 AND j.at < ?1 || 'U' AND (?2 IS NULL OR j.staff = ?2) AND (?3 IS NULL OR j.ticket = ?3)
       AND (?4 IS NULL OR j.seq < ?4)
     ORDER BY j.seq DESC LIMIT ?5";

fn trace(row: &Row<'_>) -> rusqlite::Result<Trace> {
    Ok(Trace { entry: journal::entry(row)?, number: number_of_ticket(row)?, latest: row.get("latest")? })
}

/// The number of the ticket that a row of the journal is about, from `of_prefix`, `of_count` and `of_width`.
pub(crate) fn number_of_ticket(row: &Row<'_>) -> rusqlite::Result<Option<TicketNumber>> {
    let Some(prefix) = row.get("of_prefix")? else { return Ok(None) };
    Ok(Some(TicketNumber { prefix, count: row.get("of_count")?, width: row.get("of_width")? }))
}

/// The counter's latest press, unless it was an undo or something has happened to its tickets since.
pub(crate) fn last_press(conn: &Connection, counter: CounterId) -> rusqlite::Result<Option<Press>> {
    let after = journal::last(conn)?.saturating_sub(RECENT);
    let head = conn
        .prepare_cached(
            "SELECT command, at, staff FROM journal
             WHERE seq > ?2 AND at_counter = ?1 AND command IS NOT NULL AND state IS NOT NULL
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row((counter.0, Stored(after)), |row| {
            Ok(Press {
                command: row.get::<_, Stored<CommandId>>(0)?.0,
                at: row.get::<_, Stored<DateTime>>(1)?.0,
                staff: row.get::<_, Option<String>>(2)?.map(StaffId),
                changes: Vec::new(),
            })
        })
        .optional()?;
    let Some(press) = head else { return Ok(None) };
    let changes = conn
        .prepare_cached(CHANGES)?
        .query_map((Stored(press.command), Stored(after)), |row| {
            let transition = row.get::<_, Stored<Transition>>("kind")?.0;
            Ok((number(row)?, transition, row.get::<_, bool>("moved_on")?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let stands = changes.iter().all(|(_, transition, moved)| *transition != Transition::Undone && !moved);
    let changes = changes.into_iter().map(|(number, transition, _)| (number, transition)).collect();
    Ok(stands.then_some(Press { changes, ..press }))
}

const CHANGES: &str = "SELECT j.kind, t.prefix, t.count, t.width, EXISTS
        (SELECT 1 FROM journal k WHERE k.ticket = j.ticket AND k.seq > j.seq AND k.state IS NOT NULL) AS moved_on
     FROM journal j JOIN ticket t ON t.id = j.ticket
     WHERE j.seq > ?2 AND j.command = ?1 AND j.state IS NOT NULL ORDER BY j.seq";

/// The journal's rows that `press` made, the latest first.
pub(crate) fn rows_of(conn: &Connection, press: CommandId) -> rusqlite::Result<Vec<Entry>> {
    let after = journal::last(conn)?.saturating_sub(RECENT);
    conn.prepare_cached(
        "SELECT * FROM journal WHERE seq > ?2 AND command = ?1 AND state IS NOT NULL ORDER BY seq DESC",
    )?
    .query_map((Stored(press), Stored(after)), journal::entry)?
    .collect()
}
