//! The page that a clerk works on all day.

use kiosk_core::queue::{Counter, TicketId};
use kiosk_core::text::Lang;
use kiosk_store::{Call, Press, Role};
use maud::{Markup, html};

use super::clerk::Clerk;
use super::facts::{Desk, Facts};
use super::note::Note;
use super::press::Shown;
use super::{waiting, words};
use crate::options::Console;
use crate::page::{frame, language_switch, say};

/// Choosing a counter.
pub(super) fn counter_page(lang: Lang, console: &Console, clerk: &Clerk) -> Markup {
    let title = say(lang, "Chọn quầy", "Choose your counter");
    let body = html! {
        (bar(lang, console, clerk, None))
        main.narrow.wide {
            h1 { (title) }
            form.counters method="post" action="/staff/counter" {
                @for counter in &console.office().counters {
                    button.counter name="counter" value=(counter.id.0) {
                        strong { (say(lang, "Quầy", "Counter")) " " (counter.id.0) }
                        span { (services(lang, console, counter)) }
                    }
                }
            }
        }
    };
    frame(lang, title, &[], &body)
}

fn services(lang: Lang, console: &Console, counter: &Counter) -> String {
    let office = console.office();
    let names: Vec<_> =
        counter.services.iter().filter_map(|id| office.service(id)).map(|s| s.name.get(lang)).collect();
    names.join(" · ")
}

/// The bar of a page beside the counter's, which leads back there; `links` go to its neighbours.
pub(super) fn side_bar(lang: Lang, title: &str, path: &str, links: &Markup) -> Markup {
    html! {
        header.bar {
            strong.place { (title) }
            span.gap {}
            (links)
            (language_switch(lang, path))
            a.button href="/staff" { (say(lang, "Về quầy", "To the counter")) }
        }
    }
}

fn bar(lang: Lang, console: &Console, clerk: &Clerk, counter: Option<&Counter>) -> Markup {
    html! {
        header.bar {
            @if let Some(counter) = counter {
                strong.place { (say(lang, "Quầy", "Counter")) " " (counter.id.0) }
                span.serves { (services(lang, console, counter)) }
            } @else {
                strong.place { (console.office().name.get(lang)) }
            }
            span.gap {}
            span.who { (clerk.name) }
            @if counter.is_some() {
                form.find action="/staff/ticket" {
                    input name="number" aria-label=(say(lang, "Tìm số", "Find a number")) autocomplete="off"
                        placeholder=(say(lang, "Tìm số…", "Number…")) required maxlength="8";
                }
                a.button.quiet #issue data-code="KeyI" href="/staff/issue" { (say(lang, "Cấp số", "Issue")) " " kbd { "I" } }
            }
            a.button.quiet href="/staff/figures" { (say(lang, "Số liệu", "Figures")) }
            a.button.quiet href="/staff/form" { (say(lang, "Đọc tờ khai", "Form reader")) }
            a.button.quiet href="/staff/notices" { (say(lang, "Niêm yết", "Notices")) }
            @if clerk.role == Role::Administrator {
                a.button.quiet href="/staff/accounts" { (say(lang, "Quản trị", "Administration")) }
            }
            (language_switch(lang, "/staff"))
            @if counter.is_some() {
                form method="post" action="/staff/counter" {
                    button.quiet name="counter" value="" { (say(lang, "Đổi quầy", "Change counter")) }
                }
            }
            form method="post" action="/staff/sign-out" {
                button.quiet { (say(lang, "Đăng xuất", "Sign out")) }
            }
        }
    }
}

/// The line that says what came of the command before.
pub(super) fn said(lang: Lang, note: Option<Note>) -> Markup {
    html! {
        @if let Some(note) = note { p #note.strip.gentle role="status" { (note.sentence(lang)) } }
    }
}

/// The whole work page.
pub(super) fn work_page(
    lang: Lang,
    console: &Console,
    (clerk, counter): (&Clerk, &Counter),
    note: Option<Note>,
    facts: &Facts,
) -> Markup {
    let title = format!("{} {}", say(lang, "Quầy", "Counter"), counter.id.0);
    let body = html! {
        (bar(lang, console, clerk, Some(counter)))
        p #offline.strip role="alert" hidden {
            (say(lang, "Mất kết nối với kiosk – đang kết nối lại. Thông tin dưới đây có thể đã cũ.",
                "Not connected to the kiosk – trying again. What you see may be out of date."))
        }
        (said(lang, note))
        div #panel.panel { (panel(lang, console, counter, facts)) }
    };
    frame(lang, &title, &["staff.js"], &body)
}

