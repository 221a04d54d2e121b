//! Postings for a person, and how one person and one posting fit.

use super::conditions::ConditionsBody;
use super::opportunities::{page, posting_id};
use super::person::{Person, PersonBody, ReadAnswer};
use super::receipts::{Receipted, Route};
use super::words::WordsLang;
use crate::auth::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::Json;
use crate::state::AppState;
use axum::extract::State;
use jiff::civil::Date;
use kohtaanto::answers::{MatchSummary, PairAnswer, PostingBrief};
use kohtaanto::model::JobPosting;
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Emphasis, MatchOutcome, MatchRequest, MatchScore, RankedMatch, RankingFeature};
use serde::{Deserialize, Serialize};

/// How many of the most telling reasons stand in one line.
const REASONS: usize = 3;

/// Who looks for work, and under which conditions.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = MatchRequest, example = json!({"person": {"told": {"text": "Olen siivonnut kouluja kuusi vuotta ja osaan lattianhoitoa. Ajokortti B.", "home": "Lieksa", "max_minutes": 45}}, "limit": 3}))]
pub(crate) struct MatchBody {
    /// Who.
    #[schema(inline = false)]
    person: PersonBody,
    /// Conditions that postings must meet.
    #[schema(inline = false)]
    conditions: ConditionsBody,
    /// How many rows to give.
    #[schema(minimum = 1, maximum = 100)]
    limit: usize,
    /// Language of words for people.
    lang: WordsLang,
    /// Whether texts are compared by meaning; `false` for words and rules only.
    use_meaning: bool,
    /// What matters more or less to the person than usual.
    #[schema(inline = false)]
    emphasis: EmphasisBody,
}

/// What matters more or less to a person than usual.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Emphasis, example = json!({"reach": "more", "wishes": "less"}))]
pub(crate) struct EmphasisBody {
    /// The journey from home to work.
    reach: EmphasisCode,
    /// Work done before.
    occupation: EmphasisCode,
    /// What the person can do.
    competences: EmphasisCode,
    /// Working time, shifts, hours, duration and start.
    terms: EmphasisCode,
    /// What the person would like.
    wishes: EmphasisCode,
}

/// How much something matters.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EmphasisCode {
    /// Less than usual.
    Less,
    /// As usual.
    #[default]
    Usual,
    /// More than usual.
    More,
}

impl EmphasisBody {
    fn read(&self) -> Vec<(RankingFeature, Emphasis)> {
        let Self { reach, occupation, competences, terms, wishes } = *self;
        let emphasis = |code| match code {
            EmphasisCode::Less => Emphasis::Less,
            EmphasisCode::Usual => Emphasis::Usual,
            EmphasisCode::More => Emphasis::More,
        };
        let named = [
            (RankingFeature::Reach, reach),
            (RankingFeature::Occupation, occupation),
            (RankingFeature::Competences, competences),
            (RankingFeature::Terms, terms),
            (RankingFeature::Wishes, wishes),
        ];
        named.into_iter().map(|(feature, code)| (feature, emphasis(code))).collect()
    }
}

impl Default for MatchBody {
    fn default() -> Self {
        Self {
            person: PersonBody::default(),
            conditions: ConditionsBody::default(),
            limit: 10,
            lang: WordsLang::default(),
            use_meaning: true,
            emphasis: EmphasisBody::default(),
        }
    }
}

/// Postings for a person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MatchAnswer {
    /// The day of the match.
    #[schema(example = "2026-11-24")]
    day: String,
    #[serde(flatten)]
    summary: MatchSummary,
    /// What the profile could tell, as an advisor would ask.
    ask: Vec<&'static str>,
    /// The rows asked for, the best first.
    matches: Vec<MatchRow>,
    /// What was read of a text.
    read: Option<ReadAnswer>,
}

/// A posting for a person, and why.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MatchRow {
    /// Position, from 1.
    rank: usize,
    /// `strong`, `good`, `possible` or `not_enough_known`.
    #[schema(example = "good")]
    band: &'static str,
    /// The band in words.
    band_text: &'static str,
    /// The most telling reasons, in words.
    reasons: Vec<String>,
    /// The posting.
    posting: PostingBrief,
    /// Both scores with their contributions.
    explanation: PairAnswer,
}

impl MatchRow {
    fn new(row: &RankedMatch<JobPosting>, lang: TextLang) -> Self {
        Self {
            rank: row.rank,
            band: row.band.code(),
            band_text: texts::band(row.band, lang),
            reasons: texts::summary(&row.score.for_person, REASONS, lang),
            posting: PostingBrief::new(&row.other),
            explanation: PairAnswer::new(&row.score, lang),
        }
    }
}

impl MatchBody {
    fn request(&self, today: Date) -> Result<MatchRequest, ApiError> {
        let (limit, use_meaning) = (page(self.limit)?, self.use_meaning);
        let conditions = self.conditions.read("conditions")?;
        let emphasis = self.emphasis.read();
        Ok(MatchRequest { conditions, limit, use_meaning, emphasis, ..MatchRequest::on(today) })
    }

