//! Concepts of the taxonomy.

use kohtaanto_domain::model::Lang;
use kohtaanto_taxonomy::{ConceptId, LabelKind, Relation, Taxonomy};
use serde::Serialize;

/// A concept with its names and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConceptAnswer {
    /// Its identifier.
    pub uri: String,
    /// What it is.
    pub kind: &'static str,
    /// The ISCO-08 code of an occupation or its group, the slug of a card.
    pub code: Option<String>,
    /// Its name in the language asked.
    pub name: String,
    /// All its names, the preferred one of each language first.
    pub labels: Vec<LabelAnswer>,
    /// Broader concepts.
    pub broader: Vec<ConceptName>,
    /// What it needs.
    pub essential: Vec<ConceptName>,
    /// What can be of use in it.
    pub optional: Vec<ConceptName>,
    /// What is near to it.
    pub related: Vec<ConceptName>,
}

/// A concept by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConceptName {
    /// Its identifier.
    pub uri: String,
    /// What it is.
    pub kind: &'static str,
    /// Its code, where it has one.
    pub code: Option<String>,
    /// Its name in the language asked.
    pub name: String,
}

/// A name of a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabelAnswer {
    /// Its language.
    pub lang: String,
    /// The name.
    pub text: String,
    /// Whether it is the name to show.
    pub preferred: bool,
}

impl ConceptName {
    /// A concept's name in the first of the languages that has one.
    pub fn new(taxonomy: &Taxonomy, id: ConceptId, langs: &[Lang]) -> Self {
        Self {
            uri: taxonomy.uri(id).to_owned(),
            kind: taxonomy.kind(id).code(),
            code: taxonomy.code(id).map(str::to_owned),
            name: taxonomy
                .name_of(id, langs)
                .map(|label| label.text.to_owned())
                .unwrap_or_default(),
        }
    }
}

impl ConceptAnswer {
    /// A concept, with names in the first of the languages that has one.
    pub fn new(taxonomy: &Taxonomy, id: ConceptId, langs: &[Lang]) -> Self {
        let ConceptName { uri, kind, code, name } = ConceptName::new(taxonomy, id, langs);
        let labels = taxonomy.labels(id).map(|label| LabelAnswer {
            lang: label.lang.to_string(),
            text: label.text.to_owned(),
            preferred: label.kind == LabelKind::Preferred,
        });
        let beside = |relation| {
            let ids = taxonomy.related(id, relation);
            ids.map(|id| ConceptName::new(taxonomy, id, langs)).collect()
        };
        Self {
            uri,
            kind,
            code,
            name,
            labels: labels.collect(),
            broader: beside(Relation::Broader),
            essential: beside(Relation::Essential),
            optional: beside(Relation::Optional),
            related: beside(Relation::Related),
        }
    }
}
