//! Accounts, wrong PINs and sessions.

use jiff::{SignedDuration, ToSpan};

use super::*;
use crate::{Account, AccountChange, Role, Session, StaffAct, StaffEntry};

fn id(name: &str) -> StaffId {
    StaffId(name.into())
}

fn author(minute: i8) -> (StaffId, DateTime) {
    (id("admin"), at(minute))
}

fn lan() -> Account {
    Account { id: id("lan"), name: "Nguyễn Thị Lan".into(), role: Role::Clerk, active: true }
}

fn add(store: &Store, account: Account) -> Result<(), StoreError> {
    wait(|r| store.add_account(author(1), account, "hash-1".into(), r))
}

fn change(store: &Store, name: &str, change: AccountChange, minute: i8) -> Result<(), StoreError> {
    wait(|r| store.change_account(author(minute), id(name), change, r))
}

fn attempt(store: &Store, now: DateTime) -> Option<SignedDuration> {
    wait(|r| store.attempt(id("lan"), now, r)).unwrap()
}

/// Closes the database and opens it again.
fn restarted(bench: Bench) -> Bench {
    let path = bench.path();
    let Bench { folder, store } = bench;
    drop(store);
    Bench { store: Store::open(path, options_of_run(2, None)).unwrap(), folder }
}

#[test]
fn an_account_is_added_once_and_changed_and_every_change_is_noted() {
    let bench = Bench::new();
    add(&bench.store, lan()).unwrap();
    assert_eq!(add(&bench.store, lan()), Err(StoreError::NameTaken));
    change(&bench.store, "lan", AccountChange::Pin("hash-2".into()), 2).unwrap();
    change(&bench.store, "lan", AccountChange::Role(Role::Administrator), 3).unwrap();
    change(&bench.store, "lan", AccountChange::Active(false), 4).unwrap();
    assert_eq!(change(&bench.store, "ai", AccountChange::Active(true), 5), Err(StoreError::NoSuchAccount));
    let bench = restarted(bench);
    let wanted = Account { role: Role::Administrator, active: false, ..lan() };
    assert_eq!(bench.store.accounts().unwrap(), std::slice::from_ref(&wanted));
    assert_eq!(bench.store.account(&id("lan")).unwrap(), Some((wanted, "hash-2".into())));
    assert_eq!(bench.store.account(&id("ai")).unwrap(), None);
    let entry = |seq, minute, act| StaffEntry {
        seq,
        at: at(minute),
        act,
        subject: id("lan"),
        staff: Some(id("admin")),
    };
    let acts = [StaffAct::Added, StaffAct::Pin, StaffAct::Administrator, StaffAct::Disabled];
    let mut wanted: Vec<_> =
        (1..).zip(acts).map(|(n, act)| entry(n, i8::try_from(n).unwrap(), act)).collect();
    wanted.reverse();
    assert_eq!(bench.store.staff_log(DAY).unwrap(), wanted);
    assert_eq!(bench.store.staff_log(DAY.yesterday().unwrap()).unwrap(), []);
    assert_eq!(bench.store.staff_log(DAY.tomorrow().unwrap()).unwrap(), []);
}

#[test]
fn the_log_of_accounts_is_append_only() {
    let bench = Bench::new();
    add(&bench.store, lan()).unwrap();
    for sql in [
        "DELETE FROM staff_log",
        "UPDATE staff_log SET subject = 'ai'",
        "INSERT OR REPLACE INTO staff_log VALUES (1, '2026-11-23T08:00:00', 'added', 'ai', 'ai')",
    ] {
        let refused = bench.sqlite().execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}

#[test]
fn the_sixth_wrong_pin_locks_the_name_and_a_restart_does_not_open_it() {
    let bench = Bench::new();
    (0..5).for_each(|minute| assert_eq!(attempt(&bench.store, at(minute)), None));
    assert_eq!(attempt(&bench.store, at(10)), Some(SignedDuration::from_mins(1)));
    let bench = restarted(bench);
    let soon = at(10) + 30.seconds();
    assert_eq!(attempt(&bench.store, soon), Some(SignedDuration::from_secs(30)));
    assert_eq!(wait(|r| bench.store.attempt(id("ai"), soon, r)).unwrap(), None);
    assert_eq!(attempt(&bench.store, at(11)), None);
    let locked: Vec<_> =
        bench.store.staff_log(DAY).unwrap().iter().map(|e| (e.act, e.subject.clone())).collect();
    assert_eq!(locked, [(StaffAct::Locked, id("lan"))]);
}

#[test]
fn pauses_double_up_to_sixteen_minutes_and_the_right_pin_ends_that() {
    let bench = Bench::new();
    let mut now = at(0);
    let mut lock = |store: &Store| {
        (0..5).for_each(|_| assert_eq!(attempt(store, now), None));
        let pause = attempt(store, now).unwrap();
        now += pause;
        pause.as_mins()
    };
    let pauses: Vec<_> = (0..6).map(|_| lock(&bench.store)).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 16, 16]);
    wait(|r| bench.store.signed_in(id("lan"), at(50), r)).unwrap();
    assert_eq!(lock(&bench.store), 1);
}

#[test]
fn a_clock_that_was_set_back_locks_nobody_for_days() {
    let bench = Bench::new();
    let ahead = at(0) + 30.days();
    (0..6).for_each(|_| {
        attempt(&bench.store, ahead);
    });
    assert_eq!(attempt(&bench.store, at(0)), Some(SignedDuration::from_mins(16)));
}

fn session(staff: Option<&str>, minute: i8) -> Session {
    Session { staff: staff.map(id), data: r#"{"counter":2}"#.into(), ends_at: at(minute) }
}

#[test]
fn a_session_outlives_a_restart_and_not_its_time() {
    let bench = Bench::new();
    wait(|r| bench.store.begin_session([1; 32], session(None, 30), at(0), r)).unwrap();
    wait(|r| bench.store.keep_session([1; 32], session(Some("lan"), 40), r)).unwrap();
    let bench = restarted(bench);
    assert_eq!(bench.store.session([1; 32], at(39)).unwrap(), Some(session(Some("lan"), 40)));
    assert_eq!(bench.store.session([1; 32], at(40)).unwrap(), None);
    assert_eq!(bench.store.session([2; 32], at(0)).unwrap(), None);
    // The next one to begin clears away what has ended.
    wait(|r| bench.store.begin_session([2; 32], session(None, 59), at(40), r)).unwrap();
    let kept: u32 = bench.sqlite().query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
}

#[test]
fn an_ended_session_stays_ended() {
    let bench = Bench::new();
    wait(|r| bench.store.begin_session([1; 32], session(None, 30), at(0), r)).unwrap();
    wait(|r| bench.store.end_session([1; 32], r)).unwrap();
    wait(|r| bench.store.keep_session([1; 32], session(None, 30), r)).unwrap();
    assert_eq!(bench.store.session([1; 32], at(1)).unwrap(), None);
}

#[test]
fn a_new_pin_ends_the_sessions_of_that_account_alone() {
    let bench = Bench::new();
    add(&bench.store, lan()).unwrap();
    wait(|r| bench.store.begin_session([1; 32], session(Some("lan"), 30), at(0), r)).unwrap();
    wait(|r| bench.store.begin_session([2; 32], session(Some("admin"), 30), at(0), r)).unwrap();
    change(&bench.store, "lan", AccountChange::Pin("hash-2".into()), 2).unwrap();
    assert_eq!(bench.store.session([1; 32], at(1)).unwrap(), None);
    assert!(bench.store.session([2; 32], at(1)).unwrap().is_some());
}
