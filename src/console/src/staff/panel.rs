//! How the staff pages look.

use std::sync::Arc;

use kiosk_core::queue::{Counter, SlipState, TicketId, TicketNumber};
use kiosk_core::text::Lang;
use kiosk_store::{Call, CounterView};
use maud::{Markup, html};

use super::Note;
use crate::alarm::{HELP, Severity};
use crate::live::asked;
use crate::options::Console;
use crate::page::{frame, language_switch, say};

/// What the database says for a counter's page.
pub(super) struct Facts {
    /// `None` when there is no database or it does not answer.
    view: Option<CounterView>,
    unconfirmed: Vec<(TicketNumber, SlipState)>,
}

impl Facts {
    pub(super) async fn read(console: &Arc<Console>, counter: &Counter) -> Self {
        let Some(store) = console.store() else {
            return Self { view: None, unconfirmed: Vec::new() };
        };
        let (id, serves, day) = (counter.id, counter.services.clone(), console.day());
        let rules = console.options.office.queue.clone();
        let read = asked(&store, move |store| {
            Ok((store.counter_view(id, (&serves, &rules), day)?, store.unconfirmed(day)?))
        });
        match read.await {
            Ok((view, unconfirmed)) => Self { view: Some(view), unconfirmed },
            Err(error) => {
                tracing::error!(%error, "the counter's page cannot be read");
                Self { view: None, unconfirmed: Vec::new() }
            }
        }
    }
}

