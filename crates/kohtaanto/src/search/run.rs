//! The search itself.

use super::conditions::{NamedCondition, filter};
use super::highlight::{MetWord, met_words};
use super::understand::{Query, understand};
use super::{
    Conditions, Probe, Relaxation, RetrievalQuery, Retrieved, Understood, WhyNothing, Wider,
    retrieve,
};
use crate::error::{Result, embed, index};
use crate::snapshot::{Degradation, Snapshot};
use jiff::civil::Date;
use kohtaanto_domain::model::{FieldError, FieldErrors, JobPosting, Lang};
use kohtaanto_embed::TextKind;
use kohtaanto_index::{DocKey, DocSet, Occur, Tag, WordContribution, WordQuery};
use kohtaanto_rank::fusion;
use kohtaanto_rank::order::by_score_then_id;

/// A neighbour in meaning is a hit when it stands this many standard deviations above what is
/// usual.
const NEAR_Z: f32 = 2.0;
/// The same when no word of the query is found anywhere: something near is better than nothing.
const NEAR_Z_ALONE: f32 = 1.5;
/// How many neighbours in meaning may join the hits.
const MAX_NEAR: usize = 50;
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

/// What can be counted over the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Municipality codes.
    Municipality,
    /// ISCO-08 sub-major groups and below, as codes of one to four digits.
    Occupation,
    /// Full or part time.
    WorkingTime,
    /// How long the work goes on.
    Continuity,
    /// Languages of the postings.
    Language,
    /// Employers.
    Employer,
}

impl Facet {
    /// All facets with their codes.
    pub const ALL: [(&'static str, Self); 6] = [
        ("municipality", Self::Municipality),
        ("occupation", Self::Occupation),
        ("working_time", Self::WorkingTime),
        ("continuity", Self::Continuity),
        ("language", Self::Language),
        ("employer", Self::Employer),
    ];

    /// The facet's code.
    pub fn code(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, facet)| *facet == self);
        known.map_or("", |(code, _)| code)
    }

    fn tag(self) -> Tag {
        match self {
            Self::Municipality => Tag::Municipality,
            Self::Occupation => Tag::Occupation,
            Self::WorkingTime => Tag::WorkingTime,
            Self::Continuity => Tag::Continuity,
            Self::Language => Tag::Language,
            Self::Employer => Tag::Employer,
        }
    }
}

/// A search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// Words, with operators `+must -not "phrase" prefix*`; empty lists all that meet the
    /// conditions, the latest first.
    pub text: String,
    /// Conditions.
    pub conditions: Conditions,
    /// The day of the search: postings open on it are found.
    pub today: Date,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to give, 1 to 1000.
    pub limit: usize,
    /// What to count.
    pub facets: Vec<Facet>,
    /// Whether a neighbour in meaning may stand above a posting that has all the query's words.
    pub meaning_may_outrank: bool,
    /// Whether texts are compared by meaning at all. `false` is the stop switch: words only.
    pub use_meaning: bool,
    /// When municipalities are given or named, what their neighbours within this many minutes by
    /// car would add. By default that is not asked: it is a second search.
    pub widen_minutes: Option<u16>,
}

