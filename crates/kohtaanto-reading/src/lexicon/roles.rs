//! What single words and phrases do in a text, by a table of roles.

use super::tables::Books;
use super::words::Words;
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// The words of a text that have a role, with it.
#[derive(Debug, Clone)]
pub struct Roles<R> {
    hits: Vec<(Range<usize>, R)>,
}

impl<R: Copy + PartialEq + 'static> Roles<R> {
    /// Marks a text.
    pub fn new(books: &Books<R>, lang: Lang, words: &Words<'_>) -> Self {
        let hits = books.of(lang).all(words).into_iter();
        Self { hits: hits.map(|hit| (hit.words, *hit.value)).collect() }
    }

    /// Whether a word is of a phrase with the role.
    pub fn is(&self, word: usize, role: R) -> bool {
        self.near(word).any(|(words, other)| *other == role && words.contains(&word))
    }

    /// The longest phrase with a role that begins at a word.
    pub fn at(&self, word: usize, role: R) -> Option<Range<usize>> {
        let begins = |(words, other): &&(Range<usize>, R)| *other == role && words.start == word;
        self.near(word).find(begins).map(|(words, _)| words.clone())
    }

    /// All phrases with a role, in the order of the text; they may overlap.
    pub fn all(&self, role: R) -> impl Iterator<Item = &Range<usize>> {
        self.hits.iter().filter(move |(_, other)| *other == role).map(|(words, _)| words)
    }

    /// Phrases that may hold a word: hits are in the order of their first words, and no phrase is
    /// longer than a dozen words.
    fn near(&self, word: usize) -> impl Iterator<Item = &(Range<usize>, R)> {
        let from = self.hits.partition_point(|(words, _)| words.start + 12 < word);
        self.hits[from..].iter().take_while(move |(words, _)| words.start <= word)
    }
}
