//! What became of one ticket.

use jiff::civil::{Date, DateTime};

use super::Record;
use crate::queue::{CounterId, ServiceId, StaffId, Standing, TicketState, Transition};

/// Who had to do with something: for what, where, and who commanded it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) service: ServiceId,
    pub(super) counter: Option<CounterId>,
    pub(super) staff: Option<StaffId>,
}

/// A time that was measured at a place, in seconds; `None` for an errand whose end nobody noted.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub(super) place: Place,
    pub(super) seconds: Option<u32>,
}

/// What became of one ticket.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub(super) asked: ServiceId,
    pub(super) day: Date,
    pub(super) hour: i8,
    /// Each wait that ended with a call.
    pub(super) waits: Vec<Measured>,
    /// Each errand that was done.
    pub(super) served: Vec<Measured>,
    /// How it stands at the end.
    pub(super) state: TicketState,
    /// For what, and where it was called last.
    pub(super) last: Place,
}

impl Course {
    /// From a ticket's rows in their order; `None` when they do not begin with its issue.
    pub(super) fn of(rows: &[&Record]) -> Option<Self> {
        let rows = effective(rows);
        let (issue, rest) = rows.split_first()?;
        if issue.transition != Transition::Issued {
            return None;
        }
        let mut walk = Walk::new(issue);
        rest.iter().for_each(|row| walk.step(row));
        Some(walk.end(issue))
    }
}

/// The rows without what was taken back. Undo takes back the latest change; undo again brings it back.
fn effective<'r>(rows: &[&'r Record]) -> Vec<&'r Record> {
    let (mut kept, mut taken_back) = (Vec::new(), None);
    for row in rows {
        if row.transition != Transition::Undone {
            taken_back = None;
            kept.push(*row);
        } else if let Some(again) = taken_back.take() {
            kept.push(again);
        } else {
            taken_back = kept.pop();
        }
    }
    kept
}

/// A ticket on its way through its rows.
struct Walk {
    /// Since when it waits, if it does.
    waiting: Option<DateTime>,
    /// Since when a counter is busy with it, if one is.
    at_counter: Option<DateTime>,
    /// Seconds that counters spent on the present errand before it was put on hold.
    spent: u32,
    /// Who called it last.
    caller: Option<StaffId>,
    waits: Vec<Measured>,
    served: Vec<Measured>,
    last: Place,
    state: TicketState,
}

impl Walk {
    fn new(issue: &Record) -> Self {
        Self {
            waiting: Some(issue.at),
            at_counter: None,
            spent: 0,
            caller: None,
            waits: Vec::new(),
            served: Vec::new(),
            last: Place { service: issue.standing.service.clone(), counter: None, staff: None },
            state: issue.standing.state,
        }
    }

    fn step(&mut self, row: &Record) {
        match row.transition {
            Transition::Called => self.called(row),
            Transition::Recalled | Transition::Serving => self.at_counter = Some(row.at),
            Transition::Held => self.held(row.at),
            Transition::Transferred | Transition::Returned => self.waits_again(row.at),
            Transition::Done | Transition::MovedOn => self.done(row),
            Transition::NoShow | Transition::Cancelled => self.left(),
            Transition::Issued | Transition::Classified | Transition::Undone => {}
        }
        self.state = row.standing.state;
        if self.state.is_waiting() {
            self.last = Place { service: row.standing.service.clone(), counter: None, staff: None };
        }
    }

    fn called(&mut self, row: &Record) {
        let Standing { service, counter, .. } = row.standing.clone();
        self.last = Place { service, counter, staff: row.staff.clone() };
        self.caller.clone_from(&row.staff);
        if let Some(since) = self.waiting.take() {
            self.waits.push(Measured { place: self.last.clone(), seconds: Some(seconds(since, row.at)) });
        }
        self.at_counter = Some(row.at);
    }

    fn held(&mut self, at: DateTime) {
        if let Some(since) = self.at_counter.take() {
            self.spent = self.spent.saturating_add(seconds(since, at));
        }
    }

    /// Who is passed on while waiting goes on with the same wait.
    fn waits_again(&mut self, at: DateTime) {
        self.waiting.get_or_insert(at);
        self.at_counter = None;
        self.spent = 0;
    }

    fn done(&mut self, row: &Record) {
        // The row of an errand that moved on stands at the next errand already.
        let service = self.last.service.clone();
        let counter = self.last.counter.or(row.standing.counter);
        let staff = row.staff.clone().or_else(|| self.caller.clone());
        let measured = self.at_counter.take().filter(|_| row.commanded);
        let seconds = measured.map(|since| self.spent.saturating_add(seconds(since, row.at)));
        self.served.push(Measured { place: Place { service, counter, staff }, seconds });
        self.spent = 0;
        if row.transition == Transition::MovedOn {
            self.waits_again(row.at);
        }
    }

    fn left(&mut self) {
        (self.waiting, self.at_counter, self.spent) = (None, None, 0);
    }

    fn end(self, issue: &Record) -> Course {
        Course {
            asked: issue.standing.service.clone(),
            day: issue.day,
            hour: issue.at.hour(),
            waits: self.waits,
            served: self.served,
            state: self.state,
            last: self.last,
        }
    }
}

/// 0 when the clock was set back in between.
fn seconds(from: DateTime, to: DateTime) -> u32 {
    u32::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}
