//! What the benchmarks share: postings and queries made up of the fixtures' words, samples of
//! durations, and what a process takes of the machine.
//!
//! Everything that is generated follows from the fixtures and a seed alone: the same seed gives the
//! same bytes. It measures nothing by itself: the binaries `workload` and `embed` and the benchmark
//! `kernels` do. Deliberately not here: judging of relevance, which is `kohtaanto eval`.

mod postings;
pub mod process;
mod queries;
mod random;
mod sample;
mod vocabulary;

pub use postings::{Postings, generate};
pub use queries::queries;
pub use random::Random;
pub use sample::{Sample, rounded};
pub use vocabulary::{Vocabulary, fixtures_dir, north_karelia};

use jiff::civil::Date;

/// The day of the fixtures, on which all generated postings are dated.
pub const TODAY: Date = Date::constant(2026, 11, 24);

/// The dimensions of the default model, and of the hashed vectors that stand in for its own.
pub const DIMENSIONS: usize = 384;
