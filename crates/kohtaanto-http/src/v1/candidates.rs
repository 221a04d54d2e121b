//! Stored people: one by the id, uploads, and taking out. Behind tokens, and logged.

use super::seen::PersonSeen;
use super::upload::{self, UploadAnswer, UploadParams};
use super::words::WordsParams;
use crate::auth::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Path, Query};
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use kohtaanto::answers::CandidateWire;
use kohtaanto::model::CandidateId;
use kohtaanto::trust::{AuditAction, AuditEntry, Permit, Role, SeenCandidate};
use kohtaanto::{Engine, ErrorKind, LineKind, Prepared, Snapshot, write_candidate};

/// Who may put people in and take them out.
const WRITERS: [Role; 3] = [Role::Advisor, Role::Service, Role::Admin];

fn candidate_id(text: &str) -> Result<CandidateId, ApiError> {
    CandidateId::new(text).map_err(|error| ApiError::bad_request(error.to_string()))
}

/// A stored person, as the caller's role may see one.
#[utoipa::path(
    get, path = "/candidates/{id}", tag = "people",
    params(("id" = String, Path, description = "Pseudonymous id", example = "c-001"), WordsParams),
    security(("token" = [])),
    responses(
        (status = 200, description = "All that is stored, or for an employer what can be matched",
            body = serde_json::Value),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 403, description = "The token does not open this person", body = ErrorBody),
        (status = 404, description = "There is no such person", body = ErrorBody),
    )
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(params): Query<WordsParams>,
) -> Result<Response, ApiError> {
    caller.require(&[Role::Advisor, Role::Employer, Role::Service, Role::Admin])?;
    let (id, today) = (candidate_id(&id)?, state.today());
    let seen = state.people(&caller, params.lang.names(), move |people, _| {
        Ok(match people.candidate(&id, today)? {
            SeenCandidate::Whole(candidate) => {
                ([(CONTENT_TYPE, "application/json")], write_candidate(&candidate)).into_response()
            }
            SeenCandidate::Pseudonymous(seen) => axum::Json(PersonSeen::new(&seen)).into_response(),
        })
    });
    seen.await
}

/// Put people in, one JSON object a line; a known id replaces what was there.
///
/// All lines or none, unless `partial`. Each person must be of the token's municipalities.
#[utoipa::path(
    post, path = "/candidates", tag = "people", params(UploadParams),
    request_body(content = CandidateWire, content_type = "application/x-ndjson"),
    security(("token" = [])),
    responses(
        (status = 200, body = UploadAnswer),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 403, description = "The role may not, or not for these people", body = ErrorBody),
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
    let permit = caller.require(&WRITERS)?.permit();
    let (lines, answer) = upload::read(&state, params, LineKind::Candidates, request).await?;
    let (today, logged) = (state.today(), state.clone());
    let put = move |engine: &Engine| {
        let snapshot = engine.snapshot()?;
        for line in &lines {
            check(&snapshot, &permit, line, today)?;
        }
        let ids = lines.iter().map(|line| candidate_id(line.id()));
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        log(&logged, &permit, AuditAction::UpsertCandidate, &ids)?;
        upload::put(engine, LineKind::Candidates, lines)
    };
    state.write(put).await?;
    Ok(axum::Json(answer))
}

/// Refuses a line of a person whom the permit does not open, as told or as stored.
fn check(
    snapshot: &Snapshot,
    permit: &Permit,
    line: &Prepared,
    today: Date,
) -> Result<(), ApiError> {
    if let Some(candidate) = line.as_candidate() {
        permit.check(candidate)?;
    }
    match snapshot.candidate(&candidate_id(line.id())?, today) {
        Ok(stored) => Ok(permit.check(&stored)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A change is written to the log first, and then done.
fn log(
    state: &AppState,
    permit: &Permit,
    action: AuditAction,
    ids: &[CandidateId],
) -> Result<(), ApiError> {
    let (trust, now) = (state.trust()?, Timestamp::now());
    for id in ids {
        let entry = AuditEntry::new(action, permit);
        let entry = AuditEntry { candidate: Some(id.clone()), ..entry };
        trust.audit.append(&entry, now)?;
    }
    Ok(())
}

/// Take a person out.
#[utoipa::path(
    delete, path = "/candidates/{id}", tag = "people",
    params(("id" = String, Path, description = "Pseudonymous id")),
    security(("token" = [])),
    responses(
        (status = 204, description = "The person is taken out"),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 403, description = "The token does not open this person", body = ErrorBody),
        (status = 404, description = "There is no such person", body = ErrorBody),
        (status = 409, description = "The service only reads, or another process writes", body = ErrorBody),
    )
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let permit = caller.require(&WRITERS)?.permit();
    let (id, today, logged) = (candidate_id(&id)?, state.today(), state.clone());
    let delete = move |engine: &Engine| {
        permit.check(&engine.snapshot()?.candidate(&id, today)?)?;
        log(&logged, &permit, AuditAction::DeleteCandidate, std::slice::from_ref(&id))?;
        let mut writer = engine.write_people()?;
        writer.delete(id.as_str())?;
        Ok(writer.commit()?)
    };
    state.write(delete).await?;
    Ok(StatusCode::NO_CONTENT)
}
