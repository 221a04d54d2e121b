//! How one person and one posting fit, both ways: the numbers that a match gives, for the person,
//! the advisor and the employer alike. It ranks nobody.

use crate::error::Result;
use crate::matching::RetrievalScale;
use crate::search::Conditions;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::model::{Candidate, CandidateId, JobPosting, PostingId};
use kohtaanto_rank::{MatchScore, PreparedPosting};

impl Snapshot {
    /// How one stored person and one stored posting fit, both ways: the same numbers that a match
    /// on that day gives.
    ///
    /// # Errors
    /// `NotFound` when either is not there.
    pub fn explain(
        &self,
        candidate: &CandidateId,
        posting: &PostingId,
        today: Date,
    ) -> Result<(Candidate, JobPosting, MatchScore)> {
        let candidate = self.candidate(candidate, today)?;
        let (posting, score) = self.explain_for(&candidate, posting, today)?;
        Ok((candidate, posting, score))
    }

    /// The same for a person who is not stored.
    ///
    /// # Errors
    /// `NotFound` when there is no such posting; what the store or the model refuses.
    pub fn explain_for(
        &self,
        candidate: &Candidate,
        posting: &PostingId,
        today: Date,
    ) -> Result<(JobPosting, MatchScore)> {
        let doc = self.find_posting(posting)?;
        let posting = self.posting_at(doc)?;
        let candidate = self.linked(candidate)?;
        let mut within = self.open(&Conditions::default(), today)?;
        within = within.union(&self.opportunities.index.doc_set([doc]));
        let retrieved = self.retrieve_for(&candidate, true, &within)?;
        let i = retrieved.docs.iter().position(|found| *found == doc);
        let retrieval = i.map(|i| RetrievalScale::new(&retrieved).of(i)).unwrap_or_default();
        let prepared = self.prepared(&candidate);
        let score = self.score(&prepared, &PreparedPosting::new(&posting), retrieval, today);
        Ok((posting, score))
    }
}
