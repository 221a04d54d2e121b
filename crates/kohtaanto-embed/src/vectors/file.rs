//! The writer of a vector file.
//!
//! One writer at a time: a file on disk is locked while it is open. It knows which text has which
//! row, and leaves to the caller which rows are committed.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::format::{self, HASH_BYTES, HASHES_MAGIC, HEADER_BYTES, VECTORS_MAGIC};
use super::{TextHash, VectorSnapshot};
use crate::{Embedding, Error, Result};

/// An append-only file of vectors, or the same in memory.
#[derive(Debug)]
pub struct VectorFile {
    dimensions: usize,
    n_rows: u64,
    row_by_hash: HashMap<TextHash, u64>,
    storage: Storage,
}

enum Storage {
    Disk(Disk),
    /// Shared with snapshots: an append while one lives copies the rows.
    Memory(Arc<Vec<u8>>),
}

struct Disk {
    vectors_path: PathBuf,
    vectors: File,
    hashes_path: PathBuf,
    hashes: File,
}

impl VectorFile {
    /// Makes an empty file, and its hashes beside it. A file that was there is gone, except for
    /// snapshots of it, which go on reading it.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`], [`Error::Io`].
    pub fn create(path: impl AsRef<Path>, dimensions: usize) -> Result<Self> {
        let path = path.as_ref();
        for old in [path.to_path_buf(), format::hashes_path(path)] {
            if old.exists() {
                lock(&open(&old, false)?, &old)?;
                std::fs::remove_file(&old).map_err(Error::io("replace", &old))?;
            }
        }
        let mut disk = Disk::open(path, true)?;
        let Disk { vectors_path, vectors, hashes_path, hashes } = &mut disk;
        format::write_header(vectors, vectors_path, VECTORS_MAGIC, dimensions)?;
        format::write_header(hashes, hashes_path, HASHES_MAGIC, dimensions)?;
        let mut file = Self::empty(dimensions, Storage::Disk(disk));
        file.sync()?;
        sync_folder(path);
        Ok(file)
    }

    /// Opens a file for appending, as it was when `committed_rows` rows were committed: rows
    /// behind them, which a crash left, are cut.
    ///
    /// # Errors
    ///
    /// [`Error::Corrupt`] when there are fewer rows or a header is not one, [`Error::Dimensions`]
    /// when it has other dimensions, [`Error::Busy`], [`Error::Io`].
    pub fn open(path: impl AsRef<Path>, dimensions: usize, committed_rows: u64) -> Result<Self> {
        let mut disk = Disk::open(path.as_ref(), false)?;
        let Disk { vectors_path, vectors, hashes_path, hashes } = &mut disk;
        format::check(vectors, vectors_path, VECTORS_MAGIC, dimensions, committed_rows)?;
        format::check(hashes, hashes_path, HASHES_MAGIC, dimensions, committed_rows)?;
        cut(vectors, vectors_path, HEADER_BYTES + committed_rows * format::row_bytes(dimensions))?;
        cut(hashes, hashes_path, HEADER_BYTES + committed_rows * HASH_BYTES)?;
        let mut row_by_hash = HashMap::with_capacity(committed_rows as usize);
        for (row, (hash, _)) in disk.entries(committed_rows)?.into_iter().enumerate() {
            row_by_hash.entry(hash).or_insert(row as u64);
        }
        let storage = Storage::Disk(disk);
        Ok(Self { dimensions, n_rows: committed_rows, row_by_hash, storage })
    }

    /// An empty file that lives in memory.
    #[must_use]
    pub fn in_memory(dimensions: usize) -> Self {
        Self::empty(dimensions, Storage::Memory(Arc::default()))
    }

    /// Appends the vectors of texts that have no row yet, and tells the row of each text, in the
    /// order given. After an error the file is as before.
    ///
    /// # Errors
    ///
    /// [`Error::Dimensions`] when a vector has another length, [`Error::Io`].
    pub fn append(&mut self, rows: &[(TextHash, &Embedding)]) -> Result<Vec<u64>> {
        let mut fresh = HashMap::new();
        let (mut numbers, mut vectors, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
        for (hash, embedding) in rows {
            if embedding.dimensions() != self.dimensions {
                let (expected, found) = (self.dimensions, embedding.dimensions());
                return Err(Error::Dimensions { what: "a vector to append", expected, found });
            }
            if let Some(row) = self.row_of(*hash).or_else(|| fresh.get(hash).copied()) {
                numbers.push(row);
                continue;
            }
            let row = self.n_rows + fresh.len() as u64;
            let start = vectors.len();
            format::encode(embedding, &mut vectors);
            hashes.extend(hash.to_bytes());
            hashes.extend(xxh3_64(&vectors[start..]).to_le_bytes());
            fresh.insert(*hash, row);
            numbers.push(row);
        }
        match &mut self.storage {
            Storage::Memory(bytes) => Arc::make_mut(bytes).extend(vectors),
            Storage::Disk(disk) => {
                let at = HEADER_BYTES + self.n_rows * format::row_bytes(self.dimensions);
                write_at(&mut disk.vectors, &disk.vectors_path, at, &vectors)?;
                let at = HEADER_BYTES + self.n_rows * HASH_BYTES;
                write_at(&mut disk.hashes, &disk.hashes_path, at, &hashes)?;
            }
        }
        self.n_rows += fresh.len() as u64;
        self.row_by_hash.extend(fresh);
        Ok(numbers)
    }

    /// The row of a text, if it has one.
    #[must_use]
    pub fn row_of(&self, hash: TextHash) -> Option<u64> {
        self.row_by_hash.get(&hash).copied()
    }

    /// Makes all rows safe from a loss of power. To be called before a commit that names them.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn sync(&mut self) -> Result<()> {
        if let Storage::Disk(disk) = &mut self.storage {
            for (file, path) in disk.files() {
                file.sync_data().map_err(Error::io("sync", path))?;
            }
        }
        Ok(())
    }

