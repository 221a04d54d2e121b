//! What is read, and what is found.

use crate::requirements::confidence::INFERRED;
use jiff::ToSpan;
use jiff::civil::Date;
use kohtaanto_domain::model::{
    Continuity, Demand, Importance, Lang, Occupation, Provenance, Requirement, Shift, WorkTerms,
    WorkingTime,
};
use kohtaanto_taxonomy::{ConceptKind, Mention, Taxonomy};
use std::ops::Range;

/// An ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdText<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its description as [`plain_text`](kohtaanto_domain::text::plain_text) gives it.
    pub plain: &'a str,
    /// The language of both.
    pub lang: Lang,
}

/// A concept that the plain text names.
#[derive(Debug, Clone, PartialEq)]
pub struct ConceptMention {
    /// Bytes in the plain text.
    pub span: Range<usize>,
    /// The concept's identifier.
    pub uri: String,
    /// Its name in the ad's language.
    pub label: String,
    /// What it is.
    pub kind: ConceptKind,
    /// How sure it is that the words name it, at most 1.
    pub score: f32,
}

impl ConceptMention {
    /// What a taxonomy finds named, with the name in the first of the languages that has one.
    pub fn of(taxonomy: &Taxonomy, mention: Mention, langs: &[Lang]) -> Self {
        let name = taxonomy.name_of(mention.concept, langs);
        Self {
            uri: taxonomy.uri(mention.concept).to_owned(),
            label: name.map(|label| label.text.to_owned()).unwrap_or_default(),
            kind: taxonomy.kind(mention.concept),
            span: mention.span,
            score: mention.score,
        }
    }
}

/// How an ad speaks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// It must be there.
    Must,
    /// It counts in favour.
    Nice,
    /// It is what is done in the work.
    Task,
    /// The employer teaches it.
    Taught,
    /// The ad says that it is not needed.
    NotNeeded,
    /// It is named, and nobody asks for it: the employer's field, a colleague's occupation.
    Mentioned,
}

impl Stance {
    /// The importance of a requirement; `None` where nothing is required.
    pub fn importance(self) -> Option<Importance> {
        match self {
            Self::Must => Some(Importance::Must),
            Self::Nice => Some(Importance::Nice),
            Self::Task | Self::Taught | Self::NotNeeded | Self::Mentioned => None,
        }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// What.
    pub value: T,
    /// Bytes in the plain text; empty where the title says it.
    pub span: Range<usize>,
    /// How sure it is, above 0, at most 1: see [`EXPLICIT`](super::EXPLICIT) and its neighbours.
    pub confidence: f32,
}

/// Something that the ad asks, offers to teach, or says is not needed.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundRequirement {
    /// What.
    pub demand: Demand,
    /// How the ad speaks of it.
    pub stance: Stance,
    /// Bytes in the plain text.
    pub span: Range<usize>,
    /// How sure it is, above 0, at most 1.
    pub confidence: f32,
}

impl FoundRequirement {
    /// The requirement of a posting; `None` where nothing is required. `by` is the name and version
    /// of the reader.
    pub fn requirement(&self, by: &str) -> Option<Requirement> {
        let provenance = Provenance::Extracted { span: self.span.clone(), by: by.to_owned() };
        let importance = self.stance.importance()?;
        Some(Requirement { demand: self.demand.clone(), importance, provenance })
    }
}

/// An occupation that the ad names.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundOccupation {
    /// Which.
    pub occupation: Occupation,
    /// [`Stance::Task`] where it is the work that is offered, [`Stance::Must`] where one has to be
    /// it by training, [`Stance::Mentioned`] where it is somebody else.
    pub stance: Stance,
    /// Bytes in the plain text.
    pub span: Range<usize>,
    /// How sure it is, above 0, at most 1.
    pub confidence: f32,
}

/// Hours a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hours {
    /// The least.
    pub min: f32,
    /// The most.
    pub max: f32,
}

