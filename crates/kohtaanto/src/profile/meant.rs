//! Work that is told in words that no name is like, linked to an occupation by meaning.
//!
//! What was read keeps its key, which is of the person's own words: a decision holds also where there
//! is no model to link by.

use crate::concepts::{self, ConceptGuess, Guesser, Linker, Meaning};
use crate::error::Result;
use crate::reading::languages;
use kohtaanto_domain::model::{Employment, Occupation};
use kohtaanto_reading::profile::ProfileReading;
use kohtaanto_taxonomy::ConceptKind;
use std::collections::{BTreeMap, BTreeSet};

/// An occupation is meant when it is at least this near to what is told.
const MEANT: f32 = 0.5;
/// The same where only a time says that something was done.
const MEANT_SURELY: f32 = 0.55;

/// The occupations that a telling means, by the words that tell.
#[derive(Debug, Clone, Default)]
pub(super) struct MeantWork(BTreeMap<String, Occupation>);

impl MeantWork {
    /// Links the experience of a reading that has no occupation. What may be work becomes
    /// experience where it means an occupation.
    pub(super) fn of(linker: Linker<'_>, reading: &mut ProfileReading) -> Result<Self> {
        let maybe = std::mem::take(&mut reading.maybe);
        let (Some(taxonomy), Some((labels, embedder))) = (linker.taxonomy, linker.meaning) else {
            return Ok(Self::default());
        };
        let history = reading.history.iter().map(|read| &read.value.employment);
        let unlinked = history.filter(|employment| employment.occupation.uri.is_none());
        let unlinked: BTreeSet<String> = unlinked.map(words_of).collect();
        let maybe_work = maybe.iter().map(|read| words_of(&read.value.employment));
        let told: BTreeSet<String> = unlinked.iter().cloned().chain(maybe_work).collect();
        let texts = told.iter().flat_map(|text| pieces(text)).map(str::to_owned).collect();
        let meaning = Meaning::of(labels, embedder, texts)?;
        let guesser = Guesser { taxonomy, labels: Some(labels) };
        let meant = |text: &str, least: f32| -> Result<Option<Occupation>> {
            let mut best: Option<ConceptGuess> = None;
            for piece in pieces(text) {
                let guesses =
                    guesser.guess(piece, &languages(reading.lang), meaning.vector(piece))?;
                // The likeliest comes first.
                let is_occupation =
                    |g: &&ConceptGuess| taxonomy.kind(g.concept) == ConceptKind::Occupation;
                let first = guesses.iter().find(is_occupation).copied();
                best = match (best, first) {
                    (Some(best), Some(first)) if first.nearness <= best.nearness => Some(best),
                    (best, first) => first.or(best),
                };
            }
            let best = best.filter(|best| best.nearness >= least);
            Ok(best
                .map(|best| concepts::occupation(taxonomy, best.concept, &languages(reading.lang))))
        };
        let mut found = BTreeMap::new();
        for text in unlinked {
            if let Some(occupation) = meant(&text, MEANT)? {
                found.insert(text, occupation);
            }
        }
        let mut more = Vec::new();
        for read in maybe {
            let text = words_of(&read.value.employment);
            if let Some(occupation) = meant(&text, MEANT_SURELY)? {
                found.insert(text, occupation);
                more.push(read);
            }
        }
        reading.history.extend(more);
        reading.history.sort_by_key(|read| (read.span.start, read.span.end));
        Ok(Self(found))
    }

    /// The occupation that experience means.
    pub(super) fn occupation_of(&self, employment: &Employment) -> Option<&Occupation> {
        let is_linked = employment.occupation.uri.is_some();
        self.0.get(&words_of(employment)).filter(|_| !is_linked)
    }

    /// Gives experience its occupation; the person's words stay in its text.
    pub(super) fn link(&self, history: &mut [Employment]) {
        for employment in history {
            if let Some(occupation) = self.occupation_of(employment).cloned() {
                employment.occupation = occupation;
            }
        }
    }
}

/// What is told of a period: the sentence, or else the name.
fn words_of(employment: &Employment) -> String {
    employment.text.clone().unwrap_or_else(|| employment.occupation.label.clone())
}

/// A sentence and its clauses: what was done stands in one of them, beside where and with whom.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let clauses = text.split([',', '،', ';', ':', '(', ')']).map(str::trim);
    let clauses = clauses.filter(move |clause| clause.contains(' ') && clause.len() < text.len());
    std::iter::once(text).chain(clauses)
}
