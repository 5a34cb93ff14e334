//! `form.toml`: one form as a ward's technician writes it.

use serde::Deserialize;

use super::check::check;
use super::source::FIRST;
use super::{Draft, Source, When};
use crate::text::Text;

/// The version of `form.toml` that this program reads.
const SCHEMA: u32 = 1;

/// One official form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    schema: u32,
    /// Its name in the catalogue, for example `ct01`.
    pub id: String,
    /// The circular that prescribes this edition, for example `116/2026/TT-BCA`.
    pub edition: String,
    /// How well its wording is verified.
    pub verified: String,
    /// Its title.
    pub title: Text,
    /// The procedures that it serves.
    #[serde(rename = "procedure")]
    pub procedures: Vec<Served>,
    /// Whose cards it wants, in the order of asking. The first is the applicant, whose visit it is.
    #[serde(rename = "person")]
    pub slots: Vec<Slot>,
    /// Its fields, in the order of the paper and of asking.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// A procedure (thủ tục hành chính) that a form serves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// Its code on the national portal.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What it is good for, in everyday words.
    pub hint: Text,
}

/// The place of one person's card in a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its name in sources and conditions, for example `householder`.
    #[serde(rename = "slot")]
    pub key: String,
    /// Whose card it wants, as it stands in a sentence: "chủ hộ", "householder".
    pub title: Text,
    /// The card is wanted when these hold.
    #[serde(default)]
    pub when: When,
    /// The applicant is this very person when these hold: then the applicant's card is the card.
    #[serde(default)]
    pub applicant_when: When,
}

/// One blank of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its key in the data that the template reads.
    pub key: String,
    /// Its label on the paper.
    pub label: Text,
    /// Where its value comes from without asking.
    pub source: Option<Source>,
    /// The source counts only when these hold.
    #[serde(default)]
    pub when: When,
    /// Whether a form without it is incomplete; then it is left for the pen when nothing fills it.
    #[serde(default)]
    pub required: bool,
    /// How the citizen is asked for it when the source gives nothing.
    pub ask: Option<Ask>,
}

/// How a value is asked: one screen, no typing of letters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Ask {
    /// One of a few large choices.
    Choice {
        /// The question.
        prompt: Text,
        /// One sentence that helps to answer.
        help: Text,
        /// Asked only when these hold.
        #[serde(default)]
        when: When,
        /// What can be tapped.
        choices: Vec<Choice>,
    },
    /// Digits on a keypad, for example a telephone number.
    Digits {
        /// The question.
        prompt: Text,
        /// One sentence that helps to answer.
        help: Text,
        /// Asked only when these hold.
        #[serde(default)]
        when: When,
        /// The fewest digits that are an answer.
        min: u32,
        /// The most.
        max: u32,
    },
    /// A day, not later than today.
    Day {
        /// The question.
        prompt: Text,
        /// One sentence that helps to answer.
        help: Text,
        /// Asked only when these hold.
        #[serde(default)]
        when: When,
    },
}

/// One choice of a question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in conditions.
    pub key: String,
    /// What is tapped.
    pub label: Text,
    /// What is printed; a source in braces, such as `{card.residence}`, stands for its value.
    pub value: String,
    /// What is printed instead when the applicant is a woman.
    pub female: Option<String>,
}

/// Why a `form.toml` is refused. The texts are for the technician and name no citizen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// Not TOML, an unknown key or a wrong type; the text shows line and column.
    #[error("{0}")]
    Toml(String),
    /// Written for another version of this program.
    #[error("schema = {found}, but this program reads schema = {SCHEMA}")]
    Schema {
        /// What the file says.
        found: u32,
    },
    /// Two fields share a key.
    #[error("two fields are called \"{0}\"")]
    TwoFields(String),
    /// Nobody's card is wanted.
    #[error("a form needs at least one [[person]]: whose visit is it?")]
    NoPerson,
    /// The applicant's slot has conditions.
    #[error("person \"{0}\" is the first and has conditions; whose visit it is depends on nothing")]
    ConditionalApplicant(String),
    /// Two persons share a slot, or a slot has the name of a field or one with a meaning of its own.
    #[error("no person can be called \"{0}\": something else has that name")]
    SlotName(String),
    /// A source or a place in a text names a slot that does not exist.
    #[error("field \"{field}\" takes something from \"{slot}\", but no person is called so")]
    Slot {
        /// The field.
        field: String,
        /// The slot that it names.
        slot: String,
    },
    /// A place in a text names no source.
    #[error("field \"{field}\" has {{{place}}} in a text, which names no source")]
    Place {
        /// The field.
        field: String,
        /// What stands between the braces.
        place: String,
    },
    /// A condition names a question or an answer that does not exist.
    #[error("\"{name}\" waits for {question} = \"{choice}\", which no question offers")]
    Condition {
        /// The field or person with the condition.
        name: String,
        /// The question that it names.
        question: String,
        /// The answer that it names.
        choice: String,
    },
}

/// Reads one `form.toml`.
///
/// # Errors
/// The first thing that is wrong, see [`SchemaError`].
pub fn parse(toml: &str) -> Result<Form, SchemaError> {
    let form: Form = toml::from_str(toml).map_err(|e| SchemaError::Toml(e.to_string()))?;
    if form.schema != SCHEMA {
        return Err(SchemaError::Schema { found: form.schema });
    }
    check(&form)?;
    Ok(form)
}

impl Form {
    /// The field called `key`.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// The slot called `key`; `card` is the applicant's.
    pub fn slot(&self, key: &str) -> Option<&Slot> {
        if key == FIRST { self.applicant() } else { self.slots.iter().find(|s| s.key == key) }
    }

    /// The slot of the person whose visit it is.
    pub fn applicant(&self) -> Option<&Slot> {
        self.slots.first()
    }

    /// Whether `slot` is that of the person whose visit it is.
    pub fn is_applicant(&self, slot: &Slot) -> bool {
        self.applicant().is_some_and(|applicant| applicant.key == slot.key)
    }
}

impl Slot {
    /// Whether this person is the applicant, after what was answered in `draft`.
    pub fn is_the_applicant_in(&self, draft: &Draft) -> bool {
        !self.applicant_when.is_empty() && self.applicant_when.holds(draft)
    }
}

impl Field {
    /// The choice called `key`, when this field is asked by choices.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        match &self.ask {
            Some(Ask::Choice { choices, .. }) => choices.iter().find(|c| c.key == key),
            Some(Ask::Digits { .. } | Ask::Day { .. }) | None => None,
        }
    }
}

impl Ask {
    /// The conditions under which it is asked.
    pub fn when(&self) -> &When {
        match self {
            Ask::Choice { when, .. } | Ask::Digits { when, .. } | Ask::Day { when, .. } => when,
        }
    }
}
