//! When numbers are given out, and which service day a moment belongs to.
//!
//! All times are the office's local civil time; turning a moment into it is the clock's work, so that the
//! rules are the same on the days on which a zone changes its offset.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::office::rule;

/// How far ahead the next opening is looked for: longer than any row of public holidays.
const DAYS_AHEAD: u32 = 31;

/// Part of a day in which the office is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// It opens.
    pub from: Time,
    /// It closes; later on the same day.
    pub to: Time,
}

impl Span {
    /// The span that is written so: "07:30-11:30".
    pub fn read(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Some(Self { from: rule::time(from)?, to: rule::time(to)? })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

/// The office's hours. The default is always open, with a new service day at midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// When it is open on each day of the week, Monday first, in order and without overlap; `None` for an
    /// office that gives out numbers at any hour.
    pub week: Option<[Vec<Span>; 7]>,
    /// Days on which it is closed all the same: public holidays.
    pub closed_on: Vec<Date>,
    /// How many minutes before the last closing of a day the last number is given out.
    pub last_ticket: u32,
    /// When a service day begins: numbers start again, and whoever still waits did not come.
    pub day_begins: Time,
}

impl Default for OpeningHours {
    fn default() -> Self {
        Self { week: None, closed_on: Vec::new(), last_ticket: 0, day_begins: Time::midnight() }
    }
}

/// Why no number is given out at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The office is closed.
    NotOpen {
        /// When it opens next, if that is within a month.
        opens: Option<DateTime>,
    },
    /// It is open, and the last number of the day has been given out.
    LastTicketGone {
        /// When it opens next, if that is within a month.
        opens: Option<DateTime>,
    },
}

impl OpeningHours {
    /// The service day that `at` belongs to: before the cut-off it is still the day before.
    pub fn service_day(&self, at: DateTime) -> Date {
        if at.time() < self.day_begins { day_after(at.date(), -1) } else { at.date() }
    }

    /// Whether a number is given out at `at`.
    ///
    /// # Errors
    /// Why not, and when numbers are to be had again.
    pub fn admits(&self, at: DateTime) -> Result<(), Closed> {
        if self.week.is_none() {
            return Ok(());
        }
        let spans = self.spans(at.date());
        if !spans.iter().any(|span| span.from <= at.time() && at.time() < span.to) {
            return Err(Closed::NotOpen { opens: self.next_opening(at) });
        }
        let last = spans.last().map(|span| span.to.saturating_sub(i64::from(self.last_ticket).minutes()));
        if last.is_some_and(|last| at.time() >= last) {
            return Err(Closed::LastTicketGone { opens: self.next_opening(at) });
        }
        Ok(())
    }

    /// When the office opens next after `at`; `None` when it does not within a month, or never closes.
    pub fn next_opening(&self, at: DateTime) -> Option<DateTime> {
        let days = (0..DAYS_AHEAD).map(|n| day_after(at.date(), i64::from(n)));
        let mut openings = days.flat_map(|day| self.spans(day).iter().map(move |s| day.to_datetime(s.from)));
        openings.find(|opens| *opens > at)
    }

    fn spans(&self, day: Date) -> &[Span] {
        match &self.week {
            Some(week) if !self.closed_on.contains(&day) => {
                &week[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())]
            }
            Some(_) | None => &[],
        }
    }
}

/// The day `days` after `day`, within what a calendar can write.
fn day_after(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}
