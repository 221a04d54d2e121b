//! How much of the index each kind of term takes.

use crate::document::Part;
use crate::error::Result;
use crate::schema::{N_SLOTS, text_field};
use crate::snapshot::Snapshot;
use crate::terms::TermKind;
use std::collections::BTreeMap;
use tantivy::InvertedIndexReader;

/// What the terms of one kind take in one part of the documents, all languages together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermSizes {
    /// Of which part.
    pub part: Part,
    /// Of which kind; `None` for n-grams of characters.
    pub kind: Option<TermKind>,
    /// How many terms; a term counts once for each language and segment that has it.
    pub n_terms: u64,
    /// Bytes of all terms written out; the dictionary on the disk shares beginnings and is smaller.
    pub term_bytes: u64,
    /// Bytes of the lists of documents.
    pub posting_bytes: u64,
    /// Bytes of the positions, for phrases.
    pub position_bytes: u64,
}

impl Snapshot {
    /// The sizes by part, and in each by kind; parts and kinds that have nothing are left out.
    ///
    /// It walks all terms: milliseconds for each 100,000 of them.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] or [`crate::Error::Io`] when the index cannot be read.
    pub fn term_sizes(&self) -> Result<Vec<TermSizes>> {
        let mut sizes = BTreeMap::new();
        for segment in self.segments() {
            for part in Part::ALL {
                let slots = (0..N_SLOTS).filter_map(|slot| segment.words(text_field(part, slot)));
                for index in slots {
                    self.add_sizes(index, part, |key| Some(TermKind::split(key).0), &mut sizes)?;
                }
            }
            let grams = [
                (Part::Title, self.fields().title_grams),
                (Part::Requirements, self.fields().requirement_grams),
            ];
            for (part, field) in grams {
                let index = self.try_tantivy(segment.reader.inverted_index(field))?;
                self.add_sizes(&index, part, |_| None, &mut sizes)?;
            }
        }
        let mut sizes: Vec<TermSizes> = sizes.into_values().collect();
        let place = |kind| TermKind::ALL.iter().position(|of| Some(*of) == kind);
        sizes.sort_by_key(|size| (size.part, place(size.kind).unwrap_or(TermKind::ALL.len())));
        Ok(sizes)
    }

    fn add_sizes(
        &self,
        index: &InvertedIndexReader,
        part: Part,
        kind_of: impl Fn(&str) -> Option<TermKind>,
        sizes: &mut BTreeMap<(Part, Option<TermKind>), TermSizes>,
    ) -> Result<()> {
        let mut stream = self.try_io(index.terms().stream())?;
        while stream.advance() {
            let kind = std::str::from_utf8(stream.key()).ok().and_then(&kind_of);
            let size = sizes.entry((part, kind)).or_insert(TermSizes {
                part,
                kind,
                n_terms: 0,
                term_bytes: 0,
                posting_bytes: 0,
                position_bytes: 0,
            });
            let info = stream.value();
            size.n_terms += 1;
            size.term_bytes += stream.key().len() as u64;
            size.posting_bytes += info.postings_range.len() as u64;
            size.position_bytes += info.positions_range.len() as u64;
        }
        Ok(())
    }
}
