//! The pages for people, rendered on the server.

use crate::state::AppState;
use axum::Router;

/// The routes of the pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
}
