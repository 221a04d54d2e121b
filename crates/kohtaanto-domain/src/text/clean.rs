//! Text without what the eye does not see, in NFC, and the way back to the original bytes.
//!
//! Soft hyphens, zero-width characters, direction marks, the Arabic tatweel and vowel signs (which
//! are written or not as one likes) are removed, and letters are precomposed, so that the same word is the same bytes however it was typed. Case,
//! white space and punctuation are left as they are.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// A cleaned text that can tell where its bytes come from.
pub(super) struct Cleaned<'a> {
    text: Cow<'a, str>,
    /// Clusters in order: where each begins in `text`, and its bytes in the original. `None` when
    /// nothing had to be changed.
    clusters: Option<Vec<(usize, Range<usize>)>>,
}

/// Whether a character is invisible and joins nothing: removed before words are looked for.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl<'a> Cleaned<'a> {
    /// Cleans a text; what needs no cleaning is borrowed.
    pub(super) fn new(original: &'a str) -> Self {
        let as_is = original.is_ascii()
            || (is_nfc_quick(original.chars()) == IsNormalized::Yes
                && !original.chars().any(is_invisible));
        if as_is {
            return Self { text: Cow::Borrowed(original), clusters: None };
        }
        // First remove, then compose: a mark may stand behind a soft hyphen.
        let mut visible = String::with_capacity(original.len());
        let mut from = Vec::with_capacity(original.len());
        for (at, c) in original.char_indices().filter(|(_, c)| !is_invisible(*c)) {
            visible.push(c);
            from.extend(std::iter::repeat_n(at..at + c.len_utf8(), c.len_utf8()));
        }
        let mut text = String::with_capacity(visible.len());
        let mut clusters = Vec::new();
        for (at, cluster) in visible.grapheme_indices(true) {
            let original = from[at].start..from[at + cluster.len() - 1].end;
            clusters.push((text.len(), original));
            text.extend(cluster.nfc());
        }
        Self { text: Cow::Owned(text), clusters: Some(clusters) }
    }

    /// The cleaned text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes in the original that a span of the cleaned text, not empty, comes from.
    pub(super) fn original(&self, span: Range<usize>) -> Range<usize> {
        let Some(clusters) = &self.clusters else {
            return span;
        };
        let cluster_at = |byte: usize| {
            let next = clusters.partition_point(|(start, _)| *start <= byte);
            clusters.get(next.saturating_sub(1)).map_or(0..0, |(_, original)| original.clone())
        };
        cluster_at(span.start).start..cluster_at(span.end.saturating_sub(1)).end
    }
}

#[cfg(test)]
mod tests {
    use super::Cleaned;

    #[test]
    fn spans_lead_back_to_the_original() {
        let text = "\u{feff}la\u{308}hi\u{ad}hoitaja, yo\u{308}";
        let cleaned = Cleaned::new(text);
        assert_eq!(cleaned.text(), "lähihoitaja, yö");
        let word = cleaned.original(0.."lähihoitaja".len());
        assert_eq!(&text[word], "la\u{308}hi\u{ad}hoitaja");
        assert_eq!(Cleaned::new("kaikki hyvin, työ").original(15..17), 15..17);
    }
}
