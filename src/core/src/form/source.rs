//! Where a value comes from without asking anybody, and texts with places for such values.

use std::fmt;

use serde::Deserialize;

/// The name under which sources know the first person of a form, whatever the slot is called.
pub(super) const FIRST: &str = "card";
/// The name before an item of the office.
pub(super) const OFFICE: &str = "office";

/// Where a value comes from without asking anybody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Source {
    /// An item on the card in a slot, written `householder.id_number`; `card` is the first person's slot.
    Card {
        /// The slot.
        slot: String,
        /// What on the card.
        item: Item,
    },
    /// The agency that registers residence (cơ quan đăng ký cư trú), written `office.residence_agency`.
    ResidenceAgency,
}

/// What a card gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Full name (họ, chữ đệm và tên).
    FullName,
    /// Date of birth.
    BirthDate,
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
}

/// Why a text names no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Neither an item of the office nor a slot with an item.
    #[error("\"{0}\" is no source: write \"office.residence_agency\", or a person's slot and an item")]
    Shape(String),
    /// No card gives this.
    #[error("no card gives \"{0}\": a card gives {known}", known = Known)]
    Item(String),
}

/// The items' names in one line.
struct Known;

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&ITEMS.map(|(name, _)| name).join(", "))
    }
}

const ITEMS: [(&str, Item); 7] = [
    ("full_name", Item::FullName),
    ("birth_date", Item::BirthDate),
    ("sex", Item::Sex),
    ("id_number", Item::IdNumber),
    ("residence", Item::Residence),
    ("residence_now", Item::ResidenceNow),
    ("residence_with_former", Item::ResidenceWithFormer),
];

impl Item {
    /// Whether it is the residence under the names of today.
    pub(super) fn is_residence_now(self) -> bool {
        matches!(self, Item::ResidenceNow | Item::ResidenceWithFormer)
    }
}

impl TryFrom<String> for Source {
    type Error = SourceError;

    fn try_from(text: String) -> Result<Self, SourceError> {
        match text.split_once('.') {
            Some((OFFICE, "residence_agency")) => Ok(Source::ResidenceAgency),
            Some((OFFICE, _)) | None => Err(SourceError::Shape(text)),
            Some((slot, item)) => Ok(Source::Card { slot: slot.to_owned(), item: named(item)? }),
        }
    }
}

fn named(item: &str) -> Result<Item, SourceError> {
    let found = ITEMS.iter().find(|(name, _)| *name == item);
    found.map(|(_, item)| *item).ok_or_else(|| SourceError::Item(item.to_owned()))
}

/// A stretch of a text with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch<'a> {
    /// Printed as it is.
    Words(&'a str),
    /// `{…}` without its braces: a source.
    Place(&'a str),
}

/// Cuts `text` at its braces. A brace that is not closed opens a place that keeps it and reaches to the end,
/// so that no source is called so.
pub(super) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let Some(open) = text.find('{') else { return vec![Stretch::Words(text)] };
    let (words, rest) = text.split_at(open);
    match rest[1..].split_once('}') {
        Some((place, after)) => {
            let mut found = vec![Stretch::Words(words), Stretch::Place(place)];
            found.extend(stretches(after));
            found
        }
        None => vec![Stretch::Words(words), Stretch::Place(rest)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_slot_with_an_item_or_the_office() {
        let card = |slot: &str, item| Ok(Source::Card { slot: slot.into(), item });
        let table = [
            ("card.full_name", card("card", Item::FullName)),
            ("mother.id_number", card("mother", Item::IdNumber)),
            ("office.residence_agency", Ok(Source::ResidenceAgency)),
            ("office.name", Err(SourceError::Shape("office.name".into()))),
            ("full_name", Err(SourceError::Shape("full_name".into()))),
            ("card.nmae", Err(SourceError::Item("nmae".into()))),
        ];
        for (text, source) in table {
            assert_eq!(Source::try_from(text.to_owned()), source, "{text}");
        }
        let told = SourceError::Item("nmae".into()).to_string();
        assert_eq!(
            told,
            "no card gives \"nmae\": a card gives full_name, birth_date, sex, id_number, residence, \
             residence_now, residence_with_former"
        );
    }

    #[test]
    fn a_text_is_cut_at_its_places() {
        use Stretch::{Place, Words};
        let table = [
            ("", vec![Words("")]),
            ("Con", vec![Words("Con")]),
            ("ở {card.residence}.", vec![Words("ở "), Place("card.residence"), Words(".")]),
            ("{a.b}{c.d}", vec![Words(""), Place("a.b"), Words(""), Place("c.d"), Words("")]),
            ("x {a", vec![Words("x "), Place("{a")]),
        ];
        for (text, found) in table {
            assert_eq!(stretches(text), found, "{text}");
        }
    }
}
