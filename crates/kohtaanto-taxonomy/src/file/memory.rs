//! The only `unsafe` of this crate: reading a file through a memory map.

use crate::error::Result;
use memmap2::Mmap;
use std::fmt;
use std::ops::Deref;
use std::path::Path;

/// Bytes in the program, on the heap, or in a mapped file.
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Owned(Vec<u8>),
    Mapped(Mmap),
}

impl Bytes {
    /// Maps a file for reading.
    ///
    /// The file must not be changed in place while it is mapped. This project writes such files
    /// beside their place and renames them, so a mapped one is never changed.
    #[allow(unsafe_code)]
    pub(crate) fn map(path: &Path) -> Result<Self> {
        let file = fs_err::File::open(path)?;
        // SAFETY: as said above, nobody truncates or rewrites the file in place.
        let map = unsafe { Mmap::map(file.file())? };
        Ok(Self::Mapped(map))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.len())
    }
}
