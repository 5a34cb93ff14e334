//! The audit trail: who did what, by day, by name and by ticket. For administrators.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use jiff::ToSpan;
use jiff::civil::Date;
use kiosk_core::queue::{CounterId, StaffId};
use kiosk_core::text::Lang;
use kiosk_store::{
    Deed, DeedEntry, Origin, SettingChange, StaffAct, StaffEntry, Store, StoreError, Trace, Wanted,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::accounts::bar;
use super::clerk::Administrator;
use super::note::Note;
use super::panel::said;
use super::press::{Shown, drawn};
use super::settings;
use super::ticket::{by, change};
use crate::live::{asked, committed};
use crate::options::Console;
use crate::page::{PageLang, frame, say};

/// What the page is asked for; everything may be missing.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    staff: String,
    #[serde(default)]
    number: String,
    before: Option<u64>,
    note: Option<Note>,
}

impl Asked {
    fn day(&self, console: &Console) -> Date {
        self.day.parse().unwrap_or_else(|_| console.now().civil.date())
    }

    /// The same question with other words, as an address.
    fn address(&self, day: Date, before: Option<u64>) -> String {
        // What a name or a number may hold needs no escaping in an address; anything else finds nothing.
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let (staff, number) = (self.staff.trim(), plain(&self.number));
        let staff: String =
            staff.chars().filter(|c| c.is_ascii_alphanumeric() || ['.', '-', '_', ':'].contains(c)).collect();
        let before = before.map_or(String::new(), |seq| format!("&before={seq}"));
        format!("/staff/trail?day={day}&staff={staff}&number={number}{before}")
    }
}

/// What is shown.
struct Trail {
    /// `None` for a number that the day has not got.
    rows: Option<Vec<Trace>>,
    log: Vec<StaffEntry>,
    deeds: Vec<DeedEntry>,
    settings: Vec<SettingChange>,
}

fn read(
    store: &Store,
    day: Date,
    staff: &str,
    number: &str,
    before: Option<u64>,
) -> Result<Trail, StoreError> {
    let ticket = if number.is_empty() { None } else { store.ticket_of_number(day, number)? };
    if !number.is_empty() && ticket.is_none() {
        return Ok(Trail { rows: None, log: Vec::new(), deeds: Vec::new(), settings: Vec::new() });
    }
    let named = (!staff.is_empty()).then(|| StaffId(staff.to_owned()));
    let wanted = Wanted { staff: named, ticket, before };
    let first_page = before.is_none();
    Ok(Trail {
        log: if first_page && ticket.is_none() { of(&wanted, store.staff_log(day)?) } else { Vec::new() },
        deeds: if first_page { store.deeds(day, &wanted)? } else { Vec::new() },
        settings: if first_page && ticket.is_none() { changes(store, day, &wanted)? } else { Vec::new() },
        rows: Some(store.trail(day, &wanted)?),
    })
}

/// The rows of the log of accounts by whom is wanted.
fn of(wanted: &Wanted, log: Vec<StaffEntry>) -> Vec<StaffEntry> {
    log.into_iter().filter(|entry| wanted.staff.is_none() || entry.staff == wanted.staff).collect()
}

/// The day's changes of settings by whom is wanted.
fn changes(store: &Store, day: Date, wanted: &Wanted) -> Result<Vec<SettingChange>, StoreError> {
    let changes = store.setting_changes(day)?.into_iter();
    Ok(changes.filter(|change| wanted.staff.as_ref().is_none_or(|staff| *staff == change.staff)).collect())
}

pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    _: Administrator,
    Query(question): Query<Asked>,
) -> Markup {
    let day = question.day(&console);
    let trail = match console.store() {
        Some(store) => {
            let (staff, number) = (question.staff.trim().to_lowercase(), question.number.trim().to_owned());
            let before = question.before;
            asked(&store, move |store| read(store, day, &staff, &number, before)).await.ok()
        }
        None => None,
    };
    // Another one at each showing: what is refused now may be allowed a minute later.
    let nonce = drawn().map_or(0, |drawn| u64::try_from(drawn.0 >> 64).unwrap_or_default());
    let title = say(lang, "Nhật ký", "Audit trail");
    let body = html! {
        (bar(lang, title, "/staff/trail"))
        (said(lang, question.note))
        main.trail {
            (filter(lang, &question, day))
            @match &trail {
                Some(trail) => {
                    (log(lang, &trail.log))
                    (deeds(lang, &trail.deeds))
                    (settings::log(lang, console.options.office.configured(), &trail.settings, nonce))
                    (rows(lang, &console, &question, (day, nonce), trail))
                }
                None => p.strip.gentle { (Note::Failed.sentence(lang)) },
            }
        }
    };
    frame(lang, title, &[], &body)
}

fn filter(lang: Lang, question: &Asked, day: Date) -> Markup {
    let step = |days: i64| day.saturating_add(days.days());
    html! {
        form.filter action="/staff/trail" {
            a.button href=(question.address(step(-1), None)) aria-label=(say(lang, "Ngày trước", "The day before")) { "‹" }
            label { (say(lang, "Ngày", "Day")) input type="date" name="day" value=(day); }
            a.button href=(question.address(step(1), None)) aria-label=(say(lang, "Ngày sau", "The day after")) { "›" }
            label { (say(lang, "Tên đăng nhập", "Name")) input name="staff" value=(question.staff); }
            label { (say(lang, "Số", "Number")) input name="number" value=(question.number); }
            button.primary { (say(lang, "Xem", "Show")) }
        }
    }
}

