//! Likeness of texts: what orders the rest.

use super::{PreparedCandidate, PreparedPosting};
use crate::explanation::{Reason, Side};
use crate::feature::FeatureValue;
use crate::scorer::Retrieval;

/// A posting that names this share of the person's wishes grants them.
const ENOUGH_WISHES: f32 = 0.5;
/// How many shared words are shown.
const SHOWN_WORDS: usize = 8;

pub(super) fn wishes(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
) -> FeatureValue {
    if candidate.wishes.is_empty() {
        return FeatureValue::unknown(Reason::NotSaid(Side::Person));
    }
    let words = posting.text.shared(&candidate.wishes);
    let share = words.len() as f32 / candidate.wishes.len() as f32 / ENOUGH_WISHES;
    let offered = posting.posting.occupations.iter().filter_map(|offered| offered.uri.as_deref());
    let wished = offered.filter_map(|uri| candidate.near.wished.get(uri));
    let wished = wished.max_by(|a, b| a.nearness.total_cmp(&b.nearness));
    let (value, words) = match wished {
        Some(wished) if wished.nearness >= share => (wished.nearness, vec![wished.by.clone()]),
        _ if words.is_empty() => {
            return FeatureValue { value: 0.0, coverage: 0.0, reasons: Vec::new() };
        }
        _ => (share.min(1.0), words),
    };
    FeatureValue { value, coverage: 0.5, reasons: vec![Reason::Wished { words }] }
}

pub(super) fn words(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    retrieval: Retrieval,
) -> FeatureValue {
    let Some(value) = retrieval.words else { return FeatureValue::default() };
    let mut words = posting.title.shared(&candidate.own_words);
    for (_, stems) in &candidate.told {
        words.extend(posting.text.shared(stems));
    }
    words.sort();
    words.dedup();
    words.truncate(SHOWN_WORDS);
    let reasons = if words.is_empty() { Vec::new() } else { vec![Reason::SharedWords { words }] };
    FeatureValue::known(value.clamp(0.0, 1.0), reasons)
}

pub(super) fn meaning(retrieval: Retrieval) -> FeatureValue {
    match retrieval.dense {
        None => FeatureValue::default(),
        Some(nearness) => {
            let nearness = nearness.clamp(0.0, 1.0);
            FeatureValue::known(nearness, vec![Reason::Meaning { nearness }])
        }
    }
}
