use std::fs;

use rusqlite::ErrorCode;

use super::*;

/// The files as a power cut would leave them: copied from under the running writer.
fn cut_power(bench: &Bench) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["queue.db", "queue.db-wal"] {
        fs::copy(bench.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn what_was_answered_is_there_after_a_power_cut_and_numbers_go_on() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let tickets: Vec<_> = (0..20).map(|nth| bench.issue(nth, &a, 0).unwrap()).collect();
    let call = bench.call(1, &[&a], None, 1);
    let folder = cut_power(&bench);
    let store = Store::open(folder.path().join("queue.db"), options_of_run(2, None)).unwrap();
    for ticket in tickets {
        assert_eq!(store.ticket(ticket.id).unwrap().unwrap().ticket, ticket);
    }
    assert_eq!(store.board(DAY).unwrap().calls, [call]);
    assert_eq!(issue(&store, 99, &a, DAY, at(5)).unwrap().number.count, 21);
}

#[test]
fn slips_on_their_way_in_a_power_cut_become_unconfirmed() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let tickets: Vec<_> = (0..3).map(|nth| bench.issue(nth, &a, 0).unwrap()).collect();
    bench.slip(tickets[0].id, SlipState::Printed).unwrap();
    bench.slip(tickets[1].id, SlipState::NotPrinted).unwrap();
    assert_eq!(wait(|r| bench.store.reconcile(at(9), r)), Ok(1));
    assert_eq!(wait(|r| bench.store.reconcile(at(9), r)), Ok(0));
    let of = |nth: usize, slip| (tickets[nth].id, tickets[nth].number.clone(), slip);
    let expected = [of(1, SlipState::NotPrinted), of(2, SlipState::Unconfirmed)];
    assert_eq!(bench.store.unconfirmed(DAY).unwrap(), expected);
    bench.slip(tickets[2].id, SlipState::Printed).unwrap();
    assert_eq!(bench.store.unconfirmed(DAY).unwrap(), expected[..1]);
    assert_eq!(bench.slip(TicketId(99), SlipState::Printed), Err(StoreError::NoSuchTicket));
}

#[test]
fn a_full_disk_refuses_plainly_and_loses_no_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    let a = service("cu-tru", "A");
    let tight = Store::open(&path, options_of_run(1, Some(60))).unwrap();
    let mut issued = 0;
    let refusal = loop {
        match issue(&tight, issued, &a, DAY, at(0)) {
            Ok(ticket) => assert_eq!(u64::from(ticket.number.count), issued + 1),
            Err(error) => break error,
        }
        issued += 1;
        assert!(issued < 10_000, "the quota does not work");
    };
    assert_eq!(refusal, StoreError::Full);
    assert!(issued > 0, "not even one ticket fits");
    assert_eq!(issue(&tight, 20_000, &a, DAY, at(0)), Err(StoreError::Full));
    assert_eq!(tight.board(DAY).unwrap().waiting, [(a.id.clone(), u32::try_from(issued).unwrap())]);
    drop(tight);
    let wide = Store::open(&path, options_of_run(2, None)).unwrap();
    assert_eq!(u64::from(issue(&wide, 20_000, &a, DAY, at(1)).unwrap().number.count), issued + 1);
}

#[test]
fn calling_still_works_when_no_ticket_fits_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let a = service("cu-tru", "A");
    let tight = Store::open(folder.path().join("queue.db"), options_of_run(1, Some(60))).unwrap();
    let refused = (0..10_000).map(|nth| issue(&tight, nth, &a, DAY, at(0))).find(Result::is_err);
    assert_eq!(refused, Some(Err(StoreError::Full)));
    let serves = std::slice::from_ref(&a.id);
    let called = wait(|r| tight.call_next(origin(1, at(1)), (serves, &rules()), None, DAY, r));
    // It may be refused for want of a page too, but then plainly and with nothing half done.
    match called {
        Ok(CallOutcome::Called(call)) => assert_eq!(call.number.count, 1),
        Ok(CallOutcome::NobodyWaiting) => panic!("tickets were lost"),
        Err(error) => assert_eq!(error, StoreError::Full),
    }
}

#[test]
fn a_command_to_a_locked_database_is_answered_so() {
    let bench = Bench::new();
    let technician = bench.sqlite();
    technician.execute_batch("BEGIN IMMEDIATE").unwrap();
    let a = service("cu-tru", "A");
    assert_eq!(bench.issue(1, &a, 0), Err(StoreError::Locked));
    technician.execute_batch("ROLLBACK").unwrap();
    assert_eq!(bench.issue(1, &a, 0).unwrap().number.count, 1);
}

#[test]
fn a_reply_that_holds_the_last_handle_does_not_hang() {
    let bench = Bench::new();
    let (sender, receiver) = std::sync::mpsc::channel();
    let Bench { folder, store } = bench;
    let last = store.clone();
    let (open_gate, gate) = std::sync::mpsc::channel::<()>();
    store.ping(move |result| {
        gate.recv().unwrap();
        drop(last);
        sender.send(result).unwrap();
    });
    // The writer is held until this handle is gone, so that the reply's one is the last.
    drop(store);
    open_gate.send(()).unwrap();
    assert_eq!(receiver.recv().unwrap(), Ok(()));
    drop(folder);
}

#[test]
fn readers_cannot_write() {
    let bench = Bench::new();
    let reader = crate::open::reader(&bench.path()).unwrap();
    let refused = reader.execute("DELETE FROM number", []).unwrap_err();
    assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::ReadOnly));
}
