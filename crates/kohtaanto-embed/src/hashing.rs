//! An embedder for tests: no model, no runtime, the same bytes everywhere.
//!
//! Words and character 3- to 5-grams of the lower-cased text are hashed into signed dimensions, so
//! that texts with common words or stems come out close. It knows nothing of meaning and of other
//! languages, and it makes no difference between kinds of text.

use xxhash_rust::xxh3::xxh3_64;

use crate::{Embedder, Embedding, ModelId, Progress, Result, TextKind};

/// Deterministic vectors from hashed words and n-grams.
#[derive(Debug, Clone)]
pub struct HashingEmbedder {
    model: ModelId,
    dimensions: usize,
}

/// What a whole word counts beside one n-gram.
const WORD_WEIGHT: f32 = 2.0;

impl HashingEmbedder {
    /// An embedder of vectors with `dimensions` components; none becomes one.
    #[must_use]
    pub fn new(dimensions: usize) -> Self {
        let dimensions = dimensions.max(1);
        let model = ModelId {
            name: "hashing".into(),
            version: "1".into(),
            hash: format!("hashing-1-{dimensions}"),
        };
        Self { model, dimensions }
    }

    fn embed_one(&self, text: &str) -> Result<Embedding> {
        let mut values = vec![0.0_f32; self.dimensions];
        let lower = text.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            self.add(&mut values, word, WORD_WEIGHT);
            for gram in ngrams(&format!("<{word}>")) {
                self.add(&mut values, gram, 1.0);
            }
        }
        if values.iter().all(|&value| value == 0.0) {
            // A text without words, or whose parts cancel out, still has one direction.
            values[0] = 1.0;
        }
        Embedding::new(values)
    }

    fn add(&self, values: &mut [f32], part: &str, weight: f32) {
        let hash = xxh3_64(part.as_bytes());
        let sign = if hash >> 63 == 0 { weight } else { -weight };
        values[(hash % self.dimensions as u64) as usize] += sign;
    }
}

/// 256 dimensions.
impl Default for HashingEmbedder {
    fn default() -> Self {
        Self::new(256)
    }
}

impl Embedder for HashingEmbedder {
    fn model(&self) -> &ModelId {
        &self.model
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn embed(
        &self,
        texts: &[&str],
        _kind: TextKind,
        progress: &dyn Progress,
    ) -> Result<Vec<Embedding>> {
        let embeddings = texts.iter().map(|text| self.embed_one(text)).collect();
        progress.advance(texts.len());
        embeddings
    }
}

/// Runs of three to five characters.
fn ngrams(word: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    (3..=5).flat_map(move |n| {
        let spans: Vec<_> = ends.windows(n + 1).map(|span| (span[0], span[n])).collect();
        spans.into_iter().map(move |(start, end)| &word[start..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn embed(texts: &[&str]) -> Vec<Embedding> {
        HashingEmbedder::default().embed(texts, TextKind::Query, &()).expect("embeds")
    }

    #[test]
    fn common_stems_are_closer_than_none() {
        let found = embed(&["Lähihoitaja", "lähihoitajat kotihoitoon", "kuorma-autonkuljettaja"]);
        let near = found[0].similarity(&found[1]).value();
        let far = found[0].similarity(&found[2]).value();
        assert!(near > far + 0.2, "{near} {far}");
    }

    #[test]
    fn ngrams_have_three_to_five_characters() {
        let grams: Vec<_> = ngrams("<työ>").collect();
        assert_eq!(grams, ["<ty", "työ", "yö>", "<työ", "työ>", "<työ>"]);
        assert_eq!(ngrams("ab").count(), 0);
    }

    #[test]
    fn the_vector_never_changes() {
        let found = &embed(&["hitsaaja"])[0];
        let set: Vec<_> = found.steps().enumerate().filter(|(_, step)| *step != 0).collect();
        assert_eq!(set[..3], [(5, 6085), (17, 6085), (62, -6085)]);
    }

    proptest! {
        #[test]
        fn any_text_has_a_vector_that_ignores_its_neighbors(a in ".{0,40}", b in ".{0,40}") {
            let both = embed(&[&a, &b]);
            let alone = embed(&[&b]);
            prop_assert_eq!(&both[1], &alone[0]);
            prop_assert_eq!(both[0].dimensions(), 256);
            let upper = embed(&[&a.to_ascii_uppercase(), &a.to_ascii_lowercase()]);
            prop_assert_eq!(&upper[0], &upper[1]);
        }
    }
}
