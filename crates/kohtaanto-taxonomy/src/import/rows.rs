//! Rows of CSV and TSV files by the names of their columns, and errors that say where.
//!
//! A line is the physical line on which a record starts, whatever lines its quoted cells hold.
//! What the cells mean is for the caller; only what all tables share is checked here.

use super::fault::{Fault, checked_uri};
use crate::error::{Error, Result};
use csv::{ByteRecord, StringRecord};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{Cursor, ErrorKind, Read};
use std::path::Path;

/// Stands for the column where a whole row is meant.
pub(crate) const ALL: &str = "all";

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Commas, and quotes around cells of several lines.
    Csv,
    /// The same, where rows may leave out cells at the end.
    RaggedCsv,
    /// Tabs and no quotes; lines that begin with # are comments.
    Tsv,
}

/// A column that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column(usize);

/// A table that is read row by row.
#[derive(Debug)]
pub(crate) struct Rows {
    file: String,
    format: Format,
    columns: Vec<String>,
    reader: csv::Reader<Cursor<Cow<'static, [u8]>>>,
    record: StringRecord,
    /// A byte, and the line on which it stands.
    counted: (usize, u64),
}

impl Rows {
    /// The rows of a file, which may be packed with gzip.
    pub(crate) fn open(path: &Path, format: Format) -> Result<Self> {
        Self::new(&file_name(path), Cow::Owned(read(path)?), format)
    }

    /// The rows of a table that is in memory; `file` names it in errors.
    pub(crate) fn new(file: &str, data: Cow<'static, [u8]>, format: Format) -> Result<Self> {
        let data = match data {
            Cow::Borrowed(bytes) => Cow::Borrowed(without_mark(bytes)),
            Cow::Owned(bytes) if without_mark(&bytes).len() == bytes.len() => Cow::Owned(bytes),
            Cow::Owned(bytes) => Cow::Owned(without_mark(&bytes).to_vec()),
        };
        let tsv = format == Format::Tsv;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(!tsv)
            .delimiter(if tsv { b'\t' } else { b',' })
            .comment(tsv.then_some(b'#'))
            .from_reader(Cursor::new(data));
        let (file, record) = (file.to_owned(), StringRecord::new());
        let mut rows = Self { file, format, columns: vec![], reader, record, counted: (0, 1) };
        if rows.advance()?.is_some() {
            rows.columns = rows.record.iter().map(|name| name.trim().to_owned()).collect();
        }
        Ok(rows)
    }

    /// The file's name, as errors say it.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// A column that must be there.
    pub(crate) fn column(&self, name: &str) -> Result<Column> {
        self.optional(name).ok_or_else(|| {
            let fix = match self.format {
                Format::Csv | Format::RaggedCsv => "keep the header of the official ESCO download",
                Format::Tsv => "write the names of the columns on the first row",
            };
            Fault::new("the column is missing", fix).at(&self.file, 1, name)
        })
    }

    /// A column that may be there.
    pub(crate) fn optional(&self, name: &str) -> Option<Column> {
        self.columns.iter().position(|column| column == name).map(Column)
    }

