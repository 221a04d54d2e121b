//! What is asked for, word by word.

use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::Analyzer;
use std::ops::Range;

/// Whether a document must have a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Occur {
    /// It is better to have it; [`Require`] says how many of these are needed.
    #[default]
    Should,
    /// It must have it.
    Must,
    /// It must not have it in any part.
    MustNot,
}

/// What a word of the query stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum WordKind {
    /// One word.
    #[default]
    Word,
    /// Words that stand one after the other.
    Phrase,
    /// All words that begin so.
    Prefix,
}

/// One form by which a word is looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordForm {
    /// `Some`: the term is a stem, looked up in texts of this language. `None`: it is a word as
    /// written (lower case), looked up in texts of every language.
    pub lang: Option<Lang>,
    /// The term. Several terms with a space between must stand one after the other: so for a
    /// phrase, and for a word that may be written apart. The beginning of the words for a prefix.
    pub term: String,
    /// Whether it is the word itself. If not, it is a kin of it (a part of a compound, a word of
    /// the same family) and counts at the weight [`crate::coefficients::KIN`].
    pub exact: bool,
}

/// One word of a query with its forms. A document meets it by any of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct QueryWord {
    /// Whether it is needed.
    pub occur: Occur,
    /// Whether it is a word, a phrase or a prefix.
    pub kind: WordKind,
    /// As the caller wrote it, for people to see.
    pub surface: String,
    /// How it is looked up; repeated forms count once.
    pub forms: Vec<WordForm>,
}

/// How many of the words that a document should have it needs (at least one, if there are any).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Require {
    /// All of them.
    #[default]
    All,
    /// All but one.
    AllButOne,
    /// So many, or all where there are fewer.
    AtLeast(u16),
    /// One.
    Any,
}

impl Require {
    /// How many words of `n_should` are needed.
    pub fn n_needed(self, n_should: usize) -> usize {
        let needed = match self {
            Self::All => n_should,
            Self::AllButOne => n_should.saturating_sub(1),
            Self::AtLeast(n) => n_should.min(usize::from(n)),
            Self::Any => 1,
        };
        needed.max(1).min(n_should)
    }
}

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordQuery {
    /// The words in the order of the query.
    pub words: Vec<QueryWord>,
    /// How many of the words that should be there are needed.
    pub require: Require,
}

impl QueryWord {
    /// The word with the forms that the analysis of these languages gives it: as written, and by
    /// its stem in each language. A word with hyphens is met whole or by its parts in a row. A
    /// text that is several words becomes a phrase; so does a prefix of several words.
    ///
    /// Without a language there is only the form as written.
    pub fn analyzed(occur: Occur, kind: WordKind, surface: &str, langs: &[Lang]) -> Self {
        let mut word = Self { occur, kind, surface: surface.to_owned(), forms: Vec::new() };
        if langs.is_empty() {
            word.add_forms(Lang::EN, false);
        }
        for lang in langs {
            word.add_forms(*lang, true);
        }
        word
    }

    fn add_forms(&mut self, lang: Lang, with_stems: bool) {
        let tokens = Analyzer::of(lang).analyze_query(&self.surface);
        // The first token of a position is a word; another there is the whole that it begins.
        let row: Vec<_> = tokens.chunk_by(|a, b| a.position == b.position).collect();
        let row: Vec<_> = row.into_iter().filter_map(<[_]>::first).collect();
        let first = tokens.iter().map(|token| token.span.start).min();
        let last = tokens.iter().map(|token| token.span.end).max();
        let is_whole = |span: &Range<usize>| first == Some(span.start) && last == Some(span.end);
        let whole = tokens.iter().find(|token| is_whole(&token.span));
        if let (Some(whole), WordKind::Word | WordKind::Prefix) = (whole, self.kind) {
            self.add(None, whole.term.clone());
            if with_stems && self.kind == WordKind::Word {
                self.add(Some(lang), whole.lemmas[0].clone());
            }
        } else if !row.is_empty() {
            self.kind = WordKind::Phrase;
        }
        if row.len() > 1 && self.kind != WordKind::Prefix {
            self.add(None, join(row.iter().map(|token| token.term.as_str())));
            if with_stems {
                self.add(Some(lang), join(row.iter().map(|token| token.lemmas[0].as_str())));
            }
        } else if let (WordKind::Phrase, [only]) = (self.kind, row.as_slice()) {
            self.add(None, only.term.clone());
            if with_stems {
                self.add(Some(lang), only.lemmas[0].clone());
            }
        }
    }

    fn add(&mut self, lang: Option<Lang>, term: String) {
        let form = WordForm { lang, term, exact: true };
        if !self.forms.contains(&form) {
            self.forms.push(form);
        }
    }
}

fn join<'t>(terms: impl Iterator<Item = &'t str>) -> String {
    terms.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_relax() {
        let table = [
            (Require::All, [0, 1, 2, 3]),
            (Require::AllButOne, [0, 1, 1, 2]),
            (Require::AtLeast(2), [0, 1, 2, 2]),
            (Require::AtLeast(0), [0, 1, 1, 1]),
            (Require::Any, [0, 1, 1, 1]),
        ];
        for (require, expected) in table {
            assert_eq!([0, 1, 2, 3].map(|n| require.n_needed(n)), expected, "{require:?}");
        }
    }
}
