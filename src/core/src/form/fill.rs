//! From a draft to the data that a template prints.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::carried::wipe;
use super::holder::DayStyle;
use super::known::Known;
use super::phrase::Stretch;
use super::{Answer, Blank, Choice, Draft, Form, Group, How, Phrase, Row, Source};
use crate::citizen::{Personal, Sex};
use crate::office::Office;

/// What stands in a text where a value is missing, for the pen.
const DOTS: &str = "……………………………………";

/// A form's data, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The template's `/data.json`: every field as a string (empty when blank), every repeated part as an array
    /// of such rows, `made_at` and `office`.
    pub data: Personal<String>,
    /// The blanks that the citizen has to write.
    pub missing: Vec<Missing>,
}

/// A blank that the citizen has to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The blank's key.
    pub key: String,
    /// Why.
    pub why: Why,
}

/// Why a blank is left for the pen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The citizen wanted it so.
    Pen,
    /// Its text has a place without a value.
    Gap,
    /// The form needs it, and nothing gave it.
    NoValue,
}

impl Filled {
    /// The keys of the blanks that the citizen has to write.
    pub fn left_for_pen(&self) -> Vec<String> {
        self.missing.iter().map(|missing| missing.key.clone()).collect()
    }
}

/// What stands in one blank.
struct Entry {
    text: Personal<String>,
    /// The blanks whose values are missing in it.
    gaps: Vec<String>,
    /// Whether it is empty because the citizen wanted to write it.
    pen: bool,
}

impl Entry {
    fn of(text: String) -> Self {
        Self { text: Personal::new(text), gaps: Vec::new(), pen: false }
    }

    fn empty() -> Self {
        Self::of(String::new())
    }

    /// A place without a value, which the blank `key` should have given.
    fn gap(text: &str, key: String) -> Self {
        Self { gaps: vec![key], ..Self::of(text.to_owned()) }
    }
}

/// Who is asked for the values of a form.
#[derive(Clone, Copy)]
struct Sources<'f, 'd> {
    known: Known<'f, 'd>,
    office: &'d Office,
    today: Date,
}

/// Fills `form` from the cards, the office and the answers. `today` is the day of signing; the blank form
/// leaves it open, and with it every value that is not the office's own.
pub fn fill(form: &Form, office: &Office, draft: &Draft, today: Date) -> Filled {
    let sources = Sources { known: Known { form, draft }, office, today };
    let mut missing = Vec::new();
    let mut data = Map::new();
    for field in &form.fields {
        let blank = Blank { field, row: None };
        data.insert(field.key.clone(), sources.value(&blank, &mut missing));
    }
    for group in &form.groups {
        data.insert(group.key.clone(), sources.rows(group, &mut missing));
    }
    data.insert("made_at".into(), sources.made_at());
    data.insert("office".into(), about(office));
    Filled { data: Personal::new(serialize(Value::Object(data))), missing }
}

/// What a template knows of the office.
pub(super) fn about(office: &Office) -> Value {
    json!({
        "name": office.name.vi,
        "civil_agency": office.civil_agency(),
        "commune": office.commune.name,
        "province": office.commune.province,
    })
}

/// Serialises and then overwrites the values that were gathered.
fn serialize(mut data: Value) -> String {
    let text = data.to_string();
    wipe(&mut data);
    text
}

