//! Texts with places in which values stand.

use serde::Deserialize;

use super::{Source, SourceError};

/// A text with places: a source in braces, such as `{mother.full_name}`, stands for its value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Phrase(Vec<Stretch>);

/// A stretch of a text with places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Printed as it is.
    Words(String),
    /// A value.
    Place(Source),
}

/// Why a text with places is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// A brace is not closed.
    #[error("\"{{{0}\" lacks its closing brace")]
    Open(String),
    /// Something between braces is no source.
    #[error("{{{place}}}: {error}")]
    Place {
        /// What stands between the braces.
        place: String,
        /// Why it is no source.
        error: SourceError,
    },
}

impl Phrase {
    /// `text` word for word, braces and all.
    pub fn words(text: &str) -> Self {
        Self(vec![Stretch::Words(text.to_owned())])
    }

    pub(super) fn stretches(&self) -> &[Stretch] {
        &self.0
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.0.iter().filter_map(|stretch| match stretch {
            Stretch::Place(source) => Some(source),
            Stretch::Words(_) => None,
        })
    }
}

impl TryFrom<String> for Phrase {
    type Error = PhraseError;

    fn try_from(text: String) -> Result<Self, PhraseError> {
        let mut found = Vec::new();
        let mut rest = text.as_str();
        while let Some((words, place)) = rest.split_once('{') {
            let (place, after) =
                place.split_once('}').ok_or_else(|| PhraseError::Open(place.chars().take(20).collect()))?;
            found.push(Stretch::Words(words.to_owned()));
            found.push(Stretch::Place(source(place)?));
            rest = after;
        }
        found.push(Stretch::Words(rest.to_owned()));
        found.retain(|stretch| *stretch != Stretch::Words(String::new()));
        Ok(Self(found))
    }
}

fn source(place: &str) -> Result<Source, PhraseError> {
    Source::try_from(place.to_owned()).map_err(|error| PhraseError::Place { place: place.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_places() {
        let words = |text: &str| Stretch::Words(text.into());
        let home = || Stretch::Place(Source::Card { slot: "me".into(), item: Item::Residence });
        let street = || Stretch::Place(Source::Field("street".into()));
        let table = [
            ("", vec![]),
            ("Con", vec![words("Con")]),
            ("ở {me.residence}.", vec![words("ở "), home(), words(".")]),
            ("{me.residence}{field.street}", vec![home(), street()]),
            ("{street}", vec![street()]),
            ("}", vec![words("}")]),
        ];
        for (text, found) in table {
            assert_eq!(Phrase::try_from(text.to_owned()), Ok(Phrase(found)), "{text}");
        }
    }

    #[test]
    fn a_place_that_is_none_is_named() {
        let refused = |text: &str| Phrase::try_from(text.to_owned()).map_err(|e| e.to_string());
        assert_eq!(refused("x {a"), Err("\"{a\" lacks its closing brace".into()));
        let error = refused("x {me.nmae} y").err().unwrap_or_default();
        assert!(error.starts_with("{me.nmae}: no card gives \"nmae\""), "{error}");
    }
}
