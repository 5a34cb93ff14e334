//! Services, counters, ticket numbers and the rule that says whose turn it is.

use std::fmt;

use jiff::civil::{Date, DateTime};

use crate::text::Text;

/// Names a service of the office in configuration and database, for example `cu-tru`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceId(pub String);

/// A counter's number as it stands above the counter (quầy số 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CounterId(pub u32);

/// The database's key of a ticket; unique over all days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketId(pub i64);

/// One citizen's visit. Issuing is idempotent in it: one visit never gets two tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VisitId {
    /// Drawn at random when the kiosk starts, so that visits of two runs never share a name.
    pub run: u64,
    /// Counts the visits of this run.
    pub nth: u64,
}

impl fmt::Display for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.run, self.nth)
    }
}

/// What citizens queue for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name in configuration and database.
    pub id: ServiceId,
    /// Its name on screens and slips.
    pub name: Text,
    /// What the numbers begin with; unique among the services.
    pub prefix: String,
    /// What to have ready when called (chuẩn bị sẵn), if the office has said so.
    pub ready: Option<Text>,
    /// How long one person usually takes, in minutes, if the office has said so.
    pub minutes: Option<u32>,
}

/// A counter (quầy) and the services that it calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// The number above the counter.
    pub id: CounterId,
    /// The services that are called to it.
    pub services: Vec<ServiceId>,
}

/// A number as the citizen reads it, for example `A001`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketNumber {
    /// The service's prefix.
    pub prefix: String,
    /// Counts from 1 each service day.
    pub count: u32,
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.prefix, self.count)
    }
}

/// An issued ticket (phiếu số thứ tự).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The database's key.
    pub id: TicketId,
    /// The number on the slip; unique within its service day.
    pub number: TicketNumber,
    /// What it queues for.
    pub service: ServiceId,
    /// The visit that it was issued to.
    pub visit: VisitId,
    /// The service day in the office's time zone; numbers restart with it.
    pub day: Date,
    /// Local time of issue.
    pub issued_at: DateTime,
    /// How many tickets of the same service were waiting before it when it was issued.
    pub ahead: u32,
    /// Unguessable name of the ticket, printed as its QR code; no personal data.
    pub token: String,
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketState {
    /// In the queue.
    Waiting,
    /// Called to a counter, whether the citizen has come or not.
    Called,
    /// Served.
    Done,
    /// Called, and nobody came.
    NoShow,
}

/// What is known of a ticket's slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipState {
    /// The printer has not said anything yet.
    Pending,
    /// The paper is out.
    Printed,
    /// Refused before the first byte; the citizen read the number on the screen.
    NotPrinted,
    /// Bytes were sent and no confirmation came; staff look after it.
    Unconfirmed,
}

/// A waiting ticket as the calling rule sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The ticket.
    pub ticket: TicketId,
    /// What it queues for.
    pub service: ServiceId,
    /// When it was issued.
    pub issued_at: DateTime,
}

/// Whose turn it is at a counter that calls `serves`: the one who came first, by time of issue and
/// then by the order of issuing. `None` when nobody waits for these services.
pub fn next_waiting(waiting: &[Waiting], serves: &[ServiceId]) -> Option<TicketId> {
    waiting
        .iter()
        .filter(|w| serves.contains(&w.service))
        .min_by_key(|w| (w.issued_at, w.ticket))
        .map(|w| w.ticket)
}

/// How long a citizen will probably wait, in minutes: multiples of 5, `from` at least 5 and at most `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// If those before are quick.
    pub from: u32,
    /// If they are slow.
    pub to: u32,
}

/// The wait of somebody who has `ahead` people before them, when one person usually takes `minutes` and
/// `counters` call the service: from 0.7 times to 1.5 times what the pace alone says.
///
/// `None` where nothing honest can be said: nobody is ahead, the pace is not known, or no counter calls
/// the service.
pub fn expected_wait(ahead: u32, minutes: Option<u32>, counters: usize) -> Option<Wait> {
    let work = u128::from(ahead) * u128::from(minutes?);
    let step = 50 * counters as u128;
    if work == 0 || step == 0 {
        return None;
    }
    let from = (work * 7 + step / 2) / step;
    let to = (work * 15).div_ceil(step);
    Some(Wait { from: five(from.max(1)), to: five(to) })
}

fn five(steps: u128) -> u32 {
    u32::try_from(steps * 5).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn waiting(ticket: i64, service: &str, minute: i8) -> Waiting {
        Waiting {
            ticket: TicketId(ticket),
            service: ServiceId(service.into()),
            issued_at: date(2026, 11, 23).at(8, minute, 0, 0),
        }
    }

    #[test]
    fn the_first_comer_of_the_counters_services_is_next() {
        let all = [waiting(3, "b", 1), waiting(2, "a", 5), waiting(1, "a", 7), waiting(4, "a", 5)];
        let serves = |ids: &[&str]| ids.iter().map(|s| ServiceId((*s).into())).collect::<Vec<_>>();
        assert_eq!(next_waiting(&all, &serves(&["a"])), Some(TicketId(2)));
        assert_eq!(next_waiting(&all, &serves(&["a", "b"])), Some(TicketId(3)));
        assert_eq!(next_waiting(&all, &serves(&["c"])), None);
    }

    #[test]
    fn a_wait_is_a_range_around_the_pace() {
        let wait = |ahead, minutes, counters| {
            expected_wait(ahead, Some(minutes), counters).map(|wait| (wait.from, wait.to))
        };
        assert_eq!(wait(4, 10, 1), Some((30, 60)));
        assert_eq!(wait(4, 10, 2), Some((15, 30)));
        assert_eq!(wait(5, 7, 3), Some((10, 20)));
        assert_eq!(wait(40, 10, 1), Some((280, 600)));
        assert_eq!(wait(u32::MAX, u32::MAX, 1), Some((u32::MAX, u32::MAX)));
    }

    #[test]
    fn a_short_wait_is_five_minutes_and_never_none() {
        assert_eq!(expected_wait(1, Some(1), 1), Some(Wait { from: 5, to: 5 }));
        assert_eq!(expected_wait(1, Some(1), 100), Some(Wait { from: 5, to: 5 }));
    }

    #[test]
    fn without_data_nothing_is_promised() {
        assert_eq!(expected_wait(0, Some(10), 1), None);
        assert_eq!(expected_wait(4, None, 1), None);
        assert_eq!(expected_wait(4, Some(0), 1), None);
        assert_eq!(expected_wait(4, Some(10), 0), None);
    }

    #[test]
    fn a_number_has_three_digits_and_grows_past_them() {
        let number = |count| TicketNumber { prefix: "A".into(), count }.to_string();
        assert_eq!((number(1), number(1000)), ("A001".into(), "A1000".into()));
    }
}
