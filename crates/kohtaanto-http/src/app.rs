//! The router: all routes, and what wraps them.

use crate::state::AppState;
use crate::{health, limits, metrics, pages, request, v1};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// What browsers may do with an answer. Scripts and styles come from files of the service only.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    ),
];

/// The service as a router.
pub fn app(state: AppState) -> Router {
    let limited = Router::new()
        .merge(pages::routes(&state))
        .merge(v1::routes(&state))
        .layer(DefaultBodyLimit::max(state.options().max_json_bytes))
        .layer(from_fn_with_state(state.clone(), limits::rate));
    Router::new()
        .merge(limited)
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .fallback(request::unknown)
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(from_fn_with_state(state.clone(), request::in_time))
        .layer(CompressionLayer::new())
        .layer(map_response(secured))
        .layer(from_fn_with_state(state.clone(), request::observe))
        .with_state(state)
}

/// The router of the metrics' own listener.
pub fn metrics_app(state: AppState) -> Router {
    Router::new().route("/metrics", get(metrics::metrics)).with_state(state)
}

async fn secured(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
