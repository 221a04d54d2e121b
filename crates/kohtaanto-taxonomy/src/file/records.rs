//! Records of fixed length, and lists of growing numbers.

/// One concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConceptRecord {
    pub(crate) uri: (u32, u32),
    pub(crate) code: (u32, u32),
    /// The first label, and how many.
    pub(crate) labels: (u32, u32),
    /// The first relation, and how many; the kind stands in the highest byte of the number.
    pub(crate) relations: (u32, u32),
    pub(crate) kind: u8,
}

impl ConceptRecord {
    pub(crate) const LEN: usize = 32;
    const MAX_RELATIONS: u32 = 0x00ff_ffff;

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let relations = self.relations.1.min(Self::MAX_RELATIONS) | (u32::from(self.kind) << 24);
        let pairs = [self.uri, self.code, self.labels, (self.relations.0, relations)];
        for (a, b) in pairs {
            out.extend_from_slice(&a.to_le_bytes());
            out.extend_from_slice(&b.to_le_bytes());
        }
    }

    pub(crate) fn read(bytes: &[u8], i: u32) -> Option<Self> {
        let record = record::<{ Self::LEN }>(bytes, i)?;
        let pair = |n: usize| (number(record, 2 * n), number(record, 2 * n + 1));
        let (first, n_and_kind) = pair(3);
        Some(Self {
            uri: pair(0),
            code: pair(1),
            labels: pair(2),
            relations: (first, n_and_kind & Self::MAX_RELATIONS),
            kind: (n_and_kind >> 24) as u8,
        })
    }
}

/// One label. The norms are lengths of its vectors of terms, for cosines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LabelRecord {
    pub(crate) concept: u32,
    pub(crate) text: (u32, u32),
    /// Place of the language among those of the file, and whether it is preferred.
    pub(crate) lang: u16,
    pub(crate) is_preferred: bool,
    pub(crate) letters_norm: f32,
    pub(crate) words_norm: f32,
}

impl LabelRecord {
    pub(crate) const LEN: usize = 24;

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let lang = u32::from(self.lang) | (u32::from(self.is_preferred) << 16);
        for n in [self.concept, self.text.0, self.text.1, lang] {
            out.extend_from_slice(&n.to_le_bytes());
        }
        out.extend_from_slice(&self.letters_norm.to_le_bytes());
        out.extend_from_slice(&self.words_norm.to_le_bytes());
    }

    pub(crate) fn read(bytes: &[u8], i: u32) -> Option<Self> {
        let record = record::<{ Self::LEN }>(bytes, i)?;
        let lang = number(record, 3);
        Some(Self {
            concept: number(record, 0),
            text: (number(record, 1), number(record, 2)),
            lang: lang as u16,
            is_preferred: lang >> 16 != 0,
            letters_norm: f32::from_bits(number(record, 4)),
            words_norm: f32::from_bits(number(record, 5)),
        })
    }
}

/// One relation of a concept to another; `inverse` when the other is related to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RelationRecord {
    pub(crate) relation: u8,
    pub(crate) inverse: bool,
    pub(crate) other: u32,
}

impl RelationRecord {
    pub(crate) const LEN: usize = 8;

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let kind = u32::from(self.relation) | (u32::from(self.inverse) << 8);
        out.extend_from_slice(&kind.to_le_bytes());
        out.extend_from_slice(&self.other.to_le_bytes());
    }

    pub(crate) fn read(bytes: &[u8], i: u32) -> Option<Self> {
        let record = record::<{ Self::LEN }>(bytes, i)?;
        let kind = number(record, 0);
        Some(Self { relation: kind as u8, inverse: kind >> 8 != 0, other: number(record, 1) })
    }
}

fn record<const N: usize>(bytes: &[u8], i: u32) -> Option<&[u8]> {
    let start = (i as usize).checked_mul(N)?;
    bytes.get(start..start.checked_add(N)?)
}

/// The `i`th number of a record.
fn number(record: &[u8], i: usize) -> u32 {
    let four = record.get(4 * i..4 * i + 4).and_then(|four| four.try_into().ok());
    four.map_or(0, u32::from_le_bytes)
}

pub(crate) fn write_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Reads one number and moves on; `None` at the end, or where the bytes make no number.
pub(crate) fn read_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut n = 0u32;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(n);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{ConceptRecord, LabelRecord, RelationRecord, read_varint, write_varint};

    #[test]
    fn records_come_back() {
        let concept = ConceptRecord {
            uri: (7, 12),
            code: (1, 4),
            labels: (3, 9),
            relations: (5, 70_000),
            kind: 4,
        };
        let relation = RelationRecord { relation: 2, inverse: true, other: 99 };
        let label = LabelRecord {
            concept: 6,
            text: (1, 2),
            lang: 20,
            is_preferred: true,
            letters_norm: 1.5,
            words_norm: 0.25,
        };
        let mut bytes = vec![0; ConceptRecord::LEN];
        concept.write(&mut bytes);
        assert_eq!(ConceptRecord::read(&bytes, 1), Some(concept));
        assert_eq!(ConceptRecord::read(&bytes, 2), None);
        let mut bytes = Vec::new();
        label.write(&mut bytes);
        assert_eq!(LabelRecord::read(&bytes, 0), Some(label));
        let mut bytes = Vec::new();
        relation.write(&mut bytes);
        assert_eq!(RelationRecord::read(&bytes, 0), Some(relation));
    }

    #[test]
    fn varints_come_back_and_odd_bytes_are_nothing() {
        for n in [0, 1, 127, 128, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            write_varint(&mut bytes, n);
            let mut rest = bytes.as_slice();
            assert_eq!(read_varint(&mut rest), Some(n));
            assert!(rest.is_empty());
        }
        assert_eq!(read_varint(&mut [0xff; 9].as_slice()), None);
        assert_eq!(read_varint(&mut [].as_slice()), None);
    }
}
