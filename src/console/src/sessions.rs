//! Where the sessions of browsers are kept: in the database, so that a restart of the kiosk signs nobody out;
//! in memory while there is none, so that staff can still sign in and read the alarms.

use std::fmt;

use async_trait::async_trait;
use kiosk_core::queue::StaffId;
use kiosk_store::{Store, TokenHash};
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{MemoryStore, SessionStore};

use crate::live::{asked, committed};
use crate::options::{Clock, ConsoleOptions};

/// A sign-in ends after a working day.
pub(crate) const SIGNED_IN: Duration = Duration::hours(12);

/// The key in a session's data that says whose it is.
pub(crate) const STAFF: &str = "staff";

/// The sessions of all browsers.
#[derive(Clone)]
pub(crate) struct Sessions {
    stores: watch::Receiver<Option<Store>>,
    clock: Clock,
    memory: MemoryStore,
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

impl Sessions {
    pub(crate) fn new(options: &ConsoleOptions) -> Self {
        let (stores, clock) = (options.store.clone(), options.clock.clone());
        Self { stores, clock, memory: MemoryStore::default() }
    }

    fn store(&self) -> Option<Store> {
        self.stores.borrow().clone()
    }

    /// By the kiosk's clock and not by the record's date, which the library takes from the system.
    fn session(&self, record: &Record) -> Result<kiosk_store::Session> {
        let staff = record.data.get(STAFF).and_then(|id| id.as_str()).map(|id| StaffId(id.to_owned()));
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let lasts = std::time::Duration::from_secs(SIGNED_IN.whole_seconds().unsigned_abs());
        Ok(kiosk_store::Session { staff, data, ends_at: (self.clock)().civil.saturating_add(lasts) })
    }
}

fn hash(id: &Id) -> TokenHash {
    Sha256::digest(id.0.to_le_bytes()).into()
}

fn read(id: Id, session: &kiosk_store::Session) -> Result<Record> {
    let data = serde_json::from_str(&session.data).map_err(|error| Error::Decode(error.to_string()))?;
    // The library asks for a date and judges nothing by it; it is set anew at each change.
    Ok(Record { id, data, expiry_date: OffsetDateTime::UNIX_EPOCH })
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        if let Some(store) = self.store() {
            let (token, session) = (hash(&record.id), self.session(record)?);
            let now = (self.clock)().civil;
            match committed(|reply| store.begin_session(token, session, now, reply)).await {
                Ok(()) => return Ok(()),
                Err(error) => tracing::error!(%error, "a sign-in is kept in memory only"),
            }
        }
        self.memory.create(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        if self.memory.load(&record.id).await?.is_some() {
            return self.memory.save(record).await;
        }
        let Some(store) = self.store() else { return Ok(()) };
        let (token, session) = (hash(&record.id), self.session(record)?);
        committed(|reply| store.keep_session(token, session, reply))
            .await
            .map_err(|error| Error::Backend(error.to_string()))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        if let Some(store) = self.store() {
            let (token, now) = (hash(id), (self.clock)().civil);
            match asked(&store, move |store| store.session(token, now)).await {
                Ok(Some(session)) => return read(*id, &session).map(Some),
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "a session cannot be read"),
            }
        }
        self.memory.load(id).await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.memory.delete(id).await?;
        let Some(store) = self.store() else { return Ok(()) };
        let token = hash(id);
        committed(|reply| store.end_session(token, reply))
            .await
            .map_err(|error| Error::Backend(error.to_string()))
    }
}
