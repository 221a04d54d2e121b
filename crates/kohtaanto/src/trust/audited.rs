//! The people of a snapshot, behind the audit log: nothing is given that the log does not hold.
//!
//! Each function computes, writes the line with what it is about to give, and gives it. A refusal
//! is written too. It does not decide who has which token: see [`super::TokenStore`].

use super::{
    AuditAction, AuditEntry, AuditLog, AuditOutcome, Permit, PseudonymousCandidate, Role,
    StateRecord, digest,
};
use crate::error::{Error, Result};
use crate::matching::{MatchOutcome, RankedMatch};
use crate::need_costs::NeedCosts;
use crate::seek::MatchRequest;
use crate::snapshot::Snapshot;
use jiff::Timestamp;
use jiff::civil::Date;
use kohtaanto_domain::model::{Candidate, CandidateId, JobPosting, Lang, PostingId};
use kohtaanto_rank::MatchScore;

/// A person as a role may see one.
#[derive(Debug, Clone, PartialEq)]
pub enum SeenCandidate {
    /// All that is stored.
    Whole(Box<Candidate>),
    /// What an employer sees.
    Pseudonymous(Box<PseudonymousCandidate>),
}

impl SeenCandidate {
    /// The pseudonymous id.
    pub fn id(&self) -> &CandidateId {
        match self {
            Self::Whole(candidate) => &candidate.id,
            Self::Pseudonymous(candidate) => &candidate.id,
        }
    }
}

/// The people of a snapshot, for one permit at one moment.
#[derive(Debug)]
pub struct Audited<'a> {
    snapshot: &'a Snapshot,
    log: &'a AuditLog,
    permit: Permit,
    now: Timestamp,
    langs: Vec<Lang>,
}

impl Snapshot {
    /// The people of this snapshot, behind the audit log.
    pub fn audited<'a>(&'a self, log: &'a AuditLog, permit: Permit, now: Timestamp) -> Audited<'a> {
        Audited { snapshot: self, log, permit, now, langs: vec![Lang::FI] }
    }
}

