//! What a person's competences and work are near to in the taxonomy.

use crate::gap::Nearness;
use kohtaanto_domain::model::{Candidate, Lang};
use kohtaanto_rank::coefficients::{
    NEAR_BROADER, NEAR_GROUP, NEAR_NARROWER, NEAR_OCCUPATION, NEAR_RELATED, WORK_CAN_USE,
    WORK_NEEDS,
};
use kohtaanto_rank::{Near, NearConcepts};
use kohtaanto_reading::profile::occupations_by_doing;
use kohtaanto_taxonomy::{ConceptId, ConceptKind, MentionOptions, Relation, Taxonomy};
use std::collections::BTreeMap;

/// A group of more members says little of any two of them.
const MAX_GROUP: usize = 12;
/// Occupations that share fewer of their needed competences are not near for it.
const LEAST_SHARE: f32 = 0.4;

/// The concepts that a person's linked items are near to.
pub(crate) fn near_concepts(taxonomy: &Taxonomy, candidate: &Candidate) -> NearConcepts {
    let called = super::called(taxonomy, candidate);
    let mut near = NearConcepts { called, ..NearConcepts::default() };
    let profile = &candidate.profile;
    let find = |uri: &Option<String>| uri.as_deref().and_then(|uri| taxonomy.find(uri));
    for competence in &profile.competences {
        if let Some(concept) = find(&competence.uri) {
            let slots = &mut near.competences;
            NearConcepts::raise(slots, taxonomy.uri(concept), 1.0, &competence.label);
            for (other, how) in neighbours(taxonomy, concept) {
                NearConcepts::raise(slots, taxonomy.uri(other), worth(how), &competence.label);
            }
        }
    }
    for work in &profile.history {
        let Some(concept) = find(&work.occupation.uri) else { continue };
        let did = work.occupation.label.as_str();
        for (relation, nearness) in
            [(Relation::Essential, WORK_NEEDS), (Relation::Optional, WORK_CAN_USE)]
        {
            for used in taxonomy.related(concept, relation) {
                NearConcepts::raise(&mut near.competences, taxonomy.uri(used), nearness, did);
            }
        }
        let slots: &mut BTreeMap<String, Near> = &mut near.occupations;
        for (other, nearness) in occupations(taxonomy, concept) {
            NearConcepts::raise(slots, taxonomy.uri(other), nearness, did);
        }
    }
    for (lang, wish) in candidate.wishes.iter() {
        for concept in wished(taxonomy, lang, wish) {
            let name = taxonomy.name_of(concept, &[lang, Lang::FI]).map_or("", |label| label.text);
            for (other, nearness) in occupations(taxonomy, concept) {
                NearConcepts::raise(&mut near.wished, taxonomy.uri(other), nearness, name);
            }
        }
    }
    near
}

/// The occupations that a wish names, or tells by what is done.
fn wished(taxonomy: &Taxonomy, lang: Lang, wish: &str) -> Vec<ConceptId> {
    let options =
        MentionOptions { kinds: vec![ConceptKind::Occupation], ..MentionOptions::default() };
    let named = taxonomy.mentions(wish, &[lang], &options).into_iter();
    let by_doing =
        occupations_by_doing(lang, wish).into_iter().filter_map(|uri| taxonomy.find(uri));
    named.map(|mention| mention.concept).chain(by_doing).collect()
}

/// The competences beside one, each with how the one stands to it, nearest first: who has the
/// narrower one has most of the broader.
pub(crate) fn neighbours(taxonomy: &Taxonomy, concept: ConceptId) -> Vec<(ConceptId, Nearness)> {
    let is_group = |id: &ConceptId| taxonomy.kind(*id) == ConceptKind::CompetenceGroup;
    let (groups, broader): (Vec<ConceptId>, Vec<ConceptId>) =
        taxonomy.related(concept, Relation::Broader).partition(is_group);
    let narrower = taxonomy.inverse(concept, Relation::Broader);
    let related = taxonomy
        .related(concept, Relation::Related)
        .chain(taxonomy.related(concept, Relation::Essential));
    let members = groups
        .into_iter()
        .map(|group| taxonomy.inverse(group, Relation::Broader).collect::<Vec<_>>())
        .filter(|members| members.len() <= MAX_GROUP)
        .flatten()
        .filter(|member| *member != concept);
    let broader = broader.into_iter().map(|other| (other, Nearness::Narrower));
    let narrower = narrower.map(|other| (other, Nearness::Broader));
    let related = related.map(|other| (other, Nearness::Related));
    let members = members.map(|other| (other, Nearness::SameGroup));
    broader.chain(narrower).chain(related).chain(members).collect()
}

/// What having a competence beside the one asked is worth in ranking.
fn worth(nearness: Nearness) -> f32 {
    match nearness {
        Nearness::Narrower => NEAR_BROADER,
        Nearness::Broader => NEAR_NARROWER,
        Nearness::Related | Nearness::Words => NEAR_RELATED,
        Nearness::SameGroup => NEAR_GROUP,
    }
}

/// Occupations by how much of what they need the work done needs too.
fn occupations(taxonomy: &Taxonomy, done: ConceptId) -> Vec<(ConceptId, f32)> {
    let mut shared: BTreeMap<ConceptId, usize> = BTreeMap::new();
    for needed in taxonomy.related(done, Relation::Essential) {
        for other in taxonomy.inverse(needed, Relation::Essential) {
            if taxonomy.kind(other) == ConceptKind::Occupation {
                *shared.entry(other).or_default() += 1;
            }
        }
    }
    let mut near = vec![(done, 1.0)];
    for relation in [Relation::Broader, Relation::Related] {
        let both = taxonomy.related(done, relation).chain(taxonomy.inverse(done, relation));
        let occupation = |id: &ConceptId| taxonomy.kind(*id) == ConceptKind::Occupation;
        near.extend(both.filter(occupation).map(|other| (other, NEAR_OCCUPATION)));
    }
    for (other, n) in shared {
        let needs = taxonomy.related(other, Relation::Essential).count().max(1);
        let share = n as f32 / needs as f32;
        if other != done && share >= LEAST_SHARE {
            near.push((other, NEAR_OCCUPATION * share));
        }
    }
    near
}