    /// The number of rows; the next one gets this number.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.n_rows
    }

    /// The rows there are now, for reading.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn snapshot(&self) -> Result<VectorSnapshot> {
        match &self.storage {
            Storage::Memory(rows) => {
                Ok(VectorSnapshot::memory(Arc::clone(rows), self.dimensions, self.n_rows))
            }
            Storage::Disk(disk) => {
                let (file, path) = (&disk.vectors, &disk.vectors_path);
                VectorSnapshot::mapped(file, path, self.dimensions, self.n_rows)
            }
        }
    }

    /// Reads every row and compares its checksum.
    ///
    /// # Errors
    ///
    /// [`Error::Corrupt`] with the first row that differs, [`Error::Io`].
    pub fn verify(&mut self) -> Result<()> {
        let snapshot = self.snapshot()?;
        let Storage::Disk(disk) = &mut self.storage else { return Ok(()) };
        for (row, (_, checksum)) in disk.entries(self.n_rows)?.into_iter().enumerate() {
            if xxh3_64(snapshot.row(row as u64)?.as_bytes()) != checksum {
                let reason = format!("row {row} does not match its checksum");
                return Err(Error::Corrupt { path: disk.vectors_path.clone(), reason });
            }
        }
        Ok(())
    }

    fn empty(dimensions: usize, storage: Storage) -> Self {
        Self { dimensions, n_rows: 0, row_by_hash: HashMap::new(), storage }
    }
}

impl Disk {
    fn open(path: &Path, create: bool) -> Result<Self> {
        let vectors = open(path, create)?;
        lock(&vectors, path)?;
        let hashes_path = format::hashes_path(path);
        let hashes = open(&hashes_path, create)?;
        Ok(Self { vectors_path: path.to_path_buf(), vectors, hashes_path, hashes })
    }

    fn files(&self) -> [(&File, &Path); 2] {
        [(&self.vectors, &self.vectors_path), (&self.hashes, &self.hashes_path)]
    }

    /// The hash of the text and the checksum of the first `n_rows` rows.
    fn entries(&mut self, n_rows: u64) -> Result<Vec<(TextHash, u64)>> {
        let path = &self.hashes_path;
        let mut bytes = vec![0; (n_rows * HASH_BYTES) as usize];
        self.hashes.seek(SeekFrom::Start(HEADER_BYTES)).map_err(Error::io("read", path))?;
        self.hashes.read_exact(&mut bytes).map_err(Error::io("read", path))?;
        let (words, _) = bytes.as_chunks::<8>();
        let (entries, _) = words.as_chunks::<3>();
        Ok(entries
            .iter()
            .map(|[low, high, checksum]| {
                let mut hash = [0; 16];
                hash[..8].copy_from_slice(low);
                hash[8..].copy_from_slice(high);
                (TextHash::from_bytes(hash), u64::from_le_bytes(*checksum))
            })
            .collect())
    }
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk(disk) => write!(f, "Disk({})", disk.vectors_path.display()),
            Self::Memory(_) => write!(f, "Memory"),
        }
    }
}

fn open(path: &Path, create: bool) -> Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(create);
    options.open(path).map_err(Error::io("open", path))
}

/// Keeps other writers away while `file` is open.
fn lock(file: &File, path: &Path) -> Result<()> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => Error::Busy { path: path.to_path_buf() },
        TryLockError::Error(source) => Error::io("lock", path)(source),
    })
}

/// Makes the names of new files safe too, where the system lets a folder be synced.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

/// Cuts what is behind `n_bytes`.
fn cut(file: &File, path: &Path, n_bytes: u64) -> Result<()> {
    let found = file.metadata().map_err(Error::io("read", path))?.len();
    if found == n_bytes { Ok(()) } else { file.set_len(n_bytes).map_err(Error::io("cut", path)) }
}

fn write_at(file: &mut File, path: &Path, at: u64, bytes: &[u8]) -> Result<()> {
    file.seek(SeekFrom::Start(at)).map_err(Error::io("write", path))?;
    file.write_all(bytes).map_err(Error::io("write", path))
}
