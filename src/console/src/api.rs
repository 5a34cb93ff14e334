//! The API for other software of the office: `/api/v1`, described by `/api/v1/openapi.json`.
//!
//! Routes and document are made of the same list, so that neither can have what the other has not. A client shows
//! its token with each request. Cookies are not looked at, so there is nothing that a browser could send along by
//! itself for a page of another site, and no check of origins is needed; no page of another site is let in either
//! (no CORS).

mod calls;
mod client;
mod events;
mod given;
mod office;
mod problem;
mod shapes;
mod tickets;
mod words;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Json, extract::Path};
pub use client::token_hash;
pub(crate) use events::Streams;
use kiosk_store::Store;
use problem::{Kind, OfKind, Problem, Sent};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::options::Console;
use crate::routes::BODY_LIMIT;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "khong-viet",
        description = "The queue of a ward office: tickets, calls, counters and what happens to them. Whatever changes \
            something carries an `Idempotency-Key`: the same key at the same address gets the answer of the first time \
            and changes nothing. Errors are RFC 9457 problems; programs decide by `kind`. No answer is about a person."
    ),
    tags((name = "office", description = "What the office has."), (name = "queue", description = "Tickets and calls."),
        (name = "about", description = "About the API itself; no token is needed.")),
    components(schemas(Sent, shapes::Change, shapes::Reset)),
    modifiers(&Tokens),
    security(("token" = []))
)]
struct Document;

/// How a client shows who it is.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let mut bearer = Http::new(HttpAuthScheme::Bearer);
        bearer.description = Some(
            "A client's token, which an administrator makes at /staff/clients. Scope `read` looks, `issue` issues tickets \
             as well, `call` does everything."
                .into(),
        );
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// Every address with its handler and its description.
fn described() -> OpenApiRouter<Arc<Console>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(office::services))
        .routes(routes!(office::classes))
        .routes(routes!(office::counters))
        .routes(routes!(office::counter))
        .routes(routes!(office::pause))
        .routes(routes!(office::resume))
        .routes(routes!(office::waiting))
        .routes(routes!(tickets::of_number, tickets::issue))
        .routes(routes!(tickets::ticket))
        .routes(routes!(tickets::command))
        .routes(routes!(calls::latest, calls::call))
        .routes(routes!(calls::undo))
        .routes(routes!(events::events))
        .routes(routes!(problem_kind))
        .routes(routes!(document))
}

/// The document, made once.
static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| described().into_openapi().to_json().unwrap_or_default());

pub(crate) fn routes(console: &Arc<Console>) -> Router<Arc<Console>> {
    let (router, _) = described().split_for_parts();
    router
        .route("/api/{*rest}", any(async || Problem::from(Kind::NotFound)))
        .method_not_allowed_fallback(async || Problem::from(Kind::MethodNotAllowed))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(Arc::clone(console), within_limit))
}

/// Whether `path` is one of the API's addresses.
pub(crate) fn is_below(path: &str) -> bool {
    path.starts_with("/api/")
}

/// What is answered to who asks too much.
pub(crate) fn overloaded() -> Response {
    Problem::from(Kind::Overloaded).into_response()
}

/// As for the pages: who floods the console must not fill the kiosk's memory.
async fn within_limit(State(console): State<Arc<Console>>, request: Request, next: Next) -> Response {
    match console.answering.try_acquire() {
        Ok(_turn) => next.run(request).await,
        Err(_) => Problem::from(Kind::Overloaded).into_response(),
    }
}

/// The queue, or the problem that there is none at the moment.
fn database(console: &Console) -> Result<Store, Problem> {
    console.store().ok_or_else(|| Kind::NoDatabase.into())
}

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "about", security(()),
    responses((status = 200, body = Object, content_type = "application/json")))]
async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_str())
}

/// What a kind of problem means.
#[utoipa::path(get, path = "/api/v1/problems/{kind}", tag = "about", security(()),
    params(("kind" = String, Path, description = "The problem's `kind`.")),
    responses((status = 200, body = Sent), OfKind))]
async fn problem_kind(Path(name): Path<String>) -> Result<Json<Sent>, Problem> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or(Kind::NotFound)?;
    Ok(Json(Problem::from(kind).sent()))
}
