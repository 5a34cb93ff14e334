//! Commands of staff on real tables: once each, priority, errands, pauses, undo, the end of the day.

use jiff::ToSpan;
use kiosk_core::queue::Transition;

use super::fold::assert_consistent;
use super::*;
use crate::Change;

#[test]
fn a_command_that_comes_twice_is_answered_as_it_was_and_does_nothing() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    let press = origin(1, at(1));
    let first = bench.next_as(&press, &[&a], None);
    let CallOutcome::Called(call) = first.clone().unwrap() else { panic!("nobody") };
    bench.give(1, call.ticket, Command::Recall, 2).unwrap();
    bench.give(1, call.ticket, Command::Done, 3).unwrap();
    bench.issue(2, &a, 4).unwrap();
    let journal = bench.store.journal_since(0).unwrap();
    // The same press again, after all that: the same answer, times and all.
    assert_eq!(bench.next_as(&press, &[&a], None), first);
    assert_eq!(bench.store.journal_since(0).unwrap(), journal);
}

#[test]
fn refusals_and_empty_queues_are_remembered_too() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let early = origin(1, at(0));
    assert_eq!(bench.next_as(&early, &[&a], None).unwrap(), CallOutcome::NobodyWaiting);
    let ticket = bench.issue(1, &a, 1).unwrap().id;
    assert_eq!(bench.next_as(&early, &[&a], None).unwrap(), CallOutcome::NobodyWaiting);
    let stale = origin(1, at(2));
    assert_eq!(bench.next_as(&stale, &[&a], Some(ticket)), refused(Refusal::Stale));
    bench.call(1, &[&a], None, 3);
    assert_eq!(bench.next_as(&stale, &[&a], Some(ticket)), refused(Refusal::Stale));
    assert_eq!(bench.state(ticket), TicketState::Called);
}

#[test]
fn a_command_is_remembered_over_a_restart() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    bench.issue(2, &a, 0).unwrap();
    let press = origin(1, at(1));
    let first = bench.next_as(&press, &[&a], None);
    let path = bench.path();
    let Bench { folder, store } = bench;
    drop(store);
    let bench = Bench { store: Store::open(path, options_of_run(2, None)).unwrap(), folder };
    assert_eq!(bench.next_as(&press, &[&a], None), first);
}

#[test]
fn priority_goes_before_others_by_the_ratio_of_each_counter() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    for nth in 0..4 {
        bench.issue(nth, &a, 0).unwrap();
    }
    for nth in 10..15 {
        bench.issue_to(nth, &a, 1, &["60"]);
    }
    // A001 to A004 came first, A005 to A009 have priority; two of those, then one other.
    let view = bench.view(1, &[&a]);
    let next: Vec<_> = view.line.iter().take(5).map(|n| n.number.count).collect();
    assert_eq!(next, [5, 6, 1, 7, 8]);
    let mut seen = None;
    let called: Vec<_> = (0..5)
        .map(|_| {
            let call = bench.call(1, &[&a], seen, 2);
            seen = Some(call.ticket);
            call.number.count
        })
        .collect();
    assert_eq!(called, next);
    // The other counter has called nobody with priority yet.
    assert_eq!(bench.call(2, &[&a], None, 3).number.count, 9);
}

#[test]
fn a_claim_counts_once_staff_have_confirmed_it() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    let second = bench.issue_to(2, &a, 1, &["thai-phu"]).id;
    let claim = bench.standing(second).claim.unwrap();
    assert_eq!(bench.view(1, &[&a]).line[0].number.count, 1);
    bench.give(1, second, Command::Classify(Some(claim)), 2).unwrap();
    assert_eq!(bench.view(1, &[&a]).line[0].number.count, 2);
    assert_consistent(&bench.store, &bench.sqlite());
}

#[test]
fn one_ticket_goes_through_its_errands_and_keeps_its_arrival() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let both = request(1, &a, DAY, at(0)).with_errands(std::slice::from_ref(&b.id));
    let ticket = wait(|r| bench.store.issue(both.clone(), r)).unwrap();
    assert_eq!(ticket.errands, std::slice::from_ref(&b.id));
    assert_eq!(wait(|r| bench.store.issue(both, r)).unwrap(), ticket);
    bench.issue(2, &b, 1).unwrap();
    bench.call(1, &[&a], None, 2);
    assert_eq!(bench.next(1, &[&a], Some(ticket.id), 3).unwrap(), CallOutcome::NobodyWaiting);
    assert_eq!(
        (bench.state(ticket.id), bench.standing(ticket.id).service),
        (TicketState::Waiting, b.id.clone())
    );
    // It came before the one who has only this errand.
    assert_eq!(bench.call(2, &[&b], None, 4).ticket, ticket.id);
    bench.give(2, ticket.id, Command::Done, 5).unwrap();
    assert_eq!(bench.state(ticket.id), TicketState::Done);
    let record = bench.store.ticket(ticket.id).unwrap().unwrap();
    assert_eq!((record.ticket, record.ended_at), (ticket, Some(at(5))));
}

#[test]
fn a_ticket_sent_to_a_counter_is_called_there_and_nowhere_else() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let sent = bench.issue(1, &a, 0).unwrap().id;
    let transfer = Command::Transfer { service: a.id.clone(), only_at: Some(CounterId(2)) };
    bench.give(1, sent, transfer, 1).unwrap();
    assert_eq!(bench.next(1, &[&a], None, 2).unwrap(), CallOutcome::NobodyWaiting);
    assert_eq!(bench.call(2, &[], None, 3).ticket, sent);
}

