//! What does not work, and when it does again.

use jiff::Span;
use jiff::civil::{Date, DateTime};
use kiosk_core::office::Office;
use kiosk_core::queue::Closed;
use kiosk_core::text::Lang;
use kiosk_core::visit::Trouble;
use kiosk_ui as ui;

use super::dial;

/// `trouble` as it is told at `now`, the office's civil time.
pub fn told(office: &Office, trouble: &Trouble, now: DateTime, lang: Lang) -> ui::Trouble {
    let words =
        |opens: Option<DateTime>| opens.map(|opens| moment(opens, now.date(), lang)).unwrap_or_default();
    match trouble {
        Trouble::NoNumber => ui::Trouble::NumbersUnavailable,
        Trouble::NoForm(_) => ui::Trouble::FormUnavailable,
        Trouble::Closed(Closed::NotOpen { opens }) => ui::Trouble::Closed { opens: words(*opens) },
        Trouble::Closed(Closed::LastTicketGone { opens }) => ui::Trouble::Over { opens: words(*opens) },
        Trouble::UsedUp => ui::Trouble::UsedUp { opens: words(next_day(office, now)) },
    }
}

/// When the office opens on a later day than `now`'s: until then the numbers of a service stay used up.
fn next_day(office: &Office, now: DateTime) -> Option<DateTime> {
    office.hours.next_opening(now.date().at(23, 59, 59, 0))
}

/// `moment` as it stands after "from", told on the day `today`.
fn moment(moment: DateTime, today: Date, lang: Lang) -> String {
    let time = time(moment, lang);
    let tomorrow = today.checked_add(Span::new().days(1)).ok();
    match lang {
        Lang::Vi if moment.date() == today => format!("{time} hôm nay"),
        Lang::Vi if Some(moment.date()) == tomorrow => format!("{time} ngày mai"),
        Lang::Vi => {
            let weekday = dial::weekday(moment.weekday());
            format!("{time} ngày {} tháng {} ({weekday})", moment.day(), moment.month())
        }
        Lang::En if moment.date() == today => format!("{time} today"),
        Lang::En if Some(moment.date()) == tomorrow => format!("{time} tomorrow"),
        Lang::En => format!("{time} on {}", dial::near_day(moment.date(), lang)),
    }
}

/// A time of day as it is said: "7 giờ 30".
fn time(moment: DateTime, lang: Lang) -> String {
    match (lang, moment.minute()) {
        (Lang::Vi, 0) => format!("{} giờ", moment.hour()),
        (Lang::Vi, minute) => format!("{} giờ {minute:02}", moment.hour()),
        (Lang::En, _) => moment.strftime("%H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_next_opening_is_told_as_people_say_it() {
        let today = date(2026, 11, 27);
        let told = |day: Date, hour, minute, lang| moment(day.at(hour, minute, 0, 0), today, lang);
        assert_eq!(told(today, 13, 30, Lang::Vi), "13 giờ 30 hôm nay");
        assert_eq!(told(date(2026, 11, 28), 7, 0, Lang::Vi), "7 giờ ngày mai");
        assert_eq!(told(date(2026, 11, 30), 7, 5, Lang::Vi), "7 giờ 05 ngày 30 tháng 11 (Thứ Hai)");
        assert_eq!(told(today, 13, 30, Lang::En), "13:30 today");
        assert_eq!(told(date(2026, 11, 28), 7, 0, Lang::En), "07:00 tomorrow");
        assert_eq!(told(date(2026, 11, 30), 7, 30, Lang::En), "07:30 on Monday, 30 November");
    }
}
