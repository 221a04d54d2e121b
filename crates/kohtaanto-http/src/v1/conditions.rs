//! Conditions as JSON, and as the parameters of an address.

use jiff::civil::Date;
use kohtaanto::model::{Coded, FieldError, FieldErrors, Lang};
use kohtaanto::{Conditions, Distance, Within};
use serde::{Deserialize, Serialize};

/// Conditions that a posting must meet. Each list is "any of"; an empty list is no condition.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Conditions)]
pub(crate) struct ConditionsBody {
    /// Municipalities, regions, employment areas or postal codes, by name or code.
    #[schema(example = json!(["Lieksa", "167"]))]
    pub(crate) places: Vec<String>,
    /// Places to leave out.
    pub(crate) not_places: Vec<String>,
    /// Within a distance of a place.
    pub(crate) within: Option<WithinBody>,
    /// `employment`, `public_service`, `agency`, `apprenticeship`, `training` or `entrepreneur`.
    pub(crate) relationship: Vec<String>,
    /// `permanent`, `fixed_term`, `seasonal`, `summer` or `on_call`.
    pub(crate) continuity: Vec<String>,
    /// `full_time` or `part_time`.
    pub(crate) working_time: Vec<String>,
    /// `day`, `evening`, `night`, `weekend`, `two_shift`, `three_shift` or `flexible`.
    pub(crate) shifts: Vec<String>,
    /// Languages of the posting, two letters each.
    pub(crate) languages: Vec<String>,
    /// ISCO-08 groups, one to four digits each.
    pub(crate) occupations: Vec<String>,
    /// Employers, by their whole name.
    pub(crate) employers: Vec<String>,
    /// Employers to leave out.
    pub(crate) not_employers: Vec<String>,
    /// Sources.
    pub(crate) sources: Vec<String>,
    /// Published on this day or later.
    pub(crate) published_from: Option<String>,
    /// Published on this day or before.
    pub(crate) published_to: Option<String>,
    /// Closed and coming postings too.
    pub(crate) closed_too: bool,
}

/// Within a distance of a place: by car in minutes, or as the crow flies in kilometres.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Within)]
pub(crate) struct WithinBody {
    /// A municipality's name or code, or a postal code.
    #[schema(example = "Joensuu")]
    pub(crate) from: String,
    /// Minutes by car.
    #[serde(default)]
    #[schema(example = 45)]
    pub(crate) minutes: Option<u16>,
    /// Kilometres as the crow flies.
    #[serde(default)]
    pub(crate) km: Option<f64>,
}

impl ConditionsBody {
    /// The library's conditions; `at` is the path of this object, empty for the request itself.
    pub(crate) fn read(&self, at: &str) -> Result<Conditions, FieldErrors> {
        let mut errors = Vec::new();
        let within = self.within.as_ref().and_then(|within| keep(within.read(), &mut errors));
        let langs = (0..).zip(&self.languages);
        let langs = langs.filter_map(|(i, lang): (usize, _)| {
            let parsed = lang.parse::<Lang>();
            keep(
                parsed.map_err(|e| FieldError { field: format!("languages[{i}]"), ..e }),
                &mut errors,
            )
        });
        let languages = langs.collect();
        let conditions = Conditions {
            places: self.places.clone(),
            not_places: self.not_places.clone(),
            within,
            relationship: codes("relationship", &self.relationship, &mut errors),
            continuity: codes("continuity", &self.continuity, &mut errors),
            working_time: codes("working_time", &self.working_time, &mut errors),
            shifts: codes("shifts", &self.shifts, &mut errors),
            languages,
            occupations: self.occupations.clone(),
            employers: self.employers.clone(),
            not_employers: self.not_employers.clone(),
            sources: self.sources.clone(),
            published_from: day("published_from", self.published_from.as_deref(), &mut errors),
            published_to: day("published_to", self.published_to.as_deref(), &mut errors),
            closed_too: self.closed_too,
            ..Conditions::default()
        };
        let within = |error: FieldError| if at.is_empty() { error } else { error.within(at) };
        FieldErrors::check(errors.into_iter().map(within).collect())?;
        Ok(conditions)
    }
}

impl WithinBody {
    fn read(&self) -> Result<Within, FieldError> {
        let distance = match (self.minutes, self.km) {
            (Some(minutes), None) => Distance::Minutes(minutes),
            (None, Some(km)) if km.is_finite() && km >= 0.0 => Distance::Km(km),
            (None, Some(km)) => {
                let problem = format!("{km} is no distance");
                return Err(FieldError::new("within.km", problem, "use 0 or more"));
            }
            (Some(_), Some(_)) => {
                let fix = "leave one of them out";
                return Err(FieldError::new("within", "has both minutes and km", fix));
            }
            (None, None) => {
                return Err(FieldError::new("within", "has no distance", "give minutes or km"));
            }
        };
        Ok(Within { from: self.from.clone(), distance })
    }
}

fn keep<T>(result: Result<T, FieldError>, errors: &mut Vec<FieldError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

fn codes<T: Coded>(field: &str, texts: &[String], errors: &mut Vec<FieldError>) -> Vec<T> {
    let parse = |(i, text): (usize, &String)| {
        let error = |e| FieldError { field: format!("{field}[{i}]"), ..e };
        keep(T::parse(text).map_err(error), errors)
    };
    (0..).zip(texts).filter_map(parse).collect()
}

/// A day of a request.
pub(crate) fn day(field: &str, text: Option<&str>, errors: &mut Vec<FieldError>) -> Option<Date> {
    let text = text?;
    let parsed = text.parse().ok().filter(|_| text.len() == 10).ok_or_else(|| {
        let problem = format!("{text:?} is not a date");
        FieldError::new(field, problem, "write YYYY-MM-DD, such as 2026-11-24")
    });
    keep(parsed, errors)
}
