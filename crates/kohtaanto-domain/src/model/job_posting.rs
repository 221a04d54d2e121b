//! The advertised job.

use super::{Lang, Localized, MunicipalityCode, Occupation, PostingId, Requirement, WorkTerms};
use crate::geo::Point;
use jiff::civil::Date;

/// Where a posting comes from, and under what terms it may be passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Name of the source.
    pub name: String,
    /// Licence tag, such as `CC0-1.0`.
    pub licence: Option<String>,
}

/// Who offers the work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Employer {
    /// Name.
    pub name: String,
    /// Finnish business id, `1234567-1`.
    pub business_id: Option<String>,
    /// What the employer says of itself. Not matched: a metal firm that seeks an accountant is not
    /// metal work.
    pub about: Localized,
}

/// One place of work.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkPlace {
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Street address.
    pub address: Option<String>,
    /// Postal code of five digits.
    pub postal_code: Option<String>,
    /// Coordinates.
    pub point: Option<Point>,
}

/// The advertised job.
#[derive(Debug, Clone, PartialEq)]
pub struct JobPosting {
    /// Id given by the source.
    pub id: PostingId,
    /// Where it comes from.
    pub source: Source,
    /// Languages of the text.
    pub languages: Vec<Lang>,
    /// Title.
    pub title: Localized,
    /// Description, plain text or HTML.
    pub description: Localized,
    /// Who offers the work.
    pub employer: Employer,
    /// Places of work; empty only for work that is wholly remote.
    pub places: Vec<WorkPlace>,
    /// Per cent of the work that can be done anywhere, 0 to 100; `None` when not said.
    pub remote_share: Option<u8>,
    /// Occupations.
    pub occupations: Vec<Occupation>,
    /// What is asked.
    pub requirements: Vec<Requirement>,
    /// Terms of work.
    pub terms: WorkTerms,
    /// How many are sought, 1 to 1000.
    pub openings: u32,
    /// First day on which it is public.
    pub published: Option<Date>,
    /// Last day on which one can apply.
    pub expires: Option<Date>,
    /// Where to apply.
    pub apply_url: Option<String>,
}

impl JobPosting {
    /// Whether the posting is public and open on a day: published on it or before, and not expired.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.published.is_none_or(|published| published <= day)
            && self.expires.is_none_or(|expires| day <= expires)
    }
}
