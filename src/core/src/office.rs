//! The read-only catalogue that a visit runs on: what the office offers and how it is called.

use std::time::Duration;

use crate::form::Catalog;
use crate::queue::{Counter, OpeningHours, QueueRules, Service, ServiceId};
use crate::text::Text;

/// The office, as configured. Nothing in it changes while the kiosk runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Name on screens and slips, for example "UBND phường Hải Châu".
    pub name: Text,
    /// Who receives residence declarations (cơ quan đăng ký cư trú), for example "Công an phường Hải Châu".
    pub residence_agency: String,
    /// The place before a date of signing, for example "Hải Châu".
    pub place: String,
    /// Where tickets can be looked up by telephone; without one the slip's QR is the bare token.
    pub public_url: Option<String>,
    /// What citizens can queue for.
    pub services: Vec<Service>,
    /// Who calls them.
    pub counters: Vec<Counter>,
    /// How numbers are called.
    pub queue: QueueRules,
    /// When numbers are given out.
    pub hours: OpeningHours,
    /// What the kiosk can fill a form for.
    pub procedures: Vec<Procedure>,
    /// The forms.
    pub forms: Catalog,
    /// How long each screen stays.
    pub times: Times,
}

/// A procedure (thủ tục hành chính) that a citizen can prepare at the kiosk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// Its code on the national portal, for example `1.010041`.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What it is good for, in everyday words.
    pub hint: Text,
    /// The form that it needs, by the form's id.
    pub form: String,
    /// The service whose queue it joins.
    pub service: ServiceId,
}

/// How long a screen stays without a touch before it leaves by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// Choosing a procedure, a service, or what to do without a card.
    pub choosing: Duration,
    /// Waiting for a card at the scanner.
    pub scanning: Duration,
    /// Reading and answering one question, and "is this you".
    pub answering: Duration,
    /// Reading the page before it is printed.
    pub reviewing: Duration,
    /// Limit for making the page, for the database and for each printer.
    pub working: Duration,
    /// The last screen, with the number.
    pub finished: Duration,
    /// The warning appears this long before a screen leaves.
    pub warning: Duration,
}

impl Default for Times {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            choosing: seconds(60),
            scanning: seconds(90),
            answering: seconds(90),
            reviewing: seconds(120),
            working: seconds(45),
            finished: seconds(40),
            warning: seconds(20),
        }
    }
}

impl Times {
    /// What the A4 printer gets for a page: less than the visit waits, so that its own answer comes first.
    pub fn page(&self) -> Duration {
        self.working.saturating_sub(Duration::from_secs(10))
    }
}

impl Office {
    /// The service called `id`.
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|s| &s.id == id)
    }

    /// The counter called `id`.
    pub fn counter(&self, id: crate::queue::CounterId) -> Option<&Counter> {
        self.counters.iter().find(|c| c.id == id)
    }

    /// How many counters call the service called `id`.
    pub fn counters_of(&self, id: &ServiceId) -> usize {
        self.counters.iter().filter(|c| c.services.contains(id)).count()
    }

    /// The procedure with this portal code.
    pub fn procedure(&self, code: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|p| p.code == code)
    }
}
