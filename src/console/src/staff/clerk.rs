//! Who has signed in, as each request finds out.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::queue::{Counter, CounterId, StaffId};
use kiosk_store::Role;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tower_sessions::Session;

use crate::options::Console;
use crate::sessions::STAFF;

/// The first administrator, whose PIN stands in the configuration; no account can have this id.
pub(super) const FIRST: &str = "admin";

const WHO: &str = "who";
const COUNTER: &str = "counter";

/// What a session remembers of whoever signed in. A change of the account ends the session, so that this
/// stays true.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Who {
    name: String,
    administrator: bool,
    /// Which PIN the first administrator signed in with: another one in the configuration ends the session.
    pin: Option<String>,
}

/// A clerk who has signed in.
pub(crate) struct Clerk {
    session: Session,
    counter: Option<CounterId>,
    /// What they sign in with.
    pub(super) id: StaffId,
    /// What colleagues read.
    pub(super) name: String,
    /// What they may do.
    pub(super) role: Role,
}

impl Clerk {
    /// The counter that this clerk works at, if the office still has it.
    pub(super) fn at(&self, console: &Console) -> Option<Counter> {
        self.counter.and_then(|id| console.office().counter(id).cloned())
    }

    pub(super) async fn choose(&self, counter: Option<CounterId>) -> Result<(), Unsigned> {
        self.session.insert(COUNTER, counter.map(|c| c.0)).await.map_err(|_| Unsigned::Form)
    }
}

/// Begins the session of somebody whose PIN was right.
pub(super) async fn admit(
    console: &Console,
    session: &Session,
    (id, name, role): (&StaffId, &str, Role),
) -> Result<(), Unsigned> {
    let pin = (id.0 == FIRST).then(|| fingerprint(&console.options.pin_hash));
    let who = Who { name: name.to_owned(), administrator: role == Role::Administrator, pin };
    // A session name that somebody planted before the sign-in must not become a clerk's.
    session.cycle_id().await.map_err(|_| Unsigned::Form)?;
    session.insert(STAFF, &id.0).await.map_err(|_| Unsigned::Form)?;
    session.insert(WHO, who).await.map_err(|_| Unsigned::Form)
}

/// Tells hashes of PINs apart and nothing else.
fn fingerprint(hash: &str) -> String {
    Sha256::digest(hash)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
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

impl FromRequestParts<Arc<Console>> for Clerk {
    type Rejection = Unsigned;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Unsigned> {
        let form = parts.method == Method::POST;
        let unsigned = || if form { Unsigned::Form } else { Unsigned::Script };
        let session = Session::from_request_parts(parts, console).await.map_err(|_| unsigned())?;
        let id: Option<String> = session.get(STAFF).await.map_err(|_| unsigned())?;
        let who: Option<Who> = session.get(WHO).await.map_err(|_| unsigned())?;
        let (id, who) = id.zip(who).ok_or_else(unsigned)?;
        if who.pin.is_some_and(|pin| pin != fingerprint(&console.options.pin_hash)) {
            return Err(unsigned());
        }
        let counter: Option<Option<u32>> = session.get(COUNTER).await.map_err(|_| unsigned())?;
        let role = if who.administrator { Role::Administrator } else { Role::Clerk };
        let counter = counter.flatten().map(CounterId);
        Ok(Self { session, counter, id: StaffId(id), name: who.name, role })
    }
}

/// An administrator who has signed in. A clerk is told that this is not for them.
pub(super) struct Administrator(pub(super) Clerk);

/// Why somebody may not see a page of administrators.
pub(super) enum NotForYou {
    /// Nobody has signed in.
    Unsigned,
    /// A clerk has.
    Clerk,
}

impl IntoResponse for NotForYou {
    fn into_response(self) -> Response {
        match self {
            // A page that is asked for by its address leads to the sign-in too.
            Self::Unsigned => Redirect::to("/staff").into_response(),
            Self::Clerk => (StatusCode::FORBIDDEN, "For administrators only.\n").into_response(),
        }
    }
}

impl FromRequestParts<Arc<Console>> for Administrator {
    type Rejection = NotForYou;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, NotForYou> {
        let clerk = Clerk::from_request_parts(parts, console).await.map_err(|_| NotForYou::Unsigned)?;
        match clerk.role {
            Role::Administrator => Ok(Self(clerk)),
            Role::Clerk => Err(NotForYou::Clerk),
        }
    }
}
