//! The labels of a term.

use crate::file::{read_varint, write_varint};

/// Writes a list of growing numbers: how many, then the differences.
pub(super) fn write(out: &mut Vec<u8>, labels: &[u32]) {
    write_varint(out, labels.len() as u32);
    let mut last = 0;
    for label in labels {
        write_varint(out, label - last);
        last = *label;
    }
}

/// A list of labels, read as it goes.
#[derive(Debug, Clone)]
pub(crate) struct Postings<'a> {
    bytes: &'a [u8],
    left: u32,
    last: u32,
}

impl<'a> Postings<'a> {
    pub(crate) fn new(mut bytes: &'a [u8]) -> Self {
        let left = read_varint(&mut bytes).unwrap_or(0);
        Self { bytes, left, last: 0 }
    }

    /// How many labels there are.
    pub(crate) fn n_labels(&self) -> u32 {
        self.left
    }
}

impl Iterator for Postings<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        let step = read_varint(&mut self.bytes)?;
        self.last = self.last.wrapping_add(step);
        Some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::{Postings, write};

    #[test]
    fn lists_come_back() {
        let mut bytes = Vec::new();
        write(&mut bytes, &[0, 3, 4, 1000]);
        let list = Postings::new(&bytes);
        assert_eq!(list.n_labels(), 4);
        assert_eq!(list.collect::<Vec<_>>(), [0, 3, 4, 1000]);
        assert_eq!(Postings::new(&[200]).count(), 0);
    }
}
