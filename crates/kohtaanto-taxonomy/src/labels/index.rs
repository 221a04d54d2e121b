//! Makes the index of labels: which labels have a term, and how long each label's vectors are.

use super::postings;
use super::terms::{self, TermKind};
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use std::collections::{BTreeMap, HashMap};

/// The index of labels, made.
#[derive(Debug)]
pub(crate) struct LabelIndex {
    /// fst: key of the term to the place of its list.
    pub(crate) terms: Vec<u8>,
    pub(crate) lists: Vec<u8>,
    /// Norms of letters and words of each label.
    pub(crate) norms: Vec<(f32, f32)>,
}

/// Weight of a term that `n` of `of` labels of a language have (scikit-learn's smoothed inverse
/// document frequency).
pub(super) fn rarity(n: u32, of: u32) -> f32 {
    ((1.0 + of as f32) / (1.0 + n as f32)).ln() + 1.0
}

impl LabelIndex {
    /// Indexes labels, which are numbered as they come. `n_labels` says how many there are of each
    /// language.
    pub(crate) fn build(labels: &[(Lang, &str)], n_labels: &BTreeMap<Lang, u32>) -> Result<Self> {
        let mut lists: HashMap<Vec<u8>, Vec<u32>> = HashMap::new();
        let mut add = |lang, kind, text: &str, label| {
            lists.entry(terms::key(lang, kind, text)).or_default().push(label);
        };
        let mut of_labels: Vec<LabelTerms> = Vec::with_capacity(labels.len());
        for (label, (lang, text)) in (0..).zip(labels) {
            let letters = terms::letters(text);
            let words = terms::words(*lang, text);
            letters.iter().for_each(|gram| add(*lang, TermKind::Letters, gram, label));
            words.iter().for_each(|(kind, word)| add(*lang, *kind, word, label));
            terms::names(*lang, text).iter().for_each(|n| add(*lang, TermKind::Name, n, label));
            terms::bag(*lang, text).iter().for_each(|bag| add(*lang, TermKind::Bag, bag, label));
            of_labels.push((*lang, letters, words));
        }
        let norms = of_labels.iter().map(|(lang, letters, words)| {
            let of = n_labels.get(lang).copied().unwrap_or(0);
            let square = |kind: TermKind, text: &str| {
                let n = lists.get(&terms::key(*lang, kind, text)).map_or(0, Vec::len);
                (kind.weight() * rarity(n as u32, of)).powi(2)
            };
            let letters: f32 = letters.iter().map(|gram| square(TermKind::Letters, gram)).sum();
            let words: f32 = words.iter().map(|(kind, word)| square(*kind, word)).sum();
            (letters.sqrt(), words.sqrt())
        });
        let norms = norms.collect();
        let mut keys: Vec<(Vec<u8>, Vec<u32>)> = lists.into_iter().collect();
        keys.sort_unstable();
        let mut lists = Vec::new();
        let mut map = fst::MapBuilder::memory();
        for (key, labels) in keys {
            map.insert(&key, lists.len() as u64).map_err(std::io::Error::other)?;
            postings::write(&mut lists, &labels);
        }
        let terms = map.into_inner().map_err(std::io::Error::other)?;
        Ok(Self { terms, lists, norms })
    }
}

type LabelTerms =
    (Lang, std::collections::BTreeSet<String>, std::collections::BTreeSet<(TermKind, String)>);
