//! Words that were analysed before, kept by each thread.
//!
//! Ads say much the same: a few thousand words make up nine tenths of them, and one text is read
//! several times (for the index, for what it asks, for the words that met a query). What a word's
//! forms are depends on nothing but the word, so that keeping them changes no answer.

use super::analyze::{Analyzer, WordForms};
use lru::LruCache;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// Words kept for each language and way of reading.
const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(16_383);
/// Longer words are hardly met again.
const MAX_BYTES: usize = 64;

/// Whether a word stands in a text or is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    Text,
    Query,
}

/// The forms of words, the least recently met forgotten first.
#[derive(Default)]
pub(super) struct KnownWords {
    kept: HashMap<(Analyzer, Reading), LruCache<Box<str>, Arc<WordForms>>>,
}

impl KnownWords {
    /// The forms of a word, made when it is not known.
    pub(super) fn get(
        &mut self,
        analyzer: Analyzer,
        reading: Reading,
        term: &str,
        make: impl FnOnce() -> WordForms,
    ) -> Arc<WordForms> {
        if term.len() > MAX_BYTES {
            return Arc::new(make());
        }
        let kept = self.kept.entry((analyzer, reading));
        let kept = kept.or_insert_with(|| LruCache::new(CAPACITY));
        if let Some(forms) = kept.get(term) {
            return Arc::clone(forms);
        }
        let forms = Arc::new(make());
        kept.put(term.into(), Arc::clone(&forms));
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn a_word_is_made_once_for_each_language_and_reading() {
        let mut words = KnownWords::default();
        let mut made = 0;
        let long = "a".repeat(MAX_BYTES + 1);
        let asked = [
            (Lang::FI, Reading::Text, "kokki"),
            (Lang::FI, Reading::Text, "kokki"),
            (Lang::FI, Reading::Query, "kokki"),
            (Lang::SV, Reading::Text, "kokki"),
            (Lang::FI, Reading::Text, "kokki"),
            (Lang::FI, Reading::Text, &long),
            (Lang::FI, Reading::Text, &long),
        ];
        let made_after = asked.map(|(lang, reading, term)| {
            let forms = words.get(Analyzer::of(lang), reading, term, || {
                made += 1;
                let lemmas = vec![format!("{lang} {reading:?} {term}")];
                WordForms { lemmas, ..WordForms::default() }
            });
            assert_eq!(forms.lemmas, [format!("{lang} {reading:?} {term}")]);
            made
        });
        assert_eq!(made_after, [1, 1, 2, 3, 3, 4, 5]);
    }
}
