//! Values of parameters: read, or noted as problems. All problems of a request are told at once.

use crate::error::ApiError;
use axum::http::StatusCode;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kohtaanto::model::{Coded, FieldError, FieldErrors};
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// What cannot be read.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<FieldError>);

/// JobTech's status for a parameter that does not hold.
pub(super) fn bad_request(errors: &FieldErrors) -> ApiError {
    let error = ApiError::new(StatusCode::BAD_REQUEST, "");
    ApiError { status: error.status, code: error.code, ..ApiError::fields(errors) }
}

impl Problems {
    pub(super) fn add(&mut self, problem: FieldError) {
        self.0.push(problem);
    }

    /// 400 when there is any.
    pub(super) fn check(self) -> Result<(), ApiError> {
        FieldErrors::check(self.0).map_err(|errors| bad_request(&errors))
    }

    fn keep<T>(&mut self, field: &str, read: Result<T, FieldError>) -> Option<T> {
        read.map_err(|error| self.add(FieldError { field: field.to_owned(), ..error })).ok()
    }

    /// A number inside its limits.
    pub(super) fn number<T: FromStr + PartialOrd + Display>(
        &mut self,
        field: &str,
        text: Option<&str>,
        range: RangeInclusive<T>,
    ) -> Option<T> {
        let text = text?;
        let number = text.trim().parse::<T>().ok().filter(|number| range.contains(number));
        let problem = || {
            let fix = format!("use {} to {}", range.start(), range.end());
            FieldError::new(field, format!("{text:?} is out of range or no number"), fix)
        };
        self.keep(field, number.ok_or_else(problem))
    }

    pub(super) fn boolean(&mut self, field: &str, text: Option<&str>) -> Option<bool> {
        let text = text?;
        let read = match text.to_lowercase().as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(FieldError::new(field, format!("{text:?} is not known"), "use true or false")),
        };
        self.keep(field, read)
    }

    /// One of a closed set by its name.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        field: &str,
        text: &str,
        all: &[(&str, T)],
    ) -> Option<T> {
        let found = all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        let problem = || {
            let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
            let fix = format!("use one of {}", names.join(", "));
            FieldError::new(field, format!("{text:?} is not known"), fix)
        };
        self.keep(field, found.ok_or_else(problem))
    }

    /// Members of a closed set by their codes.
    pub(super) fn codes<T: Coded>(&mut self, field: &str, texts: &[String]) -> Vec<T> {
        texts.iter().filter_map(|text| self.keep(field, T::parse(text))).collect()
    }

    pub(super) fn parsed<T: FromStr<Err = FieldError>>(
        &mut self,
        field: &str,
        text: &str,
    ) -> Option<T> {
        self.keep(field, text.parse())
    }

    /// An instant: of a day and time in the zone, or with an offset, or of a whole day.
    pub(super) fn instant(
        &mut self,
        field: &str,
        text: &str,
        zone: &TimeZone,
    ) -> Option<Timestamp> {
        let local = || {
            let time = text
                .parse::<DateTime>()
                .or_else(|_| text.parse::<Date>().map(|day| day.at(0, 0, 0, 0)));
            time.ok().and_then(|time| zone.to_timestamp(time).ok())
        };
        let read = text.parse::<Timestamp>().ok().or_else(local);
        let problem = || {
            let fix = "write YYYY-MM-DDTHH:MM:SS, such as 2026-11-24T08:00:00";
            FieldError::new(field, format!("{text:?} is no date and time"), fix)
        };
        self.keep(field, read.ok_or_else(problem))
    }

    /// The same, or so many minutes ago.
    pub(super) fn instant_or_minutes(
        &mut self,
        field: &str,
        text: &str,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Option<Timestamp> {
        match text.parse::<u32>() {
            Ok(minutes) => now.checked_sub(SignedDuration::from_mins(i64::from(minutes))).ok(),
            Err(_) => self.instant(field, text, zone),
        }
    }
}
