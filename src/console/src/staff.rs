//! Staff pages: sign in, choose a counter, call numbers.

mod figures;
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
use kiosk_core::queue::{Command, CommandId, Counter, CounterId, Refusal, TicketId};
use kiosk_store::{CallOutcome, Origin, Store, StoreError};
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
        .route("/staff/figures", get(figures::page))
        .route("/staff/figures.xlsx", get(figures::xlsx))
        .route("/staff/figures.csv", get(figures::csv))
        .route("/staff/form", get(form_reader::page))
        .route("/staff/form/labels", get(form_reader::labels))
}

/// What a page says once about the command before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Note {
    /// The counter had moved on when the command came.
    Stale,
    /// The number has been called as often as the office allows.
    RecallLimit,
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
            Self::RecallLimit => "recall-limit",
            Self::Nobody => "nobody",
            Self::Full => "full",
            Self::Failed => "failed",
        }
    }
}

impl From<StoreError> for Note {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(Refusal::RecallLimit) => Self::RecallLimit,
            StoreError::Refused(_) | StoreError::NoSuchTicket | StoreError::NoSuchEntry => Self::Stale,
            StoreError::Full => Self::Full,
            StoreError::Corrupt
            | StoreError::Locked
            | StoreError::Closed
            | StoreError::UsedUp
            | StoreError::Io(_)
            | StoreError::Sqlite(_)
            | StoreError::System(_) => {
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

/// A press of a button. The page names the ticket that it is about, so that a second press finds that it has
/// moved on; the id is new each time.
fn press(console: &Console, counter: &Counter) -> Result<Origin, Redirect> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|_| back(Some(Note::Failed)))?;
    let command = CommandId(u128::from_be_bytes(id));
    Ok(Origin { command, counter: counter.id, staff: None, at: console.now().civil })
}

async fn next(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    let (store, counter) = at_counter(&console, &clerk)?;
    let (press, day) = (press(&console, counter)?, console.day());
    let asked = (&counter.services[..], &console.options.office.queue);
    let called = committed(|reply| store.call_next(press, asked, seen.ticket(), day, reply)).await;
    Ok(back(match called {
        Ok(CallOutcome::Called(_)) => None,
        Ok(CallOutcome::NobodyWaiting) => Some(Note::Nobody),
        Err(error) => Some(error.into()),
    }))
}

/// A command about the ticket that the page showed.
async fn give(console: &Console, clerk: &Clerk, seen: &Seen, command: Command) -> Result<Redirect, Redirect> {
    let (store, counter) = at_counter(console, clerk)?;
    let ticket = seen.ticket().ok_or_else(|| back(Some(Note::Stale)))?;
    let (press, rules) = (press(console, counter)?, &console.options.office.queue);
    let given = committed(|reply| store.command(press, ticket, command, rules, reply)).await;
    Ok(back(given.err().map(Note::from)))
}

async fn recall(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    give(&console, &clerk, &seen, Command::Recall).await
}

async fn no_show(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    give(&console, &clerk, &seen, Command::NoShow).await
}

async fn done(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Redirect> {
    give(&console, &clerk, &seen, Command::Done).await
}
