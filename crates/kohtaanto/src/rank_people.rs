//! An employer's need looks for people. Locked: it runs only for a stated role and purpose, and
//! ranks only those who have allowed it.
//!
//! This is separate from [`crate::seek`] so that either can be switched off alone. Who may, and for
//! what, is the matter of [`crate::trust`]; a service goes through [`Snapshot::audited`], which
//! gives nothing that is not in the audit log.

use crate::error::{Result, embed, index};
use crate::matching::{Direction, MatchOutcome, RetrievalScale, Scored, place, pool};
use crate::search::{Probe, RetrievalQuery, Retrieved, retrieve};
use crate::seek::posting_query;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::model::{Candidate, JobPosting, Lang, PostingId};
use kohtaanto_embed::TextKind;
use kohtaanto_index::Filter;
use kohtaanto_rank::{PreparedPosting, fusion};
use rayon::prelude::*;

pub use crate::trust::{Permit, Role};

impl Snapshot {
    /// People for a posting of the store, ranked by how well the person fits the work. Only those
    /// who allow ranking, and whom the permit opens, are compared.
    ///
    /// # Errors
    /// `NotFound` when there is no such posting; what the store or the model refuses.
    pub fn candidates_for(
        &self,
        id: &PostingId,
        permit: &Permit,
        today: Date,
        limit: usize,
    ) -> Result<MatchOutcome<Candidate>> {
        let posting = self.posting(id)?;
        self.candidates_for_need(&posting, permit, today, limit)
    }

    /// People for a need that is not stored.
    ///
    /// # Errors
    /// What the store or the model refuses.
    pub fn candidates_for_need(
        &self,
        posting: &JobPosting,
        permit: &Permit,
        today: Date,
        limit: usize,
    ) -> Result<MatchOutcome<Candidate>> {
        let retrieved = self.retrieve_people(posting)?;
        let prepared = PreparedPosting::new(posting);
        let scale = RetrievalScale::new(&retrieved);
        let scored: Result<Vec<Option<Scored<Candidate>>>> = pool(&retrieved)
            .into_par_iter()
            .map(|i| {
                let candidate = self.candidate_at(retrieved.docs[i], today)?;
                if !candidate.permissions.rank
                    || !permit.covers(&candidate)
                    || is_too_thin(&candidate)
                {
                    return Ok(None);
                }
                let retrieval = scale.of(i);
                let score = self.score(&self.prepared(&candidate), &prepared, retrieval, today);
                Ok(Some(Scored { id: candidate.id.to_string(), other: candidate, score }))
            })
            .collect();
        let scored: Vec<_> = scored?.into_iter().flatten().collect();
        let total = scored.len();
        let matches = place(scored, Direction::ForWork, limit);
        let degraded = self.degraded(!retrieved.has_meaning());
        Ok(MatchOutcome { matches, total, gaps: Vec::new(), too_thin: false, degraded })
    }

    fn retrieve_people(&self, posting: &JobPosting) -> Result<Retrieved> {
        let (words, title) = posting_query(posting);
        let lang = posting.title.langs().next().unwrap_or(Lang::FI);
        let within = self.people.index.matching(&Filter::default()).map_err(index)?;
        let probe = self.posting_probe(posting)?;
        let concepts = self.concepts_of_posting(posting)?;
        let ask =
            RetrievalQuery { words: Some(&words), grams: Some(&title), probe, concepts: &concepts };
        retrieve(&self.people, &ask, &within, fusion::weights(lang, Lang::FI))
    }

    fn posting_probe(&self, posting: &JobPosting) -> Result<Probe> {
        if self.manifest.model.is_none() {
            return Ok(Probe::default());
        }
        if let Some(doc) = self.opportunities.index.find(posting.id.as_str()).map_err(index)? {
            let rows = self.opportunities.index.rows(doc).map_err(index)?;
            let vectors = &self.opportunities.vectors;
            let row =
                |row: Option<u64>| row.map(|row| Ok(vectors.row(row)?.to_embedding())).transpose();
            return Ok(Probe {
                title: row(rows.title).map_err(embed)?,
                content: row(rows.content).map_err(embed)?,
            });
        }
        let Some(embedder) = &self.embedder else { return Ok(Probe::default()) };
        let (_, texts) = crate::store::posting_document(posting, "");
        let made = |text: Option<String>, kind| -> Result<_> {
            let Some(text) = text else { return Ok(None) };
            let made = embedder.embed(&[text.as_str()], kind, &()).map_err(embed)?;
            Ok(made.into_iter().next())
        };
        Ok(Probe {
            title: made(texts.title, TextKind::Symmetric)?,
            content: made(texts.content, TextKind::Passage)?,
        })
    }
}

fn is_too_thin(candidate: &Candidate) -> bool {
    let home = candidate.reach.home.is_some();
    kohtaanto_rank::gaps(&candidate.profile, home, !candidate.wishes.is_blank()).1
}
