//! How a question is answered on the screen.

use std::fmt;

/// One answer to choose. It may hold a person's data, so that its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// Comes back in [`Touch::Choose`](crate::Touch::Choose).
    pub key: String,
    /// What it says.
    pub label: String,
    /// One short line more, or empty.
    pub hint: String,
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Choice(…)")
    }
}

/// How digits are grouped, so that they are read as they are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// In threes; ten of a telephone number as 4 3 3.
    Number,
    /// As a quantity, in threes from its end.
    Quantity,
}

/// One part of a day or of a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The day of the month.
    Day,
    /// The month.
    Month,
    /// The year without its last digit.
    Decade,
    /// The year's last digit.
    Year,
    /// The hour.
    Hour,
    /// The minutes' first digit.
    Ten,
    /// The minutes' last digit.
    Minute,
}

/// One of the boxes that show what is set of a day or a time.
#[derive(Clone, PartialEq, Eq)]
pub struct DialBox {
    /// The part that a touch sets anew; a year's and the minutes' box say the first of their two.
    pub part: Part,
    /// What it shows, or nothing while it is not set.
    pub value: String,
    /// Whether it is being set.
    pub open: bool,
}

/// What the open part can be.
#[derive(Clone, PartialEq, Eq)]
pub struct DialOption {
    /// Comes back in [`Touch::Set`](crate::Touch::Set).
    pub value: u16,
    /// What it says.
    pub label: String,
    /// Whether it leads to an answer.
    pub possible: bool,
}

/// The way an answer is given.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// By touching one of these. A choice without a key is something else, to be written.
    Choices(Vec<Choice>),
    /// By yes or no, which come back as [`Touch::Choose`](crate::Touch::Choose) of "yes" or "no".
    YesNo,
    /// By setting a day or a time part by part.
    Dial {
        /// The boxes with what is set.
        boxes: Vec<DialBox>,
        /// The part to be set next; `None` when the answer is complete.
        open: Option<Part>,
        /// What that part can be.
        options: Vec<DialOption>,
        /// The complete answer in words, or empty.
        words: String,
    },
    /// By typing digits.
    Digits {
        /// What has been typed so far, digits only; the screen groups them.
        value: String,
        /// How they are grouped.
        grouping: Grouping,
        /// What is counted, or empty.
        unit: String,
        /// How many digits there can be.
        max: u32,
        /// What is missing, or empty.
        note: String,
        /// Whether "Continue" is offered.
        complete: bool,
    },
    /// By words from the keyboard.
    Words {
        /// What has been written so far.
        value: String,
        /// What a touch would write; comes back by its place in [`Touch::Suggestion`](crate::Touch::Suggestion).
        suggestions: Vec<String>,
        /// Whether the next letter is a capital by itself.
        capital: bool,
        /// Whether digits and signs can be written too.
        signs: bool,
        /// Why this is no answer yet, or empty.
        note: String,
        /// Whether "Continue" is offered.
        complete: bool,
    },
}

/// A tone mark with a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Dấu sắc.
    Acute,
    /// Dấu huyền.
    Grave,
    /// Dấu hỏi.
    Hook,
    /// Dấu ngã.
    Tilde,
    /// Dấu nặng.
    Dot,
}

impl Answer {
    /// The part of a day or a time that is open, and whether the keyboard stands there.
    pub(crate) fn place(&self) -> (Option<Part>, bool) {
        match self {
            Self::Dial { open, .. } => (*open, false),
            Self::Words { .. } => (None, true),
            Self::Choices(_) | Self::YesNo | Self::Digits { .. } => (None, false),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choices(choices) => write!(f, "Choices({})", choices.len()),
            Self::YesNo => f.write_str("YesNo"),
            Self::Dial { open, .. } => write!(f, "Dial {{ open: {open:?} }}"),
            Self::Digits { complete, .. } => write!(f, "Digits {{ complete: {complete} }}"),
            Self::Words { complete, .. } => write!(f, "Words {{ complete: {complete} }}"),
        }
    }
}
