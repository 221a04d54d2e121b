//! How much the store holds, and what it was made with.

use super::words::WordsParams;
use crate::error::{ApiError, ErrorBody};
use crate::extract::Query;
use crate::state::AppState;
use axum::extract::State;
use kohtaanto::answers::FacetAnswer;
use kohtaanto::{Facet, SearchRequest};
use serde::Serialize;

/// How much the store holds.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct StatsAnswer {
    /// The day.
    #[schema(example = "2026-11-24")]
    day: String,
    /// Postings, closed ones too.
    postings: u64,
    /// Postings open on the day.
    open: usize,
    /// Candidates.
    candidates: u64,
    /// Vectors of postings' texts.
    posting_vectors: u64,
    /// What stands for the store's state: changes with each commit.
    generation: String,
    /// The model, when there is one.
    model: Option<MadeWith>,
    /// The taxonomy, when there is one.
    taxonomy: Option<MadeWith>,
    /// Open postings by municipality, working time, continuity and language.
    facets: Vec<FacetAnswer>,
    /// What takes no part in answers.
    degraded: Vec<&'static str>,
}

/// What a store was made with.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MadeWith {
    /// Name.
    name: String,
    /// Version.
    version: String,
    /// Hash.
    hash: String,
}

/// How much the store holds.
#[utoipa::path(
    get, path = "/stats", tag = "store", params(WordsParams),
    responses(
        (status = 200, body = StatsAnswer),
        (status = 400, description = "The query cannot be read", body = ErrorBody),
    )
)]
pub(super) async fn stats(
    State(state): State<AppState>,
    Query(params): Query<WordsParams>,
) -> Result<axum::Json<StatsAnswer>, ApiError> {
    let (today, generation) = (state.today(), state.generation());
    let answer = state.read(move |snapshot| {
        let facets =
            vec![Facet::Municipality, Facet::WorkingTime, Facet::Continuity, Facet::Language];
        let open = SearchRequest { facets, limit: 1, ..SearchRequest::new("", today) };
        let open = snapshot.search(&open)?;
        let (stats, manifest) = (snapshot.stats(), snapshot.manifest());
        let lang = params.lang.texts();
        Ok(StatsAnswer {
            day: today.to_string(),
            postings: stats.n_postings,
            open: open.total,
            candidates: stats.n_candidates,
            posting_vectors: stats.n_posting_vectors,
            generation,
            model: manifest.model.as_ref().map(|model| MadeWith {
                name: model.name.clone(),
                version: model.version.clone(),
                hash: model.hash.clone(),
            }),
            taxonomy: manifest.taxonomy.as_ref().map(|taxonomy| MadeWith {
                name: taxonomy.name.clone(),
                version: taxonomy.version.clone(),
                hash: taxonomy.hash.clone(),
            }),
            facets: open.facets.iter().map(|facet| FacetAnswer::new(facet, lang)).collect(),
            degraded: kohtaanto::answers::degraded(&snapshot.degradations()),
        })
    });
    answer.await.map(axum::Json)
}
