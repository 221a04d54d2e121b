//! One index with its vectors: documents go in by batches, identical texts are embedded once.

use super::changes::{Commit, Log, LogRecord, LogSnapshot, RemovedDocument};
use super::documents::EmbeddedTexts;
use crate::error::{Error, Result, embed, index, io};
use fs_err as fs;
use kohtaanto_embed::vectors::{TextHash, VectorFile, VectorSnapshot};
use kohtaanto_embed::{Embedder, Progress, TextKind};
use kohtaanto_index::{Index, IndexDocument, IndexWriter, WriterOptions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The vector file of a shelf.
const VECTORS: &str = "vectors.vec";

/// How often a snapshot is taken anew when a commit comes in between.
const MAX_COMMITS_BETWEEN: usize = 8;

/// What a commit says of the files that belong to it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Committed {
    /// Rows of the vector file.
    rows: u64,
    /// Number of the commit, from 1.
    #[serde(default)]
    version: u64,
    /// The log of changes.
    #[serde(default)]
    log: LogRecord,
}

/// What a shelf keeps of documents that were taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// That they were there, for those who hold a copy.
    Removals,
    /// Nothing: people are forgotten.
    Nothing,
}

/// A document on its way into a shelf.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) document: IndexDocument,
    pub(crate) texts: EmbeddedTexts,
}

/// One index with its vectors.
#[derive(Debug)]
pub(crate) struct Shelf {
    index: Index,
    place: Place,
    dimensions: usize,
    keeps: Keeps,
}

#[derive(Debug)]
enum Place {
    Folder { dir: PathBuf, vectors: PathBuf },
    Memory { vectors: Mutex<VectorFile>, log: Mutex<Vec<u8>> },
}

impl Shelf {
    pub(crate) fn create(dir: &Path, dimensions: usize, keeps: Keeps) -> Result<Self> {
        fs::create_dir_all(dir).map_err(io)?;
        let vectors = dir.join(VECTORS);
        drop(VectorFile::create(&vectors, dimensions).map_err(embed)?);
        let index = Index::create(&dir.join("index")).map_err(index)?;
        let place = Place::Folder { dir: dir.to_path_buf(), vectors };
        Ok(Self { index, place, dimensions, keeps })
    }

    pub(crate) fn open(dir: &Path, dimensions: usize, keeps: Keeps) -> Result<Self> {
        let index = Index::open(&dir.join("index")).map_err(index)?;
        let place = Place::Folder { dir: dir.to_path_buf(), vectors: dir.join(VECTORS) };
        Ok(Self { index, place, dimensions, keeps })
    }

    pub(crate) fn in_memory(dimensions: usize, keeps: Keeps) -> Result<Self> {
        let index = Index::in_memory().map_err(index)?;
        let vectors = Mutex::new(VectorFile::in_memory(dimensions));
        let place = Place::Memory { vectors, log: Mutex::default() };
        Ok(Self { index, place, dimensions, keeps })
    }

    fn committed(&self) -> Result<Committed> {
        let Some(payload) = self.index.committed_payload().map_err(index)? else {
            return Ok(Committed::default());
        };
        serde_json::from_str(&payload).map_err(|error| Error::Corrupt {
            path: self.index.path().to_path_buf(),
            problem: format!("its commit does not say how many vectors there are ({error})"),
        })
    }

    pub(crate) fn snapshot(&self) -> Result<ShelfSnapshot> {
        // A commit in between would give the number of one commit to the documents of another.
        for _ in 0..MAX_COMMITS_BETWEEN {
            let before = self.committed()?;
            let snapshot = self.snapshot_with(before);
            if self.committed()? == before {
                return snapshot;
            }
        }
        self.snapshot_with(self.committed()?)
    }

