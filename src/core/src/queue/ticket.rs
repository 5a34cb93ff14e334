//! A ticket: what is fixed when it is issued, and where it stands.

use std::fmt;

use jiff::civil::{Date, DateTime};

use super::{ClassId, CounterId, ServiceId, TicketId, VisitId, Wait};

/// A number as the citizen reads it, for example `A001`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketNumber {
    /// The service's prefix.
    pub prefix: String,
    /// Counts up within a service day.
    pub count: u32,
    /// How many digits it is written with at least. Kept with the ticket, so that a number is read on every
    /// board as it stands on its slip.
    pub width: u8,
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:0width$}", self.prefix, self.count, width = usize::from(self.width))
    }
}

/// An issued ticket (phiếu số thứ tự). Nothing in it changes, but that errands may be added at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The database's key.
    pub id: TicketId,
    /// The number on the slip; unique within its service day.
    pub number: TicketNumber,
    /// What it was issued for: the first errand.
    pub service: ServiceId,
    /// What the citizen came for after that, in this order; empty for most.
    pub errands: Vec<ServiceId>,
    /// The class that it had when it was issued.
    pub class: Option<ClassId>,
    /// The visit that it was issued to.
    pub visit: VisitId,
    /// The service day in the office's time zone; numbers restart with it.
    pub day: Date,
    /// Local time of issue: the arrival by which its turn comes, whatever happens to it.
    pub issued_at: DateTime,
    /// How many tickets of the same service would have been called before it when it was issued.
    pub ahead: u32,
    /// How long it would probably wait, from the pace measured that day, if enough was measured.
    pub wait: Option<Wait>,
    /// Unguessable name of the ticket, printed as its QR code; no personal data.
    pub token: String,
}

impl Ticket {
    /// Everything that the citizen came for, in order.
    pub fn services(&self) -> impl Iterator<Item = &ServiceId> {
        std::iter::once(&self.service).chain(&self.errands)
    }
}

/// Where a ticket is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TicketState {
    /// In the queue.
    Waiting,
    /// In the queue again, passed on by a counter to another service or another counter.
    Transferred,
    /// Called to a counter; nobody has said yet that the citizen came.
    Called,
    /// The citizen is at the counter.
    Serving,
    /// Set aside by a counter until the citizen is back, with a copy or a missing paper.
    OnHold,
    /// Every errand is done.
    Done,
    /// Called, and nobody came; or still waiting when the day closed.
    NoShow,
    /// Given back, or issued by mistake.
    Cancelled,
}

impl TicketState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Transferred,
        Self::Called,
        Self::Serving,
        Self::OnHold,
        Self::Done,
        Self::NoShow,
        Self::Cancelled,
    ];

    /// Whether it can be called as the next one.
    pub fn is_waiting(self) -> bool {
        matches!(self, Self::Waiting | Self::Transferred)
    }

    /// Whether a counter is busy with it.
    pub fn is_at_counter(self) -> bool {
        matches!(self, Self::Called | Self::Serving)
    }

    /// Whether nothing more is expected to happen to it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::NoShow | Self::Cancelled)
    }
}

/// Where a ticket stands: all that commands change about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it is in its life.
    pub state: TicketState,
    /// What it queues for, or is served for, now.
    pub service: ServiceId,
    /// Which errand that is, counted from 0.
    pub errand: u32,
    /// The counter that it was called to last.
    pub counter: Option<CounterId>,
    /// The one counter that may call it as its next one, if a colleague has sent it there.
    pub only_at: Option<CounterId>,
    /// How often it has been called since it last began to wait; 0 while it waits.
    pub calls: u32,
    /// The class that counts.
    pub class: Option<ClassId>,
    /// The class that the citizen declared and staff have not looked at yet.
    pub claim: Option<ClassId>,
    /// Whether it is called before others. Kept with the ticket: a change of the rules does not take away
    /// what was promised.
    pub priority: bool,
}

impl Standing {
    /// A new ticket's, for `service`.
    pub fn new(service: ServiceId) -> Self {
        Self {
            state: TicketState::Waiting,
            service,
            errand: 0,
            counter: None,
            only_at: None,
            calls: 0,
            class: None,
            claim: None,
            priority: false,
        }
    }
}

/// What becomes of a ticket whose citizen wants one service more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addition {
    /// The service is its last errand from now on.
    Added,
    /// It waits for the service already, or will after other errands.
    Already,
    /// It is over: whoever wants more needs another number.
    Over,
}

impl Addition {
    /// What becomes of a ticket that stands at `standing`, with `errands` after its first, and is to get `service`.
    pub fn of(standing: &Standing, errands: &[ServiceId], service: &ServiceId) -> Self {
        let done = usize::try_from(standing.errand).unwrap_or(usize::MAX);
        let mut left = std::iter::once(&standing.service).chain(errands.iter().skip(done));
        if standing.state.is_over() {
            Self::Over
        } else if left.any(|errand| errand == service) {
            Self::Already
        } else {
            Self::Added
        }
    }
}

/// Which print of a ticket's slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipPrint {
    /// The first one.
    First,
    /// The same once more (in lại).
    Again,
    /// One that takes the place of an earlier one, because an errand was added (thay phiếu trước).
    Replacing,
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
