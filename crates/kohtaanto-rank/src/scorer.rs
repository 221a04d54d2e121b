//! From features to a score in both directions, its band and its explanation.

use crate::coefficients::{FOR_WORK, GOOD, MIN_COVERAGE, NEUTRAL, STRONG};
use crate::explanation::{Contribution, Explanation, Reason, Status};
use crate::feature::{FeatureValue, RankingFeature};
use crate::features::{self, PreparedCandidate, PreparedPosting};
use jiff::civil::Date;
use kohtaanto_domain::geo::TravelTime;
use kohtaanto_domain::model::{CompetenceProfile, Importance};

/// What retrieval knows of a pair, each 0 to 1; `None` when the branch did not run.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Retrieval {
    /// Likeness of the words, normalised over the hits.
    pub words: Option<f32>,
    /// Nearness in meaning, calibrated.
    pub dense: Option<f32>,
}

/// What both sides are compared under.
#[derive(Debug, Clone, Copy)]
pub struct MatchContext<'a> {
    /// The day on which they are compared.
    pub today: Date,
    /// How long journeys take.
    pub travel: &'a dyn TravelTime,
}

/// How well a pair fits, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Nearly all that is known agrees.
    Strong,
    /// Most of what is known agrees.
    Good,
    /// Some of it agrees, or something that must be met is not.
    Possible,
    /// Too little is known to say.
    NotEnoughKnown,
}

impl Band {
    /// The band's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Good => "good",
            Self::Possible => "possible",
            Self::NotEnoughKnown => "not_enough_known",
        }
    }
}

/// How a pair fits, both ways.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchScore {
    /// How well the work suits the person.
    pub for_person: Explanation,
    /// How well the person fits the work.
    pub for_work: Explanation,
    /// What must be met and is known not to be.
    pub missing: Vec<Reason>,
}

impl MatchScore {
    /// Band of one direction: an unmet must keeps it at "possible".
    pub fn band(&self, explanation: &Explanation) -> Band {
        let score = explanation.score;
        if explanation.coverage < MIN_COVERAGE {
            Band::NotEnoughKnown
        } else if !self.missing.is_empty() || score < GOOD {
            Band::Possible
        } else if score < STRONG {
            Band::Good
        } else {
            Band::Strong
        }
    }
}

/// Compares a candidate and a posting.
pub fn score(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    retrieval: Retrieval,
    context: MatchContext<'_>,
) -> MatchScore {
    let values = features::compare(candidate, posting, retrieval, context);
    let missing = values.iter().flat_map(|(_, value)| value.reasons.iter());
    MatchScore {
        for_person: explain(&values, candidate.weights.as_slice()),
        for_work: explain(&values, &FOR_WORK),
        missing: missing.filter(|reason| is_unmet_must(reason)).cloned().collect(),
    }
}

fn explain(
    values: &[(RankingFeature, FeatureValue)],
    weights: &[(RankingFeature, f32)],
) -> Explanation {
    let mut explanation = Explanation::default();
    for (feature, weight) in weights {
        let Some((_, value)) = values.iter().find(|(f, _)| f == feature) else { continue };
        let known = value.coverage * value.value + (1.0 - value.coverage) * NEUTRAL;
        let share = weight * known;
        explanation.score += share;
        explanation.coverage += weight * value.coverage;
        explanation.contributions.push(Contribution {
            feature: *feature,
            share,
            weight: *weight,
            value: value.value,
            coverage: value.coverage,
            reasons: value.reasons.clone(),
        });
    }
    explanation
}

fn is_unmet_must(reason: &Reason) -> bool {
    match reason {
        Reason::Language { importance, status, inferred, .. } => {
            !inferred && *importance == Importance::Must && *status == Status::NotMet
        }
        Reason::Education { importance, status, .. }
        | Reason::Licence { importance, status, .. }
        | Reason::Card { importance, status, .. } => {
            *importance == Importance::Must && *status == Status::NotMet
        }
        _ => false,
    }
}

/// What a thin profile should tell next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// What the person has done: work, hobbies, caring.
    Experience,
    /// What the person can do.
    Competences,
    /// Where the person lives and how far is possible.
    Reach,
    /// Which languages the person speaks.
    Languages,
    /// Training or qualifications.
    Education,
}

impl Gap {
    /// The gap's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Experience => "experience",
            Self::Competences => "competences",
            Self::Reach => "reach",
            Self::Languages => "languages",
            Self::Education => "education",
        }
    }
}

/// What a profile does not tell, most useful first; and whether it is too thin to rank by: it says
/// nothing of what the person has done, can do, was trained for or would like.
pub fn gaps(profile: &CompetenceProfile, has_home: bool, has_wishes: bool) -> (Vec<Gap>, bool) {
    let told = [
        (Gap::Experience, !profile.history.is_empty()),
        (Gap::Reach, has_home),
        (Gap::Competences, !profile.competences.is_empty()),
        (Gap::Languages, !profile.languages.is_empty()),
        (Gap::Education, !profile.education.is_empty()),
    ];
    let gaps = told.iter().filter(|(_, told)| !told).map(|(gap, _)| *gap).collect();
    let says_nothing = profile.history.is_empty()
        && profile.competences.is_empty()
        && profile.education.is_empty()
        && profile.text.is_blank()
        && !has_wishes;
    (gaps, says_nothing)
}
