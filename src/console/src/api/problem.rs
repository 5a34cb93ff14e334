//! Errors as other software reads them: RFC 9457, `application/problem+json`. What programs decide by is `kind`;
//! a kind keeps its name and its status for as long as there is `/api/v1`.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kiosk_core::queue::Refusal;
use kiosk_store::StoreError;
use serde::Serialize;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder, response};
use utoipa::{IntoResponses, ToSchema};

/// The media type of all errors.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// What can be wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProblemKind)]
pub(super) enum Kind {
    BadRequest,
    KeyMissing,
    Unauthorized,
    Forbidden,
    NotFound,
    NoSuchTicket,
    NoSuchCounter,
    NoSuchChange,
    MethodNotAllowed,
    Stale,
    WrongState,
    AtAnotherCounter,
    RecallLimit,
    Paused,
    CounterBusy,
    NotTheLatest,
    UsedUp,
    TooLarge,
    UnsupportedMediaType,
    Invalid,
    TooManyStreams,
    Overloaded,
    NoDatabase,
    DiskFull,
    Failed,
}

impl Kind {
    /// Every kind.
    pub(super) const ALL: [Self; 25] = [
        Self::BadRequest,
        Self::KeyMissing,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::NoSuchTicket,
        Self::NoSuchCounter,
        Self::NoSuchChange,
        Self::MethodNotAllowed,
        Self::Stale,
        Self::WrongState,
        Self::AtAnotherCounter,
        Self::RecallLimit,
        Self::Paused,
        Self::CounterBusy,
        Self::NotTheLatest,
        Self::UsedUp,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::TooManyStreams,
        Self::Overloaded,
        Self::NoDatabase,
        Self::DiskFull,
        Self::Failed,
    ];

    /// Its name in JSON and in addresses, its status, and what it says to a person.
    #[rustfmt::skip]
    fn facts(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Self::BadRequest => ("bad_request", StatusCode::BAD_REQUEST, "The request cannot be read."),
            Self::KeyMissing => ("key_missing", StatusCode::BAD_REQUEST, "The header Idempotency-Key is missing or not 1 to 128 visible ASCII characters."),
            Self::Unauthorized => ("unauthorized", StatusCode::UNAUTHORIZED, "No token, or one that is unknown or revoked. An administrator makes tokens at /staff/clients."),
            Self::Forbidden => ("forbidden", StatusCode::FORBIDDEN, "The token's scope does not allow this."),
            Self::NotFound => ("not_found", StatusCode::NOT_FOUND, "There is nothing at this address."),
            Self::NoSuchTicket => ("no_such_ticket", StatusCode::NOT_FOUND, "There is no such ticket."),
            Self::NoSuchCounter => ("no_such_counter", StatusCode::NOT_FOUND, "The office has no such counter."),
            Self::NoSuchChange => ("no_such_change", StatusCode::NOT_FOUND, "The journal has no such row."),
            Self::MethodNotAllowed => ("method_not_allowed", StatusCode::METHOD_NOT_ALLOWED, "This address does not know the method."),
            Self::Stale => ("stale", StatusCode::CONFLICT, "Another ticket is open at the counter than the request says; nothing has changed."),
            Self::WrongState => ("wrong_state", StatusCode::CONFLICT, "The ticket is in a state that does not allow this."),
            Self::AtAnotherCounter => ("at_another_counter", StatusCode::CONFLICT, "Another counter has called the ticket."),
            Self::RecallLimit => ("recall_limit", StatusCode::CONFLICT, "The number has been called as often as the office allows."),
            Self::Paused => ("paused", StatusCode::CONFLICT, "The counter has paused."),
            Self::CounterBusy => ("counter_busy", StatusCode::CONFLICT, "The counter is busy with another ticket."),
            Self::NotTheLatest => ("not_the_latest", StatusCode::CONFLICT, "Something else has happened to the ticket since."),
            Self::UsedUp => ("used_up", StatusCode::CONFLICT, "The service has given out all its numbers of the day."),
            Self::TooLarge => ("too_large", StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 16 KiB."),
            Self::UnsupportedMediaType => ("unsupported_media_type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body has to be application/json."),
            Self::Invalid => ("invalid", StatusCode::UNPROCESSABLE_ENTITY, "The body has the wrong fields, or names something that the office has not got."),
            Self::TooManyStreams => ("too_many_streams", StatusCode::TOO_MANY_REQUESTS, "The client has as many event streams open as it may."),
            Self::Overloaded => ("overloaded", StatusCode::SERVICE_UNAVAILABLE, "Too many requests at the same time; send it again with the same key."),
            Self::NoDatabase => ("no_database", StatusCode::SERVICE_UNAVAILABLE, "The queue cannot be used at the moment."),
            Self::DiskFull => ("disk_full", StatusCode::SERVICE_UNAVAILABLE, "The kiosk's disk is full; nothing was recorded."),
            Self::Failed => ("failed", StatusCode::SERVICE_UNAVAILABLE, "The database did not answer; send it again with the same key."),
        }
    }

    pub(super) fn name(self) -> &'static str {
        self.facts().0
    }

    pub(super) fn status(self) -> StatusCode {
        self.facts().1
    }

    fn title(self) -> &'static str {
        self.facts().2
    }
}

/// What was wrong with one request.
#[derive(Debug)]
pub(super) struct Problem {
    kind: Kind,
    detail: Option<String>,
}

