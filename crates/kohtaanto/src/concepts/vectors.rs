//! Vectors of labels: concepts by meaning, where words fail.

use crate::error::{Error, Result, embed};
use kohtaanto_domain::model::Lang;
use kohtaanto_embed::codes::CodeTable;
use kohtaanto_embed::{Embedder, Embedding, ModelId, Progress, TextKind};
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Label, LabelId, Taxonomy};
use std::ops::Range;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

/// The vectors of the labels of a taxonomy's occupations and competences, made with one model. With
/// them texts are linked by meaning where no name is like their words.
#[derive(Debug)]
pub struct LabelVectors {
    table: CodeTable,
    /// The concept of each row.
    concepts: Vec<ConceptId>,
    /// The rows of each language.
    langs: Vec<(Lang, Range<usize>)>,
    n_concepts: usize,
}

impl LabelVectors {
    /// Embeds the labels in the languages given, or in all.
    ///
    /// # Errors
    /// What the model refuses.
    pub fn make(
        taxonomy: &Taxonomy,
        langs: Option<&[Lang]>,
        embedder: &dyn Embedder,
        progress: &dyn Progress,
    ) -> Result<Self> {
        let mut labels: Vec<Label<'_>> = labels_of(taxonomy)
            .filter(|label| langs.is_none_or(|langs| langs.contains(&label.lang)))
            .collect();
        labels.sort_by_key(|label| (label.lang, label.id));
        let texts: Vec<&str> = labels.iter().map(|label| label.text).collect();
        let vectors = embedder.embed(&texts, TextKind::Symmetric, progress).map_err(embed)?;
        let rows: Vec<(u32, &Embedding)> =
            labels.iter().map(|label| label.id.0).zip(&vectors).collect();
        let made_of = made_of(embedder.model(), &labels);
        let table = CodeTable::new(&made_of, embedder.dimensions(), &rows).map_err(embed)?;
        Ok(Self::of(table, &labels, taxonomy))
    }

    /// Maps the file that [`LabelVectors::as_bytes`] was written to.
    ///
    /// # Errors
    /// `Incompatible` when it was made of other labels or with another model, `Corrupt` when it is
    /// damaged, `Io` when it is not there.
    pub fn open(path: &Path, taxonomy: &Taxonomy, model: &ModelId) -> Result<Self> {
        let table = CodeTable::open(path).map_err(embed)?;
        let labels: Option<Vec<Label<'_>>> =
            table.keys().map(|key| taxonomy.label(LabelId(key))).collect();
        let labels = labels.unwrap_or_default();
        let expected = made_of(model, &labels);
        if labels.len() != table.n_rows() || table.made_of() != expected {
            return Err(Error::Incompatible {
                path: path.to_path_buf(),
                found: format!("vectors of labels of {}", table.made_of()),
                expected,
                fix: "make them anew with `kohtaanto taxonomy vectors`".to_owned(),
            });
        }
        Ok(Self::of(table, &labels, taxonomy))
    }

    fn of(table: CodeTable, labels: &[Label<'_>], taxonomy: &Taxonomy) -> Self {
        let mut langs: Vec<(Lang, Range<usize>)> = Vec::new();
        for (row, label) in labels.iter().enumerate() {
            match langs.last_mut() {
                Some((lang, rows)) if *lang == label.lang => rows.end = row + 1,
                _ => langs.push((label.lang, row..row + 1)),
            }
        }
        let concepts = labels.iter().map(|label| label.concept).collect();
        Self { table, concepts, langs, n_concepts: taxonomy.n_concepts() as usize }
    }

    /// The vectors as they are written to a file.
    pub fn as_bytes(&self) -> &[u8] {
        self.table.as_bytes()
    }

    /// How many labels have vectors.
    pub fn n_labels(&self) -> usize {
        self.table.n_rows()
    }

    /// The similarity of each concept's nearest label in one of the languages, by concept: labels in
    /// the text's own language tell more than those in another.
    pub(crate) fn similarities(
        &self,
        vector: &Embedding,
        langs: &[Lang],
    ) -> Result<Vec<(ConceptId, f32)>> {
        let mut best = vec![f32::NEG_INFINITY; self.n_concepts];
        let mut found = Vec::new();
        for (_, rows) in self.langs.iter().filter(|(lang, _)| langs.contains(lang)) {
            found.clear();
            self.table.similarities(vector, rows.clone(), &mut found).map_err(embed)?;
            for (concept, similarity) in self.concepts[rows.clone()].iter().zip(&found) {
                let slot = &mut best[concept.0 as usize];
                *slot = slot.max(*similarity);
            }
        }
        let all = (0..).map(ConceptId).zip(best);
        Ok(all.filter(|(_, similarity)| similarity.is_finite()).collect())
    }
}

fn labels_of(taxonomy: &Taxonomy) -> impl Iterator<Item = Label<'_>> {
    let wanted = |concept: &ConceptId| {
        matches!(taxonomy.kind(*concept), ConceptKind::Occupation | ConceptKind::Competence)
    };
    taxonomy.concepts().filter(wanted).flat_map(|concept| taxonomy.labels(concept))
}

