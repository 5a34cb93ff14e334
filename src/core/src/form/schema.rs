//! `form.toml`: one form as a ward's technician writes it.

use std::collections::BTreeMap;

use serde::Deserialize;

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
    /// The source holds only when these questions were answered with these choices.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// Whether a form without it is incomplete; then it is left for the pen when nothing fills it.
    #[serde(default)]
    pub required: bool,
    /// How the citizen is asked for it.
    pub ask: Option<Ask>,
}

/// Where a value comes from without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Source {
    /// Full name on the card.
    #[serde(rename = "card.full_name")]
    FullName,
    /// Date of birth on the card, ISO 8601.
    #[serde(rename = "card.birth_date")]
    BirthDate,
    /// Nam or Nữ.
    #[serde(rename = "card.sex")]
    Sex,
    /// The 12-digit personal number.
    #[serde(rename = "card.id_number")]
    IdNumber,
    /// The residence on the card.
    #[serde(rename = "card.residence")]
    Residence,
    /// The agency that registers residence (cơ quan đăng ký cư trú).
    #[serde(rename = "office.residence_agency")]
    ResidenceAgency,
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
        /// What can be tapped.
        choices: Vec<Choice>,
    },
    /// Digits on a keypad, for example a telephone number.
    Digits {
        /// The question.
        prompt: Text,
        /// One sentence that helps to answer.
        help: Text,
        /// The fewest digits that are an answer.
        min: u32,
        /// The most.
        max: u32,
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
    /// What is printed; `{card.residence}` stands for the card's residence.
    pub value: String,
    /// What is printed instead when the card's holder is a woman.
    pub female: Option<String>,
}

/// Why a `form.toml` is refused. The texts are for the technician and name no person.
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
    /// A condition names a question or a choice that does not exist.
    #[error("field \"{field}\" waits for {question} = \"{choice}\", which no question offers")]
    Condition {
        /// The field with the condition.
        field: String,
        /// The question that it names.
        question: String,
        /// The choice that it names.
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
    for (at, field) in form.fields.iter().enumerate() {
        if form.fields[..at].iter().any(|f| f.key == field.key) {
            return Err(SchemaError::TwoFields(field.key.clone()));
        }
        field.check_conditions(&form)?;
    }
    Ok(form)
}

impl Form {
    /// The field called `key`.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }
}

impl Field {
    /// The choice called `key`, when this field is asked by choices.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        match &self.ask {
            Some(Ask::Choice { choices, .. }) => choices.iter().find(|c| c.key == key),
            Some(Ask::Digits { .. }) | None => None,
        }
    }

    fn check_conditions(&self, form: &Form) -> Result<(), SchemaError> {
        let dangling = self
            .when
            .iter()
            .find(|(question, choice)| form.field(question).and_then(|f| f.choice(choice)).is_none());
        match dangling {
            None => Ok(()),
            Some((question, choice)) => Err(SchemaError::Condition {
                field: self.key.clone(),
                question: question.clone(),
                choice: choice.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "schema = 1\nid = \"x\"\nedition = \"e\"\nverified = \"v\"\ntitle = { vi = \"T\", en = \"T\" }\nprocedure = []\n";
    const FIELD: &str = "[[field]]\nkey = \"a\"\nlabel = { vi = \"A\", en = \"A\" }\n";

    #[test]
    fn a_mistake_is_named() {
        let newer = HEAD.replace("schema = 1", "schema = 2");
        assert_eq!(parse(&format!("{newer}{FIELD}")), Err(SchemaError::Schema { found: 2 }));
        assert_eq!(parse(&format!("{HEAD}{FIELD}{FIELD}")), Err(SchemaError::TwoFields("a".into())));
        let dangling = parse(&format!("{HEAD}{FIELD}when = {{ b = \"c\" }}\n"));
        assert!(matches!(dangling, Err(SchemaError::Condition { .. })), "{dangling:?}");
        let unknown = parse(&format!("{HEAD}{FIELD}requierd = true\n"));
        assert!(matches!(&unknown, Err(SchemaError::Toml(text)) if text.contains("line 10")), "{unknown:?}");
        let source = parse(&format!("{HEAD}{FIELD}source = \"card.nmae\"\n"));
        assert!(
            matches!(&source, Err(SchemaError::Toml(text)) if text.contains("card.full_name")),
            "{source:?}"
        );
    }
}
