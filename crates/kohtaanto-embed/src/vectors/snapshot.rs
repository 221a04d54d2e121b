//! What one search sees of the vectors: a fixed number of rows, shared by threads.
//!
//! It never changes and never writes.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use super::format::{self, HEADER_BYTES, VECTORS_MAGIC};
use super::prefetch::prefetch;

use crate::kernel::dot;
use crate::{Embedding, Error, Result, Similarity, memory};

/// How many rows before it is compared a row is asked of the memory: some 5 KB under way, which
/// halved the time of a narrow set when it was measured (benches/README.md).
const AHEAD: usize = 6;

/// The first rows of a vector file. Cheap to clone.
#[derive(Clone)]
pub struct VectorSnapshot {
    dimensions: usize,
    n_rows: u64,
    rows: Rows,
}

/// One stored vector.
#[derive(Clone, Copy)]
pub struct Row<'a>(&'a [u8]);

#[derive(Clone)]
enum Rows {
    /// Header and rows.
    Mapped(Arc<Mmap>),
    /// Rows alone.
    Memory(Arc<Vec<u8>>),
}

impl VectorSnapshot {
    /// Maps the first `n_rows` rows of a file for reading: nothing else is read, checked or cut.
    ///
    /// # Errors
    ///
    /// [`Error::Corrupt`] when there are fewer rows or the header is not one,
    /// [`Error::Dimensions`] when it has other dimensions, [`Error::Io`].
    pub fn open(path: impl AsRef<Path>, dimensions: usize, n_rows: u64) -> Result<Self> {
        let path = path.as_ref();
        let mut file = File::open(path).map_err(Error::io("open", path))?;
        format::check(&mut file, path, VECTORS_MAGIC, dimensions, n_rows)?;
        Self::mapped(&file, path, dimensions, n_rows)
    }

    /// Maps rows that are known to be there.
    pub(super) fn mapped(file: &File, path: &Path, dimensions: usize, n_rows: u64) -> Result<Self> {
        let n_bytes = HEADER_BYTES + n_rows * format::row_bytes(dimensions);
        let map = memory::map(file, path, n_bytes as usize)?;
        Ok(Self { dimensions, n_rows, rows: Rows::Mapped(Arc::new(map)) })
    }

    /// Shares rows in memory.
    pub(super) fn memory(rows: Arc<Vec<u8>>, dimensions: usize, n_rows: u64) -> Self {
        Self { dimensions, n_rows, rows: Rows::Memory(rows) }
    }

    /// The number of rows; they are numbered from zero.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.n_rows
    }

    /// The number of components of each row.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// One row.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRow`].
    pub fn row(&self, row: u64) -> Result<Row<'_>> {
        row_of(self.bytes(), self.row_bytes(), self.n_rows, row).map(Row)
    }

    /// How close the vector of `row` is to `query`.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRow`], [`Error::Dimensions`].
    pub fn similarity(&self, query: &Embedding, row: u64) -> Result<Similarity> {
        let steps = self.query_steps(query)?;
        Ok(Similarity::from_steps(dot(&steps, self.row(row)?.0.as_chunks().0)))
    }

    /// How close the vectors of `rows` are to `query`, in their order, as values of
    /// [`Similarity`]. What `out` held before is gone.
    ///
    /// Rows in ascending order are read fastest.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRow`], [`Error::Dimensions`]; `out` is then not to be used.
    pub fn similarities(&self, query: &Embedding, rows: &[u64], out: &mut Vec<f32>) -> Result<()> {
        let steps = self.query_steps(query)?;
        let (bytes, row_bytes) = (self.bytes(), self.row_bytes());
        out.clear();
        out.reserve(rows.len());
        for (i, &row) in rows.iter().enumerate() {
            if let Some(next) = rows.get(i + AHEAD) {
                prefetch(row_of(bytes, row_bytes, self.n_rows, *next)?);
            }
            let row = row_of(bytes, row_bytes, self.n_rows, row)?;
            out.push(Similarity::from_steps(dot(&steps, row.as_chunks().0)).value());
        }
        Ok(())
    }

    fn query_steps(&self, query: &Embedding) -> Result<Vec<i16>> {
        if query.dimensions() != self.dimensions {
            let (expected, found) = (self.dimensions, query.dimensions());
            return Err(Error::Dimensions { what: "the query", expected, found });
        }
        Ok(query.steps().collect())
    }

    fn row_bytes(&self) -> usize {
        format::row_bytes(self.dimensions) as usize
    }

    fn bytes(&self) -> &[u8] {
        match &self.rows {
            Rows::Mapped(map) => &map[HEADER_BYTES as usize..],
            Rows::Memory(rows) => rows,
        }
    }
}

impl std::fmt::Debug for VectorSnapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VectorSnapshot({} rows of {} dimensions)", self.n_rows, self.dimensions)
    }
}

impl Row<'_> {
    /// The embedding that was appended.
    #[must_use]
    pub fn to_embedding(self) -> Embedding {
        format::decode(self.0)
    }

    /// The row as stored: dimensions x `i16`, little-endian, a component times 32767.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0
    }
}

impl std::fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row({} dimensions)", self.0.len() / 2)
    }
}

fn row_of(bytes: &[u8], row_bytes: usize, n_rows: u64, row: u64) -> Result<&[u8]> {
    let found = if row < n_rows { bytes.chunks_exact(row_bytes).nth(row as usize) } else { None };
    found.ok_or(Error::NoSuchRow { row, n_rows })
}
