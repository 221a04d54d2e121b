//! People for a need, with what each requirement costs. Behind tokens, and logged.

use super::opportunities::{page, posting_id};
use super::receipts::{Receipted, Route};
use super::seen::PersonSeen;
use super::unkept;
use super::words::WordsLang;
use crate::auth::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::state::AppState;
use axum::extract::State;
use jiff::civil::Date;
use kohtaanto::answers::{CostAnswer, CostsSummary, MatchSummary, PairAnswer, PostingWire};
use kohtaanto::model::{JobPosting, PostingId};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::trust::{Audited, SeenCandidate};
use kohtaanto::{MatchOutcome, NeedCosts, RankedMatch, UnknownFields, read_posting};
use serde::{Deserialize, Serialize};

const REASONS: usize = 3;
/// Stands for what is not stored.
const UNKEPT: &str = "unkept:need";

/// How many people, and in which words.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PeopleParams {
    /// How many rows to give.
    #[param(minimum = 1, maximum = 100)]
    limit: usize,
    /// Language of words for people.
    #[param(inline)]
    lang: WordsLang,
}

impl Default for PeopleParams {
    fn default() -> Self {
        Self { limit: 10, lang: WordsLang::default() }
    }
}

/// A need that is not stored.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NeedRequest, example = json!({"need": {"title": {"fi": "Lähihoitaja kotihoitoon"}, "employer": {"name": "Hoiva Oy"}, "places": [{"municipality": "422"}], "requirements": [{"kind": "language", "language": "fi", "level": "B2", "importance": "must"}]}}))]
pub(crate) struct NeedBody {
    /// A posting, which is not kept. Its id may be left out.
    #[schema(schema_with = unkept::form::<PostingWire>)]
    need: serde_json::Value,
    /// How many rows to give.
    #[serde(default = "usual_limit")]
    #[schema(minimum = 1, maximum = 100, default = 10)]
    limit: usize,
    /// Language of words for people.
    #[serde(default)]
    lang: WordsLang,
}

fn usual_limit() -> usize {
    PeopleParams::default().limit
}

/// For whom people are sought, in a receipt: the posting's id, or the need.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredNeed {
    posting: String,
    #[serde(default = "usual_limit")]
    limit: usize,
    #[serde(default)]
    lang: WordsLang,
}

/// People for a need.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PeopleAnswer {
    /// The day of the match.
    #[schema(example = "2026-11-24")]
    day: String,
    #[serde(flatten)]
    summary: MatchSummary,
    /// The rows asked for, who fits the work best first.
    people: Vec<PersonRow>,
    /// What each must costs in people within reach.
    costs: CostsAnswer,
}

/// A person for a need, and why.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PersonRow {
    /// Position, from 1.
    rank: usize,
    /// Pseudonymous id.
    id: String,
    /// `strong`, `good`, `possible` or `not_enough_known`.
    #[schema(example = "good")]
    band: &'static str,
    /// The band in words.
    band_text: &'static str,
    /// The most telling reasons, in words.
    reasons: Vec<String>,
    /// What an employer may see; for other roles null: they open a person by id.
    seen: Option<PersonSeen>,
    /// Both scores with their contributions.
    explanation: PairAnswer,
}

/// What each must costs in people.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CostsAnswer {
    #[serde(flatten)]
    summary: CostsSummary,
    /// The musts, those that cost most first.
    requirements: Vec<CostAnswer>,
    /// The same in words.
    text: String,
}

impl PersonRow {
    fn new(row: &RankedMatch<SeenCandidate>, lang: TextLang) -> Self {
        let seen = match &row.other {
            SeenCandidate::Pseudonymous(seen) => Some(PersonSeen::new(seen)),
            SeenCandidate::Whole(_) => None,
        };
        Self {
            rank: row.rank,
            id: row.id.clone(),
            band: row.band.code(),
            band_text: texts::band(row.band, lang),
            reasons: texts::summary(&row.score.for_work, REASONS, lang),
            seen,
            explanation: PairAnswer::new(&row.score, lang),
        }
    }
}

