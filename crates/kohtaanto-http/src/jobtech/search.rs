//! `/search` and `/ad/{id}`.

use super::ad::JobAd;
use super::ad_from::Ads;
use super::answer::{FreetextConcepts, Hit, STATS, SearchAnswer, Stat, Total};
use super::conditions::{Clock, Origins};
use super::mask::Mask;
use super::params::{Compat, Known, SearchParams, header};
use super::values::Problems;
use crate::error::{ApiError, ErrorBody};
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use kohtaanto::model::{FieldError, PostingId};
use kohtaanto::{Facet, SearchRequest, Snapshot, Sort, Take, WordsNeeded};
use std::time::Instant;

const MAX_Q_CHARS: usize = 255;
const MAX_OFFSET: usize = 2000;
const MAX_LIMIT: usize = 100;
const USUAL_LIMIT: usize = 10;
const MAX_STATS: usize = 30;
const USUAL_STATS: usize = 5;

/// What the headers ask.
#[derive(Debug)]
pub(super) struct Features {
    needed: WordsNeeded,
    /// Plain words: nothing is recognised, nothing compared by letters or meaning.
    plain: bool,
    mask: Option<Mask>,
}

impl Features {
    pub(super) fn of(headers: &HeaderMap, compat: Compat) -> Result<Self, ApiError> {
        let needed = match header(headers, "x-feature-freetext-bool-method")? {
            None | Some("or") => WordsNeeded::Any,
            Some("and") => WordsNeeded::All,
            Some(_) => {
                let message = "the header x-feature-freetext-bool-method is and, or, or left out";
                return Err(ApiError::bad_request(message));
            }
        };
        let on = |name| Ok::<bool, ApiError>(header(headers, name)? == Some("true"));
        if compat == Compat::Ours && on("x-feature-enable-false-negative")? {
            let message = "x-feature-enable-false-negative cannot be answered: it switches a part \
                           of JobTech's enrichment; leave it out";
            return Err(ApiError::bad_request(message));
        }
        let plain = on("x-feature-disable-smart-freetext")?;
        let mask = header(headers, "x-fields")?.map(Mask::parse).transpose();
        let mask = mask.map_err(|problem| {
            let fix = "write fields as total{value}, hits{id, employer{name}}";
            ApiError::bad_request(format!("the header x-fields cannot be read: {problem}; {fix}"))
        })?;
        Ok(Self { needed, plain, mask })
    }
}

/// A search, read.
struct Search {
    request: SearchRequest,
    origins: Origins,
    stats: Vec<Stat>,
    stats_limit: usize,
    limit: usize,
    is_brief: bool,
}

impl Known<SearchParams> {
    fn search(&self, clock: &Clock, features: &Features) -> Result<Search, ApiError> {
        let (params, mut problems, mut origins) =
            (&self.params, Problems::default(), Origins::default());
        let conditions = self.conditions(clock, &mut origins, &mut problems);
        let limit = problems.number("limit", params.limit.as_deref(), 0..=MAX_LIMIT);
        let limit = limit.unwrap_or(USUAL_LIMIT);
        let offset = problems.number("offset", params.offset.as_deref(), 0..=MAX_OFFSET);
        let threshold = problems.number(
            "relevance-threshold",
            params.relevance_threshold.as_deref(),
            0.0..=1.0,
        );
        let stats_limit =
            problems.number("stats.limit", params.stats_limit.as_deref(), 0..=MAX_STATS);
        let sort = params.sort.as_deref();
        let sort = sort.and_then(|text| problems.one_of("sort", text, &Sort::ALL));
        let resdet = params.resdet.as_deref();
        let all = [("full", false), ("brief", true)];
        let is_brief = resdet.and_then(|text| problems.one_of("resdet", text, &all));
        let stats = params.stats.iter().filter_map(|text| problems.one_of("stats", text, &STATS));
        let stats: Vec<Stat> = stats.collect();
        let text = q(params, &mut problems);
        let take = take(&params.qfields, features.plain, &mut problems);
        problems.check()?;
        let mut facets: Vec<Facet> = stats.iter().map(|stat| stat.facet()).collect();
        facets.sort();
        facets.dedup();
        let request = SearchRequest {
            conditions,
            offset: offset.unwrap_or(0),
            // The library gives one at least.
            limit: limit.max(1),
            facets,
            use_meaning: !features.plain,
            words_needed: features.needed,
            take,
            relevance_threshold: threshold.unwrap_or(0.0),
            sort: sort.unwrap_or_default(),
            ..SearchRequest::new(text, clock.zone.to_datetime(clock.now).date())
        };
        let (is_brief, stats_limit) =
            (is_brief.unwrap_or(false), stats_limit.unwrap_or(USUAL_STATS));
        Ok(Search { request, origins, stats, stats_limit, limit, is_brief })
    }
}

