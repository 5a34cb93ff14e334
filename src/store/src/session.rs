//! What browsers that have signed in remember, so that a restart of the kiosk signs nobody out.
//!
//! A browser's token is a key; only its SHA-256 comes here, so that nobody can sign in with what a copy of
//! the database says.

use jiff::civil::DateTime;
use kiosk_core::queue::StaffId;
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::store::Store;
use crate::stored::Stored;

/// SHA-256 of a session's token.
pub type TokenHash = [u8; 32];

/// A browser's session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose it is, once somebody has signed in.
    pub staff: Option<StaffId>,
    /// What is remembered, in the words of whoever keeps it.
    pub data: String,
    /// Local time at which it ends.
    pub ends_at: DateTime,
}

impl Store {
    /// Begins a session; those that have ended at local time `now` are forgotten.
    pub fn begin_session(
        &self,
        token: TokenHash,
        session: Session,
        now: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| Ok(begin(&desk.conn, token, &session, now)?), reply);
    }

    /// Puts `session` in the place of the one with this token; one that has been ended stays so.
    pub fn keep_session(
        &self,
        token: TokenHash,
        session: Session,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| Ok(keep(&desk.conn, token, &session)?), reply);
    }

    /// Ends a session.
    pub fn end_session(&self, token: TokenHash, reply: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.send(
            move |desk| {
                desk.conn.prepare_cached("DELETE FROM session WHERE token_hash = ?1")?.execute([token])?;
                Ok(())
            },
            reply,
        );
    }

    /// The session with this token, if it has not ended at local time `now`.
    pub fn session(&self, token: TokenHash, now: DateTime) -> Result<Option<Session>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT staff, data, ends_at FROM session WHERE token_hash = ?1 AND ends_at > ?2",
            )?
            .query_row((token, Stored(now)), |row| {
                Ok(Session {
                    staff: row.get::<_, Option<String>>(0)?.map(StaffId),
                    data: row.get(1)?,
                    ends_at: row.get::<_, Stored<DateTime>>(2)?.0,
                })
            })
            .optional()
        })
    }
}

fn begin(conn: &Connection, token: TokenHash, session: &Session, now: DateTime) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM session WHERE ends_at <= ?1")?.execute([Stored(now)])?;
    conn.prepare_cached("INSERT INTO session (token_hash, staff, data, ends_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute((token, session.staff.as_ref().map(|s| &s.0), &session.data, Stored(session.ends_at)))?;
    Ok(())
}

fn keep(conn: &Connection, token: TokenHash, session: &Session) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE session SET staff = ?2, data = ?3, ends_at = ?4 WHERE token_hash = ?1")?
        .execute((token, session.staff.as_ref().map(|s| &s.0), &session.data, Stored(session.ends_at)))?;
    Ok(())
}

/// Ends all sessions of `staff`, whose PIN or rights have changed.
pub(crate) fn end_all_of(conn: &Connection, staff: &StaffId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM session WHERE staff = ?1")?.execute([&staff.0])?;
    Ok(())
}
