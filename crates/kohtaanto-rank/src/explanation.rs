//! Why a score is what it is: a tree of contributions that sum to it.
//!
//! Reasons are typed values, not sentences: the words for people, in their language, are made by
//! the library above, the same for the advisor, the employer and the person.

use crate::feature::RankingFeature;
use kohtaanto_domain::geo::TravelSource;
use kohtaanto_domain::model::{
    Card, Continuity, EducationLevel, Importance, Lang, LanguageLevel, LicenceClass,
    MunicipalityCode, Shift, TransportMode, WorkingTime,
};

/// Which side did not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The person.
    Person,
    /// The posting.
    Posting,
}

/// Whether a requirement or condition is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Met.
    Met,
    /// Met in part.
    Partly,
    /// Not met.
    NotMet,
    /// Not known.
    Unknown,
}

/// One fact behind a contribution.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The side did not say what this feature needs.
    NotSaid(Side),
    /// The journey.
    Journey {
        /// Where the person lives.
        from: MunicipalityCode,
        /// The nearest place of work.
        to: MunicipalityCode,
        /// Minutes one way by the person's means of transport.
        minutes: u16,
        /// The longest journey that suits; `None` when the person has not said.
        limit: Option<u16>,
        /// How the person travels.
        by: TransportMode,
        /// Whether the minutes are from a table or estimated.
        source: TravelSource,
    },
    /// The place is one that the person wants.
    WantedPlace(MunicipalityCode),
    /// The work can be done anywhere.
    Remote {
        /// Per cent of the work.
        share: u8,
    },
    /// Work done before is the same or near to the work offered.
    Experience {
        /// The person's work.
        did: String,
        /// The work offered.
        offered: String,
        /// Leading ISCO digits shared, 0 when the labels met instead.
        shared_digits: u8,
        /// Years of it, when known.
        years: Option<f32>,
        /// Years since it ended, when known.
        since: Option<f32>,
    },
    /// No work done before is near to the work offered.
    OtherExperience {
        /// The person's latest work.
        did: String,
        /// The work offered.
        offered: String,
    },
    /// A qualification whose name meets the work offered.
    Trained {
        /// The qualification.
        qualification: String,
        /// The work offered.
        offered: String,
    },
    /// A competence or experience that is asked.
    Competence {
        /// What is asked.
        asked: String,
        /// The words of the person that met it.
        told: Option<String>,
        /// Must or nice.
        importance: Importance,
        /// Whether it is met.
        status: Status,
    },
    /// A competence of the person that the posting's text names.
    Mentioned {
        /// The person's competence.
        told: String,
        /// The posting's words.
        words: String,
    },
    /// A language.
    Language {
        /// Which.
        language: Lang,
        /// The level asked; `None` when not said.
        asked: Option<LanguageLevel>,
        /// The person's level; `None` when not said.
        told: Option<LanguageLevel>,
        /// Must or nice.
        importance: Importance,
        /// Concluded from the posting's own language, not asked outright.
        inferred: bool,
        /// Whether it is met.
        status: Status,
    },
    /// Education.
    Education {
        /// The level asked.
        asked: EducationLevel,
        /// The person's highest level.
        told: Option<EducationLevel>,
        /// Must or nice.
        importance: Importance,
        /// Whether it is met.
        status: Status,
    },
    /// A driving licence.
    Licence {
        /// The class asked.
        asked: LicenceClass,
        /// Must or nice.
        importance: Importance,
        /// Whether it is met.
        status: Status,
    },
    /// A card or permit.
    Card {
        /// The card asked.
        asked: Card,
        /// Must or nice.
        importance: Importance,
        /// Whether it is met.
        status: Status,
    },
    /// Full or part time.
    WorkingTime {
        /// What is offered.
        offered: WorkingTime,
        /// Whether it suits.
        status: Status,
    },
    /// How long the work goes on.
    Continuity {
        /// What is offered.
        offered: Continuity,
        /// Whether it suits.
        status: Status,
    },
    /// Shifts.
    Shifts {
        /// What is offered.
        offered: Vec<Shift>,
        /// Those that do not suit.
        unsuitable: Vec<Shift>,
        /// Whether they suit.
        status: Status,
    },
    /// Hours a week.
    Hours {
        /// Most hours offered.
        offered: f32,
        /// Least hours wanted.
        wanted: f32,
        /// Whether they suit.
        status: Status,
    },
    /// The first day of work against the first day that the person can start.
    Start {
        /// Whether it suits.
        status: Status,
    },
    /// Words of the person's wishes that the posting names.
    Wished {
        /// The words.
        words: Vec<String>,
    },
    /// Words that both texts share.
    SharedWords {
        /// The words, as the posting has them.
        words: Vec<String>,
    },
    /// Nearness of the texts in meaning, 0 to 1 on the calibrated scale.
    Meaning {
        /// How near.
        nearness: f32,
    },
}

/// One leaf: what one feature adds to the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Which feature.
    pub feature: RankingFeature,
    /// What it adds. The contributions of an explanation sum to its score.
    pub share: f32,
    /// The most that it could add.
    pub weight: f32,
    /// How well what is known agrees, 0 to 1.
    pub value: f32,
    /// How much is known, 0 to 1.
    pub coverage: f32,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Contribution {
    /// Met, in part, not met or not known, by the value and the coverage.
    pub fn status(&self) -> Status {
        match (self.coverage, self.value) {
            (coverage, _) if coverage <= 0.0 => Status::Unknown,
            (_, value) if value >= 0.75 => Status::Met,
            (_, value) if value >= 0.3 => Status::Partly,
            _ => Status::NotMet,
        }
    }
}

/// A score and what it is made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// The score, 0 to 1: the sum of the contributions.
    pub score: f32,
    /// The share of the weight that is known, 0 to 1.
    pub coverage: f32,
    /// The contributions, in the order of the coefficients.
    pub contributions: Vec<Contribution>,
}
