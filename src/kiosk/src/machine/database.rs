//! The queue's database at start and once a day: opened, begun anew when it is damaged, checked and copied.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;

use jiff::civil::{Date, DateTime};
use kiosk_core::visit::{Event, QueueNotice, StoreEvent, StoreFault};
use kiosk_store::{OpenError, Options, Store, StoreError};

/// Checks and copies the database on a thread of its own, which is gone again in about a second.
pub(super) fn look_after(store: &Store, now: DateTime, events: Sender<Event>) {
    let store = store.clone();
    let work = move || match store.check_and_copy(now) {
        Ok(copy) => tracing::info!(copy = %copy.display(), "the queue's database is whole and copied"),
        Err(error) => {
            tracing::error!(%error, "the queue's database is damaged or was not copied");
            if error == StoreError::Corrupt {
                // Nobody hears it only when the kiosk is closing down.
                let _ = events.send(Event::Store(StoreEvent::Notice(QueueNotice::Damaged)));
            }
        }
    };
    if let Err(error) = thread::Builder::new().name("upkeep".into()).spawn(work) {
        tracing::error!(%error, "the queue's database was not copied");
    }
}

/// Opens the queue; slips that were on their way when the power failed become unconfirmed.
pub(super) fn open_store(
    path: &Path,
    day: Date,
    now: DateTime,
    events: &Sender<Event>,
) -> Result<Store, StoreFault> {
    let store = open_or_begin_anew(path, day, now, events).map_err(|error| {
        tracing::error!(%error, "the queue's database cannot be used");
        open_fault(&error)
    })?;
    store.reconcile(now, |found| match found {
        Ok(0) => {}
        Ok(slips) => tracing::warn!(slips, "slips of the last run are unconfirmed"),
        Err(error) => tracing::error!(%error, "slips of the last run could not be looked after"),
    });
    Ok(store)
}

/// Opens the queue, or begins a new one in place of one that is damaged.
fn open_or_begin_anew(
    path: &Path,
    day: Date,
    now: DateTime,
    events: &Sender<Event>,
) -> Result<Store, OpenError> {
    let options = || Options { max_pages: None, tokens: Box::new(random_token) };
    let error = match Store::open(path, options()) {
        Ok(store) => return Ok(store),
        Err(error) => error,
    };
    if !matches!(error, OpenError::Corrupt | OpenError::NotADatabase) {
        return Err(error);
    }
    let (store, aside) = Store::open_anew(path, options(), day, now)?;
    let aside = aside.display();
    tracing::error!(%error, %aside, "the queue's database is kept aside; a new one begins after its numbers");
    let _ = events.send(Event::Store(StoreEvent::Notice(QueueNotice::BegunAnew)));
    Ok(store)
}

/// Why the database does not open, in the visit's words.
pub fn open_fault(error: &OpenError) -> StoreFault {
    match error {
        OpenError::Newer { .. } => StoreFault::Newer,
        OpenError::Corrupt | OpenError::NotADatabase | OpenError::Foreign => StoreFault::Corrupt,
        OpenError::Full => StoreFault::Full,
        OpenError::Older { .. }
        | OpenError::Locked
        | OpenError::Denied
        | OpenError::Io(_)
        | OpenError::Sqlite(_)
        | OpenError::Beside(_)
        | OpenError::Thread(_) => StoreFault::Broken,
    }
}

fn random_token() -> [u8; 16] {
    let mut token = [0; 16];
    if let Err(error) = getrandom::fill(&mut token) {
        // The tokens' uniqueness is checked by the database; a kiosk without randomness is told at start.
        tracing::error!(%error, "no random numbers for a ticket's token");
    }
    token
}
