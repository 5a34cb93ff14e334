//! Changes of settings in the audit trail: what was and what is, in words.

use kiosk_core::office::{Office, Part, Setting, Texts};
use kiosk_core::queue::{Counter, CounterId, OpeningHours, Service};
use kiosk_core::text::{Lang, Text};
use kiosk_store::SettingChange;
use maud::{Markup, html};

use super::super::press::Shown;
use super::hours::weekday;
use crate::office::name;
use crate::page::say;

/// A line of a part's value: what it is about, and what is said there.
type Line = (String, String);

/// The day's changes, the latest first, each with a button that takes it back if that is possible.
pub(in crate::staff) fn log(
    lang: Lang,
    configured: &Office,
    changes: &[SettingChange],
    nonce: u64,
) -> Markup {
    html! {
        @if !changes.is_empty() {
            section.setting-changes {
                h2 { (say(lang, "Cài đặt đã thay đổi", "Settings changed")) }
                table { tbody { @for change in changes { (row(lang, configured, change, nonce)) } } }
            }
        }
    }
}

fn row(lang: Lang, configured: &Office, change: &SettingChange, nonce: u64) -> Markup {
    let shown = Shown { counter: CounterId(0), seq: nonce, open: None };
    html! {
        tr {
            td { time { (change.at.strftime("%H:%M:%S")) } }
            td { b { (name(lang, change.part)) }
                @if change.undoes.is_some() { " · " (say(lang, "hoàn tác", "taken back")) } }
            td { (differences(lang, configured, change)) }
            td { (change.staff.0) }
            td { @if change.latest {
                form method="post" action="/staff/settings/undo" {
                    (shown.fields(&format!("undo setting {}", change.seq), None))
                    input type="hidden" name="seq" value=(change.seq);
                    button { (say(lang, "Hoàn tác", "Undo")) }
                }
            } }
        }
    }
}

fn differences(lang: Lang, configured: &Office, change: &SettingChange) -> Markup {
    let lines = |json: &Option<String>| {
        value(configured, change.part, json.as_deref()).map(|value| lines(lang, &value))
    };
    let (Some(before), Some(after)) = (lines(&change.before), lines(&change.after)) else {
        return html! { (say(lang, "giá trị không đọc được", "a value that cannot be read")) };
    };
    let found = between(&before, &after);
    html! {
        @if found.is_empty() { (say(lang, "như trước", "as it was")) }
        ul.differences {
            @for (about, before, after) in found {
                li { (about) ": " del { (before.unwrap_or("–")) } " → " ins { (after.unwrap_or("–")) } }
            }
        }
    }
}

/// The value that was written down, or the configuration's.
fn value(configured: &Office, part: Part, json: Option<&str>) -> Option<Setting> {
    match json {
        Some(json) => Setting::read(part, json).ok(),
        None => Some(Setting::of(configured, part)),
    }
}

/// The lines that are not the same on both sides, those of `after` first.
fn between<'a>(before: &'a [Line], after: &'a [Line]) -> Vec<(&'a str, Option<&'a str>, Option<&'a str>)> {
    let find = |lines: &'a [Line], about: &str| {
        lines.iter().find(|line| line.0 == about).map(|line| line.1.as_str())
    };
    let changed = after.iter().map(|(about, now)| (about.as_str(), find(before, about), Some(now.as_str())));
    let gone = before.iter().filter(|(about, _)| find(after, about).is_none());
    let gone = gone.map(|(about, was)| (about.as_str(), Some(was.as_str()), None));
    changed.filter(|(_, was, now)| was != now).chain(gone).collect()
}

fn lines(lang: Lang, setting: &Setting) -> Vec<Line> {
    match setting {
        Setting::Services(services) => services.iter().flat_map(|one| service(lang, one)).collect(),
        Setting::Counters(counters) => counters.iter().map(|one| counter(lang, one)).collect(),
        Setting::Hours(all) => hours(lang, all),
        Setting::Texts(all) => texts(lang, all),
    }
}

fn both(text: &Text) -> String {
    format!("{} / {}", text.vi, text.en)
}

fn service(lang: Lang, service: &Service) -> Vec<Line> {
    let about = |vi: &str, en: &str| format!("{} · {}", service.id.0, say(lang, vi, en));
    let optional = |number: Option<u32>| number.map_or("–".into(), |number| number.to_string());
    let open = if service.open { say(lang, "có", "yes") } else { say(lang, "không", "no") };
    vec![
        (about("tên", "name"), both(&service.name)),
        (about("chữ đầu số", "prefix"), service.prefix.clone()),
        (about("chuẩn bị sẵn", "to have ready"), service.ready.as_ref().map_or("–".into(), both)),
        (about("phút/người", "minutes each"), optional(service.minutes)),
        (about("số đầu ngày", "first number"), service.numbering.start.to_string()),
        (about("số chữ số", "digits"), service.numbering.width.to_string()),
        (about("tối đa/ngày", "limit a day"), optional(service.per_day)),
        (about("đang cấp số", "gives numbers"), open.to_owned()),
    ]
}

fn counter(lang: Lang, counter: &Counter) -> Line {
    let services: Vec<&str> = counter.services.iter().map(|id| id.0.as_str()).collect();
    (format!("{} {}", say(lang, "quầy", "counter"), counter.id.0), services.join(", "))
}

fn hours(lang: Lang, hours: &OpeningHours) -> Vec<Line> {
    let day = |day: usize| match &hours.week {
        None => say(lang, "mọi giờ", "at any hour").to_owned(),
        Some(week) if week[day].is_empty() => say(lang, "nghỉ", "closed").to_owned(),
        Some(week) => week[day].iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    let closed: Vec<String> =
        hours.closed_on.iter().map(|day| day.strftime("%d/%m/%Y").to_string()).collect();
    let week = (0..7).map(|nth| (weekday(lang, nth).to_owned(), day(nth)));
    let rest = [
        (
            say(lang, "ngày nghỉ", "closed on"),
            if closed.is_empty() { "–".to_owned() } else { closed.join(", ") },
        ),
        (
            say(lang, "ngừng cấp số trước khi đóng cửa", "last number before closing"),
            format!("{} {}", hours.last_ticket, say(lang, "phút", "min")),
        ),
        (
            say(lang, "ngày mới bắt đầu lúc", "a day begins at"),
            hours.day_begins.strftime("%H:%M").to_string(),
        ),
    ];
    week.chain(rest.map(|(about, said)| (about.to_owned(), said))).collect()
}

fn texts(lang: Lang, texts: &Texts) -> Vec<Line> {
    let numbered = |vi, en, all: &[Text]| {
        let line = |(nth, text): (usize, &Text)| (format!("{} {}", say(lang, vi, en), nth + 1), both(text));
        all.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    let mut lines = vec![(say(lang, "tên cơ quan", "the office's name").to_owned(), both(&texts.name))];
    lines.extend(numbered("thông báo", "notice", &texts.notices));
    lines.extend(numbered("nội quy", "house rule", &texts.house_rules));
    lines
}
