//! Vectors from an ONNX model.
//!
//! Texts are tokenized in parallel, sorted by length and run in batches of about 600 tokens, long
//! ones first, in sessions of one thread each: two such sessions beat one of two threads, and
//! batches beat single texts (`--example measure` shows by how much on a machine).
//!
//! **The same text gives the same vector**, whatever is embedded beside it: the width that a text
//! is filled up to follows from its own length alone, since sums in the runtime's vector lanes
//! depend on the width, and rows of a batch do not touch each other. Between kinds of
//! processor and versions of the runtime the last bits of the runtime differ; most such differences
//! vanish in the grid of [`Embedding`], but not all.
//!
//! It finds no runtime and fetches no model: see [`runtime`](crate::runtime).

mod batch;
mod pool;
mod session;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::prelude::*;

use crate::tokenizer::Tokenizer;
use crate::{Embedder, Embedding, Error, Manifest, ModelId, Progress, Result, TextKind};
use batch::Batch;
use pool::SessionPool;
use session::SessionFactory;

/// An embedder that runs an ONNX graph.
#[derive(Debug)]
pub struct OnnxEmbedder {
    manifest: Manifest,
    id: ModelId,
    tokenizer: Tokenizer,
    pool: SessionPool,
    batch_tokens: usize,
}

/// How to load and run a model.
#[derive(Debug, Clone)]
pub struct OnnxOptions {
    /// Processor cores to use. By default all that there are.
    pub threads: usize,
    /// Copies of the model that run side by side, each on its share of the threads and with
    /// memory of its own. By default one for each thread, four at most. The second and later ones
    /// are made when there is work for them.
    pub sessions: usize,
    /// Whether to compare the files with their checksums first. By default yes.
    pub verify: bool,
    /// Tokens of a batch, filling counted; one text is a batch at least. By default 600.
    pub batch_tokens: usize,
}

/// More copies would cost more memory than they gain.
const MAX_SESSIONS: usize = 4;

/// Fewer texts are tokenized faster here than handed to other threads.
const FEW_TEXTS: usize = 8;

impl Default for OnnxOptions {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        Self { threads, sessions: threads.min(MAX_SESSIONS), verify: true, batch_tokens: 600 }
    }
}

impl OnnxEmbedder {
    /// Loads the model in the folder `dir`. A runtime must have been loaded:
    /// [`runtime::load`](crate::runtime::load).
    ///
    /// # Errors
    ///
    /// [`Error::MissingFile`], [`Error::DamagedFile`], [`Error::Manifest`], [`Error::Tokenizer`],
    /// [`Error::Model`] by what is wrong in the folder; [`Error::RuntimeNotLoaded`];
    /// [`Error::Io`].
    pub fn load(dir: &Path, options: OnnxOptions) -> Result<Self> {
        let manifest = Manifest::read(dir)?;
        if options.verify {
            manifest.verify(dir)?;
        }
        let sessions = options.sessions.max(1);
        let threads = (options.threads / sessions).max(1);
        let factory = SessionFactory::new(dir, &manifest, threads)?;
        let tokenizer_path = dir.join(&manifest.files.tokenizer.path);
        let (pool, tokenizer) = rayon::join(
            || SessionPool::new(factory, sessions),
            || Tokenizer::load(&tokenizer_path),
        );
        Ok(Self {
            id: manifest.id(),
            tokenizer: tokenizer?,
            pool: pool?,
            batch_tokens: options.batch_tokens,
            manifest,
        })
    }

    /// The model's manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn tokenize(&self, texts: &[&str], kind: TextKind) -> Vec<Vec<u32>> {
        let prefix = self.manifest.prefix(kind);
        let encode = |text: &&str| {
            let text = format!("{prefix}{}", text.trim());
            self.tokenizer.encode(&text, self.manifest.max_tokens)
        };
        if texts.len() <= FEW_TEXTS {
            texts.iter().map(encode).collect()
        } else {
            texts.par_iter().map(encode).collect()
        }
    }

    fn run(&self, batch: &Batch, tokens: &[Vec<u32>]) -> Result<Vec<Embedding>> {
        let failed = |reason| Error::Inference { model: self.manifest.name.clone(), reason };
        let mut session = self.pool.take()?;
        let pooled = session.run(batch, tokens, self.tokenizer.pad()).map_err(failed)?;
        drop(session);
        let embeddings = pooled.into_iter().map(Embedding::new);
        embeddings.collect::<Result<_>>().map_err(|error| failed(error.to_string()))
    }
}

impl Embedder for OnnxEmbedder {
    fn model(&self) -> &ModelId {
        &self.id
    }

    fn dimensions(&self) -> usize {
        self.manifest.dimensions
    }

    fn embed(
        &self,
        texts: &[&str],
        kind: TextKind,
        progress: &dyn Progress,
    ) -> Result<Vec<Embedding>> {
        let tokens = self.tokenize(texts, kind);
        let batches = batch::plan(&tokens, self.batch_tokens, self.manifest.max_tokens);
        let embeddings = Mutex::new(vec![None; texts.len()]);
        let next = AtomicUsize::new(0);
        let work = || -> Result<()> {
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                let ready = self.run(batch, &tokens);
                let ready = ready.inspect_err(|_| next.store(batches.len(), Ordering::Relaxed))?;
                if let Ok(mut embeddings) = embeddings.lock() {
                    for (text, embedding) in batch.texts.iter().zip(ready) {
                        embeddings[*text] = Some(embedding);
                    }
                }
                progress.advance(batch.texts.len());
            }
            Ok(())
        };
        let n_workers = self.pool.worthwhile(batch::n_full(&batches, self.batch_tokens));
        if n_workers == 1 {
            work()?;
        } else {
            thread::scope(|scope| {
                let workers: Vec<_> = (0..n_workers).map(|_| scope.spawn(work)).collect();
                workers.into_iter().try_for_each(|worker| match worker.join() {
                    Ok(done) => done,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
            })?;
        }
        let embeddings = embeddings.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        embeddings
            .into_iter()
            .map(|embedding| {
                embedding.ok_or_else(|| Error::Inference {
                    model: self.manifest.name.clone(),
                    reason: "a text was left without a vector".into(),
                })
            })
            .collect()
    }
}
