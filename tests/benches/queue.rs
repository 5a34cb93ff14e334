//! `make bench`: how quick the queue is. Tickets and calls at the database, then a call over HTTP until every lobby
//! board of a large office has been told, each over a connection of its own.
//!
//! `queue FOLDER` measures on another disk than that of temporary files.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use kiosk_console::{ConsoleHandle, ConsoleOptions, Network, OfficeInForce, hash_pin, serve, token_hash};
use kiosk_core::form::{Catalog, Lists};
use kiosk_core::office::{Commune, Office, Times};
use kiosk_core::queue::{
    CommandId, Counter, CounterId, Numbering, OpeningHours, QueueRules, Service, ServiceId, StaffId, VisitId,
};
use kiosk_core::text::Text;
use kiosk_core::time::Now;
use kiosk_store::{CallOutcome, Options, Origin, Scope, Store, TicketRequest, wait};
use tempfile::TempDir;
use tokio::sync::watch;

const NOW: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);
/// How long each number of clients issues.
const SPAN: Duration = Duration::from_secs(5);
/// How many tickets wait while calls are timed.
const WAITING: u64 = 100_000;
/// How many calls are timed at the database.
const CALLS: u64 = 1000;
/// Boards that are connected.
const BOARDS: usize = 200;
/// How many calls are timed until all of them have been told.
const TOLD: u64 = 200;

fn main() {
    // Cargo passes `--bench` along.
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = named.map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
    for clients in [1, 8, 64] {
        let store = open(&folder.path().join(format!("{clients}.db")));
        let started = Instant::now();
        let times = issue_with(&store, clients);
        let rate = times.len() as f64 / started.elapsed().as_secs_f64();
        println!("tickets, {clients:2} clients   {rate:6.0}/s     {}", figures(times));
    }
    with_many_waiting(&folder);
    boards(&folder);
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    format!("n={:5}  median {:6.2} ms  p99 {:6.2} ms  max {:6.2} ms", times.len(), at(0.5), at(0.99), at(1.0))
}

fn open(path: &Path) -> Store {
    let mut drawn = 0_u128;
    let tokens = move || {
        drawn += 1;
        drawn.to_be_bytes()
    };
    Store::open(path, Options { max_pages: None, tokens: Box::new(tokens) }).unwrap()
}

fn service(nth: u64) -> Service {
    let letter = ["A", "B", "C", "D"][(nth % 4) as usize];
    Service {
        id: ServiceId(letter.into()),
        name: Text::new(letter, letter),
        prefix: letter.into(),
        ready: None,
        minutes: None,
        numbering: Numbering::default(),
        per_day: None,
        open: true,
    }
}

fn request(run: u64, nth: u64) -> TicketRequest {
    TicketRequest::new(VisitId { run, nth }, &service(nth), NOW.date(), NOW)
}

/// One ticket after the other in each of `clients` threads; how long each took.
fn issue_with(store: &Store, clients: u64) -> Vec<Duration> {
    let issue = |client: u64| {
        let (until, mut times) = (Instant::now() + SPAN, Vec::new());
        while Instant::now() < until {
            let asked = Instant::now();
            wait(|reply| store.issue(request(client, times.len() as u64), reply)).unwrap();
            times.push(asked.elapsed());
        }
        times
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..clients).map(|client| scope.spawn(move || issue(client))).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    })
}

fn with_many_waiting(folder: &TempDir) {
    let store = open(&folder.path().join("many.db"));
    fill(&store, WAITING);
    println!("next call, {WAITING} waiting    {}", figures(calls(&store)));
    println!(
        "ticket, {WAITING} waiting       {}",
        figures((0..CALLS).map(|nth| ticket(&store, nth)).collect())
    );
    timed("check and copy the database      ", || drop(store.check_and_copy(NOW).unwrap()));
    timed("close the database               ", || drop(store));
    let mut again = None;
    timed("open it                          ", || again = Some(open(&folder.path().join("many.db"))));
    let (store, tomorrow) = (again.unwrap(), date(2026, 11, 24));
    timed("end a day with all its tickets   ", || {
        wait(|reply| store.close_days_before(tomorrow, NOW, reply)).unwrap();
    });
}

fn timed(what: &str, work: impl FnOnce()) {
    let started = Instant::now();
    work();
    println!("{what} {:.0} ms", started.elapsed().as_secs_f64() * 1000.0);
}

/// Many tickets, sent without waiting for each.
fn fill(store: &Store, tickets: u64) {
    for nth in 0..tickets {
        store.issue(request(1, nth), |_| {});
        if nth % 1000 == 0 {
            wait(|reply| store.ping(reply)).unwrap();
        }
    }
    wait(|reply| store.ping(reply)).unwrap();
}

fn calls(store: &Store) -> Vec<Duration> {
    let serves: Vec<ServiceId> = (0..4).map(|nth| service(nth).id).collect();
    let (rules, mut seen, mut times) = (QueueRules::default(), None, Vec::new());
    for nth in 0..CALLS {
        let origin = Origin { command: CommandId(nth.into()), counter: CounterId(1), staff: None, at: NOW };
        let asked = Instant::now();
        let next = |reply| store.call_next(origin, (&serves, &rules), seen, NOW.date(), reply);
        let outcome = wait(next).unwrap();
        times.push(asked.elapsed());
        seen = match outcome {
            CallOutcome::Called(call) => Some(call.ticket),
            CallOutcome::NobodyWaiting => None,
        };
    }
    times
}

