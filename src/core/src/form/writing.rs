//! What may be written on the keyboard: of which letters, how long, and with which suggestions.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{Ask, Draft, DraftError, Form, How, Need, Suggest};
use crate::citizen::Personal;

/// The most characters of an answer that stands on no list.
const OTHER_CHARACTERS: usize = 60;

/// The most characters of a name; the longest on record in Viet Nam have fewer.
const NAME_CHARACTERS: usize = 60;

/// What may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// The most characters.
    pub max: usize,
    /// What the keyboard may suggest; it tells what is written too.
    pub suggest: Option<Suggest>,
}

/// The letters of which something may be written, and which of them are capitals by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// A person's name: letters, and the signs inside names. Each word begins with a capital.
    Name,
    /// A street, a place, an address: all that is written in one. Each word begins with a capital.
    Place,
    /// Anything. The first letter is a capital.
    Any,
}

impl Letters {
    /// Whether `c` may be written.
    pub fn allow(self, c: char) -> bool {
        match self {
            Letters::Name => c.is_alphabetic() || [' ', '-', '.', '\'', '’'].contains(&c),
            Letters::Place | Letters::Any => !c.is_control(),
        }
    }

    /// Whether the letter after `text` is a capital by itself.
    pub fn capital_after(self, text: &str) -> bool {
        match self {
            Letters::Name | Letters::Place => text.is_empty() || text.ends_with(' '),
            Letters::Any => text.is_empty(),
        }
    }
}

impl Writing {
    /// A person's full name.
    pub const NAME: Self = Self { max: NAME_CHARACTERS, suggest: Some(Suggest::Surnames) };

    /// The letters that may be written.
    pub fn letters(self) -> Letters {
        match self.suggest {
            Some(Suggest::Surnames | Suggest::GivenNames) => Letters::Name,
            Some(Suggest::Places) => Letters::Place,
            None => Letters::Any,
        }
    }

    /// `text` as a draft keeps it: trimmed, words apart by one space, in NFC.
    ///
    /// # Errors
    /// [`DraftError::Text`] when there is none or too much of it, [`DraftError::Letters`] when it has letters that
    /// may not be written.
    pub(super) fn written(self, text: &str) -> Result<Personal<String>, DraftError> {
        let composed: Zeroizing<String> = text.nfc().collect::<String>().into();
        let words: Vec<&str> = composed.split(' ').filter(|word| !word.is_empty()).collect();
        let text = Personal::new(words.join(" "));
        let count = text.expose().chars().count();
        if count == 0 || count > self.max || text.expose().chars().any(char::is_control) {
            return Err(DraftError::Text);
        }
        let allowed = text.expose().chars().all(|c| self.letters().allow(c));
        if allowed { Ok(text) } else { Err(DraftError::Letters) }
    }
}

impl Ask {
    /// What may be written in answer; `None` when nothing may.
    pub fn writing(&self) -> Option<Writing> {
        match &self.how {
            How::Text { max, suggest, .. } => Some(Writing { max: *max, suggest: *suggest }),
            How::Choice { other: true, .. } => Some(Writing { max: OTHER_CHARACTERS, suggest: None }),
            How::Choice { .. }
            | How::YesNo
            | How::Digits { .. }
            | How::Number { .. }
            | How::Day { .. }
            | How::Time => None,
        }
    }
}

impl Need<'_> {
    /// What may be written to satisfy it; `None` when nothing may.
    pub fn writing(&self) -> Option<Writing> {
        match self {
            Need::Name(_) => Some(Writing::NAME),
            Need::Question(question) => question.ask.writing(),
            Need::Card(_) | Need::Residence(_) | Need::Another(_) => None,
        }
    }

    /// Takes `text`, written on `today`, into `draft` of `form`.
    ///
    /// # Errors
    /// When it cannot be satisfied so; the draft is as before.
    pub fn write(&self, form: &Form, draft: &mut Draft, text: &str, today: Date) -> Result<(), DraftError> {
        let answer = || super::Answer::Text(Personal::new(text.to_owned()));
        match self {
            Need::Name(whose) => draft.call(&whose.key, Some(text)),
            Need::Question(question) => draft.give(form, &question.blank, answer(), today),
            Need::Card(_) | Need::Residence(_) | Need::Another(_) => Err(DraftError::Text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(suggest: Option<Suggest>, text: &str) -> Result<String, DraftError> {
        Writing { max: 12, suggest }.written(text).map(|text| text.expose().clone())
    }

    #[test]
    fn what_is_written_is_judged_by_its_kind_and_its_length() {
        let (name, place) = (Some(Suggest::Surnames), Some(Suggest::Places));
        let table = [
            (name, "  Lê   An ", Ok("Lê An")),
            (name, "H’Hen Niê", Ok("H’Hen Niê")),
            (name, "Le\u{302} An", Ok("Lê An")),
            (name, "Lê An 2", Err(DraftError::Letters)),
            (name, "Lê,An", Err(DraftError::Letters)),
            (place, "12/3 Lê Lợi", Ok("12/3 Lê Lợi")),
            (None, "Số 5/QĐ", Ok("Số 5/QĐ")),
            (place, "", Err(DraftError::Text)),
            (place, "   ", Err(DraftError::Text)),
            (place, "123456789012", Ok("123456789012")),
            (place, "1234567890123", Err(DraftError::Text)),
            (None, "a\tb", Err(DraftError::Text)),
        ];
        for (suggest, text, judged) in table {
            assert_eq!(written(suggest, text), judged.map(str::to_owned), "{text:?}");
        }
    }

    #[test]
    fn capitals_come_by_themselves_where_names_begin() {
        let table = [("", true, true), ("Lê", false, false), ("Lê ", true, false), ("12", false, false)];
        for (text, name, any) in table {
            assert_eq!(Letters::Name.capital_after(text), name, "{text:?}");
            assert_eq!(Letters::Place.capital_after(text), name, "{text:?}");
            assert_eq!(Letters::Any.capital_after(text), any, "{text:?}");
        }
    }
}
