//! `/snapshot` and `/stream`: all postings, and what changed.
//!
//! Both are lists in the order of ids, written as they are read, a piece at a time. As JSON they are
//! one array, whose end tells that it is whole. As JSON Lines they end with a line
//! `{"eof":true,"count":n,"sha256":"…"}`: the number of lines before it, and the hash of their bytes
//! with their line ends. A copy that broke goes on with `after=ID` of its last whole line, and the
//! count and hash at the end are still those of the whole, so that the joined parts are checked by
//! the same rule. With `If-Match` and the `ETag` of the first part it goes on only while the list is
//! the same (412 otherwise: begin anew).
//!
//! `x-next-updated-after` is the instant with which the next stream goes on: that of the last commit
//! in this answer. By one's own clock a commit under way may be missed. Changes of that instant come
//! twice, and none is missed.

use super::conditions::Origins;
use super::feed_body::{Feed, Form};
use super::params::{Compat, Known, SnapshotParams, StreamParams, header};
use super::places::{Level, municipalities};
use super::search::clock;
use super::values::Problems;
use super::{ad::JobAd, ad::RemovedAd};
use crate::error::{ApiError, ErrorBody};
use crate::state::AppState;
use axum::extract::State;
use axum::http::header::{ACCEPT, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use kohtaanto::changes::{KEPT_DAYS, Listing, Window};
use kohtaanto::model::FieldError;
use kohtaanto::{Conditions, Snapshot, UnknownCodes};
use std::sync::Arc;

const NEXT: HeaderName = HeaderName::from_static("x-next-updated-after");
/// Names of JSON Lines.
const LINES: [&str; 3] = ["application/jsonl", "application/x-ndjson", "application/x-jsonlines"];

/// What a list is made of.
struct Listed {
    snapshot: Arc<Snapshot>,
    listing: Listing,
    /// The day for which it holds.
    day: Date,
    /// From when the next stream goes on.
    next: Timestamp,
    /// Stands for the list.
    tag: String,
}

/// All public postings.
///
/// `Accept: application/json` gives an array, `application/jsonl` a line each and a last line
/// `{"eof":true,"count":n,"sha256":"…"}` over all lines before it with their line ends. `after`
/// goes on behind an id; count and hash stay those of the whole. `If-Match` with the `ETag` of the
/// first part refuses to go on with another list.
#[utoipa::path(
    get, path = "/snapshot", tag = "jobtech", params(SnapshotParams),
    responses(
        (status = 200, content((Vec<JobAd> = "application/json"), (String = "application/jsonl"))),
        (status = 400, description = "A parameter does not hold", body = ErrorBody),
        (status = 406, description = "Neither JSON nor JSON Lines is accepted", body = ErrorBody),
        (status = 412, description = "The list is another one: begin anew", body = ErrorBody),
    )
)]
pub(super) async fn jobtech_snapshot(
    State(state): State<AppState>,
    headers: HeaderMap,
    Known { params, .. }: Known<SnapshotParams>,
) -> Result<Response, ApiError> {
    let form = form(&headers)?;
    let (today, now, snapshot) = (state.today(), state.now(), state.snapshot());
    let listed = state.read_from(snapshot, move |snapshot| {
        let listing = snapshot.list(&Conditions::default(), today)?;
        let committed = snapshot.committed_at()?;
        let next = committed.map_or(now, |committed| committed.min(now));
        let tag = format!("\"{}-{today}\"", snapshot.version());
        Ok(Listed { snapshot: Arc::clone(snapshot), listing, day: today, next, tag })
    });
    let listed = listed.await?;
    answer(&state, &headers, form, listed, params.after.as_deref())
}

/// What changed in a time: ads of postings that became public or changed, and removals.
///
/// From `updated-after` (included) to `updated-before` (not included; by default now), so that one
/// stream after the other tells everything once. Occupations: any of them; places: any of them;
/// both must hold. Removals are told for 90 days. Forms, `after` and the last line as of
/// `/snapshot`; `x-next-updated-after` tells with what the next stream goes on.
#[utoipa::path(
    get, path = "/stream", tag = "jobtech", params(StreamParams),
    responses(
        (status = 200, content((Vec<StreamEvent> = "application/json"), (String = "application/jsonl"))),
        (status = 400, description = "A parameter does not hold", body = ErrorBody),
        (status = 406, description = "Neither JSON nor JSON Lines is accepted", body = ErrorBody),
        (status = 412, description = "The list is another one: begin anew", body = ErrorBody),
    )
)]
pub(super) async fn jobtech_stream(
    State(state): State<AppState>,
    headers: HeaderMap,
    Known { params, compat }: Known<StreamParams>,
) -> Result<Response, ApiError> {
    let form = form(&headers)?;
    let (mut problems, mut origins) = (Problems::default(), Origins::default());
    let window = window(&state, &params, compat, &mut problems);
    let mut conditions = Conditions::default();
    if compat == Compat::JobTech {
        conditions.unknown_codes = UnknownCodes::MeetNothing;
    }
    let field = "location-concept-id";
    for text in &params.location_concept_id {
        let codes = municipalities(Level::Any, field, text, compat, &mut problems);
        conditions.places.extend(codes);
    }
    for text in &params.occupation_concept_id {
        let (list, from) = (&mut conditions.occupations, "occupation-concept-id");
        origins.push(list, "occupations", text, from);
    }
    problems.check()?;
    let Some(window) = window else {
        return Err(ApiError::bad_request("updated-after is missing; give an instant"));
    };
    let snapshot = state.snapshot();
    let listed = state.read_from(snapshot, move |snapshot| {
        let listing = snapshot.list_changes(&conditions, &window);
        let listing = listing.map_err(|error| origins.error(error))?;
        let committed = snapshot.committed_at()?.unwrap_or(window.from);
        let next = committed.max(window.from).min(window.until);
        let (from, until) = (window.from.as_second(), window.until.as_second());
        let tag = format!("\"{}-{from}-{until}\"", snapshot.version());
        let day = window.zone.to_datetime(window.until).date();
        Ok(Listed { snapshot: Arc::clone(snapshot), listing, day, next, tag })
    });
    let listed = listed.await?;
    answer(&state, &headers, form, listed, params.after.as_deref())
}

