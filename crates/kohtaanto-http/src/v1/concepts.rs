//! Occupations, competences and cards of the taxonomy.

use super::words::{WordsLang, WordsParams};
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Path, Query};
use crate::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use kohtaanto::answers::{ConceptAnswer, ConceptName};
use kohtaanto::model::{FieldError, Lang};
use kohtaanto::taxonomy::{ConceptKind, RankOptions, Taxonomy};
use serde::{Deserialize, Serialize};

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ConceptParams {
    /// A name, in any language of the taxonomy.
    #[param(example = "sairaanhoitaja")]
    text: String,
    /// Kind: `occupation`, `occupation_group`, `competence`, `competence_group` or `card`.
    kind: Vec<String>,
    /// Language of names in the answer.
    #[param(inline)]
    lang: WordsLang,
    /// How many to give.
    #[param(minimum = 1, maximum = 100)]
    limit: usize,
}

impl Default for ConceptParams {
    fn default() -> Self {
        let (text, kind, lang) = (String::new(), Vec::new(), WordsLang::default());
        Self { text, kind, lang, limit: 10 }
    }
}

/// Concepts whose names are like a text.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ConceptsAnswer {
    /// The likest first.
    concepts: Vec<ConceptFound>,
    /// What must be shown with the taxonomy.
    notice: Option<String>,
}

/// A concept whose name is like a text.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ConceptFound {
    #[serde(flatten)]
    concept: ConceptName,
    /// The name that is like the text.
    label: String,
    /// Likeness, above 0, at most 1.
    likeness: f32,
}

/// Find concepts by name.
#[utoipa::path(
    get, path = "/concepts", tag = "names", params(ConceptParams),
    responses(
        (status = 200, body = ConceptsAnswer),
        (status = 400, description = "The query cannot be read", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
        (status = 503, description = "There is no taxonomy", body = ErrorBody),
    )
)]
pub(super) async fn find(
    State(state): State<AppState>,
    Query(params): Query<ConceptParams>,
) -> Result<axum::Json<ConceptsAnswer>, ApiError> {
    if !(1..=100).contains(&params.limit) {
        let problem = format!("{} is out of range", params.limit);
        return Err(ApiError::field(FieldError::new("limit", problem, "use 1 to 100")));
    }
    let kinds = kinds(&params.kind)?;
    let answer = state.read(move |snapshot| {
        let taxonomy = taxonomy(snapshot.taxonomy())?;
        let langs: Vec<Lang> = taxonomy.langs().iter().map(|(lang, _)| *lang).collect();
        let options = RankOptions { limit: params.limit, kinds };
        let names = params.lang.names();
        let hits = taxonomy.rank(&params.text, &langs, &options).into_iter();
        let concepts = hits.map(|hit| ConceptFound {
            concept: ConceptName::new(taxonomy, hit.concept, &names),
            label: taxonomy.label(hit.label).map_or("", |label| label.text).to_owned(),
            likeness: hit.score,
        });
        let notice = taxonomy.notice().map(str::to_owned);
        Ok(ConceptsAnswer { concepts: concepts.collect(), notice })
    });
    answer.await.map(axum::Json)
}

fn kinds(codes: &[String]) -> Result<Vec<ConceptKind>, ApiError> {
    let parse = |(i, code): (usize, &String)| {
        let known = ConceptKind::ALL.iter().find(|(known, _)| known == code);
        known.map(|(_, kind)| *kind).ok_or_else(|| {
            let names: Vec<_> = ConceptKind::ALL.iter().map(|(code, _)| *code).collect();
            let fix = format!("use one of {}", names.join(", "));
            let problem = format!("{code:?} is not known");
            ApiError::field(FieldError::new(format!("kind[{i}]"), problem, fix))
        })
    };
    (0..).zip(codes).map(parse).collect()
}

/// A concept with its names and what stands beside it.
#[utoipa::path(
    get, path = "/concepts/{id}", tag = "names",
    params(
        ("id" = String, Path, description = "Identifier; as one part of the path, so with its \
            slashes as %2F", example = "http://data.europa.eu/esco/isco/C5321"),
        WordsParams
    ),
    responses(
        (status = 200, body = ConceptAnswer),
        (status = 400, description = "The request cannot be read", body = ErrorBody),
        (status = 404, description = "There is no such concept", body = ErrorBody),
        (status = 503, description = "There is no taxonomy", body = ErrorBody),
    )
)]
pub(super) async fn get(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(params): Query<WordsParams>,
) -> Result<axum::Json<ConceptAnswer>, ApiError> {
    let answer = state.read(move |snapshot| {
        let taxonomy = taxonomy(snapshot.taxonomy())?;
        let found = taxonomy.find(&id).ok_or_else(|| {
            ApiError::not_found(format!(
                "concept {id:?} is not there; /api/v1/concepts finds by name"
            ))
        })?;
        Ok(ConceptAnswer::new(taxonomy, found, &params.lang.names()))
    });
    answer.await.map(axum::Json)
}

fn taxonomy(taxonomy: Option<&Taxonomy>) -> Result<&Taxonomy, ApiError> {
    taxonomy.ok_or_else(|| {
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the store is without a taxonomy")
    })
}
