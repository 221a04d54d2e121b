//! Counting the values of a tag.

use crate::doc_set::DocSet;
use crate::document::Tag;
use crate::error::Result;
use crate::snapshot::Snapshot;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A value of a tag and how often it occurs in a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// Documents of the set that have it.
    pub n_docs: u64,
    /// Their openings together.
    pub n_openings: u64,
}

impl Snapshot {
    /// The tag's values in the set, by falling count of documents, then in alphabetical order. A
    /// document with two values counts for both, so counts may add up to more than the set.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn facet(&self, docs: &DocSet, tag: Tag) -> Result<Vec<FacetCount>> {
        self.check(docs)?;
        let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for (segment, bits) in self.segments().iter().zip(&docs.segments) {
            let Some(column) = self.try_tantivy(segment.tag(tag))? else {
                continue;
            };
            let openings = &self.try_tantivy(segment.columns())?.openings;
            let mut of_ord = vec![(0u64, 0u64); column.num_terms()];
            for doc in bits.iter() {
                let n = openings.get(doc as usize).copied().unwrap_or(0);
                for ord in column.term_ords(doc) {
                    if let Some(count) = of_ord.get_mut(ord as usize) {
                        *count = (count.0 + 1, count.1 + u64::from(n));
                    }
                }
            }
            let found =
                |ord: &u64| of_ord.get(*ord as usize).is_some_and(|(n_docs, _)| *n_docs > 0);
            let ords: Vec<u64> = (0..of_ord.len() as u64).filter(found).collect();
            let mut next = ords.iter();
            let named = column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                let ord = next.next().map_or(0, |ord| *ord as usize);
                let (n_docs, n_openings) = of_ord.get(ord).copied().unwrap_or_default();
                let value = String::from_utf8_lossy(value).into_owned();
                let count = counts.entry(value).or_default();
                *count = (count.0 + n_docs, count.1 + n_openings);
            });
            self.try_io(named)?;
        }
        let mut counts: Vec<FacetCount> = counts
            .into_iter()
            .map(|(value, (n_docs, n_openings))| FacetCount { value, n_docs, n_openings })
            .collect();
        // The sort is stable, so equal counts stay in alphabetical order.
        counts.sort_by_key(|count| Reverse(count.n_docs));
        Ok(counts)
    }
}
