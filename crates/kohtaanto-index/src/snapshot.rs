//! An immutable view of the index, which one search uses from its beginning to its end.

use crate::bits::Bits;
use crate::doc_set::{DocKey, DocSet};
use crate::document::{Rows, StoredDocument, Tag};
use crate::error::{Error, Result};
use crate::lookup::Lookups;
use crate::schema::{Fields, N_TEXT_FIELDS};
use crate::segment::Segment;
use crate::stats::FieldStats;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// An immutable view of the index at one commit. Cloning it is cheap.
///
/// It is not changed by later commits, deletions or merges; take a new one to see them.
#[derive(Clone)]
pub struct Snapshot {
    inner: Arc<Inner>,
}

struct Inner {
    id: u64,
    path: PathBuf,
    searcher: Searcher,
    fields: Fields,
    segments: Vec<Segment>,
    n_docs: u64,
    stats: Vec<OnceLock<FieldStats>>,
    lookups: Lookups,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("path", &self.inner.path)
            .field("n_docs", &self.inner.n_docs)
            .field("n_segments", &self.inner.segments.len())
            .finish_non_exhaustive()
    }
}

impl Snapshot {
    pub(crate) fn new(
        id: u64,
        path: PathBuf,
        searcher: Searcher,
        fields: Fields,
        segments: Vec<Segment>,
    ) -> Self {
        let n_docs = segments.iter().map(|segment| u64::from(segment.alive.len())).sum();
        let stats = (0..N_TEXT_FIELDS).map(|_| OnceLock::new()).collect();
        let lookups = Lookups::default();
        let inner = Inner { id, path, searcher, fields, segments, n_docs, stats, lookups };
        Self { inner: Arc::new(inner) }
    }

    /// Which commit this is: the names of its segments and of their deletions. Two snapshots with
    /// the same text hold the same documents; another build of the same data has another text.
    pub fn generation(&self) -> String {
        let readers = self.inner.searcher.segment_readers().iter();
        let name = |deleted: Option<u64>| deleted.map_or(String::new(), |stamp| stamp.to_string());
        let mut segments: Vec<String> = readers
            .map(|of| format!("{}:{}", of.segment_id().uuid_string(), name(of.delete_opstamp())))
            .collect();
        segments.sort();
        segments.join(",")
    }

    /// How many documents there are, deleted ones not counted.
    pub fn n_docs(&self) -> u64 {
        self.inner.n_docs
    }

    /// The document of an id, if it is here.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] when the index cannot be read.
    pub fn find(&self, id: &str) -> Result<Option<DocKey>> {
        let field = self.fields().id;
        let term = Term::from_field_text(field, id);
        for (i, segment) in self.segments().iter().enumerate() {
            let index = self.try_tantivy(segment.reader.inverted_index(field))?;
            let Some(info) = self.try_io(index.get_term_info(&term))? else {
                continue;
            };
            let docs = self.try_io(crate::postings::documents(&index, &info, segment.n_docs()))?;
            if let Some(doc) = docs.iter().find(|doc| segment.alive.contains(*doc)) {
                return Ok(Some(DocKey::new(i, doc)));
            }
        }
        Ok(None)
    }