/// What says that vectors are of these labels and of this model.
fn made_of(model: &ModelId, labels: &[Label<'_>]) -> String {
    let mut hasher = Xxh3::new();
    for label in labels {
        hasher.update(&label.id.0.to_le_bytes());
        hasher.update(&label.concept.0.to_le_bytes());
        hasher.update(label.lang.as_str().as_bytes());
        hasher.update(label.text.as_bytes());
        hasher.update(&[0]);
    }
    let hash: String = model.hash.chars().take(16).collect();
    let ModelId { name, version, .. } = model;
    format!("{} labels {:016x}, model {name} {version} {hash}", labels.len(), hasher.digest())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ErrorKind, Linker};
    use kohtaanto_embed::HashingEmbedder;

    fn made(langs: &[Lang]) -> LabelVectors {
        let embedder = HashingEmbedder::default();
        LabelVectors::make(&Taxonomy::starter(), Some(langs), &embedder, &()).expect("vectors")
    }

    #[test]
    fn a_file_opens_with_its_own_labels_and_model_only() {
        let labels = made(&[Lang::EN, Lang::FI]);
        let (starter, embedder) = (Taxonomy::starter(), HashingEmbedder::default());
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("starter.codes");
        std::fs::write(&path, labels.as_bytes()).expect("written");
        let opened = LabelVectors::open(&path, &starter, embedder.model()).expect("opens");
        assert_eq!(opened.n_labels(), labels.n_labels());
        assert!(opened.n_labels() > 5000);
        let other = ModelId { name: "other".to_owned(), ..embedder.model().clone() };
        let error = LabelVectors::open(&path, &starter, &other).expect_err("another model");
        assert_eq!(error.kind(), ErrorKind::Incompatible);
        assert!(error.to_string().contains("taxonomy vectors"), "{error}");
        let smaller = LabelVectors::make(&starter, Some(&[Lang::SO]), &embedder, &());
        let mut bytes = smaller.expect("vectors").as_bytes().to_vec();
        bytes[30] ^= 1;
        std::fs::write(&path, bytes).expect("written");
        let error = LabelVectors::open(&path, &starter, embedder.model()).expect_err("damaged");
        assert_eq!(error.kind(), ErrorKind::Corrupt);
    }

    #[test]
    fn only_labels_in_the_languages_asked_are_compared() {
        let labels = made(&[Lang::EN, Lang::FI, Lang::SV]);
        let embedder = HashingEmbedder::default();
        let texts = ["kotihoidon lähihoitajat"];
        let vector = embedder.embed(&texts, TextKind::Symmetric, &()).expect("embedded").remove(0);
        let finnish = labels.similarities(&vector, &[Lang::FI]).expect("compared");
        let swedish = labels.similarities(&vector, &[Lang::SV]).expect("compared");
        let both = labels.similarities(&vector, &[Lang::SV, Lang::FI]).expect("compared");
        assert!(finnish.is_sorted_by_key(|(concept, _)| *concept));
        for (concept, similarity) in &both {
            let of = |list: &[(ConceptId, f32)]| {
                let at = list.binary_search_by_key(concept, |(c, _)| *c).ok();
                at.map_or(f32::NEG_INFINITY, |at| list[at].1)
            };
            assert_eq!(*similarity, of(&finnish).max(of(&swedish)));
        }
        assert!(labels.similarities(&vector, &[Lang::AR]).expect("compared").is_empty());
        let starter = Taxonomy::starter();
        let meaning = Some((&labels, &embedder as &dyn Embedder));
        let linker = Linker { taxonomy: Some(&starter), meaning };
        let meant = linker.meant(texts[0], &[Lang::FI], 3).expect("linked");
        let names = meant.iter().filter_map(|meant| starter.name_of(meant.concept, &[Lang::FI]));
        assert!(names.map(|label| label.text).any(|name| name == "lähihoitaja"));
        let by_words = Linker::by_words(Some(&starter));
        assert!(by_words.meant(texts[0], &[Lang::FI], 3).expect("nothing").is_empty());
    }
}
