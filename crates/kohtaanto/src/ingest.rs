//! Lines in, documents stored: bad lines are named with their fields, good ones are kept.

use crate::engine::{Prepared, Writer};
use crate::error::{Result, io};
use crate::wire::UnknownFields;
use jiff::civil::Date;
use kohtaanto_domain::model::{FieldError, FieldErrors};
use kohtaanto_embed::Progress;
use std::io::BufRead;

/// Lines that are embedded and indexed together.
const BATCH: usize = 256;
/// A longer line is refused unread: no posting is so long.
const MAX_LINE_BYTES: u64 = 4 << 20;

/// What the lines hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Job postings.
    Postings,
    /// Candidates.
    Candidates,
}

/// How lines are read.
#[derive(Debug, Clone, Copy)]
pub struct IngestOptions {
    /// What the lines hold.
    pub kind: LineKind,
    /// What to do with unknown fields.
    pub unknown: UnknownFields,
    /// The day of reading; bounds the dates of candidates' histories.
    pub today: Date,
}

/// A line that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    /// Its number, from 1.
    pub line: usize,
    /// Its fields at fault.
    pub errors: FieldErrors,
}

/// What became of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IngestReport {
    /// Lines that were put in.
    pub n_accepted: usize,
    /// Lines that were refused.
    pub refused: Vec<RefusedLine>,
    /// Lines with fields that are not known: the line's number and the fields.
    pub unknown_fields: Vec<(usize, Vec<String>)>,
}

/// Reads newline-delimited JSON without a store: every good line, ready to be put in, and a report
/// of the others. For callers that put in all or nothing.
///
/// # Errors
/// What the reader refuses. A bad line is no error: it is in the report.
pub fn read_lines(
    mut lines: impl BufRead,
    options: &IngestOptions,
) -> Result<(Vec<Prepared>, IngestReport)> {
    let (mut report, mut all) = (IngestReport::default(), Vec::new());
    read_each(&mut lines, options, &mut report, |prepared| {
        all.push(prepared);
        Ok(())
    })?;
    Ok((all, report))
}

fn read_each(
    lines: &mut impl BufRead,
    options: &IngestOptions,
    report: &mut IngestReport,
    mut keep: impl FnMut(Prepared) -> Result<()>,
) -> Result<()> {
    let mut buffer = Vec::new();
    for number in 1.. {
        buffer.clear();
        let line = match next_line(lines, &mut buffer)? {
            Line::End => break,
            Line::Read(line) if line.trim().is_empty() => continue,
            Line::Read(line) => prepare(line, options),
            Line::Refused(error) => Err(error.into()),
        };
        match line {
            Ok(prepared) => {
                if !prepared.unknown_fields().is_empty() {
                    report.unknown_fields.push((number, prepared.unknown_fields().to_vec()));
                }
                report.n_accepted += 1;
                keep(prepared)?;
            }
            Err(errors) => report.refused.push(RefusedLine { line: number, errors }),
        }
    }
    Ok(())
}

impl Writer<'_> {
    /// Reads newline-delimited JSON and puts every good line in. Nothing is committed.
    ///
    /// # Errors
    /// What the reader, the model or the index refuses. A bad line is no error: it is in the report.
    pub fn ingest(
        &mut self,
        mut lines: impl BufRead,
        options: &IngestOptions,
        progress: &dyn Progress,
    ) -> Result<IngestReport> {
        let mut report = IngestReport::default();
        let mut batch = Vec::with_capacity(BATCH);
        read_each(&mut lines, options, &mut report, |prepared| {
            batch.push(prepared);
            if batch.len() == BATCH {
                self.upsert(std::mem::take(&mut batch), progress)?;
            }
            Ok(())
        })?;
        self.upsert(batch, progress)?;
        Ok(report)
    }
}

fn prepare(line: &str, options: &IngestOptions) -> Result<Prepared, FieldErrors> {
    match options.kind {
        LineKind::Postings => Prepared::posting(line, options.unknown),
        LineKind::Candidates => Prepared::candidate(line, options.unknown, options.today),
    }
}

enum Line<'a> {
    End,
    Read(&'a str),
    Refused(FieldError),
}

fn next_line<'a>(lines: &mut impl BufRead, buffer: &'a mut Vec<u8>) -> Result<Line<'a>> {
    let mut limited = std::io::Read::take(&mut *lines, MAX_LINE_BYTES);
    let n = limited.read_until(b'\n', buffer).map_err(io)?;
    if n == 0 {
        return Ok(Line::End);
    }
    if n as u64 == MAX_LINE_BYTES && buffer.last() != Some(&b'\n') {
        skip_line(lines)?;
        let problem = format!("is longer than {MAX_LINE_BYTES} bytes");
        let fix = "write one object a line, and shorten its texts";
        return Ok(Line::Refused(FieldError::new("line", problem, fix)));
    }
    Ok(match std::str::from_utf8(buffer) {
        // A byte order mark at the beginning of a file is no part of its first line.
        Ok(line) => Line::Read(line.trim_start_matches('\u{feff}')),
        Err(error) => {
            let problem = format!("is not UTF-8 at byte {}", error.valid_up_to() + 1);
            Line::Refused(FieldError::new("line", problem, "save the file as UTF-8"))
        }
    })
}

fn skip_line(lines: &mut impl BufRead) -> Result<()> {
    loop {
        let available = lines.fill_buf().map_err(io)?;
        let end = available.iter().position(|byte| *byte == b'\n');
        let n = end.map_or(available.len(), |end| end + 1);
        let done = end.is_some() || available.is_empty();
        lines.consume(n);
        if done {
            return Ok(());
        }
    }
}
