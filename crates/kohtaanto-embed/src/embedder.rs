//! What every embedder is: texts in, one vector for each out, in the same order.
//!
//! It loads nothing and computes nothing: [`HashingEmbedder`](crate::HashingEmbedder) and
//! [`OnnxEmbedder`](crate::OnnxEmbedder) do.

use std::fmt::Debug;

use crate::{Embedding, Result};

/// Turns texts into vectors.
///
/// The vector of a text depends on the text, its kind and the model alone: not on the texts beside
/// it, the number of threads or the order.
pub trait Embedder: Send + Sync + Debug {
    /// Which model makes the vectors. A store keeps it and refuses another.
    fn model(&self) -> &ModelId;

    /// The number of components of each vector.
    fn dimensions(&self) -> usize;

    /// One vector for each text, in the order of `texts`.
    ///
    /// `progress` is told how many texts became ready, from whichever thread made them.
    ///
    /// # Errors
    ///
    /// [`Error::Inference`](crate::Error::Inference) and [`Error::Model`](crate::Error::Model) when
    /// the model fails; no vector is returned then.
    fn embed(
        &self,
        texts: &[&str],
        kind: TextKind,
        progress: &dyn Progress,
    ) -> Result<Vec<Embedding>>;
}

/// What a text is for: models are trained with a prefix that tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// Looks for passages.
    Query,
    /// Is looked for.
    Passage,
    /// Is compared with its like, such as a title with titles. A model without a prefix for it
    /// treats it as a query.
    Symmetric,
}

impl TextKind {
    /// A name that never changes: it is part of what a store hashes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Passage => "passage",
            Self::Symmetric => "symmetric",
        }
    }
}

/// Which model made a vector: vectors of different models cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ModelId {
    /// The name in the manifest.
    pub name: String,
    /// The version in the manifest.
    pub version: String,
    /// SHA-256, in lower-case hexadecimal, over all that a vector depends on: the hashes of the
    /// model's files, prefixes, pooling, dimensions and the longest text. A store compares this.
    pub hash: String,
}

/// Is told how far a long task is.
pub trait Progress: Sync {
    /// `n` more texts are ready. Called from several threads.
    fn advance(&self, n: usize);
}

/// Nobody wants to know.
impl Progress for () {
    fn advance(&self, _n: usize) {}
}

impl<F: Fn(usize) + Sync> Progress for F {
    fn advance(&self, n: usize) {
        self(n);
    }
}
