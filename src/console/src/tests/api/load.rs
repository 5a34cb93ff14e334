//! Everybody at once, over real HTTP: programs that issue, counters that call, some of them two at one counter. Then
//! the journal is folded and compared with every row of the tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use kiosk_core::queue::{SlipState, Standing, TicketId, TicketNumber, Transition};
use kiosk_store::{Change, Entry};

use super::*;

const ISSUERS: u32 = 64;
const COUNTERS: u32 = 20;
/// Counters at which two windows are open.
const CROWDED: u32 = 4;

fn wide_office() -> Office {
    let names = ["A", "B", "C", "D"];
    let service = |name: &&str| Service {
        id: ServiceId((*name).into()),
        name: Text::new(*name, *name),
        prefix: (*name).into(),
        ready: None,
        minutes: None,
        numbering: Numbering::default(),
        per_day: None,
        open: true,
    };
    let counter = |id: u32| {
        let serves = [names[id as usize % 4], names[(id as usize + 1) % 4]];
        Counter { id: CounterId(id), services: serves.map(|name| ServiceId(name.into())).to_vec() }
    };
    Office {
        services: names.iter().map(service).collect(),
        counters: (1..=COUNTERS).map(counter).collect(),
        queue: QueueRules { recalls: 1, ..office().queue },
        ..office()
    }
}

/// A program at the other end of a connection.
struct Wire {
    agent: ureq::Agent,
    base: String,
    name: String,
    sent: u64,
}

impl Wire {
    fn new(base: &str, name: String) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { agent, base: base.to_owned(), name, sent: 0 }
    }

    fn get(&self, path: &str) -> Value {
        let request = self.agent.get(format!("{}{path}", self.base));
        let mut answer = request.header("Authorization", "Bearer kv_Call").call().unwrap();
        assert_eq!(answer.status(), 200);
        answer.body_mut().read_json().unwrap()
    }

    /// Every fifth time sent twice, as after a lost answer, which makes no difference.
    fn post(&mut self, path: &str, body: &Value) -> (u16, Value) {
        self.sent += 1;
        let first = self.post_once(path, body);
        if self.sent.is_multiple_of(5) {
            let again = self.post_once(path, body);
            // Only what became of the ticket meanwhile may differ, and a number says nothing of that.
            assert_eq!(
                (first.0, &first.1["id"], &first.1["seq"]),
                (again.0, &again.1["id"], &again.1["seq"])
            );
            assert_eq!(first.1["call"]["seq"], again.1["call"]["seq"]);
        }
        first
    }

    fn post_once(&self, path: &str, body: &Value) -> (u16, Value) {
        let request =
            self.agent.post(format!("{}{path}", self.base)).header("Authorization", "Bearer kv_Call");
        let request = request.header("Idempotency-Key", format!("{}-{}", self.name, self.sent));
        let mut answer = request.send_json(body).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
    }
}

/// Issues until it is time; the tickets that were answered for.
fn issue(mut wire: Wire, time: &AtomicBool) -> Vec<(i64, String)> {
    let mut issued = Vec::new();
    while !time.load(Ordering::Relaxed) {
        let service = ["A", "B", "C", "D"][issued.len() % 4];
        let errands: &[&str] = if issued.len().is_multiple_of(7) { &["A"] } else { &[] };
        let classes: &[&str] = if issued.len().is_multiple_of(3) { &["cao-tuoi"] } else { &[] };
        let wanted = json!({"service": service, "errands": errands, "classes": classes, "print": false});
        let (status, ticket) = wire.post("/api/v1/tickets", &wanted);
        assert_eq!(status, 201, "{ticket}");
        issued.push((ticket["id"].as_i64().unwrap(), ticket["number"].as_str().unwrap().to_owned()));
    }
    issued
}

/// What a counter did: calls that were answered, and what was refused because it was too late.
#[derive(Default)]
struct Worked {
    called: Vec<(i64, u64)>,
    late: Vec<Value>,
}

fn work(mut wire: Wire, counter: u32, time: &AtomicBool) -> Worked {
    let (mut worked, mut open) = (Worked::default(), Value::Null);
    while !time.load(Ordering::Relaxed) {
        let (status, answer) = wire.post("/api/v1/calls", &json!({"counter": counter, "open": open}));
        if status == 409 {
            worked.late.push(answer);
            open = wire.get(&format!("/api/v1/counters/{counter}"))["counter"]["open"]["ticket"].clone();
            continue;
        }
        assert_eq!(status, 200, "{answer}");
        open = answer["call"]["ticket"].clone();
        let Some(ticket) = open.as_i64() else { continue };
        worked.called.push((ticket, answer["call"]["seq"].as_u64().unwrap()));
        for command in course(worked.called.len(), counter <= CROWDED) {
            let mut order = command.clone();
            order["counter"] = json!(counter);
            let (status, answer) = wire.post(&format!("/api/v1/tickets/{ticket}/commands"), &order);
            assert!(status == 200 || status == 409, "{answer}");
            let here = ["serving", "called"].iter().any(|state| answer["standing"]["state"] == *state);
            open = if here { json!(ticket) } else { Value::Null };
            if status == 409 {
                worked.late.push(json!([order, answer]));
            }
        }
        if !worked.late.is_empty() {
            open = wire.get(&format!("/api/v1/counters/{counter}"))["counter"]["open"]["ticket"].clone();
        }
    }
    worked
}

