//! The read-only catalogue that a visit runs on: what the office offers and how it is called.

mod colour;
pub mod rule;
mod setting;
mod setting_error;

use std::time::Duration;

use jiff::civil::Date;

use crate::form::{Catalog, Form, OfficeItem};
use crate::procedure::{self, Procedure};
use crate::queue::{Counter, OpeningHours, QueueRules, Service, ServiceId};
use crate::text::Text;

pub use colour::{Colour, ColourError};
pub use setting::{Part, Setting, Settings, Texts};
pub use setting_error::SettingError;

/// How many procedures the welcome screen has room for.
const WELCOME_TILES: usize = 6;

/// The office, as configured, with what administrators have [set](Settings) laid over it. Nothing in it changes
/// while a visit runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Name on screens and slips, for example "UBND phường Hải Châu".
    pub name: Text,
    /// Its colour on the touchscreen; without one the screens have their own.
    pub colour: Option<Colour>,
    /// The commune that it administers.
    pub commune: Commune,
    /// Who receives residence declarations (cơ quan đăng ký cư trú), for example "Công an phường Hải Châu".
    pub residence_agency: String,
    /// The place before a date of signing, for example "Hải Châu".
    pub place: String,
    /// Where tickets can be looked up by telephone; without one the slip's QR is the bare token.
    pub public_url: Option<String>,
    /// Notices (thông báo) for everybody who comes, on the lobby board and behind the help button; each keeps the rule
    /// [`rule::is_announcement`] in both languages, and there are at most [`rule::NOTICES`].
    pub notices: Vec<Text>,
    /// The house rules (nội quy) of the lobby, likewise; at most [`rule::HOUSE_RULES`].
    pub house_rules: Vec<Text>,
    /// What citizens can queue for.
    pub services: Vec<Service>,
    /// Who calls them.
    pub counters: Vec<Counter>,
    /// The A4 printers. A [`PrinterId`] is a place in this list.
    pub form_printers: Vec<FormPrinter>,
    /// How numbers are called.
    pub queue: QueueRules,
    /// When numbers are given out.
    pub hours: OpeningHours,
    /// What the kiosk can fill a form for.
    pub procedures: Vec<Offer>,
    /// The forms.
    pub forms: Catalog,
    /// Whether blanks are filled that a form's own note lets stay blank when a card is given.
    pub fill_optional: bool,
    /// How long each screen stays.
    pub times: Times,
}

/// The commune (phường, xã, đặc khu) that an office administers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Commune {
    /// With its kind, as it stands in a sentence: "phường Hải Hòa".
    pub name: String,
    /// Its province with its kind: "thành phố Đà Nẵng"; empty when the configuration does not say it.
    pub province: String,
    /// The province's two-digit code, which decides between forms that are made for some provinces only.
    pub province_code: Option<String>,
}

/// An A4 printer that forms come out of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormPrinter {
    /// Where a citizen finds it, as it stands after "at": "quầy 2". Not needed when there is one only.
    pub name: Option<Text>,
    /// The services whose forms it is meant for; none means all that no other printer is meant for.
    pub services: Vec<ServiceId>,
}

/// One of the [`Office::form_printers`], by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PrinterId(pub usize);

/// A procedure that a citizen can prepare at the kiosk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The procedure.
    pub procedure: Procedure,
    /// The service whose queue it joins.
    pub service: ServiceId,
    /// The fee in words, when the office has confirmed it.
    pub confirmed_fee: Option<Text>,
}

impl Offer {
    /// The fee as it is told: the office's own figure, or that it is posted up.
    pub fn fee(&self) -> Text {
        self.confirmed_fee.clone().unwrap_or_else(fee_as_posted)
    }
}

