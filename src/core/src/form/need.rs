//! What is still wanted: cards first, then where their holders live, then questions.

use super::check::texts;
use super::holder::{DayStyle, holder, slot_of};
use super::source::{Stretch, stretches};
use super::{Ask, Draft, Field, Form, Person, Slot, Source};

/// The next thing that a draft wants of the citizen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need<'a> {
    /// The card of this person, or the word that it is not here.
    Card(&'a Slot),
    /// Where this person lives: the ward on the card was divided among several communes.
    Residence(&'a Slot),
    /// An answer.
    Question(Question<'a>),
}

/// A question that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The field that it fills.
    pub field: &'a Field,
    /// How it is asked.
    pub ask: &'a Ask,
}

/// How far the asking is, after the applicant's card: other persons' cards and questions are its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepCount {
    /// The step that is open, from 1.
    pub step: u32,
    /// How many steps there are by what is known now; an answer may bring a further one.
    pub of: u32,
}

/// What `draft` wants next; `None` when the form's data is complete. The blank form wants nothing.
pub fn next_need<'a>(form: &'a Form, draft: &Draft) -> Option<Need<'a>> {
    needs(form, draft).next()
}

/// How far the asking is.
pub fn step_count(form: &Form, draft: &Draft) -> StepCount {
    let after_card = |need: &Need| !matches!(need, Need::Card(slot) if form.is_applicant(slot));
    let done = draft.steps().saturating_sub(1);
    let open = needs(form, draft).filter(after_card).count();
    StepCount { step: count(done + 1), of: count(done + open) }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Everything that `draft` wants by what is known now, in the order of asking.
fn needs<'a>(form: &'a Form, draft: &Draft) -> impl Iterator<Item = Need<'a>> {
    let blank = form.applicant().and_then(|slot| draft.person(&slot.key)) == Some(&Person::NotHere);
    let cards = form.slots.iter().filter(|slot| is_wanted(slot, draft)).map(Need::Card);
    let residences =
        form.slots.iter().filter(|slot| is_residence_open(form, draft, slot)).map(Need::Residence);
    let questions = form.fields.iter().filter_map(|field| question(form, draft, field)).map(Need::Question);
    cards.chain(residences).chain(questions).filter(move |_| !blank)
}

fn is_wanted(slot: &Slot, draft: &Draft) -> bool {
    draft.person(&slot.key).is_none() && slot.when.holds(draft) && !slot.is_the_applicant_in(draft)
}

/// Whether only the person in `slot` can tell where the house stands now, and the form says it.
fn is_residence_open(form: &Form, draft: &Draft, slot: &Slot) -> bool {
    let identity = draft.person(&slot.key).and_then(Person::identity);
    identity.is_some_and(|identity| !identity.residences().is_empty())
        && draft.residence(&slot.key).is_none()
        && form.fields.iter().flat_map(sources).any(|source| match &source {
            Source::Card { slot: from, item } => {
                item.is_residence_now() && slot_of(form, draft, from).is_some_and(|from| from.key == slot.key)
            }
            Source::ResidenceAgency => false,
        })
}

/// Every source that `field` may print: its own, and those in its texts.
fn sources(field: &Field) -> Vec<Source> {
    let places = field.ask.iter().flat_map(texts).flat_map(stretches).filter_map(|stretch| match stretch {
        Stretch::Place(place) => Source::try_from(place.to_owned()).ok(),
        Stretch::Words(_) => None,
    });
    places.chain(field.source.clone()).collect()
}

fn question<'a>(form: &Form, draft: &Draft, field: &'a Field) -> Option<Question<'a>> {
    let ask = field.ask.as_ref()?;
    let open = draft.answer(&field.key).is_none() && ask.when().holds(draft);
    (open && !is_filled(form, draft, field)).then_some(Question { field, ask })
}

/// Whether the field's source gives a value without asking, or may do so once the card that is wanted is given.
fn is_filled(form: &Form, draft: &Draft, field: &Field) -> bool {
    match &field.source {
        Some(Source::Card { slot, item }) if field.when.holds(draft) => {
            form.slot(slot).is_some_and(|slot| is_wanted(slot, draft))
                || holder(form, draft, slot)
                    .is_some_and(|holder| holder.gives(*item, DayStyle::Iso).is_some())
        }
        Some(Source::ResidenceAgency) => field.when.holds(draft),
        Some(Source::Card { .. }) | None => false,
    }
}
