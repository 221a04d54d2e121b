//! How good it is: TREC folders and judged scenarios, ranked through the product's own retrieval,
//! persons who tell of themselves in several languages, and pairs of words judged by its analysis.

mod cache;
mod pairs;
mod persons;
mod scenarios;
mod trec;

pub use cache::CachedEmbedder;
pub use kohtaanto_rank::metrics::Metrics;
pub use pairs::{PairClass, PairExpectation, judge_pairs};
pub use persons::{PersonResult, ToldPerson, run_person};
pub use scenarios::{ScenarioResult, run_scenario};
pub use trec::{Branch, BranchResult, EvaluationSet, RunOptions, SetResult, run_set};
