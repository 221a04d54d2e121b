//! Puts a taxonomy together and checks that it holds together.

use crate::concept::{ConceptKind, LabelKind, Relation};
use crate::error::{Error, Result};
use kohtaanto_domain::model::Lang;
use std::collections::BTreeMap;

/// A label to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLabel {
    /// Its language.
    pub lang: Lang,
    /// The name, trimmed.
    pub text: String,
    /// What it is to its concept.
    pub kind: LabelKind,
}

/// A concept to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConcept {
    /// Its identifier: an ESCO URI, or one of the project's own.
    pub uri: String,
    /// What it is.
    pub kind: ConceptKind,
    /// The ISCO-08 code of an occupation or a group, the slug of a card, the code of a group of
    /// competences.
    pub code: Option<String>,
    /// Its names.
    pub labels: Vec<NewLabel>,
}

/// Collects concepts and relations, checks them and makes the bytes of a taxonomy file.
#[derive(Debug, Default)]
pub struct TaxonomyBuilder {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) notice: Option<String>,
    pub(crate) concepts: BTreeMap<String, NewConcept>,
    pub(crate) relations: Vec<(String, Relation, String)>,
}

impl TaxonomyBuilder {
    /// An empty taxonomy with the name and version that `stats` shows, and the notice that must be
    /// shown with it.
    pub fn new(name: &str, version: &str, notice: Option<&str>) -> Self {
        let (name, version) = (name.to_owned(), version.to_owned());
        let notice = notice.map(str::to_owned);
        Self { name, version, notice, ..Self::default() }
    }

    /// Adds a concept. Duplicate labels of one language are taken once.
    ///
    /// # Errors
    /// An identifier that is there already; a concept without a label.
    pub fn add(&mut self, mut concept: NewConcept) -> Result<()> {
        let error = |problem: &str, fix: &str| {
            let (problem, fix) = (problem.to_owned(), fix.to_owned());
            Err(Error::Concept { uri: concept.uri.clone(), problem, fix })
        };
        if self.concepts.contains_key(&concept.uri) {
            return error("is there twice", "keep one of the rows");
        }
        if concept.labels.is_empty() {
            return error("has no label", "give it a name in at least one language");
        }
        dedup(&mut concept.labels);
        self.concepts.insert(concept.uri.clone(), concept);
        Ok(())
    }

    /// Adds labels to a concept that is there: another language's file.
    ///
    /// # Errors
    /// An identifier that is not there.
    pub fn add_labels(&mut self, uri: &str, labels: Vec<NewLabel>) -> Result<()> {
        let Some(concept) = self.concepts.get_mut(uri) else {
            let (problem, fix) = ("is not there".to_owned(), "add the concept first".to_owned());
            return Err(Error::Concept { uri: uri.to_owned(), problem, fix });
        };
        concept.labels.extend(labels);
        dedup(&mut concept.labels);
        Ok(())
    }

    /// Whether a concept is there.
    pub fn contains(&self, uri: &str) -> bool {
        self.concepts.contains_key(uri)
    }

    /// The concepts, by identifier.
    pub fn concepts(&self) -> impl Iterator<Item = &NewConcept> {
        self.concepts.values()
    }

    /// The relations, as they were added.
    pub fn relations(&self) -> impl Iterator<Item = (&str, Relation, &str)> {
        self.relations.iter().map(|(from, relation, to)| (from.as_str(), *relation, to.as_str()))
    }

    /// Relates two concepts, which may come later; duplicates are taken once.
    pub fn relate(&mut self, from: &str, relation: Relation, to: &str) {
        self.relations.push((from.to_owned(), relation, to.to_owned()));
    }
}

/// The first of equal labels of one language stays, a preferred one before others.
fn dedup(labels: &mut Vec<NewLabel>) {
    let mut kept: Vec<NewLabel> = Vec::with_capacity(labels.len());
    for label in labels.drain(..) {
        match kept.iter_mut().find(|other| other.lang == label.lang && other.text == label.text) {
            Some(other) => other.kind = other.kind.min(label.kind),
            None => kept.push(label),
        }
    }
    *labels = kept;
}
