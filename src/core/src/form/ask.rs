//! How a citizen is asked for a value: one question, one screen.

use std::sync::LazyLock;

use serde::Deserialize;

use super::days::Bounds;
use super::phrase::Phrase;
use super::{Bound, ListName, Lists, Unless, When};
use crate::text::Text;

/// The answer of a yes-no question, in conditions and in print.
pub const YES: &str = "yes";
/// The other one.
pub const NO: &str = "no";

static YES_NO: LazyLock<[Choice; 2]> = LazyLock::new(|| {
    let choice = |key: &str, label| Choice::new(key, label, key);
    [choice(YES, Text::new("Có", "Yes")), choice(NO, Text::new("Không", "No"))]
});

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "AskTable")]
pub struct Ask {
    /// The question.
    pub prompt: Text,
    /// One sentence that helps to answer.
    pub help: Text,
    /// Asked only when these hold.
    pub when: When,
    /// What is an answer.
    pub how: How,
}

/// What is an answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// One of several choices.
    Choice {
        /// What can be tapped.
        choices: Vec<Choice>,
        /// The list that they came from.
        list: Option<ListName>,
        /// Whether something else is an answer too: typed, or left for the pen.
        other: bool,
        /// The slot of the person whose sex decides between a choice's words; without one it is the applicant, or
        /// the person in the row.
        of: Option<String>,
    },
    /// Yes or no.
    YesNo,
    /// Digits that are no quantity, such as a telephone number.
    Digits {
        /// The fewest digits.
        min: u32,
        /// The most.
        max: u32,
    },
    /// A quantity.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
        /// What is counted.
        unit: Option<Text>,
    },
    /// A day.
    Day {
        /// The last day that is an answer.
        latest: Latest,
        /// None before any of these is, as far as they are known.
        not_before: Vec<Bound>,
        /// None after any of these is, as far as they are known.
        not_after: Vec<Bound>,
    },
    /// Hours and minutes.
    Time,
    /// Words from the on-screen keyboard, when nothing else will do.
    Text {
        /// The most characters.
        max: usize,
        /// How many lines the screen shows of it.
        lines: u32,
        /// What the keyboard may suggest.
        suggest: Option<Suggest>,
    },
}

/// The last day that is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Latest {
    /// The day of asking.
    #[default]
    Today,
    /// There is none: the day may be still to come.
    Any,
    /// So many years before the day of asking, written `{ years-ago = 18 }`: the birth of who has completed them.
    YearsAgo(u8),
}

/// What the keyboard may suggest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suggest {
    /// Family names.
    Surnames,
    /// Given names.
    GivenNames,
    /// Streets and places.
    Places,
}

/// One choice of a question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in conditions.
    pub key: String,
    /// What is tapped.
    pub label: Text,
    /// It is offered only when these hold.
    #[serde(default)]
    pub when: When,
    /// It is not offered when one of these holds.
    #[serde(default)]
    pub unless: Unless,
    /// What is printed.
    pub value: Phrase,
    /// What is printed instead for a woman.
    pub female: Option<Phrase>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Choice,
    YesNo,
    Digits,
    Number,
    Day,
    Time,
    Text,
}

/// The table as it is written. One shape for all kinds, so that toml can tell the place of a mistake in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskTable {
    kind: Kind,
    prompt: Text,
    help: Text,
    #[serde(default)]
    when: When,
    choices: Option<Vec<Choice>>,
    list: Option<ListName>,
    other: Option<bool>,
    of: Option<String>,
    min: Option<u32>,
    max: Option<u32>,
    unit: Option<Text>,
    latest: Option<Latest>,
    not_before: Option<Bounds>,
    not_after: Option<Bounds>,
    lines: Option<u32>,
    suggest: Option<Suggest>,
}

