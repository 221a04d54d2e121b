//! What matters more or less to a person than it usually does: weights that the person moves.

use crate::coefficients::{FOR_PERSON, LESS, MORE};
use crate::feature::RankingFeature;

/// How much something matters to a person, beside what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Emphasis {
    /// Less than usual.
    Less,
    /// As usual.
    #[default]
    Usual,
    /// More than usual.
    More,
}

impl Emphasis {
    /// All of them, from less to more.
    pub const ALL: [Self; 3] = [Self::Less, Self::Usual, Self::More];

    /// Its code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Less => "less",
            Self::Usual => "usual",
            Self::More => "more",
        }
    }

    /// The emphasis of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|emphasis| emphasis.code() == code)
    }

    const fn factor(self) -> f32 {
        match self {
            Self::Less => LESS,
            Self::Usual => 1.0,
            Self::More => MORE,
        }
    }
}

/// The features that a person can give weight: what the person knows best. Likeness of texts is no
/// wish, and what an employer demands is not the person's to weigh.
pub const MOVABLE: [RankingFeature; 5] = [
    RankingFeature::Reach,
    RankingFeature::Occupation,
    RankingFeature::Competences,
    RankingFeature::Terms,
    RankingFeature::Wishes,
];

/// The weight of each feature for how well the work suits one person. They sum to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PersonWeights([(RankingFeature, f32); FOR_PERSON.len()]);

impl Default for PersonWeights {
    fn default() -> Self {
        Self(FOR_PERSON)
    }
}

impl PersonWeights {
    /// The usual weights, moved; of a feature that is named twice the last counts. Features that
    /// cannot be moved stay, beside the others.
    pub(crate) fn moved(emphasis: &[(RankingFeature, Emphasis)]) -> Self {
        let of = |feature: RankingFeature| {
            let named = emphasis.iter().rev().find(|(named, _)| *named == feature);
            named.filter(|_| MOVABLE.contains(&feature)).map_or(Emphasis::Usual, |(_, e)| *e)
        };
        let mut weights = FOR_PERSON;
        if weights.iter().all(|(feature, _)| of(*feature) == Emphasis::Usual) {
            return Self(weights);
        }
        for (feature, weight) in &mut weights {
            *weight *= of(*feature).factor();
        }
        let sum: f32 = weights.iter().map(|(_, weight)| weight).sum();
        weights.iter_mut().for_each(|(_, weight)| *weight /= sum);
        Self(weights)
    }

    pub(crate) fn as_slice(&self) -> &[(RankingFeature, f32)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(weights: PersonWeights, feature: RankingFeature) -> f32 {
        weights.as_slice().iter().find(|(f, _)| *f == feature).expect("a weight").1
    }

    #[test]
    fn what_matters_more_weighs_more_and_all_sum_to_one() {
        use RankingFeature::{Languages, Meaning, Reach, Terms};
        let usual = PersonWeights::default();
        assert_eq!(PersonWeights::moved(&[]), usual);
        assert_eq!(PersonWeights::moved(&[(Reach, Emphasis::Usual)]), usual);
        assert_eq!(PersonWeights::moved(&[(Meaning, Emphasis::More)]), usual, "is not movable");
        let moved = PersonWeights::moved(&[
            (Reach, Emphasis::Less),
            (Reach, Emphasis::More),
            (Terms, Emphasis::Less),
        ]);
        assert!(weight(moved, Reach) > weight(usual, Reach));
        assert!(weight(moved, Terms) < weight(usual, Terms));
        assert!(weight(moved, Languages) > 0.0);
        let sum: f32 = moved.as_slice().iter().map(|(_, weight)| weight).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
    }

    #[test]
    fn codes_are_read_back() {
        for emphasis in Emphasis::ALL {
            assert_eq!(Emphasis::parse(emphasis.code()), Some(emphasis));
        }
        assert_eq!(Emphasis::parse("much"), None);
    }
}
