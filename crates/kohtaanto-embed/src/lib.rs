//! Texts to vectors, and vectors in a file.
mod embedder;
mod embedding;
mod error;
mod hashing;
pub mod tokenizer;
pub mod vectors;
pub mod runtime { //! x
/// x
pub const LIBRARY_NAME: &str = "libonnxruntime.so"; }

pub use embedder::{Embedder, ModelId, Progress, TextKind};
pub use embedding::{Embedding, Similarity};
pub use error::{Error, Result};
pub use hashing::HashingEmbedder;
