//! Bodies and queries as values, and what is said when they cannot be read.
//!
//! 400 for what is not UTF-8 or not JSON, 413 for too much, 415 for another content type, 422 for
//! a field that does not hold, with its path.

use crate::error::{ApiError, Detail};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use kohtaanto::model::FieldError;
use serde::de::DeserializeOwned;

/// Content types of newline-delimited JSON.
pub(crate) const LINES: [&str; 2] = ["application/x-ndjson", "application/jsonl"];

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_of(request.headers(), &["application/json"]) {
            return Err(unsupported("application/json"));
        }
        Ok(Self(from_json(&body(request, state).await?)?))
    }
}

/// The whole body, within the route's limit.
pub(crate) async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        ApiError::new(rejection.status(), crate::error::message_of(rejection.status()))
    })
}

/// Whether the body is of one of the types; parameters such as a charset do not matter.
pub(crate) fn is_of(headers: &HeaderMap, types: &[&str]) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    types.iter().any(|wanted| given.eq_ignore_ascii_case(wanted))
}

pub(crate) fn unsupported(wanted: &str) -> ApiError {
    let message = format!("the body is not {wanted}; send it with content-type: {wanted}");
    ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
}

/// Reads JSON and names what is wrong.
pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to() + 1;
        ApiError::bad_request(format!("the body is not UTF-8 at byte {at}; send it as UTF-8"))
    })?;
    // A struct would also be read from a list of its fields, which nobody means.
    if text.trim_start().starts_with('[') {
        return Err(refused("body", "is a list, not an object"));
    }
    let mut source = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let (path, error) = (error.path().to_string(), error.into_inner());
        if error.is_data() {
            let field = if path == "." { "body".to_owned() } else { path };
            return refused(&field, &error.to_string());
        }
        ApiError::bad_request(format!("the body is not JSON: {error}"))
    })?;
    source.end().map_err(|error| {
        ApiError::bad_request(format!("the body is more than one JSON value: {error}"))
    })?;
    Ok(value)
}

fn refused(field: &str, problem: &str) -> ApiError {
    let error = FieldError::new(field, problem, "/api/v1/openapi.json has the form of each field");
    let message = error.to_string();
    let details = vec![Detail::of(None, &error)];
    ApiError { details, ..ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, message) }
}

/// The query of an address; a name may stand more than once where the value is a list.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        if !is_utf8(query) {
            return Err(ApiError::bad_request("the query is not UTF-8; encode it as UTF-8"));
        }
        let source = serde_html_form::Deserializer::from_bytes(query.as_bytes());
        serde_path_to_error::deserialize(source).map(Self).map_err(|error| {
            let (path, error) = (error.path().to_string(), error.into_inner());
            let field = if path == "." { "query" } else { path.as_str() };
            ApiError {
                status: StatusCode::BAD_REQUEST,
                code: "bad_request",
                ..refused(field, &error.to_string())
            }
        })
    }
}

/// The parts of a path.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0)).map_err(|rejection| {
            ApiError::bad_request(format!("the path cannot be read: {rejection}"))
        })
    }
}

/// Whether a query is UTF-8 once its percent signs are read: a decoder would put marks instead.
fn is_utf8(query: &str) -> bool {
    let mut bytes = Vec::with_capacity(query.len());
    let mut rest = query.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push((high * 16 + low) as u8);
                    tail
                }
                _ => return false,
            },
            (b'%', _) => return false,
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    std::str::from_utf8(&bytes).is_ok()
}