impl<'f> Sources<'f, '_> {
    fn made_at(self) -> Value {
        if self.known.is_blank() {
            return json!({ "place": "", "date": "" });
        }
        json!({ "place": self.office.place, "date": self.today.to_string() })
    }

    fn rows(self, group: &'f Group, missing: &mut Vec<Missing>) -> Value {
        let row = |row: Row<'f>| {
            row.blanks().map(|blank| (blank.field.key.clone(), self.value(&blank, missing))).collect()
        };
        Value::Array(self.known.rows(group).map(row).map(Value::Object).collect())
    }

    fn value(self, blank: &Blank<'f>, missing: &mut Vec<Missing>) -> Value {
        let entry = self.entry(blank, DayStyle::Iso);
        for lacking in self.lacking(blank, &entry) {
            if missing.iter().all(|known| known.key != lacking.key) {
                missing.push(lacking);
            }
        }
        let gap = !entry.gaps.is_empty() && self.known.is_blank();
        Value::String(if gap { String::new() } else { entry.text.expose().clone() })
    }

    /// What the citizen has to write for `blank`: it, or the values that its text has no words for.
    fn lacking(self, blank: &Blank<'f>, entry: &Entry) -> Vec<Missing> {
        let needed = blank.field.required && !self.known.may_stay_blank(blank);
        let itself = |why| vec![Missing { key: blank.key(), why }];
        if !blank.field.is_on_paper() || !self.known.applies(blank) {
            Vec::new()
        } else if entry.pen {
            itself(Why::Pen)
        } else if !entry.gaps.is_empty() {
            entry.gaps.iter().map(|key| Missing { key: key.clone(), why: Why::Gap }).collect()
        } else if needed && entry.text.expose().is_empty() {
            itself(Why::NoValue)
        } else {
            Vec::new()
        }
    }

    fn entry(self, blank: &Blank<'f>, days: DayStyle) -> Entry {
        let left_out = self.known.may_stay_blank(blank) && !self.office.fill_optional;
        if left_out || !self.known.applies(blank) {
            return Entry::empty();
        }
        match self.known.answer(blank) {
            Some(Answer::Chosen(key)) => self.chosen(blank, key),
            Some(Answer::Digits(text) | Answer::Time(text) | Answer::Text(text)) => {
                Entry::of(text.expose().clone())
            }
            Some(Answer::Number(number)) => Entry::of(number.expose().to_string()),
            Some(Answer::Day(text)) => Entry::of(said_day(text.expose(), days)),
            Some(Answer::Nothing) => Entry::empty(),
            Some(Answer::Pen) => Entry { pen: true, ..Entry::empty() },
            None => self.unasked(blank, days),
        }
    }

    fn unasked(self, blank: &Blank<'f>, days: DayStyle) -> Entry {
        match (&blank.field.source, &blank.field.value) {
            (Some(source), _) => self.given(source, blank.row, days).unwrap_or_else(Entry::empty),
            (None, Some(value)) => self.written(value, blank),
            (None, None) => Entry::empty(),
        }
    }

    fn chosen(self, blank: &Blank<'f>, key: &str) -> Entry {
        let Some(choice) = blank.field.choice(key) else { return Entry::empty() };
        match self.wording(choice, blank) {
            Some(phrase) => self.written(phrase, blank),
            None => Entry::gap("", blank.key()),
        }
    }

    /// What `blank` holds, for another one. What is written by hand in its own place on the paper is written there.
    fn copied(self, blank: &Blank<'f>, days: DayStyle) -> Entry {
        let entry = self.entry(blank, days);
        Entry { pen: entry.pen && !blank.field.is_on_paper(), ..entry }
    }

    /// The words of `choice` for the person that `blank` is about; `None` when they depend on a sex that is not
    /// known.
    fn wording(self, choice: &'f Choice, blank: &Blank<'f>) -> Option<&'f Phrase> {
        let Some(female) = &choice.female else { return Some(&choice.value) };
        match self.sex_of(blank)? {
            Sex::Female => Some(female),
            Sex::Male => Some(&choice.value),
        }
    }

    /// The sex of the person that `blank` is about: the one that its question names, the row's, or the applicant.
    fn sex_of(self, blank: &Blank<'f>) -> Option<Sex> {
        let known = self.known;
        let identity = match (blank.field.ask.as_ref().map(|ask| &ask.how), blank.row) {
            (Some(How::Choice { of: Some(slot), .. }), _) => known.holder(known.form.slot(slot)?)?.identity,
            (_, Some(row)) if row.group.person => known.row_holder(row)?.identity,
            _ => known.applicant()?,
        };
        Some(identity.sex())
    }

    /// A text with its places filled, or dotted for the pen.
    fn written(self, phrase: &Phrase, blank: &Blank<'f>) -> Entry {
        let parts: Vec<Entry> =
            phrase.stretches().iter().map(|stretch| self.stretch(stretch, blank)).collect();
        let texts: Vec<&str> = parts.iter().map(|part| part.text.expose().as_str()).collect();
        let text = Entry::of(texts.concat());
        Entry { gaps: parts.into_iter().flat_map(|part| part.gaps).collect(), ..text }
    }

    fn stretch(self, stretch: &Stretch, blank: &Blank<'f>) -> Entry {
        match stretch {
            Stretch::Words(words) => Entry::of(words.clone()),
            Stretch::Place(source) => {
                let value = self.given(source, blank.row, DayStyle::Said);
                let value = value.filter(|entry| !entry.text.expose().is_empty());
                value.unwrap_or_else(|| Entry::gap(DOTS, self.giver(source, blank).key()))
            }
        }
    }

    /// The blank that should have given what `source` gives in the text of `blank`. What has a place of its own on
    /// the paper is written there; the gap in the text is then the text's.
    fn giver(self, source: &Source, blank: &Blank<'f>) -> Blank<'f> {
        let other = match source {
            Source::Field(key) => self.known.blank(key, blank.row),
            Source::Card { .. } | Source::Row(_) | Source::Office(_) | Source::Today => None,
        };
        other.filter(|other| !other.field.is_on_paper()).unwrap_or(*blank)
    }

    /// What `source` gives, in `row` or outside of rows.
    fn given(self, source: &Source, row: Option<Row<'f>>, days: DayStyle) -> Option<Entry> {
        let known = self.known;
        let plain = |text: Personal<String>| Entry { text, gaps: Vec::new(), pen: false };
        match source {
            Source::Card { slot, item } => {
                known.holder(known.form.slot(slot)?)?.gives(*item, days).map(plain)
            }
            Source::Row(item) => known.row_holder(row?)?.gives(*item, days).map(plain),
            Source::Office(item) => Some(Entry::of(self.office.item(*item))),
            Source::Field(key) => Some(self.copied(&known.blank(key, row)?, days)),
            Source::Today => (!known.is_blank()).then(|| Entry::of(days.write(self.today))),
        }
    }
}

/// A day that was answered, in the style that is wanted.
fn said_day(iso: &str, days: DayStyle) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), |day| days.write(day))
}
