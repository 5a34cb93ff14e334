//! Where in a `form.toml` a mistake stands.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Mistake, SchemaError};

/// A mistake, the part of the file that it is in, and a word of it that is to blame.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) mistake: Mistake,
    pub(super) part: Part,
    pub(super) word: String,
}

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What stands before the persons.
    Head,
    /// A person, by its place.
    Slot(usize),
    /// A field.
    Field(usize),
    /// A group, up to its fields.
    Group(usize),
    /// A field of a group.
    GroupField(usize, usize),
}

impl Fault {
    pub(super) fn new(mistake: Mistake, part: Part, word: &str) -> Self {
        Self { mistake, part, word: word.to_owned() }
    }
}

/// Only the places of the file's parts.
#[derive(Deserialize, Default)]
struct Places {
    #[serde(default)]
    person: Vec<Spanned<Ignored>>,
    #[serde(default)]
    field: Vec<Spanned<Ignored>>,
    #[serde(default)]
    group: Vec<Spanned<GroupPlaces>>,
}

#[derive(Deserialize)]
struct GroupPlaces {
    #[serde(default)]
    field: Vec<Spanned<Ignored>>,
}

#[derive(Deserialize)]
struct Ignored {}

/// What toml could not read.
pub(super) fn unreadable(text: &str, error: &toml::de::Error) -> SchemaError {
    let at = error.span().map_or(0, |span| span.start);
    at_byte(text, at, Mistake::Toml(error.message().to_owned()))
}

/// The place of `fault` in `text`: where its word stands in its part, or where the part begins.
pub(super) fn of(text: &str, fault: Fault) -> SchemaError {
    let range = range(text, fault.part);
    let within = text.get(range.clone()).unwrap_or_default();
    let offset = word(within, &fault.word).unwrap_or(0);
    at_byte(text, range.start + offset, fault.mistake)
}

/// Where `word` stands by itself: the last time, for a name is written before what is wrong with it.
fn word(text: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let alone = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        !before.ends_with(part_of_word) && !after.starts_with(part_of_word)
    };
    text.match_indices(word).map(|(at, _)| at).filter(alone).last()
}

fn range(text: &str, part: Part) -> Range<usize> {
    let starts = starts(text);
    let start = starts.iter().find(|(at, _)| *at == part).map_or(0, |(_, start)| *start);
    let next = starts.iter().map(|(_, start)| *start).filter(|other| *other > start).min();
    start..next.unwrap_or(text.len())
}

/// Where every part begins.
fn starts(text: &str) -> Vec<(Part, usize)> {
    let places: Places = toml::from_str(text).unwrap_or_default();
    let start = |spans: &[Spanned<Ignored>], part: &dyn Fn(usize) -> Part| -> Vec<(Part, usize)> {
        spans.iter().enumerate().map(|(nth, span)| (part(nth), span.span().start)).collect()
    };
    let mut starts = vec![(Part::Head, 0)];
    starts.extend(start(&places.person, &Part::Slot));
    starts.extend(start(&places.field, &Part::Field));
    for (nth, group) in places.group.iter().enumerate() {
        starts.push((Part::Group(nth), group.span().start));
        starts.extend(start(&group.get_ref().field, &|field| Part::GroupField(nth, field)));
    }
    starts
}

fn at_byte(text: &str, at: usize, mistake: Mistake) -> SchemaError {
    let before = text.get(..at.min(text.len())).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    SchemaError {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        mistake,
    }
}
