//! The queue: services, counters, numbers, whose turn it is, and what can become of a ticket.
//!
//! Everything here is a pure function over values. The store keeps the values and runs these functions
//! inside its transactions, so that two counters that press at once are judged one after the other.
//!
//! * [`apply`]: what a command of staff makes of a ticket, or why it is refused.
//! * [`next`]: whose turn it is at a counter.
//! * [`OpeningHours`]: when numbers are given out, and which service day a moment belongs to.
//! * [`expected_wait`] and [`measured_wait`]: how long somebody will probably wait.

mod class;
mod command;
mod hours;
mod id;
mod service;
mod ticket;
mod turn;
mod wait;

pub use class::{Claims, Class, Grounds, age_on, classes_of_age};
pub use command::{Command, Context, Moved, Refusal, Transition, apply, close};
pub use hours::{Closed, OpeningHours, Span};
pub use id::{ClassId, CommandId, CounterId, ServiceId, StaffId, TicketId, VisitId};
pub use service::{Counter, Numbering, QueueRules, Service};
pub use ticket::{Addition, SlipPrint, SlipState, Standing, Ticket, TicketNumber, TicketState};
pub use turn::{Turn, Waiting, ahead_of, next, upcoming};
pub use wait::{LEAST_GAPS, Wait, busy_gaps, expected_wait, measured_wait};

#[cfg(test)]
mod tests;
