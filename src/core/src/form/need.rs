//! What is still wanted: cards first, then questions.

use super::{Ask, Draft, Field, Form, Item, Person, Slot, Source};

/// The next thing that a draft wants of the citizen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need<'a> {
    /// The card of this person, or the word that it is not here.
    Card(&'a Slot),
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
    let questions = form.fields.iter().filter_map(|field| question(form, draft, field)).map(Need::Question);
    cards.chain(questions).filter(move |_| !blank)
}

fn is_wanted(slot: &Slot, draft: &Draft) -> bool {
    draft.person(&slot.key).is_none() && slot.when.holds(draft) && !slot.is_the_applicant_in(draft)
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
                || holder(form, draft, slot).is_some_and(|person| person.gives(*item, Item::read).is_some())
        }
        Some(Source::ResidenceAgency) => field.when.holds(draft),
        Some(Source::Card { .. }) | None => false,
    }
}

/// Who holds `slot`: the person given for it, or the applicant when it is the same person.
pub(super) fn holder<'d>(form: &Form, draft: &'d Draft, slot: &str) -> Option<&'d Person> {
    let slot = form.slot(slot)?;
    let slot = if slot.is_the_applicant_in(draft) { form.applicant()? } else { slot };
    draft.person(&slot.key)
}