pub(super) fn q(params: &SearchParams, problems: &mut Problems) -> String {
    let text = params.q.clone().unwrap_or_default();
    let n = text.chars().count();
    if n > MAX_Q_CHARS {
        let fix = format!("use at most {MAX_Q_CHARS}");
        problems.add(FieldError::new("q", format!("has {n} characters"), fix));
    }
    text
}

fn take(qfields: &[String], plain: bool, problems: &mut Problems) -> Take {
    let nothing = Take { places: false, occupations: false, competences: false, letters: false };
    if plain {
        return nothing;
    }
    if qfields.is_empty() {
        return Take::default();
    }
    let mut taken = Take { letters: true, ..nothing };
    let all = [("occupation", 0), ("skill", 1), ("location", 2), ("employer", 3)];
    for field in qfields {
        match problems.one_of("qfields", field, &all) {
            Some(0) => taken.occupations = true,
            Some(1) => taken.competences = true,
            Some(2) => taken.places = true,
            _ => {}
        }
    }
    taken
}

impl Search {
    fn answer(&self, snapshot: &Snapshot, clock: Clock) -> Result<SearchAnswer, ApiError> {
        let start = Instant::now();
        let outcome = snapshot.search(&self.request).map_err(|error| self.origins.error(error))?;
        let found = start.elapsed();
        let today = self.request.today;
        let ads = Ads { taxonomy: snapshot.taxonomy(), today, zone: clock.zone };
        let hits = outcome.hits.iter().take(self.limit);
        let hits = hits.map(|hit| Hit::new(hit, &ads, self.is_brief)).collect();
        let block = |stat: &Stat| {
            let counts = outcome.facets.iter().find(|counts| counts.facet == stat.facet())?;
            Some(stat.block(counts, self.stats_limit, &ads))
        };
        let ms = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Ok(SearchAnswer {
            total: Total { value: outcome.total },
            positions: outcome.n_openings,
            stats: self.stats.iter().filter_map(block).collect(),
            freetext_concepts: FreetextConcepts::new(&outcome.understood),
            hits,
            degraded: kohtaanto::answers::degraded(&outcome.degraded),
            query_time_in_millis: ms(found),
            result_time_in_millis: ms(start.elapsed()),
        })
    }
}

/// Now, by the service's day.
pub(super) fn clock(state: &AppState) -> Clock {
    Clock { now: state.now(), zone: state.zone() }
}

/// Postings as JobTech's JobSearch gives them.
///
/// Headers: `X-Fields` names the fields to give; `x-feature-freetext-bool-method` is `or` (default)
/// or `and`; `x-feature-disable-smart-freetext: true` searches by plain words; `x-compat: jobtech`
/// takes unknown codes and parameters as JobTech does.
#[utoipa::path(
    get, path = "/search", tag = "jobtech", params(SearchParams),
    responses(
        (status = 200, body = SearchAnswer),
        (status = 400, description = "A parameter does not hold or cannot be answered", body = ErrorBody),
    )
)]
pub(super) async fn jobtech_search(
    State(state): State<AppState>,
    headers: HeaderMap,
    params: Known<SearchParams>,
) -> Result<Response, ApiError> {
    let features = Features::of(&headers, params.compat)?;
    let clock = clock(&state);
    let search = params.search(&clock, &features)?;
    let answer = state.read(move |snapshot| search.answer(snapshot, clock)).await?;
    masked(&answer, features.mask.as_ref())
}

/// The fields of an answer that are asked for.
pub(super) fn masked(
    answer: &impl serde::Serialize,
    mask: Option<&Mask>,
) -> Result<Response, ApiError> {
    let Some(mask) = mask else { return Ok(axum::Json(answer).into_response()) };
    let value = serde_json::to_value(answer).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        ApiError::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "the answer is not JSON")
    })?;
    Ok(axum::Json(mask.apply(value)).into_response())
}

/// One posting as JobTech gives it; one that has expired carries `removed`.
#[utoipa::path(
    get, path = "/ad/{id}", tag = "jobtech",
    params(("id" = String, Path, description = "Id of the posting", example = "nk-lie-002")),
    responses(
        (status = 200, body = JobAd),
        (status = 400, description = "The id or a header cannot be read", body = ErrorBody),
        (status = 404, description = "There is no such posting", body = ErrorBody),
    )
)]
pub(super) async fn jobtech_ad(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let features = Features::of(&headers, Compat::JobTech)?;
    // What cannot be an id is none of ours.
    let id = PostingId::new(id).map_err(|error| ApiError::not_found(error.to_string()))?;
    let (zone, today) = (state.zone(), state.today());
    let ad = state.read(move |snapshot| {
        let (posting, changed) = snapshot.posting_with_change(&id)?;
        Ok(Ads { taxonomy: snapshot.taxonomy(), today, zone }.ad(&posting, changed))
    });
    masked(&ad.await?, features.mask.as_ref())
}
