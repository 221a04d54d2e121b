//! A phrase of a table, and whether words of a text say it.
//!
//! Words of a phrase stand for all their inflections. `=word` stands for that form alone (*=eduksi*
//! is not *etu*), `-head` for the word and for every compound that ends in it (*-kokemus* is
//! *työkokemus*), and `*` for up to three words of the same sentence.

use super::words::{Word, Words, without_and};
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// How many words a `*` may stand for.
const MAX_GAP: usize = 3;

/// A phrase of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    elements: Vec<Element>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// Any inflection of a word with one of these base forms.
    Lemmas(Vec<String>),
    /// This form of a word.
    Term(String),
    /// A word or the last part of a compound.
    Head(String),
    /// Up to [`MAX_GAP`] words.
    Gap,
}

impl Phrase {
    /// Reads a phrase; `None` when it has no word.
    pub fn new(lang: Lang, phrase: &str) -> Option<Self> {
        let mut elements = Vec::new();
        for part in phrase.split_whitespace() {
            if part == "*" {
                elements.push(Element::Gap);
            } else if let Some(term) = part.strip_prefix('=') {
                elements.push(Element::Term(term.to_lowercase()));
            } else if let Some(head) = part.strip_prefix('-') {
                elements.push(Element::Head(base_of(lang, head)));
            } else {
                elements.extend(words_of(lang, part));
            }
        }
        let has_word = !matches!(elements.first(), None | Some(Element::Gap));
        has_word.then_some(Self { elements })
    }

    /// The words that say the phrase from a word on, if they do.
    pub fn at(&self, words: &Words<'_>, from: usize) -> Option<Range<usize>> {
        let end = matched(&self.elements, words, from, true)?;
        Some(from..end)
    }

    /// The keys under which [`keys_of`] finds the phrase.
    pub(super) fn keys(&self) -> Vec<String> {
        match self.elements.first() {
            Some(Element::Lemmas(lemmas)) => lemmas.clone(),
            Some(Element::Term(term)) => vec![format!("={term}")],
            Some(Element::Head(head)) => vec![format!("-{head}")],
            Some(Element::Gap) | None => Vec::new(),
        }
    }
}

/// The keys of the phrases that a word can begin.
pub(super) fn keys_of(word: &Word) -> impl Iterator<Item = String> {
    let joined = word.joined.iter().flat_map(|j| keys(&j.term, &j.lemmas, &j.heads));
    keys(&word.term, &word.lemmas, &word.heads).chain(joined)
}

fn keys<'w>(
    term: &'w str,
    lemmas: &'w [String],
    heads: &'w [String],
) -> impl Iterator<Item = String> + 'w {
    let lemmas = lemmas.iter();
    let as_heads = lemmas.clone().chain(heads).map(|head| format!("-{head}"));
    let terms = [Some(term), without_and(term)].into_iter().flatten();
    lemmas.cloned().chain(terms.map(|term| format!("={term}"))).chain(as_heads)
}

/// The base form of a single word.
fn base_of(lang: Lang, word: &str) -> String {
    let words = Words::of_phrase(lang, word);
    let lemma = words.as_slice().first().and_then(|word| word.lemmas.first());
    lemma.cloned().unwrap_or_else(|| word.to_lowercase())
}

/// One written word: more than one element where it is cut (*C/CE*), the joined form where it has
/// hyphens.
fn words_of(lang: Lang, part: &str) -> Vec<Element> {
    let words = Words::of_phrase(lang, part);
    let mut elements = Vec::new();
    let mut at = 0;
    while let Some(word) = words.as_slice().get(at) {
        let (lemmas, n_words) = match word.joined.as_deref() {
            Some(joined) => (&joined.lemmas, joined.n_words),
            None => (&word.lemmas, 1),
        };
        elements.push(Element::Lemmas(lemmas.clone()));
        at += n_words;
    }
    elements
}

/// Where a match of the elements from a word on ends. `free` says that the next word need not
/// follow closely: it is the first, or a gap was before it.
fn matched(elements: &[Element], words: &Words<'_>, at: usize, free: bool) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(at);
    };
    if *element == Element::Gap {
        return (at..=at + MAX_GAP)
            .take_while(|next| !ends_sentence(words.gap_before(*next)))
            .find_map(|next| matched(rest, words, next, true));
    }
    let word = words.as_slice().get(at)?;
    if !free && parts(words.gap_before(at)) {
        return None;
    }
    let joined = word.joined.as_deref();
    let by_joined = joined
        .filter(|joined| element.is(&joined.term, &joined.lemmas, &joined.heads))
        .and_then(|joined| matched(rest, words, at + joined.n_words, false));
    by_joined.or_else(|| {
        element
            .is(&word.term, &word.lemmas, &word.heads)
            .then(|| matched(rest, words, at + 1, false))?
    })
}

/// Whether the two sides of a gap cannot be one phrase.
fn parts(gap: &str) -> bool {
    ends_sentence(gap) || gap.contains([',', ':'])
}

fn ends_sentence(gap: &str) -> bool {
    gap.contains(['\n', '.', ';', '!', '?'])
}

impl Element {
    fn is(&self, term: &str, lemmas: &[String], heads: &[String]) -> bool {
        match self {
            Self::Lemmas(own) => own.iter().any(|lemma| lemmas.contains(lemma)),
            Self::Term(own) => own == term || without_and(term) == Some(own),
            Self::Head(head) => lemmas.contains(head) || heads.contains(head),
            Self::Gap => false,
        }
    }
}
