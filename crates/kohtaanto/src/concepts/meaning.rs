//! Texts that words do not link, with their vectors.

use super::{Guesser, LabelVectors};
use crate::error::{Result, embed};
use kohtaanto_domain::model::Lang;
use kohtaanto_embed::{Embedder, Embedding, TextKind};
use kohtaanto_taxonomy::{ConceptId, Taxonomy};
use std::collections::{BTreeMap, BTreeSet};

/// What links texts to concepts: by default nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Linker<'a> {
    /// The concepts, and their names by which texts name them.
    pub taxonomy: Option<&'a Taxonomy>,
    /// Vectors of the names, and what makes those of texts: for texts that words do not link.
    pub meaning: Option<(&'a LabelVectors, &'a dyn Embedder)>,
}

impl<'a> Linker<'a> {
    /// Links by names alone.
    pub fn by_words(taxonomy: Option<&'a Taxonomy>) -> Self {
        Self { taxonomy, meaning: None }
    }

    /// Links by meaning too, where there are both the vectors and the model.
    pub(crate) fn new(
        taxonomy: Option<&'a Taxonomy>,
        labels: Option<&'a LabelVectors>,
        embedder: Option<&'a dyn Embedder>,
    ) -> Self {
        Self { taxonomy, meaning: labels.zip(embedder) }
    }

    /// The concepts whose names in the languages given are nearest in meaning to a text, the nearest
    /// first; empty where nothing is linked by meaning.
    ///
    /// # Errors
    /// What the model refuses.
    pub fn meant(&self, text: &str, langs: &[Lang], limit: usize) -> Result<Vec<MeantConcept>> {
        let (Some(taxonomy), Some((labels, embedder))) = (self.taxonomy, self.meaning) else {
            return Ok(Vec::new());
        };
        let meaning = Meaning::of(labels, embedder, BTreeSet::from([text.to_owned()]))?;
        let guesser = Guesser { taxonomy, labels: Some(labels) };
        let mut guesses = guesser.guess(text, langs, meaning.vector(text))?;
        guesses.sort_by(|a, b| {
            b.nearness.total_cmp(&a.nearness).then_with(|| a.concept.cmp(&b.concept))
        });
        let near = guesses.into_iter().filter(|guess| guess.nearness > 0.0).take(limit);
        let meant =
            near.map(|guess| MeantConcept { concept: guess.concept, nearness: guess.nearness });
        Ok(meant.collect())
    }
}

/// A concept that a text means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeantConcept {
    /// The concept.
    pub concept: ConceptId,
    /// How near one of its names is, 0 to 1: half where it stands four standard deviations above
    /// what is usual for the text.
    pub nearness: f32,
}

/// Vectors of texts that are linked by meaning, since no name is like their words.
#[derive(Debug)]
pub(crate) struct Meaning<'a> {
    pub(crate) labels: &'a LabelVectors,
    vectors: BTreeMap<String, Embedding>,
}

impl<'a> Meaning<'a> {
    /// Embeds texts, each once.
    pub(crate) fn of(
        labels: &'a LabelVectors,
        embedder: &dyn Embedder,
        texts: BTreeSet<String>,
    ) -> Result<Self> {
        let asked: Vec<&str> = texts.iter().map(String::as_str).collect();
        let made = embedder.embed(&asked, TextKind::Symmetric, &()).map_err(embed)?;
        Ok(Self { labels, vectors: texts.into_iter().zip(made).collect() })
    }

    pub(crate) fn vector(&self, text: &str) -> Option<&Embedding> {
        self.vectors.get(text)
    }
}
