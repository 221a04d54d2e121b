//! Statistics of the living documents, over all segments.
//!
//! Documents that are deleted but not yet merged away are left out, so a score does not change
//! when tantivy merges. Lengths are tantivy's: exact to 40 words, then rounded down by up to 12 %.

use crate::coefficients::{B, K1};
use crate::segment::Segment;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

/// What BM25 must know of a field.
pub(crate) struct FieldStats {
    /// For each rounded length, `k1 * (1 - b + b * length / mean length)`. The mean is over the
    /// documents that have the field at all: few ads are in Russian, and they are not long for it.
    norms: [f32; 256],
}

impl FieldStats {
    pub(crate) fn read<'a>(
        segments: impl IntoIterator<Item = &'a Segment>,
        field: Field,
    ) -> tantivy::Result<Self> {
        let mut histogram = [0u64; 256];
        for segment in segments {
            let lengths = segment.lengths(field)?;
            for doc in segment.alive.iter() {
                histogram[usize::from(lengths.fieldnorm_id(doc))] += 1;
            }
        }
        let length = |id: usize| FieldNormReader::id_to_fieldnorm(id as u8);
        let n_docs: u64 = histogram.iter().skip(1).sum();
        let total: u64 =
            histogram.iter().enumerate().map(|(id, n)| n * u64::from(length(id))).sum();
        let mean = total.max(1) as f32 / n_docs.max(1) as f32;
        let norms = std::array::from_fn(|id| K1 * (1.0 - B + B * (length(id) as f32) / mean));
        Ok(Self { norms })
    }

    /// The part of BM25 that depends on the document, 0 to 1 (its weight left out).
    #[inline]
    pub(crate) fn tf(&self, n: u32, length_id: u8) -> f32 {
        let n = n as f32;
        n / (n + self.norms[usize::from(length_id)])
    }
}

/// BM25's weight of a word that stands in `n` of `n_docs` documents: `ln(1 + (N - n + .5) / (n +
/// .5)) * (k1 + 1)`. The documents are all of the index, not those that have the field: a Russian
/// word is rare even where few texts are Russian.
pub(crate) fn bm25_weight(n: u64, n_docs: u64) -> f32 {
    let n = n.min(n_docs);
    let odds = ((n_docs - n) as f32 + 0.5) / (n as f32 + 0.5);
    (1.0 + odds).ln() * (K1 + 1.0)
}

/// The weight of an n-gram for the cosine, squared: `(ln((1 + N) / (1 + n)) + 1)^2`.
pub(crate) fn gram_weight(n: u64, n_docs: u64) -> f32 {
    let idf = ((1 + n_docs) as f32 / (1 + n.min(n_docs)) as f32).ln() + 1.0;
    idf * idf
}
