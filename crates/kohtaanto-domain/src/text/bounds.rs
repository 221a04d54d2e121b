//! Word boundaries (UAX #29), with a shortcut for what most of a text is.
//!
//! A run of Latin letters that ends at a space, at a sign that joins nothing or with the text is a
//! word, and such a sign is a piece of its own: that needs no tables. Everything else goes, up to
//! the next space, through `unicode-segmentation`. The pieces are the same, as a test on random
//! texts shows.

use unicode_segmentation::UnicodeSegmentation;

/// The pieces of a text between word boundaries, with the byte where each begins. Every byte is in
/// one piece.
pub(super) fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::with_capacity(text.len() / 4 + 1);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(len) = plain_piece(rest) {
            pieces.push((at, &rest[..len]));
            at += len;
            continue;
        }
        // Nothing joins a space to what stands before it but another space of whatever width.
        let pairs = rest.chars().zip(rest.char_indices().skip(1));
        let mut ends = pairs.filter(|(before, (_, c))| *c == ' ' && !before.is_whitespace());
        let len = ends.next().map_or(rest.len(), |(_, (end, _))| end);
        let bounds = rest[..len].split_word_bound_indices();
        pieces.extend(bounds.map(|(start, piece)| (at + start, piece)));
        at += len;
    }
    pieces
}

/// The length of the piece at the start of a text, if it is a plain one.
fn plain_piece(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let mut len = first.len_utf8();
    if is_letter(first) {
        let letters = text[len..].chars().take_while(|c| is_letter(*c));
        len += letters.map(char::len_utf8).sum::<usize>();
    } else if first == ' ' {
        len += text[len..].bytes().take_while(|byte| *byte == b' ').count();
    } else if !is_loner(first) {
        return None;
    }
    // What follows must neither join these letters nor lie upon the last of them.
    match text[len..].chars().next() {
        None => Some(len),
        Some(next) if is_loner(next) || next == ' ' => Some(len),
        Some(next) if !is_letter(first) && (is_letter(next) || next.is_ascii_alphanumeric()) => {
            Some(len)
        }
        Some(_) => None,
    }
}

/// Latin letters that join only letters, digits, `_` and what stands within words.
const fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
}

/// Signs that join nothing, not even their like.
const fn is_loner(c: char) -> bool {
    matches!(c, '!' | '#'..='&' | '('..='+' | '-' | '/' | '<'..='@' | '['..='^' | '`' | '{'..='~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let expected: Vec<_> = text.split_word_bound_indices().collect();
        assert_eq!(pieces(text), expected, "{text:?}");
    }

    #[test]
    fn signs_of_ads_are_cut_as_ever() {
        for text in [
            "",
            "Haemme lähihoitajia (2) Joensuuhun, heti!",
            "C++ ja C#, .NET; SQL:ää 24/7 R&D",
            "IT-tuki  tai   työ.Tarjoamme\r\n\r\nkokki",
            "it's l’école 3,5 h 1.2.2026 a_b _c",
            "a\u{301} b \u{301}c e\u{200d}f 🇫🇮🇸🇪 👩‍🍳kokki",
            "0\r  \u{200d}x \u{2000} työ",
            "שלום\"ה \"heti\" カタカナ työ",
        ] {
            check(text);
        }
    }

    proptest! {
        #[test]
        fn pieces_are_those_of_the_standard(text in "[ -~äöÅß×\\n\\r\\u{301}\\u{200d}אб'’カ🇫👩\\u{ad}]{0,40}") {
            check(&text);
        }

        #[test]
        fn so_they_are_of_any_text(text in "\\PC{0,60}") {
            check(&text);
        }
    }
}
