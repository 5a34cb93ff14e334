//! What the types of `form.toml` cannot say: names that must exist, and names that must not clash.

mod circle;
#[cfg(test)]
mod tests;

use super::ask::How;
use super::position::{Fault, Part};
use super::schema::SCHEMA;
use super::source::{FIELD, OFFICE, ROW, TODAY, is_name};
use super::when::{APPLICANT_SEX, FEMALE, MALE, NOT_HERE, OTHER, WITH_CARD, WITH_NUMBER};
use super::{BadName, Bound, Choice, Field, Form, Group, Mistake, Rule, Slot, Source, When};

/// Names with a meaning of their own in sources, conditions or a template's data.
const RESERVED: [&str; 6] = [OFFICE, FIELD, ROW, TODAY, APPLICANT_SEX, "made_at"];

type Checked = Result<(), Fault>;

/// A field and where it stands.
#[derive(Clone, Copy)]
struct Site<'f> {
    form: &'f Form,
    field: &'f Field,
    group: Option<&'f Group>,
    part: Part,
}

/// Checks every name of `form`.
///
/// # Errors
/// The first thing that is wrong.
pub(super) fn check(form: &Form) -> Checked {
    head(form)?;
    applicant(form)?;
    form.slots.iter().enumerate().try_for_each(|(at, slot)| slot_of(form, at, slot))?;
    form.fields.iter().enumerate().try_for_each(|(at, field)| {
        let part = Part::Field(at);
        unique(&field.key, form.fields[..at].iter().map(|f| &f.key), part)?;
        field_of(Site { form, field, group: None, part })
    })?;
    form.groups.iter().enumerate().try_for_each(|(at, group)| group_of(form, at, group))?;
    circle::check(form)
}

fn head(form: &Form) -> Checked {
    let fault = |mistake, word: &str| Err(Fault::new(mistake, Part::Head, word));
    if form.schema != SCHEMA {
        return fault(Mistake::Schema(form.schema), "schema");
    }
    if let Some(until) = form.until.filter(|until| *until < form.from) {
        return fault(Mistake::Period { from: form.from, until }, "until");
    }
    let codes = [&form.id].into_iter().map(|code| (code, ID));
    let procedures = form.procedures.iter().map(|code| (code, PROCEDURE));
    let provinces = form.provinces.iter().map(|code| (code, PROVINCE));
    let bad = codes.chain(procedures).chain(provinces).find(|(code, kind)| !(kind.good)(code));
    bad.map_or(Ok(()), |(code, kind)| {
        fault(Mistake::Code { code: code.clone(), of: kind.of, like: kind.like }, code)
    })
}

/// A kind of code, how it looks, and whether a text is one.
struct CodeKind {
    of: &'static str,
    like: &'static str,
    good: fn(&str) -> bool,
}

const ID: CodeKind = CodeKind { of: "form's id", like: "ht-khai-sinh", good: is_id };
const PROCEDURE: CodeKind = CodeKind { of: "procedure's code", like: "1.001193", good: is_procedure };
const PROVINCE: CodeKind = CodeKind { of: "province's code", like: "48", good: is_province };

fn is_id(text: &str) -> bool {
    is_name(&text.replace('-', "_")) && !text.contains('_')
}

/// Whether `code` has the shape of a procedure's code on the national portal.
pub(crate) fn is_procedure(code: &str) -> bool {
    code.split_once('.').is_some_and(|(level, number)| are_digits(level, 1) && are_digits(number, 6))
}

fn is_province(code: &str) -> bool {
    are_digits(code, 2)
}

fn are_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn applicant(form: &Form) -> Checked {
    let applicant = form.applicant().ok_or_else(|| Fault::new(Mistake::NoPerson, Part::Head, "person"))?;
    if applicant.when.is_empty() && applicant.applicant_when.is_empty() {
        return Ok(());
    }
    Err(Fault::new(Mistake::ConditionalApplicant(applicant.key.clone()), Part::Slot(0), "when"))
}

