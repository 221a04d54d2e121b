//! The read side that speaks as JobTech's JobSearch and JobStream do, under `/jobtech/v1`.

use crate::state::AppState;
use axum::Router;

/// The routes of the JobTech-compatible read side.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
}