/// The part that changes.
pub(super) fn panel(lang: Lang, console: &Console, counter: &Counter, facts: &Facts) -> Markup {
    html! {
        main {
            @match &facts.desk {
                Some(desk) => {
                    (current(lang, console, counter, desk))
                    (actions(lang, console, desk, desk.shown(counter)))
                    @if let Some(press) = &desk.view.last { (last_press(lang, press, desk.shown(counter))) }
                }
                None => section.now.lost {
                    h1 { (say(lang, "Cơ sở dữ liệu chưa sẵn sàng", "The database is not available")) }
                    p { (say(lang, "Tạm thời chưa gọi số được. Trang này tự cập nhật khi có lại.",
                        "Numbers cannot be called for now. This page recovers by itself.")) }
                }
            }
        }
        aside {
            (waiting::alarms(lang, console, facts, counter))
            @if let Some(desk) = &facts.desk { (waiting::lists(lang, console, counter, desk)) }
        }
    }
}

fn current(lang: Lang, console: &Console, counter: &Counter, desk: &Desk) -> Markup {
    let Some(call) = &desk.view.open else {
        let paused = desk.view.paused;
        return html! {
            section.now.idle {
                h1 { (if paused { say(lang, "Quầy đang tạm dừng", "The counter has paused") } else { say(lang, "Chưa mời số nào", "Nobody called") }) }
                p.number { "–" }
                p.detail { (say(lang, "Quầy đang trống", "The counter is free")) }
            }
        };
    };
    let since = call.at.strftime("%H:%M");
    html! {
        section.now data-title=(call.number) {
            h1 { (say(lang, "Đang mời", "Now serving")) }
            p.number { a href={ "/staff/ticket/" (call.ticket.0) } { (call.number) } }
            p.detail {
                (words::service(lang, &console.office(), &call.service)) " · " (say(lang, "gọi lúc", "called at")) " " (since)
                @if call.times > 1 { " · " (say(lang, "lần thứ", "call no.")) " " (call.times) }
            }
            (about(lang, console, desk, desk.shown(counter)))
        }
    }
}

/// What else is to be known of the open ticket: its class, a claim to be looked at, its next errands.
fn about(lang: Lang, console: &Console, desk: &Desk, shown: Shown) -> Markup {
    let Some(record) = &desk.open else { return html! {} };
    let office = console.office();
    let passed = usize::try_from(record.standing.errand).unwrap_or(usize::MAX);
    let left: Vec<_> =
        record.ticket.errands.iter().skip(passed).map(|id| words::service(lang, &office, id)).collect();
    html! {
        @if let Some(class) = &record.standing.class { p.detail { b { (words::class(lang, &office, class)) } } }
        @if !left.is_empty() {
            p.detail { (say(lang, "Việc tiếp theo: ", "Next errand: ")) b { (left.join(", ")) } }
        }
        (claim(lang, console, record, shown))
    }
}

/// The two answers to a class that the citizen has declared.
pub(super) fn claim(
    lang: Lang,
    console: &Console,
    record: &kiosk_store::TicketRecord,
    shown: Shown,
) -> Markup {
    let Some(claim) = &record.standing.claim else { return html! {} };
    let ticket = Some(record.ticket.id);
    let class = record.standing.class.as_ref().map_or("", |class| &class.0);
    html! {
        div.claim {
            p { (say(lang, "Công dân khai: ", "The citizen declares: ")) b { (words::class(lang, &console.office(), claim)) } }
            form method="post" action="/staff/classify" {
                (shown.fields("confirm", ticket))
                input type="hidden" name="class" value=(claim.0);
                button { (say(lang, "Xác nhận", "Confirm")) }
            }
            form method="post" action="/staff/classify" {
                (shown.fields("deny", ticket))
                input type="hidden" name="class" value=(class);
                button { (say(lang, "Không đúng", "Not so")) }
            }
        }
    }
}

