//! What an employer may see of a person, as JSON.

use kohtaanto::model::Coded;
use kohtaanto::trust::PseudonymousCandidate;
use serde::Serialize;

/// What an employer may see of a person: no free text, no dates, no contact.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PersonSeen {
    /// Pseudonymous id.
    id: String,
    /// Work done, the latest first.
    work: Vec<WorkSeen>,
    /// Competences by name.
    competences: Vec<String>,
    /// Languages.
    languages: Vec<LanguageSeen>,
    /// Highest level of education.
    education: Option<&'static str>,
    /// Classes of driving licences.
    licences: Vec<&'static str>,
    /// Slugs of cards and permits.
    cards: Vec<String>,
    /// Code of the home municipality.
    home: Option<String>,
    /// How many occupations and competences are held back until contact is allowed.
    held_back: usize,
    /// Whether the person may be contacted, through the advisor.
    may_be_contacted: bool,
}

/// Work done.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct WorkSeen {
    /// The occupation.
    occupation: String,
    /// How long, in a band.
    years: Option<&'static str>,
}

/// A language.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct LanguageSeen {
    /// Its code.
    language: String,
    /// The level.
    level: Option<&'static str>,
}

impl PersonSeen {
    pub(super) fn new(seen: &PseudonymousCandidate) -> Self {
        let work = seen.work.iter().map(|work| WorkSeen {
            occupation: work.occupation.clone(),
            years: work.years.map(|years| years.code()),
        });
        let languages = seen.languages.iter().map(|skill| LanguageSeen {
            language: skill.language.to_string(),
            level: skill.level.map(Coded::code),
        });
        Self {
            id: seen.id.to_string(),
            work: work.collect(),
            competences: seen.competences.clone(),
            languages: languages.collect(),
            education: seen.education.map(Coded::code),
            licences: seen.licences.iter().map(|class| class.code()).collect(),
            cards: seen.cards.iter().map(|card| card.0.clone()).collect(),
            home: seen.home.map(|home| home.to_string()),
            held_back: seen.n_held_back,
            may_be_contacted: seen.may_be_contacted,
        }
    }
}