/// A problem as it is sent (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Sent {
    /// The address of the kind's description.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/api/v1/problems/stale")]
    reference: String,
    /// What the kind means, in English.
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 409)]
    status: u16,
    /// What programs decide by.
    kind: Kind,
    /// What is wrong with this request in particular, if more is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Problem {
    /// A problem of which more is known than its kind.
    pub(super) fn with_detail(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: Some(detail.into()) }
    }

    pub(super) fn sent(self) -> Sent {
        Sent {
            reference: format!("/api/v1/problems/{}", self.kind.name()),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            kind: self.kind,
            detail: self.detail,
        }
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self { kind, detail: None }
    }
}

impl From<Refusal> for Kind {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Stale => Self::Stale,
            Refusal::WrongState => Self::WrongState,
            Refusal::AtAnotherCounter => Self::AtAnotherCounter,
            Refusal::RecallLimit => Self::RecallLimit,
            Refusal::Paused => Self::Paused,
            Refusal::CounterBusy => Self::CounterBusy,
            Refusal::NoSuchClass => Self::Invalid,
            Refusal::NotTheLatest => Self::NotTheLatest,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let kind = match error {
            StoreError::Refused(refusal) => refusal.into(),
            StoreError::UsedUp => Kind::UsedUp,
            StoreError::NoSuchTicket => Kind::NoSuchTicket,
            StoreError::NoSuchEntry => Kind::NoSuchChange,
            StoreError::Full => Kind::DiskFull,
            StoreError::NoSuchAccount
            | StoreError::NoSuchClient
            | StoreError::NameTaken
            | StoreError::SettingMoved
            | StoreError::ServiceInUse(_)
            | StoreError::CounterInUse(_)
            | StoreError::Corrupt
            | StoreError::Locked
            | StoreError::Closed
            | StoreError::Io(_)
            | StoreError::Sqlite(_)
            | StoreError::System(_) => {
                tracing::error!(%error, "a request of the API failed");
                Kind::Failed
            }
        };
        kind.into()
    }
}

/// The header that goes with a status, if it needs one.
fn header_of(kind: Kind) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = match kind {
        Kind::Unauthorized => (header::WWW_AUTHENTICATE, r#"Bearer realm="khong-viet""#),
        Kind::Forbidden => {
            (header::WWW_AUTHENTICATE, r#"Bearer realm="khong-viet", error="insufficient_scope""#)
        }
        Kind::TooManyStreams | Kind::Overloaded | Kind::NoDatabase | Kind::DiskFull | Kind::Failed => {
            (header::RETRY_AFTER, "1")
        }
        Kind::BadRequest
        | Kind::KeyMissing
        | Kind::NotFound
        | Kind::NoSuchTicket
        | Kind::NoSuchCounter
        | Kind::NoSuchChange
        | Kind::MethodNotAllowed
        | Kind::Stale
        | Kind::WrongState
        | Kind::AtAnotherCounter
        | Kind::RecallLimit
        | Kind::Paused
        | Kind::CounterBusy
        | Kind::NotTheLatest
        | Kind::UsedUp
        | Kind::TooLarge
        | Kind::UnsupportedMediaType
        | Kind::Invalid => return None,
    };
    Some((name, HeaderValue::from_static(value)))
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = self.kind;
        let mut response = (kind.status(), Json(self.sent())).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        response.headers_mut().extend(header_of(kind));
        response
    }
}

/// How the document tells of these kinds: one answer for each status.
fn documented(kinds: &[Kind]) -> BTreeMap<String, RefOr<response::Response>> {
    let mut by_status: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for kind in kinds {
        let line = format!("`{}`: {}", kind.name(), kind.title());
        by_status.entry(kind.status().as_str().to_owned()).or_default().push(line);
    }
    let answer = |lines: Vec<String>| {
        let content = Content::new(Some(Ref::from_schema_name("Problem")));
        ResponseBuilder::new().description(lines.join(" ")).content(MEDIA_TYPE, content).build().into()
    };
    by_status.into_iter().map(|(status, lines)| (status, answer(lines))).collect()
}

/// Kinds that go together in the document; groups that meet at one address have no status in common.
macro_rules! groups {
    ($($(#[$meaning:meta])* $name:ident: $($kind:ident),+;)+) => {$(
        $(#[$meaning])*
        pub(super) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<response::Response>> {
                documented(&[$(Kind::$kind),+])
            }
        }
    )+};
}
groups! {
    /// Whatever is asked with a token.
    Always: Unauthorized, Overloaded, NoDatabase, DiskFull, Failed;
    /// What not every scope allows.
    Scoped: Forbidden;
    /// What happens once for a key.
    Keyed: KeyMissing, BadRequest;
    /// A question in the address.
    Queried: BadRequest;
    /// A JSON body.
    WithBody: TooLarge, UnsupportedMediaType, Invalid;
    /// A ticket in the address or in the question.
    OfTicket: NoSuchTicket;
    /// A counter in the address.
    OfCounter: NoSuchCounter;
    /// A row of the journal in the address.
    OfChange: NoSuchChange;
    /// A kind of problem in the address.
    OfKind: NotFound;
    /// What the rules of the queue judge.
    Ruled: Stale, WrongState, AtAnotherCounter, RecallLimit, Paused, CounterBusy, NotTheLatest;
    /// What gives out a number.
    Numbered: UsedUp;
    /// What stays open.
    Streamed: TooManyStreams;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_called_the_same_everywhere_and_nothing_shares_its_name() {
        for (nth, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.name().into()));
            assert_eq!(Kind::ALL.iter().position(|other| other.name() == kind.name()), Some(nth));
            assert!(kind.status().is_client_error() || kind.status() == StatusCode::SERVICE_UNAVAILABLE);
        }
    }
}
