//! Reads the head of a file through a memory map: the only `unsafe` of this crate.
//!
//! It checks nothing of the content.

use std::fs::File;
use std::path::Path;

use memmap2::{Mmap, MmapOptions};

use crate::{Error, Result};

/// Maps the first `n_bytes` of `file`, which must be that long.
#[allow(unsafe_code)]
pub(super) fn map(file: &File, path: &Path, n_bytes: usize) -> Result<Mmap> {
    // SAFETY: the bytes behind the map must not change or go while it lives. Only `VectorFile`
    // writes such files: it writes behind the rows it has and cuts, at `open`, only rows that no
    // commit names, while snapshots map named or appended rows of a living writer alone. A lock on
    // the file keeps other writers of ours away. A foreign process that cuts the file under us
    // kills us with SIGBUS, as with any memory-mapped index; what it writes is read as
    // plain bytes, for which every value is valid.
    unsafe { MmapOptions::new().len(n_bytes).map(file) }.map_err(Error::io("map", path))
}
