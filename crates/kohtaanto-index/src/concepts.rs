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
use std::cell::RefCell;
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

/// What the concepts of a query add to a document.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    score: f32,
    /// The greatest product, and the place of its concept.
    most: f32,
    best: u16,
}

thread_local! {
    /// For each document of a segment; all zero between uses.
    static SUMS: RefCell<Vec<Sum>> = RefCell::default();
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
            // Taken out and put back only when clean: after an error the next use begins anew.
            let mut sums = SUMS.take();
            if sums.len() < bits.n_docs() as usize {
                sums.resize(bits.n_docs() as usize, Sum::default());
            }
            let mut seen = Vec::new();
            for (place, (concept, lists)) in (0..=u16::MAX).zip(query.iter().zip(&looked_up)) {
                let Some(info) = &lists.lists[i] else { continue };
                let option = IndexRecordOption::WithFreqs;
                let added = postings::for_each(&index, info, bits, option, |doc, n| {
                    let product = concept.weight * n as f32 / f32::from(ConceptLink::WHOLE);
                    let sum = &mut sums[doc as usize];
                    if sum.score == 0.0 {
                        seen.push(doc);
                    }
                    sum.score += product;
                    if product > sum.most {
                        (sum.most, sum.best) = (product, place);
                    }
                });
                self.try_io(added)?;
            }
            seen.sort_unstable();
            found.extend(seen.into_iter().filter_map(|doc| {
                let Sum { score, best, .. } = std::mem::take(&mut sums[doc as usize]);
                (score > 0.0).then(|| ConceptMatch { doc: DocKey::new(i, doc), score, best })
            }));
            SUMS.set(sums);
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
