//! Conditions: what must have been answered.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Conditions that must all hold. Each names a question (a field asked by choices or by yes and no, or a person's
/// slot) and one or several answers, one of which must have been given: `{ relation = ["child", "spouse"] }`.
/// A slot's answers are [`WITH_CARD`], [`WITH_NUMBER`] and [`NOT_HERE`]; in a row `row` is the slot of its person.
/// [`APPLICANT_SEX`] is answered without asking.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct When(BTreeMap<String, Answers>);

/// What a slot answers when its card was given.
pub const WITH_CARD: &str = "card";
/// What a slot answers when only the number of its card could be read.
pub const WITH_NUMBER: &str = "number";
/// What a slot answers when its person's card is not here.
pub const NOT_HERE: &str = "not-here";
/// What a question by choices answers when something else was typed.
pub const OTHER: &str = "other";
/// The question that the applicant's card or number answers.
pub const APPLICANT_SEX: &str = "applicant_sex";
/// Its answer for a man.
pub const MALE: &str = "male";
/// Its answer for a woman.
pub const FEMALE: &str = "female";

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "an answer's key, or a list of such keys")]
enum Answers {
    One(String),
    Any(Vec<String>),
}

/// Several conditions any of which is enough: one table, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "UnlessTable")]
pub struct Unless(Vec<When>);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a table of conditions, or a list of such tables")]
enum UnlessTable {
    One(When),
    Any(Vec<When>),
}

impl From<UnlessTable> for Unless {
    fn from(table: UnlessTable) -> Self {
        match table {
            UnlessTable::One(when) => Self(vec![when]),
            UnlessTable::Any(all) => Self(all),
        }
    }
}

impl Unless {
    /// Each of them.
    pub fn each(&self) -> impl Iterator<Item = &When> {
        self.0.iter()
    }

    /// Every question that is named.
    pub(super) fn questions(&self) -> impl Iterator<Item = &str> {
        self.each().flat_map(When::questions)
    }
}

impl Answers {
    fn keys(&self) -> &[String] {
        match self {
            Answers::One(key) => std::slice::from_ref(key),
            Answers::Any(keys) => keys,
        }
    }
}

impl When {
    /// Whether there are no conditions: then they hold.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all conditions hold, when `said` tells what each question was answered.
    pub fn holds<'s>(&self, said: impl Fn(&str) -> Option<&'s str>) -> bool {
        let met = |(question, answers): (&String, &Answers)| {
            said(question).is_some_and(|said| answers.keys().iter().any(|key| key == said))
        };
        self.0.iter().all(met)
    }

    /// Every question that is named.
    pub(super) fn questions(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every question with every answer that is waited for; a question that waits for none comes with "".
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(question, answers)| {
            let none = answers.keys().is_empty().then_some("");
            answers.keys().iter().map(String::as_str).chain(none).map(|key| (question.as_str(), key))
        })
    }
}