fn rows(lang: Lang, console: &Console, question: &Asked, (day, nonce): (Date, u64), trail: &Trail) -> Markup {
    let Some(rows) = trail.rows.as_ref().filter(|rows| !rows.is_empty()) else {
        return html! { p.none { (say(lang, "Không có gì được ghi.", "Nothing was recorded.")) } };
    };
    html! {
        table {
            thead { tr {
                th { (say(lang, "Lúc", "At")) } th { (say(lang, "Số", "Number")) }
                th { (say(lang, "Việc", "What")) } th { (say(lang, "Ai", "Who")) } th {}
            } }
            tbody { @for trace in rows { (row(lang, console, trace, nonce)) } }
        }
        @if let Some(last) = rows.last().filter(|_| rows.len() >= 200) {
            a.button href=(question.address(day, Some(last.entry.seq))) { (say(lang, "Cũ hơn", "Older")) }
        }
    }
}

fn row(lang: Lang, console: &Console, trace: &Trace, nonce: u64) -> Markup {
    let entry = &trace.entry;
    let shown = Shown { counter: CounterId(0), seq: nonce, open: None };
    html! {
        tr {
            td { time { (entry.at.strftime("%H:%M:%S")) } }
            td { @if let Some(number) = &trace.number { b { (number) } } }
            td { (change(lang, console, &entry.change)) }
            td { (by(lang, entry)) }
            td { @if trace.latest {
                form method="post" action="/staff/trail/undo" {
                    (shown.fields(&format!("undo {}", entry.seq), None))
                    input type="hidden" name="seq" value=(entry.seq);
                    button { (say(lang, "Hoàn tác", "Undo")) }
                }
            } }
        }
    }
}

fn log(lang: Lang, entries: &[StaffEntry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            details {
                summary { (say(lang, "Đăng nhập và tài khoản", "Sign-ins and accounts")) " (" (entries.len()) ")" }
                table { tbody {
                    @for entry in entries {
                        tr {
                            td { time { (entry.at.strftime("%H:%M:%S")) } }
                            td { b { (entry.subject.0) } }
                            td { (act(lang, entry.act)) }
                            td { @if let Some(staff) = &entry.staff { (staff.0) } }
                        }
                    }
                } }
            }
        }
    }
}

fn deeds(lang: Lang, entries: &[DeedEntry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            details {
                summary { (say(lang, "Việc khác: in lại, hỗ trợ, đăng xuất…", "Besides: reprints, help, sign-outs…")) " (" (entries.len()) ")" }
                table { tbody {
                    @for entry in entries {
                        tr {
                            td { time { (entry.at.strftime("%H:%M:%S")) } }
                            td { @if let Some(number) = &entry.number { b { (number) } } }
                            td { (deed(lang, entry.deed)) }
                            td { (entry.staff.0) }
                        }
                    }
                } }
            }
        }
    }
}

fn deed(lang: Lang, deed: Deed) -> &'static str {
    match deed {
        Deed::SignedOut => say(lang, "đăng xuất", "signed out"),
        Deed::HelpGiven => say(lang, "đã đến giúp công dân", "went to a citizen who asked for help"),
        Deed::Reprinted(_) => say(lang, "in lại phiếu", "slip printed again"),
        Deed::SlipSeen(_) => {
            say(lang, "xác nhận công dân đã có phiếu", "confirmed that the citizen has the slip")
        }
        Deed::NoticePrinted => say(lang, "in niêm yết", "notice printed"),
        Deed::PaperChanged => say(lang, "thay giấy máy in phiếu", "ticket paper changed"),
        Deed::TestPrinted => say(lang, "in thử tại máy", "test printed at the kiosk"),
        Deed::Restarted => say(lang, "khởi động lại máy", "kiosk restarted"),
    }
}

fn act(lang: Lang, act: StaffAct) -> &'static str {
    match act {
        StaffAct::Added => say(lang, "thêm tài khoản", "account added"),
        StaffAct::Pin => say(lang, "đặt mã PIN mới", "new PIN"),
        StaffAct::Clerk => say(lang, "thành cán bộ", "made a clerk"),
        StaffAct::Administrator => say(lang, "thành quản trị", "made an administrator"),
        StaffAct::Disabled => say(lang, "khoá", "disabled"),
        StaffAct::Enabled => say(lang, "mở lại", "enabled"),
        StaffAct::ClientAdded => say(lang, "thêm phần mềm", "program added"),
        StaffAct::ClientRevoked => say(lang, "thu hồi mã của phần mềm", "program's token revoked"),
        StaffAct::SignedIn => say(lang, "đăng nhập", "signed in"),
        StaffAct::Locked => say(lang, "tạm khoá vì nhập sai PIN nhiều lần", "locked after wrong PINs"),
    }
}

/// Which change is to be taken back.
#[derive(Deserialize)]
pub(super) struct Undone {
    /// The press that says so.
    pub(super) press: String,
    /// The change's row.
    pub(super) seq: u64,
}

/// Takes back one change, as no counter: counters are numbered from 1.
pub(super) async fn undo(
    State(console): State<Arc<Console>>,
    administrator: Administrator,
    Form(undone): Form<Undone>,
) -> Redirect {
    let to = |note: Note| Redirect::to(&format!("/staff/trail?note={}", note.name()));
    let (Some(store), Ok(command)) = (console.store(), undone.press.parse()) else { return to(Note::Failed) };
    let staff = Some(administrator.0.id.clone());
    let origin = Origin { command, counter: CounterId(0), staff, at: console.now().civil };
    let done = committed(|reply| store.undo(origin, undone.seq, reply)).await;
    to(done.map_or_else(Note::from, |_| Note::Undone))
}
