//! What administrators set of the office, who changed it, and taking it back. Runs inside the writer's transaction.
//!
//! Values are JSON of the core's [`Setting`]. Whether they fit the office is judged by whoever knows its
//! configuration, for the revision that the change names.

use std::path::Path;

use jiff::civil::{Date, DateTime};
use kiosk_core::office::{Part, Setting, Settings};
use kiosk_core::queue::{CommandId, CounterId, ServiceId, StaffId};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::{OpenError, StoreError};
use crate::open;
use crate::store::Store;
use crate::stored::{Stored, Word};

impl Word for Part {
    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Counters => "counters",
            Self::Hours => "hours",
            Self::Texts => "texts",
        }
    }
}

/// All that is set, as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredSettings {
    /// The number of the latest change of any part; 0 before the first.
    pub revision: u64,
    /// Each part that is set, with its value as JSON.
    pub values: Vec<(Part, String)>,
    /// The latest change of each part that was ever changed.
    pub changes: Vec<(Part, u64)>,
}

impl StoredSettings {
    /// The number of the latest change of `part`; 0 before the first.
    pub fn latest(&self, part: Part) -> u64 {
        self.changes.iter().find(|(changed, _)| *changed == part).map_or(0, |(_, seq)| *seq)
    }

    /// What is set, and the parts whose values this program cannot read.
    pub fn read(&self) -> (Settings, Vec<Part>) {
        let empty = (Settings::default(), Vec::new());
        self.values.iter().fold(empty, |(settings, mut unreadable), (part, json)| {
            match Setting::read(*part, json) {
                Ok(setting) => (settings.with(setting), unreadable),
                Err(error) => {
                    tracing::error!(?part, %error, "what was set cannot be read");
                    unreadable.push(*part);
                    (settings, unreadable)
                }
            }
        })
    }
}

/// A row of the log of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// Counts from 1.
    pub seq: u64,
    /// Local time.
    pub at: DateTime,
    /// Who changed it.
    pub staff: StaffId,
    /// By which press of a button.
    pub press: CommandId,
    /// What was changed.
    pub part: Part,
    /// Its value before as JSON; `None` for the configuration's.
    pub before: Option<String>,
    /// Its value after, likewise.
    pub after: Option<String>,
    /// The change that this one takes back.
    pub undoes: Option<u64>,
    /// Whether it is the latest of its part, which alone can be taken back.
    pub latest: bool,
}

/// Who changes a setting, by which press of a button, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingAuthor {
    /// Who.
    pub staff: StaffId,
    /// The press: the same one again changes nothing.
    pub press: CommandId,
    /// Local time.
    pub at: DateTime,
}

/// What is to be done to a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingOrder {
    /// The part gets this value, as JSON.
    Set(Part, String),
    /// The change of this number is taken back: its part gets the value that it had before.
    Undo(u64),
}

/// Of what a change takes away, nothing may be in use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Removed {
    /// Services that the office will not have any more.
    pub services: Vec<ServiceId>,
    /// Counters that it will not have any more.
    pub counters: Vec<CounterId>,
}

impl Store {
    /// Changes a setting, if nothing was changed since `revision`, for which the caller has judged it. Gives the
    /// change's number; the same press again gets the same one.
    /// [`StoreError::SettingMoved`] when something was changed since, or something newer than what is to be taken
    /// back; [`StoreError::ServiceInUse`] and [`StoreError::CounterInUse`] when open tickets need what would go.
    pub fn change_setting(
        &self,
        author: SettingAuthor,
        order: SettingOrder,
        revision: u64,
        removed: Removed,
        reply: impl FnOnce(Result<u64, StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| change(&desk.conn, &author, &order, revision, &removed), reply);
    }

    /// What is set now.
    pub fn settings(&self) -> Result<StoredSettings, StoreError> {
        self.read(settings)
    }

    /// The change of this number.
    pub fn setting_change(&self, seq: u64) -> Result<Option<SettingChange>, StoreError> {
        self.read(|conn| by_number(conn, seq))
    }

    /// What was changed on `day` of the calendar, the latest first, at most 500 rows.
    pub fn setting_changes(&self, day: Date) -> Result<Vec<SettingChange>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(&format!(
                "{CHANGES} WHERE at >= ?1 AND at < ?1 || 'U' ORDER BY seq DESC LIMIT 500"
            ))?
            .query_map([Stored(day)], entry)?
            .collect()
        })
    }
}

/// What is set in the database at `path`, which a kiosk may be using meanwhile; nothing is changed.
///
/// # Errors
/// [`OpenError::Older`] and [`OpenError::Newer`] for a database of another version; see [`OpenError`].
pub fn read_settings(path: &Path) -> Result<StoredSettings, OpenError> {
    Ok(settings(&open::visitor(path)?)?)
}

