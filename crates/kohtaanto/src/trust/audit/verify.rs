//! Reading a log: whether its chain holds, and what it tells.

use super::super::locked_file::FileLock;
use super::files::{Lines, RawLine, all_finished};
use super::line::{AuditLine, GENESIS, Torn, WireLine, hash_of};
use super::{AuditAction, AuditPoint};
use crate::error::{Error, Result, io};
use kohtaanto_domain::model::{CandidateId, PostingId};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// What a verification found. That there is one means that the chain holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// How many files.
    pub n_files: usize,
    /// How many lines.
    pub n_lines: u64,
    /// Number of the first line that is there: above 0 when older files were taken away.
    pub first_seq: u64,
    /// The last line: note it elsewhere, and give it to the next verification.
    pub last: AuditPoint,
    /// What crashes left between the lines.
    pub tears: Vec<Tear>,
}

/// What a crash left of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tear {
    /// The file.
    pub path: PathBuf,
    /// Number of its first line in that file, from 1.
    pub line: u64,
    /// How many bytes it has.
    pub n_bytes: u64,
    /// Whether a later line vouches for it; at the end of the log none does yet.
    pub is_vouched: bool,
}

/// Which entries to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those that tell of this person: who looked, when and what for.
    pub candidate: Option<CandidateId>,
    /// Only those about this posting.
    pub posting: Option<PostingId>,
    /// Only those of this token.
    pub token_id: Option<String>,
    /// Only those of this action.
    pub action: Option<AuditAction>,
    /// Only the last so many; by default all.
    pub last: Option<usize>,
}

impl AuditFilter {
    fn takes(&self, line: &AuditLine) -> bool {
        let Some(entry) = &line.entry else { return false };
        self.candidate.as_ref().is_none_or(|candidate| entry.is_about(candidate))
            && self.posting.as_ref().is_none_or(|_| entry.posting == self.posting)
            && self.token_id.as_ref().is_none_or(|_| entry.token_id == self.token_id)
            && self.action.is_none_or(|action| entry.action == action)
    }
}

/// Checks the chain of a log over all its files. With a point that was noted earlier it also checks
/// that the log still holds that line.
///
/// # Errors
/// `Corrupt` names the first line that does not hold; `NotFound` when there is no log.
pub fn verify_audit(path: &Path, noted: Option<&AuditPoint>) -> Result<AuditReport> {
    let mut chain = Chain { noted, ..Chain::default() };
    for mut lines in open_all(path)? {
        chain.begin(&lines.path)?;
        while let Some(raw) = lines.next().map_err(io)? {
            chain.take(raw)?;
        }
    }
    chain.end()
}

/// The entries of a log that a filter takes, oldest first. The chain is not checked, and what is no
/// line is passed over.
///
/// # Errors
/// `NotFound` when there is no log; what the disk refuses.
pub fn read_audit(path: &Path, filter: &AuditFilter) -> Result<Vec<AuditLine>> {
    let mut kept = VecDeque::new();
    for mut lines in open_all(path)? {
        while let Some(raw) = lines.next().map_err(io)? {
            let line = WireLine::parse(&raw.bytes).and_then(|wire| wire.read().ok());
            if let Some(line) = line.filter(|line| filter.takes(line)) {
                kept.push_back(line);
            }
            if filter.last.is_some_and(|last| kept.len() > last) {
                kept.pop_front();
            }
        }
    }
    Ok(kept.into())
}

/// The files of a log, oldest first, as they are at one moment.
fn open_all(path: &Path) -> Result<Vec<Lines>> {
    // An auditor may have no right to write there: then a rotation meanwhile may be seen as a break.
    let _lock = FileLock::exclusive(path).ok();
    let mut paths = all_finished(path).unwrap_or_default();
    if path.exists() {
        paths.push(path.to_path_buf());
    }
    if paths.is_empty() {
        return Err(Error::NotFound {
            what: "audit log",
            id: path.display().to_string(),
            fix: "name its file with --audit; the first view of people begins it".to_owned(),
        });
    }
    paths.into_iter().map(|path| Lines::open(path).map_err(io)).collect()
}

