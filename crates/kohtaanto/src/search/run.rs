//! The search itself.

use super::filters::{NamedCondition, filter, must_be_in};
use super::highlight::{MetWord, met_words};
use super::order::{Row, hits, set_relevance};
use super::understand::{Query, Reading, understand};
use super::{
    Facet, Probe, Relaxation, RetrievalQuery, SearchRequest, Understood, WhyNothing, Wider,
    retrieve,
};
use crate::error::{Result, embed, index};
use crate::snapshot::{Degradation, Snapshot};
use jiff::Timestamp;
use kohtaanto_domain::geo::{MentionedPlace, mentioned_places};
use kohtaanto_domain::model::{FieldError, FieldErrors, JobPosting, Lang, MunicipalityCode};
use kohtaanto_embed::TextKind;
use kohtaanto_index::{DocKey, DocSet, Occur, Tag, WordContribution, WordQuery};
use kohtaanto_rank::fusion;

/// A neighbour in meaning is a hit when it stands this many standard deviations above what is
/// usual.
pub(super) const NEAR_Z: f32 = 2.0;
/// The same when no word of the query is found anywhere: something near is better than nothing.
pub(super) const NEAR_Z_ALONE: f32 = 1.5;
/// How many neighbours in meaning may join the hits.
pub(super) const MAX_NEAR: usize = 50;
/// A title whose letters are this like the query's is a hit.
pub(crate) const LIKE_LETTERS: f32 = 0.45;
/// A posting that shares concepts with the query to this degree is a hit: a competence that it asks,
/// a narrower occupation, or an occupation that is likely the one asked.
pub(crate) const SHARED: f32 = 0.3;
/// A posting of the very concept that the query names has what is asked, whatever its words:
/// *laitoshuoltaja* for *siivooja*.
pub(crate) const SAME_CONCEPT: f32 = 0.9;
const MAX_LIMIT: usize = 1000;
const MAX_QUERY_BYTES: usize = 10_000;

/// What the branches say of a hit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct BranchShare {
    /// Score of the words, 0 when none met.
    pub words: f32,
    /// Likeness of letters, 0 to 1.
    pub letters: f32,
    /// Nearness in meaning, 0 to 1; `None` when meaning took no part.
    pub meaning: Option<f32>,
    /// How much it shares the query's concepts: 1 for the same concept, more where several meet.
    pub concepts: f32,
}

/// A posting found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// Position, from 1.
    pub rank: usize,
    /// Fused score: comparable within this answer only.
    pub score: f32,
    /// How relevant it is beside the other hits, 0 to 1: how far its score stands above that of a
    /// posting that shares nothing with the query, as a share of the best hit's. 1 without a text.
    pub relevance: f32,
    /// When it last changed; `None` when that is not known.
    pub changed: Option<Timestamp>,
    /// Whether it has every word of the query itself, inflected or in a compound; parts and
    /// families of words (*sairaanhoitaja* for *lähihoitaja*) do not make it exact.
    pub exact: bool,
    /// What each branch says.
    pub branches: BranchShare,
    /// The query's words that it meets, each by its best form.
    pub words: Vec<MetWord>,
    /// The query's words that it does not meet.
    pub missing: Vec<String>,
    /// Municipalities that its text names as the place of work and its source does not declare.
    pub mentioned: Vec<MentionedPlace>,
    /// The posting.
    pub posting: JobPosting,
}

/// Counts of one facet over all hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which facet.
    pub facet: Facet,
    /// Values with the number of hits, most first.
    pub counts: Vec<(String, u64)>,
}

/// The answer of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchOutcome {
    /// How many postings were found.
    pub total: usize,
    /// How many of them have every word of the query: they come first.
    pub n_exact: usize,
    /// The openings of all that were found together.
    pub n_openings: u64,
    /// The hits asked for.
    pub hits: Vec<SearchHit>,
    /// Counts over all that were found.
    pub facets: Vec<FacetCounts>,
    /// What was understood of the text.
    pub understood: Understood,
    /// Why nothing was found; `None` when something was.
    pub nothing: Option<WhyNothing>,
    /// What neighbouring municipalities add; `None` when that was not asked, or the search is not of
    /// municipalities.
    pub wider: Option<Wider>,
    /// What did not take part.
    pub degraded: Vec<Degradation>,
}