    pub(super) async fn answer(
        self,
        state: &AppState,
        caller: &Caller,
        today: Date,
    ) -> Result<Receipted<MatchAnswer>, ApiError> {
        let request = self.request(today)?;
        let lang = self.lang.texts();
        if let Some(id) = self.person.stored()? {
            let ranked = state.people(caller, self.lang.names(), move |people, snapshot| {
                let outcome = people.opportunities_for(&id, &request)?;
                let answer = MatchAnswer::new(&outcome, None, today, lang);
                Receipted::new(Route::Match, &self, today, snapshot, answer)
            });
            return ranked.await;
        }
        let ranked = state.read(move |snapshot| {
            let Person { candidate, read } = self.person.told(snapshot, today)?;
            let outcome = snapshot.opportunities_for(&candidate, &request)?;
            let answer = MatchAnswer::new(&outcome, read, today, lang);
            Receipted::new(Route::Match, &self, today, snapshot, answer)
        });
        ranked.await
    }
}

impl MatchAnswer {
    fn new(
        outcome: &MatchOutcome<JobPosting>,
        read: Option<ReadAnswer>,
        today: Date,
        lang: TextLang,
    ) -> Self {
        Self {
            day: today.to_string(),
            summary: MatchSummary::new(outcome),
            ask: outcome.gaps.iter().map(|gap| texts::gap(*gap, lang)).collect(),
            matches: outcome.matches.iter().map(|row| MatchRow::new(row, lang)).collect(),
            read,
        }
    }
}

/// Open postings for a person, ranked by how well the work suits, with reasons.
///
/// A profile or a text in the body is not kept, and needs no login. A stored candidate needs a
/// token, and the view is logged.
#[utoipa::path(
    post, path = "/match", tag = "match", request_body = MatchBody, security((), ("token" = [])),
    responses(
        (status = 200, body = Receipted<MatchAnswer>),
        (status = 400, description = "The body cannot be read", body = ErrorBody),
        (status = 401, description = "A stored candidate needs a token", body = ErrorBody),
        (status = 403, description = "The token does not open this person", body = ErrorBody),
        (status = 404, description = "There is no such candidate", body = ErrorBody),
        (status = 413, description = "The body is too large", body = ErrorBody),
        (status = 415, description = "The body is not JSON", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn match_(
    State(state): State<AppState>,
    caller: Caller,
    Json(body): Json<MatchBody>,
) -> Result<axum::Json<Receipted<MatchAnswer>>, ApiError> {
    let today = state.today();
    body.answer(&state, &caller, today).await.map(axum::Json)
}

/// A person and a posting.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExplainRequest, example = json!({"person": {"profile": {"profile": {"history": [{"occupation": {"label": "lähihoitaja", "isco": "5321"}}]}, "reach": {"home": "422", "by": "car", "max_minutes": 45}}}, "posting": "nk-lie-002"}))]
pub(crate) struct ExplainBody {
    /// Who.
    #[schema(inline = false)]
    person: PersonBody,
    /// Id of the posting.
    posting: String,
    /// Language of words for people.
    #[serde(default)]
    lang: WordsLang,
}

/// How a person and a posting fit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ExplainAnswer {
    /// The posting.
    posting: PostingBrief,
    /// Band of the work for the person.
    band: &'static str,
    /// The band in words.
    band_text: &'static str,
    /// Both scores with their contributions.
    explanation: PairAnswer,
    /// What was read of a text.
    read: Option<ReadAnswer>,
}

impl ExplainAnswer {
    fn new(
        posting: &JobPosting,
        score: &MatchScore,
        read: Option<ReadAnswer>,
        lang: TextLang,
    ) -> Self {
        let band = score.band(&score.for_person);
        Self {
            posting: PostingBrief::new(posting),
            band: band.code(),
            band_text: texts::band(band, lang),
            explanation: PairAnswer::new(score, lang),
            read,
        }
    }
}

/// How one person and one posting fit, both ways, with every contribution.
#[utoipa::path(
    post, path = "/explain", tag = "match", request_body = ExplainBody,
    security((), ("token" = [])),
    responses(
        (status = 200, body = ExplainAnswer),
        (status = 400, description = "The body cannot be read", body = ErrorBody),
        (status = 401, description = "A stored candidate needs a token", body = ErrorBody),
        (status = 403, description = "The token does not open this person", body = ErrorBody),
        (status = 404, description = "There is no such posting or candidate", body = ErrorBody),
        (status = 413, description = "The body is too large", body = ErrorBody),
        (status = 415, description = "The body is not JSON", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn explain(
    State(state): State<AppState>,
    caller: Caller,
    Json(body): Json<ExplainBody>,
) -> Result<axum::Json<ExplainAnswer>, ApiError> {
    let (today, lang) = (state.today(), body.lang.texts());
    let posting = posting_id(&body.posting)?;
    let answer = match body.person.stored()? {
        Some(id) => {
            let explained = state.people(&caller, body.lang.names(), move |people, _| {
                let (_, posting, score) = people.explain(&id, &posting, today)?;
                Ok(ExplainAnswer::new(&posting, &score, None, lang))
            });
            explained.await
        }
        None => {
            let explained = state.read(move |snapshot| {
                let person = body.person.told(snapshot, today)?;
                let (posting, score) = snapshot.explain_for(&person.candidate, &posting, today)?;
                Ok(ExplainAnswer::new(&posting, &score, person.read, lang))
            });
            explained.await
        }
    };
    answer.map(axum::Json)
}
