//! Staff pages: sign in, choose a counter, call numbers; accounts and audit trail for administrators.

mod accounts;
mod clerk;
mod clients;
mod commands;
mod door;
mod facts;
mod figures;
mod form_reader;
mod issue;
mod note;
mod notices;
mod panel;
mod pin;
mod press;
mod settings;
mod sign_in;
mod throttle;
mod ticket;
mod trail;
mod waiting;
mod words;

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response, Sse};
use axum::routing::{get, post};
use axum::{Extension, Form, Router};
use kiosk_core::queue::CounterId;
use maud::Markup;
use serde::Deserialize;

use crate::client::Client;
use crate::options::Console;
use crate::page::PageLang;
use crate::{limits, live};
use clerk::{Clerk, Unsigned};
pub(crate) use commands::print_once;
pub use door::{StaffDoor, Turned};
use facts::Facts;
use note::Note;
pub(crate) use pin::check_hash;
pub use pin::{PinError, hash_pin};
pub(crate) use press::Prints;
pub(crate) use settings::routes as settings_routes;
pub(crate) use throttle::Throttle;

pub(crate) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/staff", get(page))
        .route("/staff/sign-in", post(sign_in::sign_in))
        .route("/staff/sign-out", post(sign_in::sign_out))
        .route("/staff/counter", post(choose_counter))
        .route("/staff/panel", get(fragment))
        .route("/staff/events", get(events))
        .route("/staff/figures", get(figures::page))
        .route("/staff/figures.xlsx", get(figures::xlsx))
        .route("/staff/figures.csv", get(figures::csv))
        .route("/staff/form", get(form_reader::page))
        .route("/staff/form/labels", get(form_reader::labels))
        .route("/staff/next", post(commands::next))
        .route("/staff/call", post(commands::call))
        .route("/staff/pause", post(commands::pause))
        .route("/staff/resume", post(commands::resume))
        .route("/staff/undo", post(commands::undo))
        .route("/staff/reprint", post(commands::reprint))
        .route("/staff/slip-seen", post(commands::slip_seen))
        .route("/staff/help-given", post(commands::help_given))
        .route("/staff/{verb}", post(commands::about_ticket))
        .route("/staff/ticket", get(ticket::find))
        .route("/staff/ticket/{id}", get(ticket::page))
        .route("/staff/issue", get(issue::page).post(issue::issue))
        .route("/staff/issued/{id}", get(issue::issued))
        .route("/staff/accounts", get(accounts::page).post(accounts::add))
        .route("/staff/accounts/{id}", post(accounts::change))
        .route("/staff/clients", get(clients::page).post(clients::add))
        .route("/staff/clients/{name}/revoke", post(clients::revoke))
        .route("/staff/trail", get(trail::page))
        .route("/staff/trail/undo", post(trail::undo))
        .route("/staff/notices", get(notices::page).post(notices::print))
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
        return sign_in::pin_page(lang, &console, None).await;
    };
    match clerk.at(&console) {
        None => panel::counter_page(lang, &console, &clerk),
        Some(counter) => {
            let note = query.ok().and_then(|Query(asked)| asked.note);
            panel::work_page(lang, &console, (&clerk, &counter), note, &Facts::read(&console, &counter).await)
        }
    }
}

/// The part of the work page that changes; 401 sends the script to the sign-in, 409 to the counters.
async fn fragment(State(console): State<Arc<Console>>, PageLang(lang): PageLang, clerk: Clerk) -> Response {
    match clerk.at(&console) {
        None => StatusCode::CONFLICT.into_response(),
        Some(counter) => {
            panel::panel(lang, &console, &counter, &Facts::read(&console, &counter).await).into_response()
        }
    }
}

async fn events(
    State(console): State<Arc<Console>>,
    Extension(client): Extension<Client>,
    _: Clerk,
) -> Response {
    match console.limits.streams.take(client) {
        Some(place) => Sse::new(live::held(place, live::staff_events(&console))).into_response(),
        None => limits::no_place(),
    }
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