fn ticket(store: &Store, nth: u64) -> Duration {
    let asked = Instant::now();
    wait(|reply| store.issue(request(2, nth), reply)).unwrap();
    asked.elapsed()
}

fn office() -> Office {
    let services: Vec<Service> = (0..4).map(service).collect();
    let serves: Vec<ServiceId> = services.iter().map(|service| service.id.clone()).collect();
    Office {
        name: Text::new("UBND", "Ward"),
        notices: Vec::new(),
        house_rules: Vec::new(),
        colour: None,
        residence_agency: String::new(),
        commune: Commune::default(),
        place: String::new(),
        public_url: None,
        services,
        form_printers: Vec::new(),
        counters: (1..=20).map(|id| Counter { id: CounterId(id), services: serves.clone() }).collect(),
        queue: QueueRules::default(),
        hours: OpeningHours::default(),
        procedures: Vec::new(),
        forms: Catalog::built_in(&Lists::built_in().unwrap()).unwrap(),
        fill_optional: true,
        times: Times::default(),
    }
}

/// A console over the store on a port of this machine.
fn console(store: Store) -> (ConsoleHandle, watch::Sender<Option<Store>>) {
    let (keep, store) = watch::channel(Some(store));
    let options = ConsoleOptions {
        office: OfficeInForce::new(Arc::new(office())),
        store,
        alarms: watch::channel(Vec::new()).1,
        clock: Arc::new(|| Now { tick: Duration::ZERO, civil: NOW }),
        time_zone: TimeZone::UTC,
        network: Network::default(),
        voice: None,
        pin_hash: hash_pin("2580").unwrap(),
        demo: None,
        on_staff: Arc::new(|_| {}),
    };
    (serve(TcpListener::bind("127.0.0.1:0").unwrap(), options).unwrap(), keep)
}

/// From the moment at which a program sends a call until the last board has the last byte of it.
fn boards(folder: &TempDir) {
    let store = open(&folder.path().join("boards.db"));
    let (author, program) = ((StaffId("bench".into()), NOW), ("bench".to_owned(), Scope::Call));
    wait(|reply| store.add_client(author, program, token_hash("bench"), reply)).unwrap();
    fill(&store, TOLD * 2);
    let (console, _keep) = console(store);
    let (told, heard) = mpsc::channel();
    let connected = Arc::new(Barrier::new(BOARDS + 1));
    for _ in 0..BOARDS {
        let (address, told, connected) = (console.local_addr, told.clone(), Arc::clone(&connected));
        thread::spawn(move || board(address, &told, &connected));
    }
    connected.wait();
    let (answers, all): (Vec<_>, Vec<_>) = timed_calls(console.local_addr, &heard).into_iter().unzip();
    println!("call over HTTP answered           {}", figures(answers));
    println!("call to each of {BOARDS} boards       {}", figures(all.concat()));
    let last = |times: &Vec<Duration>| times.iter().max().copied().unwrap();
    println!("call to the last of {BOARDS} boards   {}", figures(all.iter().map(last).collect()));
}

/// Listens as a board does; tells of which row of the journal it has heard, and when.
fn board(address: SocketAddr, told: &Sender<(u64, Instant)>, connected: &Barrier) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /board/events HTTP/1.1\r\nHost: kiosk\r\n\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    // The first snapshot: from now on only changes come.
    lines.find(|line| line.starts_with("data: {")).unwrap();
    connected.wait();
    let mut row = None;
    for line in lines {
        if let Some(id) = line.strip_prefix("id: ") {
            row = id.parse().ok();
        }
        // An empty line ends an event; boards of this machine do nothing more with it, for its cores are measured.
        if line.is_empty()
            && let Some(row) = row.take()
            && told.send((row, Instant::now())).is_err()
        {
            return;
        }
    }
}

/// Calls one ticket after the other: how long the answer took, and how long it took each board to be told.
fn timed_calls(address: SocketAddr, heard: &Receiver<(u64, Instant)>) -> Vec<(Duration, Vec<Duration>)> {
    let mut program = TcpStream::connect(address).unwrap();
    program.set_nodelay(true).unwrap();
    let mut open = serde_json::Value::Null;
    let call = |nth| {
        let body = serde_json::json!({"counter": 1, "open": open}).to_string();
        let request = format!(
            "POST /api/v1/calls HTTP/1.1\r\nHost: kiosk\r\nAuthorization: Bearer bench\r\nIdempotency-Key: {nth}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let sent = Instant::now();
        program.write_all(request.as_bytes()).unwrap();
        let answer = answer(&mut program);
        let answered = sent.elapsed();
        open = answer["call"]["ticket"].clone();
        let seq = answer["call"]["seq"].as_u64().unwrap();
        let times = (0..BOARDS).map(|_| {
            let (heard, at) = heard.recv_timeout(Duration::from_secs(10)).unwrap();
            assert_eq!(heard, seq);
            at.saturating_duration_since(sent)
        });
        (answered, times.collect())
    };
    (0..TOLD).map(call).collect()
}

/// The JSON of the answer that comes next.
fn answer(stream: &mut TcpStream) -> serde_json::Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(bytes) = line.strip_prefix("content-length: ") {
            length = bytes.parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}
