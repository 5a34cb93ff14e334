//! A ticket for somebody who cannot use the kiosk.

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::queue::{ClassId, CommandId, ServiceId, SlipPrint, Ticket, TicketId, VisitId};
use kiosk_core::text::Lang;
use kiosk_store::{StoreError, TicketRecord, TicketRequest};
use maud::{Markup, html};
use serde::Deserialize;

use super::clerk::{Clerk, Unsigned};
use super::commands::{back, print_once};
use super::note::Note;
use super::panel::said;
use super::press::drawn;
use super::{Asked, words};
use crate::live::{asked, committed};
use crate::options::{Console, StaffSignal};
use crate::page::{PageLang, frame, language_switch, say};

pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Result<Query<Asked>, QueryRejection>,
    clerk: Result<Clerk, Unsigned>,
) -> Response {
    if clerk.is_err() {
        return back(None).into_response();
    }
    let Some(press) = drawn() else { return back(Some(Note::Failed)).into_response() };
    let note = query.ok().and_then(|Query(asked)| asked.note);
    form(lang, &console, press, note).into_response()
}

fn form(lang: Lang, console: &Console, press: CommandId, note: Option<Note>) -> Markup {
    let title = say(lang, "Cấp số tại quầy", "Issue a number");
    let office = console.office();
    let body = html! {
        header.bar {
            strong.place { (title) }
            span.gap {}
            (language_switch(lang, "/staff/issue"))
            a.button data-code="Escape" href="/staff" { (say(lang, "Về quầy", "To the counter")) " " kbd { "Esc" } }
        }
        (said(lang, note))
        main.narrow.wide {
            form.issue method="post" action="/staff/issue" {
                input type="hidden" name="press" value=(press);
                @if !office.queue.classes.is_empty() {
                    fieldset {
                        legend { (say(lang, "Đối tượng ưu tiên", "Priority")) }
                        label { input type="radio" name="class" value="" checked; span { (say(lang, "Không", "None")) } }
                        @for class in &office.queue.classes {
                            label { input type="radio" name="class" value=(class.id.0); span { (class.name.get(lang)) } }
                        }
                    }
                }
                h2 { (say(lang, "Chọn dịch vụ để cấp số ngay", "Choose the service: the number is issued at once")) }
                div.counters {
                    @for (nth, service) in office.open_services().enumerate() {
                        button.counter name="service" value=(service.id.0) data-code=[digit(nth).map(|n| format!("Digit{n}"))] {
                            strong { (service.prefix) }
                            span { (service.name.get(lang)) }
                            @if let Some(n) = digit(nth) { kbd { (n) } }
                        }
                    }
                }
            }
        }
    };
    frame(lang, title, &["staff.js"], &body)
}

/// The digit that presses the nth of several buttons; there are nine.
pub(super) fn digit(nth: usize) -> Option<usize> {
    (nth < 9).then_some(nth + 1)
}

#[derive(Deserialize)]
pub(super) struct Filled {
    press: String,
    service: String,
    #[serde(default)]
    class: String,
}

/// The form's id names the visit, so that a form that is sent twice gets the ticket that it has.
fn visit(press: CommandId) -> VisitId {
    let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default();
    VisitId { run: half(press.0 >> 64), nth: half(press.0) }
}

pub(super) async fn issue(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(filled): Form<Filled>,
) -> Redirect {
    let Ok(press) = filled.press.parse() else { return refused(Note::Failed) };
    match commit(&console, &clerk, press, &filled).await {
        Ok(ticket) => {
            let page = format!("/staff/issued/{}", ticket.id.0);
            print_once(
                &console,
                press,
                StaffSignal::PrintSlip { ticket: Box::new(ticket), print: SlipPrint::First },
            );
            Redirect::to(&page)
        }
        Err(note) => refused(note),
    }
}

fn refused(note: Note) -> Redirect {
    Redirect::to(&format!("/staff/issue?note={}", note.name()))
}

async fn commit(console: &Console, clerk: &Clerk, press: CommandId, filled: &Filled) -> Result<Ticket, Note> {
    let office = console.office();
    let store = console.store().ok_or(Note::Failed)?;
    let service = office.service(&ServiceId(filled.service.clone())).ok_or(Note::WrongState)?;
    if !service.open {
        return Err(Note::ServiceClosed);
    }
    let class = (!filled.class.is_empty()).then(|| ClassId(filled.class.clone()));
    let request = TicketRequest::new(visit(press), service, console.day(), console.now().civil)
        .with_seen_class(class, &office.queue)
        .by(clerk.id.clone());
    Ok(committed(|reply| store.issue(request, reply)).await?)
}

/// The number, large enough to be shown across the counter, whatever the kiosk's printer does.
pub(super) async fn issued(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    clerk: Result<Clerk, Unsigned>,
    Path(id): Path<i64>,
) -> Response {
    let (Ok(_), Some(store)) = (clerk, console.store()) else { return back(None).into_response() };
    let record: Result<_, StoreError> = asked(&store, move |store| store.ticket(TicketId(id))).await;
    match record {
        Ok(Some(record)) => number(lang, &console, &record).into_response(),
        Ok(None) => back(Some(Note::NoTicket)).into_response(),
        Err(error) => back(Some(error.into())).into_response(),
    }
}

fn number(lang: Lang, console: &Console, record: &TicketRecord) -> Markup {
    let (ticket, office) = (&record.ticket, &console.office());
    let number = ticket.number.to_string();
    let body = html! {
        main.narrow.wide.issued {
            p.lead { (say(lang, "Số đã cấp", "The number")) }
            p.number { (number) }
            p.detail { (words::service(lang, office, &ticket.service))
                @if let Some(class) = &ticket.class { " · " b { (words::class(lang, office, class)) } } }
            p.detail { (say(lang, "Đang chờ trước số này: ", "Before this number: ")) b { (ticket.ahead) } }
            p.none { (say(lang, "Phiếu in tại kiosk. Nếu phiếu không ra, xin ghi số này cho công dân.",
                "The slip is printed at the kiosk. If none comes, please write the number down for the citizen.")) }
            nav.choices {
                a.button.primary data-code="Escape" href="/staff" { (say(lang, "Về quầy", "To the counter")) " " kbd { "Esc" } }
                a.button data-code="KeyI" href="/staff/issue" { (say(lang, "Cấp số khác", "Issue another")) " " kbd { "I" } }
                a.button href={ "/staff/ticket/" (ticket.id.0) } { (say(lang, "Xem số này", "This number")) }
            }
        }
    };
    frame(lang, &number, &["staff.js"], &body)
}
