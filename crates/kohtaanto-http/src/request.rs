//! Each request's id, its line in the log, and the body of its error.
//!
//! The log has the route and not the address, no query and no body: nobody's words are kept.

use crate::error::{ApiError, ErrorBody, code_of, message_of};
use crate::extract::{LINES, is_of};
use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
const MAX_ID_BYTES: usize = 64;

/// The request's id: the caller's `x-request-id` where it is plain, else a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

impl RequestId {
    fn of(request: &Request) -> Self {
        let given = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
        let is_plain = |id: &&str| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            (1..=MAX_ID_BYTES).contains(&id.len()) && id.bytes().all(plain)
        };
        Self(given.filter(is_plain).map_or_else(new_id, str::to_owned))
    }
}

/// The process's own random part, then a running number.
fn new_id() -> String {
    static START: OnceLock<u64> = OnceLock::new();
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let start = START.get_or_init(|| RandomState::new().hash_one(0));
    format!("{:012x}-{:x}", start >> 16, NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Wraps all else: gives the id, counts and logs, and writes the body of an error.
pub(crate) async fn observe(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId::of(&request);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str).to_owned();
    let is_for_programs =
        ["/api/", "/jobtech/"].iter().any(|p| request.uri().path().starts_with(p));
    request.extensions_mut().insert(id.clone());
    let start = Instant::now();
    let in_flight = state.metrics().begin();
    let mut response = next.run(request).await;
    drop(in_flight);
    let (status, elapsed) = (response.status(), start.elapsed());
    state.metrics().finished(&method, &route, status, elapsed);
    tracing::info!(
        request_id = %id.0, method = %method, route, status = status.as_u16(),
        ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    let error = response.extensions_mut().remove::<ApiError>();
    let mut response = match error {
        Some(error) => written(response, error, &id),
        None if is_for_programs && is_bare(&response) => {
            let error = ApiError::new(status, message_of(status));
            written(response, error, &id)
        }
        None => response,
    };
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// An error that something below made without a body of ours.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let json = response.headers().get(CONTENT_TYPE);
    let json = json.is_some_and(|value| value.as_bytes().starts_with(b"application/"));
    (status.is_client_error() || status.is_server_error()) && !json
}

fn written(response: Response, error: ApiError, id: &RequestId) -> Response {
    let ApiError { status, code, message, details, .. } = error;
    let body = ErrorBody { code, message, request_id: id.0.clone(), details };
    let mut written = (status, axum::Json(body)).into_response();
    // What was said beside the body stays: Retry-After, Allow, WWW-Authenticate, RateLimit-*.
    for (name, value) in response.headers() {
        if !["content-type", "content-length"].contains(&name.as_str()) {
            written.headers_mut().append(name, value.clone());
        }
    }
    written
}

/// An address that is not there.
pub(crate) async fn unknown() -> ApiError {
    ApiError::not_found(message_of(StatusCode::NOT_FOUND))
}

/// What a panic becomes: it is logged, and the caller sees no more than any other fault.
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    tracing::error!(panic = text, "a handler panicked");
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    ApiError { code: code_of(status), ..ApiError::new(status, message_of(status)) }.into_response()
}

/// Answers that take too long are cut: the work that they began still holds its place until it
/// ends. Uploads of lines may take longer, since their texts get vectors.
pub(crate) async fn in_time(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let options = state.options();
    let is_upload = is_of(request.headers(), &LINES);
    let timeout = if is_upload { options.upload_timeout } else { options.timeout };
    let answer = tokio::time::timeout(timeout, next.run(request)).await;
    answer.unwrap_or_else(|_| {
        let status = StatusCode::GATEWAY_TIMEOUT;
        ApiError::new(status, message_of(status)).into_response()
    })
}
