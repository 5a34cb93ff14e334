//! What is known of a form in the making: which conditions hold, and whose card stands where.

use super::source::ROW;
use super::when::{APPLICANT_SEX, FEMALE, MALE, NOT_HERE, OTHER, WITH_CARD, WITH_NUMBER};
use super::{Answer, Blank, Choice, Draft, Form, Group, How, Person, Row, Slot, Unless, When};
use crate::citizen::{Identity, Sex};

/// A form and what was given for it.
#[derive(Clone, Copy)]
pub(super) struct Known<'f, 'd> {
    pub(super) form: &'f Form,
    pub(super) draft: &'d Draft,
}

impl<'f, 'd> Known<'f, 'd> {
    /// Whether `when` holds, in `row` or outside of rows.
    pub(super) fn holds(self, when: &When, row: Option<Row<'_>>) -> bool {
        when.holds(|question| self.said(question, row))
    }

    /// What `question` was answered, in the words of conditions: the key of a choice, or what was given for a
    /// slot.
    pub(super) fn said(self, question: &str, row: Option<Row<'_>>) -> Option<&'d str> {
        if question == APPLICANT_SEX {
            return self.applicant().map(|identity| sex_word(identity.sex()));
        }
        if let Some(row) = row.filter(|_| question == ROW) {
            return self.draft.person(&row.key()).map(person_word);
        }
        if let Some(slot) = self.form.slot(question) {
            return self.person(slot).map(person_word);
        }
        let in_row = row.and_then(|row| row.blank(question));
        let blank = in_row.or_else(|| Some(Blank { field: self.form.field(question)?, row: None }))?;
        answer_word(&blank, self.answer(&blank)?)
    }

    /// The applicant, when the card or the number is here.
    pub(super) fn applicant(self) -> Option<&'d Identity> {
        self.draft.person(&self.form.applicant()?.key).and_then(Person::identity)
    }

    /// Whether this is the blank form: the applicant has no card here.
    pub(super) fn is_blank(self) -> bool {
        let applicant = self.form.applicant().and_then(|slot| self.draft.person(&slot.key));
        applicant == Some(&Person::NotHere)
    }

    /// Whether the person in `slot` is the applicant.
    pub(super) fn is_the_applicant(self, slot: &Slot) -> bool {
        !slot.applicant_when.is_empty() && self.holds(&slot.applicant_when, None)
    }

    /// The slot in which the card of `slot`'s person stands or will stand: the applicant's when they are the
    /// same; `None` when nobody's card is wanted for it.
    pub(super) fn holder_slot(self, slot: &'f Slot) -> Option<&'f Slot> {
        if self.is_the_applicant(slot) {
            return self.form.applicant();
        }
        self.holds(&slot.when, None).then_some(slot)
    }

    /// What was given for `slot`, when it is wanted.
    pub(super) fn person(self, slot: &'f Slot) -> Option<&'d Person> {
        self.draft.person(&self.holder_slot(slot)?.key)
    }

    /// Whether what was given for `key`, a slot or a row, counts by what is known now.
    pub(super) fn counts(self, key: &str) -> bool {
        match self.form.slot(key) {
            Some(slot) => !self.is_the_applicant(slot) && self.holds(&slot.when, None),
            None => true,
        }
    }

    /// Whether the field applies.
    pub(super) fn applies(self, blank: &Blank<'_>) -> bool {
        self.stands(&blank.field.when, &blank.field.unless, blank.row)
    }

    /// Whether the conditions of `choice` hold, in `row` or outside of rows.
    pub(super) fn offers(self, choice: &Choice, row: Option<Row<'_>>) -> bool {
        self.stands(&choice.when, &choice.unless, row)
    }

    /// Whether `when` holds, and none of `unless` does.
    fn stands(self, when: &When, unless: &Unless, row: Option<Row<'_>>) -> bool {
        self.holds(when, row) && !unless.each().any(|unless| self.holds(unless, row))
    }

    /// What was answered for `blank`, as long as its question would be asked.
    pub(super) fn answer(self, blank: &Blank<'_>) -> Option<&'d Answer> {
        let ask = blank.field.ask.as_ref()?;
        let asked = self.applies(blank) && self.holds(&ask.when, blank.row);
        self.draft.answer(&blank.key()).filter(|_| asked)
    }

    /// The blank called `key` as a source in `row` means it: the row's, or else the form's.
    pub(super) fn blank(self, key: &str, row: Option<Row<'f>>) -> Option<Blank<'f>> {
        let in_row = row.and_then(|row| row.blank(key));
        in_row.or_else(|| Some(Blank { field: self.form.field(key)?, row: None }))
    }

    /// Whether the office may leave `blank` out: the card of the person whom the form's note names is given.
    pub(super) fn may_stay_blank(self, blank: &Blank<'_>) -> bool {
        let slot = blank.field.optional_with_card.as_ref().and_then(|key| self.form.slot(key));
        slot.and_then(|slot| self.person(slot)).and_then(Person::identity).is_some()
    }

    /// The rows of `group` that there are.
    pub(super) fn rows(self, group: &'f Group) -> impl Iterator<Item = Row<'f>> {
        let there = if self.holds(&group.when, None) { self.row_count(group) } else { 0 };
        (0..there).map(move |at| Row { group, at })
    }

    fn row_count(self, group: &Group) -> usize {
        let wanted = self.draft.wanted(group).filter(|wanted| *wanted).count();
        (group.min + wanted).min(group.max)
    }

    /// Whether `group` may still get a row.
    pub(super) fn is_open(self, group: &Group) -> bool {
        self.holds(&group.when, None)
            && self.row_count(group) < group.max
            && self.draft.wanted(group).all(|wanted| wanted)
    }
}

fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => MALE,
        Sex::Female => FEMALE,
    }
}

fn person_word(person: &Person) -> &'static str {
    match person.identity() {
        Some(Identity::Card { .. }) => WITH_CARD,
        Some(Identity::Number(_)) => WITH_NUMBER,
        None => NOT_HERE,
    }
}

fn answer_word<'d>(blank: &Blank<'_>, answer: &'d Answer) -> Option<&'d str> {
    let offers = blank.field.ask.as_ref().is_some_and(|ask| matches!(ask.how, How::Choice { .. }));
    match answer {
        Answer::Chosen(key) => Some(key),
        Answer::Text(_) if offers => Some(OTHER),
        Answer::Digits(_)
        | Answer::Number(_)
        | Answer::Day(_)
        | Answer::Time(_)
        | Answer::Text(_)
        | Answer::Nothing
        | Answer::Pen => None,
    }
}
