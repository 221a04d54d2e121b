//! Texts to concepts, and concepts to what the index holds.
//!
//! A text is linked to the taxonomy in its own language: by the names that stand in it, by labels
//! that are like it in words and letters, and, where there are vectors of labels, by meaning.
//! Documents and queries then meet through concepts, also across languages.

mod called;
mod expand;
mod guess;
mod meaning;
mod near;
mod query;
mod vectors;

pub(crate) use called::{as_postings_say, called, occupation};
pub(crate) use expand::{links, query};
pub(crate) use guess::{ConceptGuess, Guesser};
pub(crate) use meaning::Meaning;
pub use meaning::{Linker, MeantConcept};
pub(crate) use near::{near_concepts, neighbours};
pub use query::RecognizedConcept;
pub(crate) use query::{of_candidate, of_posting, of_text};
pub use vectors::LabelVectors;