/// `key` can be a name and is not among `others`.
fn unique<'a>(key: &str, mut others: impl Iterator<Item = &'a String>, part: Part) -> Checked {
    let bad = if RESERVED.contains(&key) {
        BadName::Reserved
    } else if !is_name(key) {
        BadName::Shape
    } else if others.any(|other| other == key) {
        BadName::Taken
    } else {
        return Ok(());
    };
    Err(Fault::new(Mistake::Name(key.to_owned(), bad), part, key))
}

fn slot_of(form: &Form, at: usize, slot: &Slot) -> Checked {
    let part = Part::Slot(at);
    let slots = form.slots[..at].iter().map(|s| &s.key);
    unique(&slot.key, slots.chain(form.fields.iter().map(|f| &f.key)), part)?;
    conditions(form, None, &slot.key, &slot.when, part)?;
    conditions(form, None, &slot.key, &slot.applicant_when, part)?;
    slot.rules.iter().try_for_each(|rule| rule_of(form, slot, rule, part))
}

fn rule_of(form: &Form, slot: &Slot, rule: &Rule, part: Part) -> Checked {
    conditions(form, None, &slot.key, &rule.when, part)?;
    if !rule.demands() {
        return Err(Fault::new(Mistake::Rule(slot.key.clone()), part, "rules"));
    }
    let stranger = rule.slots().find(|other| **other == slot.key || form.slot(other).is_none());
    stranger.map_or(Ok(()), |other| {
        let mistake = Mistake::RuleSlot { slot: slot.key.clone(), other: other.clone() };
        Err(Fault::new(mistake, part, other))
    })
}

fn group_of(form: &Form, at: usize, group: &Group) -> Checked {
    let part = Part::Group(at);
    let (slots, fields) = (form.slots.iter().map(|s| &s.key), form.fields.iter().map(|f| &f.key));
    let groups = form.groups[..at].iter().map(|g| &g.key);
    unique(&group.key, slots.chain(fields).chain(groups), part)?;
    if !(1..=99).contains(&group.max) || group.min > group.max {
        return Err(Fault::new(Mistake::Rows(group.key.clone()), part, "max"));
    }
    conditions(form, None, &group.key, &group.when, part)?;
    group.fields.iter().enumerate().try_for_each(|(nth, field)| {
        let part = Part::GroupField(at, nth);
        let others = group.fields[..nth].iter().map(|f| &f.key);
        unique(&field.key, others.chain(form.slots.iter().map(|s| &s.key)), part)?;
        field_of(Site { form, field, group: Some(group), part })
    })
}

fn field_of(site: Site<'_>) -> Checked {
    let Site { form, field, group, part } = site;
    if field.source.is_some() && field.value.is_some() {
        return Err(Fault::new(Mistake::TwoSources(field.key.clone()), part, "value"));
    }
    field.optional_with_card.iter().try_for_each(|slot| site.slot(slot))?;
    field.instead_of.iter().try_for_each(|other| site.field(other))?;
    conditions(form, group, &field.key, &field.when, part)?;
    field.unless.each().try_for_each(|unless| conditions(form, group, &field.key, unless, part))?;
    field.sources().try_for_each(|source| site.source(source))?;
    let Some(ask) = &field.ask else { return Ok(()) };
    conditions(form, group, &field.key, &ask.when, part)?;
    ask.choices().iter().try_for_each(|choice| site.choice(choice))?;
    if let How::Day { not_before, not_after, .. } = &ask.how {
        not_before.iter().chain(not_after).filter_map(Bound::source).try_for_each(|day| site.day(day))?;
    }
    if let How::Choice { of: Some(slot), .. } = &ask.how {
        site.slot(slot)?;
    }
    let keys: Vec<&String> = ask.choices().iter().map(|c| &c.key).collect();
    match keys.iter().enumerate().find(|(at, key)| keys[..*at].contains(key)) {
        None => Ok(()),
        Some((_, choice)) => {
            let (field, word) = (field.key.clone(), choice.as_str());
            Err(Fault::new(Mistake::TwoChoices { field, choice: word.to_owned() }, part, word))
        }
    }
}

