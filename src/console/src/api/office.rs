//! What the office has: services, classes, counters, and who waits for them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kiosk_core::queue::{CounterId, ServiceId};
use kiosk_store::Overview;
use serde::Deserialize;

use super::client::{Caller, Client, Key};
use super::given::{At, Question};
use super::problem::{Always, Keyed, Kind, OfCounter, Problem, Queried, Scoped};
use super::shapes::{Class, Classes, Counter, Counters, Desk, Listed, Service, Services, Waiting};
use super::{Store, database};
use crate::live::{asked, committed};
use crate::options::Console;

/// How many of those who wait are told unless the question says otherwise, and at most.
const LISTED: usize = 100;

async fn overview(console: &Console) -> Result<Overview, Problem> {
    let (store, day) = (database(console)?, console.day());
    Ok(asked(&store, move |store| store.overview(day)).await?)
}

/// What citizens can queue for, and how many wait.
#[utoipa::path(get, path = "/api/v1/services", tag = "office", responses((status = 200, body = Services), Always))]
pub(super) async fn services(
    _: Client,
    State(console): State<Arc<Console>>,
) -> Result<Json<Services>, Problem> {
    let now = overview(&console).await?;
    let waiting = |id: &ServiceId| now.waiting.iter().find(|(at, _)| at == id).map_or(0, |(_, n)| *n);
    let office = console.office();
    let services = office.services.iter().map(|service| Service {
        id: service.id.0.clone(),
        name: (&service.name).into(),
        prefix: service.prefix.clone(),
        waiting: waiting(&service.id),
    });
    Ok(Json(Services { seq: now.seq, day: console.day().to_string(), services: services.collect() }))
}

/// The classes of citizens that the office treats apart.
#[utoipa::path(get, path = "/api/v1/classes", tag = "office", responses((status = 200, body = Classes), Always))]
pub(super) async fn classes(_: Client, State(console): State<Arc<Console>>) -> Json<Classes> {
    let office = console.office();
    let classes = office.queue.classes.iter().map(|class| Class {
        id: class.id.0.clone(),
        name: (&class.name).into(),
        priority: class.priority,
        confirmed_by_staff: class.grounds.wants_confirmation(),
    });
    Json(Classes { classes: classes.collect() })
}

/// The counters: what they are busy with, and whether they have paused.
#[utoipa::path(get, path = "/api/v1/counters", tag = "office", responses((status = 200, body = Counters), Always))]
pub(super) async fn counters(
    _: Client,
    State(console): State<Arc<Console>>,
) -> Result<Json<Counters>, Problem> {
    let now = overview(&console).await?;
    let zone = &console.options.time_zone;
    let counters = console.office().counters.iter().map(|c| Counter::within(c, &now, zone)).collect();
    Ok(Json(Counters { seq: now.seq, counters }))
}

fn known(console: &Console, id: u32) -> Result<kiosk_core::queue::Counter, Problem> {
    console.office().counter(CounterId(id)).cloned().ok_or_else(|| Kind::NoSuchCounter.into())
}

/// A counter with those who wait for it.
#[utoipa::path(get, path = "/api/v1/counters/{counter}", tag = "office",
    params(("counter" = u32, Path, description = "The number above the counter.")),
    responses((status = 200, body = Desk), Always, OfCounter))]
pub(super) async fn counter(
    _: Client,
    State(console): State<Arc<Console>>,
    At(id): At<u32>,
) -> Result<Json<Desk>, Problem> {
    let (counter, store, day) = (known(&console, id)?, database(&console)?, console.day());
    let asking = Arc::clone(&console);
    let desk = asked(&store, move |store| {
        let office = asking.office();
        let rules = (&counter.services[..], &office.queue);
        let view = store.counter_view(counter.id, rules, day)?;
        Ok(Desk::new(&counter, &view, &asking.options.time_zone))
    });
    Ok(Json(desk.await?))
}

/// Lets the counter call nobody for a while; what is open there stays.
#[utoipa::path(post, path = "/api/v1/counters/{counter}/pause", tag = "office",
    params(("counter" = u32, Path, description = "The number above the counter."),
        ("Idempotency-Key" = String, Header, description = "Chosen by the client; the same one again does nothing.")),
    responses((status = 200, body = Counter), Always, Scoped, Keyed, OfCounter))]
pub(super) async fn pause(
    Caller(client): Caller,
    State(console): State<Arc<Console>>,
    At(id): At<u32>,
    key: Key,
) -> Result<Json<Counter>, Problem> {
    paused(&console, &client, id, &key, true).await
}

/// Lets the counter call again.
#[utoipa::path(post, path = "/api/v1/counters/{counter}/resume", tag = "office",
    params(("counter" = u32, Path, description = "The number above the counter."),
        ("Idempotency-Key" = String, Header, description = "Chosen by the client; the same one again does nothing.")),
    responses((status = 200, body = Counter), Always, Scoped, Keyed, OfCounter))]
pub(super) async fn resume(
    Caller(client): Caller,
    State(console): State<Arc<Console>>,
    At(id): At<u32>,
    key: Key,
) -> Result<Json<Counter>, Problem> {
    paused(&console, &client, id, &key, false).await
}

async fn paused(
    console: &Console,
    client: &Client,
    id: u32,
    key: &Key,
    pause: bool,
) -> Result<Json<Counter>, Problem> {
    let (counter, store) = (known(console, id)?, database(console)?);
    let origin = key.origin(console, client, counter.id);
    if pause {
        committed(|reply| store.pause(origin, reply)).await?;
    } else {
        committed(|reply| store.resume(origin, reply)).await?;
    }
    let now = overview(console).await?;
    Ok(Json(Counter::within(&counter, &now, &console.options.time_zone)))
}

/// Whose line is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    /// The service.
    service: String,
    /// How many of each kind (with priority and without) at most; 100 unless it says otherwise, never more.
    limit: Option<usize>,
}

/// Who waits for a service.
///
/// Those who were sent to one counter alone stand in that counter's line.
#[utoipa::path(get, path = "/api/v1/waiting", tag = "queue",
    params(("service" = String, Query, description = "The service's id."),
        ("limit" = Option<usize>, Query, description = "How many with and how many without priority at most: 100, or fewer.")),
    responses((status = 200, body = Waiting), Always, Queried))]
pub(super) async fn waiting(
    _: Client,
    State(console): State<Arc<Console>>,
    Question(line): Question<Line>,
) -> Result<Json<Waiting>, Problem> {
    let service = known_service(&console, line.service, Kind::BadRequest)?;
    let (store, day, most) = (database(&console)?, console.day(), line.limit.unwrap_or(LISTED).min(LISTED));
    let (seq, found) = asked(&store, move |store: &Store| store.waiting(&service, day, most)).await?;
    let tickets = found.iter().map(|listed| Listed::new(listed, &console.options.time_zone)).collect();
    Ok(Json(Waiting { seq, tickets }))
}

/// The service that a request names, or the problem that there is none.
pub(super) fn known_service(console: &Console, id: String, kind: Kind) -> Result<ServiceId, Problem> {
    let id = ServiceId(id);
    if console.office().service(&id).is_none() {
        return Err(Problem::with_detail(kind, "There is no such service."));
    }
    Ok(id)
}

/// The counter that a body names, or the problem that there is none.
pub(super) fn known_counter(console: &Console, id: u32) -> Result<kiosk_core::queue::Counter, Problem> {
    let counter = console.office().counter(CounterId(id)).cloned();
    counter.ok_or_else(|| Problem::with_detail(Kind::Invalid, "There is no such counter."))
}
