//! The taxonomy file: sections of little-endian numbers, read where they lie.
//!
//! ```text
//! magic, XXH3 of all that follows, number of sections, for each: offset, length (u64 each)
//! META       JSON: name, version, notice, languages with their number of labels, analysis
//! CONCEPTS   32 bytes each, in the order of their identifiers
//! LABELS     24 bytes each, in the order of their concepts
//! RELATIONS   8 bytes each, in the order of the concepts they start from, both ways
//! STRINGS    UTF-8
//! URIS       fst: identifier -> concept
//! TERMS      fst: language, kind of term, term -> place of its list
//! LISTS      for each term: number of labels, then the labels, as differences (LEB128)
//! ```
//!
//! Opening compares the checksum, which runs at about the speed of memory, so a damaged file is
//! never read. Beyond that, a number that points outside its section reads as nothing.
//! [`hash`](SectionBytes::hash) tells whether two files are the same.

mod memory;
mod records;

pub(crate) use memory::Bytes;
pub(crate) use records::{ConceptRecord, LabelRecord, RelationRecord, read_varint, write_varint};

use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 8] = b"KOHTAX01";
const N_SECTIONS: usize = 8;
const CHECKED_FROM: usize = MAGIC.len() + 8;
const HEADER: usize = CHECKED_FROM + 8 + N_SECTIONS * 16;

/// The sections, in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Meta,
    Concepts,
    Labels,
    Relations,
    Strings,
    Uris,
    Terms,
    Lists,
}

/// The contents of the sections, to be written.
#[derive(Debug, Default)]
pub(crate) struct Sections(pub(crate) [Vec<u8>; N_SECTIONS]);

impl Sections {
    pub(crate) fn set(&mut self, section: Section, bytes: Vec<u8>) {
        self.0[section as usize] = bytes;
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER + self.0.iter().map(Vec::len).sum::<usize>());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&[0; 8]);
        out.extend_from_slice(&(N_SECTIONS as u64).to_le_bytes());
        let mut at = HEADER as u64;
        for section in &self.0 {
            out.extend_from_slice(&at.to_le_bytes());
            out.extend_from_slice(&(section.len() as u64).to_le_bytes());
            at += section.len() as u64;
        }
        for section in &self.0 {
            out.extend_from_slice(section);
        }
        let sum = xxh3_64(&out[CHECKED_FROM..]);
        out[MAGIC.len()..CHECKED_FROM].copy_from_slice(&sum.to_le_bytes());
        out
    }
}

/// A file's bytes with the places of its sections.
#[derive(Debug)]
pub(crate) struct SectionBytes {
    bytes: Bytes,
    places: [Range<usize>; N_SECTIONS],
}

impl SectionBytes {
    /// Reads the frame.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn new(bytes: Bytes) -> Result<Self, String> {
        let places = places(&bytes)?;
        Ok(Self { bytes, places })
    }

    pub(crate) fn get(&self, section: Section) -> &[u8] {
        self.bytes.get(self.places[section as usize].clone()).unwrap_or_default()
    }

    /// The checksum that the file carries, compared when it was opened.
    pub(crate) fn hash(&self) -> u64 {
        let sum = self.bytes.get(MAGIC.len()..CHECKED_FROM).and_then(|sum| sum.try_into().ok());
        sum.map_or(0, u64::from_le_bytes)
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn places(bytes: &[u8]) -> Result<[Range<usize>; N_SECTIONS], String> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err("it does not begin as one".to_owned());
    }
    let number = |at: usize| {
        let eight = bytes.get(at..at + 8)?.try_into().ok()?;
        usize::try_from(u64::from_le_bytes(eight)).ok()
    };
    let truncated = || "it is cut short".to_owned();
    let sum = bytes.get(MAGIC.len()..CHECKED_FROM).ok_or_else(truncated)?;
    let n_sections = number(CHECKED_FROM).ok_or_else(truncated)?;
    if sum != xxh3_64(&bytes[CHECKED_FROM..]).to_le_bytes() {
        return Err("its checksum differs: it is damaged or cut short".to_owned());
    }
    if n_sections != N_SECTIONS {
        return Err("it has another number of sections".to_owned());
    }
    let mut places: [Range<usize>; N_SECTIONS] = Default::default();
    let mut expected = HEADER;
    for (i, place) in places.iter_mut().enumerate() {
        let at = CHECKED_FROM + 8 + i * 16;
        let start = number(at).ok_or_else(truncated)?;
        let len = number(at + 8).ok_or_else(truncated)?;
        let end = start.checked_add(len).filter(|end| *end <= bytes.len()).ok_or_else(truncated)?;
        if start != expected {
            return Err("its sections do not follow each other".to_owned());
        }
        expected = end;
        *place = start..end;
    }
    if expected == bytes.len() { Ok(places) } else { Err("it has bytes to spare".to_owned()) }
}
