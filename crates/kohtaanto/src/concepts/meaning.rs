//! Texts that words do not link, with their vectors.

use super::LabelVectors;
use crate::error::{Result, embed};
use kohtaanto_embed::{Embedder, Embedding, TextKind};
use kohtaanto_taxonomy::Taxonomy;
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
