//! Who asks: a client by its token, and the key by which a request happens once.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use kiosk_core::queue::{CommandId, CounterId, StaffId};
use kiosk_store::{Origin, Scope, TokenHash};
use sha2::{Digest, Sha256};

use super::problem::{Kind, Problem};
use crate::live::asked;
use crate::options::Console;

/// Stands before a client's name in the journal; no account's name has a colon.
const IN_JOURNAL: &str = "api:";

/// The longest key.
const LONGEST_KEY: usize = 128;

/// A client that may read.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) name: String,
    pub(super) token: TokenHash,
    scope: Scope,
}

/// A client that may issue tickets.
pub(super) struct Issuer(pub(super) Client);

/// A client that may call.
pub(super) struct Caller(pub(super) Client);

impl Client {
    /// As the journal names it.
    pub(super) fn staff(&self) -> StaffId {
        StaffId(format!("{IN_JOURNAL}{}", self.name))
    }

    fn within(self, scope: Scope) -> Result<Self, Problem> {
        if self.scope >= scope { Ok(self) } else { Err(Kind::Forbidden.into()) }
    }
}

/// What a client's token is known by in the database. A plain hash is enough: a token has 256 random bits, which
/// nobody tries out.
pub fn token_hash(token: &str) -> TokenHash {
    Sha256::digest(token).into()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl FromRequestParts<Arc<Console>> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Problem> {
        let token = bearer(&parts.headers).map(token_hash).ok_or(Kind::Unauthorized)?;
        let store = console.store().ok_or(Kind::NoDatabase)?;
        let known = asked(&store, move |store| store.client(token)).await?.ok_or(Kind::Unauthorized)?;
        Ok(Self { name: known.name, token, scope: known.scope })
    }
}

impl FromRequestParts<Arc<Console>> for Issuer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Problem> {
        Client::from_request_parts(parts, console).await?.within(Scope::Issue).map(Self)
    }
}

impl FromRequestParts<Arc<Console>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Problem> {
        Client::from_request_parts(parts, console).await?.within(Scope::Call).map(Self)
    }
}

/// What makes a request happen once: the key that its client has chosen, at one address.
pub(super) struct Key {
    given: String,
    path: String,
}

impl Key {
    /// The store's id for it. Clients cannot meet each other's commands, nor those of the staff pages, whatever
    /// keys they choose.
    pub(super) fn command(&self, client: &Client) -> CommandId {
        let text = format!("api\n{}\n{}\n{}", client.name, self.path, self.given);
        let digest: [u8; 32] = Sha256::digest(text).into();
        CommandId(digest[..16].iter().fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// A command of `client` at `counter`.
    pub(super) fn origin(&self, console: &Console, client: &Client, counter: CounterId) -> Origin {
        let (command, staff) = (self.command(client), Some(client.staff()));
        Origin { command, counter, staff, at: console.now().civil }
    }
}

impl FromRequestParts<Arc<Console>> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Console>) -> Result<Self, Problem> {
        let header = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        // The draft standard writes it as a quoted string, and nobody does.
        let given = header.unwrap_or_default().trim_matches('"');
        let good = !given.is_empty()
            && given.len() <= LONGEST_KEY
            && given.bytes().all(|byte| byte.is_ascii_graphic());
        if !good {
            return Err(Kind::KeyMissing.into());
        }
        Ok(Self { given: given.to_owned(), path: parts.uri.path().to_owned() })
    }
}
