//! Type-ahead.

use super::words::WordsLang;
use crate::error::{ApiError, ErrorBody};
use crate::extract::Query;
use crate::state::AppState;
use axum::extract::State;
use kohtaanto::{CompleteRequest, Conditions};
use serde::{Deserialize, Serialize};

/// A text that is being typed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CompleteParams {
    /// The text so far. A space at its end asks for the next word.
    #[param(example = "siivooja l", max_length = 200)]
    text: String,
    /// Municipality, region, employment area or postal code in which postings are counted.
    place: Vec<String>,
    /// Language of names.
    #[param(inline)]
    lang: WordsLang,
    /// How many proposals to give.
    #[param(minimum = 1, maximum = 50)]
    limit: usize,
}

impl Default for CompleteParams {
    fn default() -> Self {
        let (text, place, lang) = (String::new(), Vec::new(), WordsLang::default());
        Self { text, place, lang, limit: 10 }
    }
}

/// What a text may become.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CompleteAnswer {
    /// The most frequent first.
    proposals: Vec<ProposalAnswer>,
    /// Nothing begins so: what is proposed is spelt nearly so.
    mended: bool,
}

/// One proposal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ProposalAnswer {
    /// The whole text then.
    #[schema(example = "siivooja Lieksa")]
    text: String,
    /// The part that is proposed.
    #[schema(example = "Lieksa")]
    name: String,
    /// `occupation`, `competence`, `place`, `employer` or `word`.
    #[schema(example = "place")]
    kind: &'static str,
    /// The concept's identifier or the municipality's code.
    code: Option<String>,
    /// Open postings that name it, with the words before; never 0.
    #[schema(minimum = 1)]
    count: u64,
}

/// What a text that is being typed may become, with counts.
#[utoipa::path(
    get, path = "/complete", tag = "search", params(CompleteParams),
    responses(
        (status = 200, body = CompleteAnswer),
        (status = 400, description = "The query cannot be read", body = ErrorBody),
        (status = 422, description = "A field does not hold", body = ErrorBody),
    )
)]
pub(super) async fn complete(
    State(state): State<AppState>,
    Query(params): Query<CompleteParams>,
) -> Result<axum::Json<CompleteAnswer>, ApiError> {
    let request = CompleteRequest {
        conditions: Conditions { places: params.place, ..Conditions::default() },
        langs: params.lang.names(),
        limit: params.limit,
        ..CompleteRequest::new(params.text, state.today())
    };
    let outcome = state.read(move |snapshot| Ok(snapshot.complete(&request)?)).await?;
    let proposals = outcome.proposals.into_iter().map(|proposal| ProposalAnswer {
        text: proposal.text,
        name: proposal.name,
        kind: proposal.kind.code(),
        code: proposal.code,
        count: proposal.count,
    });
    Ok(axum::Json(CompleteAnswer { proposals: proposals.collect(), mended: outcome.mended }))
}
