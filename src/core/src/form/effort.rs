//! What a form costs the citizen: how each of its blanks is filled.

use super::phrase::Phrase;
use super::{Field, Form, Group, How, Item, Source};

/// How a blank is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// From a card.
    Card,
    /// From the office, the day, another field, or put together of such values.
    Derived,
    /// By a tap on a choice.
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
    /// By a tap.
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
        self.without_writing() + self.digits + self.typed + self.pen
    }

    /// Those by card, derived or by a tap.
    pub fn without_writing(&self) -> usize {
        self.card + self.derived + self.tap
    }

    /// The share of those by card, derived or by a tap, 0 to 1; a form without blanks has all of them.
    pub fn share(&self) -> f64 {
        match self.blanks() {
            0 => 1.0,
            // No form has so many blanks that a float could not count them.
            #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
            blanks => self.without_writing() as f64 / blanks as f64,
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
/// wanted is given, and what a card gives is not asked.
pub fn effort(form: &Form) -> Effort {
    ways(form).into_iter().map(|(_, way)| way).fold(Effort::default(), Effort::count)
}

/// How each printed blank of `form` is filled on the usual path, by its key (`members.relation` in a repeated part).
pub fn ways(form: &Form) -> Vec<(String, Way)> {
    let printed = |field: &&Field| field.printed;
    let outside = form.fields.iter().filter(printed).map(|f| (f.key.clone(), way(form, None, f)));
    let inside = form.groups.iter().flat_map(|group| {
        let key = |f: &Field| format!("{}.{}", group.key, f.key);
        group.fields.iter().filter(printed).map(move |f| (key(f), way(form, Some(group), f)))
    });
    outside.chain(inside).collect()
}

fn way(form: &Form, group: Option<&Group>, field: &Field) -> Way {
    let unasked = match (&field.source, &field.value) {
        (Some(source), _) => of_source(form, group, source),
        (None, Some(value)) => of_text(form, group, value),
        (None, None) => None,
    };
    unasked.or_else(|| field.ask.as_ref().map(|ask| of_question(&ask.how))).unwrap_or(Way::Pen)
}

/// `None` when the usual card does not give it.
fn of_source(form: &Form, group: Option<&Group>, source: &Source) -> Option<Way> {
    match source {
        Source::Card { item, .. } | Source::Row(item) => is_on_usual_card(*item).then_some(Way::Card),
        Source::Field(key) => {
            let in_row = group.and_then(|group| group.fields.iter().find(|f| f.key == *key));
            let field = in_row.or_else(|| form.field(key))?;
            // What somebody writes twice by hand is not derived.
            (way(form, group, field) != Way::Pen).then_some(Way::Derived)
        }
        Source::Office(_) | Source::Today => Some(Way::Derived),
    }
}

/// A text is put together, when all its places have values.
fn of_text(form: &Form, group: Option<&Group>, text: &Phrase) -> Option<Way> {
    text.sources().all(|source| of_source(form, group, source).is_some()).then_some(Way::Derived)
}

/// The parents' names are only on the cards of children under 14.
fn is_on_usual_card(item: Item) -> bool {
    !matches!(item, Item::Father | Item::Mother)
}

/// As the screen asks today: days, times and quantities by digits on the keypad.
fn of_question(how: &How) -> Way {
    match how {
        How::Choice { .. } | How::YesNo => Way::Tap,
        How::Digits { .. } | How::Number { .. } | How::Day { .. } | How::Time => Way::Digits,
        How::Text { .. } => Way::Typed,
    }
}
