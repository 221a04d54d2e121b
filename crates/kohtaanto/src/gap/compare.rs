//! One requirement against one person: ranking's verdict, and what the taxonomy adds to it.

use super::known::Known;
use super::{GapRow, GapStatus, MetBy, Nearness};
use kohtaanto_domain::model::{
    Candidate, Demand, JobPosting, Localized, Occupation, Provenance, Requirement,
};
use kohtaanto_rank::{
    MatchContext, MatchScore, PreparedCandidate, PreparedPosting, Reason, Retrieval, Status, score,
};
use kohtaanto_taxonomy::Taxonomy;

/// A posting that asks one thing only, so that ranking's verdict is on that.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) requirement: Requirement,
    posting: JobPosting,
}

impl Question {
    /// What a posting asks, one by one, in its order.
    pub(crate) fn all(posting: &JobPosting) -> Vec<Self> {
        let bare = JobPosting {
            requirements: Vec::new(),
            description: Localized::default(),
            ..posting.clone()
        };
        let question = |requirement: &Requirement| {
            // Ranking passes over what only a text says; here all that is asked is answered.
            let declared = Requirement { provenance: Provenance::Declared, ..requirement.clone() };
            let posting = JobPosting { requirements: vec![declared], ..bare.clone() };
            Self { requirement: requirement.clone(), posting }
        };
        posting.requirements.iter().map(question).collect()
    }

    /// The work of which experience is asked.
    fn occupation(&self) -> Option<&Occupation> {
        match &self.requirement.demand {
            Demand::Experience { occupation: Some(occupation), .. } => Some(occupation),
            Demand::Experience { .. } => self.posting.occupations.first(),
            _ => None,
        }
    }

    /// Ready to be put to many people.
    pub(crate) fn prepared(&self) -> PreparedPosting<'_> {
        PreparedPosting::new(&self.posting)
    }
}

/// A person ready to be asked.
#[derive(Debug)]
pub(crate) struct Person<'a> {
    candidate: &'a Candidate,
    prepared: PreparedCandidate<'a>,
    known: Option<Known<'a>>,
}

impl<'a> Person<'a> {
    /// A person whose items have been linked to the taxonomy.
    pub(crate) fn new(candidate: &'a Candidate, taxonomy: Option<&'a Taxonomy>) -> Self {
        let known = taxonomy.map(|taxonomy| Known::new(taxonomy, candidate));
        Self { candidate, prepared: PreparedCandidate::new(candidate), known }
    }

    pub(crate) fn score(
        &self,
        posting: &PreparedPosting<'_>,
        context: MatchContext<'_>,
    ) -> MatchScore {
        score(&self.prepared, posting, Retrieval::default(), context)
    }

    /// How the person stands to one question.
    pub(crate) fn answer(
        &self,
        question: &Question,
        prepared: &PreparedPosting<'_>,
        taxonomy: Option<&Taxonomy>,
        context: MatchContext<'_>,
    ) -> GapRow {
        let score = self.score(prepared, context);
        let mut reasons = score.for_work.contributions.iter().flat_map(|c| &c.reasons);
        let Requirement { demand, importance, .. } = &question.requirement;
        let verdict = reasons.find_map(|reason| self.verdict(question, reason));
        let (mut status, mut by) = verdict.unwrap_or((GapStatus::Unknown, None));
        let words_only = matches!(by, Some(MetBy::NearCompetence { how: Nearness::Words, .. }));
        if let Some((known, found)) = self.concept(question, taxonomy)
            && (known < status || words_only)
        {
            (status, by) = (known, Some(found));
        }
        GapRow { asked: demand.clone(), importance: *importance, status, by }
    }

