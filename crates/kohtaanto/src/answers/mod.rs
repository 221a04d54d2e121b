//! Answers as JSON: what the command's JSON Lines and the service give, written once.
//!
//! Wire types, not domain types: a change here is a change of what programs read. Texts for people
//! are in the language asked; codes are the same in all. With the feature `openapi` each has its
//! schema. Deliberately no type of a whole answer: how rows are put together is each program's own.

mod concept;
mod gap;
mod matches;
mod overview;
mod person;
mod posting;
mod profile;
mod search;

pub use concept::{ConceptAnswer, ConceptName, LabelAnswer};
pub use gap::{Asked, CostAnswer, CostsSummary, CountAnswer};
pub use matches::{ContributionAnswer, ExplanationAnswer, MatchSummary, PairAnswer, SimilarAnswer};
pub use overview::{OverviewAnswer, OverviewGroupAnswer, SubGroupAnswer};
pub use person::{LanguageAnswer, PersonAnswer, WorkAnswer};
pub use posting::PostingBrief;
pub use profile::ItemAnswer;
pub use search::{
    BranchesAnswer, ConceptRead, FacetAnswer, FacetCount, HitAnswer, MentionedPlaceAnswer,
    MetWordAnswer, NothingAnswer, PlaceRead, RelaxationAnswer, SearchSummary, SurfaceAnswer,
    UnderstoodAnswer, WiderAnswer, WiderPlaceAnswer,
};

#[cfg(feature = "openapi")]
pub use crate::wire::{CandidateWire, PostingWire};

use crate::snapshot::Degradation;

/// The codes of what did not take part.
pub fn degraded(degraded: &[Degradation]) -> Vec<&'static str> {
    degraded.iter().map(Degradation::code).collect()
}
