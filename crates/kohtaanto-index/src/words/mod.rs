//! Ranking by words: BM25 of each form of a word in each part, the best of them for the word.
//!
//! For each form `f` of a word in part `p` the score is `w(f) * w(p) * BM25`; a word's score is the
//! best of them and [`crate::coefficients::TIE`] of the rest (DisMax), so that a word that stands
//! in title and body, or as written and by its lemma, counts about once. A document's score is the
//! sum over its words in the order of the query.

mod explain;
mod form;
mod met;
mod plan;
mod query;
mod score;

pub use explain::{WordContribution, explained_score};
pub use form::{Closeness, FormKind, WordForm};
pub use query::{Occur, QueryWord, Require, WordKind, WordQuery};

use crate::coefficients::TIE;
use crate::doc_set::DocKey;

/// A document that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LexicalHit {
    /// Which document.
    pub doc: DocKey,
    /// Higher is better; finite, 0 or more.
    pub score: f32,
    /// How many words of the query it meets, by the word itself or by something related; words met
    /// in passing only are not counted.
    pub n_met: u16,
    /// How many of these it meets by the word itself: [`Closeness::Exact`].
    pub n_exact: u16,
}

/// A word's score from the best and the sum of its forms' scores.
#[inline]
fn dis_max(best: f32, sum: f32) -> f32 {
    best + TIE * (sum - best)
}
