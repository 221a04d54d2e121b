//! Likeness by letters: n-grams of characters, for compounds, misspellings and word forms that no
//! stemmer knows.
//!
//! The score of a title is an estimate of the cosine of two binary TF-IDF vectors. With Q the sum
//! of the squared weights of the query's n-grams, M that of those the title shares, and n the
//! n-grams of the title that the query has not, it is
//!
//! ```text
//! M / sqrt(Q * (M + n * Q / number of n-grams of the query))
//! ```
//!
//! that is: the title's other n-grams are taken to be as heavy as the query's are on average, so
//! that no norm of each document has to be kept up to date. It is exact when the title has nothing
//! else, 1 when title and query have the same n-grams, and never above 1. A posting with titles in
//! several languages is compared by their mean length.
//!
//! A list of requirements is compared by containment, M / Q, because its length says nothing; it
//! counts from [`GRAM_REQUIREMENTS_MIN`] up, at the weight [`GRAM_REQUIREMENTS`].

use crate::bits::Bits;
use crate::coefficients::{GRAM_REQUIREMENTS, GRAM_REQUIREMENTS_MIN};
use crate::doc_set::{DocKey, DocSet};
use crate::error::Result;
use crate::lookup::Found;
use crate::postings;
use crate::segment::Segment;
use crate::snapshot::Snapshot;
use crate::stats::gram_weight;
use crate::words::LexicalHit;
use kohtaanto_domain::text::char_ngrams;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::InvertedIndexReader;
use tantivy::schema::{Field, IndexRecordOption};

/// The query's n-grams in one field.
struct Plan {
    field: Field,
    indexes: Vec<Arc<InvertedIndexReader>>,
    /// Weight of each n-gram that occurs, and its postings by segment; the rarest first.
    grams: Vec<(f32, Arc<Found>)>,
    /// Sum of the weights of all n-grams of the query.
    total: f32,
    n_grams: usize,
}

thread_local! {
    /// Shared weight and shared n-grams of each document of a segment; all zero between uses.
    static SUMS: RefCell<Vec<(f32, u32)>> = RefCell::default();
}

impl Snapshot {
    /// The documents of the set that share n-grams of characters with the text in their title or
    /// requirements: all of them, in the set's order, with a score above 0 and at most 1. `n_met`
    /// is the number of n-grams that the title shares, `n_exact` is 0.
    ///
    /// # Errors
    /// [`crate::Error::ForeignSnapshot`] for a set that is not of this snapshot.
    pub fn grams(&self, text: &str, within: &DocSet) -> Result<Vec<LexicalHit>> {
        self.check(within)?;
        let grams: BTreeSet<String> = char_ngrams(text).into_iter().collect();
        let titles = self.gram_plan(self.fields().title_grams, &grams)?;
        let requirements = self.gram_plan(self.fields().requirement_grams, &grams)?;
        let mut hits = Vec::new();
        for (i, (segment, bits)) in self.segments().iter().zip(&within.segments).enumerate() {
            if bits.len() == 0 {
                continue;
            }
            let hit = |doc, score, n_met| {
                let doc = DocKey::new(i, doc);
                LexicalHit { doc, score, n_met, n_exact: 0 }
            };
            let titles = self.like_titles(&titles, i, segment, bits)?;
            let requirements = self.like_requirements(&requirements, i, segment, bits)?;
            let mut requirements = requirements.into_iter().peekable();
            for (doc, score, n_met) in titles {
                while let Some((other, score)) = requirements.next_if(|(other, _)| *other < doc) {
                    hits.push(hit(other, score, 0));
                }
                let same = requirements.next_if(|(other, _)| *other == doc);
                hits.push(hit(doc, same.map_or(score, |(_, other)| score.max(other)), n_met));
            }
            hits.extend(requirements.map(|(doc, score)| hit(doc, score, 0)));
        }
        Ok(hits)
    }

