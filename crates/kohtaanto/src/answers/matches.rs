//! How a person and a posting fit, both ways, and why.

use super::{PostingBrief, degraded};
use crate::matching::MatchOutcome;
use crate::seek::Similar;
use crate::texts::{self, TextLang};
use kohtaanto_rank::{Explanation, Gap, MatchScore};
use serde::Serialize;

/// How a person and a posting fit, both ways.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairAnswer {
    /// How well the work suits the person.
    pub for_person: ExplanationAnswer,
    /// How well the person fits the work.
    pub for_work: ExplanationAnswer,
    /// Musts that are known not to be met, in words.
    pub missing: Vec<String>,
}

/// A score and the contributions that sum to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplanationAnswer {
    /// The score, 0 to 1.
    pub score: f32,
    /// How much of what counts is known, 0 to 1.
    pub coverage: f32,
    /// What each feature adds; the shares sum to the score.
    pub contributions: Vec<ContributionAnswer>,
}

/// What one feature adds to a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContributionAnswer {
    /// The feature.
    #[cfg_attr(feature = "openapi", schema(example = "reach"))]
    pub feature: &'static str,
    /// What it adds.
    pub share: f32,
    /// How much it counts.
    pub weight: f32,
    /// Its value, 0 to 1; neutral where it is not known.
    pub value: f32,
    /// How much of it is known, 0 to 1.
    pub coverage: f32,
    /// The facts behind it, in words.
    pub reasons: Vec<String>,
}

/// All of a match's answer but its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchSummary {
    /// How many were open and compared.
    pub total: usize,
    /// The profile is too thin to rank by: there are no rows.
    pub too_thin: bool,
    /// What the profile could tell to be ranked better, the most useful first.
    pub tell_next: Vec<&'static str>,
    /// What did not take part.
    pub degraded: Vec<&'static str>,
}

/// A posting like another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarAnswer {
    /// Position, from 1.
    pub rank: usize,
    /// Fused score: comparable within this answer only.
    pub score: f32,
    /// Nearness in meaning, 0 to 1; null when meaning took no part.
    pub meaning: Option<f32>,
    /// The posting.
    pub posting: PostingBrief,
}

impl PairAnswer {
    /// Both scores, with their reasons in a language.
    pub fn new(score: &MatchScore, lang: TextLang) -> Self {
        Self {
            for_person: ExplanationAnswer::new(&score.for_person, lang),
            for_work: ExplanationAnswer::new(&score.for_work, lang),
            missing: score.missing.iter().map(|r| texts::missing(r, lang)).collect(),
        }
    }
}

impl ExplanationAnswer {
    fn new(explanation: &Explanation, lang: TextLang) -> Self {
        let contributions = explanation.contributions.iter().map(|c| ContributionAnswer {
            feature: c.feature.code(),
            share: c.share,
            weight: c.weight,
            value: c.value,
            coverage: c.coverage,
            reasons: c.reasons.iter().map(|r| texts::reason(r, lang)).collect(),
        });
        let contributions = contributions.collect();
        Self { score: explanation.score, coverage: explanation.coverage, contributions }
    }
}

impl MatchSummary {
    /// All of an outcome but its rows.
    pub fn new<T>(outcome: &MatchOutcome<T>) -> Self {
        Self {
            total: outcome.total,
            too_thin: outcome.too_thin,
            tell_next: outcome.gaps.iter().map(|gap: &Gap| gap.code()).collect(),
            degraded: degraded(&outcome.degraded),
        }
    }
}

impl SimilarAnswer {
    /// A row of similar postings.
    pub fn new(row: &Similar) -> Self {
        let posting = PostingBrief::new(&row.posting);
        Self { rank: row.rank, score: row.score, meaning: row.meaning, posting }
    }
}
