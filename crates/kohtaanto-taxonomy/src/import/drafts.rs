//! Concepts and relations as they come together from several files.
//!
//! The first preferred label of a language is kept as such, whichever file it comes from, and later
//! ones become alternatives. Relations are kept by number, so that the same file in many languages
//! costs nothing.

use super::fault::Fault;
use crate::builder::{NewConcept, NewLabel, TaxonomyBuilder};
use crate::concept::{ConceptKind, LabelKind, Relation};
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A concept's number among the drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DraftId(usize);

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// The languages whose labels are wanted; empty means all.
    langs: Vec<Lang>,
    ids: HashMap<String, DraftId>,
    drafts: Vec<Draft>,
    left_out: HashSet<String>,
    relations: BTreeSet<(DraftId, Relation, DraftId)>,
}

#[derive(Debug)]
struct Draft {
    concept: NewConcept,
    /// A preferred label in another language, for a concept that has none in those wanted.
    spare: Option<NewLabel>,
}

impl Drafts {
    pub(super) fn new(langs: &[Lang]) -> Self {
        Self { langs: langs.to_vec(), ..Self::default() }
    }

    /// The draft of a concept, made where there is none.
    pub(super) fn add(&mut self, uri: &str, kind: ConceptKind) -> Result<DraftId, Fault> {
        if let Some(id) = self.find(uri) {
            return match self.drafts.get(id.0).map(|draft| draft.concept.kind) {
                Some(other) if other != kind => {
                    let problem = format!("{uri} is of the kind {} elsewhere", other.code());
                    Err(Fault::new(problem, "keep the concept in the files of one kind"))
                }
                _ => Ok(id),
            };
        }
        let id = DraftId(self.drafts.len());
        let concept = NewConcept { uri: uri.to_owned(), kind, code: None, labels: vec![] };
        self.drafts.push(Draft { concept, spare: None });
        self.ids.insert(uri.to_owned(), id);
        Ok(id)
    }

    /// Remembers a concept that is obsolete: relations to it are left out.
    pub(super) fn leave_out(&mut self, uri: &str) {
        self.left_out.insert(uri.to_owned());
    }

    pub(super) fn find(&self, uri: &str) -> Option<DraftId> {
        self.ids.get(uri).copied()
    }

    /// A concept that a relation names; `None` where it has been left out.
    pub(super) fn end_of_relation(&self, uri: &str) -> Result<Option<DraftId>, Fault> {
        match self.find(uri) {
            None if !self.left_out.contains(uri) => {
                let fix = "add the file that describes it, or remove the row";
                Err(Fault::new(format!("no file describes the concept {uri}"), fix))
            }
            found => Ok(found),
        }
    }

    pub(super) fn code(&self, id: DraftId) -> Option<&str> {
        self.drafts.get(id.0).and_then(|draft| draft.concept.code.as_deref())
    }

    /// Gives a concept its code, if it has none yet, and says whether it was given.
    pub(super) fn set_code(&mut self, id: DraftId, code: &str) -> bool {
        match self.drafts.get_mut(id.0) {
            Some(draft) if draft.concept.code.is_none() && !code.is_empty() => {
                draft.concept.code = Some(code.to_owned());
                true
            }
            _ => false,
        }
    }

    /// Gives a concept a label that has been checked.
    pub(super) fn name(&mut self, id: DraftId, lang: Lang, text: String, kind: LabelKind) {
        let wanted = self.wants(lang);
        let Some(Draft { concept, spare }) = self.drafts.get_mut(id.0) else { return };
        let mut label = NewLabel { lang, text, kind };
        if !wanted {
            if kind == LabelKind::Preferred && spare.is_none() {
                *spare = Some(label);
            }
            return;
        }
        let named = |other: &NewLabel| other.lang == lang && other.kind == LabelKind::Preferred;
        if kind == LabelKind::Preferred && concept.labels.iter().any(named) {
            label.kind = LabelKind::Alternative;
        }
        concept.labels.push(label);
    }

    /// Whether labels of a language are wanted.
    pub(super) fn wants(&self, lang: Lang) -> bool {
        self.langs.is_empty() || self.langs.contains(&lang)
    }

    /// Whether a concept has a preferred label in a language.
    pub(super) fn has_preferred(&self, id: DraftId, lang: Lang) -> bool {
        let labels = self.drafts.get(id.0).map_or(&[][..], |draft| &draft.concept.labels);
        labels.iter().any(|label| label.lang == lang && label.kind == LabelKind::Preferred)
    }

    pub(super) fn relate(&mut self, from: DraftId, relation: Relation, to: DraftId) {
        self.relations.insert((from, relation, to));
    }

    /// Relates groups of ISCO-08 to the groups that their codes begin with.
    pub(super) fn relate_isco_groups(&mut self) {
        let parents: Vec<(DraftId, DraftId)> = self
            .drafts
            .iter()
            .filter(|draft| draft.concept.kind == ConceptKind::OccupationGroup)
            .filter_map(|draft| {
                let mut code = draft.concept.code.clone()?;
                code.pop();
                Some((self.find(&draft.concept.uri)?, self.find(&super::fault::isco_uri(&code))?))
            })
            .collect();
        for (group, parent) in parents {
            self.relate(group, Relation::Broader, parent);
        }
    }

    /// Hands all over.
    pub(super) fn finish(self, mut builder: TaxonomyBuilder) -> Result<TaxonomyBuilder> {
        let uri_of = |id: DraftId| self.drafts.get(id.0).map(|draft| draft.concept.uri.as_str());
        for (from, relation, to) in &self.relations {
            if let (Some(from), Some(to)) = (uri_of(*from), uri_of(*to)) {
                builder.relate(from, *relation, to);
            }
        }
        for mut draft in self.drafts {
            if draft.concept.labels.is_empty() {
                draft.concept.labels.extend(draft.spare);
            }
            builder.add(draft.concept)?;
        }
        Ok(builder)
    }
}
