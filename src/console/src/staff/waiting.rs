//! The right side of the work page: alarms, who waits, who was set aside, who did not come.

use kiosk_core::queue::{Counter, SlipState, TicketId, TicketNumber};
use kiosk_core::text::Lang;
use kiosk_store::Listed;
use maud::{Markup, html};

use super::facts::{Desk, Facts};
use super::press::Shown;
use super::words;
use crate::alarm::{HELP, Severity};
use crate::options::Console;
use crate::page::say;

/// What staff have to look after.
pub(super) fn alarms(lang: Lang, console: &Console, facts: &Facts, counter: &Counter) -> Markup {
    let alarms = console.alarms();
    let shown = facts.desk.as_ref().map(|desk| desk.shown(counter));
    html! {
        @if !alarms.is_empty() || !facts.unconfirmed.is_empty() {
            section.alarms aria-label=(say(lang, "Cần chú ý", "Needs attention")) {
                @for alarm in &alarms {
                    div.alarm.trouble[alarm.severity == Severity::Trouble] {
                        p { (alarm.text.get(lang)) }
                        @if alarm.key == HELP {
                            form method="post" action="/staff/help-given" {
                                button #help-given { (say(lang, "Đã giúp", "Helped")) }
                            }
                        }
                    }
                }
                @if let Some(shown) = shown {
                    @for slip in &facts.unconfirmed { (doubtful(lang, slip, shown)) }
                }
            }
        }
    }
}

/// A slip that may not be in its citizen's hand.
fn doubtful(
    lang: Lang,
    (ticket, number, slip): &(TicketId, TicketNumber, SlipState),
    shown: Shown,
) -> Markup {
    html! {
        div.alarm.slip {
            p { a href={ "/staff/ticket/" (ticket.0) } { strong { (number) } } " – " (words::slip(lang, *slip)) }
            div.answers {
                form method="post" action="/staff/reprint" {
                    (shown.fields("reprint", Some(*ticket)))
                    button { (say(lang, "In lại", "Print again")) }
                }
                form method="post" action="/staff/slip-seen" {
                    (shown.fields("slip-seen", Some(*ticket)))
                    button { (say(lang, "Đã có phiếu", "Has it")) }
                }
            }
        }
    }
}

/// Who waits, who was set aside, who did not come.
pub(super) fn lists(lang: Lang, console: &Console, counter: &Counter, desk: &Desk) -> Markup {
    let (view, shown) = (&desk.view, desk.shown(counter));
    let call = |label| Some(Offer { verb: "call", label });
    let back = Some(Offer { verb: "return", label: say(lang, "Xếp lại", "Back in line") });
    let not_called = if view.paused { None } else { call(say(lang, "Mời", "Call")) };
    html! {
        @if !view.on_hold.is_empty() {
            section.queue {
                h2 { (say(lang, "Đang tạm giữ", "On hold")) span { (view.on_hold.len()) } }
                (rows(lang, console, shown, &view.on_hold, &[not_called, back]))
            }
        }
        section.queue {
            h2 { (say(lang, "Đang chờ", "Waiting")) span.total { (view.waiting) } }
            (by_service(lang, console, counter, desk))
            @if view.line.is_empty() {
                p.none { (say(lang, "Không còn ai chờ", "Nobody is waiting")) }
            } @else {
                div.turn { (rows(lang, console, shown, &view.line, &[not_called])) }
            }
        }
        @if !view.no_shows.is_empty() {
            section.queue {
                h2 { (say(lang, "Không đến", "No-show")) span { (view.no_shows.len()) } }
                (rows(lang, console, shown, &view.no_shows, &[not_called, back]))
            }
        }
    }
}

fn by_service(lang: Lang, console: &Console, counter: &Counter, desk: &Desk) -> Markup {
    let waiting = |id| desk.view.by_service.iter().find(|(service, _)| service == id).map_or(0, |(_, n)| *n);
    let office = console.office();
    html! {
        @if counter.services.len() > 1 {
            ul.services {
                @for service in counter.services.iter().filter_map(|id| office.service(id)) {
                    li { span { (service.name.get(lang)) } b { (waiting(&service.id)) } }
                }
            }
        }
    }
}

/// A button beside a number of a list.
#[derive(Clone, Copy)]
struct Offer<'a> {
    verb: &'static str,
    label: &'a str,
}

fn rows(
    lang: Lang,
    console: &Console,
    shown: Shown,
    tickets: &[Listed],
    offers: &[Option<Offer<'_>>],
) -> Markup {
    html! {
        ol.line {
            @for listed in tickets {
                li {
                    a.number href={ "/staff/ticket/" (listed.ticket.0) } { (listed.number) }
                    span.why { (why(lang, console, listed)) }
                    @for offer in offers.iter().flatten() {
                        form method="post" action={ "/staff/" (offer.verb) } {
                            (shown.fields(offer.verb, Some(listed.ticket)))
                            button { (offer.label) }
                        }
                    }
                }
            }
        }
    }
}

/// Since when somebody waits, and what puts them before others.
fn why(lang: Lang, console: &Console, listed: &Listed) -> Markup {
    let (office, standing) = (&console.office(), &listed.standing);
    html! {
        (listed.arrived_at.strftime("%H:%M"))
        @if let Some(class) = &standing.class { " · " b { (words::class(lang, office, class)) } }
        @if let Some(claim) = &standing.claim { " · " (say(lang, "khai: ", "declares: ")) (words::class(lang, office, claim)) }
        @if standing.only_at.is_some() { " · " (say(lang, "chuyển đến quầy này", "sent here")) }
    }
}
