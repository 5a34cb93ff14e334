//! What the keyboard suggests: names and places from data, and what this visit knows already.

use super::Open;
use crate::citizen::{Identity, Personal, address};
use crate::form::{OfficeItem, Spelling, Suggest, Writing};
use crate::typing::{begins, given_names, last_word, since_comma, surnames};

/// So many stand in a row above the keys.
const MOST: usize = 4;
/// An address takes twice the room.
const MOST_PLACES: usize = 2;
/// Whole names stand there only beside the beginnings of others.
const MOST_KNOWN: usize = 2;
/// Of a shorter beginning there are too many places.
const FEWEST_LETTERS: usize = 2;

/// Something that a touch writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it says.
    pub label: Personal<String>,
    /// All that stands there after the touch.
    pub text: Personal<String>,
}

impl Suggestion {
    fn new(label: &str, text: String) -> Self {
        Self { label: Personal::new(label.to_owned()), text: Personal::new(text) }
    }

    fn whole(text: &str) -> Self {
        Self::new(text, text.to_owned())
    }
}

/// What may follow `text`, the likeliest first.
pub fn suggestions(open: Open<'_, '_>, writing: Writing, text: &str) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = match writing.suggest {
        Some(Suggest::Surnames | Suggest::GivenNames) => names(open, writing.suggest, text),
        Some(Suggest::Places) => places(open, text),
        None => Vec::new(),
    };
    found.retain(|suggestion| suggestion.text.expose().chars().count() <= writing.max);
    found.truncate(if writing.suggest == Some(Suggest::Places) { MOST_PLACES } else { MOST });
    found
}

fn names(open: Open<'_, '_>, suggest: Option<Suggest>, text: &str) -> Vec<Suggestion> {
    let known = known_names(open).into_iter().filter(|name| goes_on(name, text)).take(MOST_KNOWN);
    let known: Vec<Suggestion> = known.map(Suggestion::whole).collect();
    let (before, word) = last_word(text);
    let first = before.is_empty() && suggest == Some(Suggest::Surnames);
    let candidates: Vec<&str> =
        if first { surnames(word).take(MOST).collect() } else { given_names(word).take(MOST).collect() };
    // A sign within a name, as in H’Hen, is no place to begin another.
    let apart = before.is_empty() || before.ends_with(' ');
    let words = candidates.into_iter().filter(|_| apart);
    let words = words.map(|name| Suggestion::new(name, format!("{before}{name} ")));
    known.into_iter().chain(words).collect()
}

/// Whether `whole` begins like `text` and is more than it.
fn goes_on(whole: &str, text: &str) -> bool {
    whole != text && begins(whole, text)
}

/// Names on the cards of this visit, their parents', and those written in it.
fn known_names<'a>(open: Open<'a, '_>) -> Vec<&'a str> {
    let citizens = open.draft.identities().filter_map(Identity::citizen);
    // Of a name without its diacritics nobody has any use.
    let readable = citizens.filter(|citizen| !Spelling::is_doubtful(citizen));
    let on_cards = readable.flat_map(|citizen| {
        let parents = [citizen.father.as_deref(), citizen.mother.as_deref()];
        [Some(citizen.full_name.as_str())].into_iter().chain(parents).flatten()
    });
    let written = written(open, |suggest| matches!(suggest, Some(Suggest::Surnames | Suggest::GivenNames)));
    once(on_cards.chain(written))
}

/// What was written in this visit for blanks of such a kind.
fn written<'a>(open: Open<'a, '_>, such: impl Fn(Option<Suggest>) -> bool) -> impl Iterator<Item = &'a str> {
    let kind = move |key: Option<&str>| match key {
        None => Some(Suggest::Surnames),
        Some(key) => open.form.blank(key)?.field.ask.as_ref()?.writing()?.suggest,
    };
    open.draft.written().filter(move |(key, _)| such(kind(*key))).map(|(_, text)| text)
}

fn once<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found = Vec::new();
    all.for_each(|one| {
        if !found.contains(&one) {
            found.push(one);
        }
    });
    found
}

fn places(open: Open<'_, '_>, text: &str) -> Vec<Suggestion> {
    let homes = open.draft.identities().filter_map(|identity| {
        identity.residence_now().or(identity.citizen().map(|citizen| citizen.residence.as_str()))
    });
    let written = written(open, |suggest| suggest == Some(Suggest::Places));
    let known =
        once(homes.chain(written)).into_iter().filter(|place| !place.is_empty() && goes_on(place, text));
    let known: Vec<Suggestion> = known.take(MOST_KNOWN).map(Suggestion::whole).collect();
    let (before, begun) = since_comma(text);
    let long = begun.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS;
    let near = open.office.item(OfficeItem::Province);
    let communes = if long { address::communes_called(begun, &near, MOST_PLACES) } else { Vec::new() };
    let communes = communes.into_iter().map(|place| Suggestion::new(&place, format!("{before}{place}")));
    known.into_iter().chain(communes).collect()
}
