//! The JSON of a judged scenario: a task, graded relevant ids, and why.

use kohtaanto_domain::model::{CandidateId, FieldError, FieldErrors, Lang, PostingId};
use serde::Deserialize;
use std::collections::BTreeMap;

const MAX_GRADE: u8 = 3;

/// What a judged scenario asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScenarioTask {
    /// Postings for a query.
    Search {
        /// The query.
        query: String,
        /// Municipalities to search in, by name or code.
        municipalities: Vec<String>,
    },
    /// Postings for a person.
    Match(CandidateId),
    /// People for a posting.
    Candidates(PostingId),
}

/// A judged scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// Language of the query or of the person.
    pub language: Lang,
    /// What it asks.
    pub task: ScenarioTask,
    /// Grades of the relevant ids: 3 exactly it, 2 good, 1 possible.
    pub relevant: BTreeMap<String, u8>,
    /// Why they are relevant.
    pub why: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ScenarioWire {
    id: String,
    kind: String,
    language: String,
    query: Option<String>,
    #[serde(default)]
    municipalities: Vec<String>,
    candidate: Option<String>,
    posting: Option<String>,
    relevant: BTreeMap<String, u8>,
    why: String,
}

impl ScenarioWire {
    pub(super) fn into_domain(self) -> Result<Scenario, FieldErrors> {
        let language = self.language.parse::<Lang>()?;
        let need = |field: &str, value: Option<String>| {
            let problem = format!("is missing from a scenario of kind {:?}", self.kind);
            value.ok_or_else(|| FieldError::new(field, problem, format!("give \"{field}\"")))
        };
        let task = match self.kind.as_str() {
            "search" => ScenarioTask::Search {
                query: need("query", self.query)?,
                municipalities: self.municipalities,
            },
            "match" => ScenarioTask::Match(CandidateId::new(need("candidate", self.candidate)?)?),
            "candidates" => {
                ScenarioTask::Candidates(PostingId::new(need("posting", self.posting)?)?)
            }
            other => {
                let problem = format!("{other:?} is not known");
                let fix = "use one of search, match, candidates";
                return Err(FieldError::new("kind", problem, fix).into());
            }
        };
        if let Some((id, grade)) = self.relevant.iter().find(|(_, grade)| **grade > MAX_GRADE) {
            let field = format!("relevant.{id}");
            let problem = format!("{grade} is not a grade");
            return Err(FieldError::new(field, problem, "use 0 to 3").into());
        }
        Ok(Scenario { id: self.id, language, task, relevant: self.relevant, why: self.why })
    }
}
