//! Staff pages: sign in, choose a counter, call numbers.

mod form_reader;
mod panel;
mod sign_in;
mod throttle;

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response, Sse};
use axum::routing::{get, post};
use axum::{Form, Router};
use kiosk_core::queue::{Counter, CounterId, TicketId};
use kiosk_store::{CallOutcome, Store, StoreError};
use maud::Markup;
use serde::Deserialize;

use crate::live::{self, committed};
use crate::options::{Console, StaffSignal};
use crate::page::PageLang;
pub(crate) use sign_in::check_hash;
use sign_in::{Clerk, Unsigned};
pub use sign_in::{PinError, hash_pin};
pub(crate) use throttle::Throttle;

pub(crate) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/staff", get(page))
        .route("/staff/sign-in", post(sign_in::sign_in))
        .route("/staff/sign-out", post(sign_in::sign_out))
        .route("/staff/counter", post(choose_counter))
        .route("/staff/next", post(next))
        .route("/staff/recall", post(recall))
        .route("/staff/no-show", post(no_show))
        .route("/staff/done", post(done))
        .route("/staff/help-given", post(help_given))
        .route("/staff/panel", get(fragment))
        .route("/staff/events", get(events))
        .route("/staff/form", get(form_reader::page))
        .route("/staff/form/labels", get(form_reader::labels))
}

/// What a page says once about the command before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Note {
    /// The counter had moved on when the command came.
    Stale,
    /// Nobody waits.
    Nobody,
    /// The disk is full.
    Full,
    /// There is no database, or it failed.
    Failed,
}

impl Note {
    fn name(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Nobody => "nobody",
            Self::Full => "full",
            Self::Failed => "failed",
        }
    }
}

impl From<StoreError> for Note {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale | StoreError::NoSuchTicket => Self::Stale,
            StoreError::Full => Self::Full,
            StoreError::Corrupt
            | StoreError::Locked
            | StoreError::Closed
            | StoreError::Io(_)
            | StoreError::Sqlite(_) => {
                tracing::error!(%error, "staff command failed");
                Self::Failed
            }
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    note: Option<Note>,
}

async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Result<Query<Asked>, QueryRejection>,
    clerk: Result<Clerk, Unsigned>,
) -> Markup {
    let Ok(clerk) = clerk else {
        return sign_in::pin_page(lang, &console, None);
    };
    match clerk.at(&console) {
        None => panel::counter_page(lang, &console),
        Some(counter) => {
            let note = query.ok().and_then(|Query(asked)| asked.note);
            panel::work_page(lang, &console, counter, note, &panel::Facts::read(&console, counter).await)
        }
    }
}

/// The part of the work page that changes; 401 sends the script to the sign-in, 409 to the counters.
async fn fragment(State(console): State<Arc<Console>>, PageLang(lang): PageLang, clerk: Clerk) -> Response {
    match clerk.at(&console) {
        None => StatusCode::CONFLICT.into_response(),
        Some(counter) => panel::panel(lang, &console, counter, &panel::Facts::read(&console, counter).await)
            .into_response(),
    }
}

async fn events(State(console): State<Arc<Console>>, _: Clerk) -> Response {
    Sse::new(live::staff_events(&console)).into_response()
}

#[derive(Deserialize)]
struct Choice {
    /// The number above the counter; empty to choose again.
    counter: String,
}

async fn choose_counter(clerk: Clerk, Form(choice): Form<Choice>) -> Result<Redirect, Unsigned> {
    clerk.choose(choice.counter.parse().ok().map(CounterId)).await?;
    Ok(Redirect::to("/staff"))
}

async fn help_given(State(console): State<Arc<Console>>, _: Clerk) -> Redirect {
    (console.options.on_staff)(StaffSignal::HelpGiven);
    Redirect::to("/staff")
}

#[derive(Deserialize)]
struct Seen {
    /// The ticket that the page showed; empty when it showed none.
    seen: String,
}

impl Seen {
    fn ticket(&self) -> Option<TicketId> {
        self.seen.parse().ok().map(TicketId)
    }
}

/// Where a command leads: back to the page, with a note if there is something to say.
fn back(note: Option<Note>) -> Redirect {
    match note {
        None => Redirect::to("/staff"),
        Some(note) => Redirect::to(&format!("/staff?note={}", note.name())),
    }
}

/// The database and the counter that a command is about.
fn at_counter<'a>(console: &'a Console, clerk: &Clerk) -> Result<(Store, &'a Counter), Redirect> {
    let counter = clerk.at(console).ok_or_else(|| back(None))?;
    let store = console.store().ok_or_else(|| back(Some(Note::Failed)))?;
    Ok((store, counter))
}

async fn next(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    let (store, counter) = at_counter(&console, &clerk)?;
    let at = console.now().civil;
    let called = committed(|reply| {
        store.call_next(counter.id, &counter.services, seen.ticket(), at.date(), at, reply)
    })
    .await;
    Ok(back(match called {
        Ok(CallOutcome::Called(_)) => None,
        Ok(CallOutcome::NobodyWaiting) => Some(Note::Nobody),
        Err(error) => Some(error.into()),
    }))
}

async fn recall(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    let (store, counter) = at_counter(&console, &clerk)?;
    let ticket = seen.ticket().ok_or_else(|| back(Some(Note::Stale)))?;
    let at = console.now().civil;
    let called = committed(|reply| store.recall(counter.id, ticket, at, reply)).await;
    Ok(back(called.err().map(Note::from)))
}

async fn no_show(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    let (store, counter) = at_counter(&console, &clerk)?;
    let ticket = seen.ticket().ok_or_else(|| back(Some(Note::Stale)))?;
    let at = console.now().civil;
    let ended = committed(|reply| store.no_show(counter.id, ticket, at, reply)).await;
    Ok(back(ended.err().map(Note::from)))
}

async fn done(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    let (store, counter) = at_counter(&console, &clerk)?;
    let ticket = seen.ticket().ok_or_else(|| back(Some(Note::Stale)))?;
    let at = console.now().civil;
    let ended = committed(|reply| store.done(counter.id, ticket, at, reply)).await;
    Ok(back(ended.err().map(Note::from)))
}
