//! A person, or an advisor with a person, looks for opportunities. Needs no login and no purpose.
//!
//! Ranking people for a need is another module, [`crate::rank_people`], with a switch of its own.

use crate::concepts;
use crate::error::{Result, embed, index};
use crate::matching::{Direction, MatchOutcome, RetrievalScale, Scored, place, pool};
use crate::search::{
    Conditions, Probe, RetrievalQuery, Retrieved, any_word, plain_words, retrieve,
};
use crate::snapshot::Snapshot;
use crate::store::{candidate_texts, posting_document};
use jiff::civil::Date;
use kohtaanto_domain::model::{Candidate, JobPosting, Lang, PostingId};
use kohtaanto_embed::{Embedding, TextKind};
use kohtaanto_index::{DocSet, QueryConcept, WordQuery};
use kohtaanto_rank::{
    Emphasis, MatchContext, MatchScore, PreparedCandidate, PreparedPosting, RankingFeature, fusion,
    gaps, score,
};
use rayon::prelude::*;

/// A request for opportunities that fit a person.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRequest {
    /// Conditions that postings must meet.
    pub conditions: Conditions,
    /// The day of the match: postings open on it are compared.
    pub today: Date,
    /// How many rows to give.
    pub limit: usize,
    /// Whether texts are compared by meaning. `false` is the stop switch: words and rules only.
    pub use_meaning: bool,
    /// What matters more or less to the person than usual; it moves the weights of
    /// [`RankingFeature::MOVABLE`], and the explanation shows the moved ones.
    pub emphasis: Vec<(RankingFeature, Emphasis)>,
}

impl MatchRequest {
    /// All open postings of a day, 10 rows.
    pub fn on(today: Date) -> Self {
        let (conditions, emphasis) = (Conditions::default(), Vec::new());
        Self { conditions, today, limit: 10, use_meaning: true, emphasis }
    }
}

impl Snapshot {
    /// Open postings for a person, ranked by how well the work suits the person.
    ///
    /// A profile that says nothing of what the person has done, can do or would like is not ranked:
    /// the answer says what to tell instead.
    ///
    /// # Errors
    /// `InvalidInput` names a condition at fault; what the store or the model refuses.
    pub fn opportunities_for(
        &self,
        candidate: &Candidate,
        request: &MatchRequest,
    ) -> Result<MatchOutcome<JobPosting>> {
        let (gaps, too_thin) =
            gaps(&candidate.profile, candidate.reach.home.is_some(), !candidate.wishes.is_blank());
        let within = self.open(&request.conditions, request.today)?;
        if too_thin {
            let (total, degraded) = (within.len(), Vec::new());
            return Ok(MatchOutcome { matches: Vec::new(), total, gaps, too_thin, degraded });
        }
        let candidate = &self.linked(candidate)?;
        let retrieved = self.retrieve_for(candidate, request.use_meaning, &within)?;
        let prepared = self.prepared(candidate).emphasis(&request.emphasis);
        let mut positions = pool(&retrieved);
        let near = self.within_reach(candidate, &retrieved)?;
        positions.extend(near);
        positions.sort_unstable();
        positions.dedup();
        let scale = RetrievalScale::new(&retrieved);
        let scored: Result<Vec<_>> = positions
            .into_par_iter()
            .map(|i| {
                let posting = self.posting_at(retrieved.docs[i])?;
                let score = self.score(
                    &prepared,
                    &PreparedPosting::new(&posting),
                    scale.of(i),
                    request.today,
                );
                Ok(Scored { id: posting.id.to_string(), other: posting, score })
            })
            .collect();
        let matches = place(scored?, Direction::ForPerson, request.limit);
        let degraded = self.degraded(request.use_meaning && !retrieved.has_meaning());
        Ok(MatchOutcome { matches, total: within.len(), gaps, too_thin, degraded })
    }

