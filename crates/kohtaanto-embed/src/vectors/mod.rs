//! The vectors of a store: rows are appended, never changed, and scanned in place.
//!
//! A row takes two bytes a component (768 for 384 dimensions), which loses nothing of an
//! [`Embedding`](crate::Embedding). Half of what `f32` would take is half of what a scan must read,
//! and products of 16-bit numbers are what processors since SSE2 multiply eight at a time without
//! being asked, while half floats need an instruction set that a portable binary cannot count on.
//! A sum of whole numbers is the same in any order, so a similarity is the same bits everywhere.
//!
//! Beside the rows lies `<name>.hashes`, 24 bytes a row, that only writers read: the hash of the
//! text (the same text gets the same row, and is embedded once) and a checksum of the row.
//!
//! Order of a commit: [`VectorFile::append`], [`VectorFile::sync`], then whatever names the rows
//! (the commit of the search index). After a crash between the two, [`VectorFile::open`] is told how
//! many rows were named and cuts the rest.
//!
//! It does not know what a row belongs to, does not delete rows (a store is compacted by writing
//! it anew) and builds no graph.

mod file;
mod format;
mod prefetch;
mod snapshot;
#[cfg(test)]
mod tests;

pub use file::VectorFile;
pub use snapshot::{Row, VectorSnapshot};

use xxhash_rust::xxh3::Xxh3;

use crate::TextKind;

/// Names a text of a kind: xxh3-128. Texts with the same hash share a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextHash([u8; 16]);

impl TextHash {
    /// The hash of `text` as it is, byte by byte, for this kind.
    #[must_use]
    pub fn new(kind: TextKind, text: &str) -> Self {
        let mut hasher = Xxh3::new();
        hasher.update(kind.name().as_bytes());
        hasher.update(&[0]);
        hasher.update(text.as_bytes());
        Self(hasher.digest128().to_le_bytes())
    }

    /// A hash that [`to_bytes`](Self::to_bytes) gave.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The hash as bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}
