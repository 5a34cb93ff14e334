use std::sync::mpsc;
use std::thread;

use super::*;

#[test]
fn the_first_comer_is_called_and_the_one_before_is_done() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let late = bench.issue(1, &a, 5).unwrap();
    let early = bench.issue(2, &b, 1).unwrap();
    let first = bench.call(1, &[&a, &b], None, 10);
    assert_eq!((first.ticket, first.times, first.counter), (early.id, 1, CounterId(1)));
    let second = bench.call(1, &[&a, &b], Some(early.id), 11);
    assert_eq!(second.ticket, late.id);
    assert_eq!(bench.state(early.id), TicketState::Done);
    assert_eq!(bench.next(1, &[&a, &b], Some(late.id), 12).unwrap(), CallOutcome::NobodyWaiting);
    assert_eq!(bench.state(late.id), TicketState::Done);
}

#[test]
fn only_todays_tickets_are_called() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    issue(&bench.store, 1, &a, DAY.yesterday().unwrap(), at(0)).unwrap();
    assert_eq!(bench.next(1, &[&a], None, 1).unwrap(), CallOutcome::NobodyWaiting);
}

#[test]
fn a_double_click_calls_one_ticket() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    bench.issue(2, &a, 1).unwrap();
    let called = bench.call(1, &[&a], None, 2);
    let journal = bench.store.journal_since(0).unwrap();
    assert_eq!(bench.next(1, &[&a], None, 2), refused(Refusal::Stale));
    assert_eq!(bench.store.journal_since(0).unwrap(), journal);
    let view = bench.view(1, &[&a]);
    assert_eq!(view.open, Some(called));
    assert_eq!(view.waiting, 1);
}

#[test]
fn two_counters_never_get_the_same_ticket() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    (0..40).for_each(|nth| drop(bench.issue(nth, &a, 0).unwrap()));
    let (sender, called) = mpsc::channel();
    let counters: Vec<_> = (1..=4_u32)
        .map(|counter| {
            let (store, serves, sender) = (bench.store.clone(), vec![a.id.clone()], sender.clone());
            thread::spawn(move || {
                let mut seen = None;
                while let CallOutcome::Called(call) = wait(|reply| {
                    store.call_next(origin(counter, at(1)), (&serves, &rules()), seen, DAY, reply)
                })
                .unwrap()
                {
                    seen = Some(call.ticket);
                    sender.send(call.number.count).unwrap();
                }
            })
        })
        .collect();
    drop(sender);
    counters.into_iter().for_each(|c| c.join().unwrap());
    let mut counts: Vec<u32> = called.iter().collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=40).collect::<Vec<_>>());
}

#[test]
fn recall_no_show_and_done_want_the_ticket_that_is_open_there() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let ticket = bench.issue(1, &a, 0).unwrap().id;
    assert_eq!(bench.give(1, ticket, Command::Recall, 1), refused(Refusal::WrongState));
    let call = bench.call(1, &[&a], None, 2);
    assert_eq!(bench.give(2, ticket, Command::Recall, 3), refused(Refusal::AtAnotherCounter));
    bench.give(1, ticket, Command::Recall, 3).unwrap();
    let again = bench.view(1, &[&a]).open.unwrap();
    assert_eq!((again.times, again.at), (2, at(3)));
    assert!(again.seq > call.seq);
    bench.give(1, ticket, Command::NoShow, 4).unwrap();
    assert_eq!(bench.state(ticket), TicketState::NoShow);
    assert_eq!(bench.give(1, ticket, Command::Done, 5), refused(Refusal::WrongState));
    assert_eq!(bench.give(1, TicketId(99), Command::Done, 5), Err(StoreError::NoSuchTicket));
    assert_eq!(bench.state(ticket), TicketState::NoShow);
}

#[test]
fn a_call_across_midnight_is_done_with_the_next_call_or_with_the_day() {
    for closes in [false, true] {
        let bench = Bench::new();
        let a = service("cu-tru", "A");
        let yesterday = DAY.yesterday().unwrap();
        let evening = yesterday.at(16, 0, 0, 0);
        let old = issue(&bench.store, 1, &a, yesterday, evening).unwrap().id;
        let serves = std::slice::from_ref(&a.id);
        wait(|r| bench.store.call_next(origin(1, evening), (serves, &rules()), None, yesterday, r)).unwrap();
        assert_eq!(bench.view(1, &[&a]).open.unwrap().ticket, old);
        assert!(bench.store.board(DAY).unwrap().calls.is_empty());
        if closes {
            assert_eq!(wait(|r| bench.store.close_days_before(DAY, at(0), r)), Ok(1));
            assert_eq!(bench.view(1, &[&a]).open, None);
        } else {
            assert_eq!(bench.next(1, &[&a], Some(old), 1).unwrap(), CallOutcome::NobodyWaiting);
        }
        assert_eq!(bench.state(old), TicketState::Done);
    }
}

#[test]
fn the_board_shows_the_latest_calls_first_and_who_waits() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    (0..28).for_each(|nth| drop(bench.issue(nth, &a, 0).unwrap()));
    bench.issue(40, &b, 0).unwrap();
    let calls: Vec<_> = (1..=26).map(|counter| bench.call(counter, &[&a], None, 1)).collect();
    let board = bench.store.board(DAY).unwrap();
    assert_eq!(board.calls.len(), 24);
    assert_eq!(board.calls[0], calls[25]);
    assert_eq!(board.waiting, [(a.id.clone(), 2), (b.id.clone(), 1)]);
    assert_eq!(board.seq, bench.store.journal_since(0).unwrap().last().unwrap().seq);
    bench.give(1, calls[0].ticket, Command::Recall, 2).unwrap();
    let again = &bench.store.board(DAY).unwrap().calls[0];
    assert_eq!((again.ticket, again.times, again.at), (calls[0].ticket, 2, at(2)));
    // Who waits again after a call is still seen with the counter of that call.
    bench.give(1, again.ticket, Command::Hold, 3).unwrap();
    bench.give(1, again.ticket, Command::Return, 4).unwrap();
    let waiting = &bench.store.board(DAY).unwrap().calls[0];
    assert_eq!((waiting.counter, waiting.state), (CounterId(1), TicketState::Waiting));
}

#[test]
fn a_clerk_sees_the_numbers_in_the_order_of_their_calls() {
    let bench = Bench::new();
    let (a, b, c) = (service("cu-tru", "A"), service("ho-tich", "B"), service("dat-dai", "C"));
    bench.issue(1, &a, 3).unwrap();
    bench.issue(2, &b, 1).unwrap();
    bench.issue(3, &c, 0).unwrap();
    bench.issue(4, &a, 2).unwrap();
    let view = bench.view(1, &[&a, &b]);
    let next: Vec<_> = view.line.iter().map(|listed| listed.number.to_string()).collect();
    assert_eq!(next, ["B001", "A002", "A001"]);
    assert_eq!(view.waiting, 3);
    assert_eq!(view.by_service, [(a.id.clone(), 2), (b.id.clone(), 1)]);
    let called: Vec<_> = [None, Some(0), Some(1)]
        .iter()
        .scan(None, |seen, _| {
            let call = bench.call(1, &[&a, &b], *seen, 9);
            *seen = Some(call.ticket);
            Some(call.number.to_string())
        })
        .collect();
    assert_eq!(called, next);
}