    /// Postings like a posting, open on a day, most alike first, with their fused scores.
    ///
    /// # Errors
    /// `NotFound` when there is no such posting; what the store refuses.
    pub fn similar(&self, id: &PostingId, request: &MatchRequest) -> Result<Vec<Similar>> {
        let doc = self.find_posting(id)?;
        let posting = self.posting_at(doc)?;
        let within = self.open(&request.conditions, request.today)?;
        let shelf = &self.opportunities;
        let rows = shelf.index.rows(doc).map_err(index)?;
        let stored = |row: Option<u64>| {
            row.map(|row| Ok(shelf.vectors.row(row)?.to_embedding())).transpose()
        };
        let probe = if request.use_meaning {
            Probe {
                title: stored(rows.title).map_err(embed)?,
                content: stored(rows.content).map_err(embed)?,
            }
        } else {
            Probe::default()
        };
        let (lang, title) = posting.title.iter().next().unwrap_or((Lang::FI, ""));
        let words = any_word(plain_words(title, lang));
        let concepts = self.concepts_of_posting(&posting)?;
        let ask =
            RetrievalQuery { words: Some(&words), grams: Some(title), probe, concepts: &concepts };
        let retrieved = retrieve(shelf, &ask, &within, fusion::weights(lang, lang))?;
        let mut rows = Vec::new();
        for (i, found) in retrieved.docs.iter().enumerate() {
            if *found != doc {
                let id = shelf.index.id(*found).map_err(index)?;
                rows.push((retrieved.fused[i], id, i));
            }
        }
        rows.sort_by(|a, b| kohtaanto_rank::order::by_score_then_id((a.0, a.1), (b.0, b.1)));
        let page = (1..).zip(rows.into_iter().take(request.limit));
        page.map(|(rank, (score, _, i))| {
            let posting = self.posting_at(retrieved.docs[i])?;
            Ok(Similar { rank, score, meaning: retrieved.nearness(i), posting })
        })
        .collect()
    }

    pub(crate) fn open(&self, conditions: &Conditions, today: Date) -> Result<DocSet> {
        let filter = self.filter_of(conditions, today)?;
        self.opportunities.index.matching(&filter).map_err(index)
    }

