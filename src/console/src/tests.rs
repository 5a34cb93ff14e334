//! Pages over the real router, a real database and a clock turned by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accounts;
mod api;
mod board;
mod browser;
mod calls_said;
mod clients;
mod demo;
mod figures;
mod limits;
mod phone;
mod safety;
mod settings;
mod staff;
mod tls;
mod work;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use kiosk_core::form::{Catalog, Lists};
use kiosk_core::office::{Commune, Offer, Office, Times};
use kiosk_core::procedure::Procedures;
use kiosk_core::queue::{
    Class, ClassId, Counter, CounterId, Grounds, Numbering, OpeningHours, QueueRules, Service, ServiceId,
    Ticket, TicketState, VisitId,
};
use kiosk_core::text::Text;
use kiosk_core::time::Now;
use kiosk_store::{Options, Store, TicketRequest, wait};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio_stream::{Stream, StreamExt};
use tower::ServiceExt;

use crate::board::Snapshot;
use crate::client::Peer;
use crate::options::Console;
use crate::voice;
use crate::{
    Alarm, ConsoleOptions, DemoPanel, Network, OfficeInForce, StaffSignal, VoiceOptions, hash_pin, live,
    routes,
};

const PIN: &str = "2580";
const MORNING: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);

/// A console as the kiosk runs it, with everything that it is given in the test's hands.
struct Bench {
    _folder: TempDir,
    store: Store,
    app: Router,
    options: ConsoleOptions,
    clock: Arc<Mutex<Now>>,
    alarms: watch::Sender<Vec<Alarm>>,
    stores: watch::Sender<Option<Store>>,
    signals: Arc<Mutex<Vec<StaffSignal>>>,
}

fn classes() -> Vec<Class> {
    let class = |id: &str, vi: &str, grounds| Class {
        id: ClassId(id.into()),
        name: Text::new(vi, id),
        grounds,
        priority: true,
    };
    vec![
        class("cao-tuoi", "Người cao tuổi", Grounds::Age { from: 60 }),
        class("thai-phu", "Phụ nữ mang thai", Grounds::Declared),
    ]
}

fn office() -> Office {
    let service = |id: &str, prefix: &str, vi: &str, en: &str| Service {
        id: ServiceId(id.into()),
        name: Text::new(vi, en),
        prefix: prefix.into(),
        ready: None,
        minutes: None,
        numbering: Numbering::default(),
        per_day: None,
        open: true,
    };
    let counter = |id, services: &[&str]| Counter {
        id: CounterId(id),
        services: services.iter().map(|s| ServiceId((*s).into())).collect(),
    };
    let procedure = Procedures::built_in().unwrap().get("1.004873").unwrap().clone();
    let offer = Offer { procedure, service: ServiceId("ho-tich".into()), confirmed_fee: None };
    Office {
        name: Text::new("UBND phường Hải Châu", "Hải Châu Ward People's Committee"),
        residence_agency: "Công an phường Hải Châu".into(),
        commune: Commune::default(),
        place: "Hải Châu".into(),
        public_url: None,
        notices: Vec::new(),
        house_rules: Vec::new(),
        colour: None,
        services: vec![
            service("cu-tru", "A", "Cư trú", "Residence"),
            service("ho-tich", "B", "Hộ tịch", "Civil status"),
        ],
        form_printers: Vec::new(),
        counters: vec![counter(1, &["cu-tru"]), counter(2, &["cu-tru", "ho-tich"])],
        queue: QueueRules { classes: classes(), ..QueueRules::default() },
        hours: OpeningHours::default(),
        procedures: vec![offer],
        forms: Catalog::built_in(&Lists::built_in().unwrap()).unwrap(),
        fill_optional: true,
        times: Times::default(),
    }
}

fn open(folder: &TempDir) -> Store {
    let mut drawn = 0_u128;
    let tokens = move || {
        drawn += 1;
        drawn.to_be_bytes()
    };
    Store::open(folder.path().join("queue.db"), Options { max_pages: None, tokens: Box::new(tokens) })
        .unwrap()
}

impl Bench {
    fn new() -> Self {
        Self::with_demo(None)
    }

    /// Must be called inside a tokio runtime: it starts the feed.
    fn with_demo(demo: Option<Arc<dyn DemoPanel>>) -> Self {
        Self::with(demo, None)
    }

    /// Likewise.
    fn with_voice(voice: VoiceOptions) -> Self {
        Self::with(None, Some(voice))
    }

