//! Documents of one snapshot: a key for one, a bit set for many.

use crate::bits::Bits;

/// A document of one snapshot: its segment and its number there.
///
/// It means nothing in another snapshot; the id does. Keys are in the order of [`DocSet::iter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocKey(u64);

impl DocKey {
    pub(crate) const fn new(segment: usize, doc: u32) -> Self {
        Self((segment as u64) << 32 | doc as u64)
    }

    pub(crate) const fn segment(self) -> usize {
        (self.0 >> 32) as usize
    }

    pub(crate) const fn doc(self) -> u32 {
        self.0 as u32
    }
}

/// A set of documents of one snapshot, one bit for each document of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocSet {
    /// Which snapshot.
    pub(crate) snapshot: u64,
    pub(crate) segments: Vec<Bits>,
}

impl DocSet {
    /// How many documents.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|bits| bits.len() as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the document is in the set.
    pub fn contains(&self, doc: DocKey) -> bool {
        self.segments.get(doc.segment()).is_some_and(|bits| bits.contains(doc.doc()))
    }

    /// The documents in increasing order.
    pub fn iter(&self) -> impl Iterator<Item = DocKey> + '_ {
        self.segments
            .iter()
            .enumerate()
            .flat_map(|(segment, bits)| bits.iter().map(move |doc| DocKey::new(segment, doc)))
    }

    /// The documents of either set. Both must be of one snapshot, as for all operations here.
    #[must_use]
    pub fn union(mut self, other: &Self) -> Self {
        self.zip(other, Bits::union_with);
        self
    }

    /// The documents of both sets.
    #[must_use]
    pub fn intersection(mut self, other: &Self) -> Self {
        self.zip(other, Bits::intersect_with);
        self
    }

    /// The documents that the other set has not.
    #[must_use]
    pub fn difference(mut self, other: &Self) -> Self {
        self.zip(other, Bits::subtract);
        self
    }

    fn zip(&mut self, other: &Self, f: impl Fn(&mut Bits, &Bits)) {
        debug_assert_eq!(self.snapshot, other.snapshot, "sets of two snapshots");
        self.segments.iter_mut().zip(&other.segments).for_each(|(a, b)| f(a, b));
    }
}
