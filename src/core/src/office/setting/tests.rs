#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "tests")]

use jiff::civil::{date, time};

use super::*;
use crate::form::tests::office;
use crate::office::rule;
use crate::queue::{CounterId, Numbering, ServiceId, Span};

fn service(id: &str, prefix: &str) -> Service {
    let name = Text::new(format!("Việc {id}"), format!("Errand {id}"));
    let numbering = Numbering::default();
    let id = ServiceId(id.into());
    let prefix = prefix.into();
    Service { id, name, prefix, ready: None, minutes: None, numbering, per_day: None, open: true }
}

fn services(change: impl FnOnce(&mut Vec<Service>)) -> Setting {
    let mut services = vec![service("cu-tru", "A"), service("ho-tich", "B")];
    change(&mut services);
    Setting::Services(services)
}

fn counters(rows: &[(u32, &[&str])]) -> Setting {
    let counter = |(id, services): &(u32, &[&str])| Counter {
        id: CounterId(*id),
        services: services.iter().map(|id| ServiceId((*id).into())).collect(),
    };
    Setting::Counters(rows.iter().map(counter).collect())
}

fn hours(spans: &[(i8, i8)]) -> Setting {
    let span = |(from, to): &(i8, i8)| Span { from: time(*from, 0, 0, 0), to: time(*to, 0, 0, 0) };
    let mut week: [Vec<Span>; 7] = Default::default();
    week[2] = spans.iter().map(span).collect();
    Setting::Hours(OpeningHours {
        week: Some(week),
        closed_on: vec![date(2027, 1, 1)],
        ..OpeningHours::default()
    })
}

fn texts(change: impl FnOnce(&mut Texts)) -> Setting {
    let text = |name: &str| Text::new(name, name);
    let mut texts =
        Texts { name: text("UBND"), notices: vec![text("Nghỉ")], house_rules: vec![text("Trật tự")] };
    change(&mut texts);
    Setting::Texts(texts)
}

fn refused(settings: &Settings) -> Vec<SettingError> {
    office().with(settings).err().unwrap_or_default()
}

#[test]
fn what_is_set_takes_the_place_of_what_is_configured() {
    let settings = [
        services(|all| all[1].open = false),
        counters(&[(1, &["cu-tru"]), (7, &["ho-tich", "cu-tru"])]),
        hours(&[(7, 11), (13, 17)]),
        texts(|_| ()),
    ];
    let all = settings.iter().cloned().fold(Settings::default(), |all, one| all.with(one));
    let set = office().with(&all).unwrap();
    assert_eq!(Part::ALL.map(|part| Setting::of(&set, part)), settings);
    assert_eq!(set.procedures, office().procedures);
    assert_eq!(set.open_services().count(), 1);
    let back = Part::ALL.into_iter().fold(all, |all, part| all.without(part));
    assert_eq!(office().with(&back), Ok(office()));
}

