//! A set of the documents of one segment.

/// One bit per document, with the number of ones kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    n_docs: u32,
    len: u32,
}

impl Bits {
    /// No document of `n_docs`.
    pub(crate) fn empty(n_docs: u32) -> Self {
        Self { words: vec![0; (n_docs as usize).div_ceil(64)], n_docs, len: 0 }
    }

    /// All documents of `n_docs`.
    pub(crate) fn full(n_docs: u32) -> Self {
        let mut bits =
            Self { words: vec![!0; (n_docs as usize).div_ceil(64)], n_docs, len: n_docs };
        if let (Some(last), 1..) = (bits.words.last_mut(), n_docs % 64) {
            *last = (1 << (n_docs % 64)) - 1;
        }
        bits
    }

    pub(crate) fn n_docs(&self) -> u32 {
        self.n_docs
    }

    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    #[inline]
    pub(crate) fn contains(&self, doc: u32) -> bool {
        self.words.get(doc as usize / 64).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    #[inline]
    pub(crate) fn insert(&mut self, doc: u32) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            let bit = 1 << (doc % 64);
            self.len += u32::from(*word & bit == 0);
            *word |= bit;
        }
    }

    pub(crate) fn union_with(&mut self, other: &Self) {
        self.combine(other, |a, b| a | b);
    }

    pub(crate) fn intersect_with(&mut self, other: &Self) {
        self.combine(other, |a, b| a & b);
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        self.combine(other, |a, b| a & !b);
    }

    fn combine(&mut self, other: &Self, f: impl Fn(u64, u64) -> u64) {
        self.len = 0;
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = f(*word, *other);
            self.len += word.count_ones();
        }
    }

    /// Keeps the documents for which `keep` is true.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        self.len = 0;
        for (i, word) in self.words.iter_mut().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                if !keep(i as u32 * 64 + bit) {
                    *word &= !(1 << bit);
                }
            }
            self.len += word.count_ones();
        }
    }

    /// The documents that are in both sets, in increasing order.
    pub(crate) fn for_each_common(&self, other: &Self, mut f: impl FnMut(u32)) {
        for (i, (a, b)) in self.words.iter().zip(&other.words).enumerate() {
            let mut rest = a & b;
            while rest != 0 {
                f(i as u32 * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// The documents in increasing order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                Some(i as u32 * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_bit_set_is_a_set(n in 0u32..300, a in prop::collection::vec(0u32..300, 0..60),
                              b in prop::collection::vec(0u32..300, 0..60)) {
            let set = |items: &[u32]| -> (Bits, BTreeSet<u32>) {
                let mut bits = Bits::empty(n);
                let inside: BTreeSet<u32> = items.iter().copied().filter(|i| *i < n).collect();
                inside.iter().for_each(|i| bits.insert(*i));
                (bits, inside)
            };
            let ((a, sa), (b, sb)) = (set(&a), set(&b));
            let check = |bits: Bits, set: BTreeSet<u32>| {
                prop_assert_eq!(bits.len() as usize, set.len());
                prop_assert_eq!(bits.iter().collect::<BTreeSet<_>>(), set);
                Ok(())
            };
            let with = |f: fn(&mut Bits, &Bits)| { let mut c = a.clone(); f(&mut c, &b); c };
            check(with(Bits::union_with), &sa | &sb)?;
            check(with(Bits::intersect_with), &sa & &sb)?;
            check(with(Bits::subtract), &sa - &sb)?;
            let mut common = Vec::new();
            a.for_each_common(&b, |doc| common.push(doc));
            prop_assert_eq!(common, (&sa & &sb).into_iter().collect::<Vec<_>>());
            check(Bits::full(n), (0..n).collect())?;
            let mut odd = Bits::full(n);
            odd.retain(|doc| doc % 2 == 1);
            check(odd, (0..n).filter(|i| i % 2 == 1).collect())?;
        }
    }
}
