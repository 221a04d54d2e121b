//! Of names that overlap, those that are meant.

use super::Mention;
use crate::concept::{ConceptId, Relation};
use crate::taxonomy::Taxonomy;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

/// What it adds to a name's standing that its concept is at home with the rest of the text.
const AT_HOME: f32 = 0.3;
/// What it adds that the name is the preferred one.
const PREFERRED: f32 = 0.1;

/// The names that stay, in the order of the text: longer before shorter, surer before less sure;
/// no two of them overlap, and each span names one concept.
pub(super) fn settle(
    taxonomy: &Taxonomy,
    mut found: Vec<Mention>,
    context: &[ConceptId],
) -> Vec<Mention> {
    let home = home_of(taxonomy, &found, context);
    let standing = |mention: &Mention| {
        let is_preferred =
            taxonomy.label_record(mention.label.0).is_some_and(|label| label.is_preferred);
        mention.score
            + if home.contains(&mention.concept) { AT_HOME } else { 0.0 }
            + if is_preferred { PREFERRED } else { 0.0 }
    };
    let order = |a: &Mention, b: &Mention| -> Ordering {
        let key = |mention: &Mention| (Reverse(mention.span.len()), mention.span.start, mention.by);
        key(a)
            .cmp(&key(b))
            .then_with(|| standing(b).total_cmp(&standing(a)))
            .then(a.concept.cmp(&b.concept))
            .then(a.label.cmp(&b.label))
    };
    found.sort_by(order);
    let mut kept: Vec<Mention> = Vec::new();
    for mention in found {
        let overlaps = kept.iter().any(|other| {
            other.span.start < mention.span.end && mention.span.start < other.span.end
        });
        if !overlaps {
            kept.push(mention);
        }
    }
    kept.sort_by_key(|mention| mention.span.start);
    kept
}

/// The concepts that the text is about, what they need, and what the surest names of the text
/// need: where an ambiguous name is at home.
fn home_of(taxonomy: &Taxonomy, found: &[Mention], context: &[ConceptId]) -> BTreeSet<ConceptId> {
    let mut home: BTreeSet<ConceptId> = context.iter().copied().collect();
    let ambiguous = |mention: &Mention| {
        found.iter().any(|other| other.span == mention.span && other.concept != mention.concept)
    };
    let sure = found.iter().filter(|mention| !ambiguous(mention)).map(|mention| mention.concept);
    for concept in context.iter().copied().chain(sure) {
        for relation in [Relation::Essential, Relation::Optional, Relation::Related] {
            home.extend(taxonomy.related(concept, relation));
            home.extend(taxonomy.inverse(concept, relation));
        }
    }
    home
}
