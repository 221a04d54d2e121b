//! Vectors of labels: concepts by meaning, where words fail.

use crate::error::{Result, embed};
use kohtaanto_domain::model::Lang;
use kohtaanto_embed::vectors::{TextHash, VectorFile, VectorSnapshot};
use kohtaanto_embed::{Embedder, Embedding, Progress, TextKind};
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Taxonomy};
use std::collections::BTreeMap;

/// The vectors of a taxonomy's labels in some languages.
#[derive(Debug)]
pub(crate) struct LabelVectors {
    vectors: VectorSnapshot,
    /// The concept of each vector, the language of its label, and its row.
    rows: Vec<(ConceptId, Lang, u64)>,
}

impl LabelVectors {
    /// Embeds the labels of occupations and competences in the languages given.
    pub(crate) fn make(
        taxonomy: &Taxonomy,
        langs: &[Lang],
        embedder: &dyn Embedder,
        progress: &dyn Progress,
    ) -> Result<Self> {
        let wanted = |concept: &ConceptId| {
            matches!(taxonomy.kind(*concept), ConceptKind::Occupation | ConceptKind::Competence)
        };
        let labels: Vec<(ConceptId, Lang, &str)> = taxonomy
            .concepts()
            .filter(wanted)
            .flat_map(|concept| taxonomy.labels(concept))
            .filter(|label| langs.contains(&label.lang))
            .map(|label| (label.concept, label.lang, label.text))
            .collect();
        let texts: Vec<&str> = labels.iter().map(|(.., text)| *text).collect();
        let made = embedder.embed(&texts, TextKind::Symmetric, progress).map_err(embed)?;
        let mut file = VectorFile::in_memory(embedder.dimensions());
        let hash = |text: &&str| TextHash::new(TextKind::Symmetric, text);
        let rows: Vec<_> = texts.iter().map(hash).zip(&made).collect();
        let rows = file.append(&rows).map_err(embed)?;
        let rows = labels.iter().zip(rows);
        let rows = rows.map(|((concept, lang, _), row)| (*concept, *lang, row)).collect();
        Ok(Self { vectors: file.snapshot().map_err(embed)?, rows })
    }

    /// The similarity of each concept's nearest label in one of the languages: labels in the text's
    /// own language tell more than those in another.
    pub(crate) fn similarities(
        &self,
        vector: &Embedding,
        langs: &[Lang],
    ) -> Result<BTreeMap<ConceptId, f32>> {
        let in_langs = self.rows.iter().filter(|(_, lang, _)| langs.contains(lang));
        let rows: Vec<u64> = in_langs.clone().map(|(.., row)| *row).collect();
        let mut found = Vec::with_capacity(rows.len());
        self.vectors.similarities(vector, &rows, &mut found).map_err(embed)?;
        let mut best: BTreeMap<ConceptId, f32> = BTreeMap::new();
        for ((concept, ..), similarity) in in_langs.zip(found) {
            let slot = best.entry(*concept).or_insert(similarity);
            *slot = slot.max(similarity);
        }
        Ok(best)
    }
}
