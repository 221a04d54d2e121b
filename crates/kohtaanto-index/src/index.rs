//! The index: a folder, or memory, that is written by one and read by many.

use crate::analysis::{TOKENIZER, Terms};
use crate::error::{Error, Result};
use crate::schema::{Fields, schema};
use crate::segment::{Segment, SegmentData};
use crate::snapshot::Snapshot;
use crate::writer::{IndexWriter, WriterOptions};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::schema::Schema;
use tantivy::{IndexReader, ReloadPolicy};

static NEXT_SNAPSHOT: AtomicU64 = AtomicU64::new(0);

/// An index of documents.
///
/// Writing is atomic: a crash at any instant leaves the last commit. Readers never wait for the
/// writer.
pub struct Index {
    inner: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    path: PathBuf,
    current: Mutex<Current>,
}

#[derive(Default)]
struct Current {
    /// Segments of the latest snapshot with their state of deletion.
    state: Vec<(String, Option<u64>)>,
    snapshot: Option<Snapshot>,
    /// What snapshots share of each segment.
    data: BTreeMap<String, Arc<SegmentData>>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Index {
    /// Creates an empty index in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`] when an index is there, [`Error::Io`] when it cannot be written.
    pub fn create(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|error| Error::of_io(dir, error))?;
        let (schema, fields) = schema();
        let inner = tantivy::Index::create_in_dir(dir, schema);
        Self::new(inner.map_err(|error| Error::of(dir, error))?, fields, dir)
    }

    /// Opens the index of a folder at its last commit.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no folder, [`Error::Incompatible`] when it holds no index
    /// of this version, [`Error::Corrupt`] when its files are damaged. Only what is read first is
    /// checked: [`Index::verify`] reads everything.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.to_path_buf();
        if !dir.is_dir() {
            return Err(Error::NotFound { path });
        }
        let meta = dir.join("meta.json");
        if !meta.is_file() {
            return Err(Error::Incompatible { path, problem: "it has no meta.json".into() });
        }
        let (expected, fields) = schema();
        let inner = tantivy::Index::open_in_dir(dir).map_err(|error| Error::of(dir, error))?;
        if let Some(problem) = difference(&inner.schema(), &expected) {
            return Err(Error::Incompatible { path, problem });
        }
        let index = Self::new(inner, fields, dir)?;
        index.snapshot()?;
        Ok(index)
    }

    /// An empty index in memory, named `:memory:` in messages.
    ///
    /// # Errors
    /// [`Error::Internal`] if the search library refuses.
    pub fn in_memory() -> Result<Self> {
        let (schema, fields) = schema();
        Self::new(tantivy::Index::create_in_ram(schema), fields, Path::new(":memory:"))
    }

    fn new(inner: tantivy::Index, fields: Fields, path: &Path) -> Result<Self> {
        inner.tokenizers().register(TOKENIZER, Terms);
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader: IndexReader = reader.map_err(|error| Error::of(path, error))?;
        Ok(Self { inner, reader, fields, path: path.to_path_buf(), current: Mutex::default() })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The one writer. It holds a lock of the folder until it is dropped.
    ///
    /// # Errors
    /// [`Error::Locked`] when there is another one, in this process or another.
    pub fn writer(&self, options: WriterOptions) -> Result<IndexWriter> {
        IndexWriter::open(self.inner.clone(), self.fields.clone(), self.path.clone(), options)
    }

    /// The index at its last commit. Nothing is opened anew if nothing has changed.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] when the files cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let metas = self.try_tantivy(self.inner.load_metas())?;
        let listed = metas.segments.iter();
        let mut state: Vec<_> =
            listed.map(|meta| (meta.id().uuid_string(), meta.delete_opstamp())).collect();
        state.sort();
        if let Some(snapshot) = current.snapshot.as_ref().filter(|_| state == current.state) {
            return Ok(snapshot.clone());
        }
        self.try_tantivy(self.reader.reload())?;
        let searcher = self.reader.searcher();
        let mut data = BTreeMap::new();
        let mut segments = Vec::new();
        current.state.clear();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id().uuid_string();
            let kept = current.data.get(&id).cloned();
            let kept = kept.unwrap_or_else(|| Arc::new(SegmentData::new()));
            segments.push(self.try_tantivy(Segment::open(reader, kept.clone(), &self.fields))?);
            current.state.push((id.clone(), reader.delete_opstamp()));
            data.insert(id, kept);
        }
        current.state.sort();
        let id = NEXT_SNAPSHOT.fetch_add(1, Ordering::Relaxed);
        let (path, fields) = (self.path.clone(), self.fields.clone());
        let snapshot = Snapshot::new(id, path, searcher, fields, segments);
        current.data = data;
        current.snapshot = Some(snapshot.clone());
        Ok(snapshot)
    }

    /// What the caller gave to the last commit, `None` before the first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] when it cannot be read.
    pub fn committed_payload(&self) -> Result<Option<String>> {
        Ok(self.try_tantivy(self.inner.load_metas())?.payload)
    }

    /// What stands for the state of the index: another text after each commit or merge, of this
    /// process or another. It reads one small file and opens nothing.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] when it cannot be read.
    pub fn generation(&self) -> Result<String> {
        let metas = self.try_tantivy(self.inner.load_metas())?;
        let listed = metas.segments.iter();
        let mut state: Vec<_> = listed
            .map(|meta| format!("{}.{}", meta.id().short_uuid_string(), meta.num_deleted_docs()))
            .collect();
        state.sort();
        Ok(format!("{}:{}", metas.opstamp, state.join(",")))
    }

    /// Reads all files and compares their checksums.
    ///
    /// # Errors
    /// [`Error::Corrupt`] names the damaged files.
    pub fn verify(&self) -> Result<()> {
        let damaged = self.try_tantivy(self.inner.validate_checksum())?;
        if damaged.is_empty() {
            return Ok(());
        }
        let mut names: Vec<String> =
            damaged.into_iter().map(|file| file.display().to_string()).collect();
        names.sort();
        Err(Error::Corrupt { path: self.path.clone(), problem: names.join(", ") })
    }

    fn try_tantivy<T>(&self, result: tantivy::Result<T>) -> Result<T> {
        result.map_err(|error| Error::of(&self.path, error))
    }
}

/// The first difference of two schemas, in words.
fn difference(found: &Schema, expected: &Schema) -> Option<String> {
    if found == expected {
        return None;
    }
    let name = |schema: &Schema| {
        let first = schema.fields().next().map(|(_, entry)| entry.name().to_owned());
        first.unwrap_or_else(|| "nothing".to_owned())
    };
    Some(format!("its fields begin with {}, not {}", name(found), name(expected)))
}
