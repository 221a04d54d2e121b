//! The files of a log, and how its last line is found.
//!
//! `NAME` is being written; when it is large it is renamed to `NAME.<number of its last line>`, in
//! twelve digits, so that names sort as the lines do.

use super::line::{WireLine, hash_of};
use fs_err as fs;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

const DIGITS: usize = 12;
/// How much of the end is read first to find the last line.
const FIRST_LOOK: u64 = 1 << 16;

/// The name of a finished file.
pub(super) fn finished(path: &Path, last_seq: u64) -> PathBuf {
    super::super::locked_file::with_ending(path, &format!("{last_seq:0DIGITS$}"))
}

/// The finished files of a log, oldest first.
pub(super) fn all_finished(path: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let path = entry?.path();
        let other = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = other.strip_prefix(&name).and_then(|rest| rest.strip_prefix('.'));
        let is_number =
            |text: &str| text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        if number.is_some_and(is_number) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What stands at the end of a file.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// Number and hash of the last whole line.
    pub(super) last: Option<(u64, String)>,
    /// What comes after it and is no line: what a crash left.
    pub(super) torn: Vec<u8>,
    /// The file does not end with the end of a line.
    pub(super) is_open: bool,
    /// Length of the file.
    pub(super) len: u64,
}

/// Reads from the end until a line is found.
pub(super) fn tail(file: &mut fs::File) -> io::Result<Tail> {
    let len = file.metadata()?.len();
    let mut look = FIRST_LOOK.min(len);
    loop {
        file.seek(SeekFrom::Start(len - look))?;
        let mut bytes = Vec::new();
        (&mut *file).take(look).read_to_end(&mut bytes)?;
        // The first line of the look may have lost its beginning.
        let whole_file = look == len;
        let begin = if whole_file { Some(0) } else { bytes.iter().position(|b| *b == b'\n') };
        let begin = begin.map(|at| if whole_file { at } else { at + 1 });
        let found = begin.and_then(|begin| last_line(&bytes[begin..]));
        if let Some((seq, hash, end)) = found {
            let torn = bytes.split_off(begin.unwrap_or_default() + end);
            let is_open = !torn.is_empty() && torn.last() != Some(&b'\n');
            // A line that lacks nothing but its end is whole.
            let lacks_end = torn.is_empty() && bytes.last() != Some(&b'\n');
            return Ok(Tail { last: Some((seq, hash)), torn, is_open: is_open || lacks_end, len });
        }
        if whole_file {
            let is_open = bytes.last().is_some_and(|last| *last != b'\n');
            return Ok(Tail { last: None, torn: bytes, is_open, len });
        }
        look = (look * 4).min(len);
    }
}

/// Number, hash and end of the last line that is one.
fn last_line(bytes: &[u8]) -> Option<(u64, String, usize)> {
    let mut end = bytes.len();
    while end > 0 {
        let body = if bytes[end - 1] == b'\n' { end - 1 } else { end };
        let begin = bytes[..body].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let line = &bytes[begin..body];
        if let Some(wire) = WireLine::parse(line) {
            return Some((wire.seq, hash_of(line), end));
        }
        end = begin;
    }
    None
}

/// The lines of a file up to the length that it had when it was opened.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) path: PathBuf,
    reader: BufReader<io::Take<fs::File>>,
    number: u64,
}

/// A line as it stands.
#[derive(Debug)]
pub(super) struct RawLine {
    /// Its number in its file, from 1.
    pub(super) number: u64,
    /// Without its end.
    pub(super) bytes: Vec<u8>,
    /// Whether it has its end.
    pub(super) is_ended: bool,
}

impl Lines {
    pub(super) fn open(path: PathBuf) -> io::Result<Self> {
        let file = fs::File::open(&path)?;
        let len = file.metadata()?.len();
        Ok(Self { path, reader: BufReader::new(file.take(len)), number: 0 })
    }

    pub(super) fn next(&mut self) -> io::Result<Option<RawLine>> {
        let mut bytes = Vec::new();
        if self.reader.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let is_ended = bytes.last() == Some(&b'\n');
        if is_ended {
            bytes.pop();
        }
        Ok(Some(RawLine { number: self.number, bytes, is_ended }))
    }
}
