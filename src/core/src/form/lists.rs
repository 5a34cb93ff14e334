//! The lists that questions choose from.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Choice;
use crate::text::Text;

/// A list that a question may choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListName {
    /// The 54 ethnic groups (dân tộc).
    EthnicGroups,
    /// Nationalities (quốc tịch).
    Nationalities,
    /// Relations between two persons, each with its own word for men and women.
    Relations,
    /// The office's own: where children are born and people die.
    Hospitals,
    /// The office's own: neighbourhoods and villages (tổ dân phố, thôn).
    Neighbourhoods,
    /// Causes of death in everyday words.
    DeathCauses,
    /// Banks.
    Banks,
}

/// The entries of every list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists(BTreeMap<ListName, Vec<Choice>>);

/// An entry as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    vi: String,
    en: String,
    /// What is printed, when it is not the Vietnamese word.
    value: Option<String>,
}

impl Lists {
    /// The lists that are the same everywhere; the office's own are empty.
    ///
    /// # Errors
    /// Never for a released program: a test reads them.
    pub fn built_in() -> Result<Self, toml::de::Error> {
        let written: BTreeMap<ListName, Vec<Entry>> =
            toml::from_str(include_str!("../../catalog/lists.toml"))?;
        let entries = |entries: Vec<Entry>| entries.into_iter().map(Choice::from).collect();
        Ok(Self(written.into_iter().map(|(name, list)| (name, entries(list))).collect()))
    }

    /// The same lists with `names` for the list called `list`: what is tapped, and printed as it is.
    #[must_use]
    pub fn with(mut self, list: ListName, names: &[String]) -> Self {
        let choice = |(nth, name): (usize, &String)| {
            Choice::new(&format!("{}", nth + 1), Text::new(name.clone(), name.clone()), name)
        };
        self.0.insert(list, names.iter().enumerate().map(choice).collect());
        self
    }

    /// The entries of `list`, the likeliest first.
    pub fn get(&self, list: ListName) -> &[Choice] {
        self.0.get(&list).map_or(&[], Vec::as_slice)
    }
}

impl From<Entry> for Choice {
    fn from(entry: Entry) -> Self {
        let value = entry.value.as_ref().unwrap_or(&entry.vi);
        Choice::new(&entry.key, Text::new(entry.vi.clone(), entry.en), value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    #[allow(clippy::unwrap_used, reason = "tests")]
    fn the_built_in_lists_have_no_entry_twice() {
        let lists = Lists::built_in().unwrap();
        assert_eq!(lists.get(ListName::EthnicGroups).len(), 54);
        for list in [ListName::Nationalities, ListName::Relations, ListName::DeathCauses, ListName::Banks] {
            assert!(lists.get(list).len() > 5, "{list:?}");
        }
        for (list, choices) in &lists.0 {
            let keys: BTreeSet<&str> = choices.iter().map(|c| c.key.as_str()).collect();
            let labels: BTreeSet<&str> = choices.iter().map(|c| c.label.vi.as_str()).collect();
            assert_eq!((keys.len(), labels.len()), (choices.len(), choices.len()), "{list:?}");
        }
        assert!(lists.get(ListName::Hospitals).is_empty());
    }

    #[test]
    #[allow(clippy::unwrap_used, reason = "tests")]
    fn the_office_adds_its_own() {
        let names = ["Bệnh viện Hải Hòa".to_owned()];
        let lists = Lists::built_in().unwrap().with(ListName::Hospitals, &names);
        let hospital = &lists.get(ListName::Hospitals)[0];
        assert_eq!((hospital.key.as_str(), hospital.label.vi.as_str()), ("1", "Bệnh viện Hải Hòa"));
    }
}