/// What becomes of the nth ticket of a counter. Two windows at one counter do only what is refused once the other
/// one has gone on: anybody may call a ticket that is on hold, and a counter that loses one so would be late too.
fn course(nth: usize, crowded: bool) -> Vec<Value> {
    let plain = |word: &str| json!({"command": word});
    match if crowded { nth % 3 } else { nth % 7 } {
        0 => vec![plain("recall"), plain("no_show")],
        1 => vec![plain("serve"), plain("done")],
        2 => vec![plain("recall"), plain("serve")],
        3 => vec![json!({"command": "transfer", "service": "D", "only_at": 2})],
        4 => vec![plain("hold"), plain("return")],
        5 => vec![plain("no_show"), plain("call"), plain("serve")],
        _ => vec![json!({"command": "transfer", "service": "C"})],
    }
}

/// What the journal alone tells of a ticket.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    number: TicketNumber,
    standing: Standing,
    slip: SlipState,
    called_at: Option<DateTime>,
    ended_at: Option<DateTime>,
}

fn journal(store: &Store) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let more = store.journal_since(entries.last().map_or(0, |entry| entry.seq)).unwrap();
        if more.is_empty() {
            return entries;
        }
        entries.extend(more);
    }
}

/// Folds the journal, and fails where it has a gap, where a counter is busy with two tickets, and where a command
/// was done twice.
fn fold(journal: &[Entry]) -> BTreeMap<i64, Told> {
    let (mut tickets, mut busy, mut commands) = (BTreeMap::new(), HashMap::new(), BTreeMap::new());
    for (entry, seq) in journal.iter().zip(1..) {
        assert_eq!(entry.seq, seq, "the journal has a gap");
        if let Change::Moved { ticket, transition: Transition::Called | Transition::Recalled, .. } =
            &entry.change
        {
            let done = commands.insert(entry.source.command, *ticket);
            assert!(done.is_none(), "one command has called twice");
        }
        apply(&mut tickets, entry);
        let ticket = entry.change.ticket();
        busy.retain(|_, at| Some(*at) != ticket);
        if let Some(standing) = entry.change.standing().filter(|standing| standing.state.is_at_counter()) {
            let before = busy.insert(standing.counter, ticket.unwrap());
            assert_eq!(before, None, "a counter has two tickets at {seq}");
        } else if let (None, Some(ticket)) = (entry.change.standing(), ticket) {
            let told: &Told = &tickets[&ticket.0];
            if told.standing.state.is_at_counter() {
                busy.insert(told.standing.counter, ticket);
            }
        }
    }
    tickets
}

fn apply(tickets: &mut BTreeMap<i64, Told>, entry: &Entry) {
    match &entry.change {
        Change::Issued { ticket, number, standing, .. } => {
            let (number, standing) = (number.clone(), standing.clone());
            let told = Told { number, standing, slip: SlipState::Pending, called_at: None, ended_at: None };
            assert!(tickets.insert(ticket.0, told).is_none(), "issued twice");
        }
        Change::Moved { ticket, transition, standing } => {
            let told = tickets.get_mut(&ticket.0).unwrap();
            if matches!(transition, Transition::Called | Transition::Recalled) {
                told.called_at = Some(entry.at);
            }
            told.ended_at = standing.state.is_over().then_some(entry.at);
            told.standing = standing.clone();
        }
        Change::Slip { ticket, slip } => tickets.get_mut(&ticket.0).unwrap().slip = *slip,
        Change::ErrandAdded { .. } | Change::Paused(_) | Change::Resumed(_) => {}
    }
}

/// Every row of the tables is what the journal tells.
fn assert_tables(store: &Store, told: &BTreeMap<i64, Told>) {
    for (id, told) in told {
        let record =
            store.ticket(TicketId(*id)).unwrap().expect("the journal has a ticket that the table has not");
        let kept = Told {
            number: record.ticket.number,
            standing: record.standing,
            slip: record.slip,
            called_at: record.called_at,
            ended_at: record.ended_at,
        };
        assert_eq!(&kept, told, "ticket {id}");
    }
    let most = told.keys().last().copied().unwrap_or(0);
    assert_eq!(told.len() as i64, most, "the table has a ticket that the journal has not");
    assert_eq!(store.ticket(TicketId(most + 1)).unwrap(), None);
    let mut waiting: BTreeMap<ServiceId, u32> = BTreeMap::new();
    for told in told.values().filter(|told| told.standing.state.is_waiting()) {
        *waiting.entry(told.standing.service.clone()).or_default() += 1;
    }
    assert_eq!(store.overview(MORNING.date()).unwrap().waiting, waiting.into_iter().collect::<Vec<_>>());
}