    fn with(demo: Option<Arc<dyn DemoPanel>>, voice: Option<VoiceOptions>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder);
        let clock = Arc::new(Mutex::new(Now { tick: Duration::from_secs(1000), civil: MORNING }));
        let (alarms, alarms_seen) = watch::channel(Vec::new());
        let (stores, stores_seen) = watch::channel(Some(store.clone()));
        let signals = Arc::new(Mutex::new(Vec::new()));
        let (reading, told) = (Arc::clone(&clock), Arc::clone(&signals));
        let options = ConsoleOptions {
            office: OfficeInForce::new(Arc::new(office())),
            store: stores_seen,
            alarms: alarms_seen,
            clock: Arc::new(move || *reading.lock().unwrap()),
            time_zone: TimeZone::fixed(jiff::tz::offset(7)),
            pin_hash: hash_pin(PIN).unwrap(),
            voice,
            network: Network::default(),
            demo,
            on_staff: Arc::new(move |signal| told.lock().unwrap().push(signal)),
        };
        let app = start(options.clone());
        Self { _folder: folder, store, app, options, clock, alarms, stores, signals }
    }

    /// The console as it is after a restart: the database is the same, memory is empty.
    fn restarted(mut self, change: impl FnOnce(&mut ConsoleOptions)) -> Self {
        change(&mut self.options);
        self.app = start(self.options.clone());
        self
    }

    fn state(&self, ticket: &Ticket) -> TicketState {
        self.store.ticket(ticket.id).unwrap().unwrap().standing.state
    }

    fn later(&self, seconds: u64) {
        let mut now = self.clock.lock().unwrap();
        now.tick += Duration::from_secs(seconds);
        now.civil += Duration::from_secs(seconds);
    }

    fn issue(&self, nth: u64, service: &str) -> Ticket {
        let office = office();
        let service = office.service(&ServiceId(service.into())).unwrap();
        let request = TicketRequest::new(VisitId { run: 1, nth }, service, MORNING.date(), MORNING);
        wait(|reply| self.store.issue(request, reply)).unwrap()
    }

    fn browser(&self) -> Browser {
        Browser { app: self.app.clone(), cookies: Vec::new(), peer: None }
    }

    /// A browser at this address.
    fn browser_at(&self, address: &str) -> Browser {
        Browser { peer: Some(Peer(address.parse().unwrap())), ..self.browser() }
    }

    /// A browser whose clerk works at `counter`.
    async fn clerk(&self, counter: u32) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.post("/staff/sign-in", &format!("pin={PIN}")).await.status, StatusCode::SEE_OTHER);
        browser.post("/staff/counter", &format!("counter={counter}")).await;
        browser
    }
}

fn start(options: ConsoleOptions) -> Router {
    let (feed, board) = watch::channel(Arc::new(Snapshot::default()));
    let console = Console::new(options, board);
    tokio::spawn(live::feed(Arc::clone(&console), feed));
    tokio::spawn(voice::say_calls(Arc::clone(&console)));
    routes::app(console)
}

/// Keeps cookies, and follows nothing by itself.
struct Browser {
    app: Router,
    cookies: Vec<String>,
    peer: Option<Peer>,
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
    bytes: Bytes,
}

impl Browser {
    async fn send(&mut self, request: Request<Body>) -> Response<Body> {
        let (mut parts, body) = request.into_parts();
        parts.headers.insert(header::HOST, "kiosk:8080".parse().unwrap());
        if let Some(peer) = self.peer {
            parts.extensions.insert(peer);
        }
        if !self.cookies.is_empty() {
            parts.headers.insert(header::COOKIE, self.cookies.join("; ").parse().unwrap());
        }
        let response = self.app.clone().oneshot(Request::from_parts(parts, body)).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = cookie.split_once('=').unwrap().0.to_owned();
            self.cookies.retain(|known| known.split_once('=').unwrap().0 != name);
            self.cookies.push(cookie);
        }
        response
    }

    async fn page(&mut self, request: Request<Body>) -> Page {
        let response = self.send(request).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    async fn get(&mut self, path: &str) -> Page {
        self.page(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&mut self, path: &str, form: &str) -> Page {
        self.post_from(path, form, Some("http://kiosk:8080")).await
    }

    async fn post_from(&mut self, path: &str, form: &str, origin: Option<&str>) -> Page {
        let mut request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        self.page(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// What `path` sends, piece by piece.
    async fn stream(&mut self, path: &str) -> impl Stream<Item = Bytes> + Unpin + use<> {
        let response = self.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().into_data_stream().map(Result::unwrap)
    }
}

fn to(page: &Page) -> &str {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.headers[header::LOCATION].to_str().unwrap()
}

/// What a browser sends when the form that leads to `action` and holds `part` is pressed: its hidden fields.
fn form(page: &str, action: &str, part: &str) -> String {
    let forms = page.split("<form").map(|form| form.split("</form>").next().unwrap());
    let wanted = format!(r#"action="{action}""#);
    let form = forms.into_iter().find(|form| form.contains(&wanted) && form.contains(part));
    let form = form.unwrap_or_else(|| panic!("no form to {action} with {part} in {page}"));
    let hidden = form.split(r#"<input type="hidden" name=""#).skip(1);
    let pairs = hidden.map(|input| {
        let (name, rest) = input.split_once('"').unwrap();
        format!("{name}={}", rest.split('"').nth(1).unwrap())
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The next event called `name`, as it stands in the stream. Fails after ten seconds.
async fn event(stream: &mut (impl Stream<Item = Bytes> + Unpin), name: &str) -> String {
    let wanted = format!("event: {name}\n");
    let find = async {
        loop {
            let text = String::from_utf8(stream.next().await.expect("the stream ended").to_vec()).unwrap();
            if text.contains(&wanted) {
                return text;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), find).await.expect("the event did not come")
}
