//! Words of a text with their places in it, and the folded forms under which names are kept.
//!
//! No language is known here: inflection is written out beforehand, not undone.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A name as a key: composed, in small letters, without spaces and signs. `Pohjois-Karjala`,
/// `pohjois karjala` and `POHJOISKARJALA` fold alike.
pub(super) fn fold(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// A folded key without its dots and rings, as typed on a foreign keyboard: `raakkyla`.
pub(super) fn without_dots(key: &str) -> String {
    key.nfd().filter(|c| c.is_alphanumeric()).collect()
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes in the text.
    pub(super) span: Range<usize>,
    /// Folded.
    pub(super) key: String,
}

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    // Marks belong to the letter before them in decomposed text.
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_word(c), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                words.push(Word { span: from..i, key: fold(&text[from..i]) });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{fold, without_dots, words};

    #[test]
    fn names_fold_alike() {
        for text in ["Pohjois-Karjala", "pohjois karjala", "POHJOISKARJALA"] {
            assert_eq!(fold(text), "pohjoiskarjala");
        }
        assert_eq!(fold("Ra\u{308}a\u{308}kkyla\u{308}"), "rääkkylä");
        assert_eq!(without_dots("rääkkylä"), "raakkyla");
        assert_eq!(fold("S:t Karins"), "stkarins");
    }

    #[test]
    fn words_keep_their_spans() {
        let text = "työ: Ra\u{308}a\u{308}kkyla\u{308}ssa\u{308}!";
        let found = words(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].key, "rääkkylässä");
        assert_eq!(&text[found[1].span.clone()], "Ra\u{308}a\u{308}kkyla\u{308}ssa\u{308}");
        assert!(words(" - ").is_empty());
    }
}
