//! Conditions of a search, with names of places as people write them, and the filter they make.

use crate::error::Result;
use crate::store::day_number;
use jiff::civil::Date;
use kohtaanto_domain::geo::{self, TravelTime};
use kohtaanto_domain::model::{
    Coded, Continuity, FieldError, FieldErrors, Lang, MunicipalityCode, Relationship, Shift,
    WorkingTime,
};
use kohtaanto_index::{Filter, Tag, TagCondition};

/// How many places are named when a condition is left out.
const SHOWN_PLACES: usize = 4;

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
    /// ISCO-08 groups, as one to four digits.
    pub occupations: Vec<String>,
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
}

/// A condition with its name, so that it can be left out when nothing is found.
#[derive(Debug, Clone)]
pub(crate) struct NamedCondition {
    pub(crate) name: &'static str,
    pub(crate) asked: String,
    pub(crate) part: FilterPart,
}

#[derive(Debug, Clone)]
pub(crate) enum FilterPart {
    Tag(TagCondition),
    OpenOn(i32),
    Published(Option<i32>, Option<i32>),
}

impl Conditions {
    /// The conditions one by one, with every place resolved to codes.
    pub(crate) fn named(
        &self,
        today: Date,
        travel: &dyn TravelTime,
    ) -> Result<Vec<NamedCondition>> {
        let mut errors = Vec::new();
        let mut named = Vec::new();
        let mut tag = |name, tag, any_of: Vec<String>, negate| {
            if !any_of.is_empty() {
                let asked =
                    if tag == Tag::Municipality { names(&any_of) } else { any_of.join(", ") };
                let part = FilterPart::Tag(TagCondition { tag, any_of, negate });
                named.push(NamedCondition { name, asked, part });
            }
        };
        let places = resolve("places", &self.places, &mut errors);
        tag("places", Tag::Municipality, codes(&places), false);
        let not_places = resolve("not_places", &self.not_places, &mut errors);
        tag("not_places", Tag::Municipality, codes(&not_places), true);
        if let Some(within) = &self.within {
            let reached = reached(within, travel, &mut errors);
            tag("within", Tag::Municipality, codes(&reached), false);
        }
        tag("relationship", Tag::Relationship, coded(&self.relationship), false);
        tag("continuity", Tag::Continuity, coded(&self.continuity), false);
        tag("working_time", Tag::WorkingTime, coded(&self.working_time), false);
        tag("shifts", Tag::Shift, coded(&self.shifts), false);
        let languages = self.languages.iter().map(Lang::to_string).collect();
        tag("languages", Tag::Language, languages, false);
        tag("occupations", Tag::Occupation, self.occupations.clone(), false);
        tag("employers", Tag::Employer, lower(&self.employers), false);
        tag("not_employers", Tag::Employer, lower(&self.not_employers), true);
        tag("sources", Tag::Source, self.sources.clone(), false);
        if let (Some(from), Some(to)) = (self.published_from, self.published_to)
            && from > to
        {
            let problem = format!("{to} is before published_from {from}");
            errors.push(FieldError::new("published_to", problem, "swap the two days"));
        }
        FieldErrors::check(errors)?;
        if self.published_from.is_some() || self.published_to.is_some() {
            let days = (self.published_from.map(day_number), self.published_to.map(day_number));
            let asked = [self.published_from, self.published_to];
            let asked: Vec<String> = asked.iter().flatten().map(Date::to_string).collect();
            let part = FilterPart::Published(days.0, days.1);
            named.push(NamedCondition { name: "published", asked: asked.join(" - "), part });
        }
        if !self.closed_too {
            let part = FilterPart::OpenOn(day_number(today));
            named.push(NamedCondition { name: "open", asked: today.to_string(), part });
        }
        Ok(named)
    }
}

/// The filter of conditions, without the one of number `without`.
pub(crate) fn filter(named: &[NamedCondition], without: Option<usize>) -> Filter {
    let mut filter = Filter::default();
    for (i, condition) in named.iter().enumerate() {
        if Some(i) == without {
            continue;
        }
        match &condition.part {
            FilterPart::Tag(tag) => filter.conditions.push(tag.clone()),
            FilterPart::OpenOn(day) => filter.open_on = Some(*day),
            FilterPart::Published(from, to) => {
                filter.published_from = *from;
                filter.published_to = *to;
            }
        }
    }
    filter
}

/// Municipalities by name, the first few of many.
fn names(codes: &[String]) -> String {
    let name = |code: &String| {
        let municipality = code.parse().ok().and_then(geo::municipality);
        municipality.map_or_else(|| code.clone(), |municipality| municipality.name_fi.to_owned())
    };
    let shown: Vec<String> = codes.iter().take(SHOWN_PLACES).map(name).collect();
    let more = if codes.len() > SHOWN_PLACES { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn codes(municipalities: &[MunicipalityCode]) -> Vec<String> {
    municipalities.iter().map(MunicipalityCode::to_string).collect()
}

fn coded<T: Coded>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.code().to_owned()).collect()
}

fn lower(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn resolve(field: &str, places: &[String], errors: &mut Vec<FieldError>) -> Vec<MunicipalityCode> {
    let mut found = Vec::new();
    for (i, place) in places.iter().enumerate() {
        match geo::resolve_municipalities(place) {
            Ok(codes) => found.extend(codes),
            Err(error) => {
                errors.push(FieldError { field: format!("{field}[{i}]"), ..error });
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The municipalities within the distance: the nearest of those that the place names counts.
fn reached(
    within: &Within,
    travel: &dyn TravelTime,
    errors: &mut Vec<FieldError>,
) -> Vec<MunicipalityCode> {
    let from = resolve("within.from", std::slice::from_ref(&within.from), errors);
    let mut reached = Vec::new();
    for home in from {
        match within.distance {
            Distance::Minutes(minutes) => {
                let near = geo::within_minutes(travel, home, minutes);
                reached.extend(near.into_iter().map(|(code, _)| code));
            }
            Distance::Km(km) => {
                let Some(municipality) = geo::municipality(home) else { continue };
                let near = geo::within_km(municipality.point, km);
                reached.extend(near.into_iter().map(|(code, _)| code));
            }
        }
    }
    reached.sort();
    reached.dedup();
    reached
}

/// The filter of conditions on a day.
pub(crate) fn filter_of(
    conditions: &Conditions,
    today: Date,
    travel: &dyn TravelTime,
) -> Result<Filter> {
    Ok(filter(&conditions.named(today, travel)?, None))
}
