//! What the holder of a token sees of the line.

use kiosk_core::queue::Wait;
use kiosk_core::rating::Satisfaction;

use super::*;
use crate::Place;

impl Bench {
    fn place(&self, ticket: &Ticket) -> Place {
        self.store.place(&ticket.token, &rules()).unwrap().unwrap()
    }

    /// Issues to somebody of the class that is called before others.
    fn issue_elderly(&self, nth: u64, service: &Service, minute: i8) -> Ticket {
        let request = TicketRequest::new(VisitId { run: 1, nth }, service, DAY, at(minute))
            .with_classes(&[ClassId("60".into())], &rules());
        wait(|reply| self.store.issue(request, reply)).unwrap()
    }
}

#[test]
fn the_place_goes_down_with_each_call_and_ends_with_the_own_one() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let tickets: Vec<_> = (0..4).map(|nth| bench.issue(nth, &a, 0).unwrap()).collect();
    bench.issue(10, &service("ho-tich", "B"), 0).unwrap();
    assert_eq!(tickets.iter().map(|t| bench.place(t).ahead).collect::<Vec<_>>(), [0, 1, 2, 3]);
    let mut seen = None;
    for left in [2, 1, 0] {
        seen = Some(bench.call(1, &[&a], seen, 1).ticket);
        assert_eq!(bench.place(&tickets[3]).ahead, left);
    }
    bench.call(1, &[&a], seen, 2);
    let called = bench.place(&tickets[3]);
    assert_eq!((called.ahead, called.record.standing.state), (0, TicketState::Called));
    assert_eq!(called.record.standing.counter, Some(CounterId(1)));
}

#[test]
fn who_has_priority_stands_before_others_and_they_know_it() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let first = bench.issue(1, &a, 0).unwrap();
    let second = bench.issue(2, &a, 0).unwrap();
    let elderly: Vec<_> = (3..6).map(|nth| bench.issue_elderly(nth, &a, 1)).collect();
    assert_eq!((bench.place(&first).ahead, bench.place(&second).ahead), (3, 4));
    // After two with priority one of the others is called.
    assert_eq!(elderly.iter().map(|t| bench.place(t).ahead).collect::<Vec<_>>(), [0, 1, 3]);
}

#[test]
fn who_was_sent_to_a_counter_waits_in_its_line() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let (first, second) = (bench.issue(1, &a, 0).unwrap(), bench.issue(2, &a, 1).unwrap());
    bench.issue(3, &a, 2).unwrap();
    for ticket in [&second, &first] {
        bench.give(1, ticket.id, Command::Call, 3).unwrap();
        let transfer = Command::Transfer { service: a.id.clone(), only_at: Some(CounterId(2)) };
        bench.give(1, ticket.id, transfer, 3).unwrap();
    }
    assert_eq!((bench.place(&first).ahead, bench.place(&second).ahead), (0, 1));
    assert_eq!(bench.place(&second).wait, None);
}

#[test]
fn the_wait_is_measured_as_for_a_slip() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let tickets: Vec<_> = (0..20).map(|nth| bench.issue(nth, &a, 0).unwrap()).collect();
    let mut seen = None;
    for minute in 1..=10 {
        seen = Some(bench.call(1, &[&a], seen, minute).ticket);
    }
    let newest = bench.issue(30, &a, 11).unwrap();
    let place = bench.place(&newest);
    assert_eq!((place.ahead, place.wait), (newest.ahead, newest.wait));
    assert_eq!(bench.place(&tickets[13]).wait, Some(Wait { from: 5, to: 5 }));
    assert_eq!(bench.place(&tickets[10]).wait, None);
}

#[test]
fn a_token_that_nobody_has_finds_nothing() {
    let bench = Bench::new();
    let ticket = bench.issue(1, &service("cu-tru", "A"), 0).unwrap();
    let upper = ticket.token.to_uppercase();
    for token in ["", "a", "A001", "' OR 1=1 --", "%", &ticket.token[1..], &upper, &"a".repeat(4000)] {
        assert_eq!(bench.store.place(token, &rules()).unwrap(), None, "{token}");
    }
}

#[test]
fn a_rating_is_seen() {
    let bench = Bench::new();
    let ticket = bench.issue(1, &service("cu-tru", "A"), 0).unwrap();
    assert!(!bench.place(&ticket).rated);
    wait(|r| bench.store.rate(ticket.id, Satisfaction::Satisfied, r)).unwrap();
    assert!(bench.place(&ticket).rated);
}

/// However many wait, a look at a place reads an index and no table.
#[test]
fn a_place_is_read_from_the_index() {
    let bench = Bench::new();
    let plan = |sql: &str| -> String {
        let sqlite = bench.sqlite();
        let mut plan = sqlite.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        plan.query_row([], |row| row.get("detail")).unwrap()
    };
    let line = "day = '2026-11-23' AND priority = 0 AND state IN ('waiting', 'transferred')";
    let before = "(arrived_at, id) < ('2026-11-23T08:00:00', 7)";
    let of_service = format!(
        "SELECT count(*) FROM ticket WHERE {line} AND service = 'a' AND only_at IS NULL AND {before}"
    );
    assert!(
        plan(&of_service).contains("ticket_waiting (day=? AND service=? AND priority=? AND arrived_at<?)")
    );
}
