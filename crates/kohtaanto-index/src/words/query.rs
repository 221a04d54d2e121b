//! What is asked for, word by word.

use super::form::WordForm;

/// Whether a document must have a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Occur {
    /// It is better to have it; [`Require`] says how many of these are needed.
    #[default]
    Should,
    /// It must have the word itself ([`Closeness::Exact`](super::Closeness::Exact)), in any part:
    /// a part or the family (*yövuoro* by *iltavuoro*) does not do.
    Must,
    /// It must not have the word itself ([`Closeness::Exact`](super::Closeness::Exact)), in any
    /// part. Parts and families do not exclude: without *sairaanhoitaja* there are still other
    /// *hoitaja*, but without *hoitaja* there is no *sairaanhoitaja*.
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
    /// All words that end so.
    Suffix,
}

/// One word of a query with its forms. A document meets it by any of them but for those that say
/// little alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct QueryWord {
    /// Whether it is needed.
    pub occur: Occur,
    /// Whether it is a word, a phrase, a prefix or a suffix.
    pub kind: WordKind,
    /// As the caller wrote it, for people to see.
    pub surface: String,
    /// How it is looked up; repeated forms count once, and of forms that look for the same term in
    /// the same place the weightiest.
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
