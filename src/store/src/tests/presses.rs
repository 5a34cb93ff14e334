//! What a counter sees beside the next numbers, and taking back a whole press.

use kiosk_core::queue::Transition;

use super::fold::assert_consistent;
use super::*;
use crate::Wanted;

fn undo_press(bench: &Bench, counter: u32, press: CommandId) -> Result<Entry, StoreError> {
    wait(|r| bench.store.undo_press(origin(counter, at(40)), press, r))
}

#[test]
fn a_press_is_taken_back_in_whole_and_once() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let (first, second) = (bench.issue(1, &a, 0).unwrap().id, bench.issue(2, &a, 0).unwrap().id);
    bench.call(1, &[&a], None, 1);
    let before = (bench.standing(first), bench.standing(second));
    bench.call(1, &[&a], Some(first), 2);
    let press = bench.view(1, &[&a]).last.unwrap();
    let did: Vec<_> = press.changes.iter().map(|(number, did)| (number.to_string(), *did)).collect();
    assert_eq!(did, [("A001".into(), Transition::Done), ("A002".into(), Transition::Called)]);
    assert_eq!(press.staff, Some(StaffId("nv01".into())));
    undo_press(&bench, 1, press.command).unwrap();
    assert_eq!((bench.standing(first), bench.standing(second)), before);
    // Neither an undo nor what it undid can be taken back.
    assert_eq!(bench.view(1, &[&a]).last, None);
    assert_eq!(undo_press(&bench, 1, press.command), refused(Refusal::NotTheLatest));
    assert_eq!(undo_press(&bench, 1, CommandId(u128::MAX)), refused(Refusal::WrongState));
    assert_consistent(&bench.store, &bench.sqlite());
}

#[test]
fn a_press_whose_ticket_has_moved_on_is_not_taken_back_in_half() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let (first, second) = (bench.issue(1, &a, 0).unwrap().id, bench.issue(2, &a, 0).unwrap().id);
    bench.call(1, &[&a], None, 1);
    bench.call(1, &[&a], Some(first), 2);
    let press = bench.view(1, &[&a]).last.unwrap();
    bench.give(1, second, Command::Hold, 3).unwrap();
    assert_eq!(undo_press(&bench, 1, press.command), refused(Refusal::NotTheLatest));
    bench.issue(3, &a, 4).unwrap();
    let held = bench.view(1, &[&a]).last.unwrap();
    bench.call(1, &[&a], None, 5);
    assert_eq!(undo_press(&bench, 1, held.command), refused(Refusal::CounterBusy));
    let states = [first, second].map(|ticket| bench.state(ticket));
    assert_eq!(states, [TicketState::Done, TicketState::OnHold]);
    assert_consistent(&bench.store, &bench.sqlite());
}

/// The second change of a press is judged after the first has been taken back: both stand again.
#[test]
fn a_refusal_in_the_middle_leaves_nothing_behind() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let both = request(1, &a, DAY, at(0)).with_errands(std::slice::from_ref(&b.id));
    let first = wait(|r| bench.store.issue(both, r)).unwrap().id;
    let second = bench.issue(2, &a, 0).unwrap().id;
    bench.call(1, &[&a], None, 1);
    bench.call(1, &[&a], Some(first), 2);
    let press = bench.view(1, &[&a]).last.unwrap();
    // The next errand of the one that moved on is called elsewhere, the other one stands as it stood.
    bench.call(2, &[&b], None, 3);
    let before = bench.store.journal_since(0).unwrap();
    assert_eq!(undo_press(&bench, 1, press.command), refused(Refusal::NotTheLatest));
    assert_eq!(bench.store.journal_since(0).unwrap(), before);
    assert_eq!((bench.state(first), bench.state(second)), (TicketState::Called, TicketState::Called));
    assert_consistent(&bench.store, &bench.sqlite());
}

#[test]
fn another_counters_press_is_not_offered() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let first = bench.issue(1, &a, 0).unwrap().id;
    bench.call(1, &[&a], None, 1);
    assert_eq!(bench.view(2, &[&a]).last, None);
    bench.give(1, first, Command::Hold, 2).unwrap();
    bench.give(2, first, Command::Call, 3).unwrap();
    // Another counter went on with the ticket: holding it is past.
    assert_eq!(bench.view(1, &[&a]).last, None);
    assert!(bench.view(2, &[&a]).last.is_some());
}

