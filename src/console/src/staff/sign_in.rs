//! Who may call numbers: the PIN, and what a session remembers.

use std::sync::{Arc, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::queue::{Counter, CounterId};
use kiosk_core::text::Lang;
use kiosk_core::time::Tick;
use maud::{Markup, html};
use serde::Deserialize;
use thiserror::Error;
use tokio::task::spawn_blocking;
use tower_sessions::Session;

use crate::options::Console;
use crate::page::{PageLang, frame, language_switch, say};

const SIGNED_IN: &str = "signed-in";
const COUNTER: &str = "counter";

/// What is wrong with a PIN or its hash. The PIN itself is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PinError {
    /// The hash is not an argon2 PHC string such as `$argon2id$v=19$m=19456,t=2,p=1$…`.
    #[error("the staff PIN's hash is not an argon2 PHC string")]
    Hash,
    /// The PIN cannot be hashed: no randomness for the salt.
    #[error("the staff PIN cannot be hashed")]
    Hashing,
}

/// The argon2id PHC string of `pin`, with a fresh salt and the crate's default cost (19 MiB, 2 passes).
pub fn hash_pin(pin: &str) -> Result<String, PinError> {
    let hash = Argon2::default().hash_password(pin.as_bytes()).map_err(|_| PinError::Hashing)?;
    Ok(hash.to_string())
}

/// Whether `hash` can be verified against at all.
pub(crate) fn check_hash(hash: &str) -> Result<(), PinError> {
    PasswordHash::new(hash).map(|_| ()).map_err(|_| PinError::Hash)
}

/// Takes 50 ms and 19 MiB on purpose.
fn verify(pin: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
}

/// A clerk who has signed in.
pub(crate) struct Clerk {
    pub(crate) session: Session,
    pub(crate) counter: Option<CounterId>,
}

impl Clerk {
    /// The counter that this clerk works at, if the office still has it.
    pub(crate) fn at<'a>(&self, console: &'a Console) -> Option<&'a Counter> {
        self.counter.and_then(|id| console.options.office.counter(id))
    }

    pub(crate) async fn choose(&self, counter: Option<CounterId>) -> Result<(), Unsigned> {
        self.session.insert(COUNTER, counter.map(|c| c.0)).await.map_err(|_| Unsigned::Form)
    }
}

/// Not signed in, or no longer.
pub(crate) enum Unsigned {
    /// A form was sent: its sender sees the sign-in.
    Form,
    /// A script asked: it has to send its page to the sign-in.
    Script,
}

impl IntoResponse for Unsigned {
    fn into_response(self) -> Response {
        match self {
            Self::Form => Redirect::to("/staff").into_response(),
            Self::Script => (StatusCode::UNAUTHORIZED, "Sign in at /staff.\n").into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Clerk {
    type Rejection = Unsigned;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Unsigned> {
        let form = parts.method == Method::POST;
        let unsigned = || if form { Unsigned::Form } else { Unsigned::Script };
        let session = Session::from_request_parts(parts, state).await.map_err(|_| unsigned())?;
        match session.get(SIGNED_IN).await {
            Ok(Some(true)) => {}
            Ok(_) | Err(_) => return Err(unsigned()),
        }
        let counter: Option<Option<u32>> = session.get(COUNTER).await.map_err(|_| unsigned())?;
        Ok(Self { session, counter: counter.flatten().map(CounterId) })
    }
}

#[derive(Deserialize)]
pub(crate) struct Pin {
    pin: String,
}

pub(crate) async fn sign_in(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    session: Session,
    axum::Form(Pin { pin }): axum::Form<Pin>,
) -> Response {
    let now = console.now().tick;
    if let Err(wait) = throttle(&console, |t| t.admit(now)) {
        let seconds = wait.as_secs().max(1);
        let page = pin_page(lang, &console, Some(&too_many(lang, seconds)));
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], page)
            .into_response();
    }
    if !matches(&console, pin).await {
        tracing::warn!("wrong staff PIN");
        let wrong = say(lang, "Mã PIN chưa đúng. Xin nhập lại.", "That PIN is not right. Please try again.");
        return (StatusCode::UNAUTHORIZED, pin_page(lang, &console, Some(wrong))).into_response();
    }
    admitted(&console, &session, now)
        .await
        .map_or_else(IntoResponse::into_response, IntoResponse::into_response)
}

fn throttle<T>(console: &Console, ask: impl FnOnce(&mut super::Throttle) -> T) -> T {
    ask(&mut console.throttle.lock().unwrap_or_else(PoisonError::into_inner))
}

async fn matches(console: &Console, pin: String) -> bool {
    let hash = console.options.pin_hash.clone();
    spawn_blocking(move || verify(&pin, &hash)).await.unwrap_or(false)
}

async fn admitted(console: &Console, session: &Session, attempt: Tick) -> Result<Redirect, Unsigned> {
    throttle(console, |t| t.forgive(attempt));
    // A session name that somebody planted before the sign-in must not become a clerk's.
    session.cycle_id().await.map_err(|_| Unsigned::Form)?;
    session.insert(SIGNED_IN, true).await.map_err(|_| Unsigned::Form)?;
    Ok(Redirect::to("/staff"))
}

pub(crate) async fn sign_out(session: Session) -> Redirect {
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

/// The page that asks for the PIN.
pub(crate) fn pin_page(lang: Lang, console: &Console, complaint: Option<&str>) -> Markup {
    let title = say(lang, "Đăng nhập cán bộ", "Staff sign-in");
    let body = html! {
        main.narrow.sign-in {
            p.office { (console.options.office.name.get(lang)) }
            h1 { (title) }
            form method="post" action="/staff/sign-in" {
                label for="pin" { (say(lang, "Mã PIN", "PIN")) }
                input #pin type="password" name="pin" inputmode="numeric" autocomplete="current-password"
                    required maxlength="32" autofocus aria-describedby="complaint";
                p #complaint.complaint role="alert" { (complaint.unwrap_or_default()) }
                button.primary { (say(lang, "Đăng nhập", "Sign in")) }
            }
            (language_switch(lang, "/staff"))
        }
    };
    frame(lang, title, &[], &body)
}