impl<'f> Site<'f> {
    fn slot(self, slot: &str) -> Checked {
        if self.form.slot(slot).is_some() {
            return Ok(());
        }
        let mistake = Mistake::Slot { field: self.field.key.clone(), slot: slot.to_owned() };
        Err(Fault::new(mistake, self.part, slot))
    }

    fn source(self, source: &Source) -> Checked {
        match source {
            Source::Card { slot, .. } => self.slot(slot),
            Source::Row(_) if !self.group.is_some_and(|group| group.person) => {
                Err(Fault::new(Mistake::Row(self.field.key.clone()), self.part, ROW))
            }
            Source::Field(other) => self.field(other),
            Source::Row(_) | Source::Office(_) | Source::Today => Ok(()),
        }
    }

    fn choice(self, choice: &Choice) -> Checked {
        let Site { form, field, group, part } = self;
        conditions(form, group, &field.key, &choice.when, part)?;
        choice.unless.each().try_for_each(|unless| conditions(form, group, &field.key, unless, part))
    }

    /// A source of a day.
    fn day(self, source: &Source) -> Checked {
        self.source(source)?;
        match source {
            Source::Card { item, .. } | Source::Row(item) if item.is_day() => Ok(()),
            Source::Field(key) if self.find(key).is_some_and(holds_day) => Ok(()),
            Source::Today => Ok(()),
            Source::Card { slot: other, .. } | Source::Field(other) => self.no_day(other),
            Source::Row(_) => self.no_day(ROW),
            Source::Office(_) => self.no_day(OFFICE),
        }
    }

    fn no_day(self, other: &str) -> Checked {
        let mistake = Mistake::NoDay { field: self.field.key.clone(), other: other.to_owned() };
        Err(Fault::new(mistake, self.part, other))
    }

    fn field(self, other: &str) -> Checked {
        if self.find(other).is_some() {
            return Ok(());
        }
        let mistake = Mistake::Field { field: self.field.key.clone(), other: other.to_owned() };
        Err(Fault::new(mistake, self.part, other))
    }

    /// The field called `key`: the row's, or the form's.
    fn find(self, key: &str) -> Option<&'f Field> {
        let in_row = self.group.and_then(|group| group.fields.iter().find(|f| f.key == key));
        in_row.or_else(|| self.form.field(key))
    }
}

/// Whether `field` is asked for a day, or has one from a card.
fn holds_day(field: &Field) -> bool {
    let asked = field.ask.as_ref().is_some_and(|ask| matches!(ask.how, How::Day { .. }));
    let given = match &field.source {
        Some(Source::Card { item, .. } | Source::Row(item)) => item.is_day(),
        Some(Source::Today) => true,
        Some(Source::Field(_) | Source::Office(_)) | None => false,
    };
    asked || given
}

fn conditions(form: &Form, group: Option<&Group>, name: &str, when: &When, part: Part) -> Checked {
    match when.pairs().find(|(question, choice)| !offers(form, group, question, choice)) {
        None => Ok(()),
        Some((question, choice)) => {
            let (name, question, choice) = (name.to_owned(), question.to_owned(), choice.to_owned());
            let word = question.clone();
            Err(Fault::new(Mistake::Condition { name, question, choice }, part, &word))
        }
    }
}

fn offers(form: &Form, group: Option<&Group>, question: &str, choice: &str) -> bool {
    let of_row = question == ROW && group.is_some_and(|group| group.person);
    if of_row || form.slot(question).is_some() {
        return [WITH_CARD, WITH_NUMBER, NOT_HERE].contains(&choice);
    }
    if question == APPLICANT_SEX {
        return [MALE, FEMALE].contains(&choice);
    }
    let in_row = group.and_then(|group| group.fields.iter().find(|f| f.key == question));
    let Some(field) = in_row.or_else(|| form.field(question)) else { return false };
    let other = field.ask.as_ref().is_some_and(|ask| matches!(ask.how, How::Choice { other: true, .. }));
    field.choice(choice).is_some() || (other && choice == OTHER)
}
