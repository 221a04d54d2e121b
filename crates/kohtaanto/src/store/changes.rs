//! When documents changed, and which were removed: a log beside the index.
//!
//! One line for each commit: its number, its instant as the caller gave it, and what it removed. A
//! document holds the number of the commit in which it last changed, so its time of change is that
//! of the commit that made it visible, however long the writing took. The log is appended and synced
//! before the commit that says how long it is, as vectors are: after a crash surplus bytes are cut.
//!
//! Removals are kept [`KEPT_DAYS`]. Once a week or so older ones are left out into a new file, which
//! the next commit names; until then the old one is valid. The commits' lines stay (30 bytes each).

use crate::error::{Error, Result, io};
use fs_err as fs;
use kohtaanto_index::{DocKey, Snapshot, Tag};
use serde::{Deserialize, Serialize};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many days removals are told.
pub const KEPT_DAYS: i64 = 90;
const DAY_S: i64 = 24 * 60 * 60;
/// Removals older than this are worth a new file.
const TOO_OLD_S: i64 = (KEPT_DAYS + 7) * DAY_S;

/// What a commit says of the log that belongs to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LogRecord {
    /// Number of the file.
    number: u64,
    /// Its length.
    bytes: u64,
    /// Instant of the oldest removal in it.
    oldest: Option<i64>,
}

/// What is known of a removed document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RemovedDocument {
    pub(crate) id: String,
    /// Occupations by taxonomy concept.
    pub(crate) occupations: Vec<String>,
    /// Occupation groups, narrow and broad.
    pub(crate) groups: Vec<String>,
    pub(crate) municipalities: Vec<String>,
}

impl RemovedDocument {
    /// What will be known of a document that is still there; `None` when it is not.
    pub(super) fn of(snapshot: &Snapshot, id: &str) -> kohtaanto_index::Result<Option<Self>> {
        let doc = snapshot.find(id)?;
        doc.map(|doc| Self::of_doc(snapshot, doc)).transpose()
    }

    /// What is known of a document that is still there.
    pub(crate) fn of_doc(snapshot: &Snapshot, doc: DocKey) -> kohtaanto_index::Result<Self> {
        Ok(Self {
            id: snapshot.id(doc)?.to_owned(),
            occupations: snapshot.tag_values(doc, Tag::Concept)?,
            groups: snapshot.tag_values(doc, Tag::Occupation)?,
            municipalities: snapshot.tag_values(doc, Tag::Municipality)?,
        })
    }
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Commit {
    pub(crate) version: u64,
    /// Seconds since 1970-01-01 UTC; `None` when the caller did not say.
    pub(crate) at: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) removed: Vec<RemovedDocument>,
}

/// The log as the writer appends to it.
#[derive(Debug)]
pub(super) enum Log<'a> {
    Folder(&'a Path),
    Memory(&'a Mutex<Vec<u8>>),
}

impl Log<'_> {
    /// Appends a commit behind what belongs to the last one, and syncs.
    pub(super) fn append(&self, last: LogRecord, commit: &Commit) -> Result<LogRecord> {
        let line = line(commit)?;
        let oldest = last.oldest.or(commit.at.filter(|_| !commit.removed.is_empty()));
        match self {
            Self::Memory(bytes) => {
                let mut bytes = bytes.lock().unwrap_or_else(PoisonError::into_inner);
                bytes.truncate(last.bytes as usize);
                bytes.extend_from_slice(&line);
                Ok(LogRecord { bytes: bytes.len() as u64, oldest, ..last })
            }
            Self::Folder(dir) => {
                let too_old = |now: i64| last.oldest.is_some_and(|at| at < now - TOO_OLD_S);
                if let Some(now) = commit.at.filter(|now| too_old(*now)) {
                    return renewed(dir, last, commit, now - KEPT_DAYS * DAY_S);
                }
                let path = file(dir, last.number);
                let is_new = !path.exists();
                let options = std::fs::OpenOptions::new();
                let mut options = fs::OpenOptions::from_options(options);
                let opened = options.write(true).create(true).truncate(false).open(&path);
                let mut log = opened.map_err(io)?;
                log.set_len(last.bytes).map_err(io)?;
                log.seek(SeekFrom::Start(last.bytes)).map_err(io)?;
                log.write_all(&line).and_then(|()| log.sync_all()).map_err(io)?;
                if is_new {
                    sync_folder(dir)?;
                }
                Ok(LogRecord { bytes: last.bytes + line.len() as u64, oldest, ..last })
            }
        }
    }

    /// Takes away the files before the one that is committed.
    pub(super) fn clean(&self, committed: LogRecord) {
        if let (Self::Folder(dir), Some(before)) = (self, committed.number.checked_sub(1)) {
            // Left over until the next time when it cannot be removed: nobody reads it.
            let _ = fs::remove_file(file(dir, before));
        }
    }
}