/// What is told of a fee that the office has not confirmed: figures go out of date.
fn fee_as_posted() -> Text {
    Text::new("Theo niêm yết tại nơi làm thủ tục", "As posted up at the office")
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

    /// The services that give out numbers.
    pub fn open_services(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(|service| service.open)
    }

    /// The service called `id`, if it gives out numbers.
    pub fn open_service(&self, id: &ServiceId) -> Option<&Service> {
        self.service(id).filter(|service| service.open)
    }

    /// The counter called `id`.
    pub fn counter(&self, id: crate::queue::CounterId) -> Option<&Counter> {
        self.counters.iter().find(|c| c.id == id)
    }

    /// How many counters call the service called `id`.
    pub fn counters_of(&self, id: &ServiceId) -> usize {
        self.counters.iter().filter(|c| c.services.contains(id)).count()
    }

    /// All A4 printers.
    pub fn form_printer_ids(&self) -> impl Iterator<Item = PrinterId> {
        (0..self.form_printers.len()).map(PrinterId)
    }

    /// The A4 printer called `id`.
    pub fn form_printer(&self, id: PrinterId) -> Option<&FormPrinter> {
        self.form_printers.get(id.0)
    }

    /// The A4 printer that is meant for the forms of `service`: the first that names it, else the first that names
    /// none, else the first.
    pub fn form_printer_for(&self, service: &ServiceId) -> PrinterId {
        let place = |meant: &dyn Fn(&FormPrinter) -> bool| self.form_printers.iter().position(meant);
        let named = place(&|printer| printer.services.contains(service));
        PrinterId(named.or_else(|| place(&|printer| printer.services.is_empty())).unwrap_or(0))
    }

    /// The procedure with this portal code.
    pub fn procedure(&self, code: &str) -> Option<&Offer> {
        self.procedures.iter().find(|offer| offer.procedure.code == code)
    }

    /// The fee of the procedure with this portal code, as it is told here.
    pub fn fee(&self, code: &str) -> Text {
        self.procedure(code).map_or_else(fee_as_posted, Offer::fee)
    }

    /// What can be prepared on `day`: the procedures that have a form in force here and whose service gives out
    /// numbers.
    pub fn offers(&self, day: Date) -> impl Iterator<Item = &Offer> {
        let open = self.procedures.iter().filter(|offer| self.open_service(&offer.service).is_some());
        open.filter(move |offer| self.form_for(&offer.procedure.code, day).is_some())
    }

    /// The first of [`Office::offers`], in the configuration's order, for which the welcome screen has room, and whether
    /// there are more of them.
    pub fn first_offers(&self, day: Date) -> (Vec<&Offer>, bool) {
        let mut offers = self.offers(day);
        let first = offers.by_ref().take(WELCOME_TILES).collect();
        (first, offers.next().is_some())
    }

    /// The fields (lĩnh vực) of [`Office::offers`], in the order in which they first come.
    pub fn fields(&self, day: Date) -> Vec<&Text> {
        let mut fields: Vec<&Text> = Vec::new();
        for offer in self.offers(day) {
            if !fields.contains(&&offer.procedure.field) {
                fields.push(&offer.procedure.field);
            }
        }
        fields
    }

    /// Those of [`Office::offers`] that are of the field with this Vietnamese name.
    pub fn offers_in(&self, field: &str, day: Date) -> impl Iterator<Item = &Offer> {
        self.offers(day).filter(move |offer| offer.procedure.field.vi == field)
    }

    /// Those of [`Office::offers`] that words may mean, the likeliest first.
    pub fn found(&self, typed: &str, day: Date) -> Vec<&Offer> {
        let offers: Vec<&Offer> = self.offers(day).collect();
        let procedures: Vec<&Procedure> = offers.iter().map(|offer| &offer.procedure).collect();
        procedure::search(&procedures, typed)
            .into_iter()
            .filter_map(|place| offers.get(place).copied())
            .collect()
    }

    /// Whether some procedure here is of the field (lĩnh vực) with this Vietnamese name.
    pub fn has_field(&self, field: &str) -> bool {
        self.procedures.iter().any(|offer| offer.procedure.field.vi == field)
    }

    /// The form in force here on `day` for the procedure with this portal code.
    pub fn form_for(&self, procedure: &str, day: Date) -> Option<&Form> {
        self.forms.serving(procedure, day, self.commune.province_code.as_deref())
    }

    /// The agency that registers civil status: "Ủy ban nhân dân phường Hải Hòa".
    pub fn civil_agency(&self) -> String {
        prefixed("Ủy ban nhân dân", &self.commune.name)
    }

    /// What the office gives a form; empty when the configuration does not say it.
    pub fn item(&self, item: OfficeItem) -> String {
        match item {
            OfficeItem::Name => self.name.vi.clone(),
            OfficeItem::ResidenceAgency => self.residence_agency.clone(),
            OfficeItem::CivilAgency => self.civil_agency(),
            OfficeItem::Chairman => prefixed("Chủ tịch", &self.civil_agency()),
            OfficeItem::Commune => self.commune.name.clone(),
            OfficeItem::Province => self.commune.province.clone(),
            OfficeItem::Place => self.place.clone(),
        }
    }
}

/// `name` after `title`; nothing when there is no name.
fn prefixed(title: &str, name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("{title} {name}") }
}
