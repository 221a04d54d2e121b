//! The retrieval branches over one set of documents, and their fusion. Search, matching and
//! evaluation all come through here.

use crate::error::{Result, embed, index};
use crate::store::ShelfSnapshot;
use kohtaanto_embed::Embedding;
use kohtaanto_index::{ConceptMatch, DocKey, DocSet, QueryConcept, WordQuery};
use kohtaanto_rank::coefficients::FusionWeights;
use kohtaanto_rank::fusion::{self, BranchScores, Far, fuse};

/// Weight of the title's vector when a document has both; the content has the rest.
const TITLE_SHARE: f32 = 0.6;

/// A set of fewer documents does not tell what similarity is usual.
const ENOUGH_TO_TELL: usize = 500;
/// A store of at most this many documents is scanned whole instead.
const QUICK_TO_SCAN: u64 = 20_000;

/// Vectors that a query compares with a document's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Probe {
    /// Compared with titles.
    pub(crate) title: Option<Embedding>,
    /// Compared with contents.
    pub(crate) content: Option<Embedding>,
}

/// What the branches look for. A branch whose part is `None` does not run.
#[derive(Debug, Default)]
pub(crate) struct RetrievalQuery<'a> {
    pub(crate) words: Option<&'a WordQuery>,
    pub(crate) grams: Option<&'a str>,
    pub(crate) probe: Probe,
    /// Concepts, each with its weight.
    pub(crate) concepts: &'a [QueryConcept],
}

/// Every document of the set with what each branch says of it, in the set's order.
#[derive(Debug)]
pub(crate) struct Retrieved {
    pub(crate) docs: Vec<DocKey>,
    /// Score of the words branch and how many words met; 0 where it lists nothing.
    pub(crate) words: Vec<(f32, u16)>,
    /// Whether the words branch lists it: of words that only exclude, that it has none.
    pub(crate) listed: Vec<bool>,
    /// How many words met exactly.
    pub(crate) n_exact: Vec<u16>,
    /// Likeness of letters, 0 to 1.
    pub(crate) grams: Vec<f32>,
    /// Similarity of vectors; `None` where there is none.
    pub(crate) dense: Vec<Option<f32>>,
    /// Mean and standard deviation of what similarities are usual.
    pub(crate) dense_moments: Option<(f32, f32)>,
    /// How much it names the query's concepts, and the place of the one that met best.
    pub(crate) concepts: Vec<(f32, u16)>,
    /// Fused score.
    pub(crate) fused: Vec<f32>,
    /// Fused score of what shares nothing with the query.
    pub(crate) floor: f32,
}

impl Retrieved {
    /// Whether any document was compared by meaning.
    pub(crate) fn has_meaning(&self) -> bool {
        self.dense.iter().any(Option::is_some)
    }

    /// How many standard deviations a document's similarity is above what is usual.
    pub(crate) fn dense_z(&self, i: usize) -> Option<f32> {
        let (mean, deviation) = self.dense_moments?;
        let similarity = self.dense.get(i).copied().flatten()?;
        (deviation > 0.0).then(|| (similarity - mean) / deviation)
    }

    /// Nearness in meaning on a scale of 0 to 1 that does not depend on the model: the mean of the
    /// set is at 0.35, three standard deviations above it at 1.
    pub(crate) fn nearness(&self, i: usize) -> Option<f32> {
        self.dense_z(i).map(|z| (0.35 + z * 0.65 / 3.0).clamp(0.0, 1.0))
    }
}

