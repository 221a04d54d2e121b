//! A table of vectors that is made once, as a whole, and read where it lies: one byte a component.
//!
//! A component is a whole number of steps of one size for the table, so that its largest fills the
//! byte. With 384 dimensions a row takes 384 bytes, half of what [`vectors`](crate::vectors) takes,
//! and a similarity moves by about .001 (one standard deviation). Sums of products are whole
//! numbers: the same bits everywhere.
//!
//! Each row has a key, of which the table knows nothing more, and the table has a text that says
//! what it was made of and with, for whoever opens it to compare.
//!
//! ```text
//! magic, dimensions u32, rows u32, step f32, length of `made_of` u32, made_of,
//! keys u32 each, components i8 each, xxh3-64 of all before
//! ```

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use memmap2::Mmap;
use xxhash_rust::xxh3::xxh3_64;

use crate::kernel::dot;
use crate::{Embedding, Error, Result, Similarity, memory};

const MAGIC: &[u8; 8] = b"KCODES1\n";
const HEADER_BYTES: usize = 24;
const CHECKSUM_BYTES: usize = 8;
/// The largest component of the table is this many steps.
const STEPS: f32 = 127.0;

/// Vectors of one byte a component, each with a key.
#[derive(Debug)]
pub struct CodeTable {
    bytes: Bytes,
    dimensions: usize,
    n_rows: usize,
    /// Size of a step.
    step: f32,
    made_of: Range<usize>,
}

#[derive(Debug)]
enum Bytes {
    Owned(Vec<u8>),
    Mapped(Mmap),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

impl CodeTable {
    /// A table of rows in the order given, which is also the order of its keys.
    ///
    /// # Errors
    /// [`Error::Dimensions`] when a vector has another length.
    pub fn new(made_of: &str, dimensions: usize, rows: &[(u32, &Embedding)]) -> Result<Self> {
        for (_, embedding) in rows {
            if embedding.dimensions() != dimensions {
                let (expected, found) = (dimensions, embedding.dimensions());
                return Err(Error::Dimensions { what: "a vector of a table", expected, found });
            }
        }
        let components = || rows.iter().flat_map(|(_, embedding)| embedding.as_slice());
        let largest = components().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let step = if largest > 0.0 { largest / STEPS } else { 1.0 };
        let mut bytes = MAGIC.to_vec();
        for number in [dimensions as u32, rows.len() as u32] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(step.to_le_bytes());
        bytes.extend((made_of.len() as u32).to_le_bytes());
        bytes.extend(made_of.as_bytes());
        rows.iter().for_each(|(key, _)| bytes.extend(key.to_le_bytes()));
        bytes.extend(components().map(|value| (value / step).round() as i8 as u8));
        let checksum = xxh3_64(&bytes);
        bytes.extend(checksum.to_le_bytes());
        Self::of(Bytes::Owned(bytes)).map_err(|reason| damaged(Path::new("table"), reason))
    }

    /// Maps a file that holds a table, and checks it.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::Io`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let file = File::open(path).map_err(Error::io("open", path))?;
        let length = file.metadata().map_err(Error::io("read", path))?.len();
        if length < (HEADER_BYTES + CHECKSUM_BYTES) as u64 {
            return Err(damaged(path, "it is too short"));
        }
        let bytes = Bytes::Mapped(memory::map(&file, path, length as usize)?);
        Self::of(bytes).map_err(|reason| damaged(path, reason))
    }

    fn of(bytes: Bytes) -> Result<Self, &'static str> {
        let (content, checksum) =
            bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or("it is too short")?;
        if !content.starts_with(MAGIC) {
            return Err("it is no table of vectors");
        }
        if xxh3_64(content) != u64::from_le_bytes(*checksum) {
            return Err("its checksum is another");
        }
        let number = |at: usize| content.get(at..at + 4)?.first_chunk::<4>().copied();
        let header = [8, 12, 16, 20].map(number);
        let [Some(dimensions), Some(n_rows), Some(step), Some(length)] = header else {
            return Err("it is too short");
        };
        let whole = |bytes| u32::from_le_bytes(bytes) as usize;
        let (dimensions, n_rows, length) = (whole(dimensions), whole(n_rows), whole(length));
        let made_of = HEADER_BYTES..HEADER_BYTES + length;
        let expected = n_rows.checked_mul(4 + dimensions).map(|rows| made_of.end + rows);
        if expected != Some(content.len()) {
            return Err("its length is not what its header says");
        }
        if std::str::from_utf8(&content[made_of.clone()]).is_err() {
            return Err("what it was made of is not UTF-8");
        }
        Ok(Self { dimensions, n_rows, step: f32::from_le_bytes(step), made_of, bytes })
    }

    /// The table as it is written to a file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it was made of and with.
    #[must_use]
    pub fn made_of(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.made_of.clone()]).unwrap_or_default()
    }

    /// The number of components of a row.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The keys of the rows, in order.
    pub fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        let (keys, _) = self.bytes[self.made_of.end..].as_chunks::<4>();
        keys.iter().take(self.n_rows).map(|key| u32::from_le_bytes(*key))
    }

    /// Adds the similarities of a vector to the rows of a range, in their order.
    ///
    /// # Errors
    /// [`Error::Dimensions`] when the vector has another length.
    pub fn similarities(
        &self,
        query: &Embedding,
        rows: Range<usize>,
        similarities: &mut Vec<f32>,
    ) -> Result<()> {
        if query.dimensions() != self.dimensions {
            let (expected, found) = (self.dimensions, query.dimensions());
            return Err(Error::Dimensions { what: "the query", expected, found });
        }
        let steps: Vec<i16> = query.steps().collect();
        let first = self.made_of.end + 4 * self.n_rows;
        let row = |row: usize| first + row * self.dimensions;
        let rows = rows.start.min(self.n_rows)..rows.end.min(self.n_rows);
        let codes = &self.bytes[row(rows.start)..row(rows.end.max(rows.start))];
        let rows = codes.chunks_exact(self.dimensions.max(1));
        similarities.extend(rows.map(|row| {
            let sum = dot(&steps, row);
            Similarity::of_steps(sum, self.step).value()
        }));
        Ok(())
    }
}

fn damaged(path: &Path, reason: &str) -> Error {
    Error::Corrupt { path: path.to_path_buf(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests;
