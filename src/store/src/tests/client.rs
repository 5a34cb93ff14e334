//! Clients of the API, and the queue as they follow it.

use super::*;
use crate::{Client, News, Scope, StaffAct};

fn author(minute: i8) -> (StaffId, DateTime) {
    (StaffId("admin".into()), at(minute))
}

fn add(bench: &Bench, name: &str, token: u8, minute: i8) -> Result<(), StoreError> {
    let named = (name.to_owned(), Scope::Issue);
    wait(|reply| bench.store.add_client(author(minute), named, [token; 32], reply))
}

fn revoke(bench: &Bench, name: &str, minute: i8) -> Result<(), StoreError> {
    wait(|reply| bench.store.revoke_client(author(minute), name.to_owned(), reply))
}

#[test]
fn a_client_is_known_by_its_token_until_it_is_revoked() {
    let bench = Bench::new();
    add(&bench, "web", 1, 0).unwrap();
    let made = Client { name: "web".into(), scope: Scope::Issue, made: author(0), revoked: None };
    assert_eq!(bench.store.client([1; 32]).unwrap(), Some(made.clone()));
    assert_eq!(bench.store.client([2; 32]).unwrap(), None);
    revoke(&bench, "web", 1).unwrap();
    assert_eq!(bench.store.client([1; 32]).unwrap(), None);
    assert_eq!(bench.store.clients().unwrap(), [Client { revoked: Some(author(1)), ..made }]);
}

#[test]
fn a_name_is_given_once_and_revoked_once() {
    let bench = Bench::new();
    add(&bench, "web", 1, 0).unwrap();
    assert_eq!(add(&bench, "web", 2, 1), Err(StoreError::NameTaken));
    assert_eq!(revoke(&bench, "app", 1), Err(StoreError::NoSuchClient));
    revoke(&bench, "web", 2).unwrap();
    assert_eq!(revoke(&bench, "web", 3), Err(StoreError::NoSuchClient));
    assert_eq!(add(&bench, "web", 2, 4), Err(StoreError::NameTaken));
}

#[test]
fn what_happened_to_clients_is_in_the_log_of_accounts() {
    let bench = Bench::new();
    add(&bench, "web", 1, 0).unwrap();
    add(&bench, "app", 2, 1).unwrap();
    revoke(&bench, "web", 2).unwrap();
    let log = bench.store.staff_log(DAY).unwrap();
    let told: Vec<_> = log.iter().map(|entry| (entry.act, entry.subject.0.as_str(), entry.at)).collect();
    assert_eq!(
        told,
        [
            (StaffAct::ClientRevoked, "web", at(2)),
            (StaffAct::ClientAdded, "app", at(1)),
            (StaffAct::ClientAdded, "web", at(0))
        ]
    );
    assert_eq!(bench.store.staff_log(DAY.tomorrow().unwrap()).unwrap(), []);
}

#[test]
fn nobody_rewrites_a_client() {
    let bench = Bench::new();
    add(&bench, "web", 1, 0).unwrap();
    let sqlite = bench.sqlite();
    for sql in [
        "DELETE FROM api_client",
        "UPDATE api_client SET scope = 'call'",
        "UPDATE api_client SET made_by = 'lan'",
        "UPDATE api_client SET revoked_at = '2026-11-23T08:00:00'",
    ] {
        assert!(sqlite.execute(sql, []).is_err(), "{sql}");
    }
    revoke(&bench, "web", 1).unwrap();
    assert!(sqlite.execute("UPDATE api_client SET revoked_at = NULL, revoked_by = NULL", []).is_err());
}

#[test]
fn the_overview_shows_counters_and_lines_of_one_moment() {
    let (bench, a, b) = (Bench::new(), service("cu-tru", "A"), service("ho-tich", "B"));
    bench.issue(1, &a, 0).unwrap();
    bench.issue(2, &a, 1).unwrap();
    bench.issue(3, &b, 2).unwrap();
    let call = bench.call(2, &[&a], None, 3);
    wait(|reply| bench.store.pause(origin(7, at(4)), reply)).unwrap();
    let overview = bench.store.overview(DAY).unwrap();
    assert_eq!(overview.open, [call]);
    assert_eq!(overview.paused, [CounterId(7)]);
    assert_eq!(overview.waiting, [(a.id.clone(), 1), (b.id.clone(), 1)]);
    assert_eq!(overview.seq, 5);
}

#[test]
fn who_waits_is_told_priority_first_and_without_those_sent_to_one_counter() {
    let (bench, a) = (Bench::new(), service("cu-tru", "A"));
    let first = bench.issue(1, &a, 0).unwrap();
    let sent = bench.issue(2, &a, 1).unwrap();
    let old = bench.issue_to(3, &a, 2, &["60"]);
    let transfer = Command::Transfer { service: a.id.clone(), only_at: Some(CounterId(4)) };
    bench.give(1, sent.id, transfer, 3).unwrap();
    let (seq, waiting) = bench.store.waiting(&a.id, DAY, 10).unwrap();
    assert_eq!(seq, 4);
    assert_eq!(waiting.iter().map(|listed| listed.ticket).collect::<Vec<_>>(), [old.id, first.id]);
    assert_eq!(bench.store.waiting(&a.id, DAY, 0).unwrap().1, []);
}

#[test]
fn news_name_the_number_and_go_on_where_they_ended() {
    let (bench, a) = (Bench::new(), service("cu-tru", "A"));
    let ticket = bench.issue(1, &a, 0).unwrap();
    wait(|reply| bench.store.pause(origin(1, at(1)), reply)).unwrap();
    let all = bench.store.news(0).unwrap();
    assert_eq!(all.seq, 2);
    let numbers: Vec<_> = all.changes.iter().map(|(entry, number)| (entry.seq, number.clone())).collect();
    assert_eq!(numbers, [(1, Some(ticket.number)), (2, None)]);
    assert_eq!(bench.store.news(2).unwrap(), News { seq: 2, changes: Vec::new() });
    assert_eq!(bench.store.news(1).unwrap().changes, all.changes[1..]);
}
