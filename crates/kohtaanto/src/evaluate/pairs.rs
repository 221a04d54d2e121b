//! Pairs of words: does the form in a text meet the word that is asked?

use super::trec::{bad_row, rows};
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use kohtaanto_index::{Closeness, Occur, QueryWord, WordKind};
use std::collections::BTreeMap;
use std::path::Path;

/// What is expected of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairExpectation {
    /// They must meet.
    Meet,
    /// They must not.
    Not,
    /// Either is right: related or ambiguous words.
    Either,
}

impl PairExpectation {
    /// The expectation's code in tables and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Meet => "meet",
            Self::Not => "not",
            Self::Either => "either",
        }
    }

    /// What a file calls it; `no(...)` gives the reason.
    fn of(name: &str) -> Option<Self> {
        match name.split('(').next().unwrap_or_default() {
            "meet" | "lemma" | "part" | "family" => Some(Self::Meet),
            "no" | "not" => Some(Self::Not),
            "either" | "related" | "ambiguous" => Some(Self::Either),
            _ => None,
        }
    }
}

/// The pairs of one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairClass {
    /// The class, as the file names it.
    pub class: String,
    /// What is expected of its pairs.
    pub expected: PairExpectation,
    /// How many there are.
    pub n: usize,
    /// How many meet.
    pub n_met: usize,
    /// Those that are not as expected: word asked, form in the text.
    pub wrong: Vec<(String, String)>,
}

/// Reads pairs (word asked, form in a text, class, expected) and says of each class how many meet
/// in a search of a language: by base form, part of a compound or family, as the index has them.
///
/// Expected is `meet`, `lemma`, `part` or `family` of what must meet, `no` or `not` of what must
/// not; `related`, `ambiguous` or `either` where both are right.
///
/// # Errors
/// Names the file, the line and what is missing.
pub fn judge_pairs(path: &Path, lang: Lang) -> Result<Vec<PairClass>> {
    let folder = path.parent().unwrap_or(path);
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut classes: BTreeMap<(PairExpectation, String), PairClass> = BTreeMap::new();
    for (i, row) in rows(path)?.iter().enumerate() {
        let [asked, form, class, expected, ..] = row.as_slice() else {
            if row.first().is_some_and(|cell| cell.starts_with('#')) {
                continue;
            }
            return Err(bad_row(folder, &file, i, "word, form, class, expected"));
        };
        if asked.starts_with('#') || expected == "expected" {
            continue;
        }
        let Some(expected) = PairExpectation::of(expected) else {
            let wanted =
                "in its fourth column meet, lemma, part, family, no, not, related or ambiguous";
            return Err(bad_row(folder, &file, i, wanted));
        };
        let word = QueryWord::analyzed(Occur::Should, WordKind::Word, asked, &[lang]);
        let met = word.met_by(lang, form).is_some_and(|near| near >= Closeness::Related);
        let of_class = classes.entry((expected, class.clone())).or_insert_with(|| PairClass {
            class: class.clone(),
            expected,
            n: 0,
            n_met: 0,
            wrong: Vec::new(),
        });
        of_class.n += 1;
        of_class.n_met += usize::from(met);
        if (expected == PairExpectation::Meet && !met) || (expected == PairExpectation::Not && met)
        {
            of_class.wrong.push((asked.clone(), form.clone()));
        }
    }
    Ok(classes.into_values().collect())
}