/// Choosing a counter.
pub(super) fn counter_page(lang: Lang, console: &Console) -> Markup {
    let title = say(lang, "Chọn quầy", "Choose your counter");
    let body = html! {
        (bar(lang, console, None))
        main.narrow.wide {
            h1 { (title) }
            form.counters method="post" action="/staff/counter" {
                @for counter in &console.options.office.counters {
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
    let office = &console.options.office;
    let names: Vec<_> =
        counter.services.iter().filter_map(|id| office.service(id)).map(|s| s.name.get(lang)).collect();
    names.join(" · ")
}

fn bar(lang: Lang, console: &Console, counter: Option<&Counter>) -> Markup {
    html! {
        header.bar {
            @if let Some(counter) = counter {
                strong.place { (say(lang, "Quầy", "Counter")) " " (counter.id.0) }
                span.serves { (services(lang, console, counter)) }
            } @else {
                strong.place { (console.options.office.name.get(lang)) }
            }
            span.gap {}
            (language_switch(lang, "/staff"))
            @if counter.is_some() {
                form method="post" action="/staff/counter" {
                    button.quiet name="counter" value="" { (say(lang, "Đổi quầy", "Change counter")) }
                }
            }
            a.button.quiet href="/staff/figures" { (say(lang, "Số liệu", "Figures")) }
            a.button.quiet href="/staff/form" { (say(lang, "Đọc tờ khai", "Form reader")) }
            form method="post" action="/staff/sign-out" { button.quiet { (say(lang, "Đăng xuất", "Sign out")) } }
        }
    }
}

/// The page that a clerk works on all day.
pub(super) fn work_page(
    lang: Lang,
    console: &Console,
    counter: &Counter,
    note: Option<Note>,
    facts: &Facts,
) -> Markup {
    let title = format!("{} {}", say(lang, "Quầy", "Counter"), counter.id.0);
    let body = html! {
        (bar(lang, console, Some(counter)))
        p #offline.strip role="alert" hidden {
            (say(lang, "Mất kết nối với kiosk – đang kết nối lại. Thông tin dưới đây có thể đã cũ.",
                "Not connected to the kiosk – trying again. What you see may be out of date."))
        }
        @if let Some(note) = note { p #note.strip.gentle role="status" { (sentence(lang, note)) } }
        div #panel.panel { (panel(lang, console, counter, facts)) }
    };
    frame(lang, &title, &["staff.js"], &body)
}

fn sentence(lang: Lang, note: Note) -> &'static str {
    match note {
        Note::Stale => say(
            lang,
            "Quầy đã chuyển trước khi lệnh này đến, nên không có gì thay đổi. Dưới đây là tình trạng hiện tại.",
            "The counter had already moved on, so nothing was changed. This is how it stands now.",
        ),
        Note::RecallLimit => say(
            lang,
            "Số này đã được gọi đủ số lần quy định. Nếu công dân vẫn chưa đến, xin chọn “Không đến”.",
            "This number has been called as often as allowed. If nobody comes, please choose “No-show”.",
        ),
        Note::Nobody => say(
            lang,
            "Hiện không còn ai chờ ở quầy này.",
            "Nobody is waiting for this counter at the moment.",
        ),
        Note::Full => say(
            lang,
            "Ổ đĩa của kiosk đã đầy, lệnh chưa được ghi. Xin báo người phụ trách kỹ thuật.",
            "The kiosk's disk is full and the command was not recorded. Please call the technician.",
        ),
        Note::Failed => say(
            lang,
            "Lệnh chưa được ghi vì cơ sở dữ liệu không trả lời. Xin thử lại sau giây lát.",
            "The command was not recorded because the database does not answer. Please try again shortly.",
        ),
    }
}

/// The part that changes.
pub(super) fn panel(lang: Lang, console: &Console, counter: &Counter, facts: &Facts) -> Markup {
    html! {
        main {
            @match &facts.view {
                Some(view) => {
                    (current(lang, console, view.open.as_ref()))
                    (actions(lang, view))
                }
                None => section.now.lost {
                    h1 { (say(lang, "Cơ sở dữ liệu chưa sẵn sàng", "The database is not available")) }
                    p { (say(lang, "Tạm thời chưa gọi số được. Trang này tự cập nhật khi có lại.",
                        "Numbers cannot be called for now. This page recovers by itself.")) }
                }
            }
        }
        aside {
            (alarms(lang, console, &facts.unconfirmed))
            @if let Some(view) = &facts.view { (queue(lang, console, counter, view)) }
        }
    }
}

fn current(lang: Lang, console: &Console, open: Option<&Call>) -> Markup {
    let Some(call) = open else {
        return html! {
            section.now.idle {
                h1 { (say(lang, "Chưa mời số nào", "Nobody called")) }
                p.number { "–" }
                p.detail { (say(lang, "Quầy đang trống", "The counter is free")) }
            }
        };
    };
    let service = console.options.office.service(&call.service).map_or("", |s| s.name.get(lang));
    let since = call.at.strftime("%H:%M");
    html! {
        section.now data-title=(call.number) {
            h1 { (say(lang, "Đang mời", "Now serving")) }
            p.number { (call.number) }
            p.detail {
                (service) " · " (say(lang, "gọi lúc", "called at")) " " (since)
                @if call.times > 1 { " · " (say(lang, "lần thứ", "call no.")) " " (call.times) }
            }
        }
    }
}

fn actions(lang: Lang, view: &CounterView) -> Markup {
    let open = view.open.as_ref().map(|call| call.ticket);
    html! {
        div.actions {
            (action("next", "KeyN", "N", say(lang, "Mời số tiếp theo", "Call next"), open, true))
            (action("recall", "KeyR", "R", say(lang, "Gọi lại", "Call again"), open, open.is_some()))
            (action("no-show", "KeyK", "K", say(lang, "Không đến", "No-show"), open, open.is_some()))
            (action("done", "KeyX", "X", say(lang, "Xong", "Done"), open, open.is_some()))
        }
    }
}

fn action(name: &str, code: &str, key: &str, label: &str, open: Option<TicketId>, enabled: bool) -> Markup {
    html! {
        form.(name) method="post" action={ "/staff/" (name) } {
            input type="hidden" name="seen" value=(open.map_or(String::new(), |ticket| ticket.0.to_string()));
            button #{ "do-" (name) } data-code=(code) disabled[!enabled] {
                span { (label) } kbd { (key) }
            }
        }
    }
}

fn alarms(lang: Lang, console: &Console, unconfirmed: &[(TicketNumber, SlipState)]) -> Markup {
    let alarms = console.alarms();
    html! {
        @if !alarms.is_empty() || !unconfirmed.is_empty() {
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
                @for (number, slip) in unconfirmed {
                    div.alarm { p { strong { (number) } " – " (slip_words(lang, *slip)) } }
                }
            }
        }
    }
}

fn slip_words(lang: Lang, slip: SlipState) -> &'static str {
    match slip {
        SlipState::NotPrinted => say(
            lang,
            "phiếu không in được; công dân chỉ thấy số trên màn hình",
            "the slip was not printed; the citizen only saw the number on the screen",
        ),
        SlipState::Unconfirmed | SlipState::Pending | SlipState::Printed => say(
            lang,
            "chưa rõ phiếu đã in xong hay chưa; xin hỏi công dân",
            "it is not known whether the slip came out; please ask the citizen",
        ),
    }
}

fn queue(lang: Lang, console: &Console, counter: &Counter, view: &CounterView) -> Markup {
    let waiting = |id| view.by_service.iter().find(|(service, _)| service == id).map_or(0, |(_, n)| *n);
    html! {
        section.queue {
            h2 { (say(lang, "Đang chờ", "Waiting")) span.total { (view.waiting) } }
            @if counter.services.len() > 1 {
                ul {
                    @for service in counter.services.iter().filter_map(|id| console.options.office.service(id)) {
                        li { span { (service.name.get(lang)) } b { (waiting(&service.id)) } }
                    }
                }
            }
            h2 { (say(lang, "Tiếp theo", "Next")) }
            @if view.next.is_empty() {
                p.none { (say(lang, "Không còn ai chờ", "Nobody is waiting")) }
            } @else {
                ol.next { @for number in &view.next { li { (number) } } }
            }
        }
    }
}
