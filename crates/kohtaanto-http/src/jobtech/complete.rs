//! `/complete`.

use super::conditions::Origins;
use super::params::{CompleteParams, Known};
use super::search::{clock, q};
use super::values::Problems;
use crate::error::{ApiError, ErrorBody};
use crate::state::AppState;
use axum::extract::State;
use kohtaanto::{CompleteRequest, Conditions, ProposalKind};
use serde::Serialize;
use std::time::Instant;
use utoipa::ToSchema;

const MAX_LIMIT: usize = 50;
const USUAL_LIMIT: usize = 10;

/// What a text that is being typed may become.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechComplete)]
pub(super) struct CompleteAnswer {
    time_in_millis: u64,
    typeahead: Vec<Proposed>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechProposed)]
pub(super) struct Proposed {
    /// The whole text then.
    value: String,
    /// The part that is proposed.
    found_phrase: String,
    /// `occupation`, `skill`, `location`, `employer` or `word`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Open postings that name it.
    occurrences: u64,
}

/// Type-ahead as JobTech's JobSearch has it.
///
/// A space at the end of `q` asks for the next word. Spelling is mended. Counts obey the other
/// parameters, unless `contextual` is `false`.
#[utoipa::path(
    get, path = "/complete", tag = "jobtech", params(CompleteParams),
    responses(
        (status = 200, body = CompleteAnswer),
        (status = 400, description = "A parameter does not hold or cannot be answered", body = ErrorBody),
    )
)]
pub(super) async fn jobtech_complete(
    State(state): State<AppState>,
    Known { params, compat }: Known<CompleteParams>,
) -> Result<axum::Json<CompleteAnswer>, ApiError> {
    let CompleteParams { search, contextual } = params;
    let search = Known { params: search, compat };
    let (mut problems, mut origins) = (Problems::default(), Origins::default());
    let conditions = search.conditions(&clock(&state), &mut origins, &mut problems);
    let contextual = problems.boolean("contextual", contextual.as_deref()).unwrap_or(true);
    let limit = problems.number("limit", search.params.limit.as_deref(), 0..=MAX_LIMIT);
    let limit = limit.unwrap_or(USUAL_LIMIT);
    let text = q(&search.params, &mut problems);
    problems.check()?;
    let request = CompleteRequest {
        conditions: if contextual { conditions } else { Conditions::default() },
        // The library gives one at least.
        limit: limit.max(1),
        ..CompleteRequest::new(text, state.today())
    };
    let answer = state.read(move |snapshot| {
        let start = Instant::now();
        let outcome = snapshot.complete(&request).map_err(|error| origins.error(error))?;
        let proposed = outcome.proposals.into_iter().take(limit).map(|proposal| Proposed {
            value: proposal.text.to_lowercase(),
            found_phrase: proposal.name.to_lowercase(),
            kind: match proposal.kind {
                ProposalKind::Occupation => "occupation",
                ProposalKind::Competence => "skill",
                ProposalKind::Place => "location",
                ProposalKind::Employer => "employer",
                ProposalKind::Word => "word",
            },
            occurrences: proposal.count,
        });
        let typeahead = proposed.collect();
        let time_in_millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(CompleteAnswer { time_in_millis, typeahead })
    });
    answer.await.map(axum::Json)
}
