//! A person's work and competences as concepts, and how they stand to another concept.

use super::{GapStatus, MetBy, Nearness};
use crate::concepts::neighbours;
use kohtaanto_domain::model::Candidate;
use kohtaanto_taxonomy::{ConceptId, Relation, Taxonomy};

/// A person's work and competences that are concepts of a taxonomy, each with the person's name
/// for it, in the order of the profile.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    taxonomy: &'a Taxonomy,
    pub(super) competences: Vec<(ConceptId, &'a str)>,
    pub(super) work: Vec<(ConceptId, &'a str)>,
}

impl<'a> Known<'a> {
    /// Of a person whose items have been linked.
    pub(crate) fn new(taxonomy: &'a Taxonomy, candidate: &'a Candidate) -> Self {
        let concept = |uri: &Option<String>, label: &'a str| {
            uri.as_deref().and_then(|uri| taxonomy.find(uri)).map(|concept| (concept, label))
        };
        let profile = &candidate.profile;
        let competences = profile.competences.iter().filter_map(|c| concept(&c.uri, &c.label));
        let work = profile.history.iter().map(|work| &work.occupation);
        let work = work.filter_map(|occupation| concept(&occupation.uri, &occupation.label));
        Self { taxonomy, competences: competences.collect(), work: work.collect() }
    }

    /// How the person stands to a competence; `None` when nothing that the person has is near.
    pub(super) fn competence(&self, asked: ConceptId) -> Option<(GapStatus, MetBy)> {
        if let Some((_, told)) = self.competences.iter().find(|(concept, _)| *concept == asked) {
            return Some((GapStatus::Met, MetBy::Told((*told).to_owned())));
        }
        let near = self.competences.iter().filter_map(|(told, label)| {
            let beside = neighbours(self.taxonomy, *told).into_iter();
            let how = beside.filter(|(other, _)| *other == asked).map(|(_, how)| how).min()?;
            Some((how, *label))
        });
        let near = near.min_by_key(|(how, _)| *how);
        let work = |relation: Relation| {
            let has = |work: &&(ConceptId, &str)| {
                self.taxonomy.related(work.0, relation).any(|needed| needed == asked)
            };
            self.work.iter().find(has).map(|(_, label)| (*label).to_owned())
        };
        let needed = work(Relation::Essential).map(MetBy::Work);
        let of_use = || work(Relation::Optional).map(MetBy::WorkUses);
        // Work that needs the competence tells more than a neighbour of it, but for a part of it.
        let by = match (near, needed) {
            (Some((how, told)), None) | (Some((how @ Nearness::Narrower, told)), _) => {
                Some(MetBy::NearCompetence { told: told.to_owned(), how })
            }
            (_, needed) => needed.or_else(of_use),
        };
        by.map(|by| (GapStatus::Near, by))
    }

    /// Work done that is near to an occupation, or the same.
    pub(super) fn occupation(&self, asked: ConceptId) -> Option<(GapStatus, MetBy)> {
        if let Some((_, did)) = self.work.iter().find(|(concept, _)| *concept == asked) {
            return Some((GapStatus::Met, MetBy::Told((*did).to_owned())));
        }
        let near = |did: ConceptId| {
            let taxonomy = self.taxonomy;
            is_related(taxonomy, did, asked, Relation::Broader)
                || is_related(taxonomy, did, asked, Relation::Related)
                || taxonomy.related(did, Relation::Broader).any(|group| {
                    taxonomy.related(asked, Relation::Broader).any(|other| other == group)
                })
        };
        let (_, did) = self.work.iter().find(|(did, _)| near(*did))?;
        Some((GapStatus::Near, MetBy::NearWork((*did).to_owned())))
    }
}

fn is_related(taxonomy: &Taxonomy, a: ConceptId, b: ConceptId, relation: Relation) -> bool {
    taxonomy.related(a, relation).any(|other| other == b)
        || taxonomy.related(b, relation).any(|other| other == a)
}
