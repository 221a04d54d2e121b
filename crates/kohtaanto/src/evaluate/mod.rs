//! How good it is: TREC folders and judged scenarios, ranked through the product's own retrieval, and
//! pairs of words judged by its analysis.

mod cache;
mod pairs;
mod scenarios;
mod trec;

pub use cache::CachedEmbedder;
pub use kohtaanto_rank::metrics::Metrics;
pub use pairs::{PairClass, PairExpectation, judge_pairs};
pub use scenarios::{ScenarioResult, run_scenario};
pub use trec::{Branch, BranchResult, EvaluationSet, RunOptions, SetResult, run_set};