/// A button of the work page.
struct Button<'a> {
    /// Where it is sent, and what its id is drawn from.
    verb: &'static str,
    label: &'a str,
    hint: Option<String>,
    /// The key's place on the keyboard, and its letter.
    key: (&'static str, &'static str),
    ticket: Option<TicketId>,
    enabled: bool,
}

impl Button<'_> {
    fn markup(&self, shown: Shown) -> Markup {
        html! {
            form.(self.verb) method="post" action={ "/staff/" (self.verb) } {
                (shown.fields(self.verb, self.ticket))
                button #{ "do-" (self.verb) } data-code=(self.key.0) disabled[!self.enabled] {
                    span { (self.label) @if let Some(hint) = &self.hint { small { (hint) } } } kbd { (self.key.1) }
                }
            }
        }
    }
}

fn actions(lang: Lang, console: &Console, desk: &Desk, shown: Shown) -> Markup {
    let open = desk.view.open.as_ref();
    let ticket = open.map(|call| call.ticket);
    let button =
        |verb, label, key| Button { verb, label, hint: None, key, ticket, enabled: ticket.is_some() };
    let next = Button {
        ticket: None,
        enabled: !desk.view.paused,
        ..button("next", say(lang, "Mời số tiếp theo", "Call next"), ("KeyN", "N"))
    };
    let left = open.map(|call| recalls_left(console, call));
    let recall = Button {
        hint: left.map(|left| format!("{} {left}", say(lang, "còn", "left:"))),
        enabled: left.is_some_and(|left| left > 0),
        ..button("recall", say(lang, "Gọi lại", "Call again"), ("KeyR", "R"))
    };
    html! {
        div.actions {
            (next.markup(shown))
            (recall.markup(shown))
            (button("no-show", say(lang, "Không đến", "No-show"), ("KeyK", "K")).markup(shown))
            (button("done", say(lang, "Xong", "Done"), ("KeyX", "X")).markup(shown))
            (button("hold", say(lang, "Tạm giữ", "Hold"), ("KeyG", "G")).markup(shown))
            (transfer(lang, ticket))
            (pause(lang, desk, shown))
        }
    }
}

/// How often the number may still be called again.
fn recalls_left(console: &Console, call: &Call) -> u32 {
    (console.office().queue.recalls + 1).saturating_sub(call.times)
}

/// Where to is chosen on the ticket's own page.
fn transfer(lang: Lang, ticket: Option<TicketId>) -> Markup {
    let label = say(lang, "Chuyển…", "Transfer…");
    html! {
        div.transfer {
            @match ticket {
                Some(ticket) => a.button #do-transfer data-code="KeyC" href={ "/staff/ticket/" (ticket.0) "#transfer" } {
                    span { (label) } kbd { "C" }
                },
                None => button type="button" disabled { span { (label) } kbd { "C" } },
            }
        }
    }
}

fn pause(lang: Lang, desk: &Desk, shown: Shown) -> Markup {
    let (verb, label) = if desk.view.paused {
        ("resume", say(lang, "Tiếp tục", "Resume"))
    } else {
        ("pause", say(lang, "Tạm dừng", "Pause"))
    };
    let button = Button { verb, label, hint: None, key: ("KeyP", "P"), ticket: None, enabled: true };
    button.markup(shown)
}

fn last_press(lang: Lang, press: &Press, shown: Shown) -> Markup {
    html! {
        section.last {
            p {
                (say(lang, "Vừa bấm lúc", "Pressed at")) " " (press.at.strftime("%H:%M")) ": "
                @for (nth, (number, transition)) in press.changes.iter().enumerate() {
                    @if nth > 0 { ", " }
                    b { (number) } " " (words::did(lang, *transition))
                }
            }
            form method="post" action="/staff/undo" {
                (shown.fields("undo", None))
                input type="hidden" name="undo" value=(press.command);
                button #do-undo data-code="KeyZ" { (say(lang, "Hoàn tác", "Undo")) " " kbd { "Z" } }
            }
        }
    }
}
