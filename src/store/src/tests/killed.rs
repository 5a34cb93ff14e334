//! A process that issues and calls under load is killed at any moment, again and again on the same file.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::thread;

use super::fold::{assert_consistent, fold, journal};
use super::*;

/// Names the file to the child, and the run.
const FILE: &str = "KIOSK_STORE_CHILD_FILE";
const RUN: &str = "KIOSK_STORE_CHILD_RUN";

const ISSUERS: u64 = 4;
const COUNTERS: u32 = 3;

/// The child: not a test by itself, but run by the two below.
#[test]
#[ignore = "the process that the tests below kill; it does nothing by itself"]
fn child() {
    let (Ok(file), Ok(run)) = (std::env::var(FILE), std::env::var(RUN)) else { return };
    // A thread that fails must not be outlived by the others.
    std::panic::set_hook(Box::new(|_| std::process::abort()));
    let run: u8 = run.parse().unwrap();
    let store = Store::open(file, options_of_run(run, None)).unwrap();
    thread::scope(|scope| {
        for issuer in 0..ISSUERS {
            let store = store.clone();
            scope.spawn(move || issue_for_ever(&store, run, issuer));
        }
        for counter in 1..=COUNTERS {
            let store = store.clone();
            scope.spawn(move || call_for_ever(&store, run, counter));
        }
    });
}

fn services() -> [Service; 2] {
    [service("cu-tru", "A"), service("ho-tich", "B")]
}

/// Tells the parent what was answered; one line is written at once.
fn acknowledge(line: &str) {
    std::io::stdout().lock().write_all(format!("ack {line}\n").as_bytes()).unwrap();
}

fn issue_for_ever(store: &Store, run: u8, issuer: u64) {
    let services = services();
    for nth in 0.. {
        let visit = VisitId { run: u64::from(run), nth: nth * ISSUERS + issuer };
        let service = &services[usize::try_from(nth % 2).unwrap()];
        let request = TicketRequest::new(visit, service, DAY, at(0));
        let ticket = wait(|reply| store.issue(request, reply)).unwrap();
        acknowledge(&format!("issued {} {} {}", ticket.id.0, ticket.number, visit.nth));
    }
}

fn call_for_ever(store: &Store, run: u8, counter: u32) {
    let serves = services().map(|service| service.id);
    let mut nth = 0_u128;
    let mut next_origin = || {
        nth += 1;
        let command = CommandId(u128::from(run) << 64 | u128::from(counter) << 48 | nth);
        Origin { command, counter: CounterId(counter), staff: None, at: at(1) }
    };
    loop {
        let view = store.counter_view(CounterId(counter), (&serves, &rules()), DAY).unwrap();
        let seen = view.open.map(|call| call.ticket);
        let outcome = wait(|r| store.call_next(next_origin(), (&serves, &rules()), seen, DAY, r)).unwrap();
        if let CallOutcome::Called(call) = outcome {
            acknowledge(&format!("called {} {} {}", call.ticket.0, call.seq, counter));
            let how = [Command::Recall, Command::Hold, Command::NoShow][(call.ticket.0 % 3) as usize].clone();
            let entry = wait(|r| store.command(next_origin(), call.ticket, how, &rules(), r)).unwrap();
            acknowledge(&format!("moved {} {} {}", call.ticket.0, entry.seq, counter));
        }
    }
}

/// What the child was answered before it died.
fn play_and_kill(file: &Path, run: u8, after: usize) -> Vec<String> {
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::killed::child", "--ignored", "--nocapture", "--test-threads", "1"])
        .env(FILE, file)
        .env(RUN, run.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    for line in lines.map_while(Result::ok) {
        // The test runner of the child writes on the same line before the first word of ours.
        if let Some(at) = line.find("ack ") {
            acknowledged.push(line[at + 4..].to_owned());
        }
        if acknowledged.len() == after {
            // SIGKILL; what the pipe still holds was answered too and is read on.
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success());
    assert!(acknowledged.len() >= after, "the child died by itself after {}", acknowledged.len());
    acknowledged
}

/// Numbers of each prefix from 1 without a gap or a double, and journal equal to the tables.
fn check(file: &Path, run: u8, acknowledged: &[String]) {
    let store = Store::open(file, options_of_run(run + 1, None)).unwrap();
    assert_consistent(&store, &rusqlite::Connection::open(file).unwrap());
    let journal = journal(&store);
    let (tickets, _) = fold(&journal);
    let mut counts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for told in tickets.values() {
        counts.entry(&told.number.prefix).or_default().push(told.number.count);
    }
    for (prefix, mut found) in counts {
        found.sort_unstable();
        let wanted: Vec<u32> = (1..=u32::try_from(found.len()).unwrap()).collect();
        assert_eq!(found, wanted, "numbers of {prefix} have a gap or a double");
    }
    for line in acknowledged {
        let words: Vec<&str> = line.split(' ').collect();
        let id: i64 = words[1].parse().unwrap();
        let told = tickets.get(&id).unwrap_or_else(|| panic!("{line}: the ticket is lost"));
        if words[0] == "issued" {
            assert_eq!(told.number.to_string(), words[2], "{line}");
            let visit = VisitId { run: u64::from(run), nth: words[3].parse().unwrap() };
            let request = TicketRequest::new(visit, &services()[0], DAY, at(9));
            assert_eq!(wait(|r| store.issue(request, r)).unwrap().id.0, id, "{line}");
        } else {
            let seq: usize = words[2].parse().unwrap();
            let entry = journal.get(seq - 1).unwrap_or_else(|| panic!("{line}: the change is lost"));
            assert_eq!(entry.change.ticket(), Some(TicketId(id)), "{line}");
            assert_eq!(entry.source.counter, Some(CounterId(words[3].parse().unwrap())), "{line}");
        }
    }
}

fn kill_again_and_again(times: u8) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("queue.db");
    for run in 1..=times {
        // Spread over the life of a process, from its first answers on.
        let after = 1 + usize::from(run) * 7919 % 600;
        let acknowledged = play_and_kill(&file, run, after);
        check(&file, run, &acknowledged);
    }
}

#[test]
fn what_was_answered_is_there_after_a_kill_and_numbers_have_no_gap() {
    kill_again_and_again(3);
}

#[test]
#[ignore = "long: the same fifty times"]
fn what_was_answered_is_there_after_fifty_kills() {
    kill_again_and_again(50);
}