    fn concept(
        &self,
        question: &Question,
        taxonomy: Option<&Taxonomy>,
    ) -> Option<(GapStatus, MetBy)> {
        let (known, taxonomy) = (self.known.as_ref()?, taxonomy?);
        match &question.requirement.demand {
            Demand::Competence { uri, .. } => known.competence(taxonomy.find(uri.as_deref()?)?),
            Demand::Experience { years, .. } => {
                let asked = question.occupation()?;
                let (status, by) = known.occupation(taxonomy.find(asked.uri.as_deref()?)?)?;
                // How long is ranking's to say.
                let too_short = years.is_some_and(|years| years > 0.0) && status == GapStatus::Met;
                Some((if too_short { GapStatus::Near } else { status }, by))
            }
            _ => None,
        }
    }

    /// What ranking says of a demand; `None` for a reason that is not about it.
    fn verdict(&self, question: &Question, reason: &Reason) -> Option<(GapStatus, Option<MetBy>)> {
        let profile = &self.candidate.profile;
        let tells_what_can = !profile.competences.is_empty() || !profile.text.is_blank();
        match (&question.requirement.demand, reason) {
            (Demand::Competence { .. }, Reason::Competence { told, status, .. }) => {
                let told = told.clone().unwrap_or_default();
                Some(match status {
                    Status::Met => (GapStatus::Met, Some(MetBy::Told(told))),
                    Status::Partly => {
                        let how = Nearness::Words;
                        (GapStatus::Near, Some(MetBy::NearCompetence { told, how }))
                    }
                    Status::NotMet | Status::Unknown => (unless(tells_what_can), None),
                })
            }
            (Demand::Experience { .. }, Reason::Competence { asked, status, .. }) => {
                let did = question.occupation().and_then(|asked| self.work_like(asked));
                let did = did.unwrap_or(asked).to_owned();
                Some(match status {
                    Status::Met => (GapStatus::Met, Some(MetBy::Told(did))),
                    Status::Partly => (GapStatus::Near, Some(MetBy::NearWork(did))),
                    Status::NotMet | Status::Unknown => (unless(!profile.history.is_empty()), None),
                })
            }
            (Demand::Language { .. }, Reason::Language { told, status, .. }) => {
                Some((of(*status), by(*status, told.map(MetBy::Language))))
            }
            (Demand::Education { .. }, Reason::Education { told, status, .. }) => {
                let best = profile.education.iter().find(|e| Some(e.level) == *told);
                let best = best.map(|e| MetBy::Education(e.level, e.label.clone()));
                Some((of(*status), by(*status, best)))
            }
            (Demand::DrivingLicence(_), Reason::Licence { asked, status, .. }) => {
                let held = profile.licences.iter().find(|held| held.covers(*asked));
                Some((of(*status), by(*status, held.copied().map(MetBy::Licence))))
            }
            (Demand::Card(_), Reason::Card { asked, status, .. }) => {
                Some((of(*status), by(*status, Some(MetBy::Card(asked.clone())))))
            }
            _ => None,
        }
    }

    /// The work of the person that is the work asked, or of its minor group.
    fn work_like(&self, asked: &Occupation) -> Option<&'a str> {
        let is_like = |did: &&Occupation| match (did.isco, asked.isco) {
            _ if did.uri.is_some() && did.uri == asked.uri => true,
            (Some(did), Some(asked)) => did.shared_digits(asked) >= 3,
            _ => did.label.to_lowercase() == asked.label.to_lowercase(),
        };
        let mut done = self.candidate.profile.history.iter().map(|work| &work.occupation);
        done.find(is_like).map(|did| did.label.as_str())
    }
}

/// What was not told is missing where such things were told, else not known.
fn unless(told: bool) -> GapStatus {
    if told { GapStatus::Missing } else { GapStatus::Unknown }
}

fn of(status: Status) -> GapStatus {
    match status {
        Status::Met => GapStatus::Met,
        Status::Partly => GapStatus::Near,
        Status::NotMet => GapStatus::Missing,
        Status::Unknown => GapStatus::Unknown,
    }
}

/// What the person has is shown where it meets what is asked or falls short of it; a level too.
fn by(status: Status, item: Option<MetBy>) -> Option<MetBy> {
    match (status, &item) {
        (Status::Met | Status::Partly, _) => item,
        (Status::NotMet, Some(MetBy::Language(_) | MetBy::Education(..))) => item,
        _ => None,
    }
}
