//! The tables of languages, levels, licences and education, ready to be looked up.
//!
//! Each is one book of phrases a language; a language that a table has no column for gets an empty
//! book.

use super::book::PhraseBook;
use super::rows::{Table, cells, table};
use kohtaanto_domain::model::{Coded, EducationLevel, Lang, LanguageLevel, LicenceClass};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One book of phrases for each language.
#[derive(Debug)]
pub struct Books<T> {
    by_lang: BTreeMap<Lang, PhraseBook<T>>,
    none: PhraseBook<T>,
}

impl<T: Clone> Books<T> {
    /// The book of a language; an empty one where there is none.
    pub fn of(&self, lang: Lang) -> &PhraseBook<T> {
        self.by_lang.get(&lang).unwrap_or(&self.none)
    }

    /// No phrases in any language.
    pub(crate) fn empty() -> Self {
        Self { by_lang: BTreeMap::new(), none: PhraseBook::new(Lang::FI) }
    }

    /// Adds a phrase in a language.
    pub(crate) fn add(&mut self, lang: Lang, phrase: &str, value: T) {
        self.by_lang.entry(lang).or_insert_with(|| PhraseBook::new(lang)).add(phrase, value);
    }

    /// Reads a table whose columns but the first are languages; rows whose first cell means
    /// nothing are left out.
    pub(crate) fn from_columns(table: &Table, meaning: impl Fn(&'static str) -> Option<T>) -> Self {
        let mut books = Self::empty();
        let Some((key, columns)) = table.columns().split_first() else { return books };
        for row in table.rows() {
            let Some(value) = meaning(row.cell(key)) else { continue };
            for column in columns {
                let Ok(lang) = column.parse() else { continue };
                cells(row.cell(column)).for_each(|phrase| books.add(lang, phrase, value.clone()));
            }
        }
        books
    }
}

/// The tables, for tests that every row is understood.
#[cfg(test)]
const LEVELLED: [&str; 3] = [LICENCES, EDUCATION, LANGUAGE_LEVELS];
const LICENCES: &str = include_str!("../../data/licences.tsv");
const EDUCATION: &str = include_str!("../../data/education.tsv");
const LANGUAGE_NAMES: &str = include_str!("../../data/language-names.tsv");
const LANGUAGE_LEVELS: &str = include_str!("../../data/language-levels.tsv");

/// Names of languages.
pub fn language_names() -> &'static Books<Lang> {
    static BOOKS: LazyLock<Books<Lang>> =
        LazyLock::new(|| Books::from_columns(&table(LANGUAGE_NAMES), |key| key.parse().ok()));
    &BOOKS
}

/// Words for how well a language is known, and the codes of the levels in every language.
pub fn language_levels() -> &'static Books<LanguageLevel> {
    static BOOKS: LazyLock<Books<LanguageLevel>> = LazyLock::new(|| {
        let table = table(LANGUAGE_LEVELS);
        let mut books = Books::from_columns(&table, |key| LanguageLevel::parse(key).ok());
        for lang in table.columns().iter().filter_map(|column| column.parse().ok()) {
            for (code, level) in LanguageLevel::CODES.iter().filter(|(code, _)| code.len() == 2) {
                books.add(lang, &format!("={code}"), *level);
            }
        }
        books
    });
    &BOOKS
}

/// Names of driving licences.
pub fn licences() -> &'static Books<LicenceClass> {
    static BOOKS: LazyLock<Books<LicenceClass>> = LazyLock::new(|| {
        Books::from_columns(&table(LICENCES), |key| LicenceClass::parse(key).ok())
    });
    &BOOKS
}

/// Names of qualifications by their level.
pub fn education() -> &'static Books<EducationLevel> {
    static BOOKS: LazyLock<Books<EducationLevel>> = LazyLock::new(|| {
        Books::from_columns(&table(EDUCATION), |key| EducationLevel::parse(key).ok())
    });
    &BOOKS
}

#[cfg(test)]
mod tests {
    use super::{
        EDUCATION, LANGUAGE_LEVELS, LANGUAGE_NAMES, LEVELLED, LICENCES, language_levels,
        language_names,
    };
    use crate::lexicon::{Words, table};
    use kohtaanto_domain::model::{Coded, EducationLevel, Lang, LanguageLevel, LicenceClass};

    #[test]
    fn every_row_is_understood() {
        let keys = |text: &'static str| -> Vec<&str> {
            let table = table(text);
            let first = table.columns()[0];
            table.rows().map(|row| row.cell(first)).collect()
        };
        assert!(keys(LICENCES).iter().all(|key| LicenceClass::parse(key).is_ok()));
        assert!(keys(EDUCATION).iter().all(|key| EducationLevel::parse(key).is_ok()));
        assert!(keys(LANGUAGE_LEVELS).iter().all(|key| LanguageLevel::parse(key).is_ok()));
        assert!(keys(LANGUAGE_NAMES).iter().all(|key| key.parse::<Lang>().is_ok()));
        for text in LEVELLED {
            assert!(table(text).columns()[1..].iter().all(|lang| lang.parse::<Lang>().is_ok()));
        }
    }

    #[test]
    fn levels_have_words_and_codes() {
        let level = |lang: Lang, text: &str| {
            let words = Words::new(lang, text);
            language_levels().of(lang).longest(&words).first().map(|hit| *hit.value)
        };
        assert_eq!(level(Lang::FI, "sujuvaa"), Some(LanguageLevel::C1));
        assert_eq!(level(Lang::EN, "B1"), Some(LanguageLevel::B1));
        assert_eq!(level(Lang::SO, "B1"), None);
        let words = Words::new(Lang::SV, "finska och svenska");
        let names = language_names().of(Lang::SV).longest(&words);
        assert_eq!(names.iter().map(|hit| *hit.value).collect::<Vec<_>>(), [Lang::FI, Lang::SV]);
    }
}
