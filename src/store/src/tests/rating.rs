use kiosk_core::rating::Satisfaction;

use super::*;

fn rate(bench: &Bench, ticket: TicketId, rating: Satisfaction) -> Result<bool, StoreError> {
    wait(|reply| bench.store.rate(ticket, rating, reply))
}

#[test]
fn a_ticket_is_rated_once_and_what_was_said_stands() {
    let bench = Bench::new();
    let ticket = bench.issue(1, &service("cu-tru", "A"), 0).unwrap().id;
    assert_eq!(rate(&bench, ticket, Satisfaction::Dissatisfied), Ok(true));
    assert_eq!(rate(&bench, ticket, Satisfaction::VerySatisfied), Ok(false));
    assert_eq!(bench.store.figures(DAY, DAY).unwrap().total.ratings, [0, 0, 0, 1]);
    let raised = bench.sqlite().execute("UPDATE rating SET step = 4", []).unwrap_err();
    assert!(raised.to_string().contains("a rating stands"));
}

#[test]
fn nobody_rates_without_a_ticket() {
    let bench = Bench::new();
    assert_eq!(rate(&bench, TicketId(9), Satisfaction::Neutral), Err(StoreError::NoSuchTicket));
}

#[test]
fn every_step_is_read_back() {
    let bench = Bench::new();
    for (nth, rating) in (1..).zip(Satisfaction::ALL) {
        let ticket = bench.issue(nth, &service("cu-tru", "A"), 0).unwrap().id;
        rate(&bench, ticket, rating).unwrap();
    }
    assert_eq!(bench.store.figures(DAY, DAY).unwrap().total.ratings, [1, 1, 1, 1]);
}

#[test]
fn a_database_of_version_2_takes_ratings_and_keeps_its_tickets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    let conn = rusqlite::Connection::open(&path).unwrap();
    for step in [include_str!("../../migrations/0001.sql"), include_str!("../../migrations/0002.sql")] {
        conn.execute_batch(step).unwrap();
    }
    conn.execute_batch(
        "INSERT INTO ticket (visit, asked, day, prefix, count, width, ahead, token, arrived_at, state, service, errand,
             calls, priority, slip)
         VALUES ('00000000000000070000000000000001', 'cu-tru', '2026-11-23', 'A', 1, 3, 0, 'token', '2026-11-23T08:00:00',
             'waiting', 'cu-tru', 0, 0, 0, 'printed');
         INSERT INTO journal (at, kind, ticket, state, service, errand, calls, priority, day, prefix, count, width)
         VALUES ('2026-11-23T08:00:00', 'issued', 1, 'waiting', 'cu-tru', 0, 0, 0, '2026-11-23', 'A', 1, 3);
         PRAGMA user_version = 2;
         PRAGMA application_id = 0x4B685674;",
    )
    .unwrap();
    drop(conn);
    let bench = Bench { store: Store::open(&path, options(None)).unwrap(), folder };
    assert_eq!(bench.state(TicketId(1)), TicketState::Waiting);
    assert_eq!(rate(&bench, TicketId(1), Satisfaction::Satisfied), Ok(true));
    assert_eq!(bench.store.figures(DAY, DAY).unwrap().total.ratings, [0, 1, 0, 0]);
}
