//! Which days answer a question: no death before a birth, no birth to come.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Deserialize;

use super::holder::{DayStyle, Holder};
use super::known::Known;
use super::{Answer, Blank, Draft, Field, Form, How, Latest, Row, Source, SourceError};

/// Nobody who comes was born earlier, and no paper that they bring is older.
pub const FIRST_YEAR: i16 = 1900;
/// How far ahead of the day of asking a day can be that may be still to come.
const YEARS_AHEAD: i16 = 10;

/// The days from the first to the last one, both with them; none when the first is after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

/// What a day is compared with: a day that is written so (`2015-12-31`), or a source of one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Bound {
    /// This day.
    Day(Date),
    /// The day on a card, or in another field.
    Source(Source),
}

/// One bound or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a day, a source of one, or a list of such")]
pub(super) enum Bounds {
    One(Bound),
    Several(Vec<Bound>),
}

impl TryFrom<String> for Bound {
    type Error = SourceError;

    fn try_from(text: String) -> Result<Self, SourceError> {
        match text.parse() {
            Ok(day) => Ok(Bound::Day(day)),
            Err(_) => Source::try_from(text).map(Bound::Source),
        }
    }
}

impl From<Bounds> for Vec<Bound> {
    fn from(bounds: Bounds) -> Self {
        match bounds {
            Bounds::One(bound) => vec![bound],
            Bounds::Several(bounds) => bounds,
        }
    }
}

impl Bound {
    /// The source, when it is one.
    pub(super) fn source(&self) -> Option<&Source> {
        match self {
            Bound::Source(source) => Some(source),
            Bound::Day(_) => None,
        }
    }

    fn is_field(&self, key: &str) -> bool {
        matches!(self, Bound::Source(Source::Field(other)) if other == key)
    }
}

impl Days {
    /// Every day that can be an answer on some day of asking.
    pub const ALL: Self = Self { first: date(FIRST_YEAR, 1, 1), last: Date::MAX };

    /// Those that answer when nothing else is known than the day of asking.
    pub fn asked_on(today: Date, latest: Latest) -> Self {
        let last = match latest {
            Latest::Today => Ok(today),
            Latest::Any => today.checked_add(YEARS_AHEAD.years()),
            Latest::YearsAgo(age) => today.checked_sub(i16::from(age).years()),
        };
        Self { last: last.unwrap_or(today), ..Self::ALL }
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    fn from(self, first: Date) -> Self {
        Self { first: self.first.max(first), ..self }
    }

    fn until(self, last: Date) -> Self {
        Self { last: self.last.min(last), ..self }
    }
}

/// The days that answer the question for `blank` of `form` on the day `today`, by all that `draft` knows: those of
/// its own bounds, and no later than a day whose bound it is. Of a question that wants no day it is all until today.
pub fn days(form: &Form, draft: &Draft, blank: &Blank<'_>, today: Date) -> Days {
    let known = Known { form, draft };
    let Some(How::Day { latest, not_before, not_after }) = how(blank.field) else {
        return Days::asked_on(today, Latest::Today);
    };
    let day = |bound: &Bound| known.bound(bound, blank.row, today);
    let days = Days::asked_on(today, *latest);
    let days = not_before.iter().filter_map(day).fold(days, Days::from);
    let days = not_after.iter().filter_map(day).fold(days, Days::until);
    known.neighbours(blank).fold(days, |days, (field, row)| {
        let Some(other) = known.day_in(&Blank { field, row }, today) else { return days };
        let Some(How::Day { not_before, not_after, .. }) = how(field) else { return days };
        let bound = |bounds: &[Bound]| bounds.iter().any(|bound| bound.is_field(&blank.field.key));
        let days = if bound(not_before) { days.until(other) } else { days };
        if bound(not_after) { days.from(other) } else { days }
    })
}

fn how(field: &Field) -> Option<&How> {
    field.ask.as_ref().map(|ask| &ask.how)
}

impl<'f> Known<'f, '_> {
    /// The fields beside `blank`: those of its row, or those of the form.
    fn neighbours<'b>(self, blank: &Blank<'b>) -> impl Iterator<Item = (&'b Field, Option<Row<'b>>)>
    where
        'f: 'b,
    {
        let fields: &'b [Field] = blank.row.map_or(&self.form.fields, |row| &row.group.fields);
        let row = blank.row;
        fields.iter().map(move |field| (field, row))
    }

    fn bound(self, bound: &Bound, row: Option<Row<'_>>, today: Date) -> Option<Date> {
        match bound {
            Bound::Day(day) => Some(*day),
            Bound::Source(source) => self.day_of(source, row, today),
        }
    }

    /// The day that `source` gives; `None` when none is known.
    fn day_of(self, source: &Source, row: Option<Row<'_>>, today: Date) -> Option<Date> {
        let on_card = |holder: Holder<'_>, item| holder.gives(item, DayStyle::Iso)?.expose().parse().ok();
        match source {
            Source::Card { slot, item } => on_card(self.holder(self.form.slot(slot)?)?, *item),
            Source::Row(item) => on_card(self.row_holder(row?)?, *item),
            Source::Field(key) => {
                let in_row = row.and_then(|row| row.blank(key));
                let blank = in_row.or_else(|| Some(Blank { field: self.form.field(key)?, row: None }))?;
                self.day_in(&blank, today)
            }
            Source::Today => Some(today),
            Source::Office(_) => None,
        }
    }

    /// The day that `blank` holds.
    fn day_in(self, blank: &Blank<'_>, today: Date) -> Option<Date> {
        if !self.applies(blank) {
            return None;
        }
        match self.answer(blank) {
            Some(Answer::Day(text)) => text.expose().parse().ok(),
            Some(_) => None,
            None => self.day_of(blank.field.source.as_ref()?, blank.row, today),
        }
    }
}
