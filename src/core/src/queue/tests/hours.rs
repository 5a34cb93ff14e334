use jiff::Timestamp;
use jiff::civil::{DateTime, Time, date, time};
use jiff::tz::TimeZone;

use super::*;

const MORNING: Span = Span { from: time(7, 30, 0, 0), to: time(11, 30, 0, 0) };
const AFTERNOON: Span = Span { from: time(13, 30, 0, 0), to: time(17, 0, 0, 0) };

/// Open from Monday to Friday and on Saturday morning, but not on Tuesday 24 November.
fn ward() -> OpeningHours {
    let day = || vec![MORNING, AFTERNOON];
    OpeningHours {
        week: Some([day(), day(), day(), day(), day(), vec![MORNING], Vec::new()]),
        closed_on: vec![date(2026, 11, 24)],
        last_ticket: 15,
        day_begins: Time::midnight(),
    }
}

fn at(day: i8, hour: i8, minute: i8) -> DateTime {
    date(2026, 11, day).at(hour, minute, 0, 0)
}

#[test]
fn numbers_are_given_out_while_the_office_is_open() {
    let not_open = |opens| Err(Closed::NotOpen { opens: Some(opens) });
    let gone = |opens| Err(Closed::LastTicketGone { opens: Some(opens) });
    // 23 November 2026 is a Monday.
    let table = [
        (at(23, 7, 29), not_open(at(23, 7, 30))),
        (at(23, 7, 30), Ok(())),
        // The last number is about the end of the day, not about the break at noon.
        (at(23, 11, 29), Ok(())),
        (at(23, 11, 30), not_open(at(23, 13, 30))),
        (at(23, 16, 44), Ok(())),
        (at(23, 16, 45), gone(at(25, 7, 30))),
        (at(23, 17, 0), not_open(at(25, 7, 30))),
        (at(24, 9, 0), not_open(at(25, 7, 30))),
        (at(28, 11, 14), Ok(())),
        (at(28, 11, 15), gone(at(30, 7, 30))),
        (at(29, 9, 0), not_open(at(30, 7, 30))),
    ];
    for (moment, wanted) in table {
        assert_eq!(ward().admits(moment), wanted, "{moment}");
    }
}

#[test]
fn without_hours_it_is_never_closed_and_with_none_never_open() {
    let never = OpeningHours { week: Some(Default::default()), ..OpeningHours::default() };
    for hour in 0..24 {
        assert_eq!(OpeningHours::default().admits(at(29, hour, 0)), Ok(()));
        assert_eq!(never.admits(at(29, hour, 0)), Err(Closed::NotOpen { opens: None }));
    }
}

#[test]
fn a_last_ticket_longer_ago_than_the_day_is_long_never_comes() {
    let hours = OpeningHours { last_ticket: 3000, ..ward() };
    assert!(matches!(hours.admits(at(23, 9, 0)), Err(Closed::LastTicketGone { .. })));
}

#[test]
fn a_service_day_begins_at_its_cut_off() {
    let late = OpeningHours { day_begins: time(3, 0, 0, 0), ..OpeningHours::default() };
    assert_eq!(late.service_day(at(24, 2, 59)), date(2026, 11, 23));
    assert_eq!(late.service_day(at(24, 3, 0)), date(2026, 11, 24));
    assert_eq!(OpeningHours::default().service_day(at(24, 0, 0)), date(2026, 11, 24));
    assert_eq!(OpeningHours::default().service_day(at(23, 23, 59)), date(2026, 11, 23));
}

/// The same instant, midnight in the office, belongs to different days in different zones: the rules only
/// ever see the office's own time.
#[test]
fn the_day_changes_by_the_offices_own_clock() {
    let instant: Timestamp = "2026-11-23T17:00:00Z".parse().unwrap();
    let day = |zone: &str| {
        let civil = instant.to_zoned(TimeZone::get(zone).unwrap()).datetime();
        OpeningHours::default().service_day(civil)
    };
    assert_eq!(day("Asia/Ho_Chi_Minh"), date(2026, 11, 24));
    assert_eq!(day("Asia/Tokyo"), date(2026, 11, 24));
    assert_eq!(day("Europe/Paris"), date(2026, 11, 23));
}