#[test]
fn holds_and_no_shows_are_listed_where_they_concern() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let tickets: Vec<_> = (0..4).map(|nth| bench.issue(nth, &a, 0).unwrap().id).collect();
    for (counter, ticket, command) in
        [(1, 0, Command::Hold), (2, 1, Command::NoShow), (1, 2, Command::NoShow), (1, 3, Command::Cancel)]
    {
        bench.give(counter, tickets[ticket], Command::Call, 5).unwrap();
        bench.give(counter, tickets[ticket], command, 6 + i8::try_from(ticket).unwrap()).unwrap();
    }
    let listed = |counter, serves: &[&Service]| {
        let view = bench.view(counter, serves);
        let ids = |list: &[crate::Listed]| list.iter().map(|listed| listed.ticket).collect::<Vec<_>>();
        (ids(&view.on_hold), ids(&view.no_shows))
    };
    assert_eq!(listed(1, &[&a]), (vec![tickets[0]], vec![tickets[2], tickets[1]]));
    // Counter 2 does not call the service, but it had one of them.
    assert_eq!(listed(2, &[&b]), (vec![], vec![tickets[1]]));
}

#[test]
fn the_trail_tells_who_did_what_by_day_by_who_and_by_ticket() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let (first, second) = (bench.issue(1, &a, 0).unwrap().id, bench.issue(2, &a, 1).unwrap().id);
    bench.call(1, &[&a], None, 2);
    let other = Origin { staff: Some(StaffId("nv02".into())), ..origin(2, at(3)) };
    bench.next_as(&other, &[&a], None).unwrap();
    let trail = |wanted: &Wanted| {
        let rows = bench.store.trail(DAY, wanted).unwrap();
        rows.iter().map(|t| (t.entry.seq, t.number.as_ref().unwrap().count, t.latest)).collect::<Vec<_>>()
    };
    let all = [(4, 2, true), (3, 1, true), (2, 2, false), (1, 1, false)];
    assert_eq!(trail(&Wanted::default()), all);
    assert_eq!(trail(&Wanted { before: Some(3), ..Wanted::default() }), all[2..]);
    let by = |name: &str| Wanted { staff: Some(StaffId(name.into())), ..Wanted::default() };
    assert_eq!((trail(&by("nv02")), trail(&by("nv09"))), (vec![all[0]], vec![]));
    assert_eq!(trail(&Wanted { ticket: Some(first), ..Wanted::default() }), [all[1], all[3]]);
    assert!(bench.store.trail(DAY.yesterday().unwrap(), &Wanted::default()).unwrap().is_empty());
    let life: Vec<_> = bench.store.life(second).unwrap().iter().map(|entry| entry.seq).collect();
    assert_eq!(life, [4, 2]);
}

#[test]
fn a_ticket_is_found_by_its_number_as_one_says_it() {
    let bench = Bench::new();
    let ticket = bench.issue(1, &service("cu-tru", "A"), 0).unwrap().id;
    for number in ["A001", "a001", "A1", " a 1 "] {
        assert_eq!(bench.store.ticket_of_number(DAY, number).unwrap(), Some(ticket), "{number}");
    }
    for number in ["", "A", "A002", "B001", "001", "A001x", "đ1", "A99999999999"] {
        assert_eq!(bench.store.ticket_of_number(DAY, number).unwrap(), None, "{number}");
    }
    assert_eq!(bench.store.ticket_of_number(DAY.tomorrow().unwrap(), "A001").unwrap(), None);
}

/// Two with priority are called in a row at most: a call that was taken back has not been one of them.
#[test]
fn a_call_taken_back_counts_for_nothing() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let plain = bench.issue(1, &a, 0).unwrap().id;
    let old: Vec<_> = (2..5).map(|nth| bench.issue_to(nth, &a, 1, &["60"]).id).collect();
    assert_eq!(bench.call(1, &[&a], None, 2).ticket, old[0]);
    let last = |bench: &Bench| bench.view(1, &[&a]).last.unwrap().command;
    undo_press(&bench, 1, last(&bench)).unwrap();
    assert_eq!(bench.call(1, &[&a], None, 3).ticket, old[0]);
    assert_eq!(bench.call(1, &[&a], Some(old[0]), 4).ticket, old[1]);
    assert_eq!(bench.call(1, &[&a], Some(old[1]), 5).ticket, plain);
    // It ended the row of two; taken back, the row stands again and the same one is next.
    undo_press(&bench, 1, last(&bench)).unwrap();
    assert_eq!(bench.call(1, &[&a], Some(old[1]), 6).ticket, plain);
}
