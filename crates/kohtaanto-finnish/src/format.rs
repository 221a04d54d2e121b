//! How the data lie in their files, for the program that makes them and the reader.
//!
//! `forms.fst` maps each form of a word (lower case, without clitics and possessives) to the number
//! of a list of readings; `readings.bin` has the lists and the readings; `compounds.fst` maps base
//! forms to where they are cut; `parts.fst` maps parts of compounds to how they are used;
//! `roots.fst` maps base forms to the number of a verb in `roots.bin`. All numbers in the `.bin`
//! files are little-endian; everything is read where it lies, nothing is unpacked.

/// File of the forms.
pub const FORMS: &str = "forms.fst";
/// File of the readings.
pub const READINGS: &str = "readings.bin";
/// File of the compounds.
pub const COMPOUNDS: &str = "compounds.fst";
/// File of the parts.
pub const PARTS: &str = "parts.fst";
/// File of the roots' numbers.
pub const ROOTS: &str = "roots.fst";
/// File of the roots.
pub const ROOT_NAMES: &str = "roots.bin";

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOfSpeech {
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
    /// Verb, with its participles.
    Verb,
    /// Numeral.
    Numeral,
    /// Adverb, pronoun, postposition, conjunction and what else there is.
    Other,
    /// Proper name.
    Name,
}

impl PartOfSpeech {
    const ALL: [Self; 6] =
        [Self::Noun, Self::Adjective, Self::Verb, Self::Numeral, Self::Other, Self::Name];
}

/// What a reading says of a form beside its base form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    /// A name that is not a municipality's: it counts only where there is no other reading.
    pub is_other_name: bool,
    /// A form or word out of the standard language or out of use.
    pub is_marked: bool,
    /// Kind of word.
    pub part_of_speech: PartOfSpeech,
    /// Whether the form can stand first in a compound (nominative or genitive).
    pub is_modifier: bool,
}

impl Class {
    fn pack(self) -> u8 {
        let pos = PartOfSpeech::ALL.iter().position(|pos| *pos == self.part_of_speech);
        pos.unwrap_or_default() as u8
            | u8::from(self.is_modifier) << 3
            | u8::from(self.is_marked) << 4
            | u8::from(self.is_other_name) << 5
    }

    fn unpack(byte: u8) -> Self {
        let pos = PartOfSpeech::ALL.get(usize::from(byte & 7)).copied();
        Self {
            is_other_name: byte & 32 != 0,
            is_marked: byte & 16 != 0,
            part_of_speech: pos.unwrap_or(PartOfSpeech::Other),
            is_modifier: byte & 8 != 0,
        }
    }
}

/// One reading: the base form is the form without its last `cut` bytes and with `append`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingRow<'a> {
    /// What it is.
    pub class: Class,
    /// Bytes cut off.
    pub cut: u8,
    /// What is put there.
    pub append: &'a str,
}

/// How a part is used in the compounds of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartUse {
    /// In how many it is the last part.
    pub n_head: u32,
    /// In how many it stands before another.
    pub n_modifier: u32,
    /// Whether it says little alone.
    pub is_generic: bool,
}

impl PartUse {
    const MAX: u32 = (1 << 20) - 1;

    /// As a number.
    pub fn pack(self) -> u64 {
        u64::from(self.is_generic)
            | u64::from(self.n_head.min(Self::MAX)) << 1
            | u64::from(self.n_modifier.min(Self::MAX)) << 21
    }

    /// From [`Self::pack`]'s number.
    pub fn unpack(packed: u64) -> Self {
        let count = |shift: u32| (packed >> shift) as u32 & Self::MAX;
        Self { n_head: count(1), n_modifier: count(21), is_generic: packed & 1 == 1 }
    }
}

/// A base form is cut at most so often.
pub const MAX_CUTS: usize = 7;

/// Bits of the length of a part.
const CUT_BITS: u32 = 6;

/// The lengths of all parts but the last, from where they end; `None` for more or longer parts than
/// fit.
pub fn pack_cuts(ends: &[usize]) -> Option<u64> {
    let mut packed = 0;
    let mut start = 0;
    for (i, end) in ends.iter().enumerate() {
        let length = end.checked_sub(start)?;
        if length == 0 || length >= 1 << CUT_BITS || i >= MAX_CUTS {
            return None;
        }
        packed |= (length as u64) << (CUT_BITS * i as u32);
        start = *end;
    }
    Some(packed)
}

/// Where the parts end that [`pack_cuts`] packed.
pub fn unpack_cuts(mut packed: u64) -> impl Iterator<Item = usize> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let length = packed & ((1 << CUT_BITS) - 1);
        packed >>= CUT_BITS;
        end += length as usize;
        (length > 0).then_some(end)
    })
}

