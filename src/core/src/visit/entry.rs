//! What the citizen enters for the open question: digits, the parts of a day, or words.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an entry names the touches that change it; all others leave it as it is"
)]

use jiff::civil::Date;
use zeroize::Zeroize;

use super::suggestion::suggestions;
use super::{Dial, Touch};
use crate::citizen::Personal;
use crate::form::{Answer, Draft, DraftError, Form, Given, How, Need, Said, Writing, days};
use crate::office::Office;
use crate::typing;

/// What was entered for one question so far.
#[derive(Clone, Default, PartialEq, Eq, Zeroize)]
pub struct Entry {
    /// Digits, words, or of a day or a time the digits of a [`Dial`].
    pub text: String,
    /// Something else than the choices that are offered is being written.
    pub other: bool,
}

/// A question that is open, and what is known while it is answered.
#[derive(Clone, Copy)]
pub struct Open<'a, 'f> {
    /// The office.
    pub office: &'a Office,
    /// The form.
    pub form: &'f Form,
    /// The form so far.
    pub draft: &'a Draft,
    /// What is wanted.
    pub need: &'a Need<'f>,
    /// The day.
    pub today: Date,
}

impl Entry {
    /// What is entered already when `said` is to be said anew; nothing where one of several is chosen.
    pub(super) fn again(said: &Said<'_>) -> Self {
        let chosen = matches!(&said.need, Need::Question(question) if !question.ask.choices().is_empty());
        let text = if chosen { None } else { entered(&said.given) };
        Self { text: text.unwrap_or_default(), other: false }
    }
}

/// What was entered when `given` was said; `None` when it was touched or left out.
fn entered(given: &Given) -> Option<String> {
    match given {
        Given::Name { name: Some(name), .. } => Some(name.expose().clone()),
        Given::Answer { answer: Answer::Digits(text) | Answer::Text(text), .. } => {
            Some(text.expose().clone())
        }
        Given::Answer { answer: Answer::Number(number), .. } => Some(number.expose().to_string()),
        Given::Answer { answer: Answer::Day(day), .. } => {
            let day: Date = day.expose().parse().ok()?;
            Some(day.strftime("%d%m%Y").to_string())
        }
        Given::Answer { answer: Answer::Time(time), .. } => Some(time.expose().replace(':', "")),
        _ => None,
    }
}

impl<'a> Open<'a, '_> {
    /// What is being written with `entry`; `None` when the question is answered in another way.
    pub fn writing(self, entry: &Entry) -> Option<Writing> {
        let chosen = matches!(self.how(), Some(How::Choice { choices, .. }) if !choices.is_empty());
        self.need.writing().filter(|_| !chosen || entry.other)
    }

    /// Whether what is written is an answer, judged by the form.
    ///
    /// # Errors
    /// Why it is none.
    pub fn judge(self, entry: &Entry) -> Result<(), DraftError> {
        self.need.write(self.form, &mut self.draft.clone(), &entry.text, self.today)
    }

    fn how(self) -> Option<&'a How> {
        match self.need {
            Need::Question(question) => Some(&question.ask.how),
            _ => None,
        }
    }

    /// The entry after `touch`. What does not belong into it, or is too much, changes nothing.
    pub(super) fn touched(self, entry: &Personal<Entry>, touch: &Touch) -> Personal<Entry> {
        Personal::new(self.after(entry.expose(), touch).unwrap_or_else(|| entry.expose().clone()))
    }

    fn after(self, entry: &Entry, touch: &Touch) -> Option<Entry> {
        let text = &entry.text;
        let text = match (touch, self.writing(entry)) {
            (Touch::Other, None) => {
                return self.need.writing().map(|_| Entry { text: String::new(), other: true });
            }
            (Touch::Erase | Touch::Clear, None) => keyed(text, touch, usize::MAX, |_| false)?,
            (Touch::Erase | Touch::Clear | Touch::Write(_) | Touch::Tone(_), Some(writing)) => {
                keyed(text, touch, writing.max, |key| writing.letters().allow(key))?
            }
            (Touch::Suggestion(at), Some(writing)) => {
                suggestions(self, writing, text).get(*at)?.text.expose().clone()
            }
            (Touch::Digit(digit), None) => with_digit(text, *digit, keypad_digits(self.how()?)?)?,
            (Touch::Set(part, value), None) => self.dial(text)?.set(*part, *value)?.digits().expose().clone(),
            (Touch::Change(part), None) => self.dial(text)?.cleared(*part).digits().expose().clone(),
            _ => return None,
        };
        Some(Entry { text, ..*entry })
    }

    fn dial(self, text: &str) -> Option<Dial<'a>> {
        let Need::Question(question) = self.need else { return None };
        let allowed = days(self.form, self.draft, &question.blank, self.today);
        Some(Dial::new(&question.ask.how, text, allowed))
    }
}

/// The most digits that answer a question on the keypad; `None` when it is not answered so.
pub fn keypad_digits(how: &How) -> Option<usize> {
    match how {
        How::Digits { max, .. } => Some(*max as usize),
        How::Number { max, .. } => Some(max.to_string().len()),
        How::Choice { .. } | How::YesNo | How::Day { .. } | How::Time | How::Text { .. } => None,
    }
}

/// What a key of the keyboard makes of `text`, in which only letters stand that are `allowed`, `longest` of them at
/// most; `None` for what changes nothing.
pub(super) fn keyed(
    text: &str,
    touch: &Touch,
    longest: usize,
    allowed: impl Fn(char) -> bool,
) -> Option<String> {
    let text = match touch {
        Touch::Erase => return Some(shortened(text)),
        Touch::Clear => return Some(String::new()),
        Touch::Write(key) => {
            let key = *key.expose();
            let twice = key == ' ' && (text.is_empty() || text.ends_with(' '));
            (allowed(key) && !twice).then(|| typing::press(text, key))?
        }
        Touch::Tone(tone) => typing::toned(text, *tone),
        _ => return None,
    };
    (text.chars().count() <= longest).then_some(text)
}

fn with_digit(text: &str, digit: char, most: usize) -> Option<String> {
    (digit.is_ascii_digit() && text.len() < most).then(|| format!("{text}{digit}"))
}

fn shortened(text: &str) -> String {
    let mut text = text.to_owned();
    text.pop();
    text
}
