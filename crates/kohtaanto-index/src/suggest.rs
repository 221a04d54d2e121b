//! Words of titles that are near to a word or begin with it.
//!
//! People are shown words, never stems: base forms of Finnish words, and in other languages, whose
//! lemmas are stems, words as written. A Finnish word that no dictionary knows has a guess for a
//! lemma, so a lemma is shown only if it stands as written somewhere in a Finnish text; a word
//! whose lemmas do not is shown as written.

use crate::bits::Bits;
use crate::coefficients::{MIN_FUZZY_LETTERS, MIN_LETTERS_FOR_TWO_EDITS};
use crate::doc_set::DocSet;
use crate::document::Part;
use crate::error::Result;
use crate::postings;
use crate::schema::{N_SLOTS, slot, text_field};
use crate::snapshot::Snapshot;
use crate::terms::TermKind;
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::Analyzer;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

/// The language whose lemmas are base forms.
const WITH_BASE_FORMS: Lang = Lang::FI;

/// Where a word stands in the titles: segment, text field, posting list.
type Lists = Vec<(usize, usize, TermInfo)>;

impl Snapshot {
    /// Words of titles (in lower case) that are one edit away from the word, or two if it has
    /// [`MIN_LETTERS_FOR_TWO_EDITS`] letters; nearest first, then by falling number of documents,
    /// then in alphabetical order. An edit puts in, takes out or changes a letter, or swaps two.
    /// Nothing for words below [`MIN_FUZZY_LETTERS`] letters. The word itself is left out. Finnish
    /// words are compared and given in their base forms.
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
        let is_near = |title: &str| edits(&word, title, max).filter(|n| *n > 0);
        let alive: Vec<&Bits> = self.segments().iter().map(|segment| &segment.alive).collect();
        let mut near = Vec::new();
        for (title, (n_edits, lists)) in self.title_words("", is_near)? {
            let n = self.n_documents(&lists, &alive)?;
            near.extend((n > 0).then_some((n_edits, Reverse(n), title)));
        }
        near.sort();
        Ok(near.into_iter().take(limit).map(|(_, _, title)| title).collect())
    }

    /// Words of titles in the set that begin with the prefix (lower case), with the number of
    /// documents of the set, by falling number, then in alphabetical order. Finnish words come in
    /// their base forms.
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
        let bits: Vec<&Bits> = within.segments.iter().collect();
        let mut counts = Vec::new();
        for (title, (_, lists)) in self.title_words(&prefix, |_| Some(0))? {
            let n = self.n_documents(&lists, &bits)?;
            counts.extend((n > 0).then_some((title, n)));
        }
        counts.sort_by_key(|(_, n)| Reverse(*n));
        counts.truncate(limit);
        Ok(counts)
    }

    /// The words of titles that begin with the prefix and for which `keep` has a value.
    fn title_words(
        &self,
        prefix: &str,
        keep: impl Fn(&str) -> Option<usize>,
    ) -> Result<BTreeMap<String, (usize, Lists)>> {
        let mut shown = BTreeMap::new();
        let with_base_forms = slot(WITH_BASE_FORMS);
        for slot in 0..N_SLOTS {
            let mut words = BTreeMap::new();
            self.add_title_words(slot, TermKind::Raw, prefix, &keep, &mut words)?;
            if slot == with_base_forms {
                for word in words.keys().cloned().collect::<Vec<_>>() {
                    if self.has_written_lemma(&word)? {
                        words.remove(&word);
                    }
                }
                let mut lemmas = BTreeMap::new();
                self.add_title_words(slot, TermKind::Lemma, prefix, &keep, &mut lemmas)?;
                for (lemma, found) in lemmas {
                    if self.is_written(&lemma)? {
                        words.insert(lemma, found);
                    }
                }
            }
            for (word, (value, lists)) in words {
                shown.entry(word).or_insert((value, Lists::new())).1.extend(lists);
            }
        }
        Ok(shown)
    }

    fn add_title_words(
        &self,
        slot: usize,
        kind: TermKind,
        prefix: &str,
        keep: &impl Fn(&str) -> Option<usize>,
        words: &mut BTreeMap<String, (usize, Lists)>,
    ) -> Result<()> {
        let field = text_field(Part::Title, slot);
        let start = kind.key(prefix);
        for (i, segment) in self.segments().iter().enumerate() {
            let Some(index) = segment.words(field) else {
                continue;
            };
            let mut stream = self.try_io(index.terms().range().ge(&start).into_stream())?;
            while stream.advance() && stream.key().starts_with(start.as_bytes()) {
                let Ok(key) = std::str::from_utf8(stream.key()) else {
                    continue;
                };
                let (of, word) = TermKind::split(key);
                if let Some(value) = keep(word).filter(|_| of == kind) {
                    let lists = &mut words.entry(word.to_owned()).or_insert((value, vec![])).1;
                    lists.push((i, field, stream.value().clone()));
                }
            }
        }
        Ok(())
    }

    /// Whether a word stands as written in any living text of the language of base forms.
    fn is_written(&self, word: &str) -> Result<bool> {
        let key = TermKind::Raw.key(word);
        for part in Part::ALL {
            let field = self.fields().texts[text_field(part, slot(WITH_BASE_FORMS))];
            if self.look_up(field, &key)?.n_docs > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether one of a word's lemmas stands as written, so that it is shown instead of the word.
    fn has_written_lemma(&self, word: &str) -> Result<bool> {
        for token in Analyzer::of(WITH_BASE_FORMS).analyze(word) {
            for lemma in token.forms.lemmas.iter().filter(|_| token.term == word) {
                if self.is_written(lemma)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// How many allowed documents are on one of the lists.
    fn n_documents(&self, lists: &Lists, within: &[&Bits]) -> Result<u64> {
        let mut docs = Vec::new();
        for (i, field, info) in lists {
            let segment = self.segments().get(*i).and_then(|segment| segment.words(*field));
            let (Some(index), Some(within)) = (segment, within.get(*i)) else {
                continue;
            };
            let basic = IndexRecordOption::Basic;
            let add = |doc, _| docs.push((*i, doc));
            self.try_io(postings::for_each(index, info, within, basic, add))?;
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
