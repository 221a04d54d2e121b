//! What the words and letters of labels are indexed by, and how a text finds them.

mod index;
mod lattice;
mod postings;
mod rank;
mod terms;

pub(crate) use index::LabelIndex;
pub(crate) use lattice::Lattice;
pub(crate) use postings::Postings;
pub use rank::{ConceptHit, RankOptions};
pub(crate) use terms::{SEPARATOR, TermKind, bag_of, carries_meaning, key};
