//! A day or a time of day, set part by part with taps.
//!
//! What is set so far is kept as its digits, `ddmmyyyy` or `hhmm`, with a line for each digit that is missing: nothing
//! that is offered leads to a day that is no answer, so that nobody has to be told afterwards.

use std::ops::Range;

use jiff::civil::Date;

use crate::citizen::Personal;
use crate::form::{Days, How};

/// Stands for a digit that is not set.
const MISSING: char = '_';

/// One part of a day or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The day of the month, 1 to 31.
    Day,
    /// The month, 1 to 12.
    Month,
    /// The year without its last digit: 196 for the sixties.
    Decade,
    /// The year's last digit.
    Year,
    /// The hour, 0 to 23.
    Hour,
    /// The minutes' first digit, 0 to 5.
    Ten,
    /// The minutes' last digit.
    Minute,
}

impl Part {
    /// Where its digits stand.
    fn digits(self) -> Range<usize> {
        match self {
            Part::Day | Part::Hour => 0..2,
            Part::Month => 2..4,
            Part::Decade => 4..7,
            Part::Year => 7..8,
            Part::Ten => 2..3,
            Part::Minute => 3..4,
        }
    }

    /// Every value that it can have at all.
    fn values(self) -> Range<u16> {
        match self {
            Part::Day => 1..32,
            Part::Month => 1..13,
            Part::Decade => 190..211,
            Part::Year | Part::Minute => 0..10,
            Part::Hour => 0..24,
            Part::Ten => 0..6,
        }
    }

    /// What has to be set anew with it.
    fn after(self) -> Option<Part> {
        match self {
            Part::Decade => Some(Part::Year),
            Part::Ten => Some(Part::Minute),
            Part::Day | Part::Month | Part::Year | Part::Hour | Part::Minute => None,
        }
    }
}

/// The parts that answer `how`, in the order of asking; none when it is not answered so.
pub fn parts(how: &How) -> &'static [Part] {
    match how {
        How::Day { .. } => &[Part::Day, Part::Month, Part::Decade, Part::Year],
        How::Time => &[Part::Hour, Part::Ten, Part::Minute],
        How::Choice { .. } | How::YesNo | How::Digits { .. } | How::Number { .. } | How::Text { .. } => &[],
    }
}

/// What is set so far.
pub struct Dial<'a> {
    how: &'a How,
    set: Personal<String>,
    days: Days,
}

impl<'a> Dial<'a> {
    /// The dial of `how`, which `days` answer if it asks for a day, with the digits `set`, which may be none at all.
    pub fn new(how: &'a How, set: &str, days: Days) -> Self {
        let most = parts(how).iter().map(|part| part.digits().end).max().unwrap_or(0);
        let set = format!("{set:_<most$}");
        Self { how, set: Personal::new(set), days }
    }

    /// The digits as they are kept.
    pub fn digits(&self) -> &Personal<String> {
        &self.set
    }

    /// The digits of `part`; `None` while it is not set.
    pub fn value(&self, part: Part) -> Option<&str> {
        self.set.expose().get(part.digits()).filter(|digits| !digits.contains(MISSING))
    }

    /// The part to be set next; `None` when all are.
    pub fn open(&self) -> Option<Part> {
        parts(self.how).iter().copied().find(|part| self.value(*part).is_none())
    }

    /// What `part` can be, beside what is set already, and of each whether some answer has it.
    pub fn offered(&self, part: Part) -> Vec<(u16, bool)> {
        let all = part.values().map(|value| (value, self.is_possible(&self.with(part, value))));
        let all: Vec<_> = all.collect();
        // Decades before and after all answers would only be in the way.
        let keep = |(_, possible): &(u16, bool)| part != Part::Decade || *possible;
        all.into_iter().filter(keep).collect()
    }

    /// The same with `part` set to `value`; `None` when no answer has it.
    pub fn set(&self, part: Part, value: u16) -> Option<Self> {
        let fits = parts(self.how).contains(&part) && part.values().contains(&value);
        let set = Personal::new(if fits { self.with(part, value) } else { return None });
        self.is_possible(set.expose()).then_some(Self { how: self.how, set, days: self.days })
    }

    /// The same without `part`, to set it anew.
    #[must_use]
    pub fn cleared(&self, part: Part) -> Self {
        let mut set = self.set.expose().clone();
        for part in [Some(part), part.after()].into_iter().flatten().filter(|p| parts(self.how).contains(p)) {
            let digits = part.digits();
            set.replace_range(digits.clone(), &MISSING.to_string().repeat(digits.len()));
        }
        Self { how: self.how, set: Personal::new(set), days: self.days }
    }

    fn with(&self, part: Part, value: u16) -> String {
        let mut set = self.set.expose().clone();
        let digits = part.digits();
        let width = digits.len();
        if set.len() >= digits.end {
            set.replace_range(digits, &format!("{value:0width$}"));
        }
        set
    }

    /// Whether some answer has all digits of `set`.
    fn is_possible(&self, set: &str) -> bool {
        match self.how {
            How::Day { .. } => is_possible_day(set, self.days),
            How::Time => true,
            How::Choice { .. } | How::YesNo | How::Digits { .. } | How::Number { .. } | How::Text { .. } => {
                false
            }
        }
    }
}

