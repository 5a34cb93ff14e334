//! What changes: from the store's commits and the alarms to the event streams of open pages.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use kiosk_store::{Store, StoreError};
use tokio::sync::{oneshot, watch};
use tokio::task::spawn_blocking;
use tokio::time::{interval, sleep};
use tokio_stream::wrappers::{IntervalStream, WatchStream};
use tokio_stream::{Stream, StreamExt};

use crate::board::Snapshot;
use crate::limits::Held;
use crate::options::Console;
use crate::voice::Troubles;

/// A page that hears nothing for 25 s connects anew; two pings may get lost.
const PING: Duration = Duration::from_secs(10);

/// How often the board looks whether a new service day has begun.
const NEW_DAY: Duration = Duration::from_secs(20);

/// Runs one of the store's commands and waits for its commit without blocking a thread.
pub(crate) async fn committed<T: Send + 'static>(
    command: impl FnOnce(Box<dyn FnOnce(Result<T, StoreError>) + Send>),
) -> Result<T, StoreError> {
    let (sender, receiver) = oneshot::channel();
    command(Box::new(move |result| {
        // The request may have been given up meanwhile; the commit stands all the same.
        let _ = sender.send(result);
    }));
    receiver.await.unwrap_or(Err(StoreError::Closed))
}

/// Asks the store on a thread that may block.
pub(crate) async fn asked<T: Send + 'static>(
    store: &Store,
    question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let store = store.clone();
    spawn_blocking(move || question(&store)).await.unwrap_or(Err(StoreError::Closed))
}

/// Remakes the board at every change, once for all who look at it.
pub(crate) async fn feed(console: Arc<Console>, out: watch::Sender<Arc<Snapshot>>) {
    let mut stores = console.options.store.clone();
    loop {
        let store = stores.borrow_and_update().clone();
        tokio::select! {
            () = follow(&console, store, &out) => {}
            changed = stores.changed() => if changed.is_err() {
                // No other database will come; the one that is there goes on.
                follow(&console, console.store(), &out).await;
            }
        }
    }
}

/// Follows one database, or none, for ever.
async fn follow(console: &Console, store: Option<Store>, out: &watch::Sender<Arc<Snapshot>>) {
    let (changed, mut changes) = watch::channel(0_u64);
    if let Some(store) = &store {
        let changed = changed.clone();
        store.subscribe(move |seq| {
            changed.send_replace(seq);
        });
    }
    let mut office = console.options.office.changes();
    loop {
        let snapshot = snapshot(console, store.as_ref()).await;
        out.send_if_modified(|shown| {
            let differs = **shown != snapshot;
            *shown = Arc::new(snapshot);
            differs
        });
        tokio::select! {
            // `changed` lives in this function, so this is always a real change.
            _ = changes.changed() => {}
            // The office in force lives as long as the console.
            _ = office.changed() => {}
            () = sleep(NEW_DAY) => {}
        }
    }
}

async fn snapshot(console: &Console, store: Option<&Store>) -> Snapshot {
    let Some(store) = store else {
        return Snapshot::default();
    };
    let day = console.day();
    match asked(store, move |store| store.board(day)).await {
        Ok(board) => Snapshot::new(&board, &console.office()),
        Err(error) => {
            tracing::error!(%error, "the board cannot be read");
            Snapshot::default()
        }
    }
}

/// `stream`, for as long as `place` is held with it.
pub(crate) fn held<T>(place: Held, stream: impl Stream<Item = T>) -> impl Stream<Item = T> {
    stream.map(move |item| {
        // Moved in here, so that it goes when the stream does.
        let _ = &place;
        item
    })
}

/// The event stream of a lobby board: a whole snapshot at once and at each change.
pub(crate) fn board_events(console: &Arc<Console>) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let snapshots = WatchStream::new(console.board.clone()).map(|snapshot| {
        let event = Event::default().event("board").id(snapshot.seq.to_string());
        Ok(event.data(serde_json::to_string(&*snapshot).unwrap_or_default()))
    });
    pings(console).merge(snapshots)
}

/// The event stream of a staff page: only that something has changed.
pub(crate) fn staff_events(console: &Arc<Console>) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    // A clone has not seen what its original has not: without this every stream would begin with a change.
    let (mut board, mut alarms) = (console.board.clone(), console.options.alarms.clone());
    board.mark_unchanged();
    alarms.mark_unchanged();
    let queue = WatchStream::from_changes(board).map(|_| ());
    let alarms = WatchStream::from_changes(alarms).map(|_| ());
    let office = WatchStream::from_changes(console.options.office.changes()).map(|_| ());
    let voice = voice_changes(console);
    let certificate = WatchStream::from_changes(console.certificate.subscribe()).map(|_| ());
    let changes = queue
        .merge(alarms)
        .merge(voice)
        .merge(office)
        .merge(certificate)
        .map(|()| Ok(Event::default().event("panel").data("changed")));
    pings(console).merge(changes)
}

/// Whether calls can be said has changed. Without a voice nothing ever comes.
fn voice_changes(console: &Arc<Console>) -> impl Stream<Item = ()> + use<> {
    let troubles = match &console.announcer {
        Some(announcer) => announcer.troubles(),
        None => watch::channel(Troubles::default()).1,
    };
    WatchStream::from_changes(troubles).map(|_| ())
}

/// The office's local time, at once and every 10 s: pages show this clock and not their computer's,
/// and notice a dead connection, which comments in the stream would not let them.
fn pings(console: &Arc<Console>) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let clock = Arc::clone(&console.options.clock);
    IntervalStream::new(interval(PING)).map(move |_| {
        Ok(Event::default().event("ping").data(clock().civil.strftime("%Y-%m-%dT%H:%M:%S").to_string()))
    })
}