fn settings(conn: &Connection) -> rusqlite::Result<StoredSettings> {
    // One statement sees one moment; two could see a change between them.
    let rows: Vec<(Part, u64, Option<String>)> = conn
        .prepare_cached(
            "SELECT c.part, max(c.seq), s.value FROM setting_change c LEFT JOIN setting s ON s.part = c.part
             GROUP BY c.part ORDER BY c.part",
        )?
        .query_map([], |row| {
            Ok((row.get::<_, Stored<Part>>(0)?.0, row.get::<_, Stored<u64>>(1)?.0, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(StoredSettings {
        revision: rows.iter().map(|(_, seq, _)| *seq).max().unwrap_or(0),
        changes: rows.iter().map(|(part, seq, _)| (*part, *seq)).collect(),
        values: rows.into_iter().filter_map(|(part, _, value)| Some((part, value?))).collect(),
    })
}

const CHANGES: &str = "SELECT *, NOT EXISTS
        (SELECT 1 FROM setting_change l WHERE l.part = c.part AND l.seq > c.seq) AS latest
     FROM setting_change c";

fn entry(row: &Row<'_>) -> rusqlite::Result<SettingChange> {
    Ok(SettingChange {
        seq: row.get::<_, Stored<u64>>("seq")?.0,
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        staff: StaffId(row.get("staff")?),
        press: row.get::<_, Stored<CommandId>>("press")?.0,
        part: row.get::<_, Stored<Part>>("part")?.0,
        before: row.get("before")?,
        after: row.get("after")?,
        undoes: row.get::<_, Option<Stored<u64>>>("undoes")?.map(|seq| seq.0),
        latest: row.get("latest")?,
    })
}

fn by_number(conn: &Connection, seq: u64) -> rusqlite::Result<Option<SettingChange>> {
    conn.prepare_cached(&format!("{CHANGES} WHERE seq = ?1"))?.query_row([Stored(seq)], entry).optional()
}

fn change(
    conn: &Connection,
    author: &SettingAuthor,
    order: &SettingOrder,
    revision: u64,
    removed: &Removed,
) -> Result<u64, StoreError> {
    if let Some(seq) = pressed(conn, author.press)? {
        return Ok(seq);
    }
    if self::revision(conn)? != revision {
        return Err(StoreError::SettingMoved);
    }
    let (part, after, undoes) = match order {
        SettingOrder::Set(part, value) => (*part, Some(value.clone()), None),
        SettingOrder::Undo(seq) => {
            let undone = by_number(conn, *seq)?.filter(|undone| undone.latest);
            let undone = undone.ok_or(StoreError::SettingMoved)?;
            (undone.part, undone.before, Some(*seq))
        }
    };
    nothing_in_use(conn, removed)?;
    put(conn, author, part, after.as_deref(), undoes)
}

fn pressed(conn: &Connection, press: CommandId) -> rusqlite::Result<Option<u64>> {
    conn.prepare_cached("SELECT seq FROM setting_change WHERE press = ?1")?
        .query_row([Stored(press)], |row| row.get::<_, Stored<u64>>(0).map(|seq| seq.0))
        .optional()
}

fn revision(conn: &Connection) -> rusqlite::Result<u64> {
    conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM setting_change")?
        .query_row([], |row| row.get::<_, Stored<u64>>(0).map(|seq| seq.0))
}

fn nothing_in_use(conn: &Connection, removed: &Removed) -> Result<(), StoreError> {
    for service in &removed.services {
        if conn.prepare_cached(NEEDS_SERVICE)?.exists([&service.0])? {
            return Err(StoreError::ServiceInUse(service.clone()));
        }
    }
    for counter in &removed.counters {
        if conn.prepare_cached(NEEDS_COUNTER)?.exists([counter.0])? {
            return Err(StoreError::CounterInUse(*counter));
        }
    }
    Ok(())
}

/// Open tickets that are for the service now or later; those of the days before were ended.
const NEEDS_SERVICE: &str = "SELECT 1 FROM ticket t WHERE t.state NOT IN ('done', 'no_show', 'cancelled')
     AND (t.service = ?1
          OR EXISTS (SELECT 1 FROM errand e WHERE e.ticket = t.id AND e.nth > t.errand AND e.service = ?1)) LIMIT 1";

/// Open tickets that are at the counter, or were sent to it.
const NEEDS_COUNTER: &str = "SELECT 1 FROM ticket WHERE state NOT IN ('done', 'no_show', 'cancelled')
     AND (only_at = ?1 OR counter = ?1 AND state NOT IN ('waiting', 'transferred')) LIMIT 1";

fn put(
    conn: &Connection,
    author: &SettingAuthor,
    part: Part,
    after: Option<&str>,
    undoes: Option<u64>,
) -> Result<u64, StoreError> {
    let before: Option<String> = conn
        .prepare_cached("SELECT value FROM setting WHERE part = ?1")?
        .query_row([Stored(part)], |row| row.get(0))
        .optional()?;
    let seq = conn
        .prepare_cached(
            "INSERT INTO setting_change (at, staff, press, part, before, after, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .insert((
            Stored(author.at),
            &author.staff.0,
            Stored(author.press),
            Stored(part),
            before,
            after,
            undoes.map(Stored),
        ))?;
    match after {
        Some(value) => conn
            .prepare_cached("INSERT OR REPLACE INTO setting (part, value, seq) VALUES (?1, ?2, ?3)")?
            .execute((Stored(part), value, seq))?,
        None => conn.prepare_cached("DELETE FROM setting WHERE part = ?1")?.execute([Stored(part)])?,
    };
    Ok(u64::try_from(seq).unwrap_or(0))
}
