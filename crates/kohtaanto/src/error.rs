//! What can go wrong, by what the caller can do about it.

use kohtaanto_domain::model::FieldErrors;
use std::path::PathBuf;

/// The kind of an error: all that the command line and a service look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The caller's input is at fault.
    InvalidInput,
    /// The caller's role or token does not open it.
    Forbidden,
    /// What was asked for is not there.
    NotFound,
    /// Someone else holds what is needed, or it exists already.
    Conflict,
    /// Something needed is not at hand now: the model, the runtime.
    Unavailable,
    /// The store was made with another format or model.
    Incompatible,
    /// A file is damaged.
    Corrupt,
    /// The caller stopped it.
    Cancelled,
    /// A fault of this library or of the machine.
    Internal,
}

/// An error of the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Fields that were refused.
    #[error("{0}")]
    Fields(FieldErrors),
    /// There is no such posting, candidate or folder.
    #[error("{what} {id:?} is not there; {fix}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its id or path.
        id: String,
        /// What to do.
        fix: String,
    },
    /// A store exists where a new one should be made.
    #[error("a store is already in {}; open it, or choose another folder", path.display())]
    AlreadyExists {
        /// Its folder.
        path: PathBuf,
    },
    /// The store was made with another format or model.
    #[error("the store in {} was made with {found}, not with {expected}; {fix}", path.display())]
    Incompatible {
        /// Its folder.
        path: PathBuf,
        /// What it was made with.
        found: String,
        /// What this program has.
        expected: String,
        /// What to do.
        fix: String,
    },
    /// A file of the store is damaged.
    #[error("{} is damaged: {problem}; restore it from a copy, or build the store anew", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What was found.
        problem: String,
    },
    /// Ranking people is switched off, or the purpose is missing.
    #[error("ranking people is not allowed here: {0}")]
    PeopleLocked(String),
    /// The permit or token does not open what was asked.
    #[error("{0}")]
    Forbidden(String),
    /// The audit log could not be written, so what it would have told of is not given.
    #[error("nothing is given that the audit log does not hold: {path}: {source}; {fix}", path = path.display())]
    AuditUnwritable {
        /// The log.
        path: PathBuf,
        /// What to do.
        fix: &'static str,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The audit log is not the one that was written: a line was changed, taken out or put in.
    #[error("the audit log is broken at {}:{line}: {problem}", path.display())]
    AuditBroken {
        /// The file of the line.
        path: PathBuf,
        /// Its number in that file, from 1.
        line: u64,
        /// What does not hold.
        problem: String,
    },
    /// What was asked needs vectors, and there is no model to make them.
    #[error("{0}")]
    NoEmbedder(String),
    /// What was asked needs a taxonomy, and there is none.
    #[error("{0}")]
    NoTaxonomy(String),
    /// A file could not be read or written; the message names it.
    #[error("{message}")]
    Io {
        /// Path and what the system says.
        message: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The index.
    #[error("{message}")]
    Index {
        /// What it says.
        message: String,
        /// Its kind.
        kind: ErrorKind,
        /// The error.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The embedder, the runtime or the vectors.
    #[error("{message}")]
    Embed {
        /// What it says.
        message: String,
        /// Its kind.
        kind: ErrorKind,
        /// The error.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What the caller can do about it.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Fields(_) => ErrorKind::InvalidInput,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::AlreadyExists { .. } => ErrorKind::Conflict,
            Self::Incompatible { .. } => ErrorKind::Incompatible,
            Self::Corrupt { .. } => ErrorKind::Corrupt,
            Self::PeopleLocked(_) => ErrorKind::InvalidInput,
            Self::Forbidden(_) => ErrorKind::Forbidden,
            Self::AuditUnwritable { .. } => ErrorKind::Unavailable,
            Self::AuditBroken { .. } => ErrorKind::Corrupt,
            Self::NoEmbedder(_) | Self::NoTaxonomy(_) => ErrorKind::Unavailable,
            Self::Io { source, .. } => match source.kind() {
                std::io::ErrorKind::NotFound => ErrorKind::NotFound,
                _ => ErrorKind::Internal,
            },
            Self::Index { kind, .. } | Self::Embed { kind, .. } => *kind,
        }
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

// Private conversions, not `From`: a dependency's error is no part of the promise.
pub(crate) fn io(source: std::io::Error) -> Error {
    Error::Io { message: source.to_string(), source }
}

pub(crate) fn index(source: kohtaanto_index::Error) -> Error {
    use kohtaanto_index::Error as E;
    let kind = match &source {
        E::NotFound { .. } => ErrorKind::NotFound,
        E::AlreadyExists { .. } | E::Locked { .. } => ErrorKind::Conflict,
        E::Incompatible { .. } => ErrorKind::Incompatible,
        E::Corrupt { .. } => ErrorKind::Corrupt,
        E::InvalidDocument { .. } => ErrorKind::InvalidInput,
        _ => ErrorKind::Internal,
    };
    Error::Index { message: source.to_string(), kind, source: Box::new(source) }
}

pub(crate) fn embed(source: kohtaanto_embed::Error) -> Error {
    use kohtaanto_embed::Error as E;
    let kind = match &source {
        E::MissingFile { .. }
        | E::RuntimeNotFound { .. }
        | E::RuntimeFetch { .. }
        | E::RuntimeLoad { .. }
        | E::RuntimeNotLoaded => ErrorKind::Unavailable,
        E::DamagedFile { .. } | E::Corrupt { .. } => ErrorKind::Corrupt,
        E::Manifest { .. } | E::Tokenizer { .. } | E::Model { .. } => ErrorKind::Incompatible,
        E::Busy { .. } => ErrorKind::Conflict,
        _ => ErrorKind::Internal,
    };
    Error::Embed { message: source.to_string(), kind, source: Box::new(source) }
}