fn is_possible_day(set: &str, days: Days) -> bool {
    let (Some(day), Some(month), Some(year)) = (set.get(..2), set.get(2..4), set.get(4..8)) else {
        return false;
    };
    let years = numbers(days.first.year(), days.last.year(), year);
    let months = numbers(1, 12, month);
    let dates = numbers(1, 31, day);
    let allowed = |y: i16, m: i16, d: i16| {
        let day = i8::try_from(m).and_then(|m| Ok((m, i8::try_from(d)?)));
        let day = day.ok().and_then(|(m, d)| Date::new(y, m, d).ok());
        day.is_some_and(|day| days.contains(day))
    };
    years.iter().any(|y| months.iter().any(|m| dates.iter().any(|d| allowed(*y, *m, *d))))
}

/// The numbers from `least` to `most` that are written like `pattern`.
fn numbers(least: i16, most: i16, pattern: &str) -> Vec<i16> {
    let width = pattern.len();
    let alike = |number: &i16| {
        let written = format!("{number:0width$}");
        written.len() == width && written.chars().zip(pattern.chars()).all(|(w, p)| p == MISSING || p == w)
    };
    (least..=most).filter(alike).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;
    use crate::form::Latest;

    const TODAY: Date = date(2026, 11, 23);
    static PAST: How = How::Day { latest: Latest::Today, not_before: Vec::new(), not_after: Vec::new() };

    fn days() -> Days {
        Days::asked_on(TODAY, Latest::Today)
    }

    fn possible(dial: &Dial<'_>, part: Part) -> Vec<u16> {
        let offered = dial.offered(part).into_iter();
        offered.filter_map(|(value, possible)| possible.then_some(value)).collect()
    }

    #[test]
    fn a_day_is_set_by_four_taps_and_changed_by_two() {
        let mut dial = Dial::new(&PAST, "", days());
        for (part, value) in [(Part::Day, 14), (Part::Month, 5), (Part::Decade, 196), (Part::Year, 0)] {
            assert_eq!(dial.open(), Some(part));
            dial = dial.set(part, value).unwrap();
        }
        assert_eq!((dial.open(), dial.digits().expose().as_str()), (None, "14051960"));
        let dial = dial.cleared(Part::Decade);
        assert_eq!((dial.open(), dial.digits().expose().as_str()), (Some(Part::Decade), "1405____"));
        assert_eq!(dial.value(Part::Month), Some("05"));
        assert_eq!(dial.cleared(Part::Day).open(), Some(Part::Day));
    }

    #[test]
    fn only_days_that_are_answers_are_offered() {
        let of = |set| Dial::new(&PAST, set, days());
        assert_eq!(possible(&of("31"), Part::Month), [1, 3, 5, 7, 8, 10, 12]);
        assert_eq!(possible(&of("2902196_"), Part::Year), [0, 4, 8]);
        assert_eq!(possible(&of("2411202_"), Part::Year), [0, 1, 2, 3, 4, 5]);
        assert_eq!(possible(&of("2311202_"), Part::Year), [0, 1, 2, 3, 4, 5, 6]);
        let decades: Vec<u16> = (190..=202).collect();
        assert_eq!(possible(&of(""), Part::Decade), decades);
        assert_eq!(of("").offered(Part::Decade).len(), decades.len());
        assert!(of("3002").set(Part::Decade, 196).is_none(), "there is no 30 February");
        assert!(of("").set(Part::Hour, 1).is_none() && of("").set(Part::Day, 32).is_none());
        let any = Days::asked_on(TODAY, Latest::Any);
        assert!(Dial::new(&PAST, "2411", any).set(Part::Decade, 203).is_some());
    }

    #[test]
    fn a_day_before_the_first_or_after_the_last_is_not_offered() {
        let days = Days { first: date(2019, 11, 30), last: date(2020, 2, 3) };
        let of = |set| Dial::new(&PAST, set, days);
        assert_eq!(possible(&of(""), Part::Decade), [201, 202]);
        assert_eq!(possible(&of("30"), Part::Month), [1, 11, 12]);
        assert_eq!(possible(&of("0302202_"), Part::Year), [0]);
        assert!(of("2911").set(Part::Decade, 201).is_none(), "the day before the first");
        let none = Days { first: TODAY, last: date(2020, 1, 1) };
        assert!(possible(&Dial::new(&PAST, "", none), Part::Day).is_empty());
    }

    #[test]
    fn a_time_is_set_by_three_taps() {
        let mut dial = Dial::new(&How::Time, "", days());
        for (part, value) in [(Part::Hour, 0), (Part::Ten, 3), (Part::Minute, 7)] {
            assert_eq!(dial.open(), Some(part));
            dial = dial.set(part, value).unwrap();
        }
        assert_eq!(dial.digits().expose(), "0037");
        assert_eq!(dial.cleared(Part::Ten).digits().expose(), "00__");
        assert_eq!(possible(&dial, Part::Hour).len(), 24);
    }
}
