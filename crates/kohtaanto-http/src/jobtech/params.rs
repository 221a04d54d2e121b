//! The parameters as they are written, and those that are refused with a reason.

use super::values::Problems;
use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use kohtaanto::model::FieldError;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

/// Parameters of JobTech that these data cannot answer, and why.
const REFUSED: [(&str, &str); 9] = [
    ("occupation-collection", "there are no collections of occupations here; name occupations"),
    ("workplace-model", "postings say how much is remote, not by which model; use remote"),
    ("unspecified-sweden-workplace", "postings are in Finland; leave the place out"),
    ("abroad", "all postings are in Finland; leave it out"),
    ("label", "postings carry no labels; leave it out"),
    ("open_for_all", "postings do not say so; use q"),
    ("trainee", "postings do not tell trainee programmes apart; use q=trainee"),
    ("franchise", "postings do not say so; use employment-type=entrepreneur or q"),
    ("hire-work-place", "postings do not say so; use q"),
];

/// Which way unknown codes and parameters are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compat {
    /// They are refused.
    Ours,
    /// As JobTech does: no hits, and ignored.
    JobTech,
}

/// Parameters that are known; all others are refused, or ignored as JobTech does.
#[derive(Debug)]
pub(super) struct Known<T> {
    pub(super) params: T,
    pub(super) compat: Compat,
}

/// Parameters made of names and values.
pub(super) trait FromPairs: IntoParams + Sized {
    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, ApiError>;
}

fn from_pairs<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, ApiError> {
    let query = serde_html_form::to_string(pairs).map_err(|error| error.to_string());
    let read = query
        .and_then(|query| serde_html_form::from_str(&query).map_err(|error| error.to_string()));
    read.map_err(|error| ApiError::bad_request(format!("the query cannot be read: {error}")))
}

impl<T: FromPairs, S: Send + Sync> FromRequestParts<S> for Known<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let compat = compat(&parts.headers)?;
        // The same reader that all routes have says whether the query is UTF-8.
        let pairs =
            crate::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state);
        let crate::extract::Query(mut pairs) = pairs.await?;
        let names = T::into_params(|| Some(ParameterIn::Query));
        let names: Vec<String> = names.into_iter().map(|parameter| parameter.name).collect();
        let mut problems = Problems::default();
        pairs.retain(|(name, _)| {
            let is_known = names.contains(name);
            if !is_known && compat == Compat::Ours {
                problems.add(unknown(name, &names));
            }
            is_known
        });
        problems.check()?;
        Ok(Self { params: T::from_pairs(pairs)?, compat })
    }
}

fn unknown(name: &str, names: &[String]) -> FieldError {
    let refused = REFUSED.iter().find(|(refused, _)| *refused == name);
    match refused {
        Some((_, why)) => FieldError::new(name, "cannot be answered", *why),
        None => {
            let fix = format!("use {}", names.join(", "));
            FieldError::new(name, "is not a parameter of this address", fix)
        }
    }
}

fn compat(headers: &HeaderMap) -> Result<Compat, ApiError> {
    match header(headers, "x-compat")? {
        None => Ok(Compat::Ours),
        Some("jobtech") => Ok(Compat::JobTech),
        Some(other) => Err(ApiError::bad_request(format!(
            "the header x-compat is {other:?}; write \"jobtech\" or leave it out"
        ))),
    }
}

/// A header's text.
pub(super) fn header<'h>(
    headers: &'h HeaderMap,
    name: &'static str,
) -> Result<Option<&'h str>, ApiError> {
    let text = headers.get(name).map(|value| value.to_str());
    text.transpose()
        .map_err(|_| ApiError::bad_request(format!("the header {name} is not plain text")))
        .map(|text| text.map(str::trim).filter(|text| !text.is_empty()))
}

