//! Parts of Swedish compounds in job ads.
//!
//! *Barnskötaren* is *barn* and *skötare*: a word is split when the whole of it is covered by
//! reviewed first parts with their linking forms and a reviewed head of four letters or more.
//! Deliberately no splitting by frequency or by the look of a word, no derivation (*städning* is
//! no form of *städare*), and no opinion on words that the tables do not know: they stay whole.
//! Words have come in lower case and NFC.

mod inflect;
mod tables;

use super::WordPart;
use std::ops::Range;
use tables::{Link, TABLES, Tables, Word};

/// Fewer or more bytes than this are no compound: *elhjälp* has eight, and what is longer than
/// the second is a chain of words.
const LEN: Range<usize> = 6..80;

/// One part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its base form: *skola* of *skolkurator*, *sköterska* of *sjuksköterskorna*.
    pub(crate) base: &'static str,
    /// Whether it says little alone, as *arbete* does.
    pub(crate) generic: bool,
    /// Bytes in the word, with the linking form; pieces may share a letter (*nattåg*).
    pub(crate) span: Range<usize>,
    /// Whether the form stands only within a longer compound.
    inner_only: bool,
}

/// The parts of a compound, in order, the head last; `None` for a word that is simple, unknown
/// in part, or known to look like a compound without being one.
pub(crate) fn split(word: &str) -> Option<Vec<Piece>> {
    let tables = &*TABLES;
    if !LEN.contains(&word.len()) || tables.whole.contains(word) {
        return None;
    }
    match tables.heads.get(word) {
        // A known word may consist of words that head no compound else: daghem.
        Some(head) => decompose(tables, head.base),
        None => cover(word, &|rest| tables.head(rest)),
    }
}

/// What a compound can be found by: its parts in their base forms, the parts of those, and what
/// stands for several of them (*sjukvård* and *vårdbiträde* of *sjukvårdsbiträdet*). Empty for a
/// word that is not split.
pub(crate) fn parts(word: &str) -> Vec<WordPart> {
    let Some(pieces) = split(word) else {
        return Vec::new();
    };
    let tables = &*TABLES;
    let mut parts: Vec<WordPart> = Vec::new();
    let mut add = |form: String, generic: bool| {
        if form != word && !parts.iter().any(|part| part.form == form) {
            parts.push(WordPart { form, generic });
        }
    };
    for piece in &pieces {
        add(piece.base.to_owned(), piece.generic);
        for inner in decompose(tables, piece.base).unwrap_or_default() {
            add(inner.base.to_owned(), inner.generic);
        }
    }
    for first in 0..pieces.len() {
        for last in first + 1..pieces.len() {
            if last - first + 1 < pieces.len() {
                let run = &pieces[first..=last];
                if let Some(form) = joined(tables, word, run) {
                    add(form, run.iter().all(|piece| piece.generic));
                }
            }
        }
    }
    parts
}

impl Tables {
    /// The head that a whole text is a form of.
    fn head(&self, text: &str) -> Option<Word> {
        if text.len() > self.longest_head { None } else { self.heads.get(text).copied() }
    }
}

/// The parts of a word of the tables.
fn decompose(tables: &Tables, base: &str) -> Option<Vec<Piece>> {
    if !LEN.contains(&base.len()) || tables.whole.contains(base) {
        return None;
    }
    let is_last = |rest: &str| {
        let known = tables.bases.get(rest).filter(|word| rest.len() >= 3 && word.base != base);
        known.copied()
    };
    cover(base, &is_last)
}

/// The base form of what neighbouring parts make together, when that is a word: it ends in a head
/// and begins with a part that can begin a compound.
fn joined(tables: &Tables, word: &str, run: &[Piece]) -> Option<String> {
    let (first, last) = (run.first()?, run.last()?);
    tables.heads.get(last.base)?;
    if !first.inner_only {
        return Some(format!("{}{}", &word[first.span.start..last.span.start], last.base));
    }
    // The s of sjukvårdsbiträde is not that of vårdbiträde: such a word only when it is known.
    let [first, last] = run else {
        return None;
    };
    let form = format!("{}{}", first.base, last.base);
    tables.heads.contains_key(form.as_str()).then_some(form)
}

/// How a rest of the word is best covered: by how many pieces, and how.
#[derive(Clone, Copy)]
struct Cover {
    n_pieces: usize,
    head_start: usize,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Head(Word),
    /// A part up to the first place; the next part begins at the second.
    Part(Link, usize, usize),
}

/// The word covered by two or more pieces, as few as can be, then with the longest head, then
/// with the longest first part.
fn cover(word: &str, head: &dyn Fn(&str) -> Option<Word>) -> Option<Vec<Piece>> {
    let tables = &*TABLES;
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    // Most words end here: none of their ends is a head.
    if !starts.iter().skip(1).any(|&at| head(&word[at..]).is_some()) {
        return None;
    }
    let mut best: Vec<Option<Cover>> = vec![None; word.len() + 1];
    for &at in starts.iter().rev() {
        if at > 0 {
            let as_head = head(&word[at..]);
            best[at] =
                as_head.map(|word| Cover { n_pieces: 1, head_start: at, step: Step::Head(word) });
        }
        for (i, &end) in starts.iter().enumerate().filter(|&(_, &end)| end > at) {
            if end - at > tables.longest_link {
                break;
            }
            let Some(link) = tables.links.get(&word[at..end]) else {
                continue;
            };
            // Two letters within a word are chance: no ur (watch) in arkitekturdesign.
            let is_short = word[at..end].chars().nth(2).is_none();
            if if at == 0 { link.inner_only } else { is_short } {
                continue;
            }
            // Two equal letters before a third are written as two: natt + tåg.
            let before = starts[i - 1];
            let shared = is_doubled(&word[at..end]).then_some(before);
            for next in [Some(end), shared].into_iter().flatten() {
                let Some(rest) = best[next].filter(|_| next > at) else {
                    continue;
                };
                let (n_pieces, head_start) = (rest.n_pieces + 1, rest.head_start);
                let is_better = best[at]
                    .is_none_or(|old| (n_pieces, head_start) <= (old.n_pieces, old.head_start));
                if is_better {
                    best[at] =
                        Some(Cover { n_pieces, head_start, step: Step::Part(*link, end, next) });
                }
            }
        }
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        let (word_at, end, next, inner_only) = match best.get(at).copied().flatten()?.step {
            Step::Head(head) => (head, word.len(), None, false),
            Step::Part(link, end, next) => (link.word, end, Some(next), link.inner_only),
        };
        let Word { base, generic } = word_at;
        pieces.push(Piece { base, generic, span: at..end, inner_only });
        match next {
            Some(next) => at = next,
            None => return Some(pieces),
        }
    }
}

/// Whether a text ends in the same consonant twice.
fn is_doubled(text: &str) -> bool {
    let mut letters = text.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    last == before && last.is_some_and(|c| !inflect::is_vowel(c))
}

#[cfg(test)]
#[path = "swedish_tests.rs"]
mod tests;
