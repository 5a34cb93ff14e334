//! A day or a time of day that is set part by part.

use jiff::civil::{Date, Weekday};
use kiosk_core::form::{Days, How};
use kiosk_core::text::Lang;
use kiosk_core::visit::{Dial, Part};
use kiosk_ui as ui;

/// Stands for a year's or the minutes' digit that is still missing.
const MISSING: &str = "_";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The dial of `how`, which `days` answer if it asks for a day, with the digits `set`.
pub fn answer(how: &How, set: &str, days: Days, lang: Lang) -> ui::Answer {
    let dial = Dial::new(how, set, days);
    let open = dial.open();
    let option = |part, (value, possible)| ui::DialOption {
        value,
        label: option_label(&dial, part, value, lang),
        possible,
    };
    let options = open.map(|part| dial.offered(part).into_iter().map(|offer| option(part, offer)).collect());
    ui::Answer::Dial {
        boxes: boxes(how, &dial),
        open: open.map(ui_part),
        options: options.unwrap_or_default(),
        words: in_words(how, &dial, lang),
    }
}

fn boxes(how: &How, dial: &Dial<'_>) -> Vec<ui::DialBox> {
    let of: &[(Part, Option<Part>)] = match how {
        How::Day { .. } => &[(Part::Day, None), (Part::Month, None), (Part::Decade, Some(Part::Year))],
        How::Time => &[(Part::Hour, None), (Part::Ten, Some(Part::Minute))],
        How::Choice { .. } | How::YesNo | How::Digits { .. } | How::Number { .. } | How::Text { .. } => &[],
    };
    let open = dial.open();
    let shown = |(first, last): &(Part, Option<Part>)| ui::DialBox {
        part: ui_part(*first),
        value: box_value(dial, *first, *last),
        open: open == Some(*first) || (last.is_some() && open == *last),
    };
    of.iter().map(shown).collect()
}

/// Both digits' halves together, with a line for the one that is missing.
fn box_value(dial: &Dial<'_>, first: Part, last: Option<Part>) -> String {
    let Some(value) = dial.value(first) else { return String::new() };
    let last = last.map(|last| dial.value(last).unwrap_or(MISSING));
    [value, last.unwrap_or_default()].concat()
}

fn option_label(dial: &Dial<'_>, part: Part, value: u16, lang: Lang) -> String {
    let after = |first: Part| format!("{}{value}", dial.value(first).unwrap_or_default());
    match (part, lang) {
        (Part::Day, _) => value.to_string(),
        (Part::Month, Lang::Vi) => format!("Tháng {value}"),
        (Part::Month, Lang::En) => month(usize::from(value)).to_owned(),
        (Part::Decade, _) => format!("{value}0 – {value}9"),
        (Part::Year, _) => after(Part::Decade),
        (Part::Hour, _) => format!("{value:02}"),
        (Part::Ten, _) => format!("{value}0 – {value}9"),
        (Part::Minute, _) => after(Part::Ten),
    }
}

fn month(number: usize) -> &'static str {
    MONTHS.get(number.wrapping_sub(1)).copied().unwrap_or_default()
}

/// The whole answer as it is said; empty while a part is missing.
fn in_words(how: &How, dial: &Dial<'_>, lang: Lang) -> String {
    let part = |part| dial.value(part).unwrap_or_default();
    if dial.open().is_some() {
        return String::new();
    }
    match how {
        How::Time => match lang {
            Lang::Vi => format!("{} giờ {}{} phút", part(Part::Hour), part(Part::Ten), part(Part::Minute)),
            Lang::En => format!("{}:{}{}", part(Part::Hour), part(Part::Ten), part(Part::Minute)),
        },
        How::Day { .. } => Date::strptime("%d%m%Y", dial.digits().expose())
            .map(|day| day_in_words(day, lang))
            .unwrap_or_default(),
        How::Choice { .. } | How::YesNo | How::Digits { .. } | How::Number { .. } | How::Text { .. } => {
            String::new()
        }
    }
}

/// A day as it is said.
pub fn day_in_words(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{} năm {}", near_day(day, lang), day.year()),
        Lang::En => format!("{} {}", near_day(day, lang), day.year()),
    }
}

/// A day of these weeks, whose year nobody says.
pub fn near_day(day: Date, lang: Lang) -> String {
    let number = day.day();
    match lang {
        Lang::Vi => format!("{}, ngày {number} tháng {}", weekday(day.weekday()), day.month()),
        Lang::En => {
            let month = month(usize::from(day.month().unsigned_abs()));
            format!("{}, {number} {month}", day.strftime("%A"))
        }
    }
}

/// A day of the week as it is said in Vietnamese.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Thứ Hai",
        Weekday::Tuesday => "Thứ Ba",
        Weekday::Wednesday => "Thứ Tư",
        Weekday::Thursday => "Thứ Năm",
        Weekday::Friday => "Thứ Sáu",
        Weekday::Saturday => "Thứ Bảy",
        Weekday::Sunday => "Chủ Nhật",
    }
}

fn ui_part(part: Part) -> ui::Part {
    match part {
        Part::Day => ui::Part::Day,
        Part::Month => ui::Part::Month,
        Part::Decade => ui::Part::Decade,
        Part::Year => ui::Part::Year,
        Part::Hour => ui::Part::Hour,
        Part::Ten => ui::Part::Ten,
        Part::Minute => ui::Part::Minute,
    }
}

/// A part in the visit's words.
pub fn core_part(part: ui::Part) -> Part {
    match part {
        ui::Part::Day => Part::Day,
        ui::Part::Month => Part::Month,
        ui::Part::Decade => Part::Decade,
        ui::Part::Year => Part::Year,
        ui::Part::Hour => Part::Hour,
        ui::Part::Ten => Part::Ten,
        ui::Part::Minute => Part::Minute,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]

    use jiff::civil::date;
    use kiosk_core::form::Latest;

    use super::*;

    const DAYS: Days = Days { first: date(1900, 1, 1), last: date(2026, 11, 23) };
    static DAY: How = How::Day { latest: Latest::Today, not_before: Vec::new(), not_after: Vec::new() };

    #[test]
    fn a_whole_answer_is_told_in_words() {
        let words = |how: &How, set, lang| in_words(how, &Dial::new(how, set, DAYS), lang);
        assert_eq!(words(&DAY, "14051960", Lang::Vi), "Thứ Bảy, ngày 14 tháng 5 năm 1960");
        assert_eq!(words(&DAY, "14051960", Lang::En), "Saturday, 14 May 1960");
        assert_eq!(words(&DAY, "1405196_", Lang::Vi), "");
        assert_eq!(words(&How::Time, "0307", Lang::Vi), "03 giờ 07 phút");
        assert_eq!(words(&How::Time, "0307", Lang::En), "03:07");
    }

    #[test]
    fn a_year_is_put_together_of_its_decade_and_its_last_digit() {
        let ui::Answer::Dial { boxes, open, options, .. } = answer(&DAY, "1405196_", DAYS, Lang::Vi) else {
            panic!("no dial");
        };
        let values: Vec<&str> = boxes.iter().map(|shown| shown.value.as_str()).collect();
        assert_eq!((values, open), (vec!["14", "05", "196_"], Some(ui::Part::Year)));
        assert!(boxes.iter().map(|shown| shown.open).eq([false, false, true]));
        assert!(options.first().is_some_and(|option| option.label == "1960" && option.possible));
    }
}
