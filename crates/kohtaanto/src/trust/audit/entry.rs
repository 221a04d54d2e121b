//! What one line of the log tells: who, what for, what, of whom, with which data and numbers.
//!
//! Deliberately nothing of what a profile says: a person stands here by the pseudonymous id alone,
//! so that erasing the person from the store leaves nothing in the log but the id.

use super::super::{Permit, Role, digest};
use crate::snapshot::Snapshot;
use kohtaanto_domain::model::{CandidateId, Coded, PostingId};
use std::collections::BTreeMap;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AuditAction {
    /// People are ranked for a need.
    RankPeople,
    /// What a need's requirements cost in people.
    NeedCosts,
    /// One person's profile is seen.
    ViewCandidate,
    /// Opportunities are ranked for a stored person.
    MatchStored,
    /// A pair of a stored person and a posting is explained.
    Explain,
    /// A person's data are given out as a file.
    Export,
    /// A person is put in or replaced.
    UpsertCandidate,
    /// A person is taken out.
    DeleteCandidate,
    /// A person is taken out of everything, with a receipt.
    Erase,
    /// What a human did with an answer: followed it, or not, and why.
    HumanDecision,
}

impl Coded for AuditAction {
    const FIELD: &'static str = "action";
    const CODES: &'static [(&'static str, Self)] = &[
        ("rank_people", Self::RankPeople),
        ("need_costs", Self::NeedCosts),
        ("view_candidate", Self::ViewCandidate),
        ("match_stored", Self::MatchStored),
        ("explain", Self::Explain),
        ("export", Self::Export),
        ("upsert_candidate", Self::UpsertCandidate),
        ("delete_candidate", Self::DeleteCandidate),
        ("erase", Self::Erase),
        ("human_decision", Self::HumanDecision),
    ];

    fn code(self) -> &'static str {
        let known = Self::CODES.iter().find(|(_, action)| *action == self);
        known.map_or("", |(code, _)| code)
    }
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditOutcome {
    /// It was given, or done.
    Given,
    /// It was refused, and why.
    Refused(String),
}

/// With which data and numbers an answer was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRecord {
    /// Hash of the commits of postings and people.
    pub index: String,
    /// Hash of the model; `None` for a store without one.
    pub model: Option<String>,
    /// Hash of the taxonomy; `None` for a store without one.
    pub taxonomy: Option<String>,
    /// Hash of the coefficients of ranking and of the index.
    pub coefficients: String,
    /// Version of this library.
    pub version: String,
}

impl StateRecord {
    /// The record of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let manifest = snapshot.manifest();
        let (opportunities, people) = (&snapshot.opportunities.index, &snapshot.people.index);
        let generation = format!("{}\n{}", opportunities.generation(), people.generation());
        let sources = [kohtaanto_rank::coefficients::SOURCE, kohtaanto_index::coefficients::SOURCE];
        Self {
            index: digest(&generation),
            model: manifest.model.as_ref().map(|model| model.hash.clone()),
            taxonomy: manifest.taxonomy.as_ref().map(|taxonomy| taxonomy.hash.clone()),
            coefficients: digest(&sources.concat()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// One view, ranking or change of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// What is done.
    pub action: AuditAction,
    /// By which role.
    pub role: Role,
    /// What for.
    pub purpose: String,
    /// For whom the role acts.
    pub organisation: Option<String>,
    /// With which token.
    pub token_id: Option<String>,
    /// The posting that it is about.
    pub posting: Option<PostingId>,
    /// The person whom it is about, by the pseudonymous id.
    pub candidate: Option<CandidateId>,
    /// Digest of a query or need that is not stored: see [`digest`].
    pub query: Option<String>,
    /// Conditions, by name.
    pub filters: BTreeMap<String, String>,
    /// Ids of what was given, in its order: people or postings.
    pub results: Vec<String>,
    /// With which data and numbers.
    pub state: Option<StateRecord>,
    /// What a human did, in words.
    pub human: Option<String>,
    /// How it ended.
    pub outcome: AuditOutcome,
}

impl AuditEntry {
    /// An entry that says who and what for; the rest is filled in by its fields.
    pub fn new(action: AuditAction, permit: &Permit) -> Self {
        Self {
            action,
            role: permit.role(),
            purpose: permit.purpose().to_owned(),
            organisation: permit.organisation().map(str::to_owned),
            token_id: permit.token_id().map(str::to_owned),
            posting: None,
            candidate: None,
            query: None,
            filters: BTreeMap::new(),
            results: Vec::new(),
            state: None,
            human: None,
            outcome: AuditOutcome::Given,
        }
    }

    /// Whether it tells of a person: as the one it is about, or among those given.
    pub fn is_about(&self, candidate: &CandidateId) -> bool {
        let id = candidate.as_str();
        let gives_people = matches!(self.action, AuditAction::RankPeople | AuditAction::Export);
        self.candidate.as_ref() == Some(candidate)
            || (gives_people && self.results.iter().any(|result| result == id))
    }
}
