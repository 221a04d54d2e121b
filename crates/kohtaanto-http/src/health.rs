//! Whether the process lives, and whether it can answer.

use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::State;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// A snapshot of the store opens.
pub(crate) async fn readyz(State(state): State<AppState>) -> Result<&'static str, ApiError> {
    state.check_ready().await?;
    Ok("ready\n")
}
