//! Addresses of the demo, for people and for programs.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use maud::Markup;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use super::page;
use super::{DemoError, DemoPanel};
use crate::options::Console;
use crate::page::PageLang;

type Panel = Arc<dyn DemoPanel>;

/// What the handlers here hold: the panel is there, which the console alone does not promise.
#[derive(Clone)]
struct Demo {
    console: Arc<Console>,
    panel: Panel,
}

impl FromRef<Demo> for Panel {
    fn from_ref(demo: &Demo) -> Self {
        Arc::clone(&demo.panel)
    }
}

/// The demo's pages around `panel`.
pub(crate) fn routes(console: &Arc<Console>, panel: &Panel) -> Router<Arc<Console>> {
    Router::new()
        .route("/screen", get(screen_page))
        .route("/screen.png", get(screen_png))
        .route("/screen/touch", post(touch))
        .route("/screen/key", post(key))
        .route("/screen/elements", get(elements))
        .route("/demo", get(demo_page))
        .route("/demo/scan", post(scan))
        .route("/demo/fault", post(fault))
        .route("/demo/paper.png", get(paper))
        .route("/demo/refused", get(refused))
        .route("/demo/pages/latest.pdf", get(form_pdf))
        .route("/demo/pages/latest.png", get(form_png))
        .with_state(Demo { console: Arc::clone(console), panel: Arc::clone(panel) })
}

/// Asks the panel on a thread that may block.
async fn ask<T: Send + 'static>(
    panel: Panel,
    question: impl FnOnce(&dyn DemoPanel) -> T + Send + 'static,
) -> Result<T, Failure> {
    spawn_blocking(move || question(&*panel)).await.map_err(|_| Failure::gone())
}

/// An answer to a program that asked wrongly: a status and a JSON body with `error`.
struct Failure(StatusCode, Value);

impl Failure {
    fn gone() -> Self {
        Self(StatusCode::SERVICE_UNAVAILABLE, json!({ "error": DemoError::Gone.to_string() }))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.0, Json(self.1)).into_response()
    }
}

/// Reads JSON whatever the content type says, so that `curl -d` needs no header.
fn parse<T: DeserializeOwned>(body: &Bytes) -> Result<T, Failure> {
    serde_json::from_slice(body)
        .map_err(|error| Failure(StatusCode::BAD_REQUEST, json!({ "error": error.to_string() })))
}

async fn screen_page(PageLang(lang): PageLang) -> Markup {
    page::screen_page(lang)
}

async fn demo_page(State(demo): State<Demo>, PageLang(lang): PageLang) -> Result<Markup, Failure> {
    ask(demo.panel, move |panel| page::demo_page(lang, &demo.console.office(), panel)).await
}

async fn screen_png(State(panel): State<Panel>, headers: HeaderMap) -> Result<Response, Failure> {
    let version = ask(Arc::clone(&panel), |panel| panel.frame_version()).await?;
    let tag = format!("\"{version}\"");
    if is_known(&headers, &tag) {
        return Ok(unchanged(tag));
    }
    match ask(panel, |panel| panel.screen_png()).await? {
        Ok(png) => Ok(file("image/png", tag, png)),
        Err(_) => Err(Failure::gone()),
    }
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes())
}

fn unchanged(tag: String) -> Response {
    (StatusCode::NOT_MODIFIED, [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".into())])
        .into_response()
}

fn file(kind: &str, tag: String, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "no-cache".into()),
    ];
    (headers, bytes).into_response()
}

/// A device's output; 404 while there is none.
fn output(kind: &str, headers: &HeaderMap, bytes: Option<Vec<u8>>) -> Result<Response, Failure> {
    let bytes = bytes
        .ok_or_else(|| Failure(StatusCode::NOT_FOUND, json!({ "error": "nothing has come out yet" })))?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let tag = format!("\"{:016x}\"", hasher.finish());
    Ok(if is_known(headers, &tag) { unchanged(tag) } else { file(kind, tag, bytes) })
}

async fn paper(State(panel): State<Panel>, headers: HeaderMap) -> Result<Response, Failure> {
    output("image/png", &headers, ask(panel, |panel| panel.paper_png()).await?)
}

async fn refused(State(panel): State<Panel>) -> Result<Response, Failure> {
    Ok(Json(ask(panel, |panel| panel.refused()).await?).into_response())
}

async fn form_pdf(State(panel): State<Panel>, headers: HeaderMap) -> Result<Response, Failure> {
    output("application/pdf", &headers, ask(panel, |panel| panel.form_pdf()).await?)
}

async fn form_png(State(panel): State<Panel>, headers: HeaderMap) -> Result<Response, Failure> {
    output("image/png", &headers, ask(panel, |panel| panel.form_png()).await?)
}

/// The longest that a finger rests, however long is asked for.
const LONGEST_HOLD: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
struct Touch {
    x: f32,
    y: f32,
    /// How long the finger rests; a touch without it.
    #[serde(default)]
    ms: u64,
}

async fn touch(State(panel): State<Panel>, body: Bytes) -> Result<StatusCode, Failure> {
    let Touch { x, y, ms } = parse(&body)?;
    let hold = (ms > 0).then(|| Duration::from_millis(ms).min(LONGEST_HOLD));
    ask(panel, move |panel| match hold {
        Some(span) => panel.hold(x, y, span),
        None => panel.touch(x, y),
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Key {
    key: String,
}

async fn key(State(panel): State<Panel>, body: Bytes) -> Result<StatusCode, Failure> {
    let Key { key } = parse(&body)?;
    match ask(panel, move |panel| panel.key(&key)).await? {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(error) => Err(Failure(StatusCode::BAD_REQUEST, json!({ "error": error.to_string() }))),
    }
}

async fn elements(State(panel): State<Panel>) -> Result<Response, Failure> {
    Ok(Json(ask(panel, |panel| panel.elements()).await?).into_response())
}

#[derive(Deserialize)]
struct Scan {
    payload: String,
}

async fn scan(State(panel): State<Panel>, body: Bytes) -> Result<StatusCode, Failure> {
    let Scan { payload } = parse(&body)?;
    ask(panel, move |panel| panel.scan(payload.into_bytes())).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Fault {
    device: String,
    fault: String,
}

async fn fault(State(panel): State<Panel>, body: Bytes) -> Result<StatusCode, Failure> {
    let Fault { device, fault } = parse(&body)?;
    ask(panel, move |panel| match panel.fault(&device, &fault) {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(DemoError::Gone) => Err(Failure::gone()),
        Err(error @ (DemoError::UnknownDevice | DemoError::UnknownFault | DemoError::UnknownKey)) => {
            Err(unknown(&error, panel))
        }
    })
    .await?
}

/// Says what could have been asked for.
fn unknown(error: &DemoError, panel: &dyn DemoPanel) -> Failure {
    let known: serde_json::Map<String, Value> = panel
        .faults()
        .into_iter()
        .map(|(device, faults)| (device, faults.into_iter().chain(["none".to_owned()]).collect()))
        .collect();
    Failure(StatusCode::BAD_REQUEST, json!({ "error": error.to_string(), "known": known }))
}
