//! The audit log: an append-only file of lines, each with the hash of the line before.
//!
//! **What it shows.** A line that was changed, taken out or put in breaks the chain, and
//! [`verify_audit`] names the first line that does not hold. Two things a chain cannot show by
//! itself: that lines were cut off at the end, and that somebody who may write the file made it all
//! anew. For both, note the last [`AuditPoint`] elsewhere from time to time (`audit verify` prints
//! it) and give it to the next verification. A running program notices by itself when lines that it
//! wrote are gone.
//!
//! **Crashes.** A line is written in one call with its end and synced. When a crash leaves part of
//! one, what it told of was never given. The remains stay where they are, since nothing is ever
//! taken out of the file (it may have the append-only attribute of the file system): the next line
//! says how many bytes before it are no line, and their hash, and verification reports the tear
//! without calling it a break.
//!
//! **Several processes** append in turn, by a lock on a file beside the log. **Rotation**: a file
//! of [`AuditOptions::rotate_bytes`] is renamed by the number of its last line, and the chain goes
//! on in a new one; old files may be taken away once they have been kept as long as the law says,
//! and the rest still verifies.
//!
//! Profiles are not part of it: see [`AuditEntry`].

#[cfg(test)]
mod audit_tests;
mod entry;
mod files;
mod line;
mod verify;

pub use entry::{AuditAction, AuditEntry, AuditOutcome, StateRecord};
pub use line::AuditLine;
pub use verify::{AuditFilter, AuditReport, Tear, read_audit, verify_audit};

use super::locked_file::{FileLock, private, sync_folder};
use crate::error::{Error, Result};
use files::Tail;
use fs_err as fs;
use jiff::Timestamp;
use line::{GENESIS, Torn, WireLine, hash_of};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

/// The longest line: some ten thousand result ids.
const MAX_LINE_BYTES: usize = 1 << 20;

/// How a log is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditOptions {
    /// A file of this many bytes is finished, and a new one begun. By default 64 MiB.
    pub rotate_bytes: u64,
}

impl Default for AuditOptions {
    fn default() -> Self {
        Self { rotate_bytes: 64 << 20 }
    }
}

/// A line by its number and hash: what to note elsewhere, as `NUMBER:HASH`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPoint {
    /// The line's number.
    pub seq: u64,
    /// SHA-256 of the line without its end.
    pub hash: String,
}

impl fmt::Display for AuditPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for AuditPoint {
    type Err = kohtaanto_domain::model::FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once(':');
        let parts = parts.and_then(|(seq, hash)| Some((seq.parse().ok()?, hash)));
        let is_hash = |hash: &str| super::digest::unhex::<32>(hash).is_some();
        match parts {
            Some((seq, hash)) if is_hash(hash) => Ok(Self { seq, hash: hash.to_owned() }),
            _ => Err(kohtaanto_domain::model::FieldError::new(
                "point",
                format!("{text:?} is no point of a log"),
                "give NUMBER:HASH as `kohtaanto audit verify` printed it",
            )),
        }
    }
}

/// The log, open for appending.
#[derive(Debug)]
pub struct AuditLog {
    path: PathBuf,
    options: AuditOptions,
    /// The last line that this program wrote or saw.
    seen: Mutex<Option<AuditPoint>>,
}

impl AuditLog {
    /// Opens a log, or begins it. A folder that cannot be written is found here, before anybody
    /// asks for people; the chain before the last line is not read: see [`verify_audit`].
    ///
    /// # Errors
    /// `Unavailable` when it cannot be written, `Corrupt` when its end is not that of a log.
    pub fn open(path: &Path, options: AuditOptions, now: Timestamp) -> Result<Self> {
        let log = Self { path: path.to_path_buf(), options, seen: Mutex::new(None) };
        let _lock = log.lock()?;
        let mut file = log.file()?;
        let tail = files::tail(&mut file).map_err(|error| log.unwritable(error))?;
        let last = log.last(&tail)?;
        if let Some(last) = last {
            log.see(last);
        } else {
            log.write(&mut file, &tail, WireLine::new(0, now, GENESIS.to_owned(), None, None))?;
        }
        Ok(log)
    }

