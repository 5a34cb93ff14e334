//! Adding courses up, by what they have in common.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::course::{Course, Measured, Place};
use super::{Figures, Line, Times};
use crate::queue::{CounterId, ServiceId, StaffId, TicketState};
use crate::rating::Satisfaction;

/// A line in the making.
#[derive(Debug, Default)]
struct Sums {
    line: Line,
    waiting: Vec<u32>,
    serving: Vec<u32>,
}

impl Sums {
    fn line(self) -> Line {
        Line { waiting: Times::of(self.waiting), serving: Times::of(self.serving), ..self.line }
    }

    fn served(&mut self, measured: &Measured) {
        self.line.served += 1;
        self.serving.extend(measured.seconds);
    }

    fn ended(&mut self, state: TicketState) {
        match state {
            TicketState::NoShow => self.line.no_show += 1,
            TicketState::Cancelled => self.line.cancelled += 1,
            TicketState::Done => {}
            TicketState::Waiting
            | TicketState::Transferred
            | TicketState::Called
            | TicketState::Serving
            | TicketState::OnHold => self.line.open += 1,
        }
    }

    /// All of a course, for lines that have whole tickets: all, an hour, a day.
    fn whole(&mut self, course: &Course, rating: Option<Satisfaction>) {
        self.issued(rating);
        course.waits.iter().for_each(|wait| self.waiting.extend(wait.seconds));
        course.served.iter().for_each(|served| self.served(served));
        self.ended(course.state);
    }

    fn issued(&mut self, rating: Option<Satisfaction>) {
        self.line.issued += 1;
        let step = rating.and_then(|rating| Satisfaction::ALL.iter().position(|step| *step == rating));
        if let Some(count) = step.and_then(|step| self.line.ratings.get_mut(step)) {
            *count += 1;
        }
    }
}

/// Lines by a key.
struct Lines<K>(BTreeMap<K, Sums>);

impl<K: Ord> Default for Lines<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Lines<K> {
    fn of(&mut self, key: K) -> &mut Sums {
        self.0.entry(key).or_default()
    }

    /// What happened at places, under the key of each that has one.
    fn places(&mut self, course: &Course, key: impl Fn(&Place) -> Option<K>) {
        for wait in &course.waits {
            if let Some(key) = key(&wait.place) {
                self.of(key).waiting.extend(wait.seconds);
            }
        }
        for served in &course.served {
            if let Some(key) = key(&served.place) {
                self.of(key).served(served);
            }
        }
        if let Some(key) = key(&course.last) {
            self.of(key).ended(course.state);
        }
    }

    fn lines(self) -> Vec<(K, Line)> {
        self.0.into_iter().map(|(key, sums)| (key, sums.line())).collect()
    }
}

/// All sums.
#[derive(Default)]
pub(super) struct Tally {
    total: Sums,
    service: Lines<ServiceId>,
    counter: Lines<CounterId>,
    hour: Lines<i8>,
    staff: Lines<StaffId>,
    day: Lines<Date>,
}

impl Tally {
    /// Adds what became of one ticket.
    pub(super) fn add(&mut self, course: &Course, rating: Option<Satisfaction>) {
        self.total.whole(course, rating);
        self.hour.of(course.hour).whole(course, rating);
        self.day.of(course.day).whole(course, rating);
        self.service.of(course.asked.clone()).issued(rating);
        self.service.places(course, |place| Some(place.service.clone()));
        self.counter.places(course, |place| place.counter);
        self.staff.places(course, |place| place.staff.clone());
    }

    pub(super) fn figures(self) -> Figures {
        Figures {
            total: self.total.line(),
            by_service: self.service.lines(),
            by_counter: self.counter.lines(),
            by_hour: self.hour.lines(),
            by_staff: self.staff.lines(),
            by_day: self.day.lines(),
        }
    }
}
