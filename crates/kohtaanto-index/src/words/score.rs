//! Scoring all hits of a set, term at a time.

use super::form::Closeness;
use super::plan::{Plan, PlannedTerm, PlannedWord};
use super::query::{Occur, WordQuery};
use super::{LexicalHit, dis_max};
use crate::bits::Bits;
use crate::doc_set::{DocKey, DocSet};
use crate::error::Result;
use crate::postings;
use crate::segment::Segment;
use crate::snapshot::Snapshot;
use std::cell::RefCell;
use tantivy::schema::IndexRecordOption;

/// Sums for each document of a segment; all zero between uses.
#[derive(Default)]
struct Sums {
    /// Of the current word: the best form, the sum of all forms, and how nearly it is met.
    best: Vec<f32>,
    sum: Vec<f32>,
    closeness: Vec<u8>,
    /// Of the words before. The total is above 0 as soon as there is anything.
    total: Vec<f32>,
    n_should: Vec<u16>,
    n_must: Vec<u16>,
    n_exact: Vec<u16>,
}

impl Sums {
    fn fit(&mut self, n_docs: usize) {
        if self.best.len() < n_docs {
            self.best.resize(n_docs, 0.0);
            self.sum.resize(n_docs, 0.0);
            self.closeness.resize(n_docs, 0);
            self.total.resize(n_docs, 0.0);
            self.n_should.resize(n_docs, 0);
            self.n_must.resize(n_docs, 0);
            self.n_exact.resize(n_docs, 0);
        }
    }
}

thread_local! {
    static SUMS: RefCell<Sums> = RefCell::default();
}

impl Snapshot {
    /// All documents of the set that the query finds, in the set's order.
    ///
    /// A document needs each `Must` word, no `MustNot` word, and as many `Should` words as
    /// `require` says. A query of `MustNot` words only finds all other documents, with score 0; an
    /// empty query finds nothing.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn words(&self, query: &WordQuery, within: &DocSet) -> Result<Vec<LexicalHit>> {
        self.check(within)?;
        let plan = Plan::new(self, query)?;
        let mut hits = Vec::new();
        for (i, (segment, bits)) in self.segments().iter().zip(&within.segments).enumerate() {
            if bits.len() > 0 {
                self.words_of_segment(&plan, i, segment, bits, &mut hits)?;
            }
        }
        Ok(hits)
    }

    fn words_of_segment(
        &self,
        plan: &Plan,
        i: usize,
        segment: &Segment,
        within: &Bits,
        hits: &mut Vec<LexicalHit>,
    ) -> Result<()> {
        let mut allowed = None;
        for word in plan.words.iter().filter(|word| word.occur == Occur::MustNot) {
            let allowed = allowed.get_or_insert_with(|| within.clone());
            for term in &word.terms {
                let mut having = Bits::empty(segment.n_docs());
                self.for_each(term, i, segment, within, |doc, _| having.insert(doc))?;
                allowed.subtract(&having);
            }
        }
        let within = allowed.as_ref().unwrap_or(within);
        if plan.n_needed + plan.n_must == 0 {
            let doc = |doc| DocKey::new(i, doc);
            let hit = |at| LexicalHit { doc: doc(at), score: 0.0, n_met: 0, n_exact: 0 };
            if !plan.words.is_empty() {
                hits.extend(within.iter().map(hit));
            }
            return Ok(());
        }
        // Taken out and put back only when clean: after an error the next use begins anew.
        let mut sums = SUMS.take();
        sums.fit(segment.n_docs() as usize);
        let mut seen = Vec::new();
        for word in plan.words.iter().filter(|word| word.occur != Occur::MustNot) {
            self.add_word(word, i, segment, within, &mut sums, &mut seen)?;
        }
        seen.sort_unstable();
        for doc in seen {
            let at = doc as usize;
            let score = std::mem::take(&mut sums.total[at]);
            let n_should = std::mem::take(&mut sums.n_should[at]);
            let n_must = std::mem::take(&mut sums.n_must[at]);
            let n_exact = std::mem::take(&mut sums.n_exact[at]);
            if usize::from(n_should) >= plan.n_needed && usize::from(n_must) >= plan.n_must {
                let n_met = n_should + n_must;
                hits.push(LexicalHit { doc: DocKey::new(i, doc), score, n_met, n_exact });
            }
        }
        SUMS.set(sums);
        Ok(())
    }

    fn add_word(
        &self,
        word: &PlannedWord,
        i: usize,
        segment: &Segment,
        within: &Bits,
        sums: &mut Sums,
        seen: &mut Vec<u32>,
    ) -> Result<()> {
        let mut touched = Vec::new();
        for term in &word.terms {
            let near = term.closeness() as u8;
            self.for_each(term, i, segment, within, |doc, score| {
                let at = doc as usize;
                let best = &mut sums.best[at];
                if *best == 0.0 {
                    touched.push(doc);
                }
                *best = best.max(score);
                sums.sum[at] += score;
                sums.closeness[at] = sums.closeness[at].max(near);
            })?;
        }
        for doc in touched {
            let at = doc as usize;
            if sums.total[at] == 0.0 {
                seen.push(doc);
            }
            sums.total[at] += dis_max(sums.best[at], sums.sum[at]);
            (sums.best[at], sums.sum[at]) = (0.0, 0.0);
            let near = std::mem::take(&mut sums.closeness[at]);
            if near < Closeness::Related as u8 {
                continue;
            }
            sums.n_exact[at] += u16::from(near == Closeness::Exact as u8);
            let n_met = match word.occur {
                Occur::Must => &mut sums.n_must,
                Occur::Should | Occur::MustNot => &mut sums.n_should,
            };
            n_met[at] += 1;
        }
        Ok(())
    }

    /// Calls `f` with each allowed document that has the term, and the term's score there (above
    /// 0), in increasing order.
    pub(super) fn for_each(
        &self,
        term: &PlannedTerm,
        i: usize,
        segment: &Segment,
        within: &Bits,
        mut f: impl FnMut(u32, f32),
    ) -> Result<()> {
        let field = term.text_field();
        let (Some(index), Some(lists)) = (segment.words(field), term.lists.get(i)) else {
            return Ok(());
        };
        let Some(first) = lists.first() else {
            return Ok(());
        };
        let stats = self.stats(field)?;
        let lengths = self.try_tantivy(segment.lengths(self.fields().texts[field]))?;
        let score = |doc, n| f(doc, term.weight * stats.tf(n, lengths.fieldnorm_id(doc)));
        self.try_io(match lists.len() {
            1 => postings::for_each(index, first, within, IndexRecordOption::WithFreqs, score),
            _ => postings::for_each_phrase(index, lists, within, score),
        })
    }
}
