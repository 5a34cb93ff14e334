//! Answers, and whether a question can be answered so.

use jiff::civil::Time;
use zeroize::Zeroize;

use super::{Ask, Days, DraftError, Field, How};
use crate::citizen::Personal;

/// What was said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The choice with this key; `yes` or `no` where that was the question.
    Chosen(String),
    /// Digits from the keypad.
    Digits(Personal<String>),
    /// A quantity.
    Number(Personal<u32>),
    /// A day, in ISO 8601.
    Day(Personal<String>),
    /// A time of day, HH:MM.
    Time(Personal<String>),
    /// Words from the keyboard.
    Text(Personal<String>),
    /// The citizen has none, and the form does not need it.
    Nothing,
    /// The citizen will write it.
    Pen,
}

impl Answer {
    /// Overwrites what a choice tells; whatever else does is inside a [`Personal`], which wipes itself.
    pub(super) fn wipe(&mut self) {
        match self {
            Answer::Chosen(key) => key.zeroize(),
            Answer::Digits(_)
            | Answer::Number(_)
            | Answer::Day(_)
            | Answer::Time(_)
            | Answer::Text(_)
            | Answer::Nothing
            | Answer::Pen => {}
        }
    }
}

/// The answer as a draft keeps it: words trimmed and in NFC.
///
/// # Errors
/// When `field` cannot be answered so, a day being one of `days`.
pub(super) fn fitting(field: &Field, answer: Answer, days: Days) -> Result<Answer, DraftError> {
    let fits = match &answer {
        Answer::Chosen(key) => fits(field.choice(key).is_some(), DraftError::Choice),
        Answer::Digits(text) => fits(are_digits(how(field), text.expose()), DraftError::Digits),
        Answer::Number(number) => fits(is_number(how(field), *number.expose()), DraftError::Number),
        Answer::Day(text) => fits(is_day(how(field), text.expose(), days), DraftError::Day),
        Answer::Time(text) => fits(is_time(how(field), text.expose()), DraftError::Time),
        Answer::Text(text) => return words(field, text.expose()),
        Answer::Nothing => fits(!field.required, DraftError::Required),
        Answer::Pen => Ok(()),
    };
    fits.map(|()| answer)
}

fn fits(fits: bool, error: DraftError) -> Result<(), DraftError> {
    if fits { Ok(()) } else { Err(error) }
}

fn how(field: &Field) -> Option<&How> {
    field.ask.as_ref().map(|ask| &ask.how)
}

fn are_digits(how: Option<&How>, text: &str) -> bool {
    let Some(How::Digits { min, max }) = how else { return false };
    let count = text.len();
    (*min as usize..=*max as usize).contains(&count) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_number(how: Option<&How>, number: u32) -> bool {
    matches!(how, Some(How::Number { min, max, .. }) if (*min..=*max).contains(&number))
}

fn is_day(how: Option<&How>, text: &str, days: Days) -> bool {
    matches!(how, Some(How::Day { .. })) && text.parse().is_ok_and(|day| days.contains(day))
}

fn is_time(how: Option<&How>, text: &str) -> bool {
    let written = |time: Time| time.strftime("%H:%M").to_string() == text;
    how == Some(&How::Time) && text.parse().is_ok_and(written)
}

fn words(field: &Field, text: &str) -> Result<Answer, DraftError> {
    let writing = field.ask.as_ref().and_then(Ask::writing).ok_or(DraftError::Text)?;
    Ok(Answer::Text(writing.written(text)?))
}
