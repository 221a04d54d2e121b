//! Words of a text.
//!
//! Stands on Unicode word segmentation (UAX #29) with the rules that job ads need: `C++`, `C#`,
//! `F#`, `.NET`, `24/7` and `R&D` stay whole, a case ending after a colon is cut off (`SQL:ää` is
//! `sql`), an ending in brackets too (`siivooja(t)`), and a word with hyphens gives its parts and
//! the whole. Deliberately no stop list (*it* is a trade), no folding of letters, no limit on the
//! length of a word, and no guess at what an elided part stands for: `ilta- ja yövuoro` gives
//! *ilta*, *ja*, *yövuoro*.

use super::bounds::pieces;
use super::clean::Cleaned;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A word of a text.
///
/// A word with hyphens gives its first part, then the whole **at the same position** as the first
/// part, then the other parts at positions of their own: `IT-tuki` is *it* (0), *it-tuki* (0),
/// *tuki* (1). A phrase of the parts and the whole word are then both found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the input; with the case ending, where the term is without.
    pub span: Range<usize>,
    /// The word in lower case and NFC, without a case ending after a colon.
    pub term: String,
    /// Number of the word in the text, from 0. Never less than that of the token before.
    pub position: u32,
}

/// Joined forms of more parts than these are not words but lists.
const MAX_JOINED_PARTS: usize = 6;

/// Endings that stand behind a colon or in brackets: Finnish cases and plurals, Swedish and
/// English endings. In alphabetical order.
const ENDINGS: &[&str] = &[
    "a", "aa", "aan", "ar", "arna", "e", "ed", "een", "ejä", "eja", "ella", "elle", "ellä", "elta",
    "eltä", "en", "ena", "enä", "er", "erna", "es", "essa", "essä", "esta", "estä", "et", "ets",
    "hen", "hin", "hun", "hyn", "hän", "hön", "ia", "ien", "iin", "iksi", "illa", "ille", "illä",
    "ilta", "iltä", "in", "ina", "inä", "issa", "issä", "ista", "istä", "it", "ita", "itä", "iä",
    "ja", "jen", "jä", "ksi", "lla", "lle", "llä", "lta", "ltä", "n", "na", "ne", "nä", "oon", "r",
    "s", "sa", "seen", "sen", "ssa", "ssä", "ssaan", "ssään", "sta", "stä", "sä", "t", "ta", "ten",
    "tta", "ttä", "tä", "uun", "yyn", "ä", "ää", "ään", "öön",
];

/// The words of a text, in order. See [`Token`] for words with hyphens.
pub fn tokenize(text: &str) -> Vec<Token> {
    let cleaned = Cleaned::new(text);
    let atoms = atoms(cleaned.text());
    let mut tokens = Vec::with_capacity(atoms.len() / 2 + 1);
    let mut units: Vec<Unit> = Vec::new();
    let mut position = 0;
    let mut at = 0;
    while at < atoms.len() {
        let Some((unit, mut next)) = unit_at(&atoms, at) else {
            at += 1;
            continue;
        };
        units.clear();
        units.push(unit);
        while atoms.get(next).is_some_and(|atom| is_hyphen(atom.text)) {
            let Some((unit, after)) = unit_at(&atoms, next + 1) else {
                break;
            };
            units.push(unit);
            next = after;
        }
        at = next;
        position = push_units(&mut tokens, &cleaned, &mut units, position);
    }
    tokens
}

/// One word with what belongs to it, in the cleaned text.
struct Unit {
    span: Range<usize>,
    term: String,
}

/// A piece of the text between two word boundaries.
#[derive(Clone, Copy)]
struct Atom<'a> {
    start: usize,
    text: &'a str,
    is_word: bool,
}

impl Atom<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn push_units(
    tokens: &mut Vec<Token>,
    cleaned: &Cleaned<'_>,
    units: &mut Vec<Unit>,
    mut position: u32,
) -> u32 {
    let whole = match units.as_slice() {
        [first, .., last] if units.len() <= MAX_JOINED_PARTS => {
            let terms: Vec<_> = units.iter().map(|unit| unit.term.as_str()).collect();
            let span = cleaned.original(first.span.start..last.span.end);
            Some(Token { span, term: terms.join("-"), position })
        }
        _ => None,
    };
    let mut whole = whole;
    for unit in units.drain(..) {
        tokens.push(Token { span: cleaned.original(unit.span), term: unit.term, position });
        tokens.extend(whole.take());
        position = position.saturating_add(1);
    }
    position
}

