//! What the person in a slot gives a form.

use jiff::civil::Date;

use super::known::Known;
use super::{Item, Person, Row, Slot, Spelling};
use crate::citizen::address::Place;
use crate::citizen::{Citizen, Identity, Issuer, Personal, is_unaccented};

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayStyle {
    /// ISO 8601, for a template's data.
    Iso,
    /// dd/mm/yyyy, as it stands in a sentence.
    Said,
}

impl DayStyle {
    pub(super) fn write(self, day: Date) -> String {
        match self {
            DayStyle::Iso => day.to_string(),
            DayStyle::Said => day.strftime("%d/%m/%Y").to_string(),
        }
    }
}

/// A person whose card was given, and what was decided about it.
#[derive(Clone, Copy)]
pub(super) struct Holder<'d> {
    pub(super) identity: &'d Identity,
    spelling: Spelling,
    chosen: Option<&'d Place>,
    called: Option<&'d Personal<String>>,
}

impl<'f, 'd> Known<'f, 'd> {
    /// Who is the person in `slot`; `None` when nobody's card was given for it.
    pub(super) fn holder(self, slot: &'f Slot) -> Option<Holder<'d>> {
        self.holder_of(&self.holder_slot(slot)?.key)
    }

    /// Who is the person in `row`.
    pub(super) fn row_holder(self, row: Row<'_>) -> Option<Holder<'d>> {
        self.holder_of(&row.key())
    }

    /// Who is the person in the slot or the row `key`.
    pub(super) fn holder_of(self, key: &str) -> Option<Holder<'d>> {
        let Person::Card { identity, spelling } = self.draft.person(key)? else { return None };
        let chosen = self.draft.residence(key).flatten();
        let called = self.draft.name(key).flatten();
        Some(Holder { identity: identity.expose(), spelling: *spelling, chosen, called })
    }
}

impl Holder<'_> {
    /// `item`; `None` when the card gives nothing, or when it is left for the pen.
    pub(super) fn gives(self, item: Item, days: DayStyle) -> Option<Personal<String>> {
        if let Some(name) = self.called.filter(|_| item == Item::FullName) {
            return Some(name.clone());
        }
        let value = match self.identity.citizen() {
            Some(citizen) => self.on_card(citizen, item, days)?,
            None => self.by_number(item)?,
        };
        let value = Personal::new(value);
        (!self.leaves_for_pen(item) && !value.expose().is_empty()).then_some(value)
    }

    /// What the number alone gives.
    fn by_number(self, item: Item) -> Option<String> {
        let number = self.identity.number();
        match item {
            Item::IdNumber => Some(number.digits().to_owned()),
            Item::IdDocument => Some(format!("Số định danh cá nhân {}", number.digits())),
            Item::Nationality => Some(VIETNAMESE.to_owned()),
            Item::FullName
            | Item::BirthDate
            | Item::BirthYear
            | Item::Sex
            | Item::Residence
            | Item::ResidenceNow
            | Item::ResidenceWithFormer
            | Item::OldId
            | Item::Issued
            | Item::Issuer
            | Item::Father
            | Item::Mother => None,
        }
    }

    fn on_card(self, citizen: &Citizen, item: Item, days: DayStyle) -> Option<String> {
        Some(match item {
            Item::FullName => citizen.full_name.clone(),
            Item::BirthDate => days.write(citizen.birth_date),
            Item::BirthYear => citizen.birth_date.year().to_string(),
            Item::Sex => citizen.sex.vietnamese().to_owned(),
            Item::IdNumber => citizen.id_number.digits().to_owned(),
            Item::Residence => citizen.residence.clone(),
            Item::ResidenceNow => self.residence_now(citizen).to_owned(),
            Item::ResidenceWithFormer => self.residence_with_former(citizen),
            Item::OldId => citizen.old_id.clone()?,
            Item::Issued => days.write(citizen.issued),
            Item::Issuer => citizen.issuer().vietnamese().to_owned(),
            Item::IdDocument => id_document(citizen),
            Item::Nationality => VIETNAMESE.to_owned(),
            Item::Father => citizen.father.clone()?,
            Item::Mother => citizen.mother.clone()?,
        })
    }

    /// Names that lost their diacritics, and a residence that lost them with them.
    fn leaves_for_pen(self, item: Item) -> bool {
        let bare = |text: Option<&String>| text.is_some_and(|text| is_unaccented(text));
        let citizen = self.identity.citizen();
        let lost = match item {
            Item::FullName => true,
            Item::Residence | Item::ResidenceNow | Item::ResidenceWithFormer => {
                bare(citizen.map(|citizen| &citizen.residence))
            }
            Item::Father => bare(citizen.and_then(|citizen| citizen.father.as_ref())),
            Item::Mother => bare(citizen.and_then(|citizen| citizen.mother.as_ref())),
            Item::BirthDate
            | Item::BirthYear
            | Item::Sex
            | Item::IdNumber
            | Item::OldId
            | Item::Issued
            | Item::Issuer
            | Item::IdDocument
            | Item::Nationality => false,
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

const VIETNAMESE: &str = "Việt Nam";

/// The card in the words of the example in the civil status forms' notes (Thông tư 04/2024/TT-BTP).
fn id_document(citizen: &Citizen) -> String {
    let (kind, issuer) = match citizen.issuer() {
        Issuer::PoliceDepartment => ("Căn cước công dân", "Cục Cảnh sát QLHC về TTXH"),
        Issuer::Ministry => ("Căn cước", "Bộ Công an"),
    };
    let (number, issued) = (citizen.id_number.digits(), DayStyle::Said.write(citizen.issued));
    format!("{kind} số {number} do {issuer} cấp ngày {issued}")
}
