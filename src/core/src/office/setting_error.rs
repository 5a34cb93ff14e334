//! Why settings do not fit an office.

use thiserror::Error;

use crate::queue::{CounterId, ServiceId};

/// Why [settings](super::Settings) do not fit. Rows count from 0, days of the week from Monday as 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingError {
    /// Every service is closed, or there is none: nobody could get a number.
    #[error("no service is open")]
    NoneOpen,
    /// The service's id is empty, too long, or has other letters than small ones, digits and dashes.
    #[error("service {0}: not an id")]
    ServiceId(usize),
    /// Another service before it has its id.
    #[error("service {0}: its id is taken")]
    ServiceIdTaken(usize),
    /// The service's name is no [label](super::rule::is_label) in one of the languages.
    #[error("service {0}: not a name")]
    ServiceName(usize),
    /// The service's numbers cannot [begin](super::rule::is_prefix) so.
    #[error("service {0}: not a prefix")]
    Prefix(usize),
    /// Another service before it begins its numbers so.
    #[error("service {0}: its prefix is taken")]
    PrefixTaken(usize),
    /// What to have ready is no [label](super::rule::is_label) in one of the languages.
    #[error("service {0}: not something to have ready")]
    Ready(usize),
    /// Out of [`super::rule::MINUTES`].
    #[error("service {0}: no time that one person takes")]
    Minutes(usize),
    /// Out of [`super::rule::START`].
    #[error("service {0}: no number to begin with")]
    Start(usize),
    /// Out of [`super::rule::WIDTH`].
    #[error("service {0}: no width of a number")]
    Width(usize),
    /// Out of [`super::rule::PER_DAY`].
    #[error("service {0}: no limit of a day")]
    PerDay(usize),
    /// The counter's number is 0.
    #[error("counter row {0}: not a number")]
    CounterNumber(usize),
    /// Another counter before it has its number.
    #[error("counter row {0}: its number is taken")]
    CounterNumberTaken(usize),
    /// A counter calls a service that the office has not got.
    #[error("counter {} calls the unknown service {:?}", .counter.0, .service.0)]
    CounterWithoutService {
        /// The counter.
        counter: CounterId,
        /// The service.
        service: ServiceId,
    },
    /// A procedure joins the queue of a service that the office has not got.
    #[error("procedure {procedure} joins the unknown service {:?}", .service.0)]
    ProcedureWithoutService {
        /// Its code on the national portal.
        procedure: String,
        /// The service.
        service: ServiceId,
    },
    /// An A4 printer is meant for the forms of a service that the office has not got.
    #[error("an A4 printer is meant for the unknown service {:?}", .service.0)]
    PrinterWithoutService {
        /// The service.
        service: ServiceId,
    },
    /// The hours of a day of the week end before they begin, or overlap.
    #[error("weekday {0}: not hours")]
    Weekday(usize),
    /// Out of [`super::rule::LAST_TICKET`].
    #[error("no time before closing")]
    LastTicket,
    /// The office's name is [none](super::rule::is_office_name) in one of the languages.
    #[error("not a name of the office")]
    OfficeName,
    /// A notice is [none](super::rule::is_announcement) in one of the languages.
    #[error("notice {0}: not one line")]
    Notice(usize),
    /// There are more than [`super::rule::NOTICES`].
    #[error("too many notices")]
    TooManyNotices,
    /// A house rule is [none](super::rule::is_announcement) in one of the languages.
    #[error("house rule {0}: not one line")]
    HouseRule(usize),
    /// There are more than [`super::rule::HOUSE_RULES`].
    #[error("too many house rules")]
    TooManyHouseRules,
}
