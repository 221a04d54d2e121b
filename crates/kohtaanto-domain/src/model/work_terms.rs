//! Terms of work: as offered, and as wanted.

use super::codes::coded;
use jiff::civil::Date;

coded! {
    /// Legal relationship between the one who works and the one who has the work done.
    Relationship, "relationship", {
        /// Employment contract.
        Employment = "employment",
        /// Public service relationship (virkasuhde).
        PublicService = "public_service",
        /// Agency work.
        Agency = "agency",
        /// Apprenticeship.
        Apprenticeship = "apprenticeship",
        /// Training or work trial.
        Training = "training",
        /// Entrepreneurship or commission.
        Entrepreneur = "entrepreneur",
    }
}

coded! {
    /// How long the work goes on.
    Continuity, "continuity", {
        /// Until further notice.
        Permanent = "permanent",
        /// For a fixed term.
        FixedTerm = "fixed_term",
        /// For a season.
        Seasonal = "seasonal",
        /// For the summer.
        Summer = "summer",
        /// When called.
        OnCall = "on_call",
    }
}

coded! {
    /// Full or part time.
    WorkingTime, "working_time", {
        /// Full time.
        FullTime = "full_time",
        /// Part time.
        PartTime = "part_time",
    }
}

coded! {
    /// When in the day or week.
    Shift, "shifts", {
        /// Days.
        Day = "day",
        /// Evenings.
        Evening = "evening",
        /// Nights.
        Night = "night",
        /// Weekends.
        Weekend = "weekend",
        /// Two shifts.
        TwoShift = "two_shift",
        /// Three shifts.
        ThreeShift = "three_shift",
        /// Flexible.
        Flexible = "flexible",
    }
}

impl Shift {
    /// The parts of the day that a shift pattern takes: two shifts are days and evenings.
    pub fn parts(self) -> &'static [Self] {
        match self {
            Self::Day => &[Self::Day],
            Self::Evening => &[Self::Evening],
            Self::Night => &[Self::Night],
            Self::Weekend => &[Self::Weekend],
            Self::TwoShift => &[Self::Day, Self::Evening],
            Self::ThreeShift => &[Self::Day, Self::Evening, Self::Night],
            Self::Flexible => &[],
        }
    }
}

coded! {
    /// What pay is counted by.
    PayBasis, "basis", {
        /// By the month.
        Monthly = "monthly",
        /// By the hour.
        Hourly = "hourly",
        /// By the piece or contract.
        Piece = "piece",
        /// Commission.
        Commission = "commission",
    }
}

/// Pay in euros before tax.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pay {
    /// What it is counted by.
    pub basis: PayBasis,
    /// The least.
    pub min: Option<f32>,
    /// The most.
    pub max: Option<f32>,
}

/// The terms of a posting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WorkTerms {
    /// Legal relationship.
    pub relationship: Option<Relationship>,
    /// How long the work goes on.
    pub continuity: Option<Continuity>,
    /// Full or part time.
    pub working_time: Option<WorkingTime>,
    /// Least hours a week.
    pub hours_min: Option<f32>,
    /// Most hours a week.
    pub hours_max: Option<f32>,
    /// When in the day or week; empty means not known.
    pub shifts: Vec<Shift>,
    /// First day of work.
    pub start: Option<Date>,
    /// Last day of work.
    pub end: Option<Date>,
    /// Pay.
    pub pay: Option<Pay>,
}

/// Hours of a full week in most Finnish collective agreements: 37.5 in services and offices.
const FULL_WEEK_HOURS: f32 = 37.5;

impl WorkTerms {
    /// Least and most share of a full week, 0 to 1, that the work takes: 1 for full time whatever
    /// its hours, else its hours against the 37.5 of most collective agreements. `None` when
    /// neither is said.
    pub fn extent(&self) -> Option<(f32, f32)> {
        if self.working_time == Some(WorkingTime::FullTime) {
            return Some((1.0, 1.0));
        }
        let (min, max) = (self.hours_min.or(self.hours_max)?, self.hours_max.or(self.hours_min)?);
        let share = |hours: f32| (hours / FULL_WEEK_HOURS).clamp(0.0, 1.0);
        Some((share(min), share(max)))
    }
}

/// The terms that a person can take; an empty list means not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TermsWanted {
    /// Legal relationships.
    pub relationship: Vec<Relationship>,
    /// How long the work may go on.
    pub continuity: Vec<Continuity>,
    /// Full or part time.
    pub working_time: Vec<WorkingTime>,
    /// When in the day or week.
    pub shifts: Vec<Shift>,
    /// Least hours a week.
    pub hours_min: Option<f32>,
    /// Most hours a week.
    pub hours_max: Option<f32>,
    /// First day that the person can start.
    pub start: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::{WorkTerms, WorkingTime};

    #[test]
    fn extent_is_the_share_of_a_full_week() {
        let terms = |working_time, hours_min, hours_max| WorkTerms {
            working_time,
            hours_min,
            hours_max,
            ..WorkTerms::default()
        };
        let full = Some(WorkingTime::FullTime);
        let part = Some(WorkingTime::PartTime);
        let table = [
            (terms(full, Some(38.25), Some(38.25)), Some((1.0, 1.0))),
            (terms(full, Some(30.0), None), Some((1.0, 1.0))),
            (terms(part, Some(15.0), Some(30.0)), Some((0.4, 0.8))),
            (terms(part, None, Some(30.0)), Some((0.8, 0.8))),
            (terms(None, Some(40.0), None), Some((1.0, 1.0))),
            (terms(part, None, None), None),
            (terms(None, None, None), None),
        ];
        for (terms, expected) in table {
            assert_eq!(terms.extent(), expected, "{terms:?}");
        }
    }
}
