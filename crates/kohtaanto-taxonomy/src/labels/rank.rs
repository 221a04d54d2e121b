//! Which concepts a short text is likely to name: by its words and letters, in its own language.
//!
//! Two cosines of TF-IDF vectors: of character n-grams (scikit-learn's `char_wb`, 3 to 5), which
//! meet compounds, derivations and typing errors, and of words with their parts and families.
//! Deliberately no meaning: vectors are the library's.

use super::index::rarity;
use super::terms::{self, TermKind};
use crate::concept::{ConceptId, ConceptKind};
use crate::taxonomy::{LabelId, Taxonomy};
use kohtaanto_domain::model::Lang;
use std::cell::RefCell;
use std::cmp::Ordering;

/// Share of the letters in a label's likeness; the words have the rest (our prior: letters alone
/// are the better of the two on job titles of every language that was measured).
const LETTERS: f32 = 0.6;
/// A text of more bytes is no name: its first part is compared.
const MAX_BYTES: usize = 400;

/// What is ranked.
#[derive(Debug, Clone)]
pub struct RankOptions {
    /// Kinds of concepts; empty for all.
    pub kinds: Vec<ConceptKind>,
    /// How many concepts to give.
    pub limit: usize,
}

impl Default for RankOptions {
    fn default() -> Self {
        Self { kinds: Vec::new(), limit: 10 }
    }
}

/// A concept that a text is likely to name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConceptHit {
    /// The concept.
    pub concept: ConceptId,
    /// Its label that is most like the text.
    pub label: LabelId,
    /// Likeness, above 0, at most 1: 1 for the same words.
    pub score: f32,
}

thread_local! {
    /// Shared weights of letters and of words for each label; all zero between uses.
    static SUMS: RefCell<Vec<(f32, f32)>> = RefCell::default();
}

impl Taxonomy {
    /// The concepts whose labels in the languages given are most like a text, best first, ties by
    /// number.
    pub fn rank(&self, text: &str, langs: &[Lang], options: &RankOptions) -> Vec<ConceptHit> {
        let text = cut(text);
        let mut hits = Vec::new();
        for (i, lang) in langs.iter().enumerate() {
            if !langs[..i].contains(lang) {
                self.rank_in(text, *lang, options, &mut hits);
            }
        }
        best_of_each(&mut hits);
        hits.truncate(options.limit);
        hits
    }

    fn rank_in(&self, text: &str, lang: Lang, options: &RankOptions, hits: &mut Vec<ConceptHit>) {
        let of = self.n_labels(lang);
        if of == 0 {
            return;
        }
        let mut sums = SUMS.take();
        sums.resize(sums.len().max(self.n_all_labels() as usize), (0.0, 0.0));
        let mut touched = Vec::new();
        let mut norms = (0.0f32, 0.0f32);
        let letters = terms::letters(text).into_iter().map(|gram| (TermKind::Letters, gram));
        for (kind, term) in letters.chain(terms::words(lang, text)) {
            let list = self.postings(lang, kind, &term);
            let n = list.as_ref().map_or(0, super::Postings::n_labels);
            let square = (kind.weight() * rarity(n, of)).powi(2);
            let is_letters = kind == TermKind::Letters;
            *(if is_letters { &mut norms.0 } else { &mut norms.1 }) += square;
            for label in list.into_iter().flatten() {
                let Some(sum) = sums.get_mut(label as usize) else { continue };
                if *sum == (0.0, 0.0) {
                    touched.push(label);
                }
                *(if is_letters { &mut sum.0 } else { &mut sum.1 }) += square;
            }
        }
        let norms = (norms.0.sqrt(), norms.1.sqrt());
        for label in touched {
            let sum = std::mem::take(&mut sums[label as usize]);
            let Some(record) = self.label_record(label) else { continue };
            let concept = ConceptId(record.concept);
            if !options.kinds.is_empty() && !options.kinds.contains(&self.kind(concept)) {
                continue;
            }
            let cosine = |sum: f32, a: f32, b: f32| if a * b > 0.0 { sum / (a * b) } else { 0.0 };
            let letters = cosine(sum.0, norms.0, record.letters_norm);
            let words = cosine(sum.1, norms.1, record.words_norm);
            let score = (LETTERS * letters + (1.0 - LETTERS) * words).min(1.0);
            hits.push(ConceptHit { concept, label: LabelId(label), score });
        }
        SUMS.set(sums);
    }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Keeps the best label of each concept and puts the best concept first.
fn best_of_each(hits: &mut Vec<ConceptHit>) {
    let better = |a: &ConceptHit, b: &ConceptHit| -> Ordering {
        b.score.total_cmp(&a.score).then(a.label.cmp(&b.label))
    };
    hits.sort_by(|a, b| a.concept.cmp(&b.concept).then_with(|| better(a, b)));
    hits.dedup_by_key(|hit| hit.concept);
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.concept.cmp(&b.concept)));
}
