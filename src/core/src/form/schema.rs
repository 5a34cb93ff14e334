//! `form.toml`: one form as a ward's technician writes it.

use jiff::civil::Date;
use serde::Deserialize;

use super::ask::Ask;
use super::phrase::Phrase;
use super::{Blank, Choice, Lists, Row, Rule, SchemaError, Source, Unless, When, check, position};
use crate::text::Text;

/// The version of `form.toml` that this program reads.
pub(super) const SCHEMA: u32 = 2;

/// One edition of an official form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub(super) schema: u32,
    /// Its name in the catalogue, for example `ct01`; all editions share it.
    pub id: String,
    /// The folder that it came from, which tells editions apart, for example `ct01-2027`; drafts know it by this.
    #[serde(skip)]
    pub folder: String,
    /// Its title.
    pub title: Text,
    /// The circular that prescribes this edition, for example `116/2026/TT-BCA`.
    pub edition: String,
    /// The whole legal basis, as it is told to staff.
    pub basis: String,
    /// In force from this day, as far as is known.
    pub from: Date,
    /// The last day on which it is in force, when that is known.
    pub until: Option<Date>,
    /// How well its wording is verified.
    pub verified: Verified,
    /// Whether no law prescribes it; then the paper says so.
    #[serde(default)]
    pub unofficial: bool,
    /// The codes on the national portal of the procedures that it serves.
    pub procedures: Vec<String>,
    /// The two-digit codes of the provinces where it is used; everywhere when there are none.
    #[serde(default)]
    pub provinces: Vec<String>,
    /// Whose cards it wants, in the order of asking. The first is the applicant, whose visit it is.
    #[serde(rename = "person")]
    pub slots: Vec<Slot>,
    /// Its fields, in the order of the paper and of asking.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// Its repeated parts, asked after the fields.
    #[serde(rename = "group", default)]
    pub groups: Vec<Group>,
}

/// How well the wording of a form is verified.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// By what.
    pub level: Level,
    /// What was compared, and what is still in doubt.
    pub note: String,
}

/// By what the wording of a form is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// By nothing.
    None,
    /// By one transcription.
    One,
    /// By two or more independent transcriptions.
    Two,
    /// By the signed annex itself.
    Official,
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
    /// What must hold of that person; a card that does not fit is refused.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// One blank of a form, or of each row of a repeated part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its key in the data that the template reads.
    pub key: String,
    /// Its label on the paper.
    pub label: Text,
    /// The field applies only when these hold; otherwise it stays blank and nothing is missing.
    #[serde(default)]
    pub when: When,
    /// And it does not apply when one of these holds.
    #[serde(default)]
    pub unless: Unless,
    /// Where its value comes from without asking.
    pub source: Option<Source>,
    /// Instead of a source, a text with places.
    pub value: Option<Phrase>,
    /// Whether a form without it is incomplete; then it is left for the pen when nothing fills it.
    #[serde(default)]
    pub required: bool,
    /// Whether it is a blank of the paper, and not only asked and used in conditions and other fields.
    #[serde(default = "yes")]
    pub printed: bool,
    /// It stands on the paper where the field called so stands otherwise. It is no further blank, but what is missing
    /// of it is missing there.
    pub instead_of: Option<String>,
    /// It may stay blank when the card of the person in this slot is given (footnote 2 of the civil status forms).
    pub optional_with_card: Option<String>,
    /// How the citizen is asked for it when nothing else gives it; without this it is left for the pen.
    pub ask: Option<Ask>,
}

/// A repeated part: the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its key in the data that the template reads: an array with one entry a row.
    pub key: String,
    /// Its label on the paper.
    pub label: Text,
    /// The person in a row, as it stands in a sentence; see [`Group::title`].
    pub title: Option<Text>,
    /// Rows that are filled without asking whether there is one.
    #[serde(default)]
    pub min: usize,
    /// The most rows.
    pub max: usize,
    /// It applies only when these hold.
    #[serde(default)]
    pub when: When,
    /// Whether each row is about a person whose card may be given.
    #[serde(default)]
    pub person: bool,
    /// The question before each row: is there another one?
    pub more: Text,
    /// The blanks of a row.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

