use std::collections::HashSet;
use std::thread;

use jiff::ToSpan;

use super::*;
use crate::Change;

#[test]
fn numbers_count_up_per_prefix_and_restart_with_the_day() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let number = |nth, service, day: Date| {
        issue(&bench.store, nth, service, day, day.at(8, 0, 0, 0)).unwrap().number.to_string()
    };
    assert_eq!(number(1, &a, DAY), "A001");
    assert_eq!(number(2, &a, DAY), "A002");
    assert_eq!(number(3, &b, DAY), "B001");
    assert_eq!(number(4, &a, DAY + 1.day()), "A001");
    assert_eq!(number(5, &a, DAY), "A003");
}

#[test]
fn two_services_with_one_prefix_never_share_a_number() {
    let bench = Bench::new();
    let first = bench.issue(1, &service("cu-tru", "A"), 0).unwrap();
    let second = bench.issue(2, &service("ho-tich", "A"), 0).unwrap();
    assert_eq!((first.number.count, second.number.count), (1, 2));
}

#[test]
fn a_visit_gets_the_same_ticket_again_whatever_has_happened_since() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    bench.issue(1, &a, 0).unwrap();
    let mine = bench.issue(2, &a, 1).unwrap();
    bench.call(1, &[&a], None, 2);
    let again = bench.issue(2, &service("ho-tich", "B"), 9).unwrap();
    assert_eq!(again, mine);
    assert_eq!(mine.ahead, 1);
    assert_eq!(bench.issue(3, &a, 9).unwrap().number.count, 3);
}

#[test]
fn an_errand_joins_the_ticket_that_is_held_as_long_as_that_goes_on() {
    let bench = Bench::new();
    let [a, b, c] =
        [("cu-tru", "A"), ("ho-tich", "B"), ("dat-dai", "C")].map(|(id, prefix)| service(id, prefix));
    let mine = bench.issue(1, &a, 0).unwrap();
    let join = |nth, service: &Service, minute| {
        let request = request(nth, service, DAY, at(minute)).for_holder_of(Some(mine.id));
        wait(|r| bench.store.issue(request, r)).unwrap()
    };
    let joined = join(2, &b, 1);
    assert_eq!(joined, Ticket { errands: vec![b.id.clone()], ..mine.clone() });
    // Asked again, or for what it waits for anyhow: nothing changes.
    let seq = bench.store.board(DAY).unwrap().seq;
    assert_eq!((join(2, &b, 2), join(3, &a, 2)), (joined.clone(), joined));
    assert_eq!(bench.store.board(DAY).unwrap().seq, seq);
    let added = Change::ErrandAdded { ticket: mine.id, service: b.id.clone() };
    assert_eq!(fold::journal(&bench.store).last().unwrap().change, added);
    // Done with the first, it waits for the one that was added, and takes a third one meanwhile.
    bench.call(1, &[&a], None, 3);
    bench.give(1, mine.id, Command::Done, 4).unwrap();
    assert_eq!(join(4, &c, 5).errands, [b.id.clone(), c.id.clone()]);
    for (service, minute) in [(&b, 6), (&c, 8)] {
        assert_eq!(bench.call(1, &[service], None, minute).ticket, mine.id);
        bench.give(1, mine.id, Command::Done, minute + 1).unwrap();
    }
    let other = join(5, &b, 20);
    assert_eq!((other.id == mine.id, other.number.to_string().as_str()), (false, "B001"));
}

#[test]
fn an_added_errand_stands_in_nobodys_way_who_takes_a_call_back() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    let mine = bench.issue(1, &a, 0).unwrap();
    bench.call(1, &[&a], None, 1);
    let called = fold::journal(&bench.store).last().unwrap().seq;
    let request = request(2, &b, DAY, at(2)).for_holder_of(Some(mine.id));
    assert_eq!(wait(|r| bench.store.issue(request, r)).unwrap().errands, [b.id]);
    wait(|r| bench.store.undo(origin(1, at(3)), called, r)).unwrap();
    let record = bench.store.ticket(mine.id).unwrap().unwrap();
    assert_eq!((record.standing.state, record.ticket.errands.len()), (TicketState::Waiting, 1));
}

#[test]
fn ahead_counts_who_waits_for_the_same_service_today() {
    let bench = Bench::new();
    let (a, b) = (service("cu-tru", "A"), service("ho-tich", "B"));
    issue(&bench.store, 1, &a, DAY.yesterday().unwrap(), at(0)).unwrap();
    bench.issue(2, &b, 0).unwrap();
    bench.issue(3, &a, 1).unwrap();
    bench.issue(4, &a, 2).unwrap();
    bench.call(1, &[&a], None, 3);
    assert_eq!(bench.issue(5, &a, 4).unwrap().ahead, 1);
}

