//! What administrators set: said once, kept, told, and taken back; and what staff did besides.

use kiosk_core::office::Part;

use super::*;
use crate::{Deed, DeedEntry, Removed, SettingAuthor, SettingOrder, Wanted};

fn author(press: u128, minute: i8) -> SettingAuthor {
    SettingAuthor { staff: StaffId("lan".into()), press: CommandId(press), at: at(minute) }
}

fn change(bench: &Bench, press: u128, order: SettingOrder, revision: u64) -> Result<u64, StoreError> {
    wait(|r| bench.store.change_setting(author(press, 1), order, revision, Removed::default(), r))
}

fn set(bench: &Bench, press: u128, part: Part, value: &str, revision: u64) -> Result<u64, StoreError> {
    change(bench, press, SettingOrder::Set(part, value.into()), revision)
}

fn values(bench: &Bench) -> Vec<(Part, String)> {
    bench.store.settings().unwrap().values
}

#[test]
fn a_setting_survives_a_restart_and_both_values_are_told() {
    let bench = Bench::new();
    assert_eq!(set(&bench, 1, Part::Hours, "8-11", 0), Ok(1));
    assert_eq!(set(&bench, 2, Part::Texts, "UBND", 1), Ok(2));
    assert_eq!(set(&bench, 3, Part::Hours, "7-11", 2), Ok(3));
    let (path, Bench { folder, store }) = (bench.path(), bench);
    drop(store);
    let bench = Bench { store: Store::open(path, options_of_run(2, None)).unwrap(), folder };
    let settings = bench.store.settings().unwrap();
    assert_eq!(settings.values, [(Part::Hours, "7-11".into()), (Part::Texts, "UBND".into())]);
    let latest = [Part::Hours, Part::Texts, Part::Services].map(|part| settings.latest(part));
    assert_eq!((settings.revision, latest), (3, [3, 2, 0]));
    let told: Vec<_> = bench.store.setting_changes(DAY).unwrap();
    let told: Vec<_> =
        told.iter().map(|c| (c.seq, c.before.as_deref(), c.after.as_deref(), c.latest)).collect();
    assert_eq!(
        told,
        [
            (3, Some("8-11"), Some("7-11"), true),
            (2, None, Some("UBND"), true),
            (1, None, Some("8-11"), false)
        ]
    );
}

#[test]
fn the_same_press_again_changes_nothing() {
    let bench = Bench::new();
    assert_eq!(set(&bench, 7, Part::Hours, "8-11", 0), Ok(1));
    assert_eq!(set(&bench, 7, Part::Hours, "8-11", 0), Ok(1));
    assert_eq!(set(&bench, 8, Part::Hours, "9-11", 1), Ok(2));
    assert_eq!(set(&bench, 7, Part::Hours, "8-11", 0), Ok(1));
    assert_eq!(values(&bench), [(Part::Hours, "9-11".into())]);
}

#[test]
fn who_looked_before_somebody_else_changed_something_is_refused() {
    let bench = Bench::new();
    set(&bench, 1, Part::Hours, "8-11", 0).unwrap();
    assert_eq!(set(&bench, 2, Part::Counters, "1", 0), Err(StoreError::SettingMoved));
    assert_eq!(values(&bench), [(Part::Hours, "8-11".into())]);
}

#[test]
fn the_latest_change_of_a_part_is_taken_back_by_a_further_one() {
    let bench = Bench::new();
    set(&bench, 1, Part::Hours, "8-11", 0).unwrap();
    set(&bench, 2, Part::Hours, "7-11", 1).unwrap();
    set(&bench, 3, Part::Texts, "UBND", 2).unwrap();
    assert_eq!(change(&bench, 4, SettingOrder::Undo(1), 3), Err(StoreError::SettingMoved));
    assert_eq!(change(&bench, 5, SettingOrder::Undo(2), 3), Ok(4));
    assert_eq!(values(&bench)[0], (Part::Hours, "8-11".into()));
    // Taking back what took back sets it again, and the first one goes back to the configuration's value.
    assert_eq!(change(&bench, 6, SettingOrder::Undo(3), 4), Ok(5));
    assert_eq!(values(&bench), [(Part::Hours, "8-11".into())]);
    let undone = bench.store.setting_change(5).unwrap().unwrap();
    assert_eq!((undone.before.as_deref(), undone.after, undone.undoes), (Some("UBND"), None, Some(3)));
    assert_eq!(change(&bench, 7, SettingOrder::Undo(9), 5), Err(StoreError::SettingMoved));
}