impl Audited<'_> {
    /// The same with the names that an employer sees in these languages, best first; Finnish by
    /// default.
    #[must_use]
    pub fn with_langs(self, langs: &[Lang]) -> Self {
        Self { langs: langs.to_vec(), ..self }
    }

    /// Who looks, and what for.
    pub fn permit(&self) -> &Permit {
        &self.permit
    }

    /// People for a stored posting, as [`Snapshot::candidates_for`] ranks them; an employer gets
    /// pseudonymous ones with reasons to match.
    ///
    /// # Errors
    /// As that function, and when the log cannot be written.
    pub fn candidates_for(
        &self,
        posting: &PostingId,
        today: Date,
        limit: usize,
    ) -> Result<MatchOutcome<SeenCandidate>> {
        let entry = AuditEntry { posting: Some(posting.clone()), ..self.ranking(today, limit) };
        let outcome = self.snapshot.candidates_for(posting, &self.permit, today, limit)?;
        self.give_people(entry, outcome, today)
    }

    /// The same for a need that is not stored: the log keeps its digest.
    ///
    /// # Errors
    /// As [`Snapshot::candidates_for_need`], and when the log cannot be written.
    pub fn candidates_for_need(
        &self,
        need: &JobPosting,
        today: Date,
        limit: usize,
    ) -> Result<MatchOutcome<SeenCandidate>> {
        let entry = AuditEntry { query: Some(need_digest(need)), ..self.ranking(today, limit) };
        let outcome = self.snapshot.candidates_for_need(need, &self.permit, today, limit)?;
        self.give_people(entry, outcome, today)
    }

    /// What a stored posting's musts cost in people.
    ///
    /// # Errors
    /// As [`Snapshot::need_costs`], and when the log cannot be written.
    pub fn need_costs(&self, posting: &PostingId, today: Date) -> Result<NeedCosts> {
        let entry = self.entry(AuditAction::NeedCosts, today);
        let entry = AuditEntry { posting: Some(posting.clone()), ..entry };
        let costs = self.snapshot.need_costs(posting, &self.permit, today)?;
        self.give(entry, costs)
    }

    /// The same for a need that is not stored.
    ///
    /// # Errors
    /// As [`Snapshot::need_costs_of`], and when the log cannot be written.
    pub fn need_costs_of(&self, need: &JobPosting, today: Date) -> Result<NeedCosts> {
        let entry = self.entry(AuditAction::NeedCosts, today);
        let entry = AuditEntry { query: Some(need_digest(need)), ..entry };
        let costs = self.snapshot.need_costs_of(need, &self.permit, today)?;
        self.give(entry, costs)
    }

    /// A stored person, as the role may see one.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` when the permit does not open the person, or the person does not
    /// allow employers; when the log cannot be written.
    pub fn candidate(&self, id: &CandidateId, today: Date) -> Result<SeenCandidate> {
        let entry = self.about(AuditAction::ViewCandidate, id, today);
        let candidate = self.opened(&entry, id, today)?;
        match self.see(candidate, today) {
            Some(seen) => self.give(entry, seen),
            None => {
                let why = "the person does not allow to be shown to employers";
                self.refuse(entry, Error::Forbidden(why.to_owned()))
            }
        }
    }

    /// Opportunities for a stored person. Not for employers: it would tell what the person wants.
    ///
    /// # Errors
    /// As [`Snapshot::opportunities_for`]; `NotFound`; `Forbidden`; when the log cannot be written.
    pub fn opportunities_for(
        &self,
        id: &CandidateId,
        request: &MatchRequest,
    ) -> Result<MatchOutcome<JobPosting>> {
        let mut entry = self.about(AuditAction::MatchStored, id, request.today);
        self.not_for_employers(&entry)?;
        let candidate = self.opened(&entry, id, request.today)?;
        let outcome = self.snapshot.opportunities_for(&candidate, request)?;
        entry.filters.insert("limit".to_owned(), request.limit.to_string());
        entry.filters.insert("use_meaning".to_owned(), request.use_meaning.to_string());
        entry.query = Some(digest(&format!("{:?}", request.conditions)));
        entry.results = outcome.matches.iter().map(|row| row.id.clone()).collect();
        self.give(entry, outcome)
    }

    /// How a stored person and a stored posting fit. Not for employers, who see the reasons in
    /// [`Audited::candidates_for`].
    ///
    /// # Errors
    /// As [`Snapshot::explain`]; `Forbidden`; when the log cannot be written.
    pub fn explain(
        &self,
        candidate: &CandidateId,
        posting: &PostingId,
        today: Date,
    ) -> Result<(Candidate, JobPosting, MatchScore)> {
        let entry = self.about(AuditAction::Explain, candidate, today);
        let entry = AuditEntry { posting: Some(posting.clone()), ..entry };
        self.not_for_employers(&entry)?;
        self.opened(&entry, candidate, today)?;
        let explained = self.snapshot.explain(candidate, posting, today)?;
        self.give(entry, explained)
    }

    fn entry(&self, action: AuditAction, today: Date) -> AuditEntry {
        let mut entry = AuditEntry::new(action, &self.permit);
        entry.state = Some(StateRecord::of(self.snapshot));
        entry.filters.insert("today".to_owned(), today.to_string());
        entry
    }

    fn ranking(&self, today: Date, limit: usize) -> AuditEntry {
        let mut entry = self.entry(AuditAction::RankPeople, today);
        entry.filters.insert("limit".to_owned(), limit.to_string());
        entry
    }

    fn about(&self, action: AuditAction, id: &CandidateId, today: Date) -> AuditEntry {
        AuditEntry { candidate: Some(id.clone()), ..self.entry(action, today) }
    }

    /// The stored person, if the permit opens the person.
    fn opened(&self, entry: &AuditEntry, id: &CandidateId, today: Date) -> Result<Candidate> {
        let candidate = self.snapshot.candidate(id, today)?;
        match self.permit.check(&candidate) {
            Ok(()) => Ok(candidate),
            Err(error) => self.refuse(entry.clone(), error),
        }
    }

    fn not_for_employers(&self, entry: &AuditEntry) -> Result<()> {
        match self.permit.require(&[Role::Advisor, Role::Service, Role::Admin]) {
            Ok(()) => Ok(()),
            Err(error) => self.refuse(entry.clone(), error),
        }
    }

    fn see(&self, candidate: Candidate, today: Date) -> Option<SeenCandidate> {
        if self.permit.role() != Role::Employer {
            return Some(SeenCandidate::Whole(Box::new(candidate)));
        }
        let taxonomy = self.snapshot.taxonomy.as_deref();
        let seen = PseudonymousCandidate::of(&candidate, taxonomy, &self.langs, today)?;
        Some(SeenCandidate::Pseudonymous(Box::new(seen)))
    }

    fn give_people(
        &self,
        mut entry: AuditEntry,
        outcome: MatchOutcome<Candidate>,
        today: Date,
    ) -> Result<MatchOutcome<SeenCandidate>> {
        let MatchOutcome { matches, total, gaps, too_thin, degraded } = outcome;
        let taxonomy = self.snapshot.taxonomy.as_deref();
        let seen = matches.into_iter().filter_map(|row| {
            let RankedMatch { rank, id, other, band, score } = row;
            let seen = self.see(other.clone(), today)?;
            let score = match &seen {
                SeenCandidate::Whole(_) => score,
                SeenCandidate::Pseudonymous(view) => {
                    view.explained(&other, taxonomy, &self.langs, score)
                }
            };
            Some(RankedMatch { rank, id, other: seen, band, score })
        });
        let matches: Vec<_> = seen.collect();
        entry.results = matches.iter().map(|row| row.id.clone()).collect();
        self.give(entry, MatchOutcome { matches, total, gaps, too_thin, degraded })
    }

    /// Writes the line, then gives.
    fn give<T>(&self, entry: AuditEntry, answer: T) -> Result<T> {
        self.log.append(&entry, self.now)?;
        Ok(answer)
    }

    fn refuse<T>(&self, entry: AuditEntry, error: Error) -> Result<T> {
        let outcome = AuditOutcome::Refused(error.to_string());
        self.log.append(&AuditEntry { outcome, ..entry }, self.now)?;
        Err(error)
    }
}

/// The digest of a need that is not stored. It recognises the same need in the same version of this
/// library.
fn need_digest(need: &JobPosting) -> String {
    digest(&format!("{need:?}"))
}