fn yes() -> bool {
    true
}

/// Reads one `form.toml`; `lists` are those that its questions may choose from.
///
/// # Errors
/// The first thing that is wrong and where, see [`SchemaError`].
pub fn parse(toml: &str, lists: &Lists) -> Result<Form, SchemaError> {
    let mut form: Form = toml::from_str(toml).map_err(|error| position::unreadable(toml, &error))?;
    form.folder = form.id.clone();
    let groups = form.groups.iter_mut().flat_map(|group| &mut group.fields);
    for ask in form.fields.iter_mut().chain(groups).filter_map(|field| field.ask.as_mut()) {
        ask.choose_from(lists);
    }
    check::check(&form).map_err(|fault| position::of(toml, fault))?;
    Ok(form)
}

impl Form {
    /// The field called `key`, outside of repeated parts.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// The repeated part called `key`.
    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.key == key)
    }

    /// Every field with its key and its repeated part: `phone`, or `members.relation` in one.
    pub fn keyed_fields(&self) -> impl Iterator<Item = (String, Option<&Group>, &Field)> {
        let outside = self.fields.iter().map(|field| (field.key.clone(), None, field));
        let inside = self.groups.iter().flat_map(|group| {
            group.fields.iter().map(move |field| (format!("{}.{}", group.key, field.key), Some(group), field))
        });
        outside.chain(inside)
    }

    /// The blank called `key`: that of a field, such as `phone`, or of one in a row, such as `members.0.relation`.
    pub fn blank(&self, key: &str) -> Option<Blank<'_>> {
        let mut parts = key.split('.');
        match (parts.next()?, parts.next(), parts.next(), parts.next()) {
            (field, None, None, None) => Some(Blank { field: self.field(field)?, row: None }),
            (group, Some(at), Some(field), None) => {
                let (group, at) = (self.group(group)?, at.parse().ok()?);
                let field = group.fields.iter().find(|f| f.key == field)?;
                (at < group.max).then_some(Blank { field, row: Some(Row { group, at }) })
            }
            _ => None,
        }
    }

    /// The slot called `key`.
    pub fn slot(&self, key: &str) -> Option<&Slot> {
        self.slots.iter().find(|s| s.key == key)
    }

    /// The slot of the person whose visit it is.
    pub fn applicant(&self) -> Option<&Slot> {
        self.slots.first()
    }

    /// Whether `key` is the slot of the person whose visit it is.
    pub fn is_applicant(&self, key: &str) -> bool {
        self.applicant().is_some_and(|applicant| applicant.key == key)
    }

    /// Whether it is in force on `day`.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it is used in the province with this two-digit code; one for some provinces only is not used where
    /// the province is not known.
    pub fn is_used_in(&self, province: Option<&str>) -> bool {
        self.provinces.is_empty() || province.is_some_and(|code| self.provinces.iter().any(|p| p == code))
    }
}

impl Group {
    /// The person in a row, as it stands in a sentence ("thẻ của …").
    pub fn title(&self) -> Text {
        self.title.clone().unwrap_or_else(|| Text::new("người này", "person"))
    }
}

impl Field {
    /// Whether its value stands on the paper by itself.
    pub fn is_on_paper(&self) -> bool {
        self.printed || self.instead_of.is_some()
    }

    /// The choice called `key`, when this field is asked by choices or by yes and no.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.ask.as_ref()?.choices().iter().find(|c| c.key == key)
    }

    /// Every text with places that may be printed in it.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let choices = self.ask.iter().flat_map(Ask::choices);
        self.value.iter().chain(choices.flat_map(|c| [Some(&c.value), c.female.as_ref()]).flatten())
    }

    /// Every source that it may print: its own, and those in its texts.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.source.iter().chain(self.phrases().flat_map(Phrase::sources))
    }
}
