//! What is asked, and what it costs in people.

use crate::need_costs::{NeedCosts, PeopleCount, RequirementCost};
use crate::texts::{self, TextLang};
use kohtaanto_domain::model::{Coded, Demand};
use serde::Serialize;

/// What is asked, with the fields of a requirement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Asked {
    /// A competence.
    Competence {
        /// Its name.
        label: String,
        /// The concept's identifier.
        uri: Option<String>,
    },
    /// Work done before.
    Experience {
        /// The occupation's name; null for any work.
        label: Option<String>,
        /// The concept's identifier.
        uri: Option<String>,
        /// Years of it.
        years: Option<f32>,
    },
    /// A language.
    Language {
        /// Its code.
        language: String,
        /// Its level.
        level: Option<&'static str>,
    },
    /// Education.
    Education {
        /// Its level.
        level: &'static str,
        /// The qualification's name.
        label: Option<String>,
    },
    /// A driving licence.
    DrivingLicence {
        /// Its class.
        class: &'static str,
    },
    /// A card or permit.
    Card {
        /// Its slug.
        card: String,
    },
}

/// How many people, sure and possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountAnswer {
    /// Of whom all that is asked is known to be met.
    pub sure: usize,
    /// Of whom nothing is known to be lacking, and something is not known.
    pub unknown: usize,
}

/// What one requirement costs in people.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostAnswer {
    /// What is asked.
    pub asked: Asked,
    /// Of the people within reach, how many have it.
    pub met: usize,
    /// How many have something near to it.
    pub near: usize,
    /// How many have told of such things, and not of this one.
    pub missing: usize,
    /// Of how many it is not known.
    pub unknown: usize,
    /// Who remains with all musts.
    pub with: CountAnswer,
    /// Who remains when this one is dropped.
    pub without: CountAnswer,
    /// The same in words.
    pub text: String,
}

/// All of the costs but the requirements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostsSummary {
    /// How many requirements there are.
    pub total: usize,
    /// People who allow ranking.
    pub people: usize,
    /// Of them, those for whom the place is within reach.
    pub within_reach: usize,
    /// Of them, those of whom it is not known where they can work.
    pub reach_unknown: usize,
    /// Who remains with all musts.
    pub with_all: CountAnswer,
}

impl Asked {
    /// What is asked.
    pub fn new(demand: &Demand) -> Self {
        match demand {
            Demand::Competence { label, uri } => {
                Self::Competence { label: label.clone(), uri: uri.clone() }
            }
            Demand::Experience { occupation, years } => {
                let occupation = occupation.as_ref();
                Self::Experience {
                    label: occupation.map(|of| of.label.clone()),
                    uri: occupation.and_then(|of| of.uri.clone()),
                    years: *years,
                }
            }
            Demand::Language { language, level } => {
                Self::Language { language: language.to_string(), level: level.map(Coded::code) }
            }
            Demand::Education { level, label } => {
                Self::Education { level: level.code(), label: label.clone() }
            }
            Demand::DrivingLicence(class) => Self::DrivingLicence { class: class.code() },
            Demand::Card(card) => Self::Card { card: card.0.clone() },
        }
    }
}

impl CountAnswer {
    fn new(count: PeopleCount) -> Self {
        Self { sure: count.sure, unknown: count.unknown }
    }
}

impl CostAnswer {
    /// One requirement of the costs, in the words of a language.
    pub fn new(cost: &RequirementCost, costs: &NeedCosts, lang: TextLang) -> Self {
        Self {
            asked: Asked::new(&cost.asked),
            met: cost.n_met,
            near: cost.n_near,
            missing: cost.n_missing,
            unknown: cost.n_unknown,
            with: CountAnswer::new(costs.with_all),
            without: CountAnswer::new(cost.without),
            text: texts::need_cost(cost, costs, lang),
        }
    }
}

impl CostsSummary {
    /// All of the costs but the requirements.
    pub fn new(costs: &NeedCosts) -> Self {
        Self {
            total: costs.requirements.len(),
            people: costs.n_people,
            within_reach: costs.n_within_reach,
            reach_unknown: costs.n_reach_unknown,
            with_all: CountAnswer::new(costs.with_all),
        }
    }
}
