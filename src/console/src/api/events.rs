//! What happens, as it happens: the journal as server-sent events. An event's id is its row, so that a client that
//! connects again goes on where it was.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use jiff::civil::Date;
use kiosk_core::queue::OpeningHours;
use kiosk_store::{CHANGES, News, Store};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;

use super::client::Client;
use super::database;
use super::given::Question;
use super::problem::{Always, Kind, Problem, Queried, Streamed};
use super::shapes::{Change, Reset};
use crate::live::asked;
use crate::options::Console;

/// How many streams one client may have open.
pub(super) const STREAMS: usize = 8;

/// Events that wait for a client that reads slowly; then the journal waits.
const AHEAD: usize = 16;

/// How often a quiet stream says that it is there, and looks whether its client has been revoked.
const QUIET: Duration = Duration::from_secs(10);

/// How many streams each client has open.
#[derive(Debug, Default)]
pub(crate) struct Streams(Mutex<BTreeMap<String, usize>>);

impl Streams {
    /// Whether one more was free; it is taken then.
    fn take(&self, client: &str) -> bool {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(client.to_owned()).or_default();
        let free = *count < STREAMS;
        *count += usize::from(free);
        free
    }

    fn give_back(&self, client: &str) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(client) {
            *count -= 1;
            if *count == 0 {
                open.remove(client);
            }
        }
    }
}

/// One of a client's streams, until it is dropped.
struct Place {
    console: Arc<Console>,
    client: Client,
}

impl Place {
    fn take(console: &Arc<Console>, client: Client) -> Result<Self, Problem> {
        if !console.streams.take(&client.name) {
            return Err(Kind::TooManyStreams.into());
        }
        Ok(Self { console: Arc::clone(console), client })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.console.streams.give_back(&self.client.name);
    }
}

/// Where a client wants to go on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// The last row that it knows.
    after: Option<u64>,
}

/// What happens, as server-sent events.
///
/// `change`: a row of the journal, in order and without a gap (`Change`).
/// `reset`: nothing can be told from where the client was, because it is too long ago or it has not said where: it
/// reads what it needs anew, and what follows in the stream is what happened after `seq` (`Reset`). A client that
/// opens the stream first and then reads loses nothing, if it drops changes up to the `seq` of what it has read.
#[utoipa::path(get, path = "/api/v1/events", tag = "queue",
    params(("after" = Option<u64>, Query, description = "The same for clients that cannot set the header, which goes before it."),
        ("Last-Event-ID" = Option<u64>, Header, description = "The id of the last event that the client had.")),
    responses((status = 200, body = String, content_type = "text/event-stream",
        description = "Events `change` with a `Change`, and `reset` with a `Reset`, in JSON."), Always, Queried, Streamed))]
pub(super) async fn events(
    client: Client,
    State(console): State<Arc<Console>>,
    Question(Since { after }): Question<Since>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    database(&console)?;
    let named = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.trim().parse().ok());
    let place = Place::take(&console, client)?;
    let (out, events) = mpsc::channel(AHEAD);
    tokio::spawn(deliver(place, named.or(after), out));
    Ok(Sse::new(ReceiverStream::new(events)).keep_alive(KeepAlive::new().interval(QUIET)))
}

/// Why a stream ends.
struct Over;

/// Delivers until the client goes or is revoked.
async fn deliver(place: Place, mut after: Option<u64>, out: mpsc::Sender<Result<Event, Infallible>>) {
    // The board is remade after each commit, so whoever follows it misses none.
    let mut board = place.console.board.clone();
    loop {
        board.mark_unchanged();
        match tell(&place, after, &out).await {
            Ok(told) => after = told,
            Err(Over) => return,
        }
        tokio::select! {
            () = out.closed() => return,
            changed = board.changed() => if changed.is_err() { return },
            () = sleep(QUIET) => {}
        }
    }
}