    /// The document's id. Ids are kept in memory, so that ties of many hits can be broken by them.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn id(&self, doc: DocKey) -> Result<&str> {
        let ids = self.try_tantivy(self.segment(doc)?.ids())?;
        ids.get(doc.doc()).ok_or(Error::ForeignSnapshot)
    }

    /// The document as the caller stored it.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn document(&self, doc: DocKey) -> Result<StoredDocument> {
        let id = self.id(doc)?.to_owned();
        let address = DocAddress::new(doc.segment() as u32, doc.doc());
        let stored: TantivyDocument = self.try_tantivy(self.inner.searcher.doc(address))?;
        let payload = stored.get_first(self.fields().payload);
        let payload = payload.and_then(|value| value.as_bytes()).unwrap_or_default().to_vec();
        Ok(StoredDocument { id, payload })
    }

    /// The document's rows in the vector file.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn rows(&self, doc: DocKey) -> Result<Rows> {
        Ok(self.try_tantivy(self.segment(doc)?.columns())?.rows(doc.doc()))
    }

    /// The document's first day, in days since 1970-01-01; `None` when it has none.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn published(&self, doc: DocKey) -> Result<Option<i32>> {
        let columns = self.try_tantivy(self.segment(doc)?.columns())?;
        Ok(columns.published(doc.doc()))
    }

    /// The document's last day, in days since 1970-01-01; `None` when it has none.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn expires(&self, doc: DocKey) -> Result<Option<i32>> {
        let columns = self.try_tantivy(self.segment(doc)?.columns())?;
        Ok(columns.expires(doc.doc()))
    }

    /// In which of the caller's commits the document last changed; `None` when it was not said.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn version(&self, doc: DocKey) -> Result<Option<u64>> {
        let columns = self.try_tantivy(self.segment(doc)?.columns())?;
        Ok(columns.version(doc.doc()))
    }

    /// The openings of all documents of a set together.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn n_openings(&self, docs: &DocSet) -> Result<u64> {
        self.check(docs)?;
        let mut sum = 0;
        for (segment, bits) in self.segments().iter().zip(&docs.segments) {
            let openings = &self.try_tantivy(segment.columns())?.openings;
            let of = |doc: u32| openings.get(doc as usize).copied().unwrap_or(0);
            sum += bits.iter().map(|doc| u64::from(of(doc))).sum::<u64>();
        }
        Ok(sum)
    }

    /// The rows of all documents of a set, in the set's order.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn vector_rows(&self, docs: &DocSet) -> Result<Vec<(DocKey, Rows)>> {
        self.check(docs)?;
        let mut rows = Vec::with_capacity(docs.len());
        for (i, (segment, bits)) in self.segments().iter().zip(&docs.segments).enumerate() {
            let columns = self.try_tantivy(segment.columns())?;
            rows.extend(bits.iter().map(|doc| (DocKey::new(i, doc), columns.rows(doc))));
        }
        Ok(rows)
    }

    /// The document's values of a tag, in alphabetical order.
    ///
    /// # Errors
    /// [`Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn tag_values(&self, doc: DocKey, tag: Tag) -> Result<Vec<String>> {
        let mut values = Vec::new();
        if let Some(column) = self.try_tantivy(self.segment(doc)?.tag(tag))? {
            let mut ords: Vec<u64> = column.term_ords(doc.doc()).collect();
            ords.sort_unstable();
            for ord in ords {
                let mut value = String::new();
                self.try_io(column.ord_to_str(ord, &mut value))?;
                values.push(value);
            }
        }
        Ok(values)
    }

    /// All documents, deleted ones left out.
    pub fn all(&self) -> DocSet {
        let segments = self.segments().iter().map(|segment| segment.alive.clone()).collect();
        DocSet { snapshot: self.inner.id, segments }
    }

    /// The set of these documents; keys of other snapshots are left out where they can be told.
    pub fn doc_set(&self, docs: impl IntoIterator<Item = DocKey>) -> DocSet {
        let empty = |segment: &Segment| Bits::empty(segment.n_docs());
        let mut segments: Vec<Bits> = self.segments().iter().map(empty).collect();
        for doc in docs {
            if let Some(bits) = segments.get_mut(doc.segment()) {
                bits.insert(doc.doc());
            }
        }
        let mut set = DocSet { snapshot: self.inner.id, segments };
        set = set.intersection(&self.all());
        set
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.inner.fields
    }

    pub(crate) fn lookups(&self) -> &Lookups {
        &self.inner.lookups
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        &self.inner.segments
    }

    pub(crate) fn set_of(&self, segments: Vec<Bits>) -> DocSet {
        DocSet { snapshot: self.inner.id, segments }
    }

    pub(crate) fn check(&self, docs: &DocSet) -> Result<()> {
        if docs.snapshot == self.inner.id { Ok(()) } else { Err(Error::ForeignSnapshot) }
    }

    pub(crate) fn segment(&self, doc: DocKey) -> Result<&Segment> {
        let segment = self.segments().get(doc.segment());
        segment.filter(|segment| doc.doc() < segment.n_docs()).ok_or(Error::ForeignSnapshot)
    }

    /// Statistics of a text field, read when first asked for.
    pub(crate) fn stats(&self, text_field: usize) -> Result<&FieldStats> {
        let cell = &self.inner.stats[text_field];
        if let Some(stats) = cell.get() {
            return Ok(stats);
        }
        let field = self.fields().texts[text_field];
        let stats = self.try_tantivy(FieldStats::read(self.segments(), field))?;
        Ok(cell.get_or_init(|| stats))
    }

    pub(crate) fn try_tantivy<T>(&self, result: tantivy::Result<T>) -> Result<T> {
        result.map_err(|error| Error::of(&self.inner.path, error))
    }

    pub(crate) fn try_io<T>(&self, result: std::io::Result<T>) -> Result<T> {
        result.map_err(|error| Error::of_io(&self.inner.path, error))
    }
}
