//! What a posting's and a person's own words add to their fields, when they are put into a store.
//!
//! Names of occupations and competences are linked to the taxonomy, and what an ad asks in its text
//! is added to what its source declares. Declared fields win: nothing that the source gives is
//! changed, and what was read carries its words' place and the reader's version. What was read is
//! kept in the stored line, so that no answer needs the text read again.

mod candidate;
mod json;
mod posting;

pub(crate) use candidate::{read_candidate_texts, unlinked_in_candidate};
pub(crate) use json::{with_candidate_reading, with_posting_reading};
pub(crate) use posting::{read_posting_texts, unlinked_in_posting};

use crate::concepts::{ConceptGuess, Guesser, Meaning};
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use kohtaanto_index::ConceptLink;
use kohtaanto_reading::ConceptMention;
use kohtaanto_taxonomy::{ConceptId, ConceptKind, MentionOptions, Taxonomy};

/// Name and version of the reader, as provenance gives it.
pub(crate) const READER: &str = "kohtaanto-reading 1";

/// A label that is at least this like a name is that name: inflected, misspelled, or with a word
/// beside it.
const NAMES: f32 = 0.7;

/// Links the fields and texts of one document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) taxonomy: &'a Taxonomy,
    /// The meaning of what [`unlinked_in_posting`] and [`unlinked_in_candidate`] told before.
    pub(crate) meaning: Option<&'a Meaning<'a>>,
}

impl<'a> Reader<'a> {
    /// Links by words and letters alone.
    pub(crate) fn by_words(taxonomy: &'a Taxonomy) -> Self {
        Self { taxonomy, meaning: None }
    }

    fn guesser(&self) -> Guesser<'a> {
        Guesser { taxonomy: self.taxonomy, labels: self.meaning.map(|meaning| meaning.labels) }
    }

    fn guesses(&self, text: &str, lang: Lang) -> Result<Vec<ConceptGuess>> {
        let vector = self.meaning.and_then(|meaning| meaning.vector(text));
        self.guesser().guess(text, &languages(lang), vector)
    }

    /// The concept that a label names, of a kind.
    fn named(&self, label: &str, lang: Lang, kind: ConceptKind) -> Result<Option<ConceptId>> {
        let of_kind = |guess: &&ConceptGuess| self.taxonomy.kind(guess.concept) == kind;
        let guesses = self.guesses(label, lang)?;
        let best = guesses.iter().filter(of_kind).max_by(|a, b| {
            a.likeness.total_cmp(&b.likeness).then_with(|| b.concept.cmp(&a.concept))
        });
        Ok(best.filter(|guess| guess.likeness >= NAMES).map(|guess| guess.concept))
    }

    /// Whether a label has its concept, or words find it.
    fn is_linked(
        &self,
        uri: &Option<String>,
        label: &str,
        lang: Lang,
        kind: ConceptKind,
    ) -> Result<bool> {
        Ok(uri.is_some() || self.named(label, lang, kind)?.is_some())
    }

    /// Whether a text is a name of a concept.
    fn is_name(&self, text: &str, lang: Lang) -> bool {
        self.guesser().is_name(text, &languages(lang))
    }

    /// The concepts that a running text names, as the readers of texts take them.
    pub(crate) fn mentions(
        &self,
        plain: &str,
        lang: Lang,
        context: Vec<ConceptId>,
    ) -> Vec<ConceptMention> {
        let options = MentionOptions { context, ..MentionOptions::default() };
        let mentions = self.taxonomy.mentions(plain, &[lang, Lang::EN], &options);
        let langs = [lang, Lang::FI];
        let named = mentions.into_iter();
        let named = named.map(|mention| ConceptMention::of(self.taxonomy, mention, &langs));
        named.collect()
    }

    fn uri(&self, concept: ConceptId) -> String {
        self.taxonomy.uri(concept).to_owned()
    }
}

/// The languages of names that a text in a language may have.
pub(crate) fn languages(lang: Lang) -> [Lang; 3] {
    [lang, Lang::FI, Lang::EN]
}

/// Keeps the highest weight of each concept.
fn raise(links: &mut Vec<ConceptLink>, more: impl IntoIterator<Item = ConceptLink>) {
    for link in more {
        match links.iter_mut().find(|other| other.concept == link.concept) {
            Some(other) => other.weight = other.weight.max(link.weight),
            None => links.push(link),
        }
    }
}