    /// The file that is being written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes an entry and syncs it: when this returns, the line is on the disk. Give what it tells
    /// of only then.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be written; `Corrupt` when lines that were written are gone;
    /// `InvalidInput` when the line would be longer than 1 MiB.
    pub fn append(&self, entry: &AuditEntry, now: Timestamp) -> Result<AuditPoint> {
        let _lock = self.lock()?;
        let mut file = self.file()?;
        let mut tail = files::tail(&mut file).map_err(|error| self.unwritable(error))?;
        let is_clean = tail.torn.is_empty() && !tail.is_open;
        if is_clean && tail.len >= self.options.rotate_bytes {
            self.finish(&tail)?;
            file = self.file()?;
            tail = Tail::default();
        }
        let last = self.last(&tail)?;
        let last = last.ok_or_else(|| self.broken("the log has no lines any more"))?;
        let line = WireLine::new(last.seq + 1, now, last.hash, None, Some(entry));
        self.write(&mut file, &tail, line)
    }

    /// The last line of the log: of this file, or when it has none yet, of the one before.
    fn last(&self, tail: &Tail) -> Result<Option<AuditPoint>> {
        let mut last = tail.last.clone();
        if last.is_none() {
            let finished = files::all_finished(&self.path).map_err(|e| self.unwritable(e))?;
            if let Some(path) = finished.last() {
                let before = fs::File::open(path).and_then(|mut file| files::tail(&mut file));
                last = before.map_err(|error| self.unwritable(error))?.last;
                if last.is_none() {
                    return Err(self.broken("the file before it has no lines"));
                }
            }
        }
        let last = last.map(|(seq, hash)| AuditPoint { seq, hash });
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_gone = seen.is_some_and(|seen| match &last {
            Some(last) => last.seq < seen.seq || (last.seq == seen.seq && last.hash != seen.hash),
            None => true,
        });
        if is_gone {
            return Err(self.broken("lines that were written are gone from its end"));
        }
        Ok(last)
    }

    fn write(&self, file: &mut fs::File, tail: &Tail, mut line: WireLine) -> Result<AuditPoint> {
        let mut bytes = Vec::new();
        if tail.is_open {
            bytes.push(b'\n');
        }
        let mut torn = tail.torn.clone();
        if !torn.is_empty() {
            torn.extend_from_slice(&bytes);
        }
        line.torn = Torn::of(&torn);
        let json = serde_json::to_vec(&line).map_err(|error| self.unwritable(error.into()))?;
        if json.len() > MAX_LINE_BYTES {
            let error = kohtaanto_domain::model::FieldError::new(
                "results",
                format!("an audit line of {} bytes is too long", json.len()),
                "ask for fewer at a time",
            );
            return Err(Error::Fields(error.into()));
        }
        let point = AuditPoint { seq: line.seq, hash: hash_of(&json) };
        bytes.extend_from_slice(&json);
        bytes.push(b'\n');
        let written = file.write_all(&bytes).and_then(|()| file.sync_data());
        let written =
            written.and_then(|()| if tail.len == 0 { sync_folder(&self.path) } else { Ok(()) });
        written.map_err(|error| self.unwritable(error))?;
        self.see(point.clone());
        Ok(point)
    }

    fn finish(&self, tail: &Tail) -> Result<()> {
        let Some((seq, _)) = &tail.last else { return Ok(()) };
        let name = files::finished(&self.path, *seq);
        if name.exists() {
            return Err(self.broken("a finished file of the same number is there already"));
        }
        fs::rename(&self.path, name).map_err(|error| self.unwritable(error))
    }

    fn lock(&self) -> Result<FileLock> {
        FileLock::exclusive(&self.path).map_err(|error| self.unwritable(error))
    }

    fn file(&self) -> Result<fs::File> {
        let mut options = fs::OpenOptions::new();
        let file = private(&mut options).read(true).append(true).create(true).open(&self.path);
        file.map_err(|error| self.unwritable(error))
    }

    fn see(&self, point: AuditPoint) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(point);
    }

    fn unwritable(&self, source: io::Error) -> Error {
        let fix = match source.kind() {
            io::ErrorKind::NotFound => "make its folder",
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "let this user write there, or name another file with --audit"
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room on the disk; the log goes on by itself then"
            }
            _ => "mend the disk, or name another file with --audit",
        };
        Error::AuditUnwritable { path: self.path.clone(), fix, source }
    }

    fn broken(&self, problem: &str) -> Error {
        let problem = format!("{problem}; keep it as it is and find out who wrote there");
        Error::AuditBroken { path: self.path.clone(), line: 1, problem }
    }
}
