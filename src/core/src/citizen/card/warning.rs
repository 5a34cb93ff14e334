//! What is odd about an accepted card.

use super::{CHIP_CARDS_FROM, Citizen, MINISTRY_ISSUES_FROM, old_id};
use crate::citizen::is_unaccented;

/// What is odd about an accepted card. Warnings never refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardWarning {
    /// `lost-diacritics`: the name, the residence or a parent's name has no tone or vowel mark, or the word for
    /// the sex has lost its own. The scanner may have dropped them; a person must look at the name before it is
    /// printed.
    LostDiacritics,
    /// `no-residence`: the card names no residence.
    NoResidence,
    /// `sex-differs`: digit 4 of the number names the other sex.
    SexDiffers,
    /// `birth-year-differs`: digits 4 to 6 of the number name another year of birth.
    YearDiffers,
    /// `old-number-ignored`: the second field is neither empty nor 9 or 12 digits.
    OldNumberIgnored,
    /// `extra-ignored`: a field after the seventh holds something unknown.
    ExtraIgnored,
    /// `one-parent`: one name only follows the seventh field; whether father or mother must be asked.
    OneParent,
    /// `field-count`: not the 7 fields of a card issued before July 2024, nor the 11 of one issued since.
    /// Of the four last fields of the new card some did not come.
    FieldCount,
    /// `issued-early`: issued before 2021, when no card had this code: the date was misread, or the code was not made
    /// by the police.
    IssuedEarly,
}

impl CardWarning {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::LostDiacritics,
        Self::NoResidence,
        Self::SexDiffers,
        Self::YearDiffers,
        Self::OldNumberIgnored,
        Self::ExtraIgnored,
        Self::OneParent,
        Self::FieldCount,
        Self::IssuedEarly,
    ];

    /// What it means, for whoever reads codes.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::LostDiacritics => {
                "a name, the residence or the sex has no tone or vowel mark: they may have been lost"
            }
            Self::NoResidence => "the card names no residence",
            Self::SexDiffers => "digit 4 of the number names the other sex",
            Self::YearDiffers => "digits 4 to 6 of the number name another year of birth",
            Self::OldNumberIgnored => "the old number has neither 9 nor 12 digits",
            Self::ExtraIgnored => "a field after the seventh holds something unknown",
            Self::OneParent => "one parent's name only: whether father or mother must be asked",
            Self::FieldCount => {
                "not the 7 fields of a card issued before July 2024, nor the 11 of one issued since"
            }
            Self::IssuedEarly => "issued before 2021, when cards had no such code yet",
        }
    }

    /// The code of `kiosk card`.
    pub fn code(self) -> &'static str {
        match self {
            Self::LostDiacritics => "lost-diacritics",
            Self::NoResidence => "no-residence",
            Self::SexDiffers => "sex-differs",
            Self::YearDiffers => "birth-year-differs",
            Self::OldNumberIgnored => "old-number-ignored",
            Self::ExtraIgnored => "extra-ignored",
            Self::OneParent => "one-parent",
            Self::FieldCount => "field-count",
            Self::IssuedEarly => "issued-early",
        }
    }
}

/// The warnings of a card, each once.
pub(super) fn of(citizen: &Citizen, fields: &[&str], extras: &[CardWarning]) -> Vec<CardWarning> {
    let there = |warning: &CardWarning| match warning {
        CardWarning::LostDiacritics => lost_diacritics(citizen, fields[4]),
        CardWarning::NoResidence => !citizen.residence.chars().any(char::is_alphabetic),
        CardWarning::SexDiffers => citizen.id_number.sex() != citizen.sex,
        CardWarning::YearDiffers => citizen.id_number.birth_year() != citizen.birth_date.year(),
        CardWarning::OldNumberIgnored => !fields[1].is_empty() && old_id(fields[1]).is_none(),
        CardWarning::ExtraIgnored | CardWarning::OneParent => extras.contains(warning),
        CardWarning::FieldCount => fields.len() != usual_count(citizen),
        CardWarning::IssuedEarly => citizen.issued < CHIP_CARDS_FROM,
    };
    CardWarning::ALL.into_iter().filter(there).collect()
}

/// How many fields the cards of that day have.
fn usual_count(citizen: &Citizen) -> usize {
    if citizen.issued < MINISTRY_ISSUES_FROM { 7 } else { 11 }
}

/// "Nam" has no diacritics to lose, "Nu" has lost them.
fn lost_diacritics(citizen: &Citizen, sex: &str) -> bool {
    let parents = citizen.father.iter().chain(&citizen.mother);
    let bare =
        [&citizen.full_name, &citizen.residence].into_iter().chain(parents).any(|text| is_unaccented(text));
    bare || sex.eq_ignore_ascii_case("nu")
}
