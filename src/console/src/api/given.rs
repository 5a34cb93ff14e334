//! What a request brings along, read so that every mistake in it is told as a problem.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::problem::{Kind, Problem};

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

/// What stands in the address; what cannot be is not there.
pub(super) struct At<T>(pub(super) T);

/// The question after the address.
pub(super) struct Question<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Json(body) = Json::from_request(request, state).await.map_err(|error| refused(&error))?;
        Ok(Self(body))
    }
}

fn refused(error: &JsonRejection) -> Problem {
    let kind = match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Kind::UnsupportedMediaType,
        StatusCode::UNPROCESSABLE_ENTITY => Kind::Invalid,
        _ => Kind::BadRequest,
    };
    Problem::with_detail(kind, error.body_text())
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(at) = Path::from_request_parts(parts, state).await.map_err(|_| Kind::NotFound)?;
        Ok(Self(at))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Question<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(question) = Query::from_request_parts(parts, state)
            .await
            .map_err(|error| Problem::with_detail(Kind::BadRequest, error.body_text()))?;
        Ok(Self(question))
    }
}
