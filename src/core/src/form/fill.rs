//! From a draft to the data that a template prints.

use serde_json::{Map, Value, json};
use zeroize::Zeroize;

use super::{Answer, Draft, Field, Form, Source};
use crate::citizen::{Citizen, Personal, Sex};
use crate::office::Office;

/// What stands in a text where a value is missing, for the pen.
const DOTS: &str = "……………………………………";

/// A form's data, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The template's `/data.json`: every field as a string (empty when blank), `members`, `made_at`.
    pub data: Personal<String>,
    /// Keys of the fields that the citizen has to write: required ones without a value, and those that
    /// the citizen left for the pen.
    pub left_for_pen: Vec<String>,
}

/// Fills `form` from the card, the office and the answers. `today` is the day of signing; the blank form
/// leaves it open.
pub fn fill(form: &Form, office: &Office, draft: &Draft, today: jiff::civil::Date) -> Filled {
    let mut data = Map::new();
    let mut left_for_pen = Vec::new();
    for field in &form.fields {
        let value = value(field, office, draft);
        let left = draft.answer(&field.key) == Some(&Answer::Pen);
        if left || (field.required && value.is_empty()) {
            left_for_pen.push(field.key.clone());
        }
        data.insert(field.key.clone(), Value::String(value));
    }
    let signed = draft.citizen.as_ref().map(|_| today.to_string()).unwrap_or_default();
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

fn value(field: &Field, office: &Office, draft: &Draft) -> String {
    match draft.answer(&field.key) {
        Some(Answer::Chosen(key)) => chosen(field, key, draft),
        Some(Answer::Digits(digits)) => digits.expose().clone(),
        Some(Answer::Nothing | Answer::Pen) => String::new(),
        None => from_source(field, office, draft),
    }
}

fn chosen(field: &Field, key: &str, draft: &Draft) -> String {
    let Some(choice) = field.choice(key) else { return String::new() };
    let citizen = draft.citizen.as_ref().map(Personal::expose);
    let female = citizen.is_some_and(|c| c.sex == Sex::Female);
    let text = choice.female.as_ref().filter(|_| female).unwrap_or(&choice.value);
    let residence = citizen.map(|c| c.residence.as_str()).filter(|r| !r.is_empty()).unwrap_or(DOTS);
    text.replace("{card.residence}", residence)
}

fn from_source(field: &Field, office: &Office, draft: &Draft) -> String {
    let holds = field.when.iter().all(
        |(question, choice)| matches!(draft.answer(question), Some(Answer::Chosen(key)) if key == choice),
    );
    let citizen = draft.citizen.as_ref().map(Personal::expose);
    match field.source {
        Some(source) if holds => sourced(source, office, citizen),
        Some(_) | None => String::new(),
    }
}

fn sourced(source: Source, office: &Office, citizen: Option<&Citizen>) -> String {
    let card = |read: fn(&Citizen) -> String| citizen.map(read).unwrap_or_default();
    match source {
        Source::FullName => card(|c| c.full_name.clone()),
        Source::BirthDate => card(|c| c.birth_date.to_string()),
        Source::Sex => card(|c| c.sex.vietnamese().to_owned()),
        Source::IdNumber => card(|c| c.id_number.digits().to_owned()),
        Source::Residence => card(|c| c.residence.clone()),
        Source::ResidenceAgency => office.residence_agency.clone(),
    }
}