/// Bytes of a reading: class, cut, length of what is put there, and where it begins (three bytes).
const READING_BYTES: usize = 6;

/// The file of the readings: how many lists, where each begins, the readings' numbers (two bytes
/// each), the readings, and what they put at the end. Each list is a range in the numbers.
pub fn write_readings(readings: &[ReadingRow<'_>], lists: &[Vec<u32>]) -> Vec<u8> {
    let mut appended = String::new();
    let mut rows = Vec::new();
    for reading in readings {
        let at = appended.find(reading.append).unwrap_or_else(|| {
            appended.push_str(reading.append);
            appended.len() - reading.append.len()
        });
        rows.extend([reading.class.pack(), reading.cut, reading.append.len() as u8]);
        rows.extend(&(at as u32).to_le_bytes()[..3]);
    }
    let n_numbers: usize = lists.iter().map(Vec::len).sum();
    let mut out = Vec::new();
    for count in [lists.len(), n_numbers, readings.len()] {
        out.extend((count as u32).to_le_bytes());
    }
    let mut start = 0u32;
    for list in lists {
        out.extend(start.to_le_bytes());
        start += list.len() as u32;
    }
    out.extend(start.to_le_bytes());
    for number in lists.iter().flatten() {
        out.extend(&number.to_le_bytes()[..3]);
    }
    out.extend(rows);
    out.extend(appended.as_bytes());
    out
}

/// Reads [`write_readings`]'s file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Readings<'a> {
    starts: &'a [u8],
    numbers: &'a [u8],
    rows: &'a [u8],
    appended: &'a str,
}

impl<'a> Readings<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Option<Self> {
        let (n_lists, n_numbers) = (u32_at(bytes, 0)? as usize, u32_at(bytes, 1)? as usize);
        let n_readings = u32_at(bytes, 2)? as usize;
        let (starts, rest) = bytes.get(12..)?.split_at_checked((n_lists + 1) * 4)?;
        let (numbers, rest) = rest.split_at_checked(n_numbers * 3)?;
        let (rows, appended) = rest.split_at_checked(n_readings * READING_BYTES)?;
        Some(Self { starts, numbers, rows, appended: std::str::from_utf8(appended).ok()? })
    }

    /// The readings of a list.
    pub(crate) fn list(self, number: u64) -> impl Iterator<Item = ReadingRow<'a>> {
        let at = number as usize;
        let start = u32_at(self.starts, at).unwrap_or_default() as usize;
        let end = u32_at(self.starts, at + 1).unwrap_or_default() as usize;
        let numbers = self.numbers.get(start * 3..end * 3).unwrap_or_default();
        numbers.chunks_exact(3).filter_map(move |bytes| self.reading(u24(bytes)?))
    }

    fn reading(self, number: usize) -> Option<ReadingRow<'a>> {
        let row = self.rows.get(number * READING_BYTES..)?.get(..READING_BYTES)?;
        let [class, cut, length, at @ ..] = row else { return None };
        let start = u24(at)?;
        let append = self.appended.get(start..start + usize::from(*length))?;
        Some(ReadingRow { class: Class::unpack(*class), cut: *cut, append })
    }
}

/// Names one after the other: how many, where each begins, and their letters.
pub fn write_names(names: &[&str]) -> Vec<u8> {
    let mut out = (names.len() as u32).to_le_bytes().to_vec();
    let mut start = 0u32;
    for name in names {
        out.extend(start.to_le_bytes());
        start += name.len() as u32;
    }
    out.extend(start.to_le_bytes());
    out.extend(names.concat().as_bytes());
    out
}

/// The name of a number in [`write_names`]'s file.
pub(crate) fn name(bytes: &[u8], number: u64) -> Option<&str> {
    let n_names = u32_at(bytes, 0)? as usize;
    let at = number as usize;
    let (start, end) = (u32_at(bytes, 1 + at)? as usize, u32_at(bytes, 2 + at)? as usize);
    let names = bytes.get((n_names + 2) * 4..)?;
    std::str::from_utf8(names.get(start..end)?).ok()
}

/// A name in [`write_names`]'s file, if it stands there; the names are in order.
pub(crate) fn find_name<'a>(bytes: &'a [u8], wanted: &str) -> Option<&'a str> {
    let (mut low, mut high) = (0, u64::from(u32_at(bytes, 0)?));
    while low < high {
        let middle = low.midpoint(high);
        let found = name(bytes, middle)?;
        match found.cmp(wanted) {
            std::cmp::Ordering::Equal => return Some(found),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

fn u32_at(bytes: &[u8], number: usize) -> Option<u32> {
    let bytes = bytes.get(number * 4..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

fn u24(bytes: &[u8]) -> Option<usize> {
    let [a, b, c] = bytes else { return None };
    Some(u32::from_le_bytes([*a, *b, *c, 0]) as usize)
}