#[test]
fn a_ticket_is_read_back_as_it_was_issued() {
    let bench = Bench::new();
    let ticket = bench.issue(1, &service("cu-tru", "A"), 5).unwrap();
    let record = bench.store.ticket(ticket.id).unwrap().unwrap();
    assert_eq!(record.ticket, ticket);
    assert_eq!(ticket.token.len(), 26);
    assert!(ticket.token.bytes().all(|c| c.is_ascii_lowercase() || (b'2'..=b'7').contains(&c)));
    assert_eq!(bench.store.ticket(TicketId(99)).unwrap(), None);
}

#[test]
fn a_token_carries_all_its_bits() {
    // RFC 4648, section 10: "foobar" is MZXW6YTBOI; here it stands at the front of 16 bytes.
    let mut bits = [0_u8; 16];
    bits[..6].copy_from_slice(b"foobar");
    assert!(crate::stored::token(bits).starts_with("mzxw6ytbo"));
    let one_bit: HashSet<_> = (0..128).map(|n| crate::stored::token((1_u128 << n).to_be_bytes())).collect();
    assert_eq!(one_bit.len(), 128);
}

#[test]
fn eight_threads_get_different_numbers_without_a_gap() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    let threads: Vec<_> = (0..8_u64)
        .map(|thread| {
            let (store, a) = (bench.store.clone(), a.clone());
            thread::spawn(move || -> Vec<u32> {
                (0..50)
                    .map(|n| issue(&store, thread * 1000 + n, &a, DAY, at(0)).unwrap().number.count)
                    .collect()
            })
        })
        .collect();
    let mut counts: Vec<u32> = threads.into_iter().flat_map(|t| t.join().unwrap()).collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=400).collect::<Vec<_>>());
}

#[test]
fn a_service_counts_from_where_it_wants_and_as_wide() {
    let bench = Bench::new();
    let a = Service { numbering: Numbering { start: 100, width: 4 }, ..service("cu-tru", "A") };
    let numbers: Vec<_> = (0..3).map(|nth| bench.issue(nth, &a, 0).unwrap().number.to_string()).collect();
    assert_eq!(numbers, ["A0100", "A0101", "A0102"]);
    // A start that is raised in mid-day leaves a gap; one that is lowered changes nothing that day.
    let raised = Service { numbering: Numbering { start: 200, width: 3 }, ..a.clone() };
    assert_eq!(bench.issue(10, &raised, 1).unwrap().number.to_string(), "A200");
    assert_eq!(bench.issue(11, &service("cu-tru", "A"), 1).unwrap().number.to_string(), "A201");
}

#[test]
fn a_service_gives_out_as_many_as_it_does_in_a_day() {
    let bench = Bench::new();
    let a = Service { per_day: Some(2), ..service("cu-tru", "A") };
    let first = bench.issue(1, &a, 0).unwrap();
    bench.issue(2, &a, 0).unwrap();
    assert_eq!(bench.issue(3, &a, 0), Err(StoreError::UsedUp));
    assert_eq!(bench.issue(1, &a, 0).unwrap(), first);
    let tomorrow = DAY + 1.day();
    assert_eq!(issue(&bench.store, 3, &a, tomorrow, tomorrow.at(8, 0, 0, 0)).unwrap().number.count, 1);
    // Whoever was refused has used up no number.
    let more = Service { per_day: Some(3), ..a };
    assert_eq!(bench.issue(4, &more, 0).unwrap().number.count, 3);
}

#[test]
fn a_wait_is_told_once_enough_calls_were_measured() {
    let bench = Bench::new();
    let a = service("cu-tru", "A");
    (0..20).for_each(|nth| drop(bench.issue(nth, &a, 0).unwrap()));
    let mut seen = None;
    let mut waits = Vec::new();
    for nth in 0..10 {
        // A call every three minutes.
        seen = Some(bench.call(1, &[&a], seen, 3 * nth).ticket);
        waits.push(bench.issue(100 + u64::try_from(nth).unwrap(), &a, 3 * nth).unwrap().wait);
    }
    assert_eq!(waits[..8], [None; 8]);
    // Nineteen are ahead and three minutes is an even pace.
    let wait = waits[9].unwrap();
    assert_eq!((wait.from, wait.to), (55, 60));
    let again = bench.issue(109, &a, 50).unwrap();
    assert_eq!(again.wait, Some(wait));
    assert_eq!(bench.store.ticket(again.id).unwrap().unwrap().ticket, again);
}
