//! Which address leads where, and what every answer carries.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use kiosk_store::StoreError;
use maud::{Markup, html};
use serde::Deserialize;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::live::committed;
use crate::options::Console;
use crate::page::{self, PageLang, frame};
use crate::sessions::{SIGNED_IN, Sessions};
use crate::{api, assets, board, client, demo, phone, staff};

/// The largest body is a card's payload or a PIN.
pub(crate) const BODY_LIMIT: usize = 16 * 1024;

/// All notices and house rules in two languages, each letter written as nine.
const SETTINGS_LIMIT: usize = 96 * 1024;
/// A body that pauses for longer is given up: who sends it letter by letter must not hold a place.
const BODY_TIME: Duration = Duration::from_secs(10);

/// Everything comes from the kiosk itself; nothing is inline; nobody may put a page into a frame.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: browsers then send `Origin: null` with a form, and the check below refuses it.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// All pages.
pub(crate) fn app(console: Arc<Console>) -> Router {
    let sessions = SessionManagerLayer::new(Sessions::new(&console.options))
        .with_name("kiosk-staff")
        .with_secure(console.options.network.tls.is_some())
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_expiry(Expiry::OnInactivity(SIGNED_IN));
    let mut pages = Router::new()
        .route("/", get(index))
        .route("/healthz", get(health))
        .route("/lang", post(switch_language))
        .merge(assets::routes())
        .merge(board::routes())
        .merge(staff::routes().layer(sessions.clone()));
    if console.office().public_url.is_some() {
        pages = pages.merge(phone::routes());
    }
    if let Some(panel) = &console.options.demo {
        pages = pages.merge(demo::routes(&console, panel));
    }
    let settings = staff::settings_routes().layer(sessions);
    pages
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .merge(settings.layer(RequestBodyLimitLayer::new(SETTINGS_LIMIT)))
        .fallback(not_found)
        .layer(RequestBodyTimeoutLayer::new(BODY_TIME))
        .layer(from_fn_with_state(Arc::clone(&console), within_limit))
        .layer(CsrfLayer::new().with_rejection_response(|_| foreign()))
        .merge(api::routes(&console))
        .layer(from_fn_with_state(Arc::clone(&console), client::known))
        .layer(map_response(with_headers))
        .with_state(console)
}

/// Refuses what comes while too many others are being answered: who floods the console must not fill the
/// kiosk's memory. Event streams count until they have begun.
async fn within_limit(State(console): State<Arc<Console>>, request: Request, next: Next) -> Response {
    match console.answering.try_acquire() {
        Ok(_turn) => next.run(request).await,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], "Too many requests.\n")
            .into_response(),
    }
}

async fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn foreign() -> Response<Body> {
    (StatusCode::FORBIDDEN, "This request comes from a page of another site.\n").into_response()
}

async fn not_found(PageLang(lang): PageLang) -> (StatusCode, Markup) {
    let body = html! {
        main.narrow {
            h1 { (page::say(lang, "Không có trang này", "There is no such page")) }
            p { a.button href="/" { (page::say(lang, "Về trang đầu", "To the first page")) } }
        }
    };
    (StatusCode::NOT_FOUND, frame(lang, "404", &[], &body))
}

async fn index(State(console): State<Arc<Console>>, PageLang(lang): PageLang) -> Markup {
    let demo = console.options.demo.is_some();
    let body = html! {
        main.narrow {
            h1 { (console.office().name.get(lang)) }
            nav.doors {
                (door("/staff", page::say(lang, "Cán bộ", "Staff"), page::say(lang, "Gọi số tại quầy", "Call numbers to a counter")))
                (door("/board", page::say(lang, "Bảng gọi số", "Lobby board"), page::say(lang, "Cho màn hình ở sảnh", "For the screen in the lobby")))
                @if demo {
                    (door("/screen", page::say(lang, "Màn hình kiosk", "The kiosk's screen"), page::say(lang, "Xem và chạm từ trình duyệt", "Watch and touch it from here")))
                    (door("/demo", page::say(lang, "Thiết bị mô phỏng", "Simulated devices"), page::say(lang, "Quét thẻ, hết giấy, rút dây…", "Scan a card, run out of paper, pull a plug…")))
                }
            }
            (page::language_switch(lang, "/"))
        }
    };
    frame(lang, console.office().name.get(lang), &[], &body)
}

fn door(href: &str, title: &str, hint: &str) -> Markup {
    html! { a.door href=(href) { strong { (title) } span { (hint) } } }
}

/// 200 while the database's writer answers, otherwise 503 with a word that says why.
async fn health(State(console): State<Arc<Console>>) -> (StatusCode, &'static str) {
    let Some(store) = console.store() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "no database\n");
    };
    match committed(|reply| store.ping(reply)).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(StoreError::Full) => (StatusCode::SERVICE_UNAVAILABLE, "disk full\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database does not answer\n"),
    }
}

#[derive(Deserialize)]
struct Switch {
    lang: String,
    back: String,
}

/// The pages that a change of language comes back to; any other address would lead out of the console.
const PAGES: [&str; 14] = [
    "/staff",
    "/staff/figures",
    "/staff/form",
    "/staff/notices",
    "/staff/issue",
    "/staff/accounts",
    "/staff/clients",
    "/staff/trail",
    "/staff/settings/services",
    "/staff/settings/counters",
    "/staff/settings/hours",
    "/staff/settings/texts",
    "/demo",
    "/screen",
];

async fn switch_language(
    State(console): State<Arc<Console>>,
    axum::Form(form): axum::Form<Switch>,
) -> Response {
    let back = if PAGES.contains(&form.back.as_str()) { form.back } else { "/".into() };
    (page::remember_language(&form.lang, console.options.network.tls.is_some()), Redirect::to(&back))
        .into_response()
}
