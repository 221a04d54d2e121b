//! The bytes of a vector file and of the hashes beside it.
//!
//! ```text
//! vectors   64 bytes: magic "KOHTAVEC", version u32, dimensions u32, zeros
//!           then rows: dimensions x i16, a component times 32767
//! hashes    64 bytes: magic "KOHTAHSH", version u32, dimensions u32, zeros
//!           then rows: xxh3-128 of the text, xxh3-64 of the row's bytes
//! ```
//!
//! Numbers are little-endian. It opens no files.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::{Embedding, Error, Result};

pub(super) const HEADER_BYTES: u64 = 64;
pub(super) const HASH_BYTES: u64 = 24;
pub(super) const VECTORS_MAGIC: &[u8; 8] = b"KOHTAVEC";
pub(super) const HASHES_MAGIC: &[u8; 8] = b"KOHTAHSH";
const VERSION: u32 = 1;

/// Bytes of one row.
pub(super) fn row_bytes(dimensions: usize) -> u64 {
    dimensions.max(1) as u64 * 2
}

/// Where the hashes of a vector file are.
pub(super) fn hashes_path(vectors: &Path) -> PathBuf {
    let mut name = vectors.as_os_str().to_owned();
    name.push(".hashes");
    name.into()
}

/// Appends the bytes of one row.
pub(super) fn encode(embedding: &Embedding, out: &mut Vec<u8>) {
    out.extend(embedding.steps().flat_map(i16::to_le_bytes));
}

/// The embedding of a row's bytes.
pub(super) fn decode(row: &[u8]) -> Embedding {
    Embedding::from_steps(row.as_chunks().0.iter().map(|bytes| i16::from_le_bytes(*bytes)))
}

pub(super) fn write_header(
    file: &mut File,
    path: &Path,
    magic: &[u8; 8],
    dimensions: usize,
) -> Result<()> {
    let mut header = [0; HEADER_BYTES as usize];
    header[..8].copy_from_slice(magic);
    header[8..12].copy_from_slice(&VERSION.to_le_bytes());
    header[12..16].copy_from_slice(&(dimensions as u32).to_le_bytes());
    file.write_all(&header).map_err(Error::io("write", path))
}

/// Checks the header, and that there are `n_rows` rows or more.
pub(super) fn check(
    file: &mut File,
    path: &Path,
    magic: &[u8; 8],
    dimensions: usize,
    n_rows: u64,
) -> Result<()> {
    let corrupt = |reason: String| Error::Corrupt { path: path.to_path_buf(), reason };
    let mut header = [0; HEADER_BYTES as usize];
    file.seek(SeekFrom::Start(0)).map_err(Error::io("read", path))?;
    match file.read_exact(&mut header) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(corrupt("it is shorter than its header".into()));
        }
        read => read.map_err(Error::io("read", path))?,
    }
    let number = |at: usize| header[at..at + 4].iter().rev().fold(0, |n, &b| n << 8 | u32::from(b));
    if &header[..8] != magic {
        return Err(corrupt("it does not begin as a file of vectors does".into()));
    }
    if number(8) != VERSION {
        return Err(corrupt(format!("its format is {}, not {VERSION}", number(8))));
    }
    if number(12) as usize != dimensions {
        let found = number(12) as usize;
        return Err(Error::Dimensions { what: "the vector file", expected: dimensions, found });
    }
    let entry_bytes = if magic == VECTORS_MAGIC { row_bytes(dimensions) } else { HASH_BYTES };
    let n_bytes = file.metadata().map_err(Error::io("read", path))?.len();
    let found = (n_bytes - HEADER_BYTES) / entry_bytes;
    if found < n_rows {
        return Err(corrupt(format!("it has {found} rows, and {n_rows} were committed")));
    }
    Ok(())
}
