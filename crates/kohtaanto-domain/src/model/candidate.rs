//! A person who seeks.

use super::codes::coded;
use super::{CandidateId, CompetenceProfile, Localized, MunicipalityCode, TermsWanted};

coded! {
    /// How a person gets to work.
    TransportMode, "by", {
        /// By car.
        Car = "car",
        /// By bus or train.
        Bus = "bus",
        /// By bicycle.
        Bicycle = "bicycle",
        /// On foot only.
        OnFoot = "none",
    }
}

/// Where a person can work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Where the person lives.
    pub home: Option<MunicipalityCode>,
    /// How the person gets to work.
    pub by: Option<TransportMode>,
    /// Longest journey one way, in minutes.
    pub max_minutes: Option<u16>,
    /// Whether remote work suits; `None` when not said.
    pub remote: Option<bool>,
    /// Municipalities wanted beside those within reach.
    pub municipalities: Vec<MunicipalityCode>,
}

/// What the person allows. By default, nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Permissions {
    /// May be ranked for employers' needs.
    pub rank: bool,
    /// May be contacted by an employer.
    pub contact: bool,
}

/// A person who seeks, under a pseudonym.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Pseudonymous id.
    pub id: CandidateId,
    /// What can be matched.
    pub profile: CompetenceProfile,
    /// Where the person can work.
    pub reach: Reach,
    /// Terms that the person can take.
    pub terms: TermsWanted,
    /// What the person would like, in own words.
    pub wishes: Localized,
    /// What the person allows.
    pub permissions: Permissions,
}
