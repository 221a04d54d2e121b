//! An embedder that remembers, so that an evaluation that is run again embeds nothing twice.

use crate::error::{Result, embed, io};
use fs_err as fs;
use kohtaanto_embed::vectors::{TextHash, VectorFile};
use kohtaanto_embed::{Embedder, Embedding, ModelId, Progress, TextKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Texts that are embedded between two savings of the cache.
const CHUNK: usize = 4096;

/// Wraps an embedder with a file of the vectors that it has made before.
#[derive(Debug)]
pub struct CachedEmbedder {
    inner: Arc<dyn Embedder>,
    file: Mutex<VectorFile>,
    /// Says how many rows of the file are whole.
    counter: PathBuf,
}

impl CachedEmbedder {
    /// A cache in a folder of its own for each model.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn open(inner: Arc<dyn Embedder>, dir: &Path) -> Result<Self> {
        let hash: String = inner.model().hash.chars().take(16).collect();
        let dir = dir.join(format!("{}-{hash}", inner.model().name));
        fs::create_dir_all(&dir).map_err(io)?;
        let (path, counter) = (dir.join("vectors.vec"), dir.join("rows"));
        let n = inner.dimensions();
        let rows = fs::read_to_string(&counter).ok().and_then(|rows| rows.trim().parse().ok());
        let file = match rows {
            Some(rows) => VectorFile::open(&path, n, rows),
            None => VectorFile::create(&path, n),
        };
        Ok(Self { inner, file: Mutex::new(file.map_err(embed)?), counter })
    }

    fn save(&self, file: &mut VectorFile) -> kohtaanto_embed::Result<()> {
        file.sync()?;
        // A count that could not be written costs the next run some work, nothing else.
        let _ = fs::write(&self.counter, file.rows().to_string());
        Ok(())
    }
}

impl Embedder for CachedEmbedder {
    fn model(&self) -> &ModelId {
        self.inner.model()
    }

    fn dimensions(&self) -> usize {
        self.inner.dimensions()
    }

    fn embed(
        &self,
        texts: &[&str],
        kind: TextKind,
        progress: &dyn Progress,
    ) -> kohtaanto_embed::Result<Vec<Embedding>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let hashes: Vec<TextHash> = texts.iter().map(|text| TextHash::new(kind, text)).collect();
        let mut new: Vec<(TextHash, &str)> = Vec::new();
        let mut seen = BTreeSet::new();
        for (hash, text) in hashes.iter().zip(texts) {
            if file.row_of(*hash).is_none() && seen.insert(hash.to_bytes()) {
                new.push((*hash, text));
            }
        }
        progress.advance(texts.len() - new.len());
        for chunk in new.chunks(CHUNK) {
            let texts: Vec<&str> = chunk.iter().map(|(_, text)| *text).collect();
            let made = self.inner.embed(&texts, kind, progress)?;
            let rows: Vec<_> = chunk.iter().map(|(hash, _)| *hash).zip(&made).collect();
            file.append(&rows)?;
            self.save(&mut file)?;
        }
        let snapshot = file.snapshot()?;
        let row = |hash: &TextHash| {
            // Every hash has a row by now; a missing one is an error of the row's reader.
            let row = file.row_of(*hash).unwrap_or(u64::MAX);
            Ok(snapshot.row(row)?.to_embedding())
        };
        hashes.iter().map(row).collect()
    }
}