impl SearchRequest {
    /// A search for a text on a day: 20 hits, no conditions, nothing counted.
    pub fn new(text: impl Into<String>, today: Date) -> Self {
        Self {
            text: text.into(),
            conditions: Conditions::default(),
            today,
            offset: 0,
            limit: 20,
            facets: Vec::new(),
            meaning_may_outrank: false,
            use_meaning: true,
            widen_minutes: None,
        }
    }
}

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
    /// Whether it has every word of the query itself, inflected or in a compound; parts and
    /// families of words (*sairaanhoitaja* for *lähihoitaja*) do not make it exact.
    pub exact: bool,
    /// What each branch says.
    pub branches: BranchShare,
    /// The query's words that it meets, each by its best form.
    pub words: Vec<MetWord>,
    /// The query's words that it does not meet.
    pub missing: Vec<String>,
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
        let take_places =
            request.conditions.places.is_empty() && request.conditions.within.is_none();
        let mut query = understand(&request.text, take_places, self.taxonomy.as_deref())?;
        let mut conditions = request.conditions.clone();
        for (_, codes) in &query.understood.places {
            conditions.places.extend(codes.iter().map(ToString::to_string));
        }
        let named = conditions.named(request.today, self.travel.as_ref())?;
        let has_text = !query.understood.text.trim().is_empty() || query.has_operators;
        let degraded = self.degraded(has_text && request.use_meaning);
        let within = self.matching(&named, None)?;
        let probe = self.probe(request, &query)?;
        let found = self.find(&query, &probe, &within)?;
        let mut order = found.order;
        if !has_text {
            self.latest_first(&mut order)?;
        } else {
            self.sort(&mut order, request.meaning_may_outrank)?;
        }
        let total = order.len();
        let n_exact = order.iter().filter(|row| row.exact).count();
        let all = self.opportunities.index.doc_set(order.iter().map(|row| row.doc));
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
            hits,
            facets,
            understood: query.understood,
            nothing: nothing.transpose()?,
            wider: wider.transpose()?.flatten(),
            degraded,
        })
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
            grams: Some(text),
            probe: probe.clone(),
            concepts: &query.concepts,
        };
        // Most postings are in Finnish; texts of another language are met across languages.
        let lang = query.understood.languages.first().copied().unwrap_or(Lang::FI);
        let retrieved =
            retrieve(&self.opportunities, &ask, within, fusion::weights(lang, Lang::FI))?;
        Ok(Found { order: hits(&retrieved, query) })
    }

    fn sort(&self, order: &mut [Row], meaning_may_outrank: bool) -> Result<()> {
        let index_of = &self.opportunities.index;
        let ids = order.iter().map(|row| index_of.id(row.doc).map_err(index));
        let ids: Vec<&str> = ids.collect::<Result<_>>()?;
        let mut keyed: Vec<(Row, &str)> = order.iter().copied().zip(ids).collect();
        keyed.sort_by(|(a, a_id), (b, b_id)| {
            let exact =
                if meaning_may_outrank { std::cmp::Ordering::Equal } else { b.exact.cmp(&a.exact) };
            exact.then_with(|| by_score_then_id((a.score, a_id), (b.score, b_id)))
        });
        order.iter_mut().zip(keyed).for_each(|(slot, (row, _))| *slot = row);
        Ok(())
    }

    /// Without words, the latest published first.
    fn latest_first(&self, order: &mut [Row]) -> Result<()> {
        for row in order.iter_mut() {
            let published = self.opportunities.index.published(row.doc).map_err(index)?;
            row.score = published.unwrap_or(0) as f32;
        }
        self.sort(order, true)
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
        let (score, exact, branches) = (row.score, row.exact, row.branches);
        Ok(SearchHit { rank, score, exact, branches, words, missing, posting })
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
            let freed = understand(&query.understood.text, false, self.taxonomy.as_deref())?;
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
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) doc: DocKey,
    score: f32,
    exact: bool,
    branches: BranchShare,
}

/// The documents that meet the query: by words, by letters, or as near neighbours in meaning. All
/// of the set when the query is empty.
fn hits(retrieved: &Retrieved, query: &Query) -> Vec<Row> {
    let has_words = !query.words.words.is_empty();
    let n_words = query.words.words.iter();
    let n_words = n_words.filter(|word| word.occur != Occur::MustNot).count();
    let demands = query.has_operators;
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
        let met = n_met > 0;
        // What a query demands or excludes binds every branch.
        let found = !has_words
            || met
            || (!demands && (letters >= LIKE_LETTERS || is_near[i] || concepts >= SHARED));
        if found {
            rows.push(Row {
                doc: *doc,
                score: retrieved.fused[i],
                exact: has_words
                    && (usize::from(retrieved.n_exact[i]) >= n_words
                        || (is_concept && !demands && concepts >= SAME_CONCEPT)),
                branches: BranchShare { words, letters, meaning: retrieved.nearness(i), concepts },
            });
        }
    }
    rows
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
    Ok(FieldErrors::check(errors)?)
}
