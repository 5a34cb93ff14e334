//! What administrators set on the staff pages, laid over the configuration.
//!
//! A part that is set replaces the configuration's as a whole, so that what a page showed is what holds. Whether
//! the parts fit together is judged for the office that they make.

mod check;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Office, SettingError};
use crate::queue::{Counter, OpeningHours, Service};
use crate::text::Text;

/// A part of the office that administrators set as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What citizens queue for.
    Services,
    /// Who calls them.
    Counters,
    /// When numbers are given out.
    Hours,
    /// The office's name, notices and house rules.
    Texts,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::Services, Self::Counters, Self::Hours, Self::Texts];
}

/// What the office is called and what it announces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// As [`Office::name`].
    pub name: Text,
    /// As [`Office::notices`].
    pub notices: Vec<Text>,
    /// As [`Office::house_rules`].
    pub house_rules: Vec<Text>,
}

/// One part's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// All services.
    Services(Vec<Service>),
    /// All counters.
    Counters(Vec<Counter>),
    /// All hours.
    Hours(OpeningHours),
    /// All texts.
    Texts(Texts),
}

impl Setting {
    /// Which part it is a value of.
    pub fn part(&self) -> Part {
        match self {
            Self::Services(_) => Part::Services,
            Self::Counters(_) => Part::Counters,
            Self::Hours(_) => Part::Hours,
            Self::Texts(_) => Part::Texts,
        }
    }

    /// The value that `office` has.
    pub fn of(office: &Office, part: Part) -> Self {
        match part {
            Part::Services => Self::Services(office.services.clone()),
            Part::Counters => Self::Counters(office.counters.clone()),
            Part::Hours => Self::Hours(office.hours.clone()),
            Part::Texts => Self::Texts(Texts {
                name: office.name.clone(),
                notices: office.notices.clone(),
                house_rules: office.house_rules.clone(),
            }),
        }
    }

    /// As JSON, which [`Setting::read`] reads.
    ///
    /// # Errors
    /// Never for these types; JSON could not write a map with other keys than texts.
    pub fn to_json(&self) -> serde_json::Result<String> {
        match self {
            Self::Services(services) => serde_json::to_string(services),
            Self::Counters(counters) => serde_json::to_string(counters),
            Self::Hours(hours) => serde_json::to_string(hours),
            Self::Texts(texts) => serde_json::to_string(texts),
        }
    }

    /// The value of `part` that `json` holds.
    ///
    /// # Errors
    /// When it is not the part's, or a newer program's that says more.
    pub fn read(part: Part, json: &str) -> serde_json::Result<Self> {
        match part {
            Part::Services => serde_json::from_str(json).map(Self::Services),
            Part::Counters => serde_json::from_str(json).map(Self::Counters),
            Part::Hours => serde_json::from_str(json).map(Self::Hours),
            Part::Texts => serde_json::from_str(json).map(Self::Texts),
        }
    }
}

/// All that is set: at most one value for each part; the configuration's holds where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(Vec<Setting>);

impl Settings {
    /// These, with `setting` in place of the one of its part.
    #[must_use]
    pub fn with(&self, setting: Setting) -> Self {
        let mut settings = self.without(setting.part());
        settings.0.push(setting);
        settings
    }

    /// These, with the configuration's value for `part`.
    #[must_use]
    pub fn without(&self, part: Part) -> Self {
        Self(self.0.iter().filter(|setting| setting.part() != part).cloned().collect())
    }

    /// What is set of `part`.
    pub fn get(&self, part: Part) -> Option<&Setting> {
        self.0.iter().find(|setting| setting.part() == part)
    }

    fn parts(&self) -> Vec<Part> {
        Part::ALL.into_iter().filter(|part| self.get(*part).is_some()).collect()
    }
}

impl Office {
    /// This office with `settings` laid over it.
    ///
    /// # Errors
    /// All that does not fit, in the order of the parts.
    pub fn with(&self, settings: &Settings) -> Result<Self, Vec<SettingError>> {
        let office = settings.0.iter().cloned().fold(self.clone(), Self::with_one);
        let misfits = check::misfits(&office);
        if misfits.is_empty() { Ok(office) } else { Err(misfits) }
    }

    /// This office with as many of the parts of `settings` as fit together, and those that were left out. An
    /// office whose configuration has changed since must not stand still for what was set before.
    pub fn with_what_fits(&self, settings: &Settings) -> (Self, Vec<Part>) {
        let mut choices = left_out(&settings.parts());
        choices.sort_by_key(Vec::len);
        let fitting = choices.into_iter().find_map(|out| {
            let kept = out.iter().fold(settings.clone(), |kept, part| kept.without(*part));
            Some((self.with(&kept).ok()?, out))
        });
        fitting.unwrap_or_else(|| (self.clone(), settings.parts()))
    }

    fn with_one(self, setting: Setting) -> Self {
        match setting {
            Setting::Services(services) => Self { services, ..self },
            Setting::Counters(counters) => Self { counters, ..self },
            Setting::Hours(hours) => Self { hours, ..self },
            Setting::Texts(Texts { name, notices, house_rules }) => {
                Self { name, notices, house_rules, ..self }
            }
        }
    }
}

/// Every choice of `parts` that could be left out, none and all of them too.
fn left_out(parts: &[Part]) -> Vec<Vec<Part>> {
    parts.iter().fold(vec![Vec::new()], |choices, part| {
        let also = choices.iter().map(|out| [&out[..], &[*part]].concat()).collect::<Vec<_>>();
        [choices, also].concat()
    })
}
