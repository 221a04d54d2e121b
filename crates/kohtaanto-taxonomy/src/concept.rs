//! What a taxonomy is made of.

use std::fmt;

/// A concept's number within one taxonomy, from 0, in the order of the identifiers. It means
/// nothing in another taxonomy: what is kept must keep the identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub u32);

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a concept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConceptKind {
    /// An occupation.
    Occupation,
    /// A group of occupations: ISCO-08.
    OccupationGroup,
    /// A competence: skill, knowledge or attitude.
    Competence,
    /// A group of competences.
    CompetenceGroup,
    /// A card or permit.
    Card,
}

impl ConceptKind {
    /// All kinds with their codes.
    pub const ALL: [(&'static str, Self); 5] = [
        ("occupation", Self::Occupation),
        ("occupation_group", Self::OccupationGroup),
        ("competence", Self::Competence),
        ("competence_group", Self::CompetenceGroup),
        ("card", Self::Card),
    ];

    /// The kind's code.
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// Identifier of an ISCO-08 group, as ESCO has it.
pub fn isco_uri(code: &str) -> String {
    format!("http://data.europa.eu/esco/isco/C{code}")
}

/// The identifier of a card or permit by its slug, such as `hygieniapassi`.
pub fn card_uri(slug: &str) -> String {
    format!("kohtaanto:card/{slug}")
}

/// What a label is to its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// The name to show; at most one for each language.
    Preferred,
    /// Another name: a synonym, an everyday word, an abbreviation.
    Alternative,
}

/// How one concept stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// To a broader concept of the same pillar, or from an occupation to its group. No cycles.
    Broader,
    /// From an occupation, or a competence, to a competence that it needs.
    Essential,
    /// From an occupation, or a competence, to a competence that can be of use in it.
    Optional,
    /// Between concepts that are near to each other; both ways.
    Related,
}
