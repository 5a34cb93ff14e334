//! One ticket: where it stands, what can be done with it, and what happened to it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::queue::{ClassId, Command, Context, Counter, ServiceId, TicketId, Transition, apply};
use kiosk_core::text::Lang;
use kiosk_store::{Change, Entry, TicketRecord};
use maud::{Markup, html};
use serde::Deserialize;

use super::clerk::{Clerk, Unsigned};
use super::commands::{at_counter, back};
use super::facts::{Desk, desk};
use super::issue::digit;
use super::note::Note;
use super::press::Shown;
use super::{panel, words};
use crate::live::asked;
use crate::options::Console;
use crate::page::{frame, say};

#[derive(Deserialize)]
pub(super) struct Wanted {
    number: String,
}

/// Leads from a number, as a citizen says it, to its page.
pub(super) async fn find(
    State(console): State<Arc<Console>>,
    clerk: Result<Clerk, Unsigned>,
    Query(wanted): Query<Wanted>,
) -> Redirect {
    let (Ok(_), Some(store)) = (clerk, console.store()) else { return back(None) };
    let day = console.day();
    match asked(&store, move |store| store.ticket_of_number(day, &wanted.number)).await {
        Ok(Some(ticket)) => Redirect::to(&format!("/staff/ticket/{}", ticket.0)),
        Ok(None) => back(Some(Note::NoTicket)),
        Err(error) => back(Some(error.into())),
    }
}

/// What is shown of a ticket.
struct Sheet {
    record: TicketRecord,
    life: Vec<Entry>,
    desk: Desk,
}

pub(super) async fn page(
    State(console): State<Arc<Console>>,
    kiosk: crate::page::PageLang,
    clerk: Result<Clerk, Unsigned>,
    Path(id): Path<i64>,
) -> Response {
    let Ok(clerk) = clerk else { return back(None).into_response() };
    match sheet(&console, &clerk, TicketId(id)).await {
        Ok((counter, sheet)) => view(kiosk.0, &console, &counter, &sheet).into_response(),
        Err(elsewhere) => elsewhere.into_response(),
    }
}

async fn sheet(console: &Arc<Console>, clerk: &Clerk, id: TicketId) -> Result<(Counter, Sheet), Redirect> {
    let (store, counter) = at_counter(console, clerk)?;
    let (asking, at) = (Arc::clone(console), counter.clone());
    let read = asked(&store, move |store| {
        let Some(record) = store.ticket(id)? else { return Ok(None) };
        Ok(Some(Sheet { record, life: store.life(id)?, desk: desk(store, &asking, &at)? }))
    });
    match read.await {
        Ok(Some(sheet)) => Ok((counter, sheet)),
        Ok(None) => Err(back(Some(Note::NoTicket))),
        Err(error) => Err(back(Some(error.into()))),
    }
}

fn view(lang: Lang, console: &Console, counter: &Counter, sheet: &Sheet) -> Markup {
    let (office, record) = (console.office(), &sheet.record);
    let (number, standing) = (record.ticket.number.to_string(), &record.standing);
    let shown = sheet.desk.shown(counter);
    let body = html! {
        header.bar {
            strong.place { (say(lang, "Số", "Number")) " " (number) }
            span.gap {}
            a.button #back data-code="Escape" href="/staff" { (say(lang, "Về quầy", "To the counter")) " " (counter.id.0) " " kbd { "Esc" } }
        }
        main.ticket data-live {
            div.left {
            section.facts {
                p.number { (number) }
                p.state { (words::state(lang, standing.state))
                    @if let Some(at) = standing.counter { " · " (say(lang, "quầy", "counter")) " " (at.0) } }
                p { (words::service(lang, &office, &standing.service)) " · " (say(lang, "lấy số lúc", "issued at")) " "
                    (record.ticket.issued_at.strftime("%H:%M")) }
                @if let Some(class) = &standing.class { p { b { (words::class(lang, &office, class)) } } }
                (panel::claim(lang, console, record, shown))
                p.none { (words::slip(lang, record.slip)) }
            }
            section.transfers #transfer { (transfers(lang, console, counter, sheet, shown)) }
            section.classes { (classes(lang, console, counter, sheet, shown)) }
            }
            section.offers { (offers(lang, console, counter, sheet, shown)) }
            section.life { (life(lang, console, &sheet.life)) }
        }
    };
    frame(lang, &number, &["staff.js"], &body)
}

/// Whether the rules allow `command`, so that only such buttons are offered.
fn allowed(console: &Console, counter: &Counter, sheet: &Sheet, command: &Command) -> bool {
    let office = console.office();
    let context =
        Context { counter: counter.id, errands: &sheet.record.ticket.errands, rules: &office.queue };
    apply(&sheet.record.standing, command, context).is_ok()
}

fn offers(lang: Lang, console: &Console, counter: &Counter, sheet: &Sheet, shown: Shown) -> Markup {
    let commands = [
        ("serve", Command::Serve, say(lang, "Công dân đã đến", "The citizen is here")),
        ("hold", Command::Hold, say(lang, "Tạm giữ", "Hold")),
        ("no-show", Command::NoShow, say(lang, "Không đến", "No-show")),
        ("done", Command::Done, say(lang, "Xong", "Done")),
        (
            "return",
            Command::Return,
            say(lang, "Xếp lại hàng, giữ thứ tự cũ", "Back in line, with the old place"),
        ),
        ("cancel", Command::Cancel, say(lang, "Huỷ số", "Cancel the number")),
    ];
    let id = Some(sheet.record.ticket.id);
    let free = !sheet.desk.view.paused && allowed(console, counter, sheet, &Command::Call);
    html! {
        @if free { (button("call", call_label(lang, sheet), shown, id, true)) }
        @for (verb, command, label) in &commands {
            @if allowed(console, counter, sheet, command) { (button(verb, label, shown, id, false)) }
        }
        (button("reprint", say(lang, "In lại phiếu tại kiosk", "Print the slip again at the kiosk"), shown, id, false))
    }
}