/// Parameters that choose postings.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct SearchParams {
    /// Words, at most 255 characters: `+must -not "phrase" prefix* *suffix`, also with commas
    /// between. Places in them are conditions.
    #[param(example = "sairaanhoitaja +yövuoro -liperi")]
    pub(super) q: Option<String>,
    /// What of `q` is read as more than words: `occupation`, `skill`, `location`, `employer`; by
    /// default all. Employers' names are part of the text.
    pub(super) qfields: Vec<String>,
    /// Published on the day of this instant (`YYYY-MM-DDTHH:MM:SS`) or later, or of so many minutes
    /// ago.
    pub(super) published_after: Option<String>,
    /// Published on the day of this instant or before.
    pub(super) published_before: Option<String>,
    /// Occupation, by its identifier; `-` before it leaves it out. One of the three must hold.
    pub(super) occupation_name: Vec<String>,
    /// Occupation group, by its ISCO-08 code of one to four digits or its identifier.
    pub(super) occupation_group: Vec<String>,
    /// Occupation field: the same, with one digit.
    pub(super) occupation_field: Vec<String>,
    /// Competence, card or permit that is asked, by its identifier.
    pub(super) skill: Vec<String>,
    /// Language that is asked, two letters.
    pub(super) language: Vec<String>,
    /// `full_time` or `part_time`.
    pub(super) worktime_extent: Vec<String>,
    /// Least per cent of a full week.
    #[serde(rename = "parttime.min")]
    pub(super) parttime_min: Option<String>,
    /// Most per cent of a full week.
    #[serde(rename = "parttime.max")]
    pub(super) parttime_max: Option<String>,
    /// Whether a driving licence must be had.
    pub(super) driving_license_required: Option<String>,
    /// Driving licence class that is asked, such as `B`.
    pub(super) driving_license: Vec<String>,
    /// `employment`, `public_service`, `agency`, `apprenticeship`, `training` or `entrepreneur`.
    pub(super) employment_type: Vec<String>,
    /// `permanent`, `fixed_term`, `seasonal`, `summer` or `on_call`.
    pub(super) duration: Vec<String>,
    /// Whether experience must be had; `false`: nothing says so.
    pub(super) experience: Option<String>,
    /// Apprenticeships, or none of them.
    pub(super) larling: Option<String>,
    /// Municipality, by code, name or concept id; `-` before it leaves it out. One of places must
    /// hold.
    pub(super) municipality: Vec<String>,
    /// Region, by code, name or concept id.
    pub(super) region: Vec<String>,
    /// Country: `FI`.
    pub(super) country: Vec<String>,
    /// Whether some of the work can be done anywhere.
    pub(super) remote: Option<String>,
    /// Point, `latitude,longitude`.
    pub(super) position: Vec<String>,
    /// Kilometres from the point of the same number; by default 5.
    #[serde(rename = "position.radius")]
    pub(super) position_radius: Vec<String>,
    /// Minutes from the point of the same number instead of kilometres; 0 for kilometres.
    #[serde(rename = "position.minutes")]
    pub(super) position_minutes: Vec<String>,
    /// By what: `car`.
    #[serde(rename = "position.mode")]
    pub(super) position_mode: Option<String>,
    /// Employer: the beginning of a word of the name and what follows, or of the business id;
    /// `+` demands it, `-` leaves it out.
    pub(super) employer: Vec<String>,
    /// Least relevance, 0 to 1.
    pub(super) relevance_threshold: Option<String>,
    /// `full` or `brief`.
    pub(super) resdet: Option<String>,
    /// `relevance`, `pubdate-desc`, `pubdate-asc`, `applydate-desc`, `applydate-asc` or `updated`.
    pub(super) sort: Option<String>,
    /// Counts over all hits by `occupation-name`, `occupation-group`, `occupation-field`,
    /// `country`, `municipality` or `region`.
    #[param(example = json!(["municipality"]))]
    pub(super) stats: Vec<String>,
    /// Rows of each count, 0 to 30; by default 5.
    #[serde(rename = "stats.limit")]
    pub(super) stats_limit: Option<String>,
    /// How many hits to skip, 0 to 2000.
    pub(super) offset: Option<String>,
    /// How many hits to give: 0 to 100, by default 10; of type-ahead 0 to 50.
    pub(super) limit: Option<String>,
}

/// Parameters of type-ahead: those that choose postings, and whether they do.
#[derive(Debug, Clone, Default)]
pub(super) struct CompleteParams {
    pub(super) search: SearchParams,
    pub(super) contextual: Option<String>,
}

impl FromPairs for CompleteParams {
    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        let (own, rest): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| name == "contextual");
        let contextual = own.into_iter().next().map(|(_, value)| value);
        Ok(Self { search: from_pairs(&rest)?, contextual })
    }
}

impl FromPairs for SearchParams {
    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        from_pairs(&pairs)
    }
}

impl FromPairs for SnapshotParams {
    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        from_pairs(&pairs)
    }
}

impl FromPairs for StreamParams {
    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        from_pairs(&pairs)
    }
}

/// The parameters of type-ahead that searches have not.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "for the description")]
struct Contextual {
    /// Whether counts obey the other parameters; by default `true`.
    contextual: Option<String>,
}

impl IntoParams for CompleteParams {
    fn into_params(
        place: impl Fn() -> Option<ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        let mut params = SearchParams::into_params(&place);
        params.extend(Contextual::into_params(&place));
        params
    }
}

/// Parameters of a snapshot.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct SnapshotParams {
    /// Go on behind this id. The hash and count at the end are still those of the whole.
    pub(super) after: Option<String>,
}

/// Parameters of a stream.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct StreamParams {
    /// Changes at this instant (`YYYY-MM-DDTHH:MM:SS`, or with an offset) or later. Needed.
    #[param(example = "2026-11-20T00:00:00")]
    pub(super) updated_after: Option<String>,
    /// The same, by the name of the first version.
    pub(super) date: Option<String>,
    /// Changes before this instant; by default now.
    pub(super) updated_before: Option<String>,
    /// The same, by the name of the first version.
    pub(super) updated_before_date: Option<String>,
    /// Occupations and groups: any of them.
    pub(super) occupation_concept_id: Vec<String>,
    /// Municipalities, regions and countries: any of them.
    pub(super) location_concept_id: Vec<String>,
    /// Go on behind this id, with the same instants.
    pub(super) after: Option<String>,
}