/// When the work begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At once.
    Now,
    /// As agreed.
    Agreed,
    /// On a day, or in a month where no day is given; the year as far as the ad gives it.
    On {
        /// Day of the month.
        day: Option<i8>,
        /// Month, 1 to 12.
        month: i8,
        /// Year.
        year: Option<i16>,
    },
}

impl Start {
    /// The first day of work, read on a day: the next such day where no year is given, the first of
    /// the month where no day is. `None` for what is agreed, and for a day that does not exist.
    pub fn date(self, today: Date) -> Option<Date> {
        match self {
            Self::Now => Some(today),
            Self::Agreed => None,
            Self::On { day, month, year } => {
                let in_year = |year: i16| Date::new(year, month, day.unwrap_or(1)).ok();
                let Some(year) = year else {
                    let this = in_year(today.year())?;
                    // "In November" may be said in November.
                    let last = match day {
                        Some(_) => this,
                        None => this.last_of_month(),
                    };
                    let is_over = last < today;
                    return if is_over { this.checked_add(1.year()).ok() } else { Some(this) };
                };
                in_year(year)
            }
        }
    }
}

/// The terms that an ad offers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundTerms {
    /// When in the day or week.
    pub shifts: Vec<Found<Shift>>,
    /// Hours a week.
    pub hours: Option<Found<Hours>>,
    /// Full or part time, both where both are offered; what the title says first.
    pub working_time: Vec<Found<WorkingTime>>,
    /// How long the work goes on, all that is offered; what the title says first.
    pub continuity: Vec<Found<Continuity>>,
    /// When the work begins.
    pub start: Option<Found<Start>>,
}

impl FoundTerms {
    /// Fills what terms leave open with what was found at least as surely as
    /// [`INFERRED`](super::INFERRED); what they have stays, and what the ad leaves to choose stays
    /// open.
    pub fn fill(&self, terms: &mut WorkTerms, today: Date) {
        fn sure<T: Copy>(found: &Option<Found<T>>) -> Option<T> {
            found.as_ref().filter(|found| found.confidence >= INFERRED).map(|found| found.value)
        }
        fn only<T: Copy>(found: &[Found<T>]) -> Option<T> {
            match found {
                [only] if only.confidence >= INFERRED => Some(only.value),
                _ => None,
            }
        }
        if terms.shifts.is_empty() {
            let shifts = self.shifts.iter().filter(|found| found.confidence >= INFERRED);
            terms.shifts = shifts.map(|found| found.value).collect();
        }
        if let (None, None, Some(hours)) = (terms.hours_min, terms.hours_max, sure(&self.hours)) {
            (terms.hours_min, terms.hours_max) = (Some(hours.min), Some(hours.max));
        }
        terms.working_time = terms.working_time.or(only(&self.working_time));
        terms.continuity = terms.continuity.or(only(&self.continuity));
        terms.start = terms.start.or(sure(&self.start).and_then(|start| start.date(today)));
    }
}

/// What an ad says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AdReading {
    /// What it asks, and what it says is taught, done or not needed, in the order of the text.
    pub requirements: Vec<FoundRequirement>,
    /// Occupations that it names, in the order of the text.
    pub occupations: Vec<FoundOccupation>,
    /// Terms of work.
    pub terms: FoundTerms,
    /// How it speaks of a car of one's own.
    pub own_car: Option<Found<Stance>>,
}

#[cfg(test)]
mod tests {
    use super::Start;
    use jiff::civil::date;

    #[test]
    fn starts_become_days() {
        let today = date(2026, 11, 24);
        let on = |day, month, year| Start::On { day, month, year };
        assert_eq!(Start::Now.date(today), Some(today));
        assert_eq!(Start::Agreed.date(today), None);
        assert_eq!(on(Some(4), 1, None).date(today), Some(date(2027, 1, 4)));
        assert_eq!(on(Some(1), 12, None).date(today), Some(date(2026, 12, 1)));
        assert_eq!(on(None, 11, None).date(today), Some(date(2026, 11, 1)));
        assert_eq!(on(None, 10, None).date(today), Some(date(2027, 10, 1)));
        assert_eq!(on(Some(31), 2, Some(2027)).date(today), None);
    }
}