#[test]
fn every_rule_is_told_by_part_and_row() {
    let long = "ă".repeat(rule::LABEL_LENGTH + 1);
    use SettingError as E;
    let table: Vec<(Setting, SettingError)> = vec![
        (services(|all| all[1].id = ServiceId("cu-tru".into())), E::ServiceIdTaken(1)),
        (services(|all| all[1].id = ServiceId("hộ tịch".into())), E::ServiceId(1)),
        (services(|all| all[1].name.en = " ".into()), E::ServiceName(1)),
        (services(|all| all[0].name.vi = long.clone()), E::ServiceName(0)),
        (services(|all| all[1].prefix = "b".into()), E::Prefix(1)),
        (services(|all| all[1].prefix = "A".into()), E::PrefixTaken(1)),
        (services(|all| all[0].ready = Some(Text::new("thẻ", ""))), E::Ready(0)),
        (services(|all| all[0].minutes = Some(241)), E::Minutes(0)),
        (services(|all| all[0].numbering.start = 0), E::Start(0)),
        (services(|all| all[0].numbering.width = 7), E::Width(0)),
        (services(|all| all[0].per_day = Some(0)), E::PerDay(0)),
        (services(|all| all.iter_mut().for_each(|service| service.open = false)), E::NoneOpen),
        (counters(&[(0, &[])]), E::CounterNumber(0)),
        (counters(&[(2, &[]), (2, &[])]), E::CounterNumberTaken(1)),
        (
            counters(&[(3, &["cu-tru", "dat-dai"])]),
            E::CounterWithoutService { counter: CounterId(3), service: ServiceId("dat-dai".into()) },
        ),
        (hours(&[(13, 17), (7, 11)]), E::Weekday(2)),
        (hours(&[(7, 12), (11, 17)]), E::Weekday(2)),
        (hours(&[(11, 11)]), E::Weekday(2)),
        (Setting::Hours(OpeningHours { last_ticket: 601, ..OpeningHours::default() }), E::LastTicket),
        (texts(|texts| texts.name.vi = String::new()), E::OfficeName),
        (texts(|texts| texts.notices[0].en = "hai\ndòng".into()), E::Notice(0)),
        (texts(|texts| texts.house_rules[0].vi = "ă".repeat(161)), E::HouseRule(0)),
        (texts(|texts| texts.notices = vec![Text::new("a", "a"); 7]), E::TooManyNotices),
        (texts(|texts| texts.house_rules = vec![Text::new("a", "a"); 13]), E::TooManyHouseRules),
    ];
    for (setting, wanted) in table {
        assert_eq!(refused(&Settings::default().with(setting.clone())), [wanted], "{setting:?}");
    }
}

#[test]
fn a_service_that_somebody_needs_cannot_go() {
    let gone = refused(&Settings::default().with(services(|all| drop(all.remove(0)))));
    let service = ServiceId("cu-tru".into());
    assert!(gone.iter().all(
        |error| matches!(error, SettingError::ProcedureWithoutService { service: s, .. } if *s == service)
    ));
    assert_eq!(gone.len(), office().procedures.len());
    let mut office = office();
    office.form_printers[0].services = vec![ServiceId("ho-tich".into())];
    let gone = office.with(&Settings::default().with(services(|all| drop(all.remove(1)))));
    assert_eq!(gone, Err(vec![SettingError::PrinterWithoutService { service: ServiceId("ho-tich".into()) }]));
}

/// The counters of the settings need a service of the settings, whose own numbers no longer fit the file.
#[test]
fn what_no_longer_fits_is_left_out_and_the_rest_holds() {
    let all = [services(|all| all[0].prefix = "x".into()), counters(&[(1, &["ho-tich"])]), texts(|_| ())];
    let all = all.into_iter().fold(Settings::default(), |all, one| all.with(one));
    let (set, out) = office().with_what_fits(&all);
    assert_eq!(out, [Part::Services, Part::Counters]);
    assert_eq!((set.services, set.name.vi.as_str()), (office().services, "UBND"));
    let all = all.with(services(|_| ()));
    assert_eq!(office().with_what_fits(&all), (office().with(&all).unwrap(), Vec::new()));
}

#[test]
fn values_survive_json_and_what_a_newer_program_wrote_is_refused() {
    let ready = |all: &mut Vec<Service>| all[0].ready = Some(Text::new("thẻ", "card"));
    for setting in [services(ready), counters(&[(4, &["cu-tru"])]), hours(&[(7, 11)]), texts(|_| ())] {
        let json = setting.to_json().unwrap();
        assert_eq!(Setting::read(setting.part(), &json).unwrap(), setting);
        let other = if setting.part() == Part::Texts { Part::Hours } else { Part::Texts };
        assert!(Setting::read(other, &json).is_err(), "{json}");
    }
    assert!(Setting::read(Part::Counters, r#"[{"id":1,"services":[],"colour":"red"}]"#).is_err());
}
