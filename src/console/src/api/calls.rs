//! Calls: whose turn it is, and what was called last; and taking a change back.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kiosk_core::queue::{CounterId, TicketId};
use kiosk_store::CallOutcome;
use serde::Deserialize;
use utoipa::ToSchema;

use super::client::{Caller, Client, Key};
use super::database;
use super::given::{At, Body};
use super::office::known_counter;
use super::problem::{Always, Keyed, OfChange, OfTicket, Problem, Ruled, Scoped, WithBody};
use super::shapes::{Call, Called, Calls, Change};
use super::tickets::told;
use crate::live::{asked, committed};
use crate::options::Console;

/// The day's latest calls, as the lobby board shows them.
#[utoipa::path(get, path = "/api/v1/calls", tag = "queue", responses((status = 200, body = Calls), Always))]
pub(super) async fn latest(_: Client, State(console): State<Arc<Console>>) -> Result<Json<Calls>, Problem> {
    let (store, day) = (database(&console)?, console.day());
    let board = asked(&store, move |store| store.board(day)).await?;
    let calls = board.calls.iter().map(|call| Call::new(call, &console.options.time_zone)).collect();
    Ok(Json(Calls { seq: board.seq, calls }))
}

/// A call that is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCall {
    /// The counter that calls.
    counter: u32,
    /// The ticket that the caller believes open at the counter; it is done with the call. If another one is open
    /// there, or one at all when this says `null`, the call is refused as `stale`.
    open: Option<i64>,
    /// The ticket to call; whose turn it is if it says none.
    ticket: Option<i64>,
}

/// Ends what is open at the counter and calls the next ticket, or the one that is named.
#[utoipa::path(post, path = "/api/v1/calls", tag = "queue", request_body = NewCall,
    params(("Idempotency-Key" = String, Header, description = "Chosen by the client, one for each call.")),
    responses((status = 200, body = Called), Always, Scoped, Keyed, WithBody, OfTicket, Ruled))]
pub(super) async fn call(
    Caller(client): Caller,
    State(console): State<Arc<Console>>,
    key: Key,
    Body(wanted): Body<NewCall>,
) -> Result<Json<Called>, Problem> {
    let (store, counter) = (database(&console)?, known_counter(&console, wanted.counter)?);
    let origin = key.origin(&console, &client, counter.id);
    let (open, office) = (wanted.open.map(TicketId), console.office());
    let rules = &office.queue;
    let call = match wanted.ticket.map(TicketId) {
        Some(ticket) => Some(committed(|reply| store.call(origin, ticket, open, rules, reply)).await?),
        None => {
            let (serves, day) = ((&counter.services[..], rules), console.day());
            match committed(|reply| store.call_next(origin, serves, open, day, reply)).await? {
                CallOutcome::Called(call) => Some(call),
                CallOutcome::NobodyWaiting => None,
            }
        }
    };
    Ok(Json(Called { call: call.map(|call| Call::new(&call, &console.options.time_zone)) }))
}

/// Takes a change back.
///
/// Its ticket stands again where it stood before. Only the latest change of a ticket.
#[utoipa::path(post, path = "/api/v1/changes/{seq}/undo", tag = "queue",
    params(("seq" = u64, Path, description = "The change's `seq`."),
        ("Idempotency-Key" = String, Header, description = "Chosen by the client, one for each attempt.")),
    responses((status = 200, body = Change), Always, Scoped, Keyed, OfChange, Ruled))]
pub(super) async fn undo(
    Caller(client): Caller,
    State(console): State<Arc<Console>>,
    At(seq): At<u64>,
    key: Key,
) -> Result<Json<Change>, Problem> {
    let store = database(&console)?;
    // At no counter, as administrators do: the change says itself which counter it is about.
    let origin = key.origin(&console, &client, CounterId(0));
    let entry = committed(|reply| store.undo(origin, seq, reply)).await?;
    told(&console, &store, &entry).await.map(Json)
}
