//! What is advertised, who seeks, and what both may say of themselves.
//!
//! Values only: nothing here reads, ranks or prints. What a value refuses is a list of
//! [`FieldError`]s that name the field and the fix. An absent field means "not known", never "no".

mod candidate;
mod codes;
mod competence_profile;
mod error;
mod id;
mod job_posting;
mod lang;
mod localized;
mod occupation;
mod requirement;
mod validation;
mod work_terms;

pub use candidate::{Candidate, Permissions, Reach, TransportMode};
pub use codes::Coded;
pub use competence_profile::{
    Competence, CompetenceProfile, Education, Employment, Evidence, HistorySource, LanguageSkill,
};
pub use error::{FieldError, FieldErrors};
pub use id::{CandidateId, MunicipalityCode, PostingId};
pub use job_posting::{Employer, JobPosting, Source, WorkPlace};
pub use lang::Lang;
pub use localized::Localized;
pub use occupation::{IscoCode, Occupation};
pub use requirement::{
    Card, Demand, EducationLevel, Importance, LanguageLevel, LicenceClass, Provenance, Requirement,
};
pub use validation::{validate_candidate, validate_posting};
pub use work_terms::{
    Continuity, Pay, PayBasis, Relationship, Shift, TermsWanted, WorkTerms, WorkingTime,
};
