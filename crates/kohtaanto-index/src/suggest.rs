//! Words of titles that are near to a word or begin with it.

use crate::analysis::raw;
use crate::coefficients::{MIN_FUZZY_LETTERS, MIN_LETTERS_FOR_TWO_EDITS};
use crate::doc_set::DocSet;
use crate::document::Part;
use crate::error::Result;
use crate::postings;
use crate::schema::{N_SLOTS, RAW_MARK, text_field};
use crate::segment::Segment;
use crate::snapshot::Snapshot;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

/// Where a word stands in the titles of a segment, by language.
type Lists = Vec<(Arc<InvertedIndexReader>, TermInfo)>;

impl Snapshot {
    /// Words of titles (in lower case) that are one edit away from the word, or two if it has
    /// [`MIN_LETTERS_FOR_TWO_EDITS`] letters; nearest first, then by falling number of documents,
    /// then in alphabetical order. An edit puts in, takes out or changes a letter, or swaps two.
    /// Nothing for words below [`MIN_FUZZY_LETTERS`] letters. The word itself is left out.
    ///
    /// It walks all words of titles: use it when nothing was found.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] or [`crate::Error::Io`] when the index cannot be read.
    pub fn suggest(&self, word: &str, limit: usize) -> Result<Vec<String>> {
        let word: Vec<char> = word.to_lowercase().chars().collect();
        if word.len() < MIN_FUZZY_LETTERS {
            return Ok(Vec::new());
        }
        let max = if word.len() < MIN_LETTERS_FOR_TWO_EDITS { 1 } else { 2 };
        let mut near: BTreeMap<String, (usize, u64)> = BTreeMap::new();
        for segment in self.segments() {
            let is_near = |title: &str| edits(&word, title, max).filter(|n| *n > 0);
            for (title, (n_edits, lists)) in self.title_words(segment, "", is_near)? {
                let n = self.n_documents(&lists, &segment.alive)?;
                near.entry(title).or_insert((n_edits, 0)).1 += n;
            }
        }
        let mut near: Vec<_> = near.into_iter().filter(|(_, (_, n))| *n > 0).collect();
        near.sort_by_key(|(_, (n_edits, n))| (*n_edits, Reverse(*n)));
        Ok(near.into_iter().take(limit).map(|(title, _)| title).collect())
    }

    /// Words of titles in the set that begin with the prefix (lower case), with the number of
    /// documents of the set, by falling number, then in alphabetical order.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn complete(
        &self,
        prefix: &str,
        within: &DocSet,
        limit: usize,
    ) -> Result<Vec<(String, u64)>> {
        self.check(within)?;
        let prefix = prefix.to_lowercase();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (segment, bits) in self.segments().iter().zip(&within.segments) {
            for (title, (_, lists)) in self.title_words(segment, &prefix, |_| Some(0))? {
                let n = self.n_documents(&lists, bits)?;
                if n > 0 {
                    *counts.entry(title).or_default() += n;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| Reverse(*n));
        counts.truncate(limit);
        Ok(counts)
    }

    /// The words of a segment's titles that begin with the prefix and for which `keep` has a
    /// value.
    fn title_words(
        &self,
        segment: &Segment,
        prefix: &str,
        keep: impl Fn(&str) -> Option<usize>,
    ) -> Result<BTreeMap<String, (usize, Lists)>> {
        let mut words: BTreeMap<String, (usize, Lists)> = BTreeMap::new();
        let start = raw(prefix);
        for slot in 0..N_SLOTS {
            let Some(index) = segment.words(text_field(Part::Title, slot)) else {
                continue;
            };
            let mut stream = self.try_io(index.terms().range().ge(&start).into_stream())?;
            while stream.advance() {
                let key = stream.key();
                if !key.starts_with(start.as_bytes()) {
                    break;
                }
                let Ok(key) = std::str::from_utf8(key) else {
                    continue;
                };
                let word = key.trim_start_matches(RAW_MARK);
                if let Some(value) = keep(word) {
                    let lists = &mut words.entry(word.to_owned()).or_insert((value, vec![])).1;
                    lists.push((Arc::clone(index), stream.value().clone()));
                }
            }
        }
        Ok(words)
    }

    /// How many allowed documents are on one of the lists.
    fn n_documents(&self, lists: &Lists, within: &crate::bits::Bits) -> Result<u64> {
        let mut docs = Vec::new();
        for (index, info) in lists {
            let basic = IndexRecordOption::Basic;
            self.try_io(postings::for_each(index, info, within, basic, |doc, _| docs.push(doc)))?;
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs.len() as u64)
    }
}

/// How many letters must be put in, taken out or changed, or two neighbors swapped; `None` above
/// `max`.
fn edits(a: &[char], b: &str, max: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut n = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                n = n.min(before[j - 1] + 1);
            }
            row.push(n);
        }
        if row.iter().all(|n| *n > max) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|n| *n <= max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        let table = [
            ("hoitaja", "hoitaja", Some(0)),
            ("hoitaja", "hoitja", Some(1)),
            ("hoitaja", "hiotaja", Some(1)),
            ("hoitaja", "hiotja", Some(2)),
            ("hoitaja", "johtaja", Some(2)),
            ("hoitaja", "myyjä", None),
            ("väärä", "vaara", None),
            ("hoitaja", "lähihoitaja", None),
        ];
        for (a, b, expected) in table {
            let a: Vec<char> = a.chars().collect();
            assert_eq!(edits(&a, b, 2), expected, "{b}");
        }
    }
}
