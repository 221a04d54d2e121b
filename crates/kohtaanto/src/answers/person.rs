//! A person as an employer may see one.

use crate::trust::PseudonymousCandidate;
use kohtaanto_domain::model::Coded;
use serde::Serialize;

/// A person as an employer may see one: no texts, no dates, no employers, no contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonAnswer {
    /// Pseudonymous id.
    #[cfg_attr(feature = "openapi", schema(example = "c-001"))]
    pub id: String,
    /// Work done, latest first.
    pub work: Vec<WorkAnswer>,
    /// Competences by name.
    pub competences: Vec<String>,
    /// Languages.
    pub languages: Vec<LanguageAnswer>,
    /// Code of the highest level of education.
    pub education: Option<&'static str>,
    /// Driving licences.
    pub licences: Vec<&'static str>,
    /// Cards and permits.
    pub cards: Vec<String>,
    /// Code of the home municipality.
    pub home: Option<String>,
    /// How many occupations and competences are held back until contact is allowed.
    pub held_back: usize,
    /// Whether the person may be contacted, through the advisor.
    pub may_be_contacted: bool,
}

/// Work done, all periods of one occupation together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkAnswer {
    /// The occupation's name.
    pub occupation: String,
    /// How long: `under_1`, `1_to_2`, `3_to_5`, `6_to_10`, `over_10`; null when not said.
    pub years: Option<&'static str>,
}

/// A language and its level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LanguageAnswer {
    /// Its code.
    pub language: String,
    /// Its level; null when not said.
    pub level: Option<&'static str>,
}

impl PersonAnswer {
    /// The answer for a view.
    pub fn new(person: &PseudonymousCandidate) -> Self {
        let work = person.work.iter().map(|work| WorkAnswer {
            occupation: work.occupation.clone(),
            years: work.years.map(|years| years.code()),
        });
        let languages = person.languages.iter().map(|skill| LanguageAnswer {
            language: skill.language.to_string(),
            level: skill.level.map(Coded::code),
        });
        Self {
            id: person.id.to_string(),
            work: work.collect(),
            competences: person.competences.clone(),
            languages: languages.collect(),
            education: person.education.map(Coded::code),
            licences: person.licences.iter().map(|class| class.code()).collect(),
            cards: person.cards.iter().map(|card| card.0.clone()).collect(),
            home: person.home.map(|home| home.to_string()),
            held_back: person.n_held_back,
            may_be_contacted: person.may_be_contacted,
        }
    }
}
