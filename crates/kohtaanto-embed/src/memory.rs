//! The `unsafe` of this crate but for the product of vectors and `prefetch`: reading a file through a memory map,
//! and giving freed memory back to the system.
//!
//! It checks nothing of a file's content.

use std::fs::File;
use std::path::Path;

use memmap2::{Mmap, MmapOptions};

use crate::{Error, Result};

/// Maps the first `n_bytes` of `file`, which must be that long.
#[allow(unsafe_code)]
pub(crate) fn map(file: &File, path: &Path, n_bytes: usize) -> Result<Mmap> {
    // SAFETY: the bytes behind the map must not change or go while it lives. A `CodeTable` is
    // written beside its place and renamed. Vectors only `VectorFile` writes: it writes behind the rows it has and cuts, at `open`, only rows that no
    // commit names, while snapshots map named or appended rows of a living writer alone. A lock on
    // the file keeps other writers of ours away. A foreign process that cuts the file under us
    // kills us with SIGBUS, as with any memory-mapped index; what it writes is read as
    // plain bytes, for which every value is valid.
    unsafe { MmapOptions::new().len(n_bytes).map(file) }.map_err(Error::io("map", path))
}

/// Gives memory that was freed back to the system.
///
/// Loading a model unfolds its weights several times; glibc keeps what that took, 240 MB of the
/// 410 that a process with the default model then seems to need. Elsewhere nothing is kept and
/// this does nothing.
#[allow(unsafe_code)]
pub(crate) fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            /// malloc_trim(3), a function of glibc since version 2.
            safe fn malloc_trim(pad: usize) -> std::ffi::c_int;
        }
        // Takes the allocator's own locks and touches free memory alone. Whether it found any is
        // of no interest.
        let _ = malloc_trim(0);
    }
}