/// Tells what is new after the row `after`. Gives the row that was told last.
async fn tell(
    place: &Place,
    mut after: Option<u64>,
    out: &mpsc::Sender<Result<Event, Infallible>>,
) -> Result<Option<u64>, Over> {
    // While there is no database there is nothing to tell.
    while let Some(store) = place.console.store() {
        let Ok(news) = read(&store, place, after).await else { return Ok(after) };
        let told = told(after, &news.ok_or(Over)?, &place.console);
        for event in told.events {
            out.send(Ok(event)).await.map_err(|_| Over)?;
        }
        after = told.after;
        if !told.more {
            break;
        }
    }
    Ok(after)
}

/// The news; `None` for a client that has been revoked.
async fn read(
    store: &Store,
    place: &Place,
    after: Option<u64>,
) -> Result<Option<News>, kiosk_store::StoreError> {
    let token = place.client.token;
    asked(store, move |store| {
        // Who has not said where it was gets no changes, only where the journal is.
        let news = store.news(after.unwrap_or(u64::MAX))?;
        Ok(store.client(token)?.map(|_| news))
    })
    .await
}

/// What a client is told at once.
struct Told {
    events: Vec<Event>,
    after: Option<u64>,
    /// Whether there is more to be read already.
    more: bool,
}

fn told(after: Option<u64>, news: &News, console: &Console) -> Told {
    let day = console.day();
    match after.filter(|after| continues(*after, news, day, &console.office().hours)) {
        None => {
            let event = event("reset", news.seq, &Reset { seq: news.seq });
            Told { events: vec![event], after: Some(news.seq), more: false }
        }
        Some(after) => {
            let zone = &console.options.time_zone;
            let change = |(entry, number): &(kiosk_store::Entry, Option<_>)| {
                event("change", entry.seq, &Change::new(entry, number.as_ref(), zone))
            };
            let last = news.changes.last().map_or(after, |(entry, _)| entry.seq);
            Told {
                events: news.changes.iter().map(change).collect(),
                after: Some(last),
                more: last < news.seq,
            }
        }
    }
}

/// Whether the changes after row `after` can be told: they are not too many, and of the service day `day`. A row
/// that the journal has not reached is one of another database.
fn continues(after: u64, news: &News, day: Date, hours: &OpeningHours) -> bool {
    let missed = news.seq.checked_sub(after);
    let recent = news.changes.first().is_none_or(|(entry, _)| hours.service_day(entry.at) >= day);
    missed.is_some_and(|missed| missed <= u64::from(CHANGES)) && recent
}

fn event(name: &str, id: u64, data: &impl serde::Serialize) -> Event {
    let data = serde_json::to_string(data).unwrap_or_default();
    Event::default().event(name).id(id.to_string()).data(data)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::civil::{DateTime, date};
    use kiosk_core::queue::CounterId;
    use kiosk_store::{Entry, Source};

    use super::*;

    const DAY: Date = date(2026, 11, 23);

    fn news(seq: u64, first: DateTime) -> News {
        let change = kiosk_store::Change::Paused(CounterId(1));
        let entry = Entry { seq: 1, at: first, source: Source::default(), change };
        News { seq, changes: vec![(entry, None)] }
    }

    #[test]
    fn only_what_is_recent_and_not_too_much_is_told() {
        let hours = OpeningHours::default();
        let morning = DAY.at(8, 0, 0, 0);
        let tells = |after, seq, at| continues(after, &news(seq, at), DAY, &hours);
        assert!(tells(5, 6, morning) && tells(0, 1000, morning));
        assert!(!tells(0, 1001, morning), "too much");
        assert!(!tells(7, 6, morning), "of another database");
        assert!(!tells(5, 6, morning.yesterday().unwrap()), "of yesterday");
        assert!(continues(6, &News { seq: 6, changes: Vec::new() }, DAY, &hours), "nothing has happened");
    }

    #[test]
    fn a_client_has_a_few_streams_and_gets_them_back() {
        let streams = Streams::default();
        assert!((0..STREAMS).all(|_| streams.take("web")));
        assert!(!streams.take("web") && streams.take("app"));
        streams.give_back("web");
        assert!(streams.take("web") && !streams.take("web"));
    }
}
