//! Search: `GET` with parameters, `POST` with the same as JSON.

use super::conditions::{ConditionsBody, WithinBody};
use super::receipts::{Receipted, Route};
use super::words::WordsLang;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Query};
use crate::state::AppState;
use axum::extract::State;
use jiff::civil::Date;
use kohtaanto::answers::{FacetAnswer, HitAnswer, SearchSummary};
use kohtaanto::model::{FieldError, FieldErrors};
use kohtaanto::texts::found;
use kohtaanto::{Facet, SearchRequest, Snapshot};
use serde::{Deserialize, Serialize};

const MAX_LIMIT: usize = 100;

/// A search.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = SearchRequest, example = json!({"text": "lähihoitaja Lieksassa", "facets": ["municipality"], "limit": 2}))]
pub(crate) struct SearchBody {
    /// Words, with operators `+must -not "phrase" prefix*`; empty lists all, the latest first.
    text: String,
    /// Conditions.
    #[schema(inline = false)]
    conditions: ConditionsBody,
    /// What to count over all that is found: `municipality`, `occupation`, `working_time`,
    /// `continuity`, `language`, `employer`.
    facets: Vec<String>,
    /// How many hits to skip.
    #[schema(maximum = 10000)]
    offset: usize,
    /// How many hits to give.
    #[schema(minimum = 1, maximum = 100)]
    limit: usize,
    /// Language of words for people.
    lang: WordsLang,
    /// Whether a neighbour in meaning may stand above a posting that has all the words.
    meaning_may_outrank: bool,
    /// Whether texts are compared by meaning; `false` for words only.
    use_meaning: bool,
}

impl Default for SearchBody {
    fn default() -> Self {
        Self {
            text: String::new(),
            conditions: ConditionsBody::default(),
            facets: Vec::new(),
            offset: 0,
            limit: 20,
            lang: WordsLang::default(),
            meaning_may_outrank: false,
            use_meaning: true,
        }
    }
}

/// A search as parameters. A list's name may stand more than once.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SearchParams {
    /// Words, with operators `+must -not "phrase" prefix*`; empty lists all, the latest first.
    #[param(example = "lähihoitaja Lieksassa")]
    text: String,
    /// Municipality, region, employment area or postal code, by name or code.
    place: Vec<String>,
    /// Place to leave out.
    not_place: Vec<String>,
    /// Place from which `minutes` or `km` are counted.
    near: Option<String>,
    /// Minutes by car from `near`.
    minutes: Option<u16>,
    /// Kilometres from `near`.
    km: Option<f64>,
    /// `employment`, `public_service`, `agency`, `apprenticeship`, `training` or `entrepreneur`.
    relationship: Vec<String>,
    /// `permanent`, `fixed_term`, `seasonal`, `summer` or `on_call`.
    continuity: Vec<String>,
    /// `full_time` or `part_time`.
    working_time: Vec<String>,
    /// `day`, `evening`, `night`, `weekend`, `two_shift`, `three_shift` or `flexible`.
    shift: Vec<String>,
    /// Language of the posting.
    language: Vec<String>,
    /// ISCO-08 group, one to four digits.
    occupation: Vec<String>,
    /// Employer, by its whole name.
    employer: Vec<String>,
    /// Employer to leave out.
    not_employer: Vec<String>,
    /// Source.
    source: Vec<String>,
    /// Published on this day or later.
    published_from: Option<String>,
    /// Published on this day or before.
    published_to: Option<String>,
    /// Closed and coming postings too.
    closed_too: bool,
    /// What to count over all that is found.
    #[param(example = json!(["municipality"]))]
    facet: Vec<String>,
    /// How many hits to skip.
    #[param(maximum = 10000)]
    offset: usize,
    /// How many hits to give.
    #[param(minimum = 1, maximum = 100)]
    limit: usize,
    /// Language of words for people.
    #[param(inline)]
    lang: WordsLang,
    /// Whether a neighbour in meaning may stand above a posting that has all the words.
    meaning_may_outrank: bool,
    /// Whether texts are compared by meaning; `false` for words only.
    use_meaning: bool,
}

impl Default for SearchParams {
    fn default() -> Self {
        let SearchBody { text, offset, limit, lang, meaning_may_outrank, use_meaning, .. } =
            SearchBody::default();
        Self {
            text,
            place: Vec::new(),
            not_place: Vec::new(),
            near: None,
            minutes: None,
            km: None,
            relationship: Vec::new(),
            continuity: Vec::new(),
            working_time: Vec::new(),
            shift: Vec::new(),
            language: Vec::new(),
            occupation: Vec::new(),
            employer: Vec::new(),
            not_employer: Vec::new(),
            source: Vec::new(),
            published_from: None,
            published_to: None,
            closed_too: false,
            facet: Vec::new(),
            offset,
            limit,
            lang,
            meaning_may_outrank,
            use_meaning,
        }
    }
}

