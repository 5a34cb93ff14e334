//! Where a value comes from without asking anybody.

use std::fmt;

use serde::Deserialize;

/// The name before an item of the office.
pub(super) const OFFICE: &str = "office";
/// The name before another field of the form.
pub(super) const FIELD: &str = "field";
/// The name of the person in a row of a repeated part.
pub(super) const ROW: &str = "row";
/// The day of signing.
pub(super) const TODAY: &str = "today";

/// Where a value comes from without asking anybody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Source {
    /// An item on the card in a slot, written `householder.id_number`.
    Card {
        /// The slot.
        slot: String,
        /// What on the card.
        item: Item,
    },
    /// An item on the card of the row's person, written `row.id_number`.
    Row(Item),
    /// Something of the office, written `office.civil_agency`.
    Office(OfficeItem),
    /// What another field holds, written `field.phone`, or `phone` alone. In a row it is the row's field of that
    /// name, and where there is none the form's.
    Field(String),
    /// The day of signing, written `today`.
    Today,
}

/// What a card gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Full name (họ, chữ đệm và tên).
    FullName,
    /// Date of birth.
    BirthDate,
    /// Year of birth.
    BirthYear,
    /// Nam or Nữ.
    Sex,
    /// The 12-digit personal number.
    IdNumber,
    /// The residence as the card has it.
    Residence,
    /// The residence under the names of today; as the card has it when they are not known.
    ResidenceNow,
    /// The residence under the names of today and, when the card has others, those after it.
    ResidenceWithFormer,
    /// The number of the card before.
    OldId,
    /// The day of issue.
    Issued,
    /// Who issued it.
    Issuer,
    /// Kind, number, issuer and day of issue in one line (giấy tờ tùy thân).
    IdDocument,
    /// Việt Nam: only its citizens hold these cards (Luật Căn cước 26/2023/QH15, Điều 19 khoản 1).
    Nationality,
    /// The father's name, on cards of children under 14.
    Father,
    /// The mother's name, likewise.
    Mother,
}

/// What the office gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeItem {
    /// Its name.
    Name,
    /// The agency that registers residence (cơ quan đăng ký cư trú).
    ResidenceAgency,
    /// The agency that registers civil status: Ủy ban nhân dân with the commune.
    CivilAgency,
    /// Its chairman by title.
    Chairman,
    /// The commune with its kind: "phường Hải Hòa".
    Commune,
    /// The province with its kind: "thành phố Đà Nẵng".
    Province,
    /// The place before a date of signing.
    Place,
}

/// Why a text names no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Of no shape that a source has.
    #[error("\"{0}\" is no source: write \"today\", or SLOT.ITEM, row.ITEM, office.ITEM or field.KEY")]
    Shape(String),
    /// No card gives this.
    #[error("no card gives \"{0}\": a card gives {known}", known = Names(&ITEMS))]
    Item(String),
    /// The office does not give this.
    #[error("the office gives no \"{0}\": it gives {known}", known = Names(&OFFICE_ITEMS))]
    OfficeItem(String),
}

/// The names in one line.
struct Names<T: 'static>(&'static [(&'static str, T)]);

impl<T> fmt::Display for Names<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| *name).collect();
        f.write_str(&names.join(", "))
    }
}

static ITEMS: [(&str, Item); 15] = [
    ("full_name", Item::FullName),
    ("birth_date", Item::BirthDate),
    ("birth_year", Item::BirthYear),
    ("sex", Item::Sex),
    ("id_number", Item::IdNumber),
    ("residence", Item::Residence),
    ("residence_now", Item::ResidenceNow),
    ("residence_with_former", Item::ResidenceWithFormer),
    ("old_id", Item::OldId),
    ("issued", Item::Issued),
    ("issuer", Item::Issuer),
    ("id_document", Item::IdDocument),
    ("nationality", Item::Nationality),
    ("father", Item::Father),
    ("mother", Item::Mother),
];

static OFFICE_ITEMS: [(&str, OfficeItem); 7] = [
    ("name", OfficeItem::Name),
    ("residence_agency", OfficeItem::ResidenceAgency),
    ("civil_agency", OfficeItem::CivilAgency),
    ("chairman", OfficeItem::Chairman),
    ("commune", OfficeItem::Commune),
    ("province", OfficeItem::Province),
    ("place", OfficeItem::Place),
];

impl Item {
    /// Whether it is a day.
    pub(super) fn is_day(self) -> bool {
        matches!(self, Item::BirthDate | Item::Issued)
    }

    /// Whether it is the residence under the names of today.
    pub(super) fn is_residence_now(self) -> bool {
        matches!(self, Item::ResidenceNow | Item::ResidenceWithFormer)
    }
}

impl TryFrom<String> for Source {
    type Error = SourceError;

    fn try_from(text: String) -> Result<Self, SourceError> {
        Ok(match text.split_once('.') {
            Some((OFFICE, item)) => Source::Office(
                named(&OFFICE_ITEMS, item).ok_or_else(|| SourceError::OfficeItem(item.into()))?,
            ),
            Some((FIELD, key)) if is_name(key) => Source::Field(key.to_owned()),
            Some((ROW, item)) => Source::Row(card_item(item)?),
            Some((slot, item)) if is_name(slot) && slot != FIELD => {
                Source::Card { slot: slot.to_owned(), item: card_item(item)? }
            }
            None if text == TODAY => Source::Today,
            None if is_name(&text) => Source::Field(text),
            _ => return Err(SourceError::Shape(text)),
        })
    }
}

fn card_item(item: &str) -> Result<Item, SourceError> {
    named(&ITEMS, item).ok_or_else(|| SourceError::Item(item.to_owned()))
}

fn named<T: Copy>(items: &[(&str, T)], name: &str) -> Option<T> {
    items.iter().find(|(known, _)| *known == name).map(|(_, item)| *item)
}

/// Whether `text` can be the key of a field, a slot or a group: small letters, digits and `_`, a letter first.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_card_the_office_a_field_or_the_day() {
        let card = |slot: &str, item| Ok(Source::Card { slot: slot.into(), item });
        let shape = |text: &str| Err(SourceError::Shape(text.into()));
        let table = [
            ("applicant.full_name", card("applicant", Item::FullName)),
            ("mother.id_document", card("mother", Item::IdDocument)),
            ("row.birth_year", Ok(Source::Row(Item::BirthYear))),
            ("office.residence_agency", Ok(Source::Office(OfficeItem::ResidenceAgency))),
            ("office.mayor", Err(SourceError::OfficeItem("mayor".into()))),
            ("field.phone", Ok(Source::Field("phone".into()))),
            ("phone", Ok(Source::Field("phone".into()))),
            ("today", Ok(Source::Today)),
            ("mother.nmae", Err(SourceError::Item("nmae".into()))),
            ("row.nmae", Err(SourceError::Item("nmae".into()))),
            ("field.", shape("field.")),
            ("field.a.b", shape("field.a.b")),
            ("Mother.sex", shape("Mother.sex")),
            ("", shape("")),
            ("two words", shape("two words")),
        ];
        for (text, source) in table {
            assert_eq!(Source::try_from(text.to_owned()), source, "{text}");
        }
        assert_eq!(
            SourceError::OfficeItem("mayor".into()).to_string(),
            "the office gives no \"mayor\": it gives name, residence_agency, civil_agency, chairman, commune, \
             province, place"
        );
    }
}