    fn snapshot_with(&self, committed: Committed) -> Result<ShelfSnapshot> {
        let snapshot = self.index.snapshot().map_err(index)?;
        // After the index: rows are only appended, so a file seen later holds at least its rows.
        let (vectors, changes) = match &self.place {
            Place::Folder { dir, vectors } => (
                VectorSnapshot::open(vectors, self.dimensions, committed.rows),
                LogSnapshot::open(dir, committed.log)?,
            ),
            Place::Memory { vectors, log } => {
                let log = log.lock().unwrap_or_else(PoisonError::into_inner);
                let vectors = vectors.lock().unwrap_or_else(PoisonError::into_inner);
                (vectors.snapshot(), LogSnapshot::in_memory(&log, committed.log))
            }
        };
        let vectors = vectors.map_err(embed)?;
        Ok(ShelfSnapshot { index: snapshot, vectors, changes, version: committed.version })
    }

    pub(crate) fn writer(&self, options: WriterOptions) -> Result<ShelfWriter<'_>> {
        // The index's lock keeps other writers away before any row is cut.
        let writer = self.index.writer(options).map_err(index)?;
        let committed = self.committed()?;
        let (vectors, log) = match &self.place {
            Place::Folder { dir, vectors } => {
                let file = VectorFile::open(vectors, self.dimensions, committed.rows);
                (Vectors::Own(file.map_err(embed)?), Log::Folder(dir))
            }
            Place::Memory { vectors, log } => (Vectors::Shared(vectors), Log::Memory(log)),
        };
        let before = self.index.snapshot().map_err(index)?;
        let removed = BTreeMap::new();
        Ok(ShelfWriter { shelf: self, index: writer, vectors, log, committed, before, removed })
    }

    pub(crate) fn generation(&self) -> Result<String> {
        self.index.generation().map_err(index)
    }

    pub(crate) fn verify(&self) -> Result<()> {
        self.index.verify().map_err(index)
    }
}

#[derive(Debug)]
enum Vectors<'a> {
    Own(VectorFile),
    Shared(&'a Mutex<VectorFile>),
}