/// A new file without removals before `since`.
fn renewed(dir: &Path, last: LogRecord, commit: &Commit, since: i64) -> Result<LogRecord> {
    let mut commits = LogSnapshot::open(dir, last)?.read()?;
    commits.push(commit.clone());
    for commit in &mut commits {
        if commit.at.is_none_or(|at| at < since) {
            commit.removed.clear();
        }
    }
    let oldest = commits.iter().filter(|commit| !commit.removed.is_empty());
    let oldest = oldest.filter_map(|commit| commit.at).min();
    let lines: Vec<Vec<u8>> = commits.iter().map(line).collect::<Result<_>>()?;
    let (number, bytes) = (last.number + 1, lines.concat());
    let mut log = fs::File::create(file(dir, number)).map_err(io)?;
    log.write_all(&bytes).and_then(|()| log.sync_all()).map_err(io)?;
    sync_folder(dir)?;
    Ok(LogRecord { number, bytes: bytes.len() as u64, oldest })
}

fn file(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("changes-{number}.ndjson"))
}

fn sync_folder(dir: &Path) -> Result<()> {
    fs::File::open(dir).and_then(|folder| folder.sync_all()).map_err(io)
}

fn line(commit: &Commit) -> Result<Vec<u8>> {
    let mut line = serde_json::to_vec(commit).map_err(|error| io(error.into()))?;
    line.push(b'\n');
    Ok(line)
}

/// The log as it was at one commit, read when it is first asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogSnapshot {
    bytes: Bytes,
    read: Arc<OnceLock<Vec<Commit>>>,
}

#[derive(Debug, Clone, Default)]
enum Bytes {
    #[default]
    None,
    Memory(Arc<[u8]>),
    /// Held open, so that it can be read after a newer file took its place.
    File(Arc<Mutex<fs::File>>, u64),
}

impl LogSnapshot {
    pub(super) fn open(dir: &Path, record: LogRecord) -> Result<Self> {
        if record.bytes == 0 {
            return Ok(Self::default());
        }
        let file = fs::File::open(file(dir, record.number)).map_err(io)?;
        Ok(Self { bytes: Bytes::File(Arc::new(Mutex::new(file)), record.bytes), ..Self::default() })
    }

    pub(super) fn in_memory(bytes: &[u8], record: LogRecord) -> Self {
        let bytes = bytes.get(..record.bytes as usize).unwrap_or_default();
        Self { bytes: Bytes::Memory(bytes.into()), ..Self::default() }
    }

    /// The commits, in their order.
    ///
    /// # Errors
    /// `Corrupt` when the log is shorter than its commit says, or a line cannot be read.
    pub(crate) fn commits(&self) -> Result<&[Commit]> {
        if let Some(read) = self.read.get() {
            return Ok(read);
        }
        let commits = self.read()?;
        Ok(self.read.get_or_init(|| commits))
    }