/// The chain as far as it has been read.
#[derive(Debug, Default)]
struct Chain<'a> {
    noted: Option<&'a AuditPoint>,
    path: PathBuf,
    n_files: usize,
    n_lines: u64,
    first_seq: Option<u64>,
    last: Option<AuditPoint>,
    tears: Vec<Tear>,
    /// Bytes since the last line that are no line, and the number of the first of them.
    torn: Option<(u64, Vec<u8>)>,
}

impl Chain<'_> {
    fn begin(&mut self, path: &Path) -> Result<()> {
        if let Some((line, _)) = &self.torn {
            return Err(self.broken(*line, "a finished file ends with what is no line"));
        }
        self.path = path.to_path_buf();
        self.n_files += 1;
        Ok(())
    }

    fn take(&mut self, raw: RawLine) -> Result<()> {
        let Some(wire) = WireLine::parse(&raw.bytes) else {
            let (_, torn) = self.torn.get_or_insert_with(|| (raw.number, Vec::new()));
            torn.extend_from_slice(&raw.bytes);
            torn.extend_from_slice(if raw.is_ended { b"\n" } else { b"" });
            return Ok(());
        };
        let torn = self.torn.take();
        let block = torn.as_ref().map_or(&[][..], |(_, block)| block);
        if wire.torn != Torn::of(block) {
            let number = torn.as_ref().map_or(raw.number, |(number, _)| *number);
            let problem = match &torn {
                Some(_) => "it is no line of a log, and the next line does not vouch for it",
                None => "what a crash left before it is gone",
            };
            return Err(self.broken(number, problem));
        }
        if let Some((line, block)) = torn {
            let (path, n_bytes) = (self.path.clone(), block.len() as u64);
            self.tears.push(Tear { path, line, n_bytes, is_vouched: true });
        }
        self.link(&raw, wire)
    }

    fn link(&mut self, raw: &RawLine, wire: WireLine) -> Result<()> {
        let number = raw.number;
        match &self.last {
            Some(last) if wire.seq != last.seq + 1 => {
                let problem = format!("its number is {}, after {}", wire.seq, last.seq);
                return Err(self.broken(number, &problem));
            }
            Some(last) if wire.prev != last.hash => {
                return Err(
                    self.broken(number, "the line before it is not the one it was written after")
                );
            }
            None if wire.seq == 0 && wire.prev != GENESIS => {
                return Err(self.broken(number, "a log does not begin so"));
            }
            _ => {}
        }
        let point = AuditPoint { seq: wire.seq, hash: hash_of(&raw.bytes) };
        if let Some(noted) = self.noted.filter(|noted| noted.seq == point.seq && **noted != point) {
            let problem = format!("it is not the line that was noted as {noted}");
            return Err(self.broken(number, &problem));
        }
        wire.read().map_err(|problem| self.broken(number, &problem))?;
        self.n_lines += 1;
        self.first_seq.get_or_insert(point.seq);
        self.last = Some(point);
        Ok(())
    }

    fn end(mut self) -> Result<AuditReport> {
        if let Some((line, block)) = self.torn.take() {
            let (path, n_bytes) = (self.path.clone(), block.len() as u64);
            self.tears.push(Tear { path, line, n_bytes, is_vouched: false });
        }
        let (Some(first_seq), Some(last)) = (self.first_seq, self.last.clone()) else {
            return Err(self.broken(1, "it has no lines"));
        };
        if let Some(noted) = self.noted.filter(|noted| noted.seq > last.seq) {
            let problem = format!("it ends at line {}; line {} was noted", last.seq, noted.seq);
            return Err(self.broken(self.n_lines, &problem));
        }
        if let Some(noted) = self.noted.filter(|noted| noted.seq < first_seq) {
            let problem = format!("it begins at line {first_seq}; line {} was noted", noted.seq);
            return Err(self.broken(1, &problem));
        }
        let Self { n_files, n_lines, tears, .. } = self;
        Ok(AuditReport { n_files, n_lines, first_seq, last, tears })
    }

    fn broken(&self, line: u64, problem: &str) -> Error {
        Error::AuditBroken { path: self.path.clone(), line, problem: problem.to_owned() }
    }
}
