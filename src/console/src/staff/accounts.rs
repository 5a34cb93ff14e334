//! Accounts: who may sign in. For administrators.

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use kiosk_core::queue::StaffId;
use kiosk_core::text::Lang;
use kiosk_store::{Account, AccountChange, Author, Role, Store};
use maud::{Markup, html};
use serde::Deserialize;

use super::Asked;
use super::clerk::{Administrator, FIRST};
use super::note::Note;
use super::panel::{said, side_bar};
use super::pin::{LONGEST, SHORTEST, hashed};
use super::sign_in::LONGEST_NAME;
use crate::live::{asked, committed};
use crate::options::Console;
use crate::page::{PageLang, frame, say};

/// The bar over the pages of administrators.
pub(super) fn bar(lang: Lang, title: &str, back: &str) -> Markup {
    let links = html! {
        a.button.quiet href="/staff/accounts" { (say(lang, "Tài khoản", "Accounts")) }
        a.button.quiet href="/staff/settings" { (say(lang, "Cài đặt", "Settings")) }
        a.button.quiet href="/staff/clients" { (say(lang, "Phần mềm khác", "Other software")) }
        a.button.quiet href="/staff/trail" { (say(lang, "Nhật ký", "Audit trail")) }
    };
    side_bar(lang, title, back, &links)
}

pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Result<Query<Asked>, QueryRejection>,
    _: Administrator,
) -> Markup {
    let note = query.ok().and_then(|Query(asked)| asked.note);
    let accounts = match console.store() {
        Some(store) => asked(&store, Store::accounts).await.ok(),
        None => None,
    };
    let title = say(lang, "Tài khoản cán bộ", "Staff accounts");
    let body = html! {
        (bar(lang, title, "/staff/accounts"))
        (said(lang, note))
        main.accounts {
            @match &accounts {
                Some(accounts) => (list(lang, accounts)),
                None => p.strip.gentle { (Note::Failed.sentence(lang)) },
            }
            (new(lang))
        }
    };
    frame(lang, title, &[], &body)
}

fn list(lang: Lang, accounts: &[Account]) -> Markup {
    html! {
        table {
            thead { tr {
                th { (say(lang, "Tên đăng nhập", "Name")) } th { (say(lang, "Họ và tên", "Full name")) }
                th { (say(lang, "Vai trò", "Role")) } th { (say(lang, "Mã PIN mới", "New PIN")) } th {}
            } }
            tbody {
                tr { td { (FIRST) } td.none colspan="4" {
                    (say(lang, "Người quản trị đầu tiên; mã PIN nằm trong tệp cấu hình", "The first administrator; the PIN is in the configuration")) } }
                @for account in accounts { (row(lang, account)) }
            }
        }
    }
}

fn row(lang: Lang, account: &Account) -> Markup {
    let action = format!("/staff/accounts/{}", account.id.0);
    let (other, word) = match account.role {
        Role::Clerk => ("administrator", say(lang, "Cho làm quản trị", "Make administrator")),
        Role::Administrator => ("clerk", say(lang, "Thôi làm quản trị", "Make clerk")),
    };
    let (active, label) = if account.active {
        ("disable", say(lang, "Khoá", "Disable"))
    } else {
        ("enable", say(lang, "Mở lại", "Enable"))
    };
    html! {
        tr.disabled[!account.active] {
            td { b { (account.id.0) } }
            td { (account.name) }
            td { (role(lang, account.role)) }
            td { form method="post" action=(action) autocomplete="off" {
                input type="password" name="pin" inputmode="numeric" autocomplete="new-password" required
                    minlength=(SHORTEST) maxlength=(LONGEST) aria-label=(say(lang, "Mã PIN mới", "New PIN"));
                button name="what" value="pin" { (say(lang, "Đặt", "Set")) }
            } }
            td { form method="post" action=(action) {
                button name="what" value=(other) { (word) }
                button name="what" value=(active) { (label) }
            } }
        }
    }
}

fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Clerk => say(lang, "Cán bộ", "Clerk"),
        Role::Administrator => say(lang, "Quản trị", "Administrator"),
    }
}

fn new(lang: Lang) -> Markup {
    html! {
        form.new method="post" action="/staff/accounts" autocomplete="off" {
            h2 { (say(lang, "Thêm tài khoản", "Add an account")) }
            label { (say(lang, "Tên đăng nhập", "Name"))
                input name="id" required maxlength=(LONGEST_NAME) pattern="[a-z0-9._\\-]+" autocapitalize="none" placeholder="lan.nt"; }
            label { (say(lang, "Họ và tên", "Full name")) input name="name" required maxlength="80"; }
            label { (say(lang, "Mã PIN", "PIN"))
                input type="password" name="pin" inputmode="numeric" autocomplete="new-password" required minlength=(SHORTEST) maxlength=(LONGEST); }
            label { (say(lang, "Vai trò", "Role"))
                select name="role" {
                    option value="clerk" { (role(lang, Role::Clerk)) }
                    option value="administrator" { (role(lang, Role::Administrator)) }
                } }
            button.primary { (say(lang, "Thêm", "Add")) }
        }
    }
}

fn to(note: Note) -> Redirect {
    Redirect::to(&format!("/staff/accounts?note={}", note.name()))
}

#[derive(Deserialize)]
pub(super) struct New {
    id: String,
    name: String,
    pin: String,
    role: String,
}

impl New {
    /// The account, if its name can be one; small letters, because it is typed on tablets too.
    fn account(&self) -> Option<Account> {
        let id = self.id.trim().to_lowercase();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ['.', '-', '_'].contains(&c);
        let name = self.name.trim();
        let good = !id.is_empty()
            && id.len() <= LONGEST_NAME
            && id.chars().all(fits)
            && id != FIRST
            && !name.is_empty()
            && name.chars().count() <= 80;
        let role = if self.role == "administrator" { Role::Administrator } else { Role::Clerk };
        good.then(|| Account { id: StaffId(id), name: name.to_owned(), role, active: true })
    }
}

fn can_be_a_pin(pin: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&pin.chars().count())
}

/// Who changes something now.
pub(super) fn author(console: &Console, administrator: &Administrator) -> Author {
    (administrator.0.id.clone(), console.now().civil)
}

pub(super) async fn add(
    State(console): State<Arc<Console>>,
    administrator: Administrator,
    Form(new): Form<New>,
) -> Redirect {
    let Some(account) = new.account().filter(|_| can_be_a_pin(&new.pin)) else { return to(Note::BadAccount) };
    let (Some(store), Ok(hash)) = (console.store(), hashed(&console, new.pin).await) else {
        return to(Note::Failed);
    };
    let author = author(&console, &administrator);
    let added = committed(|reply| store.add_account(author, account, hash, reply)).await;
    to(added.map_or_else(Note::from, |()| Note::Saved))
}

#[derive(Deserialize)]
pub(super) struct Changed {
    what: String,
    #[serde(default)]
    pin: String,
}

pub(super) async fn change(
    State(console): State<Arc<Console>>,
    administrator: Administrator,
    Path(id): Path<String>,
    Form(changed): Form<Changed>,
) -> Redirect {
    let change = match changed.what.as_str() {
        "pin" if can_be_a_pin(&changed.pin) => match hashed(&console, changed.pin).await {
            Ok(hash) => AccountChange::Pin(hash),
            Err(_) => return to(Note::Failed),
        },
        "clerk" => AccountChange::Role(Role::Clerk),
        "administrator" => AccountChange::Role(Role::Administrator),
        "disable" => AccountChange::Active(false),
        "enable" => AccountChange::Active(true),
        _ => return to(Note::BadAccount),
    };
    let Some(store) = console.store() else { return to(Note::Failed) };
    let author = author(&console, &administrator);
    let made = committed(|reply| store.change_account(author, StaffId(id), change, reply)).await;
    to(made.map_or_else(Note::from, |()| Note::Saved))
}
