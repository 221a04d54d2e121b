//! The JSON of postings, candidates and judged scenarios, version 1.
//!
//! Wire types are not domain types: they say what may be written, the domain says what holds. A
//! line that is refused names every field at fault and the fix; fields that nobody knows are an
//! error in strict mode, and are reported and kept in the stored line in lenient mode.

mod candidate;
mod posting;
mod scenario;
mod write;

#[cfg(feature = "openapi")]
pub use {candidate::CandidateWire, posting::PostingWire};

pub use scenario::{Scenario, ScenarioTask};
pub use write::write_candidate;

use jiff::civil::Date;
use kohtaanto_domain::model::{
    Candidate, Coded, FieldError, FieldErrors, JobPosting, Lang, Localized, Occupation,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What to do with a field that is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnknownFields {
    /// Report it and keep it in the stored line. The default.
    #[default]
    Keep,
    /// Refuse the line.
    Refuse,
}

/// A value that was read, with the fields that were not known.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// Paths of fields that were not known, in the order of the line.
    pub unknown_fields: Vec<String>,
}

/// Reads a posting.
///
/// # Errors
/// Every field at fault, with the fix.
pub fn read_posting(json: &str, unknown: UnknownFields) -> Result<Read<JobPosting>, FieldErrors> {
    let read = parse::<posting::PostingWire>(json, unknown)?;
    let value = read.value.into_domain()?;
    kohtaanto_domain::model::validate_posting(&value)?;
    Ok(Read { value, unknown_fields: read.unknown_fields })
}

/// Reads a candidate; `today` bounds the dates of the history.
///
/// # Errors
/// Every field at fault, with the fix.
pub fn read_candidate(
    json: &str,
    unknown: UnknownFields,
    today: Date,
) -> Result<Read<Candidate>, FieldErrors> {
    let read = parse::<candidate::CandidateWire>(json, unknown)?;
    let value = read.value.into_domain()?;
    kohtaanto_domain::model::validate_candidate(&value, today)?;
    Ok(Read { value, unknown_fields: read.unknown_fields })
}

/// Reads a judged scenario.
///
/// # Errors
/// The field at fault, with the fix.
pub fn read_scenario(json: &str) -> Result<Scenario, FieldErrors> {
    parse::<scenario::ScenarioWire>(json, UnknownFields::Refuse)?.value.into_domain()
}

fn parse<T: DeserializeOwned>(json: &str, unknown: UnknownFields) -> Result<Read<T>, FieldErrors> {
    let mut unknown_fields = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| unknown_fields.push(path.to_string());
    let mut source = serde_json::Deserializer::from_str(json);
    let reader = serde_ignored::Deserializer::new(&mut source, &mut note);
    let value = serde_path_to_error::deserialize(reader).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "line".to_owned() } else { path };
        let fix = "see fixtures/README.md for the form of each field";
        FieldErrors::from(FieldError::new(field, without_full_stop(&error.into_inner()), fix))
    })?;
    source.end().map_err(|error| {
        let fix = "write one JSON object on a line";
        FieldErrors::from(FieldError::new("line", without_full_stop(&error), fix))
    })?;
    if unknown == UnknownFields::Refuse {
        let refused = unknown_fields.iter().map(|field| {
            FieldError::new(field, "is not a known field", "remove it, or check its spelling")
        });
        FieldErrors::check(refused.collect())?;
    }
    Ok(Read { value, unknown_fields })
}

fn without_full_stop(error: &serde_json::Error) -> String {
    error.to_string().trim_end_matches('.').to_owned()
}

/// Collects field errors while a wire value is turned into a domain value.
#[derive(Debug, Default)]
struct Check(Vec<FieldError>);

impl Check {
    /// The value, or `None` with its error noted under `field`.
    fn keep<T>(&mut self, field: &str, result: Result<T, FieldError>) -> Option<T> {
        result
            .map_err(|error| {
                self.0.push(FieldError { field: field.to_owned(), ..error });
            })
            .ok()
    }

    fn code<T: Coded>(&mut self, field: &str, text: &str) -> Option<T> {
        self.keep(field, T::parse(text))
    }

    fn codes<T: Coded>(&mut self, field: &str, texts: &[String]) -> Vec<T> {
        let parse = |(i, text): (usize, &String)| self.code(&format!("{field}[{i}]"), text);
        texts.iter().enumerate().filter_map(parse).collect()
    }

    fn lang(&mut self, field: &str, text: &str) -> Option<Lang> {
        self.keep(field, text.parse())
    }

    fn localized(&mut self, field: &str, texts: BTreeMap<String, String>) -> Localized {
        let mut parse = |(lang, text): (String, String)| {
            Some((self.lang(&format!("{field}.{lang}"), &lang)?, text))
        };
        texts.into_iter().filter_map(&mut parse).collect()
    }

    fn date(&mut self, field: &str, text: Option<&String>) -> Option<Date> {
        let text = text?;
        let parsed = text.parse().ok().filter(|_| text.len() == 10).ok_or_else(|| {
            let problem = format!("{text:?} is not a date");
            FieldError::new(field, problem, "write YYYY-MM-DD, such as \"2026-11-24\"")
        });
        self.keep(field, parsed)
    }

    fn occupation(&mut self, field: &str, wire: OccupationWire) -> Option<Occupation> {
        let isco = wire.isco.as_deref().map(str::parse);
        let isco = isco.and_then(|isco| self.keep(&format!("{field}.isco"), isco));
        Some(Occupation { label: wire.label, isco, uri: wire.uri })
    }

    fn finish<T>(self, value: Option<T>) -> Result<T, FieldErrors> {
        FieldErrors::check(self.0)?;
        value.ok_or_else(|| {
            FieldErrors::from(FieldError::new("line", "could not be read", "check its fields"))
        })
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Occupation))]
struct OccupationWire {
    label: String,
    isco: Option<String>,
    uri: Option<String>,
}
