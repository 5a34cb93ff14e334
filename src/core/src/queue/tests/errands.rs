//! What becomes of a ticket whose citizen wants one service more.

use super::*;

/// A ticket for a, then b, then c.
fn errands() -> [ServiceId; 2] {
    [service("b"), service("c")]
}

fn addition(state: TicketState, now: &str, errand: u32, wanted: &str) -> Addition {
    let standing = Standing { state, errand, ..Standing::new(service(now)) };
    Addition::of(&standing, &errands(), &service(wanted))
}

#[test]
fn what_is_left_to_be_done_is_not_added_twice_and_what_was_done_may_come_again() {
    use Addition::{Added, Already};
    let waits = TicketState::Waiting;
    for (now, errand, wanted, becomes) in [
        ("a", 0, "a", Already),
        ("a", 0, "b", Already),
        ("a", 0, "c", Already),
        ("a", 0, "d", Added),
        ("b", 1, "a", Added),
        ("b", 1, "b", Already),
        ("c", 2, "b", Added),
        // Passed on to d: that took the place of the errand for a.
        ("d", 0, "a", Added),
        ("d", 0, "d", Already),
    ] {
        assert_eq!(addition(waits, now, errand, wanted), becomes, "{now} {errand} {wanted}");
    }
}

#[test]
fn a_ticket_that_is_over_takes_no_errand_and_every_other_one_does() {
    for state in TicketState::ALL {
        let becomes = if state.is_over() { Addition::Over } else { Addition::Added };
        assert_eq!(addition(state, "a", 0, "d"), becomes, "{state:?}");
    }
}
