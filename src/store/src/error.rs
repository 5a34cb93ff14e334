//! What can go wrong, one variant a cause.

use std::io;

use kiosk_core::queue::{CounterId, Refusal, ServiceId};
use rusqlite::ffi;
use thiserror::Error;

/// Why a database could not be opened. The file is as it was before, unless it was to be moved aside.
#[derive(Debug, Error)]
pub enum OpenError {
    /// A newer program wrote the file; this one would misread it.
    #[error("the database has version {found}, this program knows versions up to {known}")]
    Newer {
        /// The file's version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// An older program wrote the file, and it was only to be looked at.
    #[error(
        "the database has version {found}, not {known}: start the kiosk once, which brings it up to date"
    )]
    Older {
        /// The file's version.
        found: u32,
        /// The version that this program writes.
        known: u32,
    },
    /// The file holds something else than an SQLite database.
    #[error("the file is not an SQLite database")]
    NotADatabase,
    /// An SQLite database of another program.
    #[error("the database belongs to another program")]
    Foreign,
    /// The database is damaged.
    #[error("the database is damaged")]
    Corrupt,
    /// Another process holds the database.
    #[error("another process holds the database")]
    Locked,
    /// The disk is full, or the quota is used up.
    #[error("no room left for the database")]
    Full,
    /// The folder is missing, or this user may not read and write it.
    #[error("the database cannot be opened or created: its folder is missing or closed to this user")]
    Denied,
    /// The disk failed; SQLite's extended result code.
    #[error("the disk failed under the database (SQLite code {0})")]
    Io(i32),
    /// Anything else; SQLite's extended result code.
    #[error("SQLite refused to open the database (code {0})")]
    Sqlite(i32),
    /// A file beside the database cannot be read, written or moved.
    #[error("a file beside the database cannot be used")]
    Beside(#[source] io::Error),
    /// The writer's thread could not be started.
    #[error("the database's writer could not be started")]
    Thread(#[source] io::Error),
}

/// Why a command or a question failed. After a failed command the tables are as they were before it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The disk is full, or the quota is used up. No number has been used.
    #[error("no room left for the database")]
    Full,
    /// The queue's rules refuse it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The service has given out all its numbers of the day.
    #[error("the service has given out all its numbers of the day")]
    UsedUp,
    /// There is no ticket with this key.
    #[error("no such ticket")]
    NoSuchTicket,
    /// There is no account with this id.
    #[error("no such account")]
    NoSuchAccount,
    /// There is no client with this name, or it has been revoked.
    #[error("no such client of the API")]
    NoSuchClient,
    /// Another account or client has this id.
    #[error("another account has this name")]
    NameTaken,
    /// A setting was changed since it was looked at, or since what is to be taken back.
    #[error("the settings were changed meanwhile")]
    SettingMoved,
    /// Open tickets are for this service, which therefore cannot go.
    #[error("open tickets are for service {:?}", .0.0)]
    ServiceInUse(ServiceId),
    /// Open tickets are at this counter, or were sent to it, which therefore cannot go.
    #[error("open tickets are at counter {}", .0.0)]
    CounterInUse(CounterId),
    /// The journal has no row with this number.
    #[error("no such row in the journal")]
    NoSuchEntry,
    /// The database is damaged.
    #[error("the database is damaged")]
    Corrupt,
    /// Another process holds the database.
    #[error("another process holds the database")]
    Locked,
    /// The writer has ended.
    #[error("the database is closed")]
    Closed,
    /// The disk failed; SQLite's extended result code.
    #[error("the disk failed under the database (SQLite code {0})")]
    Io(i32),
    /// Anything else; SQLite's extended result code.
    #[error("SQLite refused (code {0})")]
    Sqlite(i32),
    /// A file beside the database cannot be written; the system's error number, if it gave one.
    #[error("a file beside the database cannot be written (system error {0:?})")]
    System(Option<i32>),
}

impl StoreError {
    pub(crate) fn of_io(error: &io::Error) -> Self {
        let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        if full { Self::Full } else { Self::System(error.raw_os_error()) }
    }
}

/// SQLite's result codes as far as someone can act on them.
enum Cause {
    Full,
    NotADatabase,
    Corrupt,
    Locked,
    Denied,
    Io(i32),
    Other(i32),
}

impl Cause {
    fn of(error: &rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(failure) => Self::of_code(failure.extended_code),
            // A value that the schema forbids, or a row that has to be there and is not.
            None => Self::Corrupt,
        }
    }

    fn of_code(code: i32) -> Self {
        match code {
            // A disk without room also shows as a failed write or a shared memory file that cannot grow.
            ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
            _ => match code & 0xff {
                ffi::SQLITE_FULL => Self::Full,
                ffi::SQLITE_NOTADB => Self::NotADatabase,
                ffi::SQLITE_CORRUPT => Self::Corrupt,
                ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Self::Locked,
                ffi::SQLITE_CANTOPEN | ffi::SQLITE_READONLY | ffi::SQLITE_PERM => Self::Denied,
                ffi::SQLITE_IOERR => Self::Io(code),
                _ => Self::Other(code),
            },
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match Cause::of(&error) {
            Cause::Full => Self::Full,
            Cause::NotADatabase => Self::NotADatabase,
            Cause::Corrupt => Self::Corrupt,
            Cause::Locked => Self::Locked,
            Cause::Denied => Self::Denied,
            Cause::Io(code) => Self::Io(code),
            Cause::Other(code) => Self::Sqlite(code),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match Cause::of(&error) {
            Cause::Full => Self::Full,
            Cause::NotADatabase | Cause::Corrupt => Self::Corrupt,
            Cause::Locked => Self::Locked,
            Cause::Denied => Self::Io(error.sqlite_error().map_or(0, |e| e.extended_code)),
            Cause::Io(code) => Self::Io(code),
            Cause::Other(code) => Self::Sqlite(code),
        }
    }
}
