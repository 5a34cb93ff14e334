//! The lobby board (bảng gọi số): one page for large screens, fed by events.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response, Sse};
use axum::routing::get;
use axum::{Extension, Router};
use kiosk_core::office::Office;
use kiosk_core::queue::{CounterId, Service, ServiceId, TicketNumber};
use kiosk_core::text::{Lang, Text};
use kiosk_core::voice::Pending;
use kiosk_store::{Board, Call};
use maud::{DOCTYPE, Markup, html};
use serde::Serialize;

use crate::client::Client;
use crate::options::Console;
use crate::voice;
use crate::{limits, live};

/// A page of another version loads itself anew.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// All that the board shows, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Snapshot {
    pub(crate) seq: u64,
    version: &'static str,
    /// Whether there is a database to read.
    pub(crate) available: bool,
    /// The latest first.
    calls: Vec<ShownCall>,
    /// Every service of the office that gives out numbers or is waited for, in its order.
    waiting: Vec<ShownQueue>,
    /// The office's notices (thông báo).
    notices: Vec<Text>,
    /// The same calls, for whoever says them.
    #[serde(skip)]
    pub(crate) spoken: Vec<Pending<(TicketNumber, CounterId)>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ShownCall {
    number: String,
    counter: u32,
    /// Changes with each call and recall.
    seq: u64,
    /// Whether the counter still waits for or serves this number.
    open: bool,
    /// Local time of the call: who said nothing for long says nothing late.
    at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ShownQueue {
    prefix: String,
    name: Text,
    waiting: u32,
}

impl Default for Snapshot {
    fn default() -> Self {
        Self {
            seq: 0,
            version: VERSION,
            available: false,
            calls: Vec::new(),
            waiting: Vec::new(),
            notices: Vec::new(),
            spoken: Vec::new(),
        }
    }
}

impl Snapshot {
    pub(crate) fn new(board: &Board, office: &Office) -> Self {
        Self {
            seq: board.seq,
            version: VERSION,
            available: true,
            calls: board.calls.iter().map(ShownCall::new).collect(),
            waiting: queues(board, office),
            notices: office.notices.clone(),
            spoken: board.calls.iter().map(pending).collect(),
        }
    }
}

impl ShownCall {
    fn new(call: &Call) -> Self {
        Self {
            number: call.number.to_string(),
            counter: call.counter.0,
            seq: call.seq,
            open: call.state.is_at_counter(),
            at: call.at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        }
    }
}

fn pending(call: &Call) -> Pending<(TicketNumber, CounterId)> {
    let what = (call.number.clone(), call.counter);
    Pending { seq: call.seq, at: call.at, open: call.state.is_at_counter(), what }
}

fn queues(board: &Board, office: &Office) -> Vec<ShownQueue> {
    let waiting =
        |id: &ServiceId| board.waiting.iter().find(|(service, _)| service == id).map_or(0, |(_, n)| *n);
    // A service that gives out no numbers is there for as long as somebody waits for it.
    let stands = |service: &&Service| service.open || waiting(&service.id) > 0;
    let shown = office.services.iter().filter(stands).map(|service| ShownQueue {
        prefix: service.prefix.clone(),
        name: service.name.clone(),
        waiting: waiting(&service.id),
    });
    shown.collect()
}

pub(crate) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/board", get(page))
        .route("/board/events", get(events))
        .route("/board/voice/{file}", get(voice::sound))
}

async fn events(State(console): State<Arc<Console>>, Extension(client): Extension<Client>) -> Response {
    match console.limits.streams.take(client) {
        Some(place) => Sse::new(live::held(place, live::board_events(&console))).into_response(),
        None => limits::no_place(),
    }
}

async fn page(State(console): State<Arc<Console>>) -> Markup {
    let office = console.office();
    let name = office.name.get(Lang::Vi);
    html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Bảng gọi số · " (name) }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/board.css";
                script src="/assets/board.js" type="module" {}
            }
            body data-version=(VERSION) data-voice[voice::on_board(&console)] {
                header {
                    h1 { (name) }
                    div.time { time #clock { "--:--" } span #date {} }
                }
                (now_called())
                div.side {
                    section.calls aria-labelledby="recent" {
                        h2 #recent { "Vừa gọi" small lang="en" { "Recently called" } }
                        table { tbody #calls {} }
                    }
                    section.queues aria-labelledby="queues" {
                        h2 #queues { "Đang chờ" small lang="en" { "Waiting" } }
                        div #waiting {}
                    }
                }
                p #notices hidden {}
                (alerts(&console))
            }
        }
    }
}

fn now_called() -> Markup {
    html! {
        main.idle {
            p.lead { "Xin mời số" small lang="en" { "Now calling" } }
            div #now aria-live="assertive" {}
            p.empty { "Xin Quý khách vui lòng chờ gọi số" small lang="en" { "Please wait for your number" } }
        }
    }
}

/// What stands between the board and the truth, if anything does.
fn alerts(console: &Console) -> Markup {
    html! {
        div.alerts {
            p #lost role="alert" { "Mất kết nối – đang kết nối lại" }
            p #closed role="alert" hidden { "Hệ thống xếp hàng tạm ngừng – xin Quý khách hỏi cán bộ tiếp dân" }
            @if voice::on_board(console) {
                p #muted role="status" hidden { "Trình duyệt đang chặn âm thanh – xin chạm vào màn hình một lần" }
            }
            noscript { p { "Bảng này cần JavaScript." } }
        }
    }
}
