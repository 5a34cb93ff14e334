//! What is still to be asked.

use zeroize::Zeroize;

use super::{Ask, Field, Form};
use crate::citizen::{Citizen, Personal};

/// What was said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The choice with this key.
    Chosen(String),
    /// Digits from the keypad.
    Digits(Personal<String>),
    /// The citizen has none, and the form does not need it.
    Nothing,
    /// The citizen will write it.
    Pen,
}

/// A form in the making: whose card it is and what was answered so far. Without a card it is the blank
/// form and asks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The form's id in the catalogue.
    pub form: String,
    /// The card's holder; `None` for the blank form.
    pub citizen: Option<Personal<Citizen>>,
    /// Answers by field, in the order in which they were given.
    answers: Vec<(String, Answer)>,
}

/// The next screen of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The field that it fills.
    pub field: &'a Field,
    /// How it is asked.
    pub ask: &'a Ask,
    /// Its place among the questions, from 1.
    pub step: u32,
    /// How many questions the form has.
    pub of: u32,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The question does not offer this choice.
    #[error("no such choice")]
    Choice,
    /// Too few or too many digits, or something else than digits.
    #[error("not so many digits")]
    Digits,
    /// The form needs this field.
    #[error("the form needs an answer")]
    Required,
}

impl Draft {
    /// A draft for the holder of a card, or the blank form.
    pub fn new(form: &str, citizen: Option<Personal<Citizen>>) -> Self {
        Self { form: form.to_owned(), citizen, answers: Vec::new() }
    }

    /// What was answered for the field `key`.
    pub fn answer(&self, key: &str) -> Option<&Answer> {
        self.answers.iter().find(|(k, _)| k == key).map(|(_, answer)| answer)
    }

    /// Takes an answer to the question for `field`.
    ///
    /// # Errors
    /// When the question cannot be answered so; the draft is as before.
    pub fn give(&mut self, field: &Field, answer: Answer) -> Result<(), DraftError> {
        check(field, &answer)?;
        self.answers.retain(|(key, _)| key != &field.key);
        self.answers.push((field.key.clone(), answer));
        Ok(())
    }

    /// Forgets the last answer; `false` when there was none.
    pub fn take_back(&mut self) -> bool {
        self.answers.pop().is_some()
    }
}

fn check(field: &Field, answer: &Answer) -> Result<(), DraftError> {
    match answer {
        Answer::Chosen(key) => field.choice(key).map(drop).ok_or(DraftError::Choice),
        Answer::Digits(text) => check_digits(field, text.expose()),
        Answer::Nothing if field.required => Err(DraftError::Required),
        Answer::Nothing | Answer::Pen => Ok(()),
    }
}

fn check_digits(field: &Field, text: &str) -> Result<(), DraftError> {
    let Some(Ask::Digits { min, max, .. }) = &field.ask else { return Err(DraftError::Digits) };
    let fits = (*min as usize..=*max as usize).contains(&text.len());
    if fits && text.bytes().all(|b| b.is_ascii_digit()) { Ok(()) } else { Err(DraftError::Digits) }
}

/// The first question without an answer; `None` when the form's data is complete.
pub fn next_question<'a>(form: &'a Form, draft: &Draft) -> Option<Question<'a>> {
    draft.citizen.as_ref()?;
    let asked: Vec<(&Field, &Ask)> = form.fields.iter().filter_map(|f| Some((f, f.ask.as_ref()?))).collect();
    let open = asked.iter().position(|(field, _)| draft.answer(&field.key).is_none())?;
    let (field, ask) = asked[open];
    Some(Question { field, ask, step: count(open + 1), of: count(asked.len()) })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Zeroize for Draft {
    fn zeroize(&mut self) {
        self.citizen = None;
        self.answers.clear();
    }
}