impl Vectors<'_> {
    fn with<T>(&mut self, f: impl FnOnce(&mut VectorFile) -> T) -> T {
        match self {
            Self::Own(file) => f(file),
            Self::Shared(file) => f(&mut file.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

/// Immutable view of a shelf.
#[derive(Debug, Clone)]
pub(crate) struct ShelfSnapshot {
    pub(crate) index: kohtaanto_index::Snapshot,
    pub(crate) vectors: VectorSnapshot,
    pub(crate) changes: LogSnapshot,
    /// Number of the commit.
    pub(crate) version: u64,
}

/// The one writer of a shelf.
#[derive(Debug)]
pub(crate) struct ShelfWriter<'a> {
    shelf: &'a Shelf,
    index: IndexWriter,
    vectors: Vectors<'a>,
    log: Log<'a>,
    committed: Committed,
    /// The index at the last commit.
    before: kohtaanto_index::Snapshot,
    /// What was taken out since the last commit, by id.
    removed: BTreeMap<String, RemovedDocument>,
}

impl ShelfWriter<'_> {
    /// Puts a batch in. Texts that the shelf has embedded before are not embedded again.
    pub(crate) fn upsert(
        &mut self,
        drafts: Vec<Draft>,
        embedder: Option<&dyn Embedder>,
        progress: &dyn Progress,
    ) -> Result<()> {
        let rows = match embedder {
            Some(embedder) => self.rows(&drafts, embedder, progress)?,
            None => BTreeMap::new(),
        };
        let row = |kind, text: &Option<String>| {
            text.as_deref().and_then(|text| rows.get(&(kind_number(kind), text)).copied())
        };
        let placed: Vec<_> = drafts
            .iter()
            .map(|draft| {
                let title = row(TextKind::Symmetric, &draft.texts.title);
                (title, row(TextKind::Passage, &draft.texts.content))
            })
            .collect();
        let mut documents = Vec::with_capacity(drafts.len());
        for (draft, (title_row, content_row)) in drafts.into_iter().zip(placed) {
            self.removed.remove(&draft.document.id);
            let version = Some(self.version_of(&draft.document)?);
            documents.push(IndexDocument { title_row, content_row, version, ..draft.document });
        }
        self.index.upsert_all(documents).map_err(index)
    }

    /// The commit in which a document changes: the next one, or that of the same document before.
    fn version_of(&self, document: &IndexDocument) -> Result<u64> {
        let next = self.committed.version + 1;
        let Some(before) = self.before.find(&document.id).map_err(index)? else { return Ok(next) };
        let stored = self.before.document(before).map_err(index)?;
        let version = self.before.version(before).map_err(index)?;
        Ok(version.filter(|_| stored.payload == document.payload).unwrap_or(next))
    }

    /// The rows of all texts of a batch, the new ones embedded and appended in the batch's order.
    fn rows<'t>(
        &mut self,
        drafts: &'t [Draft],
        embedder: &dyn Embedder,
        progress: &dyn Progress,
    ) -> Result<BTreeMap<(u8, &'t str), u64>> {
        let mut rows = BTreeMap::new();
        for kind in [TextKind::Symmetric, TextKind::Passage] {
            let texts = drafts.iter().filter_map(|draft| match kind {
                TextKind::Passage => draft.texts.content.as_deref(),
                TextKind::Symmetric | TextKind::Query => draft.texts.title.as_deref(),
            });
            let mut new = Vec::new();
            let mut n_known = 0;
            for text in texts {
                let key = (kind_number(kind), text);
                let hash = TextHash::new(kind, text);
                match self.vectors.with(|file| file.row_of(hash)) {
                    Some(row) => {
                        rows.insert(key, row);
                        n_known += 1;
                    }
                    None if rows.insert(key, u64::MAX).is_none() => new.push((text, hash)),
                    None => n_known += 1,
                }
            }
            progress.advance(n_known);
            let texts: Vec<&str> = new.iter().map(|(text, _)| *text).collect();
            let embeddings = embedder.embed(&texts, kind, progress).map_err(embed)?;
            let hashed: Vec<_> = new.iter().map(|(_, hash)| *hash).zip(&embeddings).collect();
            let appended = self.vectors.with(|file| file.append(&hashed)).map_err(embed)?;
            for ((text, _), row) in new.into_iter().zip(appended) {
                rows.insert((kind_number(kind), text), row);
            }
        }
        Ok(rows)
    }

    pub(crate) fn delete(&mut self, id: &str) -> Result<()> {
        if self.shelf.keeps == Keeps::Removals
            && let Some(removed) = RemovedDocument::of(&self.before, id).map_err(index)?
        {
            self.removed.insert(id.to_owned(), removed);
        }
        self.index.delete(id).map_err(index)
    }

    /// Makes all that was put in visible, or nothing of it. `at` is the instant of the commit, in
    /// seconds since 1970-01-01 UTC.
    pub(crate) fn commit(&mut self, at: Option<i64>) -> Result<()> {
        self.vectors.with(VectorFile::sync).map_err(embed)?;
        let rows = self.vectors.with(|file| file.rows());
        let version = self.committed.version + 1;
        let removed = self.removed.values().cloned().collect();
        let log = self.log.append(self.committed.log, &Commit { version, at, removed })?;
        let committed = Committed { rows, version, log };
        let payload = serde_json::to_string(&committed).map_err(|e| io(e.into()))?;
        self.index.commit(&payload).map_err(index)?;
        self.committed = committed;
        self.removed.clear();
        self.log.clean(log);
        self.before = self.shelf.index.snapshot().map_err(index)?;
        Ok(())
    }
}

fn kind_number(kind: TextKind) -> u8 {
    match kind {
        TextKind::Query => 0,
        TextKind::Passage => 1,
        TextKind::Symmetric => 2,
    }
}
