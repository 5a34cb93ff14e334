//! Opening: look before touching, then WAL, then migrate.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, ffi};

use crate::error::OpenError;
use crate::reserve::Reserve;
use crate::stored::Stored;

/// Draws 128 random bits; each call gives the next ticket's token.
pub type Tokens = Box<dyn FnMut() -> [u8; 16] + Send>;

/// How a database is opened.
pub struct Options {
    /// A quota for the file in pages of 4096 bytes; without one only the disk limits it.
    pub max_pages: Option<u32>,
    /// The source of randomness for tokens.
    pub tokens: Tokens,
}

/// One step of the schema per version, in order.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002.sql"),
    include_str!("../migrations/0003.sql"),
    include_str!("../migrations/0004.sql"),
    include_str!("../migrations/0005.sql"),
    include_str!("../migrations/0006.sql"),
    include_str!("../migrations/0007.sql"),
    include_str!("../migrations/0008.sql"),
];

/// Marks the file as ours in SQLite's header: the letters "KhVt".
const APPLICATION_ID: i32 = 0x4B68_5674;

/// How long a statement waits for another process, such as a technician's `sqlite3`.
const BUSY: Duration = Duration::from_secs(2);

/// SQLite's default is endless; after a burst the log file shrinks to this many bytes again.
const LOG_LIMIT: i64 = 8 << 20;

/// Prepared statements kept per connection; more than this crate has.
const STATEMENTS: usize = 128;

/// The schema version that this program writes.
pub(crate) fn known_version() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// The writer's connection to the database at `path`, created or migrated as needed. A new one begins after
/// the numbers of `reserve`; the numbers of an old one are noted there.
pub(crate) fn writer(
    path: &Path,
    max_pages: Option<u32>,
    reserve: &mut Reserve,
) -> Result<Connection, OpenError> {
    inspect(path)?;
    let mut conn = Connection::open_with_flags(
        path,
        flags(OpenFlags::SQLITE_OPEN_READ_WRITE) | OpenFlags::SQLITE_OPEN_CREATE,
    )?;
    // Off while tables are made anew, which a transaction cannot change.
    conn.pragma_update(None, "foreign_keys", false)?;
    settings(&conn, max_pages)?;
    migrate(&mut conn, reserve)?;
    check(&conn)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    reserve.note(&issued(&conn)?).map_err(OpenError::Beside)?;
    Ok(conn)
}

/// The numbers that the database says it gave out, with those of a few days before.
fn issued(conn: &Connection) -> rusqlite::Result<Vec<(Date, String, u32)>> {
    conn.prepare("SELECT day, prefix, last FROM number WHERE day >= (SELECT max(day) FROM number)")?
        .query_map([], |row| Ok((row.get::<_, Stored<Date>>(0)?.0, row.get(1)?, row.get(2)?)))?
        .collect()
}

/// Refuses a file that is damaged where opening alone does not look.
fn check(conn: &Connection) -> Result<(), OpenError> {
    let verdict: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(OpenError::Corrupt) }
}

/// A connection that cannot change the database at `path`.
pub(crate) fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// A connection to the database of a kiosk that may be running, for a program beside it that only looks.
///
/// # Errors
/// As [`writer`] does, and [`OpenError::Older`] for one that this program would have to bring up to date first.
pub(crate) fn visitor(path: &Path) -> Result<Connection, OpenError> {
    inspect(path)?;
    let conn = reader(path)?;
    match version(&conn)? {
        found if found == known_version() => Ok(conn),
        found => Err(OpenError::Older { found, known: known_version() }),
    }
}

/// One thread at a time uses a connection, so SQLite's own mutex is left out. No URI names: a
/// folder may contain `?`.
fn flags(mode: OpenFlags) -> OpenFlags {
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Refuses a file that is not ours or newer, without changing a byte of it: the connection is
/// read-only and leaves another program's log where it is.
fn inspect(path: &Path) -> Result<(), OpenError> {
    if !std::fs::metadata(path).is_ok_and(|file| file.len() > 0) {
        // A log without its database is what a power cut leaves of moving a damaged one aside; a new
        // database must not take it for its own.
        let orphan = std::fs::metadata(sibling(path, "-wal")).is_ok_and(|log| log.len() > 0);
        return if orphan { Err(OpenError::Corrupt) } else { Ok(()) };
    }
    let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    conn.busy_timeout(BUSY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    match version(&conn) {
        Ok(found) => refuse(&conn, found),
        Err(error) if is_half_written(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A power cut while the file was being created leaves a rollback that only a writer can finish.
fn is_half_written(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|e| e.extended_code == ffi::SQLITE_READONLY_ROLLBACK)
}

fn refuse(conn: &Connection, found: u32) -> Result<(), OpenError> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: u32 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && (found > 0 || tables > 0) {
        return Err(OpenError::Foreign);
    }
    if found > known_version() {
        return Err(OpenError::Newer { found, known: known_version() });
    }
    Ok(())
}

fn version(conn: &Connection) -> rusqlite::Result<u32> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn settings(conn: &Connection, max_pages: Option<u32>) -> Result<(), OpenError> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // WAL with NORMAL may lose the last commits in a power cut: the same number printed twice.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update_and_check(None, "journal_size_limit", LOG_LIMIT, |_| Ok(()))?;
    if let Some(pages) = max_pages {
        conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    Ok(())
}

/// The file that belongs to the database at `path`, by the end of its name.
pub(crate) fn sibling(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn migrate(conn: &mut Connection, reserve: &Reserve) -> Result<(), OpenError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    // Again, because the file may have been half written or changed hands since it was inspected.
    refuse(&tx, found)?;
    if found == known_version() {
        return Ok(());
    }
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        tx.execute_batch(step)?;
    }
    if found == 0 {
        begin_after(&tx, reserve)?;
    }
    if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(OpenError::Corrupt);
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", known_version())?;
    Ok(tx.commit()?)
}

/// A new database may follow one that was lost in mid-day: its numbers begin after all that the lost one
/// may have given out.
fn begin_after(tx: &Connection, reserve: &Reserve) -> rusqlite::Result<()> {
    for (day, prefix, last) in reserve.noted() {
        tx.execute(
            "INSERT INTO number (day, prefix, last) VALUES (?1, ?2, ?3)",
            (Stored(day), prefix, last),
        )?;
    }
    Ok(())
}
