//! What a form costs the citizen: how each of its blanks is filled.

use super::phrase::Phrase;
use super::{Ask, Field, Form, Group, How, Item, Source};

/// How a blank is filled, the cheapest for the citizen first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// From a card.
    Card,
    /// From the office, the day, another field, or put together of such values.
    Derived,
    /// By a tap on a choice, or by the wheels of a day or a time.
    Tap,
    /// By digits on a keypad.
    Digits,
    /// By letters on a keyboard.
    Typed,
    /// By hand, on the paper.
    Pen,
}

/// How many of a form's printed blanks are filled in each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    /// From a card.
    pub card: usize,
    /// Derived.
    pub derived: usize,
    /// By taps.
    pub tap: usize,
    /// By digits.
    pub digits: usize,
    /// By letters.
    pub typed: usize,
    /// By hand.
    pub pen: usize,
}

impl Effort {
    /// All blanks.
    pub fn blanks(&self) -> usize {
        self.unwritten() + self.digits + self.typed + self.pen
    }

    /// Those for which nobody writes anything, on a keyboard, a keypad or by hand.
    pub fn unwritten(&self) -> usize {
        self.card + self.derived + self.tap
    }

    /// The share of those in all blanks, 0 to 1; a form without blanks has all of them.
    pub fn share(&self) -> f64 {
        match self.blanks() {
            0 => 1.0,
            // No form has so many blanks that a float could not count them.
            #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
            blanks => self.unwritten() as f64 / blanks as f64,
        }
    }

    /// Both together, to tell of several forms.
    #[must_use]
    pub fn and(self, other: Effort) -> Self {
        Self {
            card: self.card + other.card,
            derived: self.derived + other.derived,
            tap: self.tap + other.tap,
            digits: self.digits + other.digits,
            typed: self.typed + other.typed,
            pen: self.pen + other.pen,
        }
    }

    fn count(mut self, way: Way) -> Self {
        let counter = match way {
            Way::Card => &mut self.card,
            Way::Derived => &mut self.derived,
            Way::Tap => &mut self.tap,
            Way::Digits => &mut self.digits,
            Way::Typed => &mut self.typed,
            Way::Pen => &mut self.pen,
        };
        *counter += 1;
        self
    }
}

/// Counts each printed blank of `form` once (a repeated part as one row), on the usual path: every card that is
/// wanted is given, what a card gives is not asked, and of choices the first is taken.
pub fn effort(form: &Form) -> Effort {
    ways(form).into_iter().map(|(_, way)| way).fold(Effort::default(), Effort::count)
}

/// How each printed blank of `form` is filled on the usual path, by its key (`members.relation` in a repeated part).
/// What is asked only to be printed within another blank counts there.
pub fn ways(form: &Form) -> Vec<(String, Way)> {
    let printed = form.keyed_fields().filter(|(_, _, field)| field.printed);
    printed.map(|(key, group, field)| (key, of_field(form, group, field))).collect()
}

fn of_field(form: &Form, group: Option<&Group>, field: &Field) -> Way {
    let unasked = match (&field.source, &field.value) {
        (Some(source), _) => of_source(form, group, source),
        (None, Some(value)) => of_text(form, group, value),
        (None, None) => Way::Pen,
    };
    match (unasked, &field.ask) {
        // What nothing gives is asked.
        (Way::Pen, Some(ask)) => of_question(form, group, ask),
        (unasked, _) => unasked,
    }
}

fn of_source(form: &Form, group: Option<&Group>, source: &Source) -> Way {
    match source {
        Source::Card { item, .. } | Source::Row(item) if is_on_usual_card(*item) => Way::Card,
        Source::Card { .. } | Source::Row(_) => Way::Pen,
        Source::Field(key) => {
            let in_row = group.and_then(|group| group.fields.iter().find(|f| f.key == *key));
            in_row.or_else(|| form.field(key)).map_or(Way::Pen, |field| of_other(form, group, field))
        }
        Source::Office(_) | Source::Today => Way::Derived,
    }
}

/// What another field holds. What is written on the paper once costs nothing more there; but what somebody writes
/// by hand, nobody copies.
fn of_other(form: &Form, group: Option<&Group>, field: &Field) -> Way {
    let way = of_field(form, group, field);
    if way == Way::Pen || !field.printed { way.max(Way::Derived) } else { Way::Derived }
}

/// A text costs what the dearest of its places costs.
fn of_text(form: &Form, group: Option<&Group>, text: &Phrase) -> Way {
    let places = text.sources().map(|source| of_source(form, group, source));
    places.max().map_or(Way::Derived, |way| way.max(Way::Derived))
}

/// The parents' names are only on the cards of children under 14.
fn is_on_usual_card(item: Item) -> bool {
    !matches!(item, Item::Father | Item::Mother)
}

/// Days and times are set by wheels.
fn of_question(form: &Form, group: Option<&Group>, ask: &Ask) -> Way {
    match &ask.how {
        How::Choice { choices, .. } => {
            choices.first().map_or(Way::Tap, |usual| of_text(form, group, &usual.value).max(Way::Tap))
        }
        How::YesNo | How::Day { .. } | How::Time => Way::Tap,
        How::Digits { .. } | How::Number { .. } => Way::Digits,
        How::Text { .. } => Way::Typed,
    }
}