impl PeopleAnswer {
    fn new(
        outcome: &MatchOutcome<SeenCandidate>,
        costs: &NeedCosts,
        today: Date,
        lang: TextLang,
    ) -> Self {
        let requirements = costs.requirements.iter();
        let requirements = requirements.map(|cost| CostAnswer::new(cost, costs, lang)).collect();
        let costs = CostsAnswer {
            summary: CostsSummary::new(costs),
            requirements,
            text: texts::need_costs(costs, lang),
        };
        Self {
            day: today.to_string(),
            summary: MatchSummary::new(outcome),
            people: outcome.matches.iter().map(|row| PersonRow::new(row, lang)).collect(),
            costs,
        }
    }
}

impl StoredNeed {
    fn id(&self) -> Result<PostingId, ApiError> {
        page(self.limit)?;
        posting_id(&self.posting)
    }

    pub(super) fn answer(
        &self,
        people: &Audited<'_>,
        today: Date,
    ) -> Result<PeopleAnswer, ApiError> {
        let id = self.id()?;
        let outcome = people.candidates_for(&id, today, self.limit)?;
        let costs = people.need_costs(&id, today)?;
        Ok(PeopleAnswer::new(&outcome, &costs, today, self.lang.texts()))
    }

    pub(super) fn lang(&self) -> WordsLang {
        self.lang
    }
}

impl NeedBody {
    fn read(&self) -> Result<JobPosting, ApiError> {
        page(self.limit)?;
        let need = unkept::identified(&self.need, UNKEPT);
        let read = read_posting(&need.to_string(), UnknownFields::Refuse);
        Ok(read.map_err(|errors| errors.within("need"))?.value)
    }

    pub(super) fn answer(
        &self,
        people: &Audited<'_>,
        today: Date,
    ) -> Result<PeopleAnswer, ApiError> {
        let need = self.read()?;
        let outcome = people.candidates_for_need(&need, today, self.limit)?;
        let costs = people.need_costs_of(&need, today)?;
        Ok(PeopleAnswer::new(&outcome, &costs, today, self.lang.texts()))
    }

    pub(super) fn lang(&self) -> WordsLang {
        self.lang
    }
}

/// People for a posting of the store, ranked by how well the person fits the work.
///
/// Only those who allow ranking, and whom the token's municipalities open. Employers see
/// pseudonymous people.
#[utoipa::path(
    post, path = "/opportunities/{id}/candidates", tag = "people",
    params(("id" = String, Path, description = "Id given by the source", example = "nk-lie-002"),
        PeopleParams),
    security(("token" = [])),
    responses(
        (status = 200, body = Receipted<PeopleAnswer>),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 404, description = "There is no such posting", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn for_posting(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(params): Query<PeopleParams>,
) -> Result<axum::Json<Receipted<PeopleAnswer>>, ApiError> {
    let today = state.today();
    let need = StoredNeed { posting: id, limit: params.limit, lang: params.lang };
    let answer = state.people(&caller, need.lang.names(), move |people, snapshot| {
        let answer = need.answer(people, today)?;
        Receipted::new(Route::Candidates, &need, today, snapshot, answer)
    });
    answer.await.map(axum::Json)
}

/// People for a need in the body, which is not kept.
#[utoipa::path(
    post, path = "/needs/candidates", tag = "people", request_body = NeedBody,
    security(("token" = [])),
    responses(
        (status = 200, body = Receipted<PeopleAnswer>),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 401, description = "There is no valid token", body = ErrorBody),
        (status = 413, description = "The body is too large", body = ErrorBody),
        (status = 415, description = "The body is not JSON", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn for_need(
    State(state): State<AppState>,
    caller: Caller,
    Json(need): Json<NeedBody>,
) -> Result<axum::Json<Receipted<PeopleAnswer>>, ApiError> {
    let today = state.today();
    let answer = state.people(&caller, need.lang.names(), move |people, snapshot| {
        let answer = need.answer(people, today)?;
        Receipted::new(Route::NeedCandidates, &need, today, snapshot, answer)
    });
    answer.await.map(axum::Json)
}