#[test]
fn this_one_is_called_out_of_turn_and_nothing_ends_when_it_cannot_be() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let tickets: Vec<_> = (0..3).map(|nth| bench.issue(nth, &a, 0).unwrap().id).collect();
    let call =
        |counter, ticket, seen| wait(|r| bench.store.call(origin(counter, at(1)), ticket, seen, &rules(), r));
    assert_eq!(call(1, tickets[2], None).unwrap().ticket, tickets[2]);
    assert_eq!(call(2, tickets[2], None), refused(Refusal::AtAnotherCounter));
    call(2, tickets[1], None).unwrap();
    // Counter 1 is still busy with what it had.
    assert_eq!(call(1, tickets[1], Some(tickets[2])), refused(Refusal::AtAnotherCounter));
    assert_eq!(bench.state(tickets[2]), TicketState::Called);
    assert_eq!(call(1, tickets[0], None), refused(Refusal::Stale));
    assert_eq!(call(1, tickets[0], Some(tickets[2])).unwrap().ticket, tickets[0]);
    assert_eq!(bench.state(tickets[2]), TicketState::Done);
    let busy = bench.issue(9, &a, 2).unwrap().id;
    assert_eq!(bench.give(1, busy, Command::Call, 3), refused(Refusal::CounterBusy));
}

#[test]
fn a_paused_counter_calls_nobody_and_loses_nobody() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let tickets: Vec<_> = (0..2).map(|nth| bench.issue(nth, &a, 0).unwrap().id).collect();
    let first = bench.call(1, &[&a], None, 1).ticket;
    wait(|r| bench.store.pause(origin(1, at(2)), r)).unwrap();
    assert!(bench.view(1, &[&a]).paused && !bench.view(2, &[&a]).paused);
    assert_eq!(bench.next(1, &[&a], Some(first), 3), refused(Refusal::Paused));
    assert_eq!(bench.state(first), TicketState::Called);
    bench.give(1, first, Command::Done, 4).unwrap();
    assert_eq!(bench.give(1, tickets[1], Command::Call, 5), refused(Refusal::Paused));
    wait(|r| bench.store.resume(origin(1, at(6)), r)).unwrap();
    assert_eq!(bench.call(1, &[&a], None, 7).ticket, tickets[1]);
}

#[test]
fn undo_takes_back_the_latest_change_step_by_step() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let (first, second) = (bench.issue(1, &a, 0).unwrap().id, bench.issue(2, &a, 0).unwrap().id);
    let before_call = bench.standing(first);
    bench.call(1, &[&a], None, 1);
    let called = bench.standing(first);
    bench.call(1, &[&a], Some(first), 2);
    let journal = bench.store.journal_since(0).unwrap();
    let seq_of = |ticket: TicketId| journal.iter().rfind(|e| e.change.ticket() == Some(ticket)).unwrap().seq;
    let undo = |seq| wait(|r| bench.store.undo(origin(9, at(3)), seq, r));
    // The first cannot be called again while the second stands at its counter.
    assert_eq!(undo(seq_of(first)), refused(Refusal::CounterBusy));
    let undone = undo(seq_of(second)).unwrap();
    assert!(matches!(undone.change, Change::Moved { transition: Transition::Undone, .. }));
    undo(seq_of(first)).unwrap();
    assert_eq!((bench.standing(first), bench.standing(second)), (called, before_call));
    assert_eq!(undo(seq_of(first)), refused(Refusal::NotTheLatest));
    // What was issued stays issued.
    assert_eq!(undo(1), refused(Refusal::WrongState));
    assert_eq!(undo(999), Err(StoreError::NoSuchEntry));
    assert_consistent(&bench.store, &bench.sqlite());
}

#[test]
fn the_day_closes_once_and_leaves_today_alone() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let yesterday = DAY.yesterday().unwrap();
    let issue_on = |nth, day: Date| issue(&bench.store, nth, &a, day, day.at(9, 0, 0, 0)).unwrap().id;
    let (waiting, held) = (issue_on(1, yesterday), issue_on(2, yesterday));
    bench.give(1, held, Command::Call, 0).unwrap();
    bench.give(1, held, Command::Hold, 0).unwrap();
    let today = issue_on(3, DAY);
    let close = || wait(|r| bench.store.close_days_before(DAY, at(0), r)).unwrap();
    assert_eq!((close(), close()), (2, 0));
    let states = [waiting, held, today].map(|ticket| bench.state(ticket));
    assert_eq!(states, [TicketState::NoShow, TicketState::NoShow, TicketState::Waiting]);
    assert_consistent(&bench.store, &bench.sqlite());
}

/// Commands of earlier days are forgotten, so that their answers do not pile up.
#[test]
fn answers_are_kept_for_the_day() {
    let bench = Bench::new();
    let kept =
        || -> u32 { bench.sqlite().query_row("SELECT count(*) FROM command", [], |r| r.get(0)).unwrap() };
    let a = service("cu-tru", "A");
    bench.next(1, &[&a], None, 0).unwrap();
    wait(|r| bench.store.close_days_before(DAY, at(0), r)).unwrap();
    assert_eq!(kept(), 1);
    wait(|r| bench.store.close_days_before(DAY + 1.day(), at(0), r)).unwrap();
    assert_eq!(kept(), 0);
}

/// Whose turn it is is found in an index, however many wait.
#[test]
fn the_first_in_line_is_read_from_an_index() {
    let bench = Bench::new();
    let conn = bench.sqlite();
    for (sql, index) in
        [(crate::counter::OF_SERVICE, "ticket_waiting"), (crate::counter::SENT_TO, "ticket_sent")]
    {
        let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let plan: Vec<String> = explain
            .query_map(("2026-11-23", "cu-tru", 0, 1), |row| row.get("detail"))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let plan = plan.join("; ");
        assert!(plan.contains(&format!("INDEX {index}")) && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
