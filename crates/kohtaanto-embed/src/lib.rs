//! Texts to vectors, and the file that keeps them.
//!
//! An [`Embedder`] turns texts into [`Embedding`]s: [`OnnxEmbedder`] runs a model folder with its
//! [`Manifest`] on ONNX Runtime, which [`runtime`] finds or fetches; [`HashingEmbedder`] needs
//! neither and serves tests. [`vectors`] keeps embeddings in an append-only file that is searched
//! in place, [`codes`] in a smaller table that is made once.
//!
//! What it does not do: choose which texts of a posting or a person are embedded, rank, or know
//! what a vector belongs to. It prints nothing: progress goes to what the caller gives. It reads
//! the environment in [`runtime::Locations::from_env`] alone, and touches the network in
//! [`runtime::fetch`] alone.
//!
//! ```
//! use kohtaanto_embed::vectors::{TextHash, VectorFile};
//! use kohtaanto_embed::{Embedder, HashingEmbedder, TextKind};
//!
//! let embedder = HashingEmbedder::default();
//! let titles = ["lähihoitaja", "lähihoitajat, kotihoito", "hitsaaja"];
//! let embeddings = embedder.embed(&titles, TextKind::Symmetric, &())?;
//!
//! let mut file = VectorFile::in_memory(embedder.dimensions());
//! let hashes = titles.map(|title| TextHash::new(TextKind::Symmetric, title));
//! let rows: Vec<_> = hashes.into_iter().zip(&embeddings).collect();
//! assert_eq!(file.append(&rows)?, [0, 1, 2]);
//!
//! let mut similarities = Vec::new();
//! file.snapshot()?.similarities(&embeddings[0], &[1, 2], &mut similarities)?;
//! assert!(similarities[0] > similarities[1]);
//! # Ok::<(), kohtaanto_embed::Error>(())
//! ```

pub mod codes;
mod digest;
mod embedder;
mod embedding;
mod error;
mod hashing;
mod kernel;
mod manifest;
mod memory;
mod onnx;
pub mod runtime;
pub mod tokenizer;
pub mod vectors;

pub use embedder::{Embedder, ModelId, Progress, TextKind};
pub use embedding::{Embedding, Similarity};
pub use error::{Error, Result};
pub use hashing::HashingEmbedder;
pub use manifest::{Graph, Manifest, ModelFile, ModelFiles, Pooling, Prefixes};
pub use onnx::{OnnxEmbedder, OnnxOptions};
