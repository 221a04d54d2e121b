//! Which concepts a running text names, and by which words.
//!
//! Labels are found over analysed words: as they stand, inflected, as the head of a compound
//! (*yötarjoilija* names the waiter), and with the same families of words in another order
//! (*lääkkeiden annostelu* names *annostella lääkkeitä*). The longest name wins; of names that
//! stand at the same words, the one whose concept is at home with the rest of the text.
//! Deliberately no negation and no stance: what an ad says of a competence is `kohtaanto-reading`'s.

mod find;
mod settle;

use crate::concept::{ConceptId, ConceptKind};
use crate::taxonomy::{LabelId, Taxonomy};
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// How a text names a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedBy {
    /// By the label, inflected or not.
    Label,
    /// By the same families of words: an act for its verb, another order.
    SameWords,
    /// By a compound whose head is the label.
    Head,
}

impl NamedBy {
    /// How sure it is that the concept is meant, at most 1 (our priors).
    pub fn confidence(self) -> f32 {
        match self {
            Self::Label => 0.95,
            Self::SameWords => 0.8,
            Self::Head => 0.6,
        }
    }
}

/// A concept that a text names.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words, as bytes of the text.
    pub span: Range<usize>,
    /// The concept.
    pub concept: ConceptId,
    /// The label that the words met.
    pub label: LabelId,
    /// How they met it.
    pub by: NamedBy,
    /// How sure it is, above 0, at most 1.
    pub score: f32,
}

/// What is looked for, and in the light of what.
#[derive(Debug, Clone, Default)]
pub struct MentionOptions {
    /// Kinds of concepts; empty for occupations, competences and cards.
    pub kinds: Vec<ConceptKind>,
    /// Concepts that the text is known to be about, such as the occupation of the ad.
    pub context: Vec<ConceptId>,
}

impl Taxonomy {
    /// The concepts that a text in a language names, in the order of the text. Labels in the other
    /// languages given count only as they stand: ads name tools in English.
    pub fn mentions(&self, text: &str, langs: &[Lang], options: &MentionOptions) -> Vec<Mention> {
        let mut found = Vec::new();
        for (i, lang) in langs.iter().enumerate() {
            if !langs[..i].contains(lang) {
                find::find(self, text, *lang, i == 0, &mut found);
            }
        }
        found.retain(|mention| wanted(self.kind(mention.concept), &options.kinds));
        settle::settle(self, found, &options.context)
    }
}

fn wanted(kind: ConceptKind, kinds: &[ConceptKind]) -> bool {
    if kinds.is_empty() {
        matches!(kind, ConceptKind::Occupation | ConceptKind::Competence | ConceptKind::Card)
    } else {
        kinds.contains(&kind)
    }
}
