//! Accounts of the office's staff, and what happened to them. Runs inside the writer's transaction.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::StaffId;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::StoreError;
use crate::session;
use crate::store::Store;
use crate::stored::{Stored, Word};

/// What somebody of the staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Works at a counter.
    Clerk,
    /// Looks after accounts and reads the audit trail as well.
    Administrator,
}

impl Word for Role {
    const ALL: &'static [Self] = &[Self::Clerk, Self::Administrator];

    fn word(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Administrator => "administrator",
        }
    }
}

/// Somebody who may sign in, or once could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What they sign in with.
    pub id: StaffId,
    /// What colleagues read.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
}

/// What can be changed about an account. All but a new name end its sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// A new PIN, as an argon2id PHC string.
    Pin(String),
    /// Another role.
    Role(Role),
    /// May sign in, or may not any more.
    Active(bool),
}

/// What happened to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffAct {
    /// It was added.
    Added,
    /// It got a new PIN.
    Pin,
    /// It became a clerk's.
    Clerk,
    /// It became an administrator's.
    Administrator,
    /// It may not sign in any more.
    Disabled,
    /// It may sign in again.
    Enabled,
    /// Its owner signed in.
    SignedIn,
    /// Too many wrong PINs: its name is locked for a while.
    Locked,
    /// A client of the API of this name was made.
    ClientAdded,
    /// The client of the API of this name was revoked.
    ClientRevoked,
}

impl Word for StaffAct {
    const ALL: &'static [Self] = &[
        Self::Added,
        Self::Pin,
        Self::Clerk,
        Self::Administrator,
        Self::Disabled,
        Self::Enabled,
        Self::SignedIn,
        Self::Locked,
        Self::ClientAdded,
        Self::ClientRevoked,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Pin => "pin",
            Self::Clerk => "clerk",
            Self::Administrator => "administrator",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::SignedIn => "signed_in",
            Self::Locked => "locked",
            Self::ClientAdded => "client_added",
            Self::ClientRevoked => "client_revoked",
        }
    }
}

/// A row of the log of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffEntry {
    /// Counts from 1; 0 for what happened to a client, which its own row tells.
    pub seq: u64,
    /// Local time.
    pub at: DateTime,
    /// What happened.
    pub act: StaffAct,
    /// To whom.
    pub subject: StaffId,
    /// Who did it; nobody for a lock.
    pub staff: Option<StaffId>,
}

/// Who changes accounts, and when (local time).
pub type Author = (StaffId, DateTime);

impl Store {
    /// Adds an account, which can sign in at once with the PIN of `pin_hash`, an argon2id PHC string.
    /// [`StoreError::NameTaken`] when somebody has this id already.
    pub fn add_account(
        &self,
        author: Author,
        account: Account,
        pin_hash: String,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| add(&desk.conn, &author, &account, &pin_hash), reply);
    }

    /// Changes the account `id` and ends its sessions. [`StoreError::NoSuchAccount`] when there is none.
    pub fn change_account(
        &self,
        author: Author,
        id: StaffId,
        change: AccountChange,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| self::change(&desk.conn, &author, &id, &change), reply);
    }

    /// All accounts by id, disabled ones too.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT id, name, role, active FROM staff ORDER BY id")?
                .query_map([], account)?
                .collect()
        })
    }

    /// The account `id` with its PIN's hash.
    pub fn account(&self, id: &StaffId) -> Result<Option<(Account, String)>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT id, name, role, active, pin_hash FROM staff WHERE id = ?1")?
                .query_row([&id.0], |row| Ok((account(row)?, row.get("pin_hash")?)))
                .optional()
        })
    }

    /// What happened to accounts and to clients of the API on `day`, the latest first, at most 500 rows.
    pub fn staff_log(&self, day: Date) -> Result<Vec<StaffEntry>, StoreError> {
        self.read(|conn| conn.prepare_cached(LOG)?.query_map([Stored(day)], entry)?.collect())
    }
}

const LOG: &str = "SELECT seq, at, kind, subject, staff FROM staff_log WHERE at >= ?1 AND at < ?1 || 'U'
     UNION ALL SELECT 0, made_at, 'client_added', name, made_by FROM api_client WHERE made_at >= ?1 AND made_at < ?1 || 'U'
     UNION ALL SELECT 0, revoked_at, 'client_revoked', name, revoked_by FROM api_client
         WHERE revoked_at >= ?1 AND revoked_at < ?1 || 'U'
     ORDER BY at DESC, seq DESC LIMIT 500";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: StaffId(row.get("id")?),
        name: row.get("name")?,
        role: row.get::<_, Stored<Role>>("role")?.0,
        active: row.get("active")?,
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<StaffEntry> {
    Ok(StaffEntry {
        seq: row.get::<_, Stored<u64>>("seq")?.0,
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        act: row.get::<_, Stored<StaffAct>>("kind")?.0,
        subject: StaffId(row.get("subject")?),
        staff: row.get::<_, Option<String>>("staff")?.map(StaffId),
    })
}

fn add(conn: &Connection, author: &Author, account: &Account, pin_hash: &str) -> Result<(), StoreError> {
    let added = conn
        .prepare_cached(
            "INSERT INTO staff (id, name, role, pin_hash, active) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        )?
        .execute((&account.id.0, &account.name, Stored(account.role), pin_hash, account.active))?;
    if added == 0 {
        return Err(StoreError::NameTaken);
    }
    note(conn, StaffAct::Added, &account.id, Some(&author.0), author.1)
}

fn change(
    conn: &Connection,
    author: &Author,
    id: &StaffId,
    change: &AccountChange,
) -> Result<(), StoreError> {
    let (changed, act) = match change {
        AccountChange::Pin(hash) => {
            (conn.execute("UPDATE staff SET pin_hash = ?2 WHERE id = ?1", (&id.0, hash))?, StaffAct::Pin)
        }
        AccountChange::Role(role) => {
            let act = match role {
                Role::Clerk => StaffAct::Clerk,
                Role::Administrator => StaffAct::Administrator,
            };
            (conn.execute("UPDATE staff SET role = ?2 WHERE id = ?1", (&id.0, Stored(*role)))?, act)
        }
        AccountChange::Active(active) => {
            let act = if *active { StaffAct::Enabled } else { StaffAct::Disabled };
            (conn.execute("UPDATE staff SET active = ?2 WHERE id = ?1", (&id.0, active))?, act)
        }
    };
    if changed == 0 {
        return Err(StoreError::NoSuchAccount);
    }
    session::end_all_of(conn, id)?;
    note(conn, act, id, Some(&author.0), author.1)
}

/// Adds a row to the log of accounts.
pub(crate) fn note(
    conn: &Connection,
    act: StaffAct,
    subject: &StaffId,
    staff: Option<&StaffId>,
    at: DateTime,
) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO staff_log (at, kind, subject, staff) VALUES (?1, ?2, ?3, ?4)")?
        .execute((Stored(at), Stored(act), &subject.0, staff.map(|s| &s.0)))?;
    Ok(())
}
