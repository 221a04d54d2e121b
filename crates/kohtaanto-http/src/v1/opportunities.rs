//! Postings: one by its id, those like it, and uploads.

use super::upload::{self, UploadAnswer, UploadParams};
use crate::auth::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Path, Query};
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use kohtaanto::answers::{PostingWire, SimilarAnswer};
use kohtaanto::model::{FieldError, PostingId};
use kohtaanto::{LineKind, MatchRequest, Role};
use serde::{Deserialize, Serialize};

/// Who may change what is advertised. An employer's token may not: it could replace another's.
const WRITERS: [Role; 3] = [Role::Advisor, Role::Service, Role::Admin];

pub(super) fn posting_id(text: &str) -> Result<PostingId, ApiError> {
    PostingId::new(text).map_err(|error| ApiError::bad_request(error.to_string()))
}

/// A posting as it is kept: what was put in, and what its text adds, with the words that say it.
#[utoipa::path(
    get, path = "/opportunities/{id}", tag = "search",
    params(("id" = String, Path, description = "Id given by the source", example = "nk-lie-002")),
    responses(
        (status = 200, body = PostingWire),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 404, description = "There is no such posting", body = ErrorBody),
    )
)]
pub(super) async fn get(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let id = posting_id(&id)?;
    let line = state.read(move |snapshot| Ok(snapshot.posting_line(&id)?)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], line).into_response())
}

/// Put postings in, one JSON object a line; a known id replaces what was there.
///
/// All lines or none, unless `partial`. What was put in is found as soon as this answers.
#[utoipa::path(
    post, path = "/opportunities", tag = "store", params(UploadParams),
    request_body(content = PostingWire, content_type = "application/x-ndjson"),
    security(("token" = [])),
    responses(
        (status = 200, body = UploadAnswer),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 403, description = "The role may not", body = ErrorBody),
        (status = 409, description = "The service only reads, or another process writes", body = ErrorBody),
        (status = 413, description = "The body is too large", body = ErrorBody),
        (status = 415, description = "The body is not NDJSON", body = ErrorBody),
        (status = 422, description = "Lines are refused; nothing was stored", body = ErrorBody),
    )
)]
pub(super) async fn upload(
    State(state): State<AppState>,
    caller: Caller,
    Query(params): Query<UploadParams>,
    request: Request,
) -> Result<axum::Json<UploadAnswer>, ApiError> {
    caller.require(&WRITERS)?;
    let (lines, answer) = upload::read(&state, params, LineKind::Postings, request).await?;
    state.write(move |engine| upload::put(engine, LineKind::Postings, lines)).await?;
    Ok(axum::Json(answer))
}

/// Take a posting out.
#[utoipa::path(
    delete, path = "/opportunities/{id}", tag = "store",
    params(("id" = String, Path, description = "Id given by the source")),
    security(("token" = [])),
    responses(
        (status = 204, description = "It is taken out"),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 403, description = "The role may not", body = ErrorBody),
        (status = 404, description = "There is no such posting", body = ErrorBody),
        (status = 409, description = "The service only reads, or another process writes", body = ErrorBody),
    )
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    caller.require(&WRITERS)?;
    let id = posting_id(&id)?;
    let delete = move |engine: &kohtaanto::Engine| {
        engine.snapshot()?.posting_line(&id)?;
        let mut writer = engine.write_opportunities()?;
        writer.delete(id.as_str())?;
        Ok(writer.commit_at(jiff::Timestamp::now())?)
    };
    state.write(delete).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many similar postings.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SimilarParams {
    /// How many to give.
    #[param(minimum = 1, maximum = 100)]
    limit: usize,
}

impl Default for SimilarParams {
    fn default() -> Self {
        Self { limit: 10 }
    }
}

/// Postings like one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SimilarsAnswer {
    /// The most alike first.
    similar: Vec<SimilarAnswer>,
}

/// Open postings like a posting.
#[utoipa::path(
    get, path = "/opportunities/{id}/similar", tag = "search",
    params(
        ("id" = String, Path, description = "Id given by the source", example = "nk-lie-002"),
        SimilarParams
    ),
    responses(
        (status = 200, body = SimilarsAnswer),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 404, description = "There is no such posting", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn similar(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(params): Query<SimilarParams>,
) -> Result<axum::Json<SimilarsAnswer>, ApiError> {
    let id = posting_id(&id)?;
    let limit = page(params.limit)?;
    let request = MatchRequest { limit, ..MatchRequest::on(state.today()) };
    let similar = state.read(move |snapshot| Ok(snapshot.similar(&id, &request)?)).await?;
    Ok(axum::Json(SimilarsAnswer { similar: similar.iter().map(SimilarAnswer::new).collect() }))
}

/// A number of rows, 1 to 100.
pub(super) fn page(limit: usize) -> Result<usize, ApiError> {
    if (1..=100).contains(&limit) {
        return Ok(limit);
    }
    let problem = format!("{limit} is out of range");
    Err(ApiError::field(FieldError::new("limit", problem, "use 1 to 100")))
}
