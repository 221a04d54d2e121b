//! What an error is on the wire: `{code, message, request_id, details?}` with its status.

use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kohtaanto::model::{FieldError, FieldErrors};
use kohtaanto::{Error, ErrorKind};
use serde::Serialize;

/// An error as the caller sees it. The body is written by a middleware, which knows the request's
/// id: handlers and the pages only return it.
#[derive(Debug, Clone)]
pub struct ApiError {
    /// The status.
    pub status: StatusCode,
    /// What it is, for programs: does not change.
    pub code: &'static str,
    /// What it is, for people: lowercase, says what to do.
    pub message: String,
    /// The fields at fault.
    pub details: Vec<Detail>,
    /// After how many seconds to try again.
    pub retry_after_s: Option<u64>,
}

/// One field at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Detail {
    /// The line of an upload, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Path of the field, such as `places[0].municipality`.
    pub field: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub fix: String,
}

/// The body of each answer that is an error.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ErrorBody {
    /// What it is, for programs.
    #[schema(example = "not_found")]
    pub code: &'static str,
    /// What it is, for people.
    #[schema(example = "posting \"nk-x\" is not there; check the id")]
    pub message: String,
    /// The request's id, which the log has too.
    #[schema(example = "5f0c6a9be1d0-2a")]
    pub request_id: String,
    /// The fields at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

impl ApiError {
    /// An error of a status, with its usual code.
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let (message, details) = (message.into(), Vec::new());
        Self { status, code: code_of(status), message, details, retry_after_s: None }
    }

    /// What was asked for is not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// There is no valid token.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, message)
    }

    /// The request cannot be read.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Fields that can be read and do not hold.
    pub fn fields(errors: &FieldErrors) -> Self {
        let details = errors.as_slice().iter().map(|error| Detail::of(None, error)).collect();
        let message = errors.to_string();
        Self { details, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, message) }
    }

    /// One such field.
    pub fn field(error: FieldError) -> Self {
        Self::fields(&error.into())
    }

    /// Too much at once: try again.
    pub fn too_many(message: impl Into<String>, retry_after_s: u64) -> Self {
        let retry_after_s = Some(retry_after_s);
        Self { retry_after_s, ..Self::new(StatusCode::TOO_MANY_REQUESTS, message) }
    }
}

impl Detail {
    pub(crate) fn of(line: Option<usize>, error: &FieldError) -> Self {
        let FieldError { field, problem, fix } = error.clone();
        Self { line, field, problem, fix }
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let status = match (&error, error.kind()) {
            (Error::Fields(errors), _) => return Self::fields(errors),
            (Error::PeopleLocked(_), _) => StatusCode::FORBIDDEN,
            (_, ErrorKind::InvalidInput) => StatusCode::UNPROCESSABLE_ENTITY,
            (_, ErrorKind::Forbidden) => StatusCode::FORBIDDEN,
            (_, ErrorKind::NotFound) => StatusCode::NOT_FOUND,
            (_, ErrorKind::Conflict) => StatusCode::CONFLICT,
            (
                _,
                ErrorKind::Unavailable
                | ErrorKind::Incompatible
                | ErrorKind::Corrupt
                | ErrorKind::Cancelled,
            ) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            // Paths and what the system says are for the log, not for callers.
            tracing::error!(error = %error, "the library refused");
            return Self::new(status, message_of(status));
        }
        Self::new(status, error.to_string())
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::fields(&errors)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The code of a status.
pub(crate) fn code_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "bad_request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        408 => "request_timeout",
        409 => "conflict",
        412 => "precondition_failed",
        413 => "too_large",
        414 => "uri_too_long",
        415 => "unsupported_media_type",
        422 => "unprocessable",
        429 => "too_many_requests",
        431 => "headers_too_large",
        503 => "unavailable",
        504 => "timeout",
        _ if status.is_client_error() => "refused",
        _ => "internal",
    }
}

/// What a status says when nothing more is known.
pub(crate) fn message_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "the request cannot be read; check its path, its query and its body",
        404 => "there is no such address; /api/v1/openapi.json lists all",
        405 => "the address is there, and not for this method; /api/v1/openapi.json lists all",
        413 => "the body is too large; send less at once",
        415 => "the body's content type is not the one asked for",
        503 => "the service cannot answer now; try again later",
        504 => "the answer took too long; ask for less, or try again later",
        _ if status.is_client_error() => "the request is refused",
        _ => "a fault of the service; tell its keeper the request id",
    }
}