    /// A person whose items are linked, ready to be compared.
    pub(crate) fn prepared<'a>(&self, candidate: &'a Candidate) -> PreparedCandidate<'a> {
        let prepared = PreparedCandidate::new(candidate);
        match self.taxonomy.as_deref() {
            Some(taxonomy) => prepared.near(concepts::near_concepts(taxonomy, candidate)),
            None => prepared,
        }
    }

    pub(crate) fn score(
        &self,
        candidate: &PreparedCandidate<'_>,
        posting: &PreparedPosting<'_>,
        retrieval: kohtaanto_rank::Retrieval,
        today: Date,
    ) -> MatchScore {
        let context = MatchContext { today, travel: self.travel.as_ref() };
        score(candidate, posting, retrieval, context)
    }

    pub(crate) fn concepts_of_posting(&self, posting: &JobPosting) -> Result<Vec<QueryConcept>> {
        let taxonomy = self.taxonomy.as_deref();
        taxonomy.map_or(Ok(Vec::new()), |taxonomy| concepts::of_posting(taxonomy, posting))
    }

    pub(crate) fn retrieve_for(
        &self,
        candidate: &Candidate,
        use_meaning: bool,
        within: &DocSet,
    ) -> Result<Retrieved> {
        let said = &concepts::as_postings_say(self.taxonomy.as_deref(), candidate);
        let (words, names) = candidate_query(candidate, said);
        let concepts = match self.taxonomy.as_deref() {
            Some(taxonomy) => concepts::of_candidate(taxonomy, candidate)?,
            None => Vec::new(),
        };
        let probe = if use_meaning { self.candidate_probe(said)? } else { Probe::default() };
        let ask =
            RetrievalQuery { words: Some(&words), grams: Some(&names), probe, concepts: &concepts };
        let lang = candidate.profile.text.langs().next().unwrap_or(Lang::FI);
        retrieve(&self.opportunities, &ask, within, fusion::weights(lang, Lang::FI))
    }

    /// A stored candidate's vectors are used as they are; others are made.
    fn candidate_probe(&self, candidate: &Candidate) -> Result<Probe> {
        if self.manifest.model.is_none() {
            return Ok(Probe::default());
        }
        let texts = candidate_texts(candidate);
        let stored = self.people.index.find(candidate.id.as_str()).map_err(index)?;
        match (stored, &self.embedder) {
            (_, Some(embedder)) => {
                let made = |text: &Option<String>, kind| -> Result<Option<Embedding>> {
                    let Some(text) = text else { return Ok(None) };
                    let made = embedder.embed(&[text.as_str()], kind, &()).map_err(embed)?;
                    Ok(made.into_iter().next())
                };
                Ok(Probe {
                    title: made(&texts.title, TextKind::Symmetric)?,
                    content: made(&texts.content, TextKind::Passage)?,
                })
            }
            (Some(doc), None) => {
                let rows = self.people.index.rows(doc).map_err(index)?;
                let vectors = &self.people.vectors;
                let row = |row: Option<u64>| {
                    row.map(|row| Ok(vectors.row(row)?.to_embedding())).transpose()
                };
                Ok(Probe {
                    title: row(rows.title).map_err(embed)?,
                    content: row(rows.content).map_err(embed)?,
                })
            }
            (None, None) => Ok(Probe::default()),
        }
    }

    /// Postings in the home municipality and the wanted ones: few enough to compare them all, and
    /// what a thin profile has most use for.
    fn within_reach(&self, candidate: &Candidate, retrieved: &Retrieved) -> Result<Vec<usize>> {
        if retrieved.docs.len() <= crate::matching::POOL {
            return Ok(Vec::new());
        }
        let reach = &candidate.reach;
        let wanted = reach.home.iter().chain(&reach.municipalities).map(ToString::to_string);
        let wanted: Vec<String> = wanted.collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let conditions = Conditions { places: wanted, closed_too: true, ..Conditions::default() };
        let near = self.open(&conditions, Date::constant(1970, 1, 1))?;
        let mut near: Vec<usize> =
            (0..retrieved.docs.len()).filter(|i| near.contains(retrieved.docs[*i])).collect();
        near.sort_by(|a, b| retrieved.fused[*b].total_cmp(&retrieved.fused[*a]).then(a.cmp(b)));
        near.truncate(crate::matching::POOL);
        Ok(near)
    }
}

/// A posting like another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Position, from 1.
    pub rank: usize,
    /// Fused score: comparable within this answer only.
    pub score: f32,
    /// Nearness in meaning, 0 to 1; `None` when meaning took no part.
    pub meaning: Option<f32>,
    /// The posting.
    pub posting: JobPosting,
}

/// The words of a profile that look for postings, and the names of its work. `said` is the person
/// as postings say it.
fn candidate_query(candidate: &Candidate, said: &Candidate) -> (WordQuery, String) {
    let lang = candidate.profile.text.langs().next().unwrap_or(Lang::FI);
    let mut words = plain_words(&labels_of(said).join(" "), Lang::FI);
    if lang != Lang::FI {
        // Some postings are in the person's own language.
        words.extend(plain_words(&labels_of(candidate).join(" "), lang));
    }
    let names = said.profile.history.iter().map(|work| work.occupation.label.as_str());
    (any_word(words), names.collect::<Vec<_>>().join(" "))
}

/// What the person has done, can do and has learned, in names.
fn labels_of(candidate: &Candidate) -> Vec<&str> {
    let profile = &candidate.profile;
    let names = profile.history.iter().map(|work| work.occupation.label.as_str());
    let labels = profile.competences.iter().map(|competence| competence.label.as_str());
    let education = profile.education.iter().filter_map(|education| education.label.as_deref());
    names.chain(labels).chain(education).collect()
}

/// The words of a posting that look for people, and its title.
pub(crate) fn posting_query(posting: &JobPosting) -> (WordQuery, String) {
    let lang = posting.title.langs().next().unwrap_or(Lang::FI);
    let (_, texts) = posting_document(posting, "");
    let title = texts.title.unwrap_or_default();
    (any_word(plain_words(&title, lang)), title)
}
