//! The phone page (trang trên điện thoại): what the code on a slip opens.
//!
//! Whoever holds the slip's token sees where its number stands, and nothing about a person, because nothing is known of
//! one. There is no session and no cookie. The page asks again by itself, seldom while the line is long and not at all
//! while nobody looks at it; without scripts the browser loads it anew.

mod face;
mod standing;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Form, Router};
use kiosk_core::queue::TicketState;
use kiosk_core::rating::Satisfaction;
use kiosk_core::text::Text;
use kiosk_store::{Place, StoreError};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use crate::client::Client;
use crate::live::{asked, committed};
use crate::options::Console;
use standing::Standing;

/// Without scripts the page loads itself anew so often, in seconds.
const RELOAD: u32 = 30;

pub(crate) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/t/{token}", get(page))
        .route("/t/{token}/place", get(fragment))
        .route("/t/{token}/rating", post(rate))
        .layer(map_response(unlisted))
}

/// Search engines shall not keep what is a citizen's own.
async fn unlisted(response: Response) -> Response {
    ([(HeaderName::from_static("x-robots-tag"), "noindex, nofollow")], response).into_response()
}

/// Why there is nothing to show.
enum Nothing {
    /// No ticket has this token, whatever it looks like.
    Unknown,
    /// This client asked for too many that do not exist.
    Guessing(Duration),
    /// The database is away.
    Unavailable,
}

/// The ticket of `token`. A token that does not exist costs the client one of its tries; whoever has none left is
/// answered without a look, so that guessing tells nothing and costs the kiosk nothing.
async fn place(console: &Console, client: Client, token: String) -> Result<Place, Nothing> {
    let now = console.now().tick;
    console.limits.misses.look(client, now).map_err(Nothing::Guessing)?;
    let store = console.store().ok_or(Nothing::Unavailable)?;
    let rules = console.office().queue.clone();
    let found = asked(&store, move |store| store.place(&token, &rules)).await;
    match found {
        Ok(Some(place)) => Ok(place),
        Ok(None) => match console.limits.misses.spend(client, now) {
            Ok(()) => Err(Nothing::Unknown),
            Err(wait) => Err(Nothing::Guessing(wait)),
        },
        Err(error) => {
            tracing::error!(%error, "a place in the line cannot be read");
            Err(Nothing::Unavailable)
        }
    }
}

async fn page(
    State(console): State<Arc<Console>>,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
) -> Response {
    match place(&console, client, token.clone()).await {
        Ok(place) => {
            let standing = Standing::new(&console, &place);
            frame(&console, &standing.title(), &standing.markup(&token)).into_response()
        }
        Err(nothing) => nothing.answer(&console),
    }
}

/// The part of the page that changes.
async fn fragment(
    State(console): State<Arc<Console>>,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
) -> Response {
    match place(&console, client, token.clone()).await {
        Ok(place) => Standing::new(&console, &place).markup(&token).into_response(),
        Err(nothing) => nothing.answer(&console),
    }
}

#[derive(Deserialize)]
struct Rated {
    step: u8,
}

/// Notes how satisfied the citizen was, once and after the work is done; whatever else comes changes nothing.
async fn rate(
    State(console): State<Arc<Console>>,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
    rated: Result<Form<Rated>, FormRejection>,
) -> Response {
    let place = match place(&console, client, token).await {
        Ok(place) => place,
        Err(nothing) => return nothing.answer(&console),
    };
    let Some(rating) = rated.ok().and_then(|Form(rated)| Satisfaction::of_step(rated.step)) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let back = Redirect::to(&format!("/t/{}", place.record.ticket.token));
    if !may_rate(&console, &place) {
        return back.into_response();
    }
    match note(&console, &place, rating).await {
        Ok(_) => back.into_response(),
        Err(error) => {
            tracing::error!(%error, "a rating cannot be noted");
            Nothing::Unavailable.answer(&console)
        }
    }
}

async fn note(console: &Console, place: &Place, rating: Satisfaction) -> Result<bool, StoreError> {
    let store = console.store().ok_or(StoreError::Closed)?;
    committed(|reply| store.rate(place.record.ticket.id, rating, reply)).await
}

/// Whether the citizen is asked: after the work, on the same day, once.
fn may_rate(console: &Console, place: &Place) -> bool {
    let done = place.record.standing.state == TicketState::Done;
    done && !place.rated && place.record.ticket.day == console.day()
}

impl Nothing {
    fn answer(self, console: &Console) -> Response {
        match self {
            Self::Unknown => (StatusCode::NOT_FOUND, said(console, &unknown())).into_response(),
            Self::Guessing(wait) => {
                let seconds = wait.as_secs().max(1).to_string();
                let page = said(console, &guessing());
                (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)], page).into_response()
            }
            Self::Unavailable => {
                let page = said(console, &unavailable());
                (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")], page).into_response()
            }
        }
    }
}

fn unknown() -> Text {
    Text::new(
        "Không tìm thấy số này. Xin Quý khách quét lại mã trên phiếu.",
        "There is no such number. Please scan the code on your slip again.",
    )
}

fn guessing() -> Text {
    Text::new("Xin Quý khách thử lại sau ít phút.", "Please try again in some minutes.")
}

fn unavailable() -> Text {
    Text::new(
        "Hệ thống xếp hàng tạm ngừng. Xin Quý khách xem bảng gọi số hoặc hỏi cán bộ tiếp dân.",
        "The queue is not available at the moment. Please watch the board or ask at reception.",
    )
}

/// A page that has one thing to say.
fn said(console: &Console, what: &Text) -> Markup {
    let body = html! { section.plain { (both("told", what)) } };
    frame(console, &what.vi, &body)
}

/// Both languages, Vietnamese first: a phone has no language switch to look for.
fn both(class: &str, text: &Text) -> Markup {
    html! { p class=(class) { (text.vi) span.en lang="en" { (text.en) } } }
}

fn frame(console: &Console, title: &str, body: &Markup) -> Markup {
    let office = console.office().name.clone();
    html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                title { (title) }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/phone.css";
                script src="/assets/phone.js" type="module" {}
                noscript { meta http-equiv="refresh" content=(RELOAD); }
            }
            body {
                header { (both("office", &office)) }
                main { (body) }
                p #offline role="status" hidden {
                    "Mất kết nối – trang sẽ tự cập nhật lại."
                    span.en lang="en" { "Not connected – the page will catch up by itself." }
                }
            }
        }
    }
}
