//! Which documents are hits, how relevant they are, and in what order.

use super::run::{BranchShare, LIKE_LETTERS, MAX_NEAR, NEAR_Z, NEAR_Z_ALONE, SAME_CONCEPT, SHARED};
use super::understand::Query;
use super::{Retrieved, Sort};
use crate::error::{Result, index};
use crate::snapshot::Snapshot;
use kohtaanto_index::{DocKey, Occur};
use kohtaanto_rank::order::by_score_then_id;
use std::cmp::Ordering;

#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) doc: DocKey,
    pub(super) score: f32,
    pub(super) exact: bool,
    /// 0 to 1, set once all are known.
    pub(super) relevance: f32,
    pub(super) branches: BranchShare,
}

/// The documents that meet the query: by words, by letters, or as near neighbours in meaning. All
/// of the set when the query is empty.
pub(super) fn hits(retrieved: &Retrieved, query: &Query) -> Vec<Row> {
    let has_words = !query.words.words.is_empty();
    let n_words = query.words.words.iter();
    let n_words = n_words.filter(|word| word.occur != Occur::MustNot).count();
    let only_excludes = n_words == 0;
    let demands = query.demands;
    let is_concept = query.understood.concepts.iter().any(|concept| concept.is_whole);
    let met_anywhere = retrieved.words.iter().any(|(_, n_met)| *n_met > 0);
    let least = if met_anywhere { NEAR_Z } else { NEAR_Z_ALONE };
    let mut near: Vec<(usize, f32)> = (0..retrieved.docs.len())
        .filter_map(|i| retrieved.dense_z(i).filter(|z| *z >= least).map(|z| (i, z)))
        .collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    near.truncate(MAX_NEAR);
    let mut is_near = vec![false; retrieved.docs.len()];
    near.iter().for_each(|(i, _)| is_near[*i] = true);
    let mut rows = Vec::new();
    for (i, doc) in retrieved.docs.iter().enumerate() {
        let (words, n_met) = retrieved.words[i];
        let letters = retrieved.grams[i];
        let (concepts, _) = retrieved.concepts[i];
        let met = n_met > 0 || (only_excludes && retrieved.listed[i]);
        // What a query demands or excludes binds every branch.
        let found = !has_words
            || met
            || (!demands && (letters >= LIKE_LETTERS || is_near[i] || concepts >= SHARED));
        if found {
            rows.push(Row {
                doc: *doc,
                score: retrieved.fused[i],
                relevance: 1.0,
                exact: has_words
                    && (usize::from(retrieved.n_exact[i]) >= n_words
                        || (is_concept && !demands && concepts >= SAME_CONCEPT)),
                branches: BranchShare { words, letters, meaning: retrieved.nearness(i), concepts },
            });
        }
    }
    rows
}

/// Sets the relevance of rows in order: how far a score stands above that of a posting that shares
/// nothing with the query, as a share of the best. Where exact hits stand above higher scores, they
/// are lifted by what is missing, so that relevance falls with the order.
pub(super) fn set_relevance(order: &mut [Row], floor: f32) {
    let best_other = order.iter().filter(|row| !row.exact).map(|row| row.score);
    let best_other = best_other.fold(f32::NEG_INFINITY, f32::max);
    let least_exact = order.iter().filter(|row| row.exact).map(|row| row.score);
    let least_exact = least_exact.fold(f32::INFINITY, f32::min);
    let lift = Some(best_other - least_exact).filter(|lift| lift.is_finite() && *lift > 0.0);
    let lift = lift.unwrap_or(0.0);
    let lifted = |row: &Row| row.score + if row.exact { lift } else { 0.0 } - floor;
    let best = order.iter().map(lifted).fold(0.0, f32::max);
    for row in order {
        row.relevance = if best > 0.0 { (lifted(row) / best).clamp(0.0, 1.0) } else { 1.0 };
    }
}

impl Snapshot {
    /// Sorts by score: exact hits first unless meaning may outrank them.
    pub(super) fn by_score(&self, order: &mut [Row], meaning_may_outrank: bool) -> Result<()> {
        self.sort_by(order, |a, b| {
            let exact = b.exact.cmp(&a.exact);
            if meaning_may_outrank { Ordering::Equal } else { exact }
        })
    }

    /// Sorts as asked; each day or number a falling score, so that ties are by id.
    pub(super) fn sort(&self, order: &mut [Row], sort: Sort) -> Result<()> {
        let index_of = &self.opportunities.index;
        let falling = |days: Option<i32>| days.map(i64::from);
        let rising = |days: Option<i32>| days.map(|day| -i64::from(day));
        let mut keyed = Vec::with_capacity(order.len());
        for row in order.iter() {
            let key = match sort {
                Sort::Relevance => return Ok(()),
                Sort::PublishedLatest => falling(index_of.published(row.doc).map_err(index)?),
                Sort::PublishedFirst => rising(index_of.published(row.doc).map_err(index)?),
                Sort::ExpiresLatest => falling(index_of.expires(row.doc).map_err(index)?),
                Sort::ExpiresFirst => rising(index_of.expires(row.doc).map_err(index)?),
                Sort::Changed => {
                    let version = index_of.version(row.doc).map_err(index)?;
                    version.and_then(|version| i64::try_from(version).ok())
                }
            };
            let id = index_of.id(row.doc).map_err(index)?;
            keyed.push((std::cmp::Reverse(key.unwrap_or(i64::MIN)), id, *row));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        order.iter_mut().zip(keyed).for_each(|(slot, (.., row))| *slot = row);
        Ok(())
    }

    /// Without words, the latest published first.
    pub(super) fn latest_first(&self, order: &mut [Row]) -> Result<()> {
        for row in order.iter_mut() {
            let published = self.opportunities.index.published(row.doc).map_err(index)?;
            row.score = published.unwrap_or(0) as f32;
        }
        self.sort_by(order, |_, _| Ordering::Equal)
    }

    fn sort_by(&self, order: &mut [Row], first: impl Fn(&Row, &Row) -> Ordering) -> Result<()> {
        let index_of = &self.opportunities.index;
        let ids = order.iter().map(|row| index_of.id(row.doc).map_err(index));
        let ids: Vec<&str> = ids.collect::<Result<_>>()?;
        let mut keyed: Vec<(Row, &str)> = order.iter().copied().zip(ids).collect();
        keyed.sort_by(|(a, a_id), (b, b_id)| {
            first(a, b).then_with(|| by_score_then_id((a.score, a_id), (b.score, b_id)))
        });
        order.iter_mut().zip(keyed).for_each(|(slot, (row, _))| *slot = row);
        Ok(())
    }
}
