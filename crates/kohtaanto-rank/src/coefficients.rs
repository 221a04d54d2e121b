//! Every number that ranking uses, in one place, with where it comes from.
//!
//! The order of the weights follows the Finnish ministry's study of what predicts a hire
//! (Työpoliittinen aikakauskirja 1/2018: place and work history first), then competence, language,
//! terms and wishes; likeness of texts orders what is left. The sizes are our priors. They are not
//! fitted to an evaluation set; the ranking gate over the judged scenarios guards them.

use crate::feature::RankingFeature;
use kohtaanto_domain::model::Importance;

/// This file as it was compiled: an audit log keeps its hash, so that it can be told which numbers
/// gave an order.
pub const SOURCE: &str = include_str!("coefficients.rs");

/// Weight of each feature for how well the work suits the person; they sum to 1.
pub const FOR_PERSON: [(RankingFeature, f32); 9] = [
    (RankingFeature::Reach, 0.24),
    (RankingFeature::Occupation, 0.24),
    (RankingFeature::Competences, 0.10),
    (RankingFeature::Languages, 0.08),
    (RankingFeature::Qualifications, 0.06),
    (RankingFeature::Terms, 0.10),
    (RankingFeature::Wishes, 0.04),
    (RankingFeature::Words, 0.05),
    (RankingFeature::Meaning, 0.09),
];

/// Weight of each feature for how well the person fits the work; they sum to 1.
pub const FOR_WORK: [(RankingFeature, f32); 9] = [
    (RankingFeature::Reach, 0.16),
    (RankingFeature::Occupation, 0.26),
    (RankingFeature::Competences, 0.16),
    (RankingFeature::Languages, 0.12),
    (RankingFeature::Qualifications, 0.12),
    (RankingFeature::Terms, 0.06),
    (RankingFeature::Wishes, 0.00),
    (RankingFeature::Words, 0.04),
    (RankingFeature::Meaning, 0.08),
];

/// How many times its usual weight something has that matters more to the person than usual: with
/// one such thing it leads, and nothing else is silenced (our prior).
pub const MORE: f32 = 3.0;
/// How many times its usual weight something has that matters less.
pub const LESS: f32 = 1.0 / MORE;

/// What an unknown feature counts as: less than half, so that silence never beats a known match.
pub const NEUTRAL: f32 = 0.35;

/// Least score of the band "strong".
pub const STRONG: f32 = 0.72;
/// Least score of the band "good".
pub const GOOD: f32 = 0.58;
/// Least share of the weight that must be known before a band is given at all.
pub const MIN_COVERAGE: f32 = 0.35;

/// A must counts this many times a nice-to-have.
pub const MUST_TO_NICE: f32 = 3.0;

/// Weight of a requirement within its feature.
pub fn weight_of(importance: Importance) -> f32 {
    match importance {
        Importance::Must => MUST_TO_NICE,
        Importance::Nice => 1.0,
    }
}

/// Longest journey one way, in minutes, that is assumed when the person has not said. Statistics
/// Finland: nine of ten commutes are under an hour.
pub const ASSUMED_MAX_MINUTES: f32 = 45.0;
/// A journey by bus or train takes this many times the car's minutes (our estimate).
pub const BUS_FACTOR: f32 = 1.7;
/// A journey by bicycle takes this many times the car's minutes (15 km/h against 60 km/h).
pub const BICYCLE_FACTOR: f32 = 4.0;
/// Value of a journey that takes just the longest time that suits.
pub const REACH_AT_LIMIT: f32 = 0.7;

/// Likeness of occupations by how many leading ISCO-08 digits they share, 0 to 4.
pub const OCCUPATION_BY_DIGITS: [f32; 5] = [0.0, 0.05, 0.3, 0.65, 1.0];
/// Experience loses half of its remaining weight in this many years.
pub const EXPERIENCE_HALF_LIFE_YEARS: f32 = 12.0;
/// Experience never falls below this share of its weight: a gap is not held against a person.
pub const EXPERIENCE_FLOOR: f32 = 0.6;
/// Years of experience after which more adds nothing.
pub const FULL_EXPERIENCE_YEARS: f32 = 3.0;

