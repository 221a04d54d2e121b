#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Advisor,
    Employer,
    Service,
    Admin,
}
impl Role {
    pub fn code(self) -> &'static str {
        match self {
            Self::Advisor => "advisor",
            Self::Employer => "employer",
            Self::Service => "service",
            Self::Admin => "admin",
        }
    }
}
#[derive(Debug, Clone)]
pub struct Claims {
    pub role: Role,
}

pub(crate) struct Audited<'a>(pub &'a kohtaanto::Snapshot);
impl Audited<'_> {
    pub(crate) fn opportunities_for(
        &self,
        id: &kohtaanto::model::CandidateId,
        request: &kohtaanto::MatchRequest,
    ) -> kohtaanto::Result<kohtaanto::MatchOutcome<kohtaanto::model::JobPosting>> {
        self.0.opportunities_for(&self.0.candidate(id, request.today)?, request)
    }
    pub(crate) fn explain(
        &self,
        id: &kohtaanto::model::CandidateId,
        posting: &kohtaanto::model::PostingId,
        today: jiff::civil::Date,
    ) -> kohtaanto::Result<(
        kohtaanto::model::Candidate,
        kohtaanto::model::JobPosting,
        kohtaanto::MatchScore,
    )> {
        self.0.explain(id, posting, today)
    }
}
