//! Other software of the office that may use the API. Its rows are their own log: a client is made once, may be
//! revoked once, and stays.

use jiff::civil::DateTime;
use kiosk_core::queue::StaffId;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::StoreError;
use crate::session::TokenHash;
use crate::staff::Author;
use crate::store::Store;
use crate::stored::{Stored, Word};

/// What a client may do; each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Look at services, counters and tickets, and follow events.
    Read,
    /// Issue tickets as well.
    Issue,
    /// Call tickets to counters, and give every other command about them, as well.
    Call,
}

impl Word for Scope {
    const ALL: &'static [Self] = &[Self::Read, Self::Issue, Self::Call];

    fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Issue => "issue",
            Self::Call => "call",
        }
    }
}

/// Other software of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// What it is called in the office; unique for ever.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// Which administrator made it, and when (local time).
    pub made: Author,
    /// Who revoked it, and when, if anybody has.
    pub revoked: Option<Author>,
}

impl Store {
    /// Adds a client, which can ask at once with the token whose SHA-256 is `token`. [`StoreError::NameTaken`]
    /// when there is or was one of this name.
    pub fn add_client(
        &self,
        author: Author,
        (name, scope): (String, Scope),
        token: TokenHash,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| add(&desk.conn, &author, &name, scope, token), reply);
    }

    /// Takes a client's token from it, for ever. [`StoreError::NoSuchClient`] when there is none of this name
    /// or it is revoked already.
    pub fn revoke_client(
        &self,
        author: Author,
        name: String,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| revoke(&desk.conn, &author, &name), reply);
    }

    /// All clients by name, revoked ones last.
    pub fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT * FROM api_client ORDER BY revoked_at IS NOT NULL, name")?
                .query_map([], client)?
                .collect()
        })
    }

    /// The client whose token has this SHA-256, unless it has been revoked.
    pub fn client(&self, token: TokenHash) -> Result<Option<Client>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT * FROM api_client WHERE token_hash = ?1 AND revoked_at IS NULL")?
                .query_row([token], client)
                .optional()
        })
    }
}

fn client(row: &Row<'_>) -> rusqlite::Result<Client> {
    let revoked_by: Option<String> = row.get("revoked_by")?;
    let revoked_at: Option<Stored<DateTime>> = row.get("revoked_at")?;
    Ok(Client {
        name: row.get("name")?,
        scope: row.get::<_, Stored<Scope>>("scope")?.0,
        made: (StaffId(row.get("made_by")?), row.get::<_, Stored<DateTime>>("made_at")?.0),
        revoked: revoked_by.zip(revoked_at).map(|(by, at)| (StaffId(by), at.0)),
    })
}

fn add(
    conn: &Connection,
    (staff, at): &Author,
    name: &str,
    scope: Scope,
    token: TokenHash,
) -> Result<(), StoreError> {
    let added = conn
        .prepare_cached(
            "INSERT INTO api_client (name, token_hash, scope, made_by, made_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name) DO NOTHING",
        )?
        .execute((name, token, Stored(scope), &staff.0, Stored(*at)))?;
    if added == 0 { Err(StoreError::NameTaken) } else { Ok(()) }
}

fn revoke(conn: &Connection, (staff, at): &Author, name: &str) -> Result<(), StoreError> {
    let revoked = conn
        .prepare_cached(
            "UPDATE api_client SET revoked_by = ?2, revoked_at = ?3 WHERE name = ?1 AND revoked_at IS NULL",
        )?
        .execute((name, &staff.0, Stored(*at)))?;
    if revoked == 0 { Err(StoreError::NoSuchClient) } else { Ok(()) }
}
