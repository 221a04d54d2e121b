//! What both directions of matching share: a pair scored, ordered, and its row in the answer.

use crate::search::Retrieved;
use kohtaanto_rank::order::by_score_then_id;
use kohtaanto_rank::{Band, Explanation, Gap, MatchScore, Retrieval};

/// How many documents of a fused list are compared feature by feature.
pub(crate) const POOL: usize = 400;

/// One row of a match: the other side, how it fits both ways, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedMatch<T> {
    /// Position, from 1.
    pub rank: usize,
    /// Id of the other side.
    pub id: String,
    /// The other side.
    pub other: T,
    /// Band of the direction asked.
    pub band: Band,
    /// Scores of both directions, with their explanations, and what is missing.
    pub score: MatchScore,
}

/// The answer of a match.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchOutcome<T> {
    /// The rows asked for, best first.
    pub matches: Vec<RankedMatch<T>>,
    /// How many were open and compared.
    pub total: usize,
    /// What the profile could tell to be ranked better, most useful first.
    pub gaps: Vec<Gap>,
    /// The profile is too thin to rank by: there are no rows, and `gaps` says what to tell.
    pub too_thin: bool,
    /// What did not take part.
    pub degraded: Vec<crate::Degradation>,
}

/// Which direction orders the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    ForPerson,
    ForWork,
}

impl Direction {
    pub(crate) fn of(self, score: &MatchScore) -> &Explanation {
        match self {
            Self::ForPerson => &score.for_person,
            Self::ForWork => &score.for_work,
        }
    }
}

/// A scored pair before it is placed.
#[derive(Debug)]
pub(crate) struct Scored<T> {
    pub(crate) id: String,
    pub(crate) other: T,
    pub(crate) score: MatchScore,
}

/// Orders scored pairs and cuts the page.
pub(crate) fn place<T>(
    mut scored: Vec<Scored<T>>,
    direction: Direction,
    limit: usize,
) -> Vec<RankedMatch<T>> {
    scored.sort_by(|a, b| {
        let (x, y) = (direction.of(&a.score).score, direction.of(&b.score).score);
        by_score_then_id((x, &a.id), (y, &b.id))
    });
    let placed = (1..).zip(scored.into_iter().take(limit));
    placed
        .map(|(rank, row)| {
            let band = row.score.band(direction.of(&row.score));
            RankedMatch { rank, id: row.id, other: row.other, band, score: row.score }
        })
        .collect()
}

/// The positions of the best fused documents, at most [`POOL`], ties by position.
pub(crate) fn pool(retrieved: &Retrieved) -> Vec<usize> {
    let mut order: Vec<usize> = (0..retrieved.docs.len()).collect();
    order.sort_by(|a, b| retrieved.fused[*b].total_cmp(&retrieved.fused[*a]).then(a.cmp(b)));
    order.truncate(POOL);
    order.sort_unstable();
    order
}

/// What retrieval knows of the documents that it found: words relative to the best of them,
/// nearness in meaning on its scale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RetrievalScale<'a> {
    retrieved: &'a Retrieved,
    best_words: f32,
}

impl<'a> RetrievalScale<'a> {
    pub(crate) fn new(retrieved: &'a Retrieved) -> Self {
        let best_words = retrieved.words.iter().map(|(score, _)| *score).fold(0.0, f32::max);
        Self { retrieved, best_words }
    }

    pub(crate) fn of(&self, i: usize) -> Retrieval {
        let words = (self.best_words > 0.0).then(|| self.retrieved.words[i].0 / self.best_words);
        Retrieval { words, dense: self.retrieved.nearness(i) }
    }
}
