//! Judged scenarios, run as the product runs them.

use crate::error::Result;
use crate::rank_people::{Permit, Role};
use crate::search::{Conditions, SearchRequest};
use crate::seek::MatchRequest;
use crate::snapshot::Snapshot;
use crate::wire::{Scenario, ScenarioTask};
use jiff::civil::Date;
use kohtaanto_rank::metrics::{Metrics, measure};

/// How deep an answer is measured.
const DEPTH: usize = 100;

/// How one scenario came out.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioResult {
    /// The scenario's id.
    pub id: String,
    /// The answer's ids with their scores, best first.
    pub ranking: Vec<(String, f32)>,
    /// Measures, with graded gains; all 0 when nothing is judged relevant.
    pub metrics: Metrics,
}

/// Runs a scenario on a day.
///
/// # Errors
/// `NotFound` when its candidate or posting is not in the store; what the store refuses.
pub fn run_scenario(
    snapshot: &Snapshot,
    scenario: &Scenario,
    today: Date,
) -> Result<ScenarioResult> {
    let ranking: Vec<(String, f32)> = match &scenario.task {
        ScenarioTask::Search { query, municipalities } => {
            let conditions = Conditions { places: municipalities.clone(), ..Conditions::default() };
            let request =
                SearchRequest { conditions, limit: DEPTH, ..SearchRequest::new(query, today) };
            let found = snapshot.search(&request)?;
            found.hits.into_iter().map(|hit| (hit.posting.id.to_string(), hit.score)).collect()
        }
        ScenarioTask::Match(id) => {
            let candidate = snapshot.candidate(id, today)?;
            let request = MatchRequest { limit: DEPTH, ..MatchRequest::on(today) };
            let found = snapshot.opportunities_for(&candidate, &request)?;
            let row = |m: crate::RankedMatch<_>| (m.id, m.score.for_person.score);
            found.matches.into_iter().map(row).collect()
        }
        ScenarioTask::Candidates(id) => {
            let permit = Permit::new(Role::Advisor, "evaluation of the ranking")?;
            let found = snapshot.candidates_for(id, &permit, today, DEPTH)?;
            found.matches.into_iter().map(|m| (m.id, m.score.for_work.score)).collect()
        }
    };
    let ids = ranking.iter().map(|(id, _)| id.as_str());
    let metrics = measure(ids, &scenario.relevant, true).unwrap_or_default();
    Ok(ScenarioResult { id: scenario.id.clone(), ranking, metrics })
}
