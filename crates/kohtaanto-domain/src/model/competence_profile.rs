//! The matchable facts of a candidate.
//!
//! There is deliberately no field for name, age, sex, nationality, health, family, photo or
//! address: what does not exist cannot become a ranking feature.

use super::codes::coded;
use super::{Card, EducationLevel, Lang, LanguageLevel, LicenceClass, Localized, Occupation};
use jiff::civil::Date;

coded! {
    /// Where experience was gained.
    HistorySource, "source", {
        /// Paid work.
        Work = "work",
        /// A business of one's own.
        OwnBusiness = "own_business",
        /// Training at work, work trial.
        Internship = "internship",
        /// Voluntary work.
        Volunteering = "volunteering",
        /// A hobby.
        Hobby = "hobby",
        /// Caring for others.
        Caring = "caring",
    }
}

coded! {
    /// How well a competence is shown, weakest first.
    Evidence, "evidence", {
        /// The person says so.
        Told = "told",
        /// Used at work.
        Work = "work",
        /// A certificate says so.
        Certificate = "certificate",
        /// Shown in a test or a skills demonstration.
        Shown = "shown",
    }
}

/// One period of experience.
#[derive(Debug, Clone, PartialEq)]
pub struct Employment {
    /// What was done.
    pub occupation: Occupation,
    /// First day of the first month; `None` when not said.
    pub from: Option<Date>,
    /// First day of the last month; `None` when it goes on or is not said.
    pub to: Option<Date>,
    /// Where it was gained.
    pub source: HistorySource,
    /// In the person's words.
    pub text: Option<String>,
}

impl Employment {
    /// Length in years up to `today`; `None` when the start is not known.
    pub fn years(&self, today: Date) -> Option<f32> {
        let to = self.to.unwrap_or(today).min(today);
        Some((days(self.from?, to) as f32 / 365.25).max(0.0))
    }

    /// Years since it ended, 0 when it goes on; `None` when neither start nor end is known.
    pub fn years_since(&self, today: Date) -> Option<f32> {
        match (self.to, self.from) {
            (Some(to), _) => Some((days(to, today) as f32 / 365.25).max(0.0)),
            (None, Some(_)) => Some(0.0),
            (None, None) => None,
        }
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// One competence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    /// Its name in the person's language.
    pub label: String,
    /// Its concept in the taxonomy.
    pub uri: Option<String>,
    /// How well it is shown.
    pub evidence: Evidence,
}

/// One language; when only skills are known, the level is the lowest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanguageSkill {
    /// Which language.
    pub language: Lang,
    /// Level; `None` when not said.
    pub level: Option<LanguageLevel>,
}

/// One qualification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Education {
    /// Its level.
    pub level: EducationLevel,
    /// Its name.
    pub label: Option<String>,
    /// Year of completion.
    pub year: Option<i16>,
}

/// The matchable facts of a candidate. An empty list means "not said".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompetenceProfile {
    /// Experience.
    pub history: Vec<Employment>,
    /// Competences.
    pub competences: Vec<Competence>,
    /// Languages.
    pub languages: Vec<LanguageSkill>,
    /// Qualifications.
    pub education: Vec<Education>,
    /// Driving licences.
    pub licences: Vec<LicenceClass>,
    /// Cards and permits.
    pub cards: Vec<Card>,
    /// In the person's own words.
    pub text: Localized,
}
