//! From the concepts of a text to those that it touches through the taxonomy.

use super::ConceptGuess;
use kohtaanto_index::{ConceptLink, QueryConcept};
use kohtaanto_rank::coefficients::{
    CONCEPT_BROADER, CONCEPT_GROUP, CONCEPT_NARROWER, CONCEPT_NEEDED, CONCEPT_RELATED,
};
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Relation, Taxonomy};
use std::collections::BTreeMap;

/// A document is linked to at most this many concepts.
const MAX_LINKS: usize = 5;
/// A concept of less belief is no link of a document.
const LEAST_LINK: f32 = 0.5;
/// A name that is less like the document's words is no link, though no other is more like them.
const LEAST_LIKENESS: f32 = 0.5;

/// What a document is indexed by: its concepts and their groups.
pub(crate) fn links(taxonomy: &Taxonomy, guesses: &[ConceptGuess]) -> Vec<ConceptLink> {
    let mut weights = BTreeMap::new();
    for guess in guesses.iter().take(MAX_LINKS).filter(is_link) {
        // What is less like the name is less surely meant.
        let weight = guess.weight * guess.likeness;
        raise(&mut weights, guess.concept, weight);
        for group in groups_of(taxonomy, guess.concept) {
            raise(&mut weights, group, weight);
        }
    }
    let link =
        |(concept, weight): (ConceptId, f32)| ConceptLink::new(taxonomy.uri(concept), weight);
    weights.into_iter().filter_map(link).collect()
}

/// What a query looks for: its concepts, and with less weight those beside them. The likeliest
/// first, so that an explanation names it.
pub(crate) fn query(taxonomy: &Taxonomy, guesses: &[ConceptGuess]) -> Vec<QueryConcept> {
    let mut weights = BTreeMap::new();
    for guess in guesses {
        let (concept, weight) = (guess.concept, guess.weight);
        raise(&mut weights, concept, weight);
        for group in groups_of(taxonomy, concept) {
            raise(&mut weights, group, weight * CONCEPT_GROUP);
        }
        let is_group = |other: &ConceptId| is_group(taxonomy, *other);
        let broader = taxonomy.related(concept, Relation::Broader).filter(|c| !is_group(c));
        broader.for_each(|c| raise(&mut weights, c, weight * CONCEPT_BROADER));
        let narrower = taxonomy.inverse(concept, Relation::Broader).filter(|c| !is_group(c));
        narrower.for_each(|c| raise(&mut weights, c, weight * CONCEPT_NARROWER));
        for c in taxonomy.related(concept, Relation::Related) {
            raise(&mut weights, c, weight * CONCEPT_RELATED);
        }
        let needed_by: Vec<ConceptId> = taxonomy.inverse(concept, Relation::Essential).collect();
        for c in &needed_by {
            raise(&mut weights, *c, weight * CONCEPT_NEEDED / (needed_by.len() as f32).sqrt());
        }
        for c in taxonomy.related(concept, Relation::Essential) {
            // What many occupations need tells little of one.
            let n = taxonomy.inverse(c, Relation::Essential).count().max(1);
            raise(&mut weights, c, weight * CONCEPT_NEEDED / (n as f32).sqrt());
        }
    }
    let mut weights: Vec<(ConceptId, f32)> = weights.into_iter().collect();
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let concept = |(c, weight)| QueryConcept { concept: taxonomy.uri(c).to_owned(), weight };
    weights.into_iter().map(concept).collect()
}

fn is_link(guess: &&ConceptGuess) -> bool {
    guess.weight >= LEAST_LINK && guess.likeness >= LEAST_LIKENESS
}

fn raise(weights: &mut BTreeMap<ConceptId, f32>, concept: ConceptId, weight: f32) {
    let slot = weights.entry(concept).or_insert(0.0);
    *slot = slot.max(weight);
}

fn is_group(taxonomy: &Taxonomy, concept: ConceptId) -> bool {
    let kind = taxonomy.kind(concept);
    kind == ConceptKind::OccupationGroup || kind == ConceptKind::CompetenceGroup
}

/// The unit groups that a concept belongs to, not those above them.
fn groups_of(taxonomy: &Taxonomy, concept: ConceptId) -> Vec<ConceptId> {
    // A narrower occupation stands below another one, whose group is its own.
    let mut at = concept;
    for _ in 0..8 {
        let above: Vec<ConceptId> = taxonomy.related(at, Relation::Broader).collect();
        let groups: Vec<ConceptId> =
            above.iter().copied().filter(|c| is_group(taxonomy, *c)).collect();
        match above.first() {
            Some(first) if groups.is_empty() => at = *first,
            _ => return groups,
        }
    }
    Vec::new()
}
