//! Pairs of words: does the form in a text meet the word that is asked?

use super::trec::{bad_row, rows};
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{AnalyzedToken, Analyzer};
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
/// through the analysis of a language: by base form, part of a compound or root.
///
/// Expected is `meet`, `lemma`, `part` or `family` of what must meet, `no` or `not` of what must
/// not; `related`, `ambiguous` or `either` where both are right.
///
/// # Errors
/// Names the file, the line and what is missing.
pub fn judge_pairs(path: &Path, lang: Lang) -> Result<Vec<PairClass>> {
    let analyzer = Analyzer::of(lang);
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
        let asked_as = whole(analyzer.analyze_query(asked));
        // A word with hyphens stands in the index as a whole and by its pieces.
        let tokens = analyzer.analyze(form);
        let met = asked_as.is_some_and(|asked| tokens.iter().any(|form| meets(&asked, form)));
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

/// The token of the whole text, where it is one word.
fn whole(tokens: Vec<AnalyzedToken>) -> Option<AnalyzedToken> {
    tokens.into_iter().max_by_key(|token| token.span.len())
}

/// Whether a search would find the form: the same relations as `kohtaanto_index::FormKind`.
fn meets(asked: &AnalyzedToken, form: &AnalyzedToken) -> bool {
    let is_lemma = |word: &String| form.forms.lemmas.contains(word);
    let is_part = |word: &String| form.forms.parts.iter().any(|part| part.form == *word);
    let telling = || asked.forms.parts.iter().filter(|part| !part.generic);
    asked.term == form.term
        || asked.forms.lemmas.iter().any(|lemma| is_lemma(lemma) || is_part(lemma))
        || telling().any(|part| is_lemma(&part.form) || is_part(&part.form))
        || asked.forms.roots.iter().any(|root| form.forms.roots.contains(root))
}
