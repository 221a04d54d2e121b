//! What is compared, and how a comparison comes out: known in part, with reasons.

use crate::explanation::Reason;

/// One thing that is compared between a person and a posting.
///
/// The set is closed on purpose: name, age, sex, nationality, health, family and photo have no
/// member here, so nothing can be ranked by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RankingFeature {
    /// The journey from home to work.
    Reach,
    /// Work done before against the work offered.
    Occupation,
    /// Competences asked against competences told.
    Competences,
    /// Languages asked against languages known.
    Languages,
    /// Education, driving licences, cards and permits.
    Qualifications,
    /// Working time, shifts, hours, duration and start.
    Terms,
    /// What the person would like.
    Wishes,
    /// Words that both texts share.
    Words,
    /// Nearness of the texts in meaning.
    Meaning,
}

impl RankingFeature {
    /// The feature's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Occupation => "occupation",
            Self::Competences => "competences",
            Self::Languages => "languages",
            Self::Qualifications => "qualifications",
            Self::Terms => "terms",
            Self::Wishes => "wishes",
            Self::Words => "words",
            Self::Meaning => "meaning",
        }
    }
}

/// How one comparison came out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeatureValue {
    /// How well what is known agrees, 0 to 1; of no meaning when the coverage is 0.
    pub value: f32,
    /// How much of it is known, 0 to 1.
    pub coverage: f32,
    /// Why, most telling first.
    pub reasons: Vec<Reason>,
}

impl FeatureValue {
    /// Nothing known, with the reason.
    pub fn unknown(reason: Reason) -> Self {
        Self { value: 0.0, coverage: 0.0, reasons: vec![reason] }
    }

    /// Wholly known.
    pub fn known(value: f32, reasons: Vec<Reason>) -> Self {
        Self { value, coverage: 1.0, reasons }
    }
}

/// A running mean of weighted comparisons, some of them unknown.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    total: f32,
    known: f32,
    met: f32,
    reasons: Vec<Reason>,
}

impl Tally {
    /// Adds a comparison: how well it is met, 0 to 1, or `None` when that is not known.
    pub(crate) fn add(&mut self, weight: f32, met: Option<f32>, reason: Reason) {
        self.total += weight;
        if let Some(met) = met {
            self.known += weight;
            self.met += weight * met;
        }
        self.reasons.push(reason);
    }

    /// The mean of what is known and the share that is known; `None` when nothing was compared.
    pub(crate) fn finish(self) -> Option<FeatureValue> {
        (self.total > 0.0).then(|| FeatureValue {
            value: if self.known > 0.0 { self.met / self.known } else { 0.0 },
            coverage: self.known / self.total,
            reasons: self.reasons,
        })
    }
}
