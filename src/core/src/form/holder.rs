//! What the person in a slot gives a form.

use jiff::civil::Date;

use super::{Draft, Form, Item, Person, Slot, Spelling};
use crate::citizen::address::Place;
use crate::citizen::{Citizen, Identity, Personal, is_unaccented};

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayStyle {
    /// ISO 8601, for a template's data.
    Iso,
    /// dd/mm/yyyy, as it stands in a sentence.
    Said,
}

impl DayStyle {
    fn write(self, day: Date) -> String {
        match self {
            DayStyle::Iso => day.to_string(),
            DayStyle::Said => day.strftime("%d/%m/%Y").to_string(),
        }
    }
}

/// A person whose card was given, and what was decided about it.
#[derive(Clone, Copy)]
pub(super) struct Holder<'d> {
    identity: &'d Identity,
    spelling: Spelling,
    chosen: Option<&'d Place>,
}

/// The slot that holds the card of the person called `slot`: that of the applicant when they are the same.
pub(super) fn slot_of<'f>(form: &'f Form, draft: &Draft, slot: &str) -> Option<&'f Slot> {
    let slot = form.slot(slot)?;
    if slot.is_the_applicant_in(draft) { form.applicant() } else { Some(slot) }
}

/// Who holds `slot`; `None` when nobody's card was given for it.
pub(super) fn holder<'d>(form: &Form, draft: &'d Draft, slot: &str) -> Option<Holder<'d>> {
    let key = &slot_of(form, draft, slot)?.key;
    let Person::Card { identity, spelling } = draft.person(key)? else { return None };
    let chosen = draft.residence(key).flatten();
    Some(Holder { identity: identity.expose(), spelling: *spelling, chosen })
}

impl Holder<'_> {
    /// `item`; `None` when the card gives nothing, or when it is left for the pen.
    pub(super) fn gives(self, item: Item, days: DayStyle) -> Option<Personal<String>> {
        let value = match (item, self.identity.citizen()) {
            (Item::IdNumber, _) => self.identity.number().digits().to_owned(),
            (_, None) => return None,
            (Item::FullName, Some(citizen)) => citizen.full_name.clone(),
            (Item::BirthDate, Some(citizen)) => days.write(citizen.birth_date),
            (Item::Sex, Some(citizen)) => citizen.sex.vietnamese().to_owned(),
            (Item::Residence, Some(citizen)) => citizen.residence.clone(),
            (Item::ResidenceNow, Some(citizen)) => self.residence_now(citizen).to_owned(),
            (Item::ResidenceWithFormer, Some(citizen)) => self.residence_with_former(citizen),
        };
        let value = Personal::new(value);
        (!self.leaves_for_pen(item) && !value.expose().is_empty()).then_some(value)
    }

    /// A name that lost its diacritics, and a residence that lost them with it.
    fn leaves_for_pen(self, item: Item) -> bool {
        let lost = match item {
            Item::FullName => true,
            Item::Residence | Item::ResidenceNow | Item::ResidenceWithFormer => {
                self.identity.citizen().is_some_and(|citizen| is_unaccented(&citizen.residence))
            }
            Item::BirthDate | Item::Sex | Item::IdNumber => false,
        };
        lost && self.spelling == Spelling::LeftForPen
    }

    fn residence_now<'c>(&'c self, citizen: &'c Citizen) -> &'c str {
        let chosen = self.chosen.map(|place| place.address.as_str());
        chosen.or(self.identity.residence_now()).unwrap_or(&citizen.residence)
    }

    fn residence_with_former(&self, citizen: &Citizen) -> String {
        match self.residence_now(citizen) {
            now if now == citizen.residence => now.to_owned(),
            now => format!("{now} (trên thẻ ghi: {})", citizen.residence),
        }
    }
}
