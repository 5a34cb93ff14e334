//! Clients of the API: other software of the office, each with a token of its own. For administrators.

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::text::Lang;
use kiosk_store::{Author, Client, Scope, Store};
use maud::{Markup, html};
use serde::Deserialize;

use super::Asked;
use super::accounts::{author, bar};
use super::clerk::Administrator;
use super::note::Note;
use super::panel::said;
use super::sign_in::LONGEST_NAME;
use crate::api::token_hash;
use crate::live::{asked, committed};
use crate::options::Console;
use crate::page::{PageLang, frame, say};

/// What a token begins with, so that one that lies about somewhere is known for what it is.
const MARK: &str = "kv_";

pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Result<Query<Asked>, QueryRejection>,
    _: Administrator,
) -> Markup {
    let note = query.ok().and_then(|Query(asked)| asked.note);
    whole(lang, &console, note, None).await
}

/// The page, with the token of the client that has just been made.
async fn whole(lang: Lang, console: &Console, note: Option<Note>, made: Option<(&str, &str)>) -> Markup {
    let clients = match console.store() {
        Some(store) => asked(&store, Store::clients).await.ok(),
        None => None,
    };
    let title = say(lang, "Phần mềm khác", "Other software");
    let body = html! {
        (bar(lang, title, "/staff/clients"))
        (said(lang, note))
        main.accounts.clients {
            @if let Some((name, token)) = made { (shown_once(lang, name, token)) }
            p { (say(lang, "Phần mềm khác của cơ quan dùng hàng chờ qua giao diện lập trình, mỗi phần mềm bằng một mã truy cập riêng. ",
                    "Other software of the office uses the queue by its programming interface, each with a token of its own. "))
                a href="/api/v1/openapi.json" { (say(lang, "Mô tả giao diện (OpenAPI)", "Description of the interface (OpenAPI)")) } }
            @match &clients {
                Some(clients) if clients.is_empty() => p.none { (say(lang, "Chưa có phần mềm nào.", "There is none yet.")) },
                Some(clients) => (list(lang, clients)),
                None => p.strip.gentle { (Note::Failed.sentence(lang)) },
            }
            (new(lang))
        }
    };
    frame(lang, title, &["staff.js"], &body)
}

fn shown_once(lang: Lang, name: &str, token: &str) -> Markup {
    html! {
        section.token role="status" {
            h2 { (say(lang, "Mã truy cập của ", "The token of ")) (name) }
            p { code { (token) } }
            p { (say(lang, "Mã này chỉ hiện một lần và không được lưu ở đây. Xin chép ngay vào cấu hình của phần mềm; nếu mất, xin thu hồi và tạo mã mới.",
                "It is shown this once and kept nowhere here. Please copy it into the program's configuration now; if it is lost, revoke it and make a new one.")) }
        }
    }
}

fn list(lang: Lang, clients: &[Client]) -> Markup {
    html! {
        table {
            thead { tr {
                th { (say(lang, "Tên", "Name")) } th { (say(lang, "Quyền", "Scope")) }
                th { (say(lang, "Người tạo", "Made by")) } th { (say(lang, "Thu hồi", "Revoked")) }
            } }
            tbody { @for client in clients { (row(lang, client)) } }
        }
    }
}

fn row(lang: Lang, client: &Client) -> Markup {
    html! {
        tr.disabled[client.revoked.is_some()] {
            td { b { (client.name) } }
            td { (scope(lang, client.scope)) }
            td { (signed(&client.made)) }
            td { @match &client.revoked {
                Some(author) => (signed(author)),
                // It cannot be taken back, so it takes two presses.
                None => details {
                    summary { (say(lang, "Thu hồi mã…", "Revoke…")) }
                    form method="post" action={ "/staff/clients/" (client.name) "/revoke" } {
                        button { (say(lang, "Thu hồi hẳn", "Revoke for good")) }
                    }
                },
            } }
        }
    }
}

fn signed((staff, at): &Author) -> Markup {
    html! { (staff.0) " · " time { (at.strftime("%d/%m/%Y %H:%M")) } }
}

fn scope(lang: Lang, scope: Scope) -> &'static str {
    match scope {
        Scope::Read => say(lang, "Chỉ xem", "Look only"),
        Scope::Issue => say(lang, "Xem và cấp số", "Look and issue numbers"),
        Scope::Call => say(lang, "Xem, cấp số và gọi số", "Look, issue and call numbers"),
    }
}

fn new(lang: Lang) -> Markup {
    html! {
        form.new method="post" action="/staff/clients" autocomplete="off" {
            h2 { (say(lang, "Thêm phần mềm", "Add a program")) }
            label { (say(lang, "Tên", "Name"))
                input name="name" required maxlength=(LONGEST_NAME) pattern="[a-z0-9._\\-]+" autocapitalize="none" placeholder="mot-cua"; }
            label { (say(lang, "Quyền", "Scope"))
                select name="scope" {
                    option value="read" { (scope(lang, Scope::Read)) }
                    option value="issue" { (scope(lang, Scope::Issue)) }
                    option value="call" { (scope(lang, Scope::Call)) }
                } }
            button.primary { (say(lang, "Tạo mã truy cập", "Make a token")) }
        }
    }
}

fn to(note: Note) -> Redirect {
    Redirect::to(&format!("/staff/clients?note={}", note.name()))
}

#[derive(Deserialize)]
pub(super) struct New {
    name: String,
    scope: String,
}

impl New {
    /// The client, if it can be called so.
    fn client(&self) -> Option<(String, Scope)> {
        let name = self.name.trim().to_lowercase();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ['.', '-', '_'].contains(&c);
        let good = !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(fits);
        let scope = match self.scope.as_str() {
            "issue" => Scope::Issue,
            "call" => Scope::Call,
            _ => Scope::Read,
        };
        good.then_some((name, scope))
    }
}

/// A new token: 256 random bits; `None` when the system gives no random numbers.
fn draw() -> Option<String> {
    let mut bits = [0_u8; 32];
    getrandom::fill(&mut bits).ok()?;
    Some(bits.iter().fold(MARK.to_owned(), |token, byte| format!("{token}{byte:02x}")))
}

/// Makes a client. Its token is in this answer and nowhere else, so there is no page to be sent on to.
pub(super) async fn add(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    administrator: Administrator,
    Form(new): Form<New>,
) -> Response {
    let Some(client) = new.client() else { return to(Note::BadClient).into_response() };
    let (Some(store), Some(token)) = (console.store(), draw()) else {
        return to(Note::Failed).into_response();
    };
    let (author, name, key) = (author(&console, &administrator), client.0.clone(), token_hash(&token));
    match committed(|reply| store.add_client(author, client, key, reply)).await {
        Ok(()) => whole(lang, &console, None, Some((&name, &token))).await.into_response(),
        Err(error) => to(error.into()).into_response(),
    }
}

pub(super) async fn revoke(
    State(console): State<Arc<Console>>,
    administrator: Administrator,
    Path(name): Path<String>,
) -> Redirect {
    let Some(store) = console.store() else { return to(Note::Failed) };
    let author = author(&console, &administrator);
    let revoked = committed(|reply| store.revoke_client(author, name, reply)).await;
    to(revoked.map_or_else(Note::from, |()| Note::Saved))
}