/// Why a question's table is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum AskError {
    #[error("a question of this kind has no \"{0}\"")]
    Surplus(&'static str),
    #[error("a question of this kind needs \"{0}\"")]
    Needs(&'static str),
    #[error("write either choices or a list")]
    Choices,
    #[error("min and max leave no answer: at least 1 is the most, and min is not above it")]
    Limits,
}

impl TryFrom<AskTable> for Ask {
    type Error = AskError;

    fn try_from(table: AskTable) -> Result<Self, AskError> {
        let surplus = table.written().into_iter().find(|(key, there)| *there && !fits(table.kind, key));
        if let Some((key, _)) = surplus {
            return Err(AskError::Surplus(key));
        }
        let AskTable { prompt, help, when, .. } = &table;
        let (prompt, help, when) = (prompt.clone(), help.clone(), when.clone());
        Ok(Self { prompt, help, when, how: table.how()? })
    }
}

/// Whether a question of `kind` may have `key`.
fn fits(kind: Kind, key: &str) -> bool {
    let keys: &[&str] = match kind {
        Kind::Choice => &["choices", "list", "other", "of"],
        Kind::Digits => &["min", "max"],
        Kind::Number => &["min", "max", "unit"],
        Kind::Day => &["latest", "not_before", "not_after"],
        Kind::Text => &["max", "lines", "suggest"],
        Kind::YesNo | Kind::Time => &[],
    };
    keys.contains(&key)
}

impl AskTable {
    /// Which of the keys that not every kind has are written.
    fn written(&self) -> [(&'static str, bool); 12] {
        [
            ("choices", self.choices.is_some()),
            ("list", self.list.is_some()),
            ("other", self.other.is_some()),
            ("of", self.of.is_some()),
            ("min", self.min.is_some()),
            ("max", self.max.is_some()),
            ("unit", self.unit.is_some()),
            ("latest", self.latest.is_some()),
            ("not_before", self.not_before.is_some()),
            ("not_after", self.not_after.is_some()),
            ("lines", self.lines.is_some()),
            ("suggest", self.suggest.is_some()),
        ]
    }

    fn how(self) -> Result<How, AskError> {
        Ok(match self.kind {
            Kind::Choice => self.choice()?,
            Kind::YesNo => How::YesNo,
            Kind::Digits => {
                let (min, max) = self.limits(1)?;
                How::Digits { min, max }
            }
            Kind::Number => {
                let (min, max) = self.limits(0)?;
                How::Number { min, max, unit: self.unit }
            }
            Kind::Day => How::Day {
                latest: self.latest.unwrap_or_default(),
                not_before: self.not_before.map(Vec::from).unwrap_or_default(),
                not_after: self.not_after.map(Vec::from).unwrap_or_default(),
            },
            Kind::Time => How::Time,
            Kind::Text => self.text()?,
        })
    }

    fn choice(self) -> Result<How, AskError> {
        let choices = match (self.choices, self.list) {
            (Some(choices), None) if !choices.is_empty() => choices,
            (None, Some(_)) => Vec::new(),
            _ => return Err(AskError::Choices),
        };
        Ok(How::Choice { choices, list: self.list, other: self.other.unwrap_or(false), of: self.of })
    }

    fn limits(&self, least: u32) -> Result<(u32, u32), AskError> {
        let (min, max) = (self.min.ok_or(AskError::Needs("min"))?, self.max.ok_or(AskError::Needs("max"))?);
        if least <= min && min <= max && max > 0 { Ok((min, max)) } else { Err(AskError::Limits) }
    }

    fn text(self) -> Result<How, AskError> {
        let max = self.max.ok_or(AskError::Needs("max"))? as usize;
        let lines = self.lines.unwrap_or(1);
        if max == 0 || lines == 0 {
            return Err(AskError::Limits);
        }
        Ok(How::Text { max, lines, suggest: self.suggest })
    }
}

impl Ask {
    /// What can be tapped: the choices, or yes and no; nothing for the other kinds.
    pub fn choices(&self) -> &[Choice] {
        match &self.how {
            How::Choice { choices, .. } => choices,
            How::YesNo => Choice::yes_no(),
            How::Digits { .. } | How::Number { .. } | How::Day { .. } | How::Time | How::Text { .. } => &[],
        }
    }

    /// Whether `other` asks in the same way, whatever it asks.
    pub(super) fn is_like(&self, other: &Ask) -> bool {
        std::mem::discriminant(&self.how) == std::mem::discriminant(&other.how)
    }

    /// Takes the entries of the list that is named, if one is.
    pub(super) fn choose_from(&mut self, lists: &Lists) {
        if let How::Choice { choices, list: Some(list), .. } = &mut self.how {
            *choices = lists.get(*list).to_vec();
        }
    }
}

impl Choice {
    /// Yes and no, as they are tapped: those of a yes-no question, and whether a repeated part has another row.
    pub fn yes_no() -> &'static [Choice] {
        YES_NO.as_slice()
    }

    /// A choice that prints `value`, word for word, for men and women.
    pub fn new(key: &str, label: Text, value: &str) -> Self {
        let (when, unless) = (When::default(), Unless::default());
        Self { key: key.to_owned(), label, when, unless, value: Phrase::words(value), female: None }
    }
}
