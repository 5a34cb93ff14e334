//! The hours' form: spans for each day of the week, closed days, last number and the cut-off.

use jiff::civil::{Date, Time};
use kiosk_core::office::rule;
use kiosk_core::queue::{OpeningHours, Span};
use kiosk_core::text::Lang;
use maud::{Markup, html};

use super::filled::{Filled, row_field};
use super::mistake::Mistake;
use super::sheet::Sheet;
use crate::page::say;

/// How many spans of a day the form has at least: morning and afternoon.
const SPANS: usize = 2;

/// How many spans of a day are read at most.
const MOST_SPANS: usize = 6;

/// Stands for a number of minutes that is none.
const NO_MINUTES: u32 = u32::MAX;

/// The day of the week, Monday as 0.
pub(super) fn weekday(lang: Lang, day: usize) -> &'static str {
    const NAMES: [(&str, &str); 7] = [
        ("Thứ hai", "Monday"),
        ("Thứ ba", "Tuesday"),
        ("Thứ tư", "Wednesday"),
        ("Thứ năm", "Thursday"),
        ("Thứ sáu", "Friday"),
        ("Thứ bảy", "Saturday"),
        ("Chủ nhật", "Sunday"),
    ];
    NAMES.get(day).map_or("", |(vi, en)| say(lang, vi, en))
}

fn from(day: usize, nth: usize) -> String {
    format!("from.{day}.{nth}")
}

fn to(day: usize, nth: usize) -> String {
    format!("to.{day}.{nth}")
}

pub(super) fn fill(hours: &OpeningHours) -> Filled {
    let mut filled = Filled::default();
    filled.put("by", if hours.week.is_some() { "week" } else { "always" });
    for (day, spans) in hours.week.iter().flatten().enumerate() {
        for (nth, span) in spans.iter().enumerate() {
            filled.put(from(day, nth), span.from.strftime("%H:%M"));
            filled.put(to(day, nth), span.to.strftime("%H:%M"));
        }
    }
    let closed: Vec<String> =
        hours.closed_on.iter().map(|day| day.strftime("%d/%m/%Y").to_string()).collect();
    filled.put("closed", closed.join("\n"));
    filled.put("last", hours.last_ticket);
    filled.put("begins", hours.day_begins.strftime("%H:%M"));
    filled
}

/// The hours, or what cannot be read as a time or a day.
pub(super) fn read(filled: &Filled, lang: Lang) -> Result<OpeningHours, Vec<Mistake>> {
    let closed: Result<Vec<Date>, &str> = filled.get("closed").split_whitespace().map(date).collect();
    let begins = time(filled.get("begins"));
    let wrong =
        |field: &str, vi: &str, en: &str| Mistake { field: field.into(), sentence: say(lang, vi, en).into() };
    let mut mistakes = Vec::new();
    if let Err(text) = &closed {
        let sentence = match lang {
            Lang::Vi => format!("“{text}” không phải là ngày. Xin ghi mỗi dòng một ngày, như 01/01/2027."),
            Lang::En => format!("“{text}” is no day. Please write one a line, such as 01/01/2027."),
        };
        mistakes.push(Mistake { field: "closed".into(), sentence });
    }
    if begins.is_none() {
        mistakes.push(wrong(
            "begins",
            "Xin ghi một giờ trong ngày, như 00:00.",
            "Please write a time of day, such as 00:00.",
        ));
    }
    match (closed, begins) {
        (Ok(closed_on), Some(day_begins)) => Ok(OpeningHours {
            week: (filled.get("by") == "week").then(|| std::array::from_fn(|day| spans(filled, day))),
            closed_on,
            last_ticket: filled.get("last").parse().unwrap_or(NO_MINUTES),
            day_begins,
        }),
        _ => Err(mistakes),
    }
}

/// A time of day as "07:30", or as it is written by hand: "7h30".
fn time(text: &str) -> Option<Time> {
    rule::time(&text.replace('h', ":"))
}

/// A day as it is written here, or as the configuration writes it.
fn date(text: &str) -> Result<Date, &str> {
    Date::strptime("%d/%m/%Y", text).or_else(|_| text.parse()).map_err(|_| text)
}

/// The day's spans; one of which only one end is written, or written wrongly, is one that cannot be.
fn spans(filled: &Filled, day: usize) -> Vec<Span> {
    let written =
        |nth: &usize| !(filled.get(&from(day, *nth)).is_empty() && filled.get(&to(day, *nth)).is_empty());
    let time = |field: &str| time(filled.get(field));
    let no_span = Span { from: Time::midnight(), to: Time::midnight() };
    let span = |nth| match (time(&from(day, nth)), time(&to(day, nth))) {
        (Some(from), Some(to)) => Span { from, to },
        _ => no_span,
    };
    (0..MOST_SPANS).filter(written).map(span).collect()
}

pub(super) fn form(sheet: Sheet<'_>) -> Markup {
    let by_week = sheet.filled.get("by") == "week";
    html! {
        fieldset {
            legend { (sheet.say("Giờ cấp số", "When numbers are given out")) }
            div.ticks {
                label.tick { input type="radio" name="by" value="always" checked[!by_week]; span { (sheet.say("Mọi giờ", "At any hour")) } }
                label.tick { input type="radio" name="by" value="week" checked[by_week]; span { (sheet.say("Theo lịch tuần dưới đây", "By the week below")) } }
            }
            table.week {
                thead { tr { th {} th { (sheet.say("Buổi sáng", "Morning")) } th { (sheet.say("Buổi chiều", "Afternoon")) } th {} } }
                tbody { @for day in 0..7 { (row(sheet, day)) } }
            }
        }
        fieldset.rest {
            legend { (sheet.say("Ngày nghỉ và giới hạn", "Closed days and limits")) }
            (sheet.lines("closed", sheet.say("Ngày nghỉ lễ, mỗi dòng một ngày", "Public holidays, one a line"), 5))
            div.many {
                (sheet.number("last", sheet.say("Ngừng cấp số trước khi đóng cửa (phút)", "Last number before closing (min)")))
                label.field.short {
                    span { (sheet.say("Ngày làm việc mới bắt đầu lúc", "A new service day begins at")) }
                    (sheet.time("begins", sheet.say("Ngày làm việc mới bắt đầu lúc", "A new service day begins at")))
                    (sheet.wrong("begins"))
                }
            }
        }
    }
}

fn row(sheet: Sheet<'_>, day: usize) -> Markup {
    let name = weekday(sheet.lang, day);
    let more = (SPANS..MOST_SPANS).any(|nth| !sheet.filled.get(&from(day, nth)).is_empty());
    let shown = if more { MOST_SPANS } else { SPANS };
    html! {
        tr {
            th { (name) }
            @for nth in 0..shown {
                td {
                    (sheet.time(&from(day, nth), &format!("{name}: {}", sheet.say("từ", "from"))))
                    " – "
                    (sheet.time(&to(day, nth), &format!("{name}: {}", sheet.say("đến", "to"))))
                }
            }
            td { (sheet.wrong(&row_field("day", day))) }
        }
    }
}
