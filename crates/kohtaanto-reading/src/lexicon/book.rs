//! Phrases of one language with what each means.

use super::phrase::{Phrase, keys_of};
use super::words::Words;
use kohtaanto_domain::model::Lang;
use std::collections::BTreeMap;
use std::ops::Range;

/// Phrases with their meanings.
#[derive(Debug, Clone)]
pub struct PhraseBook<T> {
    lang: Lang,
    entries: Vec<(Phrase, T)>,
    /// Entries by what their first word can be.
    by_first: BTreeMap<String, Vec<usize>>,
}

/// A phrase that words of a text say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseHit<'b, T> {
    /// Which words.
    pub words: Range<usize>,
    /// What the phrase means.
    pub value: &'b T,
}

impl<T> PhraseBook<T> {
    /// A book without phrases.
    pub fn new(lang: Lang) -> Self {
        Self { lang, entries: Vec::new(), by_first: BTreeMap::new() }
    }

    /// The language of the phrases.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Adds a phrase; see [`Phrase`] for how it is written. One without a word is left out.
    pub fn add(&mut self, phrase: &str, value: T) {
        let Some(phrase) = Phrase::new(self.lang, phrase) else { return };
        for key in phrase.keys() {
            self.by_first.entry(key).or_default().push(self.entries.len());
        }
        self.entries.push((phrase, value));
    }

    /// All phrases that the text says, in the order of the text, longer before shorter, then in
    /// the order of the book. They may overlap.
    pub fn all<'b>(&'b self, words: &Words<'_>) -> Vec<PhraseHit<'b, T>> {
        let mut hits = Vec::new();
        for at in 0..words.len() {
            hits.extend(self.all_at(words, at));
        }
        hits
    }

    /// The phrases that the text says, no two of them overlapping: from left to right the longest.
    pub fn longest<'b>(&'b self, words: &Words<'_>) -> Vec<PhraseHit<'b, T>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.all_at(words, at).into_iter().next() {
                Some(hit) => {
                    at = hit.words.end.max(at + 1);
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        hits
    }

    /// The phrases that begin at a word, the longest first.
    pub fn all_at<'b>(&'b self, words: &Words<'_>, at: usize) -> Vec<PhraseHit<'b, T>> {
        let Some(word) = words.as_slice().get(at) else { return Vec::new() };
        let keys = keys_of(word).filter_map(|key| self.by_first.get(&key)).flatten();
        let mut entries: Vec<usize> = keys.copied().collect();
        entries.sort_unstable();
        entries.dedup();
        let hit = |entry: usize| {
            let (phrase, value) = self.entries.get(entry)?;
            Some(PhraseHit { words: phrase.at(words, at)?, value })
        };
        let mut hits: Vec<_> = entries.into_iter().filter_map(hit).collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.words.end));
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::PhraseBook;
    use crate::lexicon::Words;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn inflections_exact_forms_heads_and_gaps() {
        let mut book = PhraseBook::new(Lang::FI);
        let rows = ["edellyttää", "=eduksi", "-kokemus", "sinulla * on", "osa-aikainen työ", "etu"];
        rows.iter().for_each(|row| book.add(row, *row));
        let found = |text: &str| -> Vec<&str> {
            book.longest(&Words::new(Lang::FI, text)).into_iter().map(|hit| *hit.value).collect()
        };
        assert_eq!(found("Edellytämme aiempaa työkokemusta."), ["edellyttää", "-kokemus"]);
        assert_eq!(found("Katsotaan eduksi."), ["=eduksi"]);
        assert_eq!(found("Eduista sovitaan osa-aikaisessa työssä."), ["etu", "osa-aikainen työ"]);
        assert_eq!(found("Sinulla ehkä jo on."), ["sinulla * on"]);
        assert!(found("Sinulla. On.").is_empty());
    }
}
