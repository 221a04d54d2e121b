//! What a person has of what a posting or an occupation asks, and where the person's competences
//! lead next.
//!
//! Each thing asked is met, near, missing or not known. What a profile says nothing of is never
//! missing: it is asked about. The comparisons are ranking's own, one requirement at a time; what
//! ranking cannot see by words is looked for in the taxonomy. Deliberately no score: a gap is a
//! list to talk over, not a verdict. What a need's requirements cost in people is
//! [`Snapshot::need_costs`](crate::Snapshot::need_costs), behind the same lock as ranking people.

mod compare;
mod known;
mod next;
mod person;

pub use next::{KeptCompetence, NamedConcept, NextOccupation, NextOccupations};

pub(crate) use compare::{Person, Question};
pub(crate) use next::is_within_reach;

use jiff::civil::Date;
use kohtaanto_domain::model::{Card, Demand, EducationLevel, Importance, Lang, LanguageLevel};
use kohtaanto_domain::model::{LicenceClass, Occupation};

/// A request for a gap, or for next occupations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRequest {
    /// The day: how long work has gone on, and which postings are open.
    pub today: Date,
    /// Languages of names, the first one wanted most; by default Finnish, Swedish, English.
    pub langs: Vec<Lang>,
    /// How many next occupations to give; by default 10.
    pub limit: usize,
}

impl GapRequest {
    /// With the defaults, on a day.
    pub fn on(today: Date) -> Self {
        Self { today, langs: vec![Lang::FI, Lang::SV, Lang::EN], limit: 10 }
    }
}

/// How a person stands to one thing asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapStatus {
    /// The person has it.
    Met,
    /// The person has something near to it, less of it, or work that needs it.
    Near,
    /// The profile tells of such things, and not of this one.
    Missing,
    /// The profile tells nothing of the kind.
    Unknown,
}

impl GapStatus {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Met, Self::Near, Self::Missing, Self::Unknown];

    /// The status's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Near => "near",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
        }
    }
}

/// How a competence that the person has stands to the one asked, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// It is a narrower one.
    Narrower,
    /// It is a broader one.
    Broader,
    /// The taxonomy calls it related, or it needs the one asked.
    Related,
    /// It shares words with the one asked.
    Words,
    /// It is of the same group.
    SameGroup,
}

impl Nearness {
    /// The nearness's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Narrower => "narrower",
            Self::Broader => "broader",
            Self::Related => "related",
            Self::Words => "words",
            Self::SameGroup => "same_group",
        }
    }
}

/// Which item of the person met what is asked, or came near it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetBy {
    /// A competence, work or words of the person.
    Told(String),
    /// A competence of the person that is near to the one asked.
    NearCompetence {
        /// The person's competence.
        told: String,
        /// How it stands to the one asked.
        how: Nearness,
    },
    /// Work done that needs the competence: it is known from the work.
    Work(String),
    /// Work done that can use the competence: it may be known from the work.
    WorkUses(String),
    /// Work done that is near to the work asked.
    NearWork(String),
    /// The person's level of the language asked.
    Language(LanguageLevel),
    /// A qualification: its level, and its name where it was told.
    Education(EducationLevel, Option<String>),
    /// A driving licence.
    Licence(LicenceClass),
    /// A card or permit.
    Card(Card),
}

/// One thing asked, and how the person stands to it.
#[derive(Debug, Clone, PartialEq)]
pub struct GapRow {
    /// What is asked. Names of concepts are in the language of the request where the taxonomy has
    /// them.
    pub asked: Demand,
    /// How much it matters: an occupation's essential competences are musts.
    pub importance: Importance,
    /// How the person stands to it.
    pub status: GapStatus,
    /// Which item of the person met it or came near it.
    pub by: Option<MetBy>,
}

impl GapRow {
    /// Whether the person brings it along: has it, or knows it from the work done.
    pub fn is_kept(&self) -> bool {
        self.status == GapStatus::Met || matches!(self.by, Some(MetBy::Work(_)))
    }
}

/// What a person has of what is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct GapAnalysis {
    /// The title of the posting or the name of the occupation.
    pub goal: String,
    /// The occupation, when that is the goal.
    pub occupation: Option<Occupation>,
    /// What is asked: musts first, then in the order of asking.
    pub rows: Vec<GapRow>,
}

impl GapAnalysis {
    /// The rows of a status, in their order.
    pub fn of(&self, status: GapStatus) -> impl Iterator<Item = &GapRow> {
        self.rows.iter().filter(move |row| row.status == status)
    }

    /// How many of the musts the person brings along, and how many there are.
    pub fn n_kept(&self) -> (usize, usize) {
        let musts = self.rows.iter().filter(|row| row.importance == Importance::Must);
        musts.fold((0, 0), |(kept, all), row| (kept + usize::from(row.is_kept()), all + 1))
    }
}

#[cfg(test)]
mod gap_tests;
