//! What is odd about an accepted card.

use super::{Citizen, old_id};

/// What is odd about an accepted card. Warnings never refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardWarning {
    /// `lost-diacritics`: name, residence or the word for the sex is pure ASCII. The scanner may have dropped
    /// the diacritics; a person must look at the name before it is printed.
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
    /// `field-count`: 8, 9 or 10 fields, where cards have 7 or 11.
    FieldCount,
}

impl CardWarning {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::LostDiacritics,
        Self::NoResidence,
        Self::SexDiffers,
        Self::YearDiffers,
        Self::OldNumberIgnored,
        Self::ExtraIgnored,
        Self::OneParent,
        Self::FieldCount,
    ];

    /// What it means, for whoever reads codes.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::LostDiacritics => "name, residence or sex is pure ASCII: diacritics may have been lost",
            Self::NoResidence => "the card names no residence",
            Self::SexDiffers => "digit 4 of the number names the other sex",
            Self::YearDiffers => "digits 4 to 6 of the number name another year of birth",
            Self::OldNumberIgnored => "the old number has neither 9 nor 12 digits",
            Self::ExtraIgnored => "a field after the seventh holds something unknown",
            Self::OneParent => "one parent's name only: whether father or mother must be asked",
            Self::FieldCount => "8, 9 or 10 fields, where cards have 7 or 11",
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
        }
    }
}

/// The warnings of a card, each once.
pub(super) fn of(citizen: &Citizen, fields: &[&str], extras: &[CardWarning]) -> Vec<CardWarning> {
    let there = |warning: &CardWarning| match warning {
        CardWarning::LostDiacritics => lost_diacritics(fields),
        CardWarning::NoResidence => citizen.residence.is_empty(),
        CardWarning::SexDiffers => citizen.id_number.sex() != citizen.sex,
        CardWarning::YearDiffers => citizen.id_number.birth_year() != citizen.birth_date.year(),
        CardWarning::OldNumberIgnored => !fields[1].is_empty() && old_id(fields[1]).is_none(),
        CardWarning::ExtraIgnored | CardWarning::OneParent => extras.contains(warning),
        CardWarning::FieldCount => !matches!(fields.len(), 7 | 11),
    };
    CardWarning::ALL.into_iter().filter(there).collect()
}

/// "Nam" has no diacritics to lose, "Nu" has lost them.
fn lost_diacritics(fields: &[&str]) -> bool {
    let bare = |text: &str| !text.is_empty() && text.is_ascii();
    bare(fields[2]) || bare(fields[5]) || fields[4].eq_ignore_ascii_case("nu")
}
