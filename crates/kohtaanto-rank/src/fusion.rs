//! One score of several retrieval branches.
//!
//! Each branch's scores are put on one scale by what the branch says of *this* query: distance
//! from its mean over all documents in the filter, in standard deviations, bounded. A document that
//! a branch does not list has that branch's zero score. Sums of ranks (RRF) with equal weights were
//! measured to be worse than their better branch; sums of such z-scores were not.

use crate::coefficients::{
    ANALYTIC, FUSION_ACROSS_LANGUAGES, FUSION_ANALYTIC_LANGUAGE, FUSION_SAME_LANGUAGE,
    FusionWeights,
};
use kohtaanto_domain::model::Lang;

/// Above this a z-score grows by its logarithm at most: one rare word among a million documents is not
/// worth any number of good neighbours, and of two documents the better one still stands above.
const BEND_Z: f32 = 12.0;

/// One branch's scores of one query: a row for each listed document.
#[derive(Debug, Clone, Copy)]
pub struct BranchScores<'a> {
    /// Position of the document among the fused ones, and its score; each document once.
    pub scores: &'a [(u32, f32)],
    /// Weight of the branch.
    pub weight: f32,
    /// What becomes of scores far above the rest.
    pub far: Far,
}

/// What becomes of z-scores far above the rest, from twelve deviations on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Far {
    /// They grow by their logarithm: of documents that hold the query's own words or letters, the
    /// better one still stands above.
    Bend,
    /// They are equal: an estimate is not the surer the farther it is.
    Stop,
}

/// The weighted sum of a document's z-scores in every branch, for each of `n` documents, of which
/// documents that no branch lists come out lowest.
pub fn fuse(branches: &[BranchScores<'_>], n: usize) -> Vec<f32> {
    let mut fused = vec![0.0f32; n];
    for branch in branches {
        if branch.weight == 0.0 || branch.scores.is_empty() {
            continue;
        }
        let (mean, deviation) = moments(branch.scores, n);
        if deviation <= 0.0 {
            continue;
        }
        let z = |score: f32| branch.weight * branch.far.bounded((score - mean) / deviation);
        let unlisted = z(0.0);
        if branch.scores.len() < n {
            fused.iter_mut().for_each(|score| *score += unlisted);
        }
        let listed_base = if branch.scores.len() < n { unlisted } else { 0.0 };
        for (document, score) in branch.scores {
            if let Some(sum) = fused.get_mut(*document as usize) {
                *sum += z(*score) - listed_base;
            }
        }
    }
    fused
}

impl Far {
    fn bounded(self, z: f32) -> f32 {
        let size = z.abs();
        match self {
            Self::Bend if size > BEND_Z => z.signum() * BEND_Z * (1.0 + (size / BEND_Z).ln()),
            Self::Bend | Self::Stop => z.clamp(-BEND_Z, BEND_Z),
        }
    }
}

/// The sum that [`fuse`] gives a document that no branch lists, or would give one where all are
/// listed.
pub fn floor(branches: &[BranchScores<'_>], n: usize) -> f32 {
    let of = |branch: &BranchScores<'_>| {
        let (mean, deviation) = moments(branch.scores, n);
        let z = if deviation > 0.0 { -mean / deviation } else { 0.0 };
        branch.weight * branch.far.bounded(z)
    };
    branches.iter().filter(|branch| !branch.scores.is_empty()).map(of).sum()
}

/// Mean and standard deviation over `n` documents, of which the unlisted ones score 0. Summed in
/// double precision in the order given, so the caller's order must be a fixed one.
pub fn moments(scores: &[(u32, f32)], n: usize) -> (f32, f32) {
    let n = n.max(scores.len()).max(1) as f64;
    let sum: f64 = scores.iter().map(|(_, s)| f64::from(*s)).sum();
    let mean = sum / n;
    let listed: f64 = scores.iter().map(|(_, s)| (f64::from(*s) - mean).powi(2)).sum();
    let variance = (listed + (n - scores.len() as f64) * mean * mean) / n;
    (mean as f32, variance.sqrt() as f32)
}

/// Weights for a query and texts in the languages given.
pub fn weights(query: Lang, texts: Lang) -> FusionWeights {
    if query != texts {
        FUSION_ACROSS_LANGUAGES
    } else if ANALYTIC.contains(&query.as_str()) {
        FUSION_ANALYTIC_LANGUAGE
    } else {
        FUSION_SAME_LANGUAGE
    }
}

#[cfg(test)]
mod tests {
    use super::{BranchScores, Far, fuse};

    #[test]
    fn far_above_the_rest_the_better_one_still_stands_above() {
        // One in ten thousand is about a hundred deviations above the mean.
        let words = [(0, 50.0), (1, 40.0)];
        let fused = fuse(&[BranchScores { scores: &words, weight: 1.0, far: Far::Bend }], 10_000);
        assert!(fused[0] > fused[1] && fused[1] > fused[2], "{:?}", &fused[..3]);
        assert!(fused[0] - fused[2] < 60.0, "bounded: {}", fused[0]);
    }

    #[test]
    fn the_better_document_of_the_heavier_branch_wins() {
        let words = [(0, 5.0), (1, 1.0)];
        let dense = [(0, 0.80), (1, 0.85), (2, 0.99)];
        let fused = fuse(
            &[
                BranchScores { scores: &words, weight: 1.0, far: Far::Bend },
                BranchScores { scores: &dense, weight: 0.1, far: Far::Bend },
            ],
            3,
        );
        assert!(fused[0] > fused[1] && fused[0] > fused[2], "{fused:?}");
        let listed = [BranchScores { scores: &words, weight: 1.0, far: Far::Bend }];
        assert_eq!(fuse(&listed, 3)[2], super::floor(&listed, 3));
    }

    #[test]
    fn a_branch_that_says_nothing_changes_nothing() {
        let dense = [(0, 0.2), (1, 0.4)];
        let alone = fuse(&[BranchScores { scores: &dense, weight: 1.0, far: Far::Bend }], 2);
        let flat = [(0, 1.0), (1, 1.0)];
        let with = fuse(
            &[
                BranchScores { scores: &dense, weight: 1.0, far: Far::Bend },
                BranchScores { scores: &flat, weight: 1.0, far: Far::Bend },
                BranchScores { scores: &[], weight: 1.0, far: Far::Bend },
            ],
            2,
        );
        assert_eq!(alone, with);
    }
}
