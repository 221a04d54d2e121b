//! An upload of lines: all or nothing, unless the caller takes part of them.

use crate::error::{ApiError, Detail};
use crate::extract::{LINES, body, is_of, unsupported};
use crate::state::AppState;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use kohtaanto::{
    Engine, IngestOptions, IngestReport, LineKind, Prepared, UnknownFields, read_lines,
};
use serde::{Deserialize, Serialize};

/// Lines that are put in together.
const BATCH: usize = 256;
/// So many lines at fault are told; the others are counted.
const MAX_TOLD: usize = 100;

/// How an upload is taken.
#[derive(Debug, Default, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UploadParams {
    /// Take the good lines although others are refused.
    partial: bool,
    /// Refuse lines with fields that are not known, instead of keeping the fields aside.
    strict: bool,
}

/// What became of an upload.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct UploadAnswer {
    /// Lines that were put in; a known id replaces what was there.
    accepted: usize,
    /// Lines that were refused.
    refused: usize,
    /// The fields at fault, of the first hundred lines.
    details: Vec<Detail>,
    /// Fields that are not known and were kept aside.
    unknown_fields: Vec<UnknownAnswer>,
}

/// Fields of a line that are not known.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct UnknownAnswer {
    /// The line, from 1.
    line: usize,
    /// The fields.
    fields: Vec<String>,
}

/// The limit of an upload's body.
pub(super) fn limit(state: &AppState) -> DefaultBodyLimit {
    DefaultBodyLimit::max(state.options().max_upload_bytes)
}

/// Reads an upload; nothing is written yet.
pub(super) async fn read(
    state: &AppState,
    params: UploadParams,
    kind: LineKind,
    request: Request,
) -> Result<(Vec<Prepared>, UploadAnswer), ApiError> {
    if !is_of(request.headers(), &LINES) {
        return Err(unsupported(LINES[0]));
    }
    let bytes = body(request, state).await?;
    let unknown = if params.strict { UnknownFields::Refuse } else { UnknownFields::Keep };
    let options = IngestOptions { kind, unknown, today: state.today() };
    let read = state.read(move |_| Ok(read_lines(bytes.as_ref(), &options)?)).await?;
    let (lines, report) = read;
    if !report.refused.is_empty() && !params.partial {
        let n = report.refused.len();
        let message = format!(
            "{n} lines are refused, so nothing was stored; mend them, or send with ?partial=true"
        );
        let details = details(&report);
        return Err(ApiError {
            details,
            ..ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, message)
        });
    }
    if lines.is_empty() && report.refused.is_empty() {
        return Err(ApiError::bad_request("the body has no lines; send one JSON object a line"));
    }
    Ok((lines, UploadAnswer::new(&report)))
}

/// Puts lines in and commits, or nothing of them.
pub(super) fn put(engine: &Engine, kind: LineKind, lines: Vec<Prepared>) -> Result<(), ApiError> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut writer = match kind {
        LineKind::Postings => engine.write_opportunities()?,
        LineKind::Candidates => engine.write_people()?,
    };
    let mut lines = lines.into_iter();
    loop {
        let batch: Vec<_> = lines.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        writer.upsert(batch, &())?;
    }
    Ok(writer.commit_at(jiff::Timestamp::now())?)
}

impl UploadAnswer {
    fn new(report: &IngestReport) -> Self {
        let unknown = report.unknown_fields.iter().take(MAX_TOLD);
        let unknown =
            unknown.map(|(line, fields)| UnknownAnswer { line: *line, fields: fields.clone() });
        Self {
            accepted: report.n_accepted,
            refused: report.refused.len(),
            details: details(report),
            unknown_fields: unknown.collect(),
        }
    }
}

fn details(report: &IngestReport) -> Vec<Detail> {
    let told = report.refused.iter().take(MAX_TOLD);
    let told = told.flat_map(|refused| {
        refused.errors.as_slice().iter().map(|error| Detail::of(Some(refused.line), error))
    });
    told.collect()
}
