//! Where a term's posting lists are, kept from one query to the next.
//!
//! A word is looked up by its forms in each part and, as written, in each language; a title's
//! n-grams in two fields: hundreds of terms a query, most of which are in no list at all. Queries
//! share words and n-grams, and a snapshot never changes, so that what was found once stays found.

use crate::bits::Bits;
use crate::error::Result;
use crate::postings;
use crate::snapshot::Snapshot;
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Term};

/// Terms kept for a snapshot.
const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(32_767);

/// A list with one of so many documents of a segment or more is long. A bit set is then at most half
/// as large as the numbers of its documents in four bytes each.
const LONG: u32 = 16;

/// The posting lists of a term by segment, and the number of living documents on them.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) lists: Vec<Option<TermInfo>>,
    pub(crate) n_docs: u64,
    /// Long lists as bit sets, by segment: see [`Snapshot::long_list`].
    long: Vec<OnceLock<Bits>>,
}

impl Found {
    pub(crate) fn none(n_segments: usize) -> Self {
        let long = (0..n_segments).map(|_| OnceLock::new()).collect();
        Self { lists: vec![None; n_segments], n_docs: 0, long }
    }
}

/// The terms looked up last.
pub(crate) struct Lookups(Mutex<LruCache<Term, Arc<Found>>>);

impl Default for Lookups {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(CAPACITY)))
    }
}

impl Snapshot {
    /// The posting lists of a term, as the index holds it, in a field.
    pub(crate) fn look_up(&self, field: Field, term: &str) -> Result<Arc<Found>> {
        let term = Term::from_field_text(field, term);
        // A thread that panicked while it held the lock left nothing half done.
        let kept = || self.lookups().0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(&term) {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(self.read_lists(field, &term)?);
        kept().put(term, Arc::clone(&found));
        Ok(found)
    }

    /// The documents of a term in a segment as a bit set, if its list is long: cutting that down to
    /// a narrow set takes a word for 64 documents, where a list is read whole. It is made when first
    /// asked for, and forgotten with the term.
    pub(crate) fn long_list<'f>(
        &self,
        found: &'f Found,
        i: usize,
        index: &InvertedIndexReader,
    ) -> Result<Option<&'f Bits>> {
        let Some(info) = found.lists.get(i).and_then(Option::as_ref) else { return Ok(None) };
        let n_docs = self.segments()[i].n_docs();
        if info.doc_freq < n_docs / LONG {
            return Ok(None);
        }
        if let Some(bits) = found.long[i].get() {
            return Ok(Some(bits));
        }
        let bits = self.try_io(postings::documents(index, info, n_docs))?;
        Ok(Some(found.long[i].get_or_init(|| bits)))
    }

    fn read_lists(&self, field: Field, term: &Term) -> Result<Found> {
        let mut found = Found::none(self.segments().len());
        for (segment, list) in self.segments().iter().zip(&mut found.lists) {
            let index = self.try_tantivy(segment.reader.inverted_index(field))?;
            if let Some(info) = self.try_io(index.get_term_info(term))? {
                found.n_docs += self.try_io(postings::n_alive(segment, &index, &info))?;
                *list = Some(info);
            }
        }
        Ok(found)
    }
}
