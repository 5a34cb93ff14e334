//! Why a `form.toml` is refused. The texts are for the technician and name no citizen.

use jiff::civil::Date;

use super::schema::SCHEMA;

/// What is wrong with a `form.toml`, and where. It prints as `line:column: what`, to stand behind a file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {mistake}")]
pub struct SchemaError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What is wrong with a `form.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// Not TOML, an unknown key, a wrong type, a word that has no meaning there.
    #[error("{0}")]
    Toml(String),
    /// Written for another version of this program.
    #[error("schema = {0}, but this program reads schema = {SCHEMA}")]
    Schema(u32),
    /// It ends before it begins.
    #[error("in force until {until}, which is before {from}")]
    Period {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// A code of another shape.
    #[error("\"{code}\" is no {of}: write it as \"{like}\"")]
    Code {
        /// What is written.
        code: String,
        /// What it should be.
        of: &'static str,
        /// An example.
        like: &'static str,
    },
    /// Nobody's card is wanted.
    #[error("a form needs at least one [[person]]: whose visit is it?")]
    NoPerson,
    /// The applicant's slot has conditions.
    #[error("person \"{0}\" is the first and has conditions; whose visit it is depends on nothing")]
    ConditionalApplicant(String),
    /// A key that is no name, is taken, or has a meaning of its own.
    #[error("nothing can be called \"{0}\" here: {1}")]
    Name(String, BadName),
    /// A field with both a source and a text.
    #[error("field \"{0}\" has a source and a value: write one of them")]
    TwoSources(String),
    /// A source or a place names a slot that does not exist.
    #[error("field \"{field}\" takes something from \"{slot}\", but no person is called so")]
    Slot {
        /// The field.
        field: String,
        /// The slot that it names.
        slot: String,
    },
    /// A source or a place names a field that does not exist.
    #[error("field \"{field}\" takes what \"{other}\" holds, but no field is called so")]
    Field {
        /// The field.
        field: String,
        /// The field that it names.
        other: String,
    },
    /// A source or a place names a row's person where there is none.
    #[error("field \"{0}\" takes something from the row's person, but it stands in no row that has one")]
    Row(String),
    /// A condition names a question or an answer that does not exist.
    #[error("\"{name}\" waits for {question} = \"{choice}\", which no question offers")]
    Condition {
        /// The field, person or group with the condition.
        name: String,
        /// The question that it names.
        question: String,
        /// The answer that it names.
        choice: String,
    },
    /// A rule for a person that demands nothing.
    #[error("a rule for \"{0}\" demands nothing: write sex, an age, or with whom to compare")]
    Rule(String),
    /// A rule for a person names a slot that does not exist, or its own.
    #[error("a rule for \"{slot}\" compares with \"{other}\", but no other person is called so")]
    RuleSlot {
        /// The slot with the rule.
        slot: String,
        /// The slot that it names.
        other: String,
    },
    /// A day is compared with what is no day.
    #[error("field \"{field}\" is compared with \"{other}\", which is no day")]
    NoDay {
        /// The field.
        field: String,
        /// What is no day.
        other: String,
    },
    /// Two choices of a question share a key.
    #[error("field \"{field}\" has two choices called \"{choice}\"")]
    TwoChoices {
        /// The field.
        field: String,
        /// The choices' key.
        choice: String,
    },
    /// A group that can have no row.
    #[error("group \"{0}\" needs max of 1 to 99, and no min above it")]
    Rows(String),
    /// A value is made of itself.
    #[error("\"{0}\" is made of itself: {1}")]
    Circle(String, String),
    /// Whether something is asked depends on its own answer.
    #[error("whether \"{0}\" is asked depends on its own answer: {1}")]
    ConditionCircle(String, String),
}

/// Why something cannot be called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Something else has that name.
    #[error("something else has that name")]
    Taken,
    /// It means something else.
    #[error("that word has a meaning of its own")]
    Reserved,
    /// Capitals, spaces, dashes and the like.
    #[error("a name has small letters, digits and _, a letter first")]
    Shape,
}
