//! How fast the queue is on this disk: `cargo run -p kiosk-store --example figures -- [FOLDER]`.
//!
//! Durable tickets per second with 1, 8 and 64 clients that each wait for their own, then calls with 100,000
//! waiting tickets in the file, then what a night costs.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::{DateTime, date};
use kiosk_core::queue::{CommandId, CounterId, Numbering, QueueRules, Service, ServiceId, VisitId};
use kiosk_core::text::Text;
use kiosk_store::{CallOutcome, Options, Origin, Store, TicketRequest, wait};

const NOW: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);
/// How long each number of clients issues.
const SPAN: Duration = Duration::from_secs(5);
/// How many tickets wait while calls are timed.
const WAITING: u64 = 100_000;
/// How many calls are timed.
const CALLS: u64 = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let named = std::env::args().nth(1);
    let folder = match named {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    for clients in [1, 8, 64] {
        let store = open(&folder.path().join(format!("{clients}.db")))?;
        let started = Instant::now();
        let times = issue_with(&store, clients)?;
        let rate = times.len() as f64 / started.elapsed().as_secs_f64();
        say(&format!("{clients:2} clients  {rate:6.0} tickets/s  {}", figures(times)))?;
    }
    let store = open(&folder.path().join("many.db"))?;
    fill(&store)?;
    say(&format!("next call, {WAITING} waiting  {}", figures(calls(&store)?)))?;
    say(&format!("ticket, {WAITING} waiting  {}", figures(more_tickets(&store)?)))?;
    let started = Instant::now();
    store.check_and_copy(NOW)?;
    say(&format!("check and copy  {:.0} ms", started.elapsed().as_secs_f64() * 1000.0))?;
    let started = Instant::now();
    drop(store);
    let again = open(&folder.path().join("many.db"))?;
    say(&format!("close and open  {:.0} ms", started.elapsed().as_secs_f64() * 1000.0))?;
    let started = Instant::now();
    let ended = wait(|reply| again.close_days_before(date(2026, 11, 24), NOW, reply))?;
    say(&format!("close a day with {ended} tickets  {:.0} ms", started.elapsed().as_secs_f64() * 1000.0))?;
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

fn open(path: &Path) -> Result<Store, kiosk_store::OpenError> {
    let mut drawn = 0_u128;
    let tokens = move || {
        drawn += 1;
        drawn.to_be_bytes()
    };
    Store::open(path, Options { max_pages: None, tokens: Box::new(tokens) })
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
fn issue_with(store: &Store, clients: u64) -> Result<Vec<Duration>, kiosk_store::StoreError> {
    let issue = |client: u64| {
        let (until, mut times) = (Instant::now() + SPAN, Vec::new());
        while Instant::now() < until {
            let asked = Instant::now();
            let nth = times.len() as u64;
            wait(|reply| store.issue(request(client, nth), reply))?;
            times.push(asked.elapsed());
        }
        Ok::<_, kiosk_store::StoreError>(times)
    };
    let mut all = Vec::new();
    thread::scope(|scope| {
        let clients: Vec<_> = (0..clients).map(|client| scope.spawn(move || issue(client))).collect();
        for client in clients {
            all.extend(client.join().map_err(|_| kiosk_store::StoreError::Closed)??);
        }
        Ok(all)
    })
}

/// Many tickets, sent without waiting for each.
fn fill(store: &Store) -> Result<(), kiosk_store::StoreError> {
    for nth in 0..WAITING {
        store.issue(request(1, nth), |_| {});
        if nth % 1000 == 0 {
            wait(|reply| store.ping(reply))?;
        }
    }
    wait(|reply| store.ping(reply))
}

fn calls(store: &Store) -> Result<Vec<Duration>, kiosk_store::StoreError> {
    let serves: Vec<ServiceId> = (0..4).map(|nth| service(nth).id).collect();
    let (rules, mut seen, mut times) = (QueueRules::default(), None, Vec::new());
    for nth in 0..CALLS {
        let origin = Origin { command: CommandId(nth.into()), counter: CounterId(1), staff: None, at: NOW };
        let asked = Instant::now();
        let outcome = wait(|reply| store.call_next(origin, (&serves, &rules), seen, NOW.date(), reply))?;
        times.push(asked.elapsed());
        seen = match outcome {
            CallOutcome::Called(call) => Some(call.ticket),
            CallOutcome::NobodyWaiting => None,
        };
    }
    Ok(times)
}

fn more_tickets(store: &Store) -> Result<Vec<Duration>, kiosk_store::StoreError> {
    let issue = |nth| {
        let asked = Instant::now();
        wait(|reply| store.issue(request(2, nth), reply)).map(|_| asked.elapsed())
    };
    (0..CALLS).map(issue).collect()
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    format!("median {:6.2} ms  p99 {:6.2} ms  max {:6.2} ms", at(0.5), at(0.99), at(1.0))
}
