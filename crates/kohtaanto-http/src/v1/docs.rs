//! The description, and a page to try it: a file of ours, with nothing fetched from elsewhere.
//!
//! The ready-made viewers need megabytes of script and styles inside the page, which the service's
//! Content-Security-Policy refuses; this page is small enough to read.

use crate::state::AppState;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

const PAGE: &str = include_str!("docs/index.html");
const SCRIPT: &str = include_str!("docs/docs.js");
const STYLE: &str = include_str!("docs/docs.css");

pub(super) fn routes() -> Router<AppState> {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move {
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=3600")], text).into_response()
        })
    };
    Router::new()
        .route("/api/docs", file("text/html; charset=utf-8", PAGE))
        .route("/api/docs/docs.js", file("text/javascript; charset=utf-8", SCRIPT))
        .route("/api/docs/docs.css", file("text/css; charset=utf-8", STYLE))
}

pub(super) async fn description(text: Arc<str>) -> Response {
    ([(CONTENT_TYPE, "application/json")], text.to_string()).into_response()
}