/// How near a competence is to the broader one that it is a part of, to a narrower one, to one that is
/// called related, and to one of the same small group (our priors: below what counts as met but for
/// the first).
pub const NEAR_BROADER: f32 = 0.85;
/// See [`NEAR_BROADER`].
pub const NEAR_NARROWER: f32 = 0.5;
/// See [`NEAR_BROADER`].
pub const NEAR_RELATED: f32 = 0.5;
/// See [`NEAR_BROADER`].
pub const NEAR_GROUP: f32 = 0.3;
/// Work that needs a competence tells that the person has it in part, until told.
pub const WORK_NEEDS: f32 = 0.65;
/// Work that can use a competence tells less.
pub const WORK_CAN_USE: f32 = 0.35;
/// Likeness of an occupation that stands beside another in the taxonomy, or that shares all that it
/// needs with it.
pub const NEAR_OCCUPATION: f32 = 0.7;

/// Weight of likeness in words and letters when a text is linked to concepts.
pub const LINK_LEXICAL: f32 = 0.65;
/// Weight of likeness in meaning when a text is linked to concepts: as in retrieval.
pub const LINK_MEANING: f32 = 1.0;
/// Weight of a concept's group, such as its ISCO-08 unit group, beside the concept (our prior, as
/// are those below: each is less than a guess of half the belief).
pub const CONCEPT_GROUP: f32 = 0.05;
/// Weight of a broader concept: asked is the narrower one.
pub const CONCEPT_BROADER: f32 = 0.1;
/// Weight of a narrower concept: it is one of what is asked.
pub const CONCEPT_NARROWER: f32 = 0.3;
/// Weight of a concept that is called related.
pub const CONCEPT_RELATED: f32 = 0.1;
/// Weight of a competence that an occupation needs, and no other does.
pub const CONCEPT_NEEDED: f32 = 0.1;

/// Weights when query and texts are in one language that compounds or inflects richly, as Finnish,
/// Estonian, Swedish and German do. Vectors carry most; letters stand in for morphology at half of
/// their weight, as measured on Finnish titles; words repeat what letters say of a title, and
/// matter in longer texts.
pub const FUSION_SAME_LANGUAGE: FusionWeights =
    FusionWeights { words: 0.15, grams: 0.5, dense: 1.0, concepts: 1.0 };
/// The same for languages that do neither much: there letters join what only looks alike.
pub const FUSION_ANALYTIC_LANGUAGE: FusionWeights =
    FusionWeights { words: 0.15, grams: 0.2, dense: 1.0, concepts: 1.0 };
/// The same when query and texts are in different languages: shared letters say little there, and
/// were measured to halve what vectors had found. Concepts carry most: each text is linked in its
/// own language, where vectors of a small model were measured to find a sixth of what the pivot
/// finds.
pub const FUSION_ACROSS_LANGUAGES: FusionWeights =
    FusionWeights { words: 0.05, grams: 0.1, dense: 1.0, concepts: 3.0 };
/// Languages that neither compound in one word nor inflect richly.
pub const ANALYTIC: [&str; 6] = ["en", "es", "fr", "it", "pt", "ro"];

/// Weight of each retrieval branch in a fused score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FusionWeights {
    /// Words (BM25 over stems and raw terms).
    pub words: f32,
    /// Character n-grams.
    pub grams: f32,
    /// Vectors.
    pub dense: f32,
    /// Concepts.
    pub concepts: f32,
}

#[cfg(test)]
mod tests {
    use super::{FOR_PERSON, FOR_WORK};

    #[test]
    fn weights_sum_to_one() {
        for weights in [FOR_PERSON, FOR_WORK] {
            let sum: f32 = weights.iter().map(|(_, weight)| weight).sum();
            assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        }
    }
}