/// Every number was given out once, from 1 on without a gap, and to whoever was told of it.
fn assert_numbers(issued: &[(i64, String)], told: &BTreeMap<i64, Told>) {
    let numbers: BTreeSet<&String> = issued.iter().map(|(_, number)| number).collect();
    assert_eq!(
        (issued.len(), numbers.len()),
        (told.len(), told.len()),
        "a number was lost or given out twice"
    );
    for (id, number) in issued {
        assert_eq!(&told[id].number.to_string(), number);
    }
    let mut last: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for told in told.values() {
        last.entry(&told.number.prefix).or_default().insert(told.number.count);
    }
    assert!(last.values().all(|counts| counts.iter().zip(1..).all(|(count, nth)| *count == nth)));
}

fn everybody_at_once(span: Duration) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let author = (StaffId("admin".into()), MORNING);
    wait(|reply| store.add_client(author, ("web".into(), Scope::Call), token_hash("kv_Call"), reply))
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (_keep, stores) = watch::channel(Some(store.clone()));
    let (_keep, alarms) = watch::channel(Vec::new());
    let console = crate::serve(listener, options(wide_office(), stores, alarms)).unwrap();
    let time = AtomicBool::new(false);
    let (issued, worked) = thread::scope(|scope| {
        let issuers: Vec<_> = (0..ISSUERS)
            .map(|nth| (Wire::new(&base, format!("i{nth}")), &time))
            .map(|(wire, time)| scope.spawn(move || issue(wire, time)))
            .collect();
        let counters: Vec<_> = (1..=COUNTERS)
            .chain(1..=CROWDED)
            .enumerate()
            .map(|(nth, counter)| (Wire::new(&base, format!("c{nth}")), counter, &time))
            .map(|(wire, counter, time)| scope.spawn(move || (counter, work(wire, counter, time))))
            .collect();
        let until = Instant::now() + span;
        while Instant::now() < until && !issuers.iter().any(thread::ScopedJoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(20));
        }
        time.store(true, Ordering::Relaxed);
        let issued: Vec<_> = issuers.into_iter().flat_map(|issuer| issuer.join().unwrap()).collect();
        (issued, counters.into_iter().map(|counter| counter.join().unwrap()).collect::<Vec<_>>())
    });
    drop(console);
    let journal = journal(&store);
    let told = fold(&journal);
    assert_tables(&store, &told);
    assert_numbers(&issued, &told);
    assert_calls(&journal, &worked);
    eprintln!("{} tickets, {} changes in {span:?}", told.len(), journal.len());
    assert!(told.len() > 100, "only {} tickets", told.len());
}

/// Every call that was answered is in the journal, and nobody was too late where nobody else was.
fn assert_calls(journal: &[Entry], worked: &[(u32, Worked)]) {
    let mut answered = BTreeSet::new();
    for (counter, worked) in worked {
        assert!(
            *counter <= CROWDED || worked.late.is_empty(),
            "counter {counter} was late: {:?}",
            worked.late
        );
        for (ticket, seq) in &worked.called {
            assert!(answered.insert(seq), "one call was answered to two");
            let entry = &journal[usize::try_from(*seq).unwrap() - 1];
            assert_eq!(entry.change.ticket(), Some(TicketId(*ticket)));
            assert_eq!(entry.change.standing().unwrap().counter, Some(CounterId(*counter)));
        }
    }
    assert!(answered.len() > 20, "only {} calls", answered.len());
}

fn options(
    office: Office,
    store: watch::Receiver<Option<Store>>,
    alarms: watch::Receiver<Vec<Alarm>>,
) -> ConsoleOptions {
    ConsoleOptions {
        office: OfficeInForce::new(Arc::new(office)),
        network: Network::default(),
        store,
        alarms,
        clock: Arc::new(|| Now { tick: Duration::ZERO, civil: MORNING }),
        time_zone: TimeZone::UTC,
        pin_hash: hash_pin(PIN).unwrap(),
        voice: None,
        demo: None,
        on_staff: Arc::new(|_| {}),
    }
}

#[test]
fn programs_and_counters_at_once_lose_and_double_nothing() {
    everybody_at_once(Duration::from_millis(2500));
}

#[test]
#[ignore = "takes half a minute"]
fn programs_and_counters_at_once_for_half_a_minute() {
    everybody_at_once(Duration::from_secs(30));
}
