//! Putting documents in.

use crate::analysis::to_tantivy;
use crate::document::IndexDocument;
use crate::error::{Error, Result};
use crate::schema::Fields;
use rayon::prelude::*;
use std::fmt;
use std::path::PathBuf;
use tantivy::Term;
use tantivy::indexer::{LogMergePolicy, MergePolicy, NoMergePolicy};

/// The least memory that tantivy takes for a thread.
const MIN_BYTES_PER_THREAD: usize = 15_000_000;
/// A segment with more than this share of deleted documents is merged.
const MAX_DELETED: f32 = 0.2;

/// How a writer works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterOptions {
    /// Memory for what is not yet written, in bytes, over all threads; at least 15 MB a thread is
    /// taken. Default: 64 MB.
    pub memory_bytes: usize,
    /// Threads that build segments. Default: 1. The scores are the same with any number.
    pub threads: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self { memory_bytes: 64_000_000, threads: 1 }
    }
}

/// The one writer of an index.
///
/// What is put in is seen by snapshots after [`IndexWriter::commit`]. Dropping the writer loses
/// what was not committed and waits for merges that are under way.
pub struct IndexWriter {
    /// Always there, except inside `compact` and `drop`.
    inner: Option<tantivy::IndexWriter>,
    index: tantivy::Index,
    fields: Fields,
    path: PathBuf,
    options: WriterOptions,
}

impl fmt::Debug for IndexWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexWriter").field("path", &self.path).finish_non_exhaustive()
    }
}

impl IndexWriter {
    pub(crate) fn open(
        index: tantivy::Index,
        fields: Fields,
        path: PathBuf,
        options: WriterOptions,
    ) -> Result<Self> {
        let mut writer = Self { inner: None, index, fields, path, options };
        writer.reopen()?;
        Ok(writer)
    }

    fn reopen(&mut self) -> Result<()> {
        let threads = self.options.threads.max(1);
        let bytes = self.options.memory_bytes.max(threads * MIN_BYTES_PER_THREAD);
        let inner = self.index.writer_with_num_threads(threads, bytes);
        let inner: tantivy::IndexWriter = self.try_tantivy(inner)?;
        inner.set_merge_policy(merge_policy());
        self.inner = Some(inner);
        Ok(())
    }

    fn inner(&mut self) -> Result<&mut tantivy::IndexWriter> {
        let path = &self.path;
        self.inner.as_mut().ok_or_else(|| Error::Internal {
            path: path.clone(),
            problem: "the writer could not be opened again; drop it and take a new one".into(),
        })
    }

    /// Puts a document in, in place of any that has its id.
    ///
    /// # Errors
    /// [`Error::InvalidDocument`] when it has no id or a row beyond the limit.
    pub fn upsert(&mut self, document: IndexDocument) -> Result<()> {
        self.upsert_all(vec![document])
    }

    /// Puts documents in, analyzed on all threads of the current rayon pool, written in the order
    /// given. All are checked before the first is written.
    ///
    /// # Errors
    /// [`Error::InvalidDocument`] names the first document that cannot be indexed.
    pub fn upsert_all(&mut self, documents: Vec<IndexDocument>) -> Result<()> {
        documents.iter().try_for_each(check)?;
        let fields = &self.fields;
        let analyzed: Vec<_> = documents
            .into_par_iter()
            .map(|document| (document.id.clone(), to_tantivy(document, fields)))
            .collect();
        for (id, document) in analyzed {
            self.delete(&id)?;
            let added = self.inner()?.add_document(document);
            self.try_tantivy(added)?;
        }
        Ok(())
    }

    /// Takes the document of an id out, if there is one.
    ///
    /// # Errors
    /// [`Error::Internal`] when the writer has failed before.
    pub fn delete(&mut self, id: &str) -> Result<()> {
        let term = Term::from_field_text(self.fields.id, id);
        self.inner()?.delete_term(term);
        Ok(())
    }

    /// Makes everything since the last commit visible and durable at once, with a text of the
    /// caller's that [`crate::Index::committed_payload`] gives back.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be written; then the last commit stands.
    pub fn commit(&mut self, payload: &str) -> Result<()> {
        let committed = self.inner()?.prepare_commit().and_then(|mut prepared| {
            prepared.set_payload(payload);
            prepared.commit()
        });
        self.try_tantivy(committed).map(drop)
    }

    /// Forgets everything since the last commit.
    ///
    /// # Errors
    /// [`Error::Io`] when the last commit cannot be read.
    pub fn rollback(&mut self) -> Result<()> {
        let rolled_back = self.inner()?.rollback();
        self.try_tantivy(rolled_back).map(drop)
    }

    /// Rewrites the committed documents into one segment, so that nothing of a deleted document is
    /// left in the files (once no snapshot uses the old ones). What was not committed is lost.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be written; then the last commit stands.
    pub fn compact(&mut self) -> Result<()> {
        if let Some(inner) = self.inner.take() {
            self.try_tantivy(inner.wait_merging_threads())?;
        }
        self.reopen()?;
        let index = self.index.clone();
        let inner = self.inner()?;
        inner.set_merge_policy(Box::new(NoMergePolicy));
        let merged = (|| {
            let segments = index.searchable_segment_metas()?;
            if segments.len() > 1 || segments.iter().any(|segment| segment.has_deletes()) {
                let ids: Vec<_> = segments.iter().map(|segment| segment.id()).collect();
                inner.merge(&ids).wait()?;
            }
            inner.garbage_collect_files().wait()
        })();
        inner.set_merge_policy(merge_policy());
        self.try_tantivy(merged).map(drop)
    }

    /// Waits for merges that are under way and gives the lock back. What was not committed is
    /// lost.
    ///
    /// # Errors
    /// [`Error::Internal`] when a merge failed; the last commit stands.
    pub fn close(mut self) -> Result<()> {
        match self.inner.take() {
            Some(inner) => self.try_tantivy(inner.wait_merging_threads()),
            None => Ok(()),
        }
    }

    fn try_tantivy<T>(&self, result: tantivy::Result<T>) -> Result<T> {
        result.map_err(|error| Error::of(&self.path, error))
    }
}

impl Drop for IndexWriter {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            // A failed merge leaves the last commit as it is, and drop has nobody to tell.
            drop(inner.wait_merging_threads());
        }
    }
}

fn merge_policy() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(MAX_DELETED);
    Box::new(policy)
}

fn check(document: &IndexDocument) -> Result<()> {
    let rows = [document.title_row, document.content_row];
    let problem = if document.id.is_empty() {
        "has no id; give it one"
    } else if rows.into_iter().flatten().any(|row| row >= u64::from(u32::MAX)) {
        "has a vector row of 4,294,967,295 or more; split the index"
    } else {
        return Ok(());
    };
    Err(Error::InvalidDocument { id: document.id.clone(), problem: problem.into() })
}
