//! How good it is: TREC folders and judged scenarios, ranked through the product's own retrieval.

mod cache;
mod scenarios;
mod trec;

pub use cache::CachedEmbedder;
pub use kohtaanto_rank::metrics::Metrics;
pub use scenarios::{ScenarioResult, run_scenario};
pub use trec::{BranchResult, EvaluationSet, SetResult, run_set};