/// One element of a stream, for the description.
#[derive(Debug, utoipa::ToSchema, serde::Serialize)]
#[serde(untagged)]
#[schema(as = JobTechStreamEvent)]
#[allow(dead_code, reason = "for the description")]
enum StreamEvent {
    /// A posting that became public or changed.
    Ad(Box<JobAd>),
    /// A posting that is no more public.
    Removed(RemovedAd),
}

fn window(
    state: &AppState,
    params: &StreamParams,
    compat: Compat,
    problems: &mut Problems,
) -> Option<Window> {
    let clock = clock(state);
    let mut one = |a: (&str, &Option<String>), b: (&str, &Option<String>)| {
        let (field, text) = if a.1.is_some() { a } else { b };
        if a.1.is_some() && b.1.is_some() {
            let problem = format!("is given twice, as {} too", a.0);
            problems.add(FieldError::new(b.0, problem, "give one of them"));
        }
        text.as_deref().map(|text| (field.to_owned(), problems.instant(field, text, &clock.zone)))
    };
    let from = one(("updated-after", &params.updated_after), ("date", &params.date));
    let until = one(
        ("updated-before", &params.updated_before),
        ("updated-before-date", &params.updated_before_date),
    );
    let Some((field, from)) = from else {
        let fix = "give an instant, such as 2026-11-20T00:00:00";
        problems.add(FieldError::new("updated-after", "is missing", fix));
        return None;
    };
    let from = from?;
    // What is yet to come is not known.
    let until = until.map_or(Some(clock.now), |(_, until)| until)?.min(clock.now);
    let oldest = clock.now.checked_sub(SignedDuration::from_hours(24 * KEPT_DAYS)).ok()?;
    if from < oldest && compat == Compat::Ours {
        let problem = format!("is more than {KEPT_DAYS} days ago; removals before are not known");
        problems.add(FieldError::new(field, problem, "begin anew with /snapshot"));
    }
    Some(Window { from, until, zone: clock.zone })
}

fn form(headers: &HeaderMap) -> Result<Form, ApiError> {
    let Some(accept) = header(headers, "accept")? else { return Ok(Form::Json) };
    let types = accept.split(',').map(|one| one.split(';').next().unwrap_or_default().trim());
    for one in types {
        match one {
            one if LINES.iter().any(|name| one.eq_ignore_ascii_case(name)) => {
                return Ok(Form::Lines);
            }
            "*/*" | "application/*" | "application/json" => return Ok(Form::Json),
            _ => {}
        }
    }
    let message = format!("{ACCEPT}: accept application/json or application/jsonl");
    Err(ApiError::new(StatusCode::NOT_ACCEPTABLE, message))
}

fn answer(
    state: &AppState,
    headers: &HeaderMap,
    form: Form,
    listed: Listed,
    after: Option<&str>,
) -> Result<Response, ApiError> {
    let Listed { snapshot, listing, day, next, tag } = listed;
    if let Some(wanted) = header(headers, "if-match")?
        && wanted != "*"
        && wanted.split(',').all(|wanted| wanted.trim() != tag)
    {
        let message = "the list has changed since the part that you have; begin anew";
        return Err(ApiError::new(StatusCode::PRECONDITION_FAILED, message));
    }
    let start = after.map_or(0, |id| listing.after(id));
    let clock = clock(state);
    let next = clock.zone.to_datetime(next).to_string();
    let feed = Feed {
        state: state.clone(),
        snapshot,
        listing: Arc::new(listing),
        start,
        form,
        today: day,
        zone: clock.zone,
        slot: state.feed_slot()?,
    };
    let kind = match form {
        Form::Json => "application/json",
        Form::Lines => LINES[0],
    };
    let mut response = feed.body().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    for (name, text) in [(ETAG, tag), (NEXT, next)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}