impl SearchParams {
    fn body(self) -> Result<SearchBody, ApiError> {
        if self.near.is_none() && (self.minutes.is_some() || self.km.is_some()) {
            let fix = "give the place from which they are counted";
            return Err(ApiError::field(FieldError::new("near", "is missing", fix)));
        }
        let (minutes, km) = (self.minutes, self.km);
        let within = self.near.map(|from| WithinBody { from, minutes, km });
        let conditions = ConditionsBody {
            places: self.place,
            not_places: self.not_place,
            within,
            relationship: self.relationship,
            continuity: self.continuity,
            working_time: self.working_time,
            shifts: self.shift,
            languages: self.language,
            occupations: self.occupation,
            employers: self.employer,
            not_employers: self.not_employer,
            sources: self.source,
            published_from: self.published_from,
            published_to: self.published_to,
            closed_too: self.closed_too,
        };
        Ok(SearchBody {
            text: self.text,
            conditions,
            facets: self.facet,
            offset: self.offset,
            limit: self.limit,
            lang: self.lang,
            meaning_may_outrank: self.meaning_may_outrank,
            use_meaning: self.use_meaning,
        })
    }
}

/// What was found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SearchAnswer {
    /// The day of the search: postings open on it are found.
    #[schema(example = "2026-11-24")]
    day: String,
    #[serde(flatten)]
    summary: SearchSummary,
    /// The hits asked for, the best first.
    hits: Vec<FoundHit>,
    /// Counts over all that was found.
    facets: Vec<FacetAnswer>,
}

/// A posting found, and why in words.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FoundHit {
    #[serde(flatten)]
    hit: HitAnswer,
    /// Why it was found, in words.
    found: Option<String>,
}

impl SearchBody {
    fn request(&self, today: Date) -> Result<SearchRequest, ApiError> {
        let mut errors = Vec::new();
        let bounds = [("limit", self.limit, 1, MAX_LIMIT), ("offset", self.offset, 0, 10_000)];
        for (field, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                let problem = format!("{value} is out of range");
                errors.push(FieldError::new(field, problem, format!("use {least} to {most}")));
            }
        }
        let facets = (0..).zip(&self.facets).filter_map(|(i, name): (usize, _)| {
            let known = Facet::ALL.iter().find(|(code, _)| code == name);
            if known.is_none() {
                let names: Vec<_> = Facet::ALL.iter().map(|(code, _)| *code).collect();
                let fix = format!("use one of {}", names.join(", "));
                let problem = format!("{name:?} is not known");
                errors.push(FieldError::new(format!("facets[{i}]"), problem, fix));
            }
            known.map(|(_, facet)| *facet)
        });
        let facets = facets.collect();
        let conditions = match self.conditions.read("conditions") {
            Ok(conditions) => conditions,
            Err(refused) => {
                errors.extend(refused.as_slice().iter().cloned());
                Default::default()
            }
        };
        FieldErrors::check(errors)?;
        Ok(SearchRequest {
            conditions,
            facets,
            offset: self.offset,
            limit: self.limit,
            meaning_may_outrank: self.meaning_may_outrank,
            use_meaning: self.use_meaning,
            ..SearchRequest::new(self.text.as_str(), today)
        })
    }

    pub(super) fn answer(
        &self,
        snapshot: &Snapshot,
        today: Date,
    ) -> Result<SearchAnswer, ApiError> {
        let outcome = snapshot.search(&self.request(today)?)?;
        let lang = self.lang.texts();
        let hits = outcome.hits.iter();
        let hits = hits.map(|hit| FoundHit { hit: HitAnswer::new(hit), found: found(hit, lang) });
        Ok(SearchAnswer {
            day: today.to_string(),
            summary: SearchSummary::new(&outcome, lang),
            hits: hits.collect(),
            facets: outcome.facets.iter().map(|facet| FacetAnswer::new(facet, lang)).collect(),
        })
    }
}

/// Find postings by words, meaning and conditions.
///
/// When nothing is found, `nothing` says what leaving out each condition would find, and which
/// words may be misspelt.
#[utoipa::path(
    get, path = "/search", tag = "search", params(SearchParams),
    responses(
        (status = 200, body = Receipted<SearchAnswer>),
        (status = 400, description = "The query cannot be read", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn search_get(
    State(state): State<AppState>,
    Query(params): Query<SearchParams>,
) -> Result<axum::Json<Receipted<SearchAnswer>>, ApiError> {
    answer(&state, params.body()?).await
}

/// The same, with the request as JSON.
#[utoipa::path(
    post, path = "/search", tag = "search", request_body = SearchBody,
    responses(
        (status = 200, body = Receipted<SearchAnswer>),
        (status = 400, description = "The body cannot be read", body = ErrorBody),
        (status = 413, description = "The body is too large", body = ErrorBody),
        (status = 415, description = "The body is not JSON", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn search_post(
    State(state): State<AppState>,
    Json(body): Json<SearchBody>,
) -> Result<axum::Json<Receipted<SearchAnswer>>, ApiError> {
    answer(&state, body).await
}

async fn answer(
    state: &AppState,
    body: SearchBody,
) -> Result<axum::Json<Receipted<SearchAnswer>>, ApiError> {
    let today = state.today();
    let answer = state.read(move |snapshot| {
        let answer = body.answer(snapshot, today)?;
        Receipted::new(Route::Search, &body, today, snapshot, answer)
    });
    answer.await.map(axum::Json)
}
