//! A day reckoned by hand, and days at random against a reckoning that is as simple as can be.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use jiff::civil::{Date, DateTime, date};

use super::*;
use crate::draw::Draw;
use crate::queue::{Command, Context, Moved, QueueRules, TicketState, apply, close};

mod by_hand;
mod naive;

const DAY: Date = date(2026, 11, 23);

fn at(hour: i8, minute: i8) -> DateTime {
    DAY.at(hour, minute, 0, 0)
}

fn service(id: &str) -> ServiceId {
    ServiceId(id.into())
}

/// A journal that is written by the queue's own rules.
#[derive(Default)]
struct Journal {
    records: Vec<Record>,
    tickets: Vec<(Standing, Vec<ServiceId>)>,
}

impl Journal {
    /// Issues a ticket for these errands and gives its key.
    fn issue(&mut self, at: DateTime, errands: &[&str]) -> TicketId {
        let ticket = TicketId(i64::try_from(self.tickets.len()).unwrap() + 1);
        let standing = Standing::new(service(errands[0]));
        self.tickets.push((standing.clone(), errands[1..].iter().map(|id| service(id)).collect()));
        self.write(ticket, at, None, Moved { transition: Transition::Issued, standing });
        ticket
    }

    fn write(&mut self, ticket: TicketId, at: DateTime, staff: Option<&str>, moved: Moved) {
        let Moved { transition, standing } = moved;
        self.standing(ticket).0 = standing.clone();
        let staff = staff.map(|id| StaffId(id.into()));
        let commanded = staff.is_some();
        self.records.push(Record { ticket, day: DAY, at, commanded, staff, transition, standing });
    }

    fn standing(&mut self, ticket: TicketId) -> &mut (Standing, Vec<ServiceId>) {
        &mut self.tickets[usize::try_from(ticket.0).unwrap() - 1]
    }

    /// Whether the rules took it.
    fn give(
        &mut self,
        at: DateTime,
        (counter, staff): (u32, &str),
        ticket: TicketId,
        command: Command,
    ) -> bool {
        let (standing, errands) = self.standing(ticket).clone();
        let rules = QueueRules { recalls: 3, ..QueueRules::default() };
        let context = Context { counter: CounterId(counter), errands: &errands, rules: &rules };
        let moved = apply(&standing, &command, context);
        let Ok(moved) = moved else { return false };
        self.write(ticket, at, Some(staff), moved);
        true
    }

    /// As the store does it: the ticket stands again where it stood before its latest row.
    fn undo(&mut self, at: DateTime, ticket: TicketId) -> bool {
        let rows: Vec<_> = self.records.iter().filter(|row| row.ticket == ticket).collect();
        let [.., before, _] = &rows[..] else { return false };
        let standing = before.standing.clone();
        self.write(ticket, at, Some("an"), Moved { transition: Transition::Undone, standing });
        true
    }

    fn close(&mut self, at: DateTime) {
        for nth in 0..self.tickets.len() {
            let ticket = TicketId(i64::try_from(nth).unwrap() + 1);
            if let Some(moved) = close(&self.tickets[nth].0.clone()) {
                self.write(ticket, at, None, moved);
            }
        }
    }
}

#[test]
fn times_are_those_of_a_textbook() {
    let of = |samples: &[u32]| Times::of(samples.to_vec());
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[7]), Some(Times { count: 1, mean: 7, median: 7, p90: 7 }));
    assert_eq!(of(&[4, 1]), Some(Times { count: 2, mean: 3, median: 3, p90: 4 }));
    assert_eq!(of(&[10, 30, 20]), Some(Times { count: 3, mean: 20, median: 20, p90: 30 }));
    let ten: Vec<u32> = (1..=10).rev().collect();
    assert_eq!(of(&ten), Some(Times { count: 10, mean: 6, median: 6, p90: 9 }));
    let eleven: Vec<u32> = (1..=11).collect();
    assert_eq!(of(&eleven), Some(Times { count: 11, mean: 6, median: 6, p90: 10 }));
    assert_eq!(of(&[u32::MAX, u32::MAX]).unwrap().mean, u32::MAX);
}