    fn read(&self) -> Result<Vec<Commit>> {
        let (bytes, path) = match &self.bytes {
            Bytes::None => return Ok(Vec::new()),
            Bytes::Memory(bytes) => (bytes.to_vec(), PathBuf::from(":memory:")),
            Bytes::File(file, n) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(0)).map_err(io)?;
                let mut bytes = Vec::new();
                (&mut *file).take(*n).read_to_end(&mut bytes).map_err(io)?;
                let path = file.path().to_path_buf();
                if (bytes.len() as u64) < *n {
                    let problem = format!("it has less than the {n} bytes of its commit");
                    return Err(Error::Corrupt { path, problem });
                }
                (bytes, path)
            }
        };
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let read = |(i, line)| {
            serde_json::from_slice(line).map_err(|error| Error::Corrupt {
                path: path.clone(),
                problem: format!("line {} cannot be read ({error})", i + 1),
            })
        };
        lines.enumerate().map(read).collect()
    }

    /// The instant of a commit by its number; `None` when it is not known.
    pub(crate) fn time_of(&self, version: u64) -> Result<Option<i64>> {
        let commits = self.commits()?;
        let found = commits.binary_search_by_key(&version, |commit| commit.version).ok();
        Ok(found.and_then(|i| commits[i].at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(version: u64, at: i64, removed: &[&str]) -> Commit {
        let removed = removed
            .iter()
            .map(|id| RemovedDocument { id: (*id).to_owned(), ..RemovedDocument::default() });
        Commit { version, at: Some(at), removed: removed.collect() }
    }

    #[test]
    fn what_no_commit_names_is_cut() {
        let dir = tempfile::TempDir::new().expect("a folder");
        let log = Log::Folder(dir.path());
        let first = log.append(LogRecord::default(), &commit(1, 10, &["a"])).expect("appends");
        // Appended and never committed: the process was killed.
        log.append(first, &commit(2, 20, &["a longer name", "c"])).expect("appends");
        let second = log.append(first, &commit(2, 30, &["b"])).expect("appends");
        let read = LogSnapshot::open(dir.path(), second).expect("opens");
        let expected = [commit(1, 10, &["a"]), commit(2, 30, &["b"])];
        assert_eq!(read.commits().expect("reads"), expected);
        assert_eq!(read.time_of(2).expect("reads"), Some(30));
        assert_eq!(read.time_of(3).expect("reads"), None);
        let earlier = LogSnapshot::open(dir.path(), first).expect("opens");
        assert_eq!(earlier.commits().expect("reads"), &expected[..1]);
    }

    #[test]
    fn old_removals_go_and_commits_stay() {
        let dir = tempfile::TempDir::new().expect("a folder");
        let log = Log::Folder(dir.path());
        let day = |n: i64| n * DAY_S;
        let mut record = LogRecord::default();
        for (version, at, id) in [(1, day(0), "a"), (2, day(50), "b"), (3, day(96), "c")] {
            record = log.append(record, &commit(version, at, &[id])).expect("appends");
        }
        assert_eq!(record.number, 0, "not yet worth a new file");
        let old = LogSnapshot::open(dir.path(), record).expect("opens");
        let new = log.append(record, &commit(4, day(98), &["d"])).expect("appends");
        assert_eq!((new.number, new.oldest), (1, Some(day(50))));
        log.clean(new);
        let removed = |snapshot: &LogSnapshot| -> Vec<String> {
            let commits = snapshot.commits().expect("reads").iter();
            commits.flat_map(|commit| &commit.removed).map(|removed| removed.id.clone()).collect()
        };
        assert_eq!(removed(&LogSnapshot::open(dir.path(), new).expect("opens")), ["b", "c", "d"]);
        assert_eq!(removed(&old), ["a", "b", "c"], "an older snapshot reads its own file");
        let new = LogSnapshot::open(dir.path(), new).expect("opens");
        assert_eq!(new.time_of(1).expect("reads"), Some(0));
    }

    #[test]
    fn a_damaged_log_is_told() {
        let dir = tempfile::TempDir::new().expect("a folder");
        let log = Log::Folder(dir.path());
        let record = log.append(LogRecord::default(), &commit(1, 10, &[])).expect("appends");
        std::fs::write(file(dir.path(), 0), "{").expect("writes");
        let damaged = LogSnapshot::open(dir.path(), record).expect("opens").commits().map(drop);
        assert!(matches!(damaged, Err(Error::Corrupt { .. })), "{damaged:?}");
    }
}
