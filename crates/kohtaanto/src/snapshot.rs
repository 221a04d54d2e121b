//! An immutable view of a store.

use crate::concepts::{Guesser, LabelVectors, Linker};
use crate::error::{Error, Result, index};
use crate::store::{Manifest, ShelfSnapshot};
use crate::wire::{self, UnknownFields};
use jiff::Timestamp;
use jiff::civil::Date;
use kohtaanto_domain::geo::{Travel, TravelTime};
use kohtaanto_domain::model::{Candidate, CandidateId, JobPosting, MunicipalityCode, PostingId};
use kohtaanto_embed::Embedder;
use kohtaanto_index::{DocKey, TermSizes};
use kohtaanto_taxonomy::Taxonomy;
use std::sync::Arc;

/// An immutable view of a store at one commit: what one search, or many, see.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(crate) opportunities: ShelfSnapshot,
    pub(crate) people: ShelfSnapshot,
    pub(crate) embedder: Option<Arc<dyn Embedder>>,
    pub(crate) taxonomy: Option<Arc<Taxonomy>>,
    pub(crate) labels: Option<Arc<LabelVectors>>,
    pub(crate) travel: Arc<dyn TravelTime>,
    pub(crate) manifest: Manifest,
}

/// Something that did not take part in an answer, and why. Never hidden: an answer without it may
/// be a good one, but not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Degradation {
    /// There is no model: meaning took no part.
    NoEmbedder,
    /// The store was made without a model: it holds no vectors.
    NoVectors,
}

impl Degradation {
    /// The degradation's code in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoEmbedder => "no_embedder",
            Self::NoVectors => "no_vectors",
        }
    }
}

/// How much a store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreStats {
    /// Postings, expired ones too.
    pub n_postings: u64,
    /// Candidates.
    pub n_candidates: u64,
    /// Vectors of postings' texts.
    pub n_posting_vectors: u64,
    /// Vectors of candidates' texts.
    pub n_candidate_vectors: u64,
}

impl Snapshot {
    /// How much the store holds.
    pub fn stats(&self) -> StoreStats {
        StoreStats {
            n_postings: self.opportunities.index.n_docs(),
            n_candidates: self.people.index.n_docs(),
            n_posting_vectors: self.opportunities.vectors.rows(),
            n_candidate_vectors: self.people.vectors.rows(),
        }
    }

    /// What the terms of the postings take on the disk, by part and kind. It walks all terms.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn term_sizes(&self) -> Result<Vec<TermSizes>> {
        self.opportunities.index.term_sizes().map_err(index)
    }

    /// What the store was made with.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The taxonomy whose concepts take part in answers.
    pub fn taxonomy(&self) -> Option<&Taxonomy> {
        self.taxonomy.as_deref()
    }

    /// What links texts to concepts here.
    pub fn linker(&self) -> Linker<'_> {
        let embedder = self.embedder.as_deref();
        Linker::new(self.taxonomy.as_deref(), self.labels.as_deref(), embedder)
    }

    pub(crate) fn guesser(&self) -> Option<Guesser<'_>> {
        let (taxonomy, labels) = (self.taxonomy.as_deref()?, self.labels.as_deref());
        Some(Guesser { taxonomy, labels })
    }

    /// The journey by car that ranking reckons with; `None` where no road leads.
    pub fn by_car(&self, from: MunicipalityCode, to: MunicipalityCode) -> Option<Travel> {
        self.travel.by_car(from, to)
    }

    /// What cannot take part in answers that need new vectors, as searches do.
    pub fn degradations(&self) -> Vec<Degradation> {
        self.degraded(true)
    }

    /// A posting's line as it is kept: what was put in, and what its text adds.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn posting_line(&self, id: &PostingId) -> Result<String> {
        let doc = self.find_posting(id)?;
        let stored = self.opportunities.index.document(doc).map_err(index)?;
        Ok(utf8(&stored.payload, &stored.id)?.to_owned())
    }

    /// The posting of an id, expired or not.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn posting(&self, id: &PostingId) -> Result<JobPosting> {
        let doc = self.find_posting(id)?;
        self.posting_at(doc)
    }

    /// The same with the time of its last change, when that is known.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn posting_with_change(&self, id: &PostingId) -> Result<(JobPosting, Option<Timestamp>)> {
        let doc = self.find_posting(id)?;
        Ok((self.posting_at(doc)?, self.changed(doc)?))
    }

    /// The stored candidate of an id.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn candidate(&self, id: &CandidateId, today: Date) -> Result<Candidate> {
        let doc = self.people.index.find(id.as_str()).map_err(index)?;
        let doc = doc.ok_or_else(|| Error::NotFound {
            what: "candidate",
            id: id.to_string(),
            fix: "check the id, or give a profile file".to_owned(),
        })?;
        self.candidate_at(doc, today)
    }

    pub(crate) fn find_posting(&self, id: &PostingId) -> Result<DocKey> {
        let doc = self.opportunities.index.find(id.as_str()).map_err(index)?;
        doc.ok_or_else(|| Error::NotFound {
            what: "posting",
            id: id.to_string(),
            fix: "check the id; `kohtaanto search` lists ids".to_owned(),
        })
    }

    pub(crate) fn posting_at(&self, doc: DocKey) -> Result<JobPosting> {
        let stored = self.opportunities.index.document(doc).map_err(index)?;
        let json = utf8(&stored.payload, &stored.id)?;
        Ok(wire::read_posting(json, UnknownFields::Keep)?.value)
    }

    pub(crate) fn candidate_at(&self, doc: DocKey, today: Date) -> Result<Candidate> {
        let stored = self.people.index.document(doc).map_err(index)?;
        let json = utf8(&stored.payload, &stored.id)?;
        Ok(wire::read_candidate(json, UnknownFields::Keep, today)?.value)
    }

    /// What cannot take part in answers from this snapshot. `needs_new_vectors` when the answer
    /// needs texts embedded that the store has not.
    pub(crate) fn degraded(&self, needs_new_vectors: bool) -> Vec<Degradation> {
        if self.manifest.model.is_none() {
            vec![Degradation::NoVectors]
        } else if needs_new_vectors && self.embedder.is_none() {
            vec![Degradation::NoEmbedder]
        } else {
            Vec::new()
        }
    }
}

fn utf8<'a>(payload: &'a [u8], id: &str) -> Result<&'a str> {
    std::str::from_utf8(payload).map_err(|_| Error::Corrupt {
        path: id.into(),
        problem: "its stored line is not UTF-8".to_owned(),
    })
}