/// Runs the branches inside a set.
pub(crate) fn retrieve(
    shelf: &ShelfSnapshot,
    query: &RetrievalQuery<'_>,
    within: &DocSet,
    weights: FusionWeights,
) -> Result<Retrieved> {
    let rows = shelf.index.vector_rows(within).map_err(index)?;
    let n = rows.len();
    let docs: Vec<DocKey> = rows.iter().map(|(doc, _)| *doc).collect();
    let mut words = vec![(0.0, 0); n];
    let (mut n_exact, mut listed) = (vec![0; n], vec![false; n]);
    let mut word_scores = Vec::new();
    if let Some(query) = query.words.filter(|query| !query.words.is_empty()) {
        let mut at = position_in(&docs);
        for hit in shelf.index.words(query, within).map_err(index)? {
            if let Some(i) = at(hit.doc) {
                words[i] = (hit.score, hit.n_met);
                n_exact[i] = hit.n_exact;
                listed[i] = true;
                word_scores.push((i as u32, hit.score));
            }
        }
    }
    let mut grams = vec![0.0; n];
    let mut gram_scores = Vec::new();
    if let Some(text) = query.grams.filter(|text| !text.trim().is_empty()) {
        let mut at = position_in(&docs);
        for hit in shelf.index.grams(text, within).map_err(index)? {
            if let Some(i) = at(hit.doc) {
                grams[i] = hit.score;
                gram_scores.push((i as u32, hit.score));
            }
        }
    }
    let dense = similarities(shelf, &query.probe, &rows)?;
    let dense_scores: Vec<(u32, f32)> =
        (0..).zip(&dense).filter_map(|(i, s)| s.map(|s| (i, s))).collect();
    let mut concepts = vec![(0.0, 0); n];
    let mut concept_scores = Vec::new();
    if !query.concepts.is_empty() {
        let mut at = position_in(&docs);
        for ConceptMatch { doc, score, best } in
            shelf.index.concepts(query.concepts, within).map_err(index)?
        {
            if let Some(i) = at(doc) {
                concepts[i] = (score, best);
                concept_scores.push((i as u32, score));
            }
        }
    }
    let relative = relative(&dense_scores);
    let branches = [
        BranchScores { scores: &word_scores, weight: weights.words, far: Far::Bend },
        BranchScores { scores: &gram_scores, weight: weights.grams, far: Far::Bend },
        BranchScores { scores: &relative, weight: weights.dense, far: Far::Stop },
        BranchScores { scores: &concept_scores, weight: weights.concepts, far: Far::Stop },
    ];
    let (fused, floor) = (fuse(&branches, n), fusion::floor(&branches, n));
    let dense_moments = usual(shelf, &query.probe, &dense_scores)?;
    Ok(Retrieved {
        docs,
        words,
        listed,
        n_exact,
        grams,
        dense,
        dense_moments,
        concepts,
        fused,
        floor,
    })
}

/// Where documents stand in the set, asked for in the set's order, in which each branch lists its
/// hits: so the sums do not depend on how it found them.
fn position_in(docs: &[DocKey]) -> impl FnMut(DocKey) -> Option<usize> {
    let mut from = 0;
    move |doc| {
        from += docs[from..].iter().take_while(|of| **of < doc).count();
        (docs.get(from) == Some(&doc)).then_some(from)
    }
}

/// Similarity of each document's vectors to the probe's, both kinds of rows in one pass each.
fn similarities(
    shelf: &ShelfSnapshot,
    probe: &Probe,
    rows: &[(DocKey, kohtaanto_index::Rows)],
) -> Result<Vec<Option<f32>>> {
    let titles = of_rows(shelf, probe.title.as_ref(), rows.iter().map(|(_, rows)| rows.title))?;
    let contents =
        of_rows(shelf, probe.content.as_ref(), rows.iter().map(|(_, rows)| rows.content))?;
    let both = titles.into_iter().zip(contents);
    let similarity = both.map(|pair| match pair {
        (Some(title), Some(content)) => Some(TITLE_SHARE * title + (1.0 - TITLE_SHARE) * content),
        (one, other) => one.or(other),
    });
    Ok(similarity.collect())
}

/// Similarity of the rows that there are to one vector; `None` where there is no row or no vector.
fn of_rows(
    shelf: &ShelfSnapshot,
    probe: Option<&Embedding>,
    rows: impl Iterator<Item = Option<u64>> + Clone,
) -> Result<Vec<Option<f32>>> {
    let Some(probe) = probe else { return Ok(rows.map(|_| None).collect()) };
    let there: Vec<u64> = rows.clone().flatten().collect();
    let mut found = Vec::with_capacity(there.len());
    shelf.vectors.similarities(probe, &there, &mut found).map_err(embed)?;
    let mut found = found.into_iter();
    Ok(rows.map(|row| row.and_then(|_| found.next())).collect())
}

/// Mean and spread of the similarities among which nearness is judged: those of the set, or of the
/// whole store when the set is too small to tell what is usual and the store is quick to scan.
fn usual(
    shelf: &ShelfSnapshot,
    probe: &Probe,
    in_set: &[(u32, f32)],
) -> Result<Option<(f32, f32)>> {
    if in_set.is_empty() || in_set.len() >= ENOUGH_TO_TELL || shelf.index.n_docs() > QUICK_TO_SCAN {
        return Ok(moments(in_set));
    }
    let rows = shelf.index.vector_rows(&shelf.index.all()).map_err(index)?;
    let all = similarities(shelf, probe, &rows)?;
    let mut all: Vec<(u32, f32)> = (0..).zip(&all).filter_map(|(i, s)| s.map(|s| (i, s))).collect();
    // In the order of their sizes, so that the sums do not depend on the order of the store.
    all.sort_by(|a, b| a.1.total_cmp(&b.1));
    Ok(moments(&all))
}

/// Similarities above the least of them, so that a document without a vector counts as the least
/// similar one, not as an orthogonal one.
fn relative(scores: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let least = scores.iter().map(|(_, s)| *s).fold(f32::INFINITY, f32::min);
    scores.iter().map(|(i, s)| (*i, s - least)).collect()
}

fn moments(scores: &[(u32, f32)]) -> Option<(f32, f32)> {
    (scores.len() >= 2).then(|| fusion::moments(scores, scores.len()))
}
