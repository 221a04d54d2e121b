//! Why a document has its score.

use super::dis_max;
use super::form::{Closeness, FormKind, closeness};
use super::plan::{Plan, PlannedTerm};
use super::query::{Occur, WordQuery};
use crate::bits::Bits;
use crate::coefficients::TIE;
use crate::doc_set::DocKey;
use crate::document::Part;
use crate::error::Result;
use crate::schema::slot_lang;
use crate::snapshot::Snapshot;
use kohtaanto_domain::model::Lang;
use std::collections::BTreeMap;

/// What one form of a word in one part of the document gives.
#[derive(Debug, Clone, PartialEq)]
pub struct WordContribution {
    /// Number of the word in the query, from 0.
    pub word: usize,
    /// Where it stands.
    pub part: Part,
    /// Language of the text where it stands; `xx` for those that share a field.
    pub lang: Lang,
    /// The term that was met; several with a space between for words in a row.
    pub term: String,
    /// What the term is.
    pub kind: FormKind,
    /// Whether it is a part that says little alone.
    pub generic: bool,
    /// The form's own score. [`explained_score`] adds them up as [`Snapshot::words`] does.
    pub score: f32,
    /// What it adds to the document's score: the best form of a word all of its score, the others
    /// [`TIE`] of theirs. These sum to the document's score but for rounding.
    pub share: f32,
}

impl WordContribution {
    /// How near it is to the word asked.
    pub const fn closeness(&self) -> Closeness {
        closeness(self.kind, self.generic)
    }
}

/// The score that [`Snapshot::words`] gives the document of these contributions, to the last bit.
/// They must be in the order in which [`Snapshot::explain_words`] gives them.
pub fn explained_score(contributions: &[WordContribution]) -> f32 {
    let words = contributions.chunk_by(|a, b| a.word == b.word);
    words.fold(0.0, |total, forms| {
        let best = forms.iter().fold(0.0, |best: f32, form| best.max(form.score));
        let sum = forms.iter().fold(0.0, |sum, form| sum + form.score);
        total + dis_max(best, sum)
    })
}

impl Snapshot {
    /// What each form of each word gives each document, in the order of the documents and, for
    /// each, of the query. `MustNot` words give nothing. A document need not meet all that the query
    /// requires.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a key that is not of this snapshot.
    pub fn explain_words(
        &self,
        query: &WordQuery,
        docs: &[DocKey],
    ) -> Result<Vec<Vec<WordContribution>>> {
        docs.iter().try_for_each(|doc| self.segment(*doc).map(drop))?;
        let plan = Plan::new(self, query)?;
        let mut contributions: Vec<Vec<WordContribution>> = vec![Vec::new(); docs.len()];
        // All documents of a segment in one pass of each posting list.
        for (i, segment) in self.segments().iter().enumerate() {
            let mut places = BTreeMap::new();
            let mut bits = Bits::empty(segment.n_docs());
            for (place, doc) in docs.iter().enumerate().filter(|(_, doc)| doc.segment() == i) {
                bits.insert(doc.doc());
                places.entry(doc.doc()).or_insert_with(Vec::new).push(place);
            }
            if bits.len() > 0 {
                self.explain_segment(&plan, i, &bits, &places, &mut contributions)?;
            }
        }
        Ok(contributions)
    }

    /// Adds to the contributions at each document's places.
    fn explain_segment(
        &self,
        plan: &Plan,
        i: usize,
        bits: &Bits,
        places: &BTreeMap<u32, Vec<usize>>,
        contributions: &mut [Vec<WordContribution>],
    ) -> Result<()> {
        let segment = &self.segments()[i];
        let wanted = plan.words.iter().enumerate();
        for (word, planned) in wanted.filter(|(_, word)| word.occur != Occur::MustNot) {
            for term in &planned.terms {
                self.for_each(term, i, segment, bits, |doc, score| {
                    for place in places.get(&doc).into_iter().flatten() {
                        contributions[*place].push(contribution(word, term, score));
                    }
                })?;
            }
        }
        for place in places.values().flatten() {
            for forms in contributions[*place].chunk_by_mut(|a, b| a.word == b.word) {
                let best = forms.iter_mut().rev().max_by(|a, b| a.score.total_cmp(&b.score));
                if let Some(best) = best {
                    best.share = best.score;
                }
            }
        }
        Ok(())
    }
}

fn contribution(word: usize, term: &PlannedTerm, score: f32) -> WordContribution {
    WordContribution {
        word,
        part: term.part,
        lang: slot_lang(term.slot),
        term: term.term.clone(),
        kind: term.kind,
        generic: term.generic,
        score,
        share: TIE * score,
    }
}
