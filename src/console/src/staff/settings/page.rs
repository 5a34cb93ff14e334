//! The pages of settings.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::office::{Office, Part, Setting};
use kiosk_core::queue::CommandId;
use kiosk_core::text::Lang;
use kiosk_store::Store;
use maud::{Markup, html};

use super::super::Asked;
use super::super::accounts::bar;
use super::super::clerk::Administrator;
use super::super::note::Note;
use super::super::panel::said;
use super::super::press::drawn;
use super::filled::Filled;
use super::mistake::Mistake;
use super::sheet::{Sheet, note_id};
use super::{counters, hours, services, texts};
use crate::live::asked;
use crate::office::name;
use crate::options::Console;
use crate::page::{PageLang, frame, say};

/// The part as it is called in an address.
pub(super) fn word(part: Part) -> &'static str {
    match part {
        Part::Services => "services",
        Part::Counters => "counters",
        Part::Hours => "hours",
        Part::Texts => "texts",
    }
}

/// The part that is called so in an address.
pub(super) fn part(called: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| word(*part) == called)
}

pub(super) async fn first(_: Administrator) -> Redirect {
    Redirect::to("/staff/settings/services")
}

/// What holds, ready to be changed.
pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    _: Administrator,
    Path(called): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(part) = part(&called) else { return StatusCode::NOT_FOUND.into_response() };
    let note = query.ok().and_then(|Query(asked)| asked.note);
    let (Some(seen), Some(press)) = (latest(&console, part).await, drawn()) else {
        return (StatusCode::SERVICE_UNAVAILABLE, broken(lang, part)).into_response();
    };
    let office = console.office();
    let filled = fill(&Setting::of(&office, part));
    let sheet = Sheet { lang, filled: &filled, mistakes: &[] };
    shown(&office, part, sheet, (seen, press), note).into_response()
}

/// The number of the latest change of `part`.
async fn latest(console: &Console, part: Part) -> Option<u64> {
    let settings = asked(&console.store()?, Store::settings).await.ok()?;
    Some(settings.latest(part))
}

fn fill(setting: &Setting) -> Filled {
    match setting {
        Setting::Services(all) => services::fill(all),
        Setting::Counters(all) => counters::fill(all),
        Setting::Hours(all) => hours::fill(all),
        Setting::Texts(all) => texts::fill(all),
    }
}

/// The form once more with what was typed and what of it cannot be, to be sent as a new press.
pub(super) fn again(
    lang: Lang,
    office: &Office,
    part: Part,
    (filled, mistakes): (&Filled, &[Mistake]),
    seen: u64,
) -> Response {
    let Some(press) = drawn() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let sheet = Sheet { lang, filled, mistakes };
    (StatusCode::UNPROCESSABLE_ENTITY, shown(office, part, sheet, (seen, press), None)).into_response()
}

fn shown(
    office: &Office,
    part: Part,
    sheet: Sheet<'_>,
    (seen, press): (u64, CommandId),
    note: Option<Note>,
) -> Markup {
    let path = format!("/staff/settings/{}", word(part));
    let title = format!("{} · {}", sheet.say("Cài đặt", "Settings"), name(sheet.lang, part));
    let body = html! {
        (bar(sheet.lang, sheet.say("Cài đặt", "Settings"), &path))
        (said(sheet.lang, note))
        main.settings {
            (tabs(sheet.lang, part))
            form method="post" action=(path) {
                input type="hidden" name="press" value=(press);
                input type="hidden" name="seen" value=(seen);
                (complaints(sheet))
                @match part {
                    Part::Services => (services::form(sheet, &office.services.iter().map(|s| s.id.clone()).collect::<Vec<_>>())),
                    Part::Counters => (counters::form(sheet, office)),
                    Part::Hours => (hours::form(sheet)),
                    Part::Texts => (texts::form(sheet)),
                }
                div.save {
                    button.primary { (sheet.say("Lưu và áp dụng", "Save and apply")) }
                    span { (sheet.say("Áp dụng ngay cho cán bộ; màn hình kiosk đổi sau lượt đang dùng. Có thể hoàn tác trong Nhật ký.",
                        "Holds at once for staff; the kiosk's screen follows after the visit that runs. It can be undone in the audit trail.")) }
                }
            }
        }
    };
    frame(sheet.lang, &title, &[], &body)
}

fn tabs(lang: Lang, part: Part) -> Markup {
    html! {
        nav.tabs {
            @for each in Part::ALL {
                a href={ "/staff/settings/" (word(each)) } aria-current=[(each == part).then_some("page")] { (name(lang, each)) }
            }
        }
    }
}

/// What is wrong with the whole form, and that something is wrong below.
fn complaints(sheet: Sheet<'_>) -> Markup {
    html! {
        @if !sheet.mistakes.is_empty() {
            div.complaints role="alert" {
                p { b { (sheet.say("Chưa lưu.", "Not saved.")) } " "
                    @if let Some(first) = sheet.mistakes.iter().find(|mistake| !mistake.field.is_empty()) {
                        (sheet.say("Xin sửa các ô được đánh dấu bên dưới.", "Please mend the fields that are marked below.")) " "
                        a href={ "#" (note_id(&first.field)) } { (sheet.say("Đến ô đầu tiên", "To the first one")) }
                    } }
                @for mistake in sheet.mistakes.iter().filter(|mistake| mistake.field.is_empty()) {
                    p { (mistake.sentence) }
                }
            }
        }
    }
}

fn broken(lang: Lang, part: Part) -> Markup {
    let title = say(lang, "Cài đặt", "Settings");
    let body = html! {
        (bar(lang, title, &format!("/staff/settings/{}", word(part))))
        main.settings { p.strip.gentle { (Note::Failed.sentence(lang)) } }
    };
    frame(lang, title, &[], &body)
}
