//! The one error type of this crate.
//!
//! Each variant says what is wrong, where, and how to mend it. No type of another crate shows here:
//! a foreign cause is a boxed source or text.

use std::path::{Path, PathBuf};

/// What can go wrong between a text and its vector.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A vector without a direction: empty, all zeros, or with a value that is not finite.
    #[error("not an embedding: {reason}")]
    NotAnEmbedding {
        /// Which of these it is.
        reason: &'static str,
    },
    /// Two vectors, or a vector and a store, of different lengths.
    #[error("{what} has {found} dimensions, expected {expected}")]
    Dimensions {
        /// What has the wrong length.
        what: &'static str,
        /// The length it should have.
        expected: usize,
        /// The length it has.
        found: usize,
    },
    /// A manifest that cannot be read as one.
    #[error("{}: {reason}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong in it.
        reason: String,
    },
    /// A file of a model that is not there.
    #[error("{} is missing: {mend}", path.display())]
    MissingFile {
        /// The file.
        path: PathBuf,
        /// The command that brings it.
        mend: String,
    },
    /// A file of a model whose content is not what its manifest says.
    #[error("{} is damaged ({reason}): {mend}", path.display())]
    DamagedFile {
        /// The file.
        path: PathBuf,
        /// What differs.
        reason: String,
        /// The command that mends it.
        mend: String,
    },
    /// A tokenizer that cannot be read, or of a kind that is not supported.
    #[error("{}: {reason}", path.display())]
    Tokenizer {
        /// The tokenizer file.
        path: PathBuf,
        /// What is wrong in it.
        reason: String,
    },
    /// A graph that the runtime refuses, or that does not fit its manifest.
    #[error("{}: the model cannot be loaded: {reason}", path.display())]
    Model {
        /// The graph file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The runtime failed on texts that it should be able to take.
    #[error("the model {model} failed: {reason}")]
    Inference {
        /// The model's name.
        model: String,
        /// What the runtime said.
        reason: String,
    },
    /// No ONNX Runtime was found.
    #[error(
        "no usable ONNX Runtime: {}; run `kohtaanto setup` once, or set ORT_DYLIB_PATH to a {}",
        tried.join("; "),
        crate::runtime::LIBRARY_NAME
    )]
    RuntimeNotFound {
        /// Each place that was looked at, and why it did not do.
        tried: Vec<String>,
    },
    /// ONNX Runtime could not be fetched.
    #[error(
        "ONNX Runtime could not be fetched: {}; check the network, or install the Python package \
         onnxruntime, or set ORT_DYLIB_PATH to a {}",
        tried.join("; "),
        crate::runtime::LIBRARY_NAME
    )]
    RuntimeFetch {
        /// Each way that was tried, and why it failed.
        tried: Vec<String>,
    },
    /// A library was found and could not be loaded.
    #[error("{} cannot be loaded as ONNX Runtime: {reason}", path.display())]
    RuntimeLoad {
        /// The library.
        path: PathBuf,
        /// What the loader said.
        reason: String,
    },
    /// A model was loaded before a runtime.
    #[error("ONNX Runtime is not loaded: call runtime::load before OnnxEmbedder::load")]
    RuntimeNotLoaded,
    /// A vector file that another writer holds.
    #[error("{} is being written by another process: wait for it to end", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// A vector file whose content contradicts itself or the caller.
    #[error("{} is corrupt: {reason}; restore the store from a copy or import it anew", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A row number beyond the rows that a snapshot sees.
    #[error("there is no vector row {row}: the snapshot has {n_rows}")]
    NoSuchRow {
        /// The row asked for.
        row: u64,
        /// The rows there are.
        n_rows: u64,
    },
    /// The operating system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The result of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Turns an input or output error on `path` into ours.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_path_buf(), source }
    }
}
