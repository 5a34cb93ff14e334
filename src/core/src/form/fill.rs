//! From a draft to the data that a template prints.

use serde_json::{Map, Value, json};
use zeroize::Zeroize;

use super::holder::{DayStyle, holder};
use super::source::{Stretch, stretches};
use super::{Answer, Draft, Field, Form, Person, Source};
use crate::citizen::{Identity, Personal, Sex};
use crate::office::Office;

/// What stands in a text where a value is missing, for the pen.
const DOTS: &str = "……………………………………";

/// A form's data, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The template's `/data.json`: every field as a string (empty when blank), `members`, `made_at`.
    pub data: Personal<String>,
    /// Keys of the fields that the citizen has to write: required ones without a value, those whose text
    /// has a gap, and those that the citizen left for the pen.
    pub left_for_pen: Vec<String>,
}

/// What stands in one field.
#[derive(Default)]
struct Entry {
    text: String,
    /// Whether dots stand in it for a value that is missing.
    gap: bool,
}

/// Who is asked for the values of a form.
#[derive(Clone, Copy)]
struct Sources<'a> {
    form: &'a Form,
    office: &'a Office,
    draft: &'a Draft,
}

/// Fills `form` from the cards, the office and the answers. `today` is the day of signing; the blank form
/// leaves it open.
pub fn fill(form: &Form, office: &Office, draft: &Draft, today: jiff::civil::Date) -> Filled {
    let sources = Sources { form, office, draft };
    let mut data = Map::new();
    let mut left_for_pen = Vec::new();
    for field in &form.fields {
        let Entry { text, gap } = sources.entry(field);
        let left = draft.answer(&field.key) == Some(&Answer::Pen);
        if left || gap || (field.required && text.is_empty()) {
            left_for_pen.push(field.key.clone());
        }
        data.insert(field.key.clone(), Value::String(text));
    }
    let signed = sources.applicant().map(|_| today.to_string()).unwrap_or_default();
    data.insert("members".into(), json!([]));
    data.insert("made_at".into(), json!({ "place": office.place, "date": signed }));
    Filled { data: Personal::new(serialize(Value::Object(data))), left_for_pen }
}

/// Serialises and then overwrites the values that were gathered.
fn serialize(mut data: Value) -> String {
    let text = data.to_string();
    wipe(&mut data);
    text
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(map) => map.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Sources<'_> {
    fn entry(self, field: &Field) -> Entry {
        match self.draft.answer(&field.key) {
            Some(Answer::Chosen(key)) => self.chosen(field, key),
            Some(Answer::Digits(text) | Answer::Day(text)) => {
                Entry { text: text.expose().clone(), gap: false }
            }
            Some(Answer::Nothing | Answer::Pen) => Entry::default(),
            None => Entry { text: self.unasked(field), gap: false },
        }
    }

    fn unasked(self, field: &Field) -> String {
        let source = field.source.as_ref().filter(|_| field.when.holds(self.draft));
        let value = source.and_then(|source| self.value(source, DayStyle::Iso));
        value.map(|value| value.expose().clone()).unwrap_or_default()
    }

    fn chosen(self, field: &Field, key: &str) -> Entry {
        let Some(choice) = field.choice(key) else { return Entry::default() };
        let female = self.applicant().is_some_and(|person| person.sex() == Sex::Female);
        self.written(choice.female.as_ref().filter(|_| female).unwrap_or(&choice.value))
    }

    /// A text with its places filled, or dotted for the pen.
    fn written(self, text: &str) -> Entry {
        let mut gap = false;
        let mut parts: Vec<Personal<String>> = Vec::new();
        for stretch in stretches(text) {
            let value = match stretch {
                Stretch::Words(words) => Some(Personal::new(words.to_owned())),
                Stretch::Place(place) => self.place(place),
            };
            gap |= value.is_none();
            parts.push(value.unwrap_or_else(|| Personal::new(DOTS.to_owned())));
        }
        let parts: Vec<&str> = parts.iter().map(|part| part.expose().as_str()).collect();
        Entry { text: parts.concat(), gap }
    }

    fn place(self, place: &str) -> Option<Personal<String>> {
        let source = Source::try_from(place.to_owned()).ok()?;
        self.value(&source, DayStyle::Said)
    }

    fn value(self, source: &Source, days: DayStyle) -> Option<Personal<String>> {
        match source {
            Source::Card { slot, item } => holder(self.form, self.draft, slot)?.gives(*item, days),
            Source::ResidenceAgency => Some(Personal::new(self.office.residence_agency.clone())),
        }
    }

    fn applicant(&self) -> Option<&Identity> {
        let slot = self.form.applicant()?;
        self.draft.person(&slot.key).and_then(Person::identity)
    }
}
