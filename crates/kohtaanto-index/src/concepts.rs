//! Meeting through concepts: a document names concepts, each with a weight, and so does a query.
//!
//! The score of a document is the sum over the concepts that both name of the product of their
//! weights: with weights that are shares of belief, how likely it is that both mean the same.
//! Deliberately no rarity: how much a concept tells is the caller's weight.

use crate::doc_set::{DocKey, DocSet};
use crate::document::ConceptLink;
use crate::error::Result;
use crate::postings;
use crate::snapshot::Snapshot;
use tantivy::schema::IndexRecordOption;

/// A concept that a query names.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryConcept {
    /// The concept's identifier.
    pub concept: String,
    /// How much it counts, above 0, at most 1.
    pub weight: f32,
}

/// A document that names a concept of the query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConceptMatch {
    /// The document.
    pub doc: DocKey,
    /// Sum of the products of weights, above 0.
    pub score: f32,
    /// Place in the query of the concept that added most; the first of equals.
    pub best: u16,
}

impl Snapshot {
    /// The documents of the set that name a concept of the query, in the set's order.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn concepts(&self, query: &[QueryConcept], within: &DocSet) -> Result<Vec<ConceptMatch>> {
        self.check(within)?;
        let field = self.fields().concepts;
        let looked_up = query.iter().map(|concept| self.look_up(field, &concept.concept));
        let looked_up = looked_up.collect::<Result<Vec<_>>>()?;
        let mut found = Vec::new();
        for (i, (segment, bits)) in self.segments().iter().zip(&within.segments).enumerate() {
            if bits.len() == 0 {
                continue;
            }
            let index = self.try_tantivy(segment.reader.inverted_index(field))?;
            let mut sums = vec![(0.0f32, 0.0f32, 0u16); bits.n_docs() as usize];
            for (place, (concept, lists)) in (0..=u16::MAX).zip(query.iter().zip(&looked_up)) {
                let Some(info) = &lists.lists[i] else { continue };
                let option = IndexRecordOption::WithFreqs;
                let added = postings::for_each(&index, info, bits, option, |doc, n| {
                    let product = concept.weight * n as f32 / f32::from(ConceptLink::WHOLE);
                    let sum = &mut sums[doc as usize];
                    let best = if product > sum.1 { (product, place) } else { (sum.1, sum.2) };
                    *sum = (sum.0 + product, best.0, best.1);
                });
                self.try_io(added)?;
            }
            found.extend(bits.iter().filter_map(|doc| {
                let (score, _, best) = sums[doc as usize];
                (score > 0.0).then(|| ConceptMatch { doc: DocKey::new(i, doc), score, best })
            }));
        }
        Ok(found)
    }

    /// How many documents of the set name a concept with at least this weight, 0 to 1.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn n_naming(&self, concept: &str, least: f32, within: &DocSet) -> Result<u64> {
        self.check(within)?;
        let field = self.fields().concepts;
        let found = self.look_up(field, concept)?;
        let least = least * f32::from(ConceptLink::WHOLE);
        let mut n_docs = 0;
        let segments = self.segments().iter().zip(&within.segments);
        for ((segment, bits), info) in segments.zip(&found.lists) {
            let Some(info) = info else { continue };
            let index = self.try_tantivy(segment.reader.inverted_index(field))?;
            let option = IndexRecordOption::WithFreqs;
            let count = |_, n: u32| n_docs += u64::from(n as f32 >= least);
            self.try_io(postings::for_each(&index, info, bits, option, count))?;
        }
        Ok(n_docs)
    }
}