/// A call ends what is open at the counter, and says so before.
fn call_label(lang: Lang, sheet: &Sheet) -> &'static str {
    if sheet.desk.view.open.is_some() {
        say(lang, "Xong số hiện tại và mời số này", "Finish the present number and call this one")
    } else {
        say(lang, "Mời số này", "Call this number")
    }
}

fn button(verb: &str, label: &str, shown: Shown, ticket: Option<TicketId>, primary: bool) -> Markup {
    html! {
        form method="post" action={ "/staff/" (verb) } {
            (shown.fields(verb, ticket))
            button.primary[primary] { (label) }
        }
    }
}

fn transfers(lang: Lang, console: &Console, counter: &Counter, sheet: &Sheet, shown: Shown) -> Markup {
    let here = &sheet.record.standing.service;
    let probe = Command::Transfer { service: here.clone(), only_at: None };
    if !allowed(console, counter, sheet, &probe) {
        return html! {};
    }
    let office = console.office();
    html! {
        h2 { (say(lang, "Chuyển đến (giữ thứ tự lấy số)", "Transfer to (keeps its place)")) }
        div.choices {
            @for (nth, service) in office.services.iter().filter(|service| &service.id != here).enumerate() {
                (transfer(service.name.get(lang), (&service.id, None), digit(nth), sheet, shown))
            }
            @for other in office.counters.iter().filter(|other| other.id != counter.id) {
                (transfer(&format!("{} {}", say(lang, "Quầy", "Counter"), other.id.0), (here, Some(other)), None, sheet, shown))
            }
        }
    }
}

fn transfer(
    label: &str,
    (service, only_at): (&ServiceId, Option<&Counter>),
    digit: Option<usize>,
    sheet: &Sheet,
    shown: Shown,
) -> Markup {
    let what = format!("transfer {} {}", service.0, only_at.map_or(0, |counter| counter.id.0));
    html! {
        form method="post" action="/staff/transfer" {
            (shown.fields(&what, Some(sheet.record.ticket.id)))
            input type="hidden" name="service" value=(service.0);
            @if let Some(counter) = only_at { input type="hidden" name="only_at" value=(counter.id.0); }
            button data-code=[digit.map(|n| format!("Digit{n}"))] { (label) @if let Some(n) = digit { " " kbd { (n) } } }
        }
    }
}

fn classes(lang: Lang, console: &Console, counter: &Counter, sheet: &Sheet, shown: Shown) -> Markup {
    let office = console.office();
    let rules = &office.queue;
    if rules.classes.is_empty() || !allowed(console, counter, sheet, &Command::Classify(None)) {
        return html! {};
    }
    let now = sheet.record.standing.class.as_ref();
    html! {
        h2 { (say(lang, "Đối tượng", "Class")) }
        div.choices {
            @for class in rules.classes.iter().filter(|class| Some(&class.id) != now) {
                (classify(class.name.get(lang), Some(&class.id), sheet, shown))
            }
            @if now.is_some() { (classify(say(lang, "Không thuộc đối tượng nào", "None"), None, sheet, shown)) }
        }
    }
}

fn classify(label: &str, class: Option<&ClassId>, sheet: &Sheet, shown: Shown) -> Markup {
    let class = class.map_or("", |class| &class.0);
    html! {
        form method="post" action="/staff/classify" {
            (shown.fields(&format!("class {class}"), Some(sheet.record.ticket.id)))
            input type="hidden" name="class" value=(class);
            button { (label) }
        }
    }
}

fn life(lang: Lang, console: &Console, life: &[Entry]) -> Markup {
    html! {
        h2 { (say(lang, "Quá trình", "History")) }
        ol {
            @for entry in life {
                li {
                    time { (entry.at.strftime("%H:%M:%S")) }
                    span { (change(lang, console, &entry.change)) }
                    span.by { (by(lang, entry)) }
                }
            }
        }
    }
}

/// What a row of the journal tells, in words.
pub(super) fn change(lang: Lang, console: &Console, change: &Change) -> Markup {
    let office = console.office();
    html! {
        @match change {
            Change::Issued { standing, .. } => { (say(lang, "cấp số", "issued")) ": " (words::service(lang, &office, &standing.service)) }
            Change::Moved { transition, standing, .. } => {
                (words::did(lang, *transition))
                @if matches!(transition, Transition::Undone) { ": " (words::state(lang, standing.state)) }
                " · " (words::service(lang, &office, &standing.service))
                @if let Some(class) = standing.class.as_ref().filter(|_| matches!(transition, Transition::Classified)) {
                    " · " (words::class(lang, &office, class))
                }
            }
            Change::ErrandAdded { service, .. } => { (say(lang, "thêm việc", "errand added")) ": " (words::service(lang, &office, service)) }
            Change::Slip { slip, .. } => (words::slip(lang, *slip)),
            Change::Paused(_) => (say(lang, "tạm dừng", "paused")),
            Change::Resumed(_) => (say(lang, "tiếp tục", "resumed")),
        }
    }
}

/// Who did it, and where.
pub(super) fn by(lang: Lang, entry: &Entry) -> String {
    let staff = entry.source.staff.as_ref().map(|staff| staff.0.clone());
    let counter = entry.source.counter.map(|at| format!("{} {}", say(lang, "quầy", "counter"), at.0));
    [staff, counter].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
