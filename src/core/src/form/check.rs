//! What the types of `form.toml` cannot say: names that must exist, and names that must not clash.

use super::source::{FIRST, OFFICE, Stretch, stretches};
use super::when::{NOT_HERE, WITH_CARD, WITH_NUMBER};
use super::{Ask, Field, Form, SchemaError, Slot, Source, When};

/// Checks every name of `form`.
///
/// # Errors
/// The first thing that is wrong.
pub(super) fn check(form: &Form) -> Result<(), SchemaError> {
    let applicant = form.applicant().ok_or(SchemaError::NoPerson)?;
    if !applicant.when.is_empty() || !applicant.applicant_when.is_empty() {
        return Err(SchemaError::ConditionalApplicant(applicant.key.clone()));
    }
    form.slots.iter().enumerate().try_for_each(|(at, slot)| slot_of(form, at, slot))?;
    form.fields.iter().enumerate().try_for_each(|(at, field)| field_of(form, at, field))
}

fn slot_of(form: &Form, at: usize, slot: &Slot) -> Result<(), SchemaError> {
    let twice = form.slots[..at].iter().any(|s| s.key == slot.key);
    let taken = [FIRST, OFFICE].contains(&slot.key.as_str()) || form.field(&slot.key).is_some();
    if twice || taken {
        return Err(SchemaError::SlotName(slot.key.clone()));
    }
    conditions(form, &slot.key, &slot.when)?;
    conditions(form, &slot.key, &slot.applicant_when)
}

fn field_of(form: &Form, at: usize, field: &Field) -> Result<(), SchemaError> {
    if form.fields[..at].iter().any(|f| f.key == field.key) {
        return Err(SchemaError::TwoFields(field.key.clone()));
    }
    conditions(form, &field.key, &field.when)?;
    if let Some(source) = &field.source {
        known(form, field, source)?;
    }
    let Some(ask) = &field.ask else { return Ok(()) };
    conditions(form, &field.key, ask.when())?;
    texts(ask).into_iter().try_for_each(|text| places(form, field, text))
}

/// The texts that a question prints.
pub(super) fn texts(ask: &Ask) -> Vec<&str> {
    match ask {
        Ask::Choice { choices, .. } => choices
            .iter()
            .flat_map(|c| [Some(&c.value), c.female.as_ref()])
            .flatten()
            .map(String::as_str)
            .collect(),
        Ask::Digits { .. } | Ask::Day { .. } => Vec::new(),
    }
}

fn places(form: &Form, field: &Field, text: &str) -> Result<(), SchemaError> {
    for stretch in stretches(text) {
        let Stretch::Place(place) = stretch else { continue };
        let no_source = |_| SchemaError::Place { field: field.key.clone(), place: place.to_owned() };
        known(form, field, &Source::try_from(place.to_owned()).map_err(no_source)?)?;
    }
    Ok(())
}

fn known(form: &Form, field: &Field, source: &Source) -> Result<(), SchemaError> {
    match source {
        Source::Card { slot, .. } if form.slot(slot).is_none() => {
            Err(SchemaError::Slot { field: field.key.clone(), slot: slot.clone() })
        }
        Source::Card { .. } | Source::ResidenceAgency => Ok(()),
    }
}

fn conditions(form: &Form, name: &str, when: &When) -> Result<(), SchemaError> {
    match when.pairs().find(|(question, choice)| !offers(form, question, choice)) {
        None => Ok(()),
        Some((question, choice)) => Err(SchemaError::Condition {
            name: name.to_owned(),
            question: question.to_owned(),
            choice: choice.to_owned(),
        }),
    }
}

fn offers(form: &Form, question: &str, choice: &str) -> bool {
    if form.slots.iter().any(|s| s.key == question) {
        return [WITH_CARD, WITH_NUMBER, NOT_HERE].contains(&choice);
    }
    form.field(question).and_then(|f| f.choice(choice)).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    const HEAD: &str = "schema = 1\nid = \"x\"\nedition = \"e\"\nverified = \"v\"\ntitle = { vi = \"T\", en = \"T\" }\nprocedure = []\n";
    const PERSON: &str = "[[person]]\nslot = \"me\"\ntitle = { vi = \"M\", en = \"M\" }\n";
    const OTHER: &str = "[[person]]\nslot = \"other\"\ntitle = { vi = \"O\", en = \"O\" }\n";
    const FIELD: &str = "[[field]]\nkey = \"a\"\nlabel = { vi = \"A\", en = \"A\" }\n";

    fn form(rest: &str) -> Result<Form, SchemaError> {
        parse(&format!("{HEAD}{rest}"))
    }

    fn condition(name: &str, question: &str, choice: &str) -> SchemaError {
        SchemaError::Condition { name: name.into(), question: question.into(), choice: choice.into() }
    }

    /// A question for field `a` whose one choice `c` prints `value`.
    fn choice(value: &str) -> String {
        let text = "{ vi = \"\", en = \"\" }";
        format!(
            "[field.ask]\nkind = \"choice\"\nprompt = {text}\nhelp = {text}\nchoices = [{{ key = \"c\", label = {text}, value = \"{value}\" }}]\n"
        )
    }

    #[test]
    fn a_mistake_is_named() {
        let slot = |slot: &str| SchemaError::Slot { field: "a".into(), slot: slot.into() };
        let place = |place: &str| SchemaError::Place { field: "a".into(), place: place.into() };
        let table = [
            (format!("{PERSON}{FIELD}{FIELD}"), SchemaError::TwoFields("a".into())),
            (format!("person = []\n{FIELD}"), SchemaError::NoPerson),
            (
                format!("{PERSON}when = {{ a = \"c\" }}\n{FIELD}"),
                SchemaError::ConditionalApplicant("me".into()),
            ),
            (format!("{PERSON}{PERSON}{FIELD}"), SchemaError::SlotName("me".into())),
            (format!("{PERSON}{FIELD}").replace("\"me\"", "\"a\""), SchemaError::SlotName("a".into())),
            (format!("{PERSON}{FIELD}").replace("\"me\"", "\"card\""), SchemaError::SlotName("card".into())),
            (format!("{PERSON}{FIELD}source = \"you.sex\"\n"), slot("you")),
            (format!("{PERSON}{FIELD}{}", choice("{you.sex}")), slot("you")),
            (format!("{PERSON}{FIELD}{}", choice("x {me.sx} y")), place("me.sx")),
            (format!("{PERSON}{FIELD}{}", choice("{me.sex")), slot("{me")),
            (format!("{PERSON}{FIELD}when = {{ b = \"c\" }}\n"), condition("a", "b", "c")),
            (
                format!("{PERSON}{OTHER}when = {{ a = \"d\" }}\n{FIELD}{}", choice("")),
                condition("other", "a", "d"),
            ),
            (
                format!("{PERSON}{OTHER}when = {{ a = [\"c\", \"d\"] }}\n{FIELD}{}", choice("")),
                condition("other", "a", "d"),
            ),
            (
                format!("{PERSON}{OTHER}when = {{ a = [] }}\n{FIELD}{}", choice("")),
                condition("other", "a", ""),
            ),
            (
                format!("{PERSON}{FIELD}{}when = {{ me = \"here\" }}\n", choice("")),
                condition("a", "me", "here"),
            ),
        ];
        for (text, error) in table {
            assert_eq!(form(&text), Err(error), "{text}");
        }
    }
}
