//! Signing in: a name, a PIN, and what slows down guessing.

use std::sync::{Arc, PoisonError};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::queue::StaffId;
use kiosk_core::text::Lang;
use kiosk_core::time::Tick;
use kiosk_store::{Deed, Role, Store, StoreError};
use maud::{Markup, html};
use serde::Deserialize;
use tower_sessions::Session;

use super::clerk::{self, Clerk, FIRST, Unsigned};
use super::commands::note_deed;
use super::pin::{LONGEST, matches};
use crate::live::{asked, committed};
use crate::options::Console;
use crate::page::{PageLang, frame, language_switch, say};

/// How many characters a name has at most.
pub(super) const LONGEST_NAME: usize = 32;

#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    name: String,
    pin: String,
}

impl Given {
    /// No name is the first administrator's.
    fn id(&self) -> StaffId {
        let name: String = self.name.trim().to_lowercase().chars().take(LONGEST_NAME).collect();
        StaffId(if name.is_empty() { FIRST.into() } else { name })
    }
}

/// Somebody whose PIN was right.
pub(super) struct Known {
    id: StaffId,
    name: String,
    role: Role,
}

pub(super) async fn sign_in(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    session: Session,
    axum::Form(given): axum::Form<Given>,
) -> Response {
    let (id, tick) = (given.id(), console.now().tick);
    if let Some(seconds) = wait(&console, &id, tick).await {
        let page = pin_page(lang, &console, Some(&too_many(lang, seconds))).await;
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], page)
            .into_response();
    }
    let Some(known) = recognise(&console, &id, given.pin).await else {
        tracing::warn!("wrong staff PIN");
        let wrong = say(
            lang,
            "Tên đăng nhập hoặc mã PIN chưa đúng. Xin nhập lại.",
            "That name or PIN is not right. Please try again.",
        );
        return (StatusCode::UNAUTHORIZED, pin_page(lang, &console, Some(wrong)).await).into_response();
    };
    forgive(&console, &known.id, tick).await;
    match clerk::admit(&console, &session, (&known.id, &known.name, known.role)).await {
        Ok(()) => Redirect::to("/staff").into_response(),
        Err(unsigned) => unsigned.into_response(),
    }
}

/// Counts the attempt before its PIN is looked at, so that attempts at the same moment cannot slip through
/// together. Gives the seconds to wait when there were too many.
async fn wait(console: &Console, id: &StaffId, tick: Tick) -> Option<u64> {
    if let Some(store) = console.store() {
        let (id, now) = (id.clone(), console.now().civil);
        match committed(|reply| store.attempt(id, now, reply)).await {
            Ok(wait) => return wait.map(|wait| wait.as_secs().unsigned_abs().max(1)),
            Err(error) => tracing::error!(%error, "an attempt to sign in cannot be noted"),
        }
    }
    throttle(console, |t| t.admit(tick)).err().map(|wait| wait.as_secs().max(1))
}

async fn forgive(console: &Console, id: &StaffId, tick: Tick) {
    throttle(console, |t| t.forgive(tick));
    let Some(store) = console.store() else { return };
    let (id, now) = (id.clone(), console.now().civil);
    if let Err(error) = committed(|reply| store.signed_in(id, now, reply)).await {
        tracing::error!(%error, "a sign-in cannot be noted");
    }
}

fn throttle<T>(console: &Console, ask: impl FnOnce(&mut super::Throttle) -> T) -> T {
    ask(&mut console.throttle.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Whose name and PIN these are.
async fn recognise(console: &Console, id: &StaffId, pin: String) -> Option<Known> {
    if pin.chars().count() > LONGEST {
        return None;
    }
    let found = match console.store() {
        Some(store) if id.0 != FIRST => account(&store, id.clone()).await.unwrap_or_default(),
        Some(_) | None => None,
    };
    let (known, hash) = candidate(id, &console.options.pin_hash, found);
    let right = matches(console, pin, hash).await;
    known.filter(|_| right)
}

/// Who it is if the PIN fits the hash, which is `first` for the first administrator. `found` is what the database
/// knows under the name. A name that nobody has is held against a hash too, so that it takes as long as a wrong PIN.
pub(super) fn candidate(
    id: &StaffId,
    first: &str,
    found: Option<(kiosk_store::Account, String)>,
) -> (Option<Known>, String) {
    if id.0 == FIRST {
        let known = Known { id: id.clone(), name: FIRST.into(), role: Role::Administrator };
        return (Some(known), first.to_owned());
    }
    match found.filter(|(account, _)| account.active) {
        Some((kiosk_store::Account { id, name, role, .. }, hash)) => (Some(Known { id, name, role }), hash),
        None => (None, first.to_owned()),
    }
}

async fn account(store: &Store, id: StaffId) -> Result<Option<(kiosk_store::Account, String)>, StoreError> {
    asked(store, move |store| store.account(&id)).await
}

pub(super) async fn sign_out(
    State(console): State<Arc<Console>>,
    clerk: Result<Clerk, Unsigned>,
    session: Session,
) -> Redirect {
    if let Ok(clerk) = clerk {
        note_deed(&console, &clerk.id, Deed::SignedOut).await;
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "session could not be ended");
    }
    Redirect::to("/staff")
}

fn too_many(lang: Lang, seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match lang {
        Lang::Vi => format!("Nhập sai nhiều lần. Xin thử lại sau {minutes} phút."),
        Lang::En => format!("Too many wrong PINs. Please try again in {minutes} min."),
    }
}

/// Whether anybody but the first administrator has an account.
async fn has_accounts(console: &Console) -> bool {
    match console.store() {
        Some(store) => asked(&store, Store::accounts).await.is_ok_and(|accounts| !accounts.is_empty()),
        None => false,
    }
}

/// The page that asks for the PIN, and for a name once there are accounts.
pub(super) async fn pin_page(lang: Lang, console: &Console, complaint: Option<&str>) -> Markup {
    let named = has_accounts(console).await;
    let title = say(lang, "Đăng nhập cán bộ", "Staff sign-in");
    let body = html! {
        main.narrow.sign-in {
            p.office { (console.office().name.get(lang)) }
            h1 { (title) }
            form method="post" action="/staff/sign-in" {
                @if named {
                    label for="name" { (say(lang, "Tên đăng nhập", "Name")) }
                    input #name.name name="name" autocomplete="username" autocapitalize="none" spellcheck="false"
                        required maxlength=(LONGEST_NAME) autofocus;
                }
                label for="pin" { (say(lang, "Mã PIN", "PIN")) }
                input #pin type="password" name="pin" inputmode="numeric" autocomplete="current-password"
                    required maxlength=(LONGEST) autofocus[!named] aria-describedby="complaint";
                p #complaint.complaint role="alert" { (complaint.unwrap_or_default()) }
                button.primary { (say(lang, "Đăng nhập", "Sign in")) }
            }
            (language_switch(lang, "/staff"))
        }
    };
    frame(lang, title, &[], &body)
}
