//! The office's work in figures: how many numbers were issued, served and missed, how long citizens waited and
//! were served, and how satisfied they were; by service, counter, hour, staff and day.
//!
//! [`figures`] folds rows of the queue's journal. No row holds anything of a person, and neither does a figure.
//!
//! What is counted:
//! * *issued*: tickets; under the service that was asked for and the hour of arrival.
//! * *served*: errands that were done, so that a ticket with two errands counts twice; what a counter still
//!   had open when the day was closed counts, without a time.
//! * *no-show* and *cancelled*: tickets that ended so; *open*: those that have not ended.
//! * *waiting time*: from joining a queue (arrival, transfer, next errand, return) to the call, in seconds.
//! * *serving time*: what a counter spent on an errand until it was done: from the citizen's coming, or the
//!   latest call where nobody noted that, without the time on hold. What a counter did before it passed a
//!   ticket on belongs to no errand that was done and is not counted.
//!
//! What was taken back by undo counts as if it had not happened. Hours are those of arrival: the line of 9 tells
//! what became of those who came between 9 and 10.

mod course;
mod tally;
mod times;

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use crate::queue::{CounterId, ServiceId, StaffId, Standing, TicketId, Transition};
use crate::rating::Satisfaction;

use course::Course;
use tally::Tally;
pub use times::Times;

/// A row of the journal that moved a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The ticket.
    pub ticket: TicketId,
    /// The service day of its number.
    pub day: Date,
    /// Local time of the change.
    pub at: DateTime,
    /// Whether somebody commanded it; what the kiosk does by itself is issuing, and closing the day.
    pub commanded: bool,
    /// Who commanded it, if that is known.
    pub staff: Option<StaffId>,
    /// What happened.
    pub transition: Transition,
    /// Where the ticket stands after it.
    pub standing: Standing,
}

/// One line of figures: of a service, a counter, an hour, or all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Tickets issued. 0 in the lines of counters and staff, which issue none.
    pub issued: u32,
    /// Errands done.
    pub served: u32,
    /// Tickets whose holder did not come; under the counter that called them last, if one did.
    pub no_show: u32,
    /// Tickets given back.
    pub cancelled: u32,
    /// Tickets that have not ended.
    pub open: u32,
    /// How long those who were called had waited; `None` when nobody was called.
    pub waiting: Option<Times>,
    /// How long those who were served were served; `None` when no time was measured.
    pub serving: Option<Times>,
    /// How many citizens chose each step, in the order of [`Satisfaction::ALL`]. They rate the kiosk before
    /// they come to a counter, so the lines of counters and staff have none.
    pub ratings: [u32; 4],
}

impl Line {
    /// How many citizens rated.
    pub fn rated(&self) -> u32 {
        self.ratings.iter().sum()
    }
}

/// The figures of some days. Lists are in the order of their keys and name only what occurred.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// All.
    pub total: Line,
    /// By service.
    pub by_service: Vec<(ServiceId, Line)>,
    /// By counter.
    pub by_counter: Vec<(CounterId, Line)>,
    /// By the hour of arrival, 0 to 23.
    pub by_hour: Vec<(i8, Line)>,
    /// By who served; what nobody signed for is in no line.
    pub by_staff: Vec<(StaffId, Line)>,
    /// By service day.
    pub by_day: Vec<(Date, Line)>,
}

/// The figures of tickets. `records` are their rows in the journal's order, each ticket's beginning with its
/// issue; a ticket of which the issue is missing is left out. `ratings` are by ticket, one each.
pub fn figures(records: &[Record], ratings: &[(TicketId, Satisfaction)]) -> Figures {
    let mut by_ticket: BTreeMap<TicketId, Vec<&Record>> = BTreeMap::new();
    for record in records {
        by_ticket.entry(record.ticket).or_default().push(record);
    }
    let ratings: BTreeMap<TicketId, Satisfaction> = ratings.iter().copied().collect();
    let mut tally = Tally::default();
    for (ticket, rows) in by_ticket {
        if let Some(course) = Course::of(&rows) {
            tally.add(&course, ratings.get(&ticket).copied());
        }
    }
    tally.figures()
}

#[cfg(test)]
mod tests;
