//! What can go wrong, said for the caller: which folder, which document, and how to mend it.

use std::path::{Path, PathBuf};
use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};

/// An error of the index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such folder.
    #[error("no index folder at {}; create the index first", path.display())]
    NotFound {
        /// The folder.
        path: PathBuf,
    },
    /// `create` was asked for a folder that holds an index already.
    #[error("an index is already at {}; open it, or remove the folder first", path.display())]
    AlreadyExists {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds no index of this version.
    #[error("the folder {} is not an index of this version ({problem}); build it anew from the source data", path.display())]
    Incompatible {
        /// The folder.
        path: PathBuf,
        /// What differs.
        problem: String,
    },
    /// The files of the index are damaged.
    #[error("the index at {} is damaged ({problem}); restore the folder from a copy or build it anew", path.display())]
    Corrupt {
        /// The folder.
        path: PathBuf,
        /// What was found.
        problem: String,
    },
    /// Another writer, perhaps of another process, holds the index.
    #[error("another writer holds the index at {}; close it and try again", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// A document that cannot be indexed.
    #[error("document {id:?}: {problem}")]
    InvalidDocument {
        /// Its id, as given.
        id: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A `DocKey` or `DocSet` of another snapshot.
    #[error("a document key or set of another snapshot was used; ask this snapshot for its own")]
    ForeignSnapshot,
    /// The operating system refused.
    #[error("cannot read or write the index at {}", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// A fault of this crate or of the search library.
    #[error("internal fault of the index at {}: {problem}", path.display())]
    Internal {
        /// The folder.
        path: PathBuf,
        /// What was said.
        problem: String,
    },
}

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The same fault as the caller must see it.
    pub(crate) fn of(path: &Path, error: TantivyError) -> Self {
        let path = path.to_path_buf();
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked { path },
            TantivyError::LockFailure(LockError::IoError(e), _) => Self::of_io(&path, copy(&e)),
            TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => {
                Self::NotFound { path }
            }
            TantivyError::IndexAlreadyExists => Self::AlreadyExists { path },
            TantivyError::IncompatibleIndex(e)
            | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(e)) => {
                Self::Incompatible { path, problem: format!("{e:?}") }
            }
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::Corrupt { path, problem: format!("{} is missing", file.display()) }
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            | TantivyError::IoError(io_error) => Self::of_io(&path, copy(&io_error)),
            TantivyError::DataCorruption(e) => Self::Corrupt { path, problem: format!("{e:?}") },
            other => Self::Internal { path, problem: other.to_string() },
        }
    }

    /// A fault of the operating system, or of the bytes that it gave.
    pub(crate) fn of_io(path: &Path, error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_path_buf();
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                Self::Corrupt { path, problem: error.to_string() }
            }
            _ => Self::Io { path, source: error },
        }
    }
}

fn copy(error: &std::io::Error) -> std::io::Error {
    match error.raw_os_error() {
        Some(code) => std::io::Error::from_raw_os_error(code),
        None => std::io::Error::new(error.kind(), error.to_string()),
    }
}
