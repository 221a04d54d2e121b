//! Features, fusion, scores and explanations: pure functions of values.
//!
//! A posting and a candidate go in, with what retrieval and the map know of them; a [`MatchScore`]
//! comes out whose explanation sums to its score. No index, no model, no file, no clock: what is
//! needed is passed in.
//!
//! Every feature is three-valued: what is not known is neither a match nor a mismatch, it takes a
//! neutral value, lowers the coverage, and is shown (see [`feature`]).

pub mod coefficients;
mod emphasis;
pub mod explanation;
pub mod feature;
mod features;
pub mod fusion;
pub mod metrics;
mod near;
pub mod order;
pub mod scorer;

pub use emphasis::Emphasis;
pub use explanation::{Contribution, Explanation, Reason, Side, Status};
pub use feature::{FeatureValue, RankingFeature};
pub use features::{PreparedCandidate, PreparedPosting};
pub use near::{Near, NearConcepts};
pub use scorer::{Band, Gap, MatchContext, MatchScore, Retrieval, gaps, score};