    fn gram_plan(&self, field: Field, grams: &BTreeSet<String>) -> Result<Plan> {
        let indexes = self
            .segments()
            .iter()
            .map(|segment| self.try_tantivy(segment.reader.inverted_index(field)))
            .collect::<Result<Vec<_>>>()?;
        let mut plan = Plan { field, indexes, grams: Vec::new(), total: 0.0, n_grams: grams.len() };
        for gram in grams {
            let found = self.look_up(field, gram)?;
            let weight = gram_weight(found.n_docs, self.n_docs());
            plan.total += weight;
            if found.n_docs > 0 {
                plan.grams.push((weight, found));
            }
        }
        // The sort is stable: n-grams of one weight stay in alphabetical order.
        plan.grams.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        Ok(plan)
    }

    fn like_titles(
        &self,
        plan: &Plan,
        i: usize,
        segment: &Segment,
        within: &Bits,
    ) -> Result<Vec<(u32, f32, u16)>> {
        let lengths = self.try_tantivy(segment.lengths(plan.field))?;
        let n_titles = &self.try_tantivy(segment.columns())?.n_titles;
        let mean_weight = plan.total / plan.n_grams.max(1) as f32;
        self.sum(plan, i, within, 0.0, |doc, mass, n_shared| {
            let n_titles = n_titles.get(doc as usize).map_or(1, |n| u32::from(*n));
            let n_grams = lengths.fieldnorm(doc).div_ceil(n_titles);
            let others = n_grams.saturating_sub(n_shared) as f32;
            let score = mass / (plan.total * (mass + others * mean_weight)).sqrt();
            Some((doc, score.min(1.0), u16::try_from(n_shared).unwrap_or(u16::MAX)))
        })
    }

    fn like_requirements(
        &self,
        plan: &Plan,
        i: usize,
        segment: &Segment,
        within: &Bits,
    ) -> Result<Vec<(u32, f32)>> {
        debug_assert!(within.n_docs() == segment.n_docs());
        let least = GRAM_REQUIREMENTS_MIN * plan.total;
        self.sum(plan, i, within, least, |doc, mass, _| {
            let share = (mass / plan.total).min(1.0);
            (share >= GRAM_REQUIREMENTS_MIN).then_some((doc, share * GRAM_REQUIREMENTS))
        })
    }

    /// Adds up the weights, the rarest n-gram first, and gives each document that shares one to
    /// `f`, in order. Documents that do not reach the `least` weight may be left out.
    fn sum<T>(
        &self,
        plan: &Plan,
        i: usize,
        within: &Bits,
        least: f32,
        mut f: impl FnMut(u32, f32, u32) -> Option<T>,
    ) -> Result<Vec<T>> {
        let (Some(index), false) = (plan.indexes.get(i), plan.grams.is_empty()) else {
            return Ok(Vec::new());
        };
        // Taken out and put back only when clean: after an error the next use begins anew.
        let mut sums = SUMS.take();
        if sums.len() < within.n_docs() as usize {
            sums.resize(within.n_docs() as usize, (0.0, 0));
        }
        let mut left: f32 = plan.grams.iter().map(|(weight, _)| weight).sum();
        let mut seen = None;
        for (weight, found) in &plan.grams {
            // Who has none of the rare n-grams cannot reach the least by the common ones, whose
            // lists are long: from here on only those seen are looked up.
            if seen.is_none() && left * (1.0 + 1e-4) < least {
                let mut bits = within.clone();
                bits.retain(|doc| sums[doc as usize].1 > 0);
                seen = Some(bits);
            }
            left -= weight;
            let Some(info) = found.lists.get(i).and_then(Option::as_ref) else { continue };
            let within = seen.as_ref().unwrap_or(within);
            let mut add = |doc: u32| {
                let sum = &mut sums[doc as usize];
                *sum = (sum.0 + weight, sum.1 + 1);
            };
            if let Some(long) = self.long_list(found, i, index)? {
                within.for_each_common(long, add);
                continue;
            }
            let basic = IndexRecordOption::Basic;
            self.try_io(postings::for_each(index, info, within, basic, |doc, _| add(doc)))?;
        }
        let mut out = Vec::new();
        for doc in seen.as_ref().unwrap_or(within).iter() {
            let (mass, n_shared) = std::mem::take(&mut sums[doc as usize]);
            if n_shared > 0 {
                out.extend(f(doc, mass, n_shared));
            }
        }
        SUMS.set(sums);
        Ok(out)
    }
}
