use jiff::ToSpan;
use jiff::civil::date;

use super::*;

fn waiting(ticket: i64, id: &str, minute: i64, priority: bool) -> Waiting {
    let arrived_at = date(2026, 11, 23).at(8, 0, 0, 0) + minute.minutes();
    Waiting { ticket: TicketId(ticket), service: service(id), arrived_at, priority, only_at: None }
}

fn serves(ids: &[&str]) -> Vec<ServiceId> {
    ids.iter().map(|id| service(id)).collect()
}

fn turn(serves: &[ServiceId], streak: u32) -> Turn<'_> {
    Turn { counter: CounterId(1), serves, streak, ratio: 2 }
}

fn whose(waiting: &[Waiting], ids: &[&str], streak: u32) -> Option<i64> {
    next(waiting, turn(&serves(ids), streak)).map(|w| w.ticket.0)
}

#[test]
fn the_first_comer_of_the_counters_services_is_next() {
    let all = [
        waiting(3, "b", 1, false),
        waiting(2, "a", 5, false),
        waiting(1, "a", 7, false),
        waiting(4, "a", 5, false),
    ];
    assert_eq!(whose(&all, &["a"], 0), Some(2));
    assert_eq!(whose(&all, &["a", "b"], 0), Some(3));
    assert_eq!(whose(&all, &["c"], 0), None);
}

#[test]
fn priority_goes_first_until_the_ratio_is_used_up() {
    let all = [waiting(1, "a", 1, false), waiting(2, "a", 5, true), waiting(3, "b", 4, true)];
    let table = [(&["a"][..], 0, 2), (&["a", "b"], 1, 3), (&["a"], 2, 1), (&["b"], 2, 3), (&["b"], 9, 3)];
    for (ids, streak, ticket) in table {
        assert_eq!(whose(&all, ids, streak), Some(ticket), "{ids:?} after {streak}");
    }
    assert_eq!(whose(&all[..1], &["a"], 0), Some(1));
}

#[test]
fn a_ticket_that_was_sent_to_a_counter_waits_for_that_one_alone() {
    let sent = |counter| Waiting { only_at: Some(CounterId(counter)), ..waiting(1, "x", 0, false) };
    assert_eq!(whose(&[sent(2), waiting(2, "x", 9, false)], &["x"], 0), Some(2));
    // The clerk who sent it knows that this counter will do, whatever it usually calls.
    assert_eq!(whose(&[sent(1)], &["a"], 0), Some(1));
}

#[test]
fn what_comes_next_alternates_by_the_ratio() {
    let all: Vec<_> = (0..8).map(|n| waiting(n, "a", n, n < 5)).collect();
    let order = |streak| {
        let tickets = upcoming(all.clone(), turn(&serves(&["a"]), streak), 7);
        tickets.into_iter().map(|t| t.0).collect::<Vec<_>>()
    };
    assert_eq!(order(0), [0, 1, 5, 2, 3, 6, 4]);
    assert_eq!(order(1), [0, 5, 1, 2, 6, 3, 4]);
    assert!(upcoming(Vec::new(), turn(&[], 0), 5).is_empty());
}

/// Many waiting, drawn from `seed`.
fn crowd(draw: &mut Draw, size: u64) -> Vec<Waiting> {
    let one = |draw: &mut Draw, ticket| {
        let only_at = (draw.below(10) == 0).then(|| CounterId(1 + draw.below(2) as u32));
        let id = ["a", "b", "c"][draw.below(3) as usize];
        let drawn = waiting(ticket, id, draw.below(30) as i64, draw.below(3) == 0);
        Waiting { only_at, ..drawn }
    };
    (0..size as i64).map(|ticket| one(draw, ticket)).collect()
}

/// The store looks at the first of each kind only; this is why it may.
#[test]
fn the_first_of_each_kind_are_enough() {
    for seed in 0..500 {
        let mut draw = Draw(seed);
        let size = draw.below(40);
        let all = crowd(&mut draw, size);
        let most = 1 + draw.below(4) as usize;
        let mut firsts: Vec<Waiting> = Vec::new();
        let mut sorted = all.clone();
        sorted.sort_by_key(|w| (w.arrived_at, w.ticket));
        for w in sorted {
            let same =
                |f: &&Waiting| (&f.service, f.priority, f.only_at) == (&w.service, w.priority, w.only_at);
            if firsts.iter().filter(same).count() < most {
                firsts.push(w);
            }
        }
        let ids = serves(&["a", "b"]);
        let turn = turn(&ids, draw.below(4) as u32);
        assert_eq!(next(&firsts, turn), next(&all, turn), "seed {seed}");
        assert_eq!(upcoming(firsts, turn, most), upcoming(all, turn, most), "seed {seed}");
    }
}

/// However many with priority keep coming, whoever has `k` before them without priority is called within
/// (k + 1) * (ratio + 1) calls.
#[test]
fn nobody_starves() {
    for ratio in 1..6 {
        let ids = serves(&["a"]);
        let mut queue: Vec<_> = (0..10).map(|n| waiting(n, "a", n, false)).collect();
        let mut turn = Turn { ratio, ..turn(&ids, 0) };
        let mut calls = 0;
        for newcomer in 100.. {
            queue.push(waiting(newcomer, "a", 0, true));
            queue.push(waiting(newcomer + 1000, "a", 0, true));
            let called = next(&queue, turn).unwrap().clone();
            queue.retain(|w| w.ticket != called.ticket);
            turn.streak = turn.streak_after(called.priority);
            calls += 1;
            let before = called.ticket.0;
            assert!(called.priority || calls <= (before + 1) * i64::from(ratio + 1), "{before}: {calls}");
            if queue.iter().all(|w| w.priority) {
                break;
            }
            assert!(calls <= 10 * i64::from(ratio + 1), "some starve at ratio {ratio}");
        }
    }
}

#[test]
fn ahead_counts_who_would_be_called_before() {
    let table = [
        ((false, 0, 0), 0),
        ((false, 3, 4), 7),
        ((true, 0, 9), 0),
        ((true, 2, 9), 3),
        ((true, 5, 9), 7),
        ((true, 9, 1), 10),
    ];
    for ((priority, with, without), ahead) in table {
        assert_eq!(ahead_of(priority, with, without, 2), ahead, "{priority} {with} {without}");
    }
}
