//! What can go wrong with a taxonomy.

use std::path::PathBuf;

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a taxonomy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row of a source file is broken.
    #[error("{file}: line {line}, column {column}: {problem}; {fix}")]
    Row {
        /// The file's name.
        file: String,
        /// Line, from 1.
        line: u64,
        /// The column's name.
        column: String,
        /// What is wrong.
        problem: String,
        /// What to write instead.
        fix: String,
    },
    /// The concepts do not fit together.
    #[error("{uri}: {problem}; {fix}")]
    Concept {
        /// The concept's identifier.
        uri: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        fix: String,
    },
    /// A file that is needed is not there.
    #[error("{path} is not there; {fix}")]
    Missing {
        /// The file.
        path: PathBuf,
        /// What to do.
        fix: String,
    },
    /// A taxonomy file is damaged, or of another format.
    #[error(
        "{path} is not a taxonomy of this version: {problem}; import it anew with `kohtaanto taxonomy import`"
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// What the disk refuses.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}
