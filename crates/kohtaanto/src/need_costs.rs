//! What each requirement of a need costs in people. It counts people and names nobody, and is
//! still ranking of people: it needs a [`Permit`], and only those who allow ranking are counted.

use crate::error::{Result, index};
use crate::gap::{GapStatus, Person, Question, is_within_reach};
use crate::rank_people::Permit;
use crate::reading::{Reader, read_posting_texts};
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::model::{Demand, Importance, JobPosting, PostingId};
use kohtaanto_index::Filter;
use kohtaanto_rank::{MatchContext, PreparedPosting};
use rayon::prelude::*;

/// How many people, sure and possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeopleCount {
    /// Of whom all that is asked is known to be met.
    pub sure: usize,
    /// Of whom nothing is known to be lacking, and something is not known.
    pub unknown: usize,
}

/// What one requirement costs.
#[derive(Debug, Clone, PartialEq)]
pub struct RequirementCost {
    /// What is asked.
    pub asked: Demand,
    /// Of the people within reach, how many have it, or know it from the work.
    pub n_met: usize,
    /// How many have something near to it.
    pub n_near: usize,
    /// How many have told of such things, and not of this one.
    pub n_missing: usize,
    /// Of how many it is not known.
    pub n_unknown: usize,
    /// Who remains when it is dropped and the other musts stay.
    pub without: PeopleCount,
}

/// What a need's requirements cost in people.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedCosts {
    /// People who allow ranking and whom the permit opens.
    pub n_people: usize,
    /// Of them, those for whom the place is within reach.
    pub n_within_reach: usize,
    /// Of them, those of whom it is not known where they can work. They are not counted further.
    pub n_reach_unknown: usize,
    /// Who remains with all musts.
    pub with_all: PeopleCount,
    /// The musts: those that cost most first, then in the order of asking.
    pub requirements: Vec<RequirementCost>,
}

impl Snapshot {
    /// What each must of a stored posting costs in people within reach of its places.
    ///
    /// # Errors
    /// `NotFound` when there is no such posting; what the store refuses.
    pub fn need_costs(&self, id: &PostingId, permit: &Permit, today: Date) -> Result<NeedCosts> {
        self.costs(&self.posting(id)?, permit, today)
    }

    /// The same for a need that is not stored: what its text asks is read first.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn need_costs_of(
        &self,
        need: &JobPosting,
        permit: &Permit,
        today: Date,
    ) -> Result<NeedCosts> {
        self.costs(&self.with_reading(need)?, permit, today)
    }

    /// A posting that is not stored, with what its text asks added, as it would be stored.
    ///
    /// # Errors
    /// What the taxonomy refuses.
    pub fn with_reading(&self, posting: &JobPosting) -> Result<JobPosting> {
        let mut posting = posting.clone();
        if let Some(taxonomy) = self.taxonomy.as_deref() {
            read_posting_texts(Reader::by_words(taxonomy), &mut posting)?;
        }
        Ok(posting)
    }

    fn costs(&self, need: &JobPosting, permit: &Permit, today: Date) -> Result<NeedCosts> {
        let mut questions = Question::all(need);
        questions.retain(|question| question.requirement.importance == Importance::Must);
        let prepared: Vec<PreparedPosting<'_>> = questions.iter().map(Question::prepared).collect();
        // Where the work is, and nothing else of it.
        let place = JobPosting { requirements: Vec::new(), ..need.clone() };
        let place = PreparedPosting::new(&place);
        let taxonomy = self.taxonomy.as_deref();
        let context = MatchContext { today, travel: self.travel.as_ref() };
        let all = self.people.index.matching(&Filter::default()).map_err(index)?;
        let docs: Vec<_> = all.iter().collect();
        let people: Result<Vec<Option<Counted>>> = docs
            .into_par_iter()
            .map(|doc| {
                let candidate = self.candidate_at(doc, today)?;
                if !candidate.permissions.rank || !permit.covers(&candidate) {
                    return Ok(None);
                }
                let person = Person::new(&candidate, taxonomy);
                let reach = is_within_reach(&person.score(&place, context).for_work);
                if reach != Some(true) {
                    return Ok(Some(Counted { reach, has: Vec::new() }));
                }
                let pairs = questions.iter().zip(&prepared);
                let rows = pairs.map(|(question, prepared)| {
                    person.answer(question, prepared, taxonomy, context)
                });
                // What is known from the work is there.
                let has = rows.map(|row| if row.is_kept() { GapStatus::Met } else { row.status });
                Ok(Some(Counted { reach, has: has.collect() }))
            })
            .collect();
        let people: Vec<Counted> = people?.into_iter().flatten().collect();
        Ok(summed(&questions, &people))
    }
}

/// One person: whether the place is within reach, and how the person stands to each must.
#[derive(Debug)]
struct Counted {
    reach: Option<bool>,
    has: Vec<GapStatus>,
}

impl Counted {
    /// Whether the person remains when one must is dropped; `None` when that is not known.
    fn remains(&self, without: Option<usize>) -> Option<bool> {
        let asked = self.has.iter().enumerate().filter(|(i, _)| Some(*i) != without);
        let mut remains = Some(true);
        for (_, status) in asked {
            match status {
                GapStatus::Met => {}
                GapStatus::Unknown => remains = None,
                GapStatus::Near | GapStatus::Missing => return Some(false),
            }
        }
        remains
    }
}

fn summed(questions: &[Question], people: &[Counted]) -> NeedCosts {
    let near: Vec<&Counted> = people.iter().filter(|one| one.reach == Some(true)).collect();
    let count = |without| {
        let mut count = PeopleCount::default();
        for one in &near {
            match one.remains(without) {
                Some(true) => count.sure += 1,
                Some(false) => {}
                None => count.unknown += 1,
            }
        }
        count
    };
    let cost = |(i, question): (usize, &Question)| {
        let of = |status| near.iter().filter(|one| one.has.get(i) == Some(&status)).count();
        RequirementCost {
            asked: question.requirement.demand.clone(),
            n_met: of(GapStatus::Met),
            n_near: of(GapStatus::Near),
            n_missing: of(GapStatus::Missing),
            n_unknown: of(GapStatus::Unknown),
            without: count(Some(i)),
        }
    };
    let mut requirements: Vec<RequirementCost> = questions.iter().enumerate().map(cost).collect();
    requirements.sort_by_key(|r| std::cmp::Reverse((r.without.sure, r.without.unknown)));
    NeedCosts {
        n_people: people.len(),
        n_within_reach: near.len(),
        n_reach_unknown: people.iter().filter(|one| one.reach.is_none()).count(),
        with_all: count(None),
        requirements,
    }
}
