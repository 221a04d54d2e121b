//! What matters more or less to a person than it usually does: weights that the person moves.

use crate::coefficients::{FOR_PERSON, LESS, MORE};
use crate::feature::RankingFeature;
use kohtaanto_domain::model::Coded;

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
    /// How much a feature matters: of one that is named twice the last counts.
    pub fn of(feature: RankingFeature, emphasis: &[(RankingFeature, Self)]) -> Self {
        let named = emphasis.iter().rev().find(|(named, _)| *named == feature);
        named.map_or(Self::Usual, |(_, emphasis)| *emphasis)
    }

    const fn factor(self) -> f32 {
        match self {
            Self::Less => LESS,
            Self::Usual => 1.0,
            Self::More => MORE,
        }
    }
}

impl Coded for Emphasis {
    const FIELD: &'static str = "emphasis";
    const CODES: &'static [(&'static str, Self)] =
        &[("less", Self::Less), ("usual", Self::Usual), ("more", Self::More)];

    fn code(self) -> &'static str {
        match self {
            Self::Less => "less",
            Self::Usual => "usual",
            Self::More => "more",
        }
    }
}

impl RankingFeature {
    /// The features that a person can give weight: what the person knows best. Likeness of texts is
    /// no wish, and what an employer demands is not the person's to weigh.
    pub const MOVABLE: [Self; 5] =
        [Self::Reach, Self::Occupation, Self::Competences, Self::Terms, Self::Wishes];

    /// The movable feature of a code.
    pub fn movable(code: &str) -> Option<Self> {
        Self::MOVABLE.into_iter().find(|feature| feature.code() == code)
    }
}

/// The weight of each feature for how well the work suits one person. They sum to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PersonWeights([(RankingFeature, f32); FOR_PERSON.len()]);

impl Default for PersonWeights {
    fn default() -> Self {
        Self(FOR_PERSON)
    }
}

impl PersonWeights {
    /// The usual weights, moved. Features that cannot be moved stay, beside the others.
    pub(crate) fn moved(emphasis: &[(RankingFeature, Emphasis)]) -> Self {
        let of = |feature| match RankingFeature::MOVABLE.contains(&feature) {
            true => Emphasis::of(feature, emphasis),
            false => Emphasis::Usual,
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
        for (code, emphasis) in Emphasis::CODES {
            assert_eq!((emphasis.code(), Emphasis::parse(code)), (*code, Ok(*emphasis)));
        }
        assert!(Emphasis::parse("much").is_err());
        assert_eq!(RankingFeature::movable("reach"), Some(RankingFeature::Reach));
        assert_eq!(RankingFeature::movable("meaning"), None);
    }
}
