//! One index with its vectors: documents go in by batches, identical texts are embedded once.

use super::documents::EmbeddedTexts;
use crate::error::{Error, Result, embed, index, io};
use fs_err as fs;
use kohtaanto_embed::vectors::{TextHash, VectorFile, VectorSnapshot};
use kohtaanto_embed::{Embedder, Progress, TextKind};
use kohtaanto_index::{Index, IndexDocument, IndexWriter, WriterOptions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The vector file of a shelf.
const VECTORS: &str = "vectors.vec";

/// What a commit says of the vectors that belong to it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Committed {
    /// Rows of the vector file.
    rows: u64,
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
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Memory(std::sync::Mutex<VectorFile>),
}

impl Shelf {
    pub(crate) fn create(dir: &Path, dimensions: usize) -> Result<Self> {
        fs::create_dir_all(dir).map_err(io)?;
        let vectors = dir.join(VECTORS);
        drop(VectorFile::create(&vectors, dimensions).map_err(embed)?);
        let index = Index::create(&dir.join("index")).map_err(index)?;
        Ok(Self { index, place: Place::Folder(vectors), dimensions })
    }

    pub(crate) fn open(dir: &Path, dimensions: usize) -> Result<Self> {
        let index = Index::open(&dir.join("index")).map_err(index)?;
        Ok(Self { index, place: Place::Folder(dir.join(VECTORS)), dimensions })
    }

    pub(crate) fn in_memory(dimensions: usize) -> Result<Self> {
        let index = Index::in_memory().map_err(index)?;
        let vectors = std::sync::Mutex::new(VectorFile::in_memory(dimensions));
        Ok(Self { index, place: Place::Memory(vectors), dimensions })
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
        // The index first: rows are only appended, so a file seen later holds at least its rows.
        let snapshot = self.index.snapshot().map_err(index)?;
        let rows = self.committed()?.rows;
        let vectors = match &self.place {
            Place::Folder(dir) => VectorSnapshot::open(dir, self.dimensions, rows),
            Place::Memory(vectors) => {
                vectors.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).snapshot()
            }
        };
        Ok(ShelfSnapshot { index: snapshot, vectors: vectors.map_err(embed)? })
    }

    pub(crate) fn writer(&self, options: WriterOptions) -> Result<ShelfWriter<'_>> {
        // The index's lock keeps other writers away before any row is cut.
        let writer = self.index.writer(options).map_err(index)?;
        let vectors = match &self.place {
            Place::Folder(dir) => {
                let rows = self.committed()?.rows;
                Vectors::Own(VectorFile::open(dir, self.dimensions, rows).map_err(embed)?)
            }
            Place::Memory(vectors) => Vectors::Shared(vectors),
        };
        Ok(ShelfWriter { index: writer, vectors })
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
    Shared(&'a std::sync::Mutex<VectorFile>),
}

impl Vectors<'_> {
    fn with<T>(&mut self, f: impl FnOnce(&mut VectorFile) -> T) -> T {
        match self {
            Self::Own(file) => f(file),
            Self::Shared(file) => {
                f(&mut file.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
            }
        }
    }
}

/// Immutable view of a shelf.
#[derive(Debug, Clone)]
pub(crate) struct ShelfSnapshot {
    pub(crate) index: kohtaanto_index::Snapshot,
    pub(crate) vectors: VectorSnapshot,
}

/// The one writer of a shelf.
#[derive(Debug)]
pub(crate) struct ShelfWriter<'a> {
    index: IndexWriter,
    vectors: Vectors<'a>,
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
        let documents = drafts.into_iter().zip(placed).map(|(draft, (title, content))| {
            IndexDocument { title_row: title, content_row: content, ..draft.document }
        });
        self.index.upsert_all(documents.collect()).map_err(index)
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
        self.index.delete(id).map_err(index)
    }

    /// Makes all that was put in visible, or nothing of it.
    pub(crate) fn commit(&mut self) -> Result<()> {
        self.vectors.with(VectorFile::sync).map_err(embed)?;
        let rows = self.vectors.with(|file| file.rows());
        let payload = serde_json::to_string(&Committed { rows }).map_err(|e| io(e.into()))?;
        self.index.commit(&payload).map_err(index)
    }
}

fn kind_number(kind: TextKind) -> u8 {
    match kind {
        TextKind::Query => 0,
        TextKind::Passage => 1,
        TextKind::Symmetric => 2,
    }
}
