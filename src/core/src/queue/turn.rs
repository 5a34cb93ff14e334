//! Whose turn it is: by arrival, priority before others, and others in between so that nobody starves.

use jiff::civil::DateTime;

use super::{CounterId, ServiceId, TicketId};

/// A waiting ticket as the calling rule sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The ticket.
    pub ticket: TicketId,
    /// What it queues for.
    pub service: ServiceId,
    /// When it was issued.
    pub arrived_at: DateTime,
    /// Whether it is called before others.
    pub priority: bool,
    /// The one counter that may call it, if there is one.
    pub only_at: Option<CounterId>,
}

/// A counter that asks whose turn it is.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// The counter.
    pub counter: CounterId,
    /// The services that it calls.
    pub serves: &'a [ServiceId],
    /// How many tickets with priority it has called in a row up to now.
    pub streak: u32,
    /// How many it calls in a row at most while others wait.
    pub ratio: u32,
}

impl Turn<'_> {
    /// Whether this counter may call `waiting`: it calls that service, or the ticket was sent to it.
    pub fn may_call(&self, waiting: &Waiting) -> bool {
        match waiting.only_at {
            Some(counter) => counter == self.counter,
            None => self.serves.contains(&waiting.service),
        }
    }

    /// The streak after a call of a ticket that has `priority` or not.
    pub fn streak_after(&self, priority: bool) -> u32 {
        if priority { self.streak.saturating_add(1) } else { 0 }
    }
}

/// Whose turn it is at the counter, `None` when nobody waits for it. Among those with priority, and among
/// those without, the first comer: by arrival, then by the order of issuing. With priority before without,
/// until `ratio` of them were called in a row.
///
/// It looks at nothing but the first of each kind, so the first of each service and kind are enough for
/// `waiting`, in any order.
pub fn next<'w>(waiting: &'w [Waiting], turn: Turn<'_>) -> Option<&'w Waiting> {
    let first = |priority: bool| {
        let of_kind = waiting.iter().filter(|w| w.priority == priority && turn.may_call(w));
        of_kind.min_by_key(|w| (w.arrived_at, w.ticket))
    };
    let (with, without) = (first(true), first(false));
    if turn.streak >= turn.ratio { without.or(with) } else { with.or(without) }
}

/// The tickets that the counter would call next one after the other if nobody else came or called, at most
/// `most`. `waiting` has to hold the first `most` of each service and kind.
pub fn upcoming(mut waiting: Vec<Waiting>, mut turn: Turn<'_>, most: usize) -> Vec<TicketId> {
    let mut tickets = Vec::new();
    while tickets.len() < most
        && let Some(called) = next(&waiting, turn)
    {
        let ticket = called.ticket;
        turn.streak = turn.streak_after(called.priority);
        waiting.retain(|w| w.ticket != ticket);
        tickets.push(ticket);
    }
    tickets
}

/// How many of those who wait for a service would be called before a newcomer, by one counter and as far
/// as one can say at this moment: all of them before one without priority; before one with priority those who
/// have it too, and one other after every `ratio` of them.
pub fn ahead_of(priority: bool, with_priority: u32, without: u32, ratio: u32) -> u32 {
    let others = if priority { without.min(with_priority / ratio.max(1)) } else { without };
    with_priority.saturating_add(others)
}
