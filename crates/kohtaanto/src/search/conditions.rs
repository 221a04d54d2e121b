//! Conditions of a search, with names of places as people write them.

use jiff::civil::Date;
use kohtaanto_domain::geo::Point;
use kohtaanto_domain::model::{Continuity, Lang, LicenceClass, Relationship, Shift, WorkingTime};

/// How far from a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distance {
    /// Minutes by car.
    Minutes(u16),
    /// Kilometres as the crow flies.
    Km(f64),
}

/// Within a distance of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    /// The place: a municipality's name or code, or a postal code.
    pub from: String,
    /// How far.
    pub distance: Distance,
}

/// Within a distance of a point: of a place of work's own point, or of the centre of its
/// municipality where it has none. Minutes are counted between the centres of municipalities, from
/// the one that is nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// The point.
    pub point: Point,
    /// How far.
    pub distance: Distance,
}

/// What becomes of a code that neither the taxonomy nor any posting has, and of a place that there
/// is not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnknownCodes {
    /// It is refused, with what may have been meant.
    #[default]
    Refuse,
    /// No posting meets it.
    MeetNothing,
}

/// Conditions that a posting must meet. Each list is "any of"; an empty list is no condition. By
/// default: open on the day of the search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Conditions {
    /// Municipalities, regions, employment areas or postal codes, by name or code.
    pub places: Vec<String>,
    /// Places to leave out.
    pub not_places: Vec<String>,
    /// Within a distance of a place.
    pub within: Option<Within>,
    /// Legal relationship.
    pub relationship: Vec<Relationship>,
    /// How long the work goes on.
    pub continuity: Vec<Continuity>,
    /// Full or part time.
    pub working_time: Vec<WorkingTime>,
    /// Shifts.
    pub shifts: Vec<Shift>,
    /// Languages of the posting.
    pub languages: Vec<Lang>,
    /// ISCO-08 groups, as one to four digits; occupations and groups by their concepts'
    /// identifiers, narrower occupations included.
    pub occupations: Vec<String>,
    /// Occupations and groups to leave out.
    pub not_occupations: Vec<String>,
    /// Competences, cards and permits that are asked, hoped for or used, by their concepts'
    /// identifiers.
    pub skills: Vec<String>,
    /// Competences, cards and permits to leave out.
    pub not_skills: Vec<String>,
    /// Languages that are asked or hoped for.
    pub asked_languages: Vec<Lang>,
    /// Driving licence classes that are asked or hoped for.
    pub licences: Vec<LicenceClass>,
    /// Whether a driving licence must be had. `Some(false)`: nothing says so.
    pub asks_licence: Option<bool>,
    /// Whether experience must be had. `Some(false)`: nothing says so.
    pub asks_experience: Option<bool>,
    /// Whether some of the work can be done anywhere. `Some(false)`: nothing says so.
    pub remote: Option<bool>,
    /// Least share of a full week, 0 to 1; see [`kohtaanto_domain::model::WorkTerms::extent`].
    pub extent_min: Option<f32>,
    /// Most share of a full week, 0 to 1.
    pub extent_max: Option<f32>,
    /// Within a distance of any of these points.
    pub positions: Vec<Position>,
    /// Employers, by the beginning of any word of their name and what follows, or of their
    /// business id.
    pub employers_starting: Vec<String>,
    /// Employers to leave out, so named.
    pub not_employers_starting: Vec<String>,
    /// Legal relationships to leave out.
    pub not_relationship: Vec<Relationship>,
    /// Employers, by their whole name.
    pub employers: Vec<String>,
    /// Employers to leave out.
    pub not_employers: Vec<String>,
    /// Sources.
    pub sources: Vec<String>,
    /// Published on this day or later.
    pub published_from: Option<Date>,
    /// Published on this day or before.
    pub published_to: Option<Date>,
    /// Closed and coming postings too.
    pub closed_too: bool,
    /// What becomes of unknown codes and places.
    pub unknown_codes: UnknownCodes,
}

impl Conditions {
    /// Whether they say where the work is, so that places named in a text do not.
    pub(crate) fn name_places(&self) -> bool {
        !self.places.is_empty() || self.within.is_some() || !self.positions.is_empty()
    }
}