/// The text cut at word boundaries, and words cut at colons and at a missing space after a full
/// stop. Every byte of the text is in one atom.
fn atoms(text: &str) -> Vec<Atom<'_>> {
    let mut atoms = Vec::with_capacity(text.len() / 4 + 1);
    for (start, segment) in pieces(text) {
        if !segment.chars().any(char::is_alphanumeric) {
            atoms.push(Atom { start, text: segment, is_word: false });
            continue;
        }
        let mut from = 0;
        for (at, c) in segment.char_indices() {
            if c == ':' || (c == '.' && is_sentence_gap(&segment[from..at], &segment[at + 1..])) {
                let parts = [(from, at, true), (at, at + 1, false)];
                atoms.extend(parts.iter().map(|&(from, to, is_word)| Atom {
                    start: start + from,
                    text: &segment[from..to],
                    is_word: is_word && from < to,
                }));
                from = at + 1;
            }
        }
        atoms.push(Atom { start: start + from, text: &segment[from..], is_word: true });
    }
    atoms
}

/// Whether a full stop inside a "word" ends a sentence whose space was forgotten
/// (`työtä.Tarjoamme`), unlike `Node.js` and `ASP.NET`.
fn is_sentence_gap(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let starts_like_name =
        next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
    starts_like_name
        && before.chars().next_back().is_some_and(char::is_lowercase)
        && !["js", "ts", "io", "net"].iter().any(|name| after.eq_ignore_ascii_case(name))
}

fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "\u{2010}" | "\u{2011}")
}

/// The word that begins at an atom, and the atom after it.
fn unit_at(atoms: &[Atom<'_>], at: usize) -> Option<(Unit, usize)> {
    let text_at = |i: usize| atoms.get(i).map_or("", |atom| atom.text);
    let mut first = *atoms.get(at)?;
    let start = first.start;
    let mut next = at + 1;
    let mut term = String::new();
    let after_word = at > 0 && atoms[at - 1].is_word;
    if first.text == "." && !after_word && text_at(next).eq_ignore_ascii_case("net") {
        term.push('.');
        first = *atoms.get(next)?;
        next += 1;
    }
    if !first.is_word {
        return None;
    }
    term.push_str(&term_of(first.text));

    if text_at(next) == "+" && text_at(next + 1) == "+" {
        term.push_str("++");
        next += 2;
    } else if matches!(text_at(next), "#" | "♯") && is_letter(first.text) {
        term.push('#');
        next += 1;
    } else if (text_at(next) == "/" && is_number(first.text) && is_number(text_at(next + 1)))
        || (text_at(next) == "&" && is_initial(first.text) && is_initial(text_at(next + 1)))
    {
        term.push_str(text_at(next));
        term.push_str(&term_of(text_at(next + 1)));
        next += 2;
    }
    if text_at(next) == ":" && is_ending(text_at(next + 1)) {
        next += 2;
    } else if text_at(next) == "(" && is_ending(text_at(next + 1)) && text_at(next + 2) == ")" {
        next += 3;
    }
    let end = atoms[next - 1].end();
    Some((Unit { span: start..end, term }, next))
}

fn is_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [byte] if byte.is_ascii_alphabetic())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_initial(text: &str) -> bool {
    !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_ending(text: &str) -> bool {
    // The longest ending has five letters, of two bytes each at most.
    if text.is_empty() || text.len() > 10 {
        return false;
    }
    let lower = text.to_lowercase();
    ENDINGS.contains(&lower.as_str())
}

/// A word as it is compared: lower case, NFC, one kind of apostrophe, no underscores around.
fn term_of(word: &str) -> String {
    let lower = word.trim_matches('_').to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let plain = if lower.contains(['’', 'ʼ', '＇']) {
        lower.replace(['’', 'ʼ', '＇'], "'")
    } else {
        lower
    };
    match is_nfc_quick(plain.chars()) {
        IsNormalized::Yes => plain,
        _ => plain.nfc().collect(),
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
