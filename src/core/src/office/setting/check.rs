//! What has to be so in an office, whoever set it. The configuration's checks keep the same rules value by value.

use super::super::{Office, SettingError, rule};
use crate::queue::{Counter, OpeningHours, Service};
use crate::text::Text;

/// All that does not fit, in the order of the parts.
pub(super) fn misfits(office: &Office) -> Vec<SettingError> {
    let mut found = services(&office.services);
    found.extend(counters(office));
    found.extend(users(office));
    found.extend(hours(&office.hours));
    found.extend(texts(office));
    found
}

fn services(services: &[Service]) -> Vec<SettingError> {
    let none_open = services.iter().all(|service| !service.open);
    let rows = services.iter().enumerate().flat_map(|(row, service)| {
        let before = &services[..row];
        let taken = |same: bool, error: SettingError| same.then_some(error);
        let id = before.iter().any(|other| other.id == service.id);
        let prefix = before.iter().any(|other| other.prefix == service.prefix);
        let mut found = service_alone(row, service);
        found.extend(taken(id, SettingError::ServiceIdTaken(row)));
        found.extend(taken(prefix, SettingError::PrefixTaken(row)));
        found
    });
    rows.chain(none_open.then_some(SettingError::NoneOpen)).collect()
}

fn service_alone(row: usize, service: &Service) -> Vec<SettingError> {
    let within = |value: Option<u32>, range: std::ops::RangeInclusive<u32>| {
        value.is_none_or(|value| range.contains(&value))
    };
    let ready = service.ready.as_ref().is_none_or(|ready| both(ready, rule::is_label));
    let rules = [
        (rule::is_service_id(&service.id.0), SettingError::ServiceId(row)),
        (both(&service.name, rule::is_label), SettingError::ServiceName(row)),
        (rule::is_prefix(&service.prefix), SettingError::Prefix(row)),
        (ready, SettingError::Ready(row)),
        (within(service.minutes, rule::MINUTES), SettingError::Minutes(row)),
        (rule::START.contains(&service.numbering.start), SettingError::Start(row)),
        (rule::WIDTH.contains(&service.numbering.width), SettingError::Width(row)),
        (within(service.per_day, rule::PER_DAY), SettingError::PerDay(row)),
    ];
    broken(rules)
}

fn broken(rules: impl IntoIterator<Item = (bool, SettingError)>) -> Vec<SettingError> {
    rules.into_iter().filter(|(kept, _)| !kept).map(|(_, error)| error).collect()
}

fn both(text: &Text, rule: fn(&str) -> bool) -> bool {
    rule(&text.vi) && rule(&text.en)
}

fn counters(office: &Office) -> Vec<SettingError> {
    let rows = office.counters.iter().enumerate().flat_map(|(row, counter)| {
        let taken = office.counters[..row].iter().any(|other| other.id == counter.id);
        let rules = [
            (counter.id.0 > 0, SettingError::CounterNumber(row)),
            (!taken, SettingError::CounterNumberTaken(row)),
        ];
        broken(rules).into_iter().chain(unknown_services(office, counter))
    });
    rows.collect()
}

fn unknown_services(office: &Office, counter: &Counter) -> Vec<SettingError> {
    let unknown = counter.services.iter().filter(|id| office.service(id).is_none());
    unknown
        .map(|id| SettingError::CounterWithoutService { counter: counter.id, service: id.clone() })
        .collect()
}

/// Procedures and printers of the configuration that name a service.
fn users(office: &Office) -> Vec<SettingError> {
    let procedures = office.procedures.iter().filter(|offer| office.service(&offer.service).is_none());
    let procedures = procedures.map(|offer| SettingError::ProcedureWithoutService {
        procedure: offer.procedure.code.clone(),
        service: offer.service.clone(),
    });
    let printers = office.form_printers.iter().flat_map(|printer| &printer.services);
    let printers = printers.filter(|id| office.service(id).is_none());
    let printers = printers.map(|id| SettingError::PrinterWithoutService { service: id.clone() });
    procedures.chain(printers).collect()
}

fn hours(hours: &OpeningHours) -> Vec<SettingError> {
    let week = hours.week.iter().flatten().enumerate();
    let rules = week.map(|(day, spans)| {
        let in_order = (0..spans.len()).all(|nth| rule::follows(&spans[..nth], &spans[nth]));
        (in_order, SettingError::Weekday(day))
    });
    broken(rules.chain([(rule::LAST_TICKET.contains(&hours.last_ticket), SettingError::LastTicket)]))
}

fn texts(office: &Office) -> Vec<SettingError> {
    let line = |text: &Text| both(text, rule::is_announcement);
    let notices =
        office.notices.iter().enumerate().map(|(row, text)| (line(text), SettingError::Notice(row)));
    let rules = office.house_rules.iter().enumerate();
    let rules = rules.map(|(row, text)| (line(text), SettingError::HouseRule(row)));
    let most = [
        (both(&office.name, rule::is_office_name), SettingError::OfficeName),
        (office.notices.len() <= rule::NOTICES, SettingError::TooManyNotices),
        (office.house_rules.len() <= rule::HOUSE_RULES, SettingError::TooManyHouseRules),
    ];
    broken(most.into_iter().chain(notices).chain(rules))
}
