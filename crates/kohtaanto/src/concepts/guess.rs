//! Which concepts a short text is about, each with a weight.

use super::LabelVectors;
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use kohtaanto_embed::Embedding;
use kohtaanto_rank::coefficients::{LINK_LEXICAL, LINK_MEANING};
use kohtaanto_rank::fusion::{self, BranchScores, Far, fuse};
use kohtaanto_taxonomy::{ConceptId, LabelId, MentionOptions, RankOptions, Taxonomy};
use std::collections::BTreeMap;

/// A text as like a label as this is that label, inflected or not.
const SAME: f32 = 0.97;
/// A guess that stands this many standard deviations below the best weighs 1/e of it.
const FALL: f32 = 0.5;
/// What guesses weigh beside a concept that the text names outright.
const BESIDE_NAMED: f32 = 0.4;
/// How many concepts a text that is no label may be about.
const MAX_GUESSES: usize = 100;

/// A concept that a text is likely to be about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ConceptGuess {
    pub(crate) concept: ConceptId,
    /// The label that led to it, where words or letters did.
    pub(crate) label: Option<LabelId>,
    /// Likeness in words and letters, or nearness in meaning, 0 to 1, whatever the other guesses are.
    pub(crate) likeness: f32,
    /// Nearness in meaning alone, 0 to 1; 0 where there are no vectors.
    pub(crate) nearness: f32,
    /// Share of belief among the guesses, above 0, at most 1.
    pub(crate) weight: f32,
}

impl ConceptGuess {
    /// A concept that is declared, not guessed.
    pub(crate) fn certain(concept: ConceptId) -> Self {
        Self { concept, label: None, likeness: 1.0, nearness: 0.0, weight: 1.0 }
    }
}

/// Links texts to the concepts of a taxonomy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guesser<'a> {
    pub(crate) taxonomy: &'a Taxonomy,
    pub(crate) labels: Option<&'a LabelVectors>,
}

impl<'a> Guesser<'a> {
    /// By words and letters alone.
    pub(crate) fn by_words(taxonomy: &'a Taxonomy) -> Self {
        Self { taxonomy, labels: None }
    }

    /// The concepts of a text in one of the languages, the likeliest first. `vector` is compared
    /// with the labels' vectors, where there are any.
    pub(crate) fn guess(
        &self,
        text: &str,
        langs: &[Lang],
        vector: Option<&Embedding>,
    ) -> Result<Vec<ConceptGuess>> {
        let lexical = self.lexical(text, langs);
        let meaning = match (self.labels, vector) {
            (Some(labels), Some(vector)) => labels.similarities(vector, langs)?,
            _ => Vec::new(),
        };
        Ok(self.weigh(&lexical, &meaning))
    }

    /// Whether a text is a name of a concept: then it needs no neighbours in meaning.
    pub(crate) fn is_name(&self, text: &str, langs: &[Lang]) -> bool {
        self.lexical(text, langs).values().any(|(score, _)| *score >= SAME)
    }

    /// Likeness of words and letters, with the names that stand in the text.
    fn lexical(&self, text: &str, langs: &[Lang]) -> BTreeMap<ConceptId, (f32, Option<LabelId>)> {
        let options = RankOptions { limit: 2 * MAX_GUESSES, ..RankOptions::default() };
        let mut scores: BTreeMap<_, _> = self
            .taxonomy
            .rank(text, langs, &options)
            .into_iter()
            .map(|hit| (hit.concept, (hit.score, Some(hit.label))))
            .collect();
        for mention in self.taxonomy.mentions(text, langs, &MentionOptions::default()) {
            // A name that is most of the text says more of it than one word among many.
            let share = mention.span.len() as f32 / text.len().max(1) as f32;
            let score = mention.score * (0.6 + 0.35 * share.min(1.0));
            let slot = scores.entry(mention.concept).or_insert((0.0, None));
            if score > slot.0 {
                *slot = (score, Some(mention.label));
            }
        }
        scores
    }

    /// Both kinds of likeness on one scale of standard deviations; the weight is 1 for the best and
    /// falls as the distance from it grows. `meaning` is in the order of the concepts.
    fn weigh(
        &self,
        lexical: &BTreeMap<ConceptId, (f32, Option<LabelId>)>,
        meaning: &[(ConceptId, f32)],
    ) -> Vec<ConceptGuess> {
        let n = self.taxonomy.n_concepts() as usize;
        let words: Vec<(u32, f32)> = lexical.iter().map(|(c, (score, _))| (c.0, *score)).collect();
        let similarities: Vec<(u32, f32)> = meaning.iter().map(|(c, s)| (c.0, *s)).collect();
        let least = similarities.iter().map(|(_, s)| *s).fold(f32::INFINITY, f32::min);
        let near: Vec<(u32, f32)> = similarities.iter().map(|(c, s)| (*c, s - least)).collect();
        let fused = fuse(
            &[
                BranchScores { scores: &words, weight: LINK_LEXICAL, far: Far::Stop },
                BranchScores { scores: &near, weight: LINK_MEANING, far: Far::Stop },
            ],
            n,
        );
        let score = |c: u32| fused.get(c as usize).copied().unwrap_or(0.0);
        let mut order: Vec<u32> = words.iter().chain(&similarities).map(|(c, _)| *c).collect();
        order.sort_unstable();
        order.dedup();
        let better = |a: &u32, b: &u32| score(*b).total_cmp(&score(*a)).then(a.cmp(b));
        if order.len() > MAX_GUESSES {
            order.select_nth_unstable_by(MAX_GUESSES, better);
            order.truncate(MAX_GUESSES);
        }
        order.sort_unstable_by(better);
        let Some(best) = order.first().map(|c| score(*c)) else { return Vec::new() };
        let lexical_of = |c: u32| lexical.get(&ConceptId(c)).copied().unwrap_or((0.0, None));
        let is_named = lexical.values().any(|(score, _)| *score >= SAME);
        let usual = fusion::moments(&similarities, similarities.len());
        let near_in_meaning = |c: u32| {
            let at = similarities.binary_search_by_key(&c, |(concept, _)| *concept).ok();
            at.map_or(0.0, |at| nearness(similarities[at].1, usual))
        };
        let guess = |c: u32| {
            let (likeness, label) = lexical_of(c);
            let nearness = near_in_meaning(c);
            let likeness = likeness.max(nearness);
            let near = (-(best - score(c)).max(0.0) / FALL).exp();
            let weight = match is_named {
                true if lexical_of(c).0 >= SAME => 1.0,
                true => BESIDE_NAMED * near,
                false => near,
            };
            ConceptGuess { concept: ConceptId(c), label, likeness, nearness, weight }
        };
        let mut guesses: Vec<ConceptGuess> = order.into_iter().map(guess).collect();
        guesses.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.concept.cmp(&b.concept)));
        guesses
    }
}

/// A similarity as nearness from 0 to below a name's likeness: half where it stands four standard
/// deviations above what is usual.
fn nearness(similarity: f32, (mean, deviation): (f32, f32)) -> f32 {
    if deviation <= 0.0 {
        return 0.0;
    }
    ((similarity - mean) / deviation / 8.0).clamp(0.0, 0.9)
}