#[test]
fn what_open_tickets_need_cannot_go() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let both = request(1, &a, DAY, at(0)).with_errands(std::slice::from_ref(&b.id));
    let ticket = wait(|r| bench.store.issue(both, r)).unwrap().id;
    let remove = |press, services: &[&Service], counters: &[u32]| {
        let services = services.iter().map(|service| service.id.clone()).collect();
        let removed = Removed { services, counters: counters.iter().copied().map(CounterId).collect() };
        let order = SettingOrder::Set(Part::Services, "[]".into());
        wait(|r| bench.store.change_setting(author(press, 1), order, 0, removed, r))
    };
    assert_eq!(remove(1, &[&a], &[]), Err(StoreError::ServiceInUse(a.id.clone())));
    assert_eq!(remove(2, &[&b], &[]), Err(StoreError::ServiceInUse(b.id.clone())));
    bench.call(1, &[&a], None, 1);
    assert_eq!(remove(3, &[], &[2, 1]), Err(StoreError::CounterInUse(CounterId(1))));
    let sent = Command::Transfer { service: b.id.clone(), only_at: Some(CounterId(2)) };
    bench.give(1, ticket, sent, 2).unwrap();
    assert_eq!(remove(4, &[], &[2]), Err(StoreError::CounterInUse(CounterId(2))));
    bench.give(2, ticket, Command::Cancel, 3).unwrap();
    assert_eq!(remove(5, &[&a, &b], &[1, 2]), Ok(1));
}

#[test]
fn the_logs_are_append_only() {
    let bench = Bench::new();
    set(&bench, 1, Part::Hours, "8-11", 0).unwrap();
    deed(&bench, Deed::HelpGiven).unwrap();
    let sqlite = bench.sqlite();
    for forbidden in [
        "DELETE FROM setting_change",
        "UPDATE setting_change SET staff = 'ai'",
        "INSERT OR REPLACE INTO setting_change VALUES (1, '2026-11-23T08:00:00', 'ai', 'p', 'hours', NULL, 'x', NULL)",
        "INSERT OR REPLACE INTO setting_change SELECT 9, at, 'ai', press, part, before, after, undoes FROM setting_change",
        "DELETE FROM staff_deed",
        "UPDATE staff_deed SET staff = 'ai'",
        "INSERT OR REPLACE INTO staff_deed VALUES (1, '2026-11-23T08:00:00', 'help_given', 'ai', NULL)",
    ] {
        let error = sqlite.execute(forbidden, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{forbidden}: {error}");
    }
}

fn deed(bench: &Bench, deed: Deed) -> Result<(), StoreError> {
    wait(|r| bench.store.note_deed(StaffId("lan".into()), deed, at(4), r))
}

#[test]
fn what_staff_did_is_told_by_name_and_by_ticket() {
    let bench = Bench::new();
    let ticket = bench.issue(1, &service("cu-tru", "A"), 0).unwrap();
    bench.slip(ticket.id, SlipState::Unconfirmed).unwrap();
    let deeds =
        [Deed::SlipSeen(ticket.id), Deed::SlipSeen(ticket.id), Deed::Reprinted(ticket.id), Deed::SignedOut];
    deeds.into_iter().for_each(|one| deed(&bench, one).unwrap());
    let told = |wanted: &Wanted| bench.store.deeds(DAY, wanted).unwrap();
    // The second time the slip was known to be there.
    let all: Vec<_> = told(&Wanted::default()).iter().map(|entry| entry.deed).collect();
    assert_eq!(all, [Deed::SignedOut, Deed::Reprinted(ticket.id), Deed::SlipSeen(ticket.id)]);
    let seen = DeedEntry {
        seq: 1,
        at: at(4),
        deed: Deed::SlipSeen(ticket.id),
        staff: StaffId("lan".into()),
        number: Some(ticket.number.clone()),
    };
    let of_ticket = told(&Wanted { ticket: Some(ticket.id), ..Wanted::default() });
    assert_eq!((of_ticket.len(), of_ticket.last()), (2, Some(&seen)));
    assert_eq!(told(&Wanted { staff: Some(StaffId("ai".into())), ..Wanted::default() }), []);
    assert_eq!(bench.store.ticket(ticket.id).unwrap().unwrap().slip, SlipState::Printed);
    assert_eq!(deed(&bench, Deed::SlipSeen(TicketId(99))), Err(StoreError::NoSuchTicket));
}