impl Snapshot {
    /// Searches postings.
    ///
    /// # Errors
    /// `InvalidInput` names each field at fault, with suggestions for places; what the store or the
    /// model refuses.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchOutcome> {
        check(request)?;
        let take_signed = request.take.places;
        let take_places = take_signed && !request.conditions.name_places();
        let reading =
            Reading { take_signed, take_places, take: request.take, needed: request.words_needed };
        let mut query = understand(&request.text, reading);
        let probe = self.probe(request, &query)?;
        if let Some(guesser) = self.guesser() {
            query.recognize(guesser, probe.title.as_ref())?;
        }
        let named = self.conditions_of(request, &query)?;
        let has_text = !query.understood.text.trim().is_empty() || query.has_operators;
        let degraded = self.degraded(has_text && request.use_meaning);
        let within = self.matching(&named, None)?;
        let found = self.find(&query, &probe, &within)?;
        let mut order = found.order;
        if !has_text {
            self.latest_first(&mut order)?;
        } else {
            self.by_score(&mut order, request.meaning_may_outrank)?;
            set_relevance(&mut order, found.floor);
        }
        order.retain(|row| row.relevance >= request.relevance_threshold);
        self.sort(&mut order, request.sort)?;
        let total = order.len();
        let n_exact = order.iter().filter(|row| row.exact).count();
        let all = self.opportunities.index.doc_set(order.iter().map(|row| row.doc));
        let n_openings = self.opportunities.index.n_openings(&all).map_err(index)?;
        let facets = request.facets.iter().map(|facet| self.count(&all, *facet));
        let facets = facets.collect::<Result<_>>()?;
        let nothing = (total == 0).then(|| self.why_nothing(&query, &probe, &named, &within));
        let wider = request
            .widen_minutes
            .map(|minutes| self.wider(minutes, (&query, &probe), &named, &all));
        let page = order.iter().skip(request.offset).take(request.limit);
        let page: Vec<Row> = page.copied().collect();
        let hits = self.hits(request.offset + 1, &page, &query.words)?;
        query.understood.words.dedup();
        Ok(SearchOutcome {
            total,
            n_exact,
            n_openings,
            hits,
            facets,
            understood: query.understood,
            nothing: nothing.transpose()?,
            wider: wider.transpose()?.flatten(),
            degraded,
        })
    }

    /// The request's conditions with the places that the text names.
    fn conditions_of(&self, request: &SearchRequest, query: &Query) -> Result<Vec<NamedCondition>> {
        let mut conditions = request.conditions.clone();
        let codes = |places: &[(String, Vec<MunicipalityCode>)]| -> Vec<String> {
            places.iter().flat_map(|(_, codes)| codes).map(ToString::to_string).collect()
        };
        conditions.places.extend(codes(&query.understood.places));
        conditions.not_places.extend(codes(&query.understood.not_places));
        let mut named = self.named(&conditions, request.today)?;
        named.extend(query.understood.must_places.iter().map(|(_, codes)| must_be_in(codes)));
        Ok(named)
    }

    pub(super) fn matching(
        &self,
        named: &[NamedCondition],
        without: Option<usize>,
    ) -> Result<DocSet> {
        self.opportunities.index.matching(&filter(named, without)).map_err(index)
    }

    fn probe(&self, request: &SearchRequest, query: &Query) -> Result<Probe> {
        let text = query.understood.text.trim();
        let Some(embedder) = self.embedder.as_ref().filter(|_| request.use_meaning) else {
            return Ok(Probe::default());
        };
        if text.is_empty() || self.manifest.model.is_none() {
            return Ok(Probe::default());
        }
        let made = embedder.embed(&[text], TextKind::Symmetric, &()).map_err(embed)?;
        let vector = made.into_iter().next();
        Ok(Probe { title: vector.clone(), content: vector })
    }

    /// The documents of the set that meet the query, unordered.
    pub(super) fn find(&self, query: &Query, probe: &Probe, within: &DocSet) -> Result<Found> {
        let text = query.understood.text.as_str();
        let ask = RetrievalQuery {
            words: Some(&query.words),
            grams: Some(text).filter(|_| query.take.letters),
            probe: probe.clone(),
            concepts: &query.concepts,
        };
        // Most postings are in Finnish; texts of another language are met across languages.
        let lang = query.understood.languages.first().copied().unwrap_or(Lang::FI);
        let retrieved =
            retrieve(&self.opportunities, &ask, within, fusion::weights(lang, Lang::FI))?;
        Ok(Found { order: hits(&retrieved, query), floor: retrieved.floor })
    }

    pub(super) fn count(&self, found: &DocSet, facet: Facet) -> Result<FacetCounts> {
        let counts = self.opportunities.index.facet(found, facet.tag()).map_err(index)?;
        let counts = counts.into_iter().map(|count| (count.value, count.n_docs)).collect();
        Ok(FacetCounts { facet, counts })
    }

    /// The rows of a page with their postings and why they were found.
    fn hits(&self, first: usize, page: &[Row], query: &WordQuery) -> Result<Vec<SearchHit>> {
        let docs: Vec<DocKey> = page.iter().map(|row| row.doc).collect();
        let explained = self.opportunities.index.explain_words(query, &docs).map_err(index)?;
        let rows = (first..).zip(page).zip(explained);
        rows.map(|((rank, row), explained)| self.hit(rank, row, query, &explained)).collect()
    }

    fn hit(
        &self,
        rank: usize,
        row: &Row,
        query: &WordQuery,
        explained: &[WordContribution],
    ) -> Result<SearchHit> {
        let posting = self.posting_at(row.doc)?;
        let words = met_words(&posting, query, explained);
        let mut missing = Vec::new();
        for (i, word) in query.words.iter().enumerate() {
            let is_met = words.iter().any(|met| met.number == i);
            if word.occur != Occur::MustNot && !is_met && !missing.contains(&word.surface) {
                missing.push(word.surface.clone());
            }
        }
        let changed = self.changed(row.doc)?;
        let Row { score, exact, relevance, branches, .. } = *row;
        // Only texts that the index knows to name a place are read for it: it is slow.
        let tags = self.opportunities.index.tag_values(row.doc, Tag::MentionedMunicipality);
        let mentioned = match tags.map_err(index)?.is_empty() {
            true => Vec::new(),
            false => mentioned_places(&posting),
        };
        Ok(SearchHit {
            rank,
            score,
            relevance,
            changed,
            exact,
            branches,
            words,
            missing,
            mentioned,
            posting,
        })
    }

    fn why_nothing(
        &self,
        query: &Query,
        probe: &Probe,
        named: &[NamedCondition],
        within: &DocSet,
    ) -> Result<WhyNothing> {
        let mut why = WhyNothing { in_conditions: within.len(), ..WhyNothing::default() };
        for (i, condition) in named.iter().enumerate() {
            let wider = self.matching(named, Some(i))?;
            let total = self.find(query, probe, &wider)?.order.len();
            if total > 0 {
                let (condition, asked) = (condition.name, condition.asked.clone());
                why.relaxations.push(Relaxation { condition, asked, total });
            }
        }
        if query.has_operators {
            let mut freed = understand(&query.understood.text, Reading::default());
            if let Some(guesser) = self.guesser() {
                freed.recognize(guesser, probe.title.as_ref())?;
            }
            let total = self.find(&freed, probe, within)?.order.len();
            if total > 0 {
                let asked = query.understood.words.join(" ");
                why.relaxations.push(Relaxation { condition: "operators", asked, total });
            }
        }
        why.relaxations.sort_by(|a, b| b.total.cmp(&a.total).then(a.condition.cmp(b.condition)));
        for word in &query.understood.words {
            let near = self.opportunities.index.suggest(word, 3).map_err(index)?;
            if !near.is_empty() && !near.contains(word) {
                why.suggestions.push((word.clone(), near));
            }
        }
        Ok(why)
    }
}

#[derive(Debug)]
pub(super) struct Found {
    pub(super) order: Vec<Row>,
    /// Score of what shares nothing with the query.
    floor: f32,
}

fn check(request: &SearchRequest) -> Result<()> {
    let mut errors = Vec::new();
    if !(1..=MAX_LIMIT).contains(&request.limit) {
        let problem = format!("{} is out of range", request.limit);
        errors.push(FieldError::new("limit", problem, format!("use 1 to {MAX_LIMIT}")));
    }
    if request.text.len() > MAX_QUERY_BYTES {
        let problem = format!("has {} bytes", request.text.len());
        let fix = format!("shorten it to {MAX_QUERY_BYTES}, or match a profile instead");
        errors.push(FieldError::new("text", problem, fix));
    }
    if !(0.0..=1.0).contains(&request.relevance_threshold) {
        let problem = format!("{} is out of range", request.relevance_threshold);
        errors.push(FieldError::new("relevance_threshold", problem, "use 0 to 1"));
    }
    Ok(FieldErrors::check(errors)?)
}