    /// All columns with their names.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (Column, &str)> {
        self.columns.iter().enumerate().map(|(at, name)| (Column(at), name.as_str()))
    }

    /// The next row, until there are no more.
    pub(crate) fn read(&mut self) -> Result<Option<Row<'_>>> {
        let Some(line) = self.advance()? else { return Ok(None) };
        let (found, wanted) = (self.record.len(), self.columns.len());
        let fits = match self.format {
            Format::RaggedCsv => found <= wanted,
            Format::Csv | Format::Tsv => found == wanted,
        };
        if !fits {
            let cells = if found == 1 { "cell" } else { "cells" };
            let problem = format!("the row has {found} {cells}, the header has {wanted}");
            let fix = "check the quotes and the separators of this row";
            return Err(Fault::new(problem, fix).at(&self.file, line, ALL));
        }
        Ok(Some(Row { file: &self.file, columns: &self.columns, record: &self.record, line }))
    }

    /// Reads a record and says its line.
    fn advance(&mut self) -> Result<Option<u64>> {
        let mut bytes: ByteRecord = std::mem::take(&mut self.record).into_byte_record();
        let start = self.reader.position().byte() as usize;
        let more = self.reader.read_byte_record(&mut bytes).map_err(|error| {
            let problem = format!("the row cannot be read: {error}");
            Fault::new(problem, "check the quotes of this row").at(&self.file, self.counted.1, ALL)
        })?;
        if !more {
            return Ok(None);
        }
        let line = self.line_at(start);
        self.record = StringRecord::from_byte_record(bytes).map_err(|error| {
            let column = self.columns.get(error.utf8_error().field());
            let column = column.map_or(ALL, String::as_str);
            not_utf8().at(&self.file, line, column)
        })?;
        Ok(Some(line))
    }

    /// The line of the first record at or after a byte: past line ends and comments.
    fn line_at(&mut self, start: usize) -> u64 {
        let data: &[u8] = self.reader.get_ref().get_ref();
        let rest = |at: usize| data.get(at..).unwrap_or_default();
        let mut at = start;
        loop {
            match rest(at).first() {
                Some(b'\r' | b'\n') => at += 1,
                Some(b'#') if self.format == Format::Tsv => {
                    at += rest(at).iter().take_while(|byte| **byte != b'\n').count();
                }
                _ => break,
            }
        }
        let (byte, line) = self.counted;
        let passed = data.get(byte..at).unwrap_or_default();
        self.counted = (at, line + n_line_ends(passed));
        self.counted.1
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    file: &'a str,
    columns: &'a [String],
    record: &'a StringRecord,
    line: u64,
}

impl<'a> Row<'a> {
    /// The line on which the row starts, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// A cell, trimmed.
    pub(crate) fn get(&self, column: Column) -> &'a str {
        self.record.get(column.0).unwrap_or_default().trim()
    }

    /// A cell of a column that may be missing: then it is empty.
    pub(crate) fn get_optional(&self, column: Option<Column>) -> &'a str {
        column.map_or("", |column| self.get(column))
    }

    /// A cell that holds an identifier.
    pub(crate) fn uri(&self, column: Column) -> Result<&'a str> {
        let uri = self.get(column);
        checked_uri(uri).map_err(|fault| self.error(column, fault))?;
        Ok(uri)
    }

    /// What is wrong with a cell.
    pub(crate) fn error(&self, column: Column, fault: Fault) -> Error {
        fault.at(self.file, self.line, self.columns.get(column.0).map_or(ALL, String::as_str))
    }
}

/// A file's bytes, unpacked if its name ends with `.gz`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let packed = fs_err::read(path)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(packed);
    }
    let mut data = Vec::with_capacity(packed.len() * 6);
    match MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut data) {
        Ok(_) => Ok(data),
        Err(error) => {
            let problem = match error.kind() {
                ErrorKind::UnexpectedEof => "the gzip file ends too early",
                _ => "the gzip file is damaged",
            };
            let fault = Fault::new(problem, "download or pack the file again");
            Err(fault.at(&file_name(path), 1 + n_line_ends(&data), ALL))
        }
    }
}

/// A file's text, unpacked if its name ends with `.gz`, without a byte order mark.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let mut text = String::from_utf8(read(path)?).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        not_utf8().at(&file_name(path), 1 + n_line_ends(good), ALL)
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// The last part of a path.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn not_utf8() -> Fault {
    Fault::new("the text is not UTF-8", "save the file as UTF-8")
}

fn without_mark(data: &[u8]) -> &[u8] {
    data.strip_prefix("\u{feff}".as_bytes()).unwrap_or(data)
}

fn n_line_ends(data: &[u8]) -> u64 {
    data.iter().filter(|byte| **byte == b'\n').count() as u64
}
