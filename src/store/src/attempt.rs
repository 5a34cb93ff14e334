//! Wrong PINs, remembered over a restart.
//!
//! An attempt is counted before its PIN is looked at, so that attempts of the same moment cannot slip through
//! together; the right PIN forgives all of them. Names that nobody has are counted like others, so that the
//! answers do not tell which names there are.

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan};
use kiosk_core::queue::StaffId;
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::staff::{StaffAct, note};
use crate::store::Store;
use crate::stored::Stored;

/// How many wrong PINs in a row are forgiven.
const FORGIVEN: u32 = 5;

/// Pauses double from one minute up to this many times.
const DOUBLINGS: u32 = 4;

/// A name's attempts since its last right PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Attempts {
    wrong: u32,
    pauses: u32,
    locked_until: Option<DateTime>,
}

impl Attempts {
    /// What one more attempt makes of them; locked after it if there were too many.
    fn with_one_more(self, now: DateTime) -> Self {
        if self.remaining(now).is_some() {
            return self;
        }
        if self.wrong < FORGIVEN {
            return Self { wrong: self.wrong + 1, locked_until: None, ..self };
        }
        let minutes = 2_i64.pow(self.pauses.min(DOUBLINGS));
        let locked_until = Some(now.saturating_add(minutes.minutes()));
        Self { wrong: 0, pauses: self.pauses.saturating_add(1), locked_until }
    }

    /// How long the name is still locked. A clock that was set back locks nobody for longer than it meant.
    fn remaining(self, now: DateTime) -> Option<SignedDuration> {
        let left = self.locked_until?.duration_since(now);
        let most = SignedDuration::from_mins(2_i64.pow(DOUBLINGS));
        (left > SignedDuration::ZERO).then_some(left.min(most))
    }
}

impl Store {
    /// Counts an attempt to sign in as `name` at local time `now`. Gives how long to wait when the name is
    /// locked; then the PIN must not be looked at.
    pub fn attempt(
        &self,
        name: StaffId,
        now: DateTime,
        reply: impl FnOnce(Result<Option<SignedDuration>, StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| attempt(&desk.conn, &name, now), reply);
    }

    /// The PIN was right: the attempts under this name are forgotten, and the sign-in is noted.
    pub fn signed_in(
        &self,
        name: StaffId,
        at: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(
            move |desk| {
                desk.conn.prepare_cached("DELETE FROM attempt WHERE name = ?1")?.execute([&name.0])?;
                note(&desk.conn, StaffAct::SignedIn, &name, Some(&name), at)
            },
            reply,
        );
    }
}

fn attempt(conn: &Connection, name: &StaffId, now: DateTime) -> Result<Option<SignedDuration>, StoreError> {
    let before = read(conn, name)?;
    let after = before.with_one_more(now);
    if after != before {
        write(conn, name, after, now)?;
    }
    let wait = after.remaining(now);
    if wait.is_some() && after.pauses > before.pauses {
        note(conn, StaffAct::Locked, name, None, now)?;
    }
    Ok(wait)
}

fn read(conn: &Connection, name: &StaffId) -> rusqlite::Result<Attempts> {
    let row = conn
        .prepare_cached("SELECT wrong, pauses, locked_until FROM attempt WHERE name = ?1")?
        .query_row([&name.0], |row| {
            let locked_until = row.get::<_, Option<Stored<DateTime>>>(2)?.map(|at| at.0);
            Ok(Attempts { wrong: row.get(0)?, pauses: row.get(1)?, locked_until })
        })
        .optional()?;
    Ok(row.unwrap_or_default())
}

fn write(conn: &Connection, name: &StaffId, attempts: Attempts, now: DateTime) -> rusqlite::Result<()> {
    // Invented names must not pile up.
    conn.prepare_cached("DELETE FROM attempt WHERE at < ?1")?
        .execute([Stored(now.saturating_sub(1.day()))])?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO attempt (name, wrong, pauses, locked_until, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        &name.0,
        attempts.wrong,
        attempts.pauses,
        attempts.locked_until.map(Stored),
        Stored(now),
    ))?;
    Ok(())
}
