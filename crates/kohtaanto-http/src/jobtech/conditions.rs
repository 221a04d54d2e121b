//! From parameters to the library's conditions.

use super::params::{Compat, Known, SearchParams};
use super::places::{Level, municipalities, positions};
use super::signed::{Sign, signed};
use super::values::{Problems, bad_request};
use crate::error::ApiError;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kohtaanto::model::{FieldError, FieldErrors, Relationship};
use kohtaanto::{Conditions, Error, UnknownCodes};
use std::collections::BTreeMap;

/// Now, and where days begin.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    pub(super) now: Timestamp,
    pub(super) zone: TimeZone,
}

/// From which parameter each value of the library's conditions came.
#[derive(Debug, Default)]
pub(super) struct Origins(BTreeMap<String, String>);

impl Origins {
    pub(super) fn push(&mut self, list: &mut Vec<String>, field: &str, value: &str, from: &str) {
        self.0.insert(format!("{field}[{}]", list.len()), from.to_owned());
        list.push(value.to_owned());
    }

    /// An error of the library by the names of the parameters, with JobTech's status.
    pub(super) fn error(&self, error: Error) -> ApiError {
        let Error::Fields(errors) = &error else { return error.into() };
        let named = errors.as_slice().iter().cloned().map(|error| {
            let field = self.0.get(&error.field).cloned();
            FieldError { field: field.unwrap_or_else(|| error.field.clone()), ..error }
        });
        match FieldErrors::check(named.collect()) {
            Err(errors) => bad_request(&errors),
            Ok(()) => error.into(),
        }
    }
}

impl Known<SearchParams> {
    /// The conditions that the parameters ask.
    pub(super) fn conditions(
        &self,
        clock: &Clock,
        origins: &mut Origins,
        problems: &mut Problems,
    ) -> Conditions {
        let params = &self.params;
        let day = |at: Timestamp| clock.zone.to_datetime(at).date();
        let after = params.published_after.as_deref().and_then(|text| {
            problems.instant_or_minutes("published-after", text, clock.now, &clock.zone)
        });
        let before = params.published_before.as_deref();
        let before =
            before.and_then(|text| problems.instant("published-before", text, &clock.zone));
        if let (Some(after), Some(before)) = (after, before)
            && after > before
        {
            let problem = "is before published-after";
            problems.add(FieldError::new("published-before", problem, "swap the two"));
        }
        let mut conditions = Conditions {
            published_from: after.map(day),
            published_to: before.map(day),
            working_time: problems.codes("worktime-extent", &params.worktime_extent),
            relationship: problems.codes("employment-type", &params.employment_type),
            continuity: problems.codes("duration", &params.duration),
            licences: problems.codes("driving-license", &params.driving_license),
            asks_licence: problems
                .boolean("driving-license-required", params.driving_license_required.as_deref()),
            asks_experience: problems.boolean("experience", params.experience.as_deref()),
            remote: problems.boolean("remote", params.remote.as_deref()),
            positions: positions(params, problems),
            unknown_codes: match self.compat {
                Compat::Ours => UnknownCodes::Refuse,
                Compat::JobTech => UnknownCodes::MeetNothing,
            },
            ..Conditions::default()
        };
        for text in &params.language {
            conditions
                .asked_languages
                .extend(problems.parsed::<kohtaanto::model::Lang>("language", text));
        }
        match problems.boolean("larling", params.larling.as_deref()) {
            Some(true) => conditions.relationship.push(Relationship::Apprenticeship),
            Some(false) => conditions.not_relationship.push(Relationship::Apprenticeship),
            None => {}
        }
        let percent = |problems: &mut Problems, field: &str, text: Option<&String>| {
            let percent = problems.number(field, text.map(String::as_str), 0.0..=100.0);
            percent.map(|percent: f32| percent / 100.0)
        };
        conditions.extent_min = percent(problems, "parttime.min", params.parttime_min.as_ref());
        conditions.extent_max = percent(problems, "parttime.max", params.parttime_max.as_ref());
        self.places(&mut conditions, problems);
        self.concepts(&mut conditions, origins);
        self.employers(&mut conditions);
        conditions
    }

    fn places(&self, conditions: &mut Conditions, problems: &mut Problems) {
        let SearchParams { municipality, region, country, .. } = &self.params;
        for (level, field, texts) in [
            (Level::Municipality, "municipality", municipality),
            (Level::Region, "region", region),
            (Level::Country, "country", country),
        ] {
            for (sign, text) in texts.iter().filter_map(|text| signed(text)) {
                let codes = municipalities(level, field, text, self.compat, problems);
                match sign {
                    Sign::Minus => conditions.not_places.extend(codes),
                    Sign::None | Sign::Plus => conditions.places.extend(codes),
                }
            }
        }
    }

    fn concepts(&self, conditions: &mut Conditions, origins: &mut Origins) {
        let SearchParams { occupation_name, occupation_group, occupation_field, skill, .. } =
            &self.params;
        for (from, texts) in [
            ("occupation-name", occupation_name),
            ("occupation-group", occupation_group),
            ("occupation-field", occupation_field),
        ] {
            for (sign, text) in texts.iter().filter_map(|text| signed(text)) {
                let (list, field) = match sign {
                    Sign::Minus => (&mut conditions.not_occupations, "not_occupations"),
                    Sign::None | Sign::Plus => (&mut conditions.occupations, "occupations"),
                };
                origins.push(list, field, text, from);
            }
        }
        for (sign, text) in skill.iter().filter_map(|text| signed(text)) {
            let (list, field) = match sign {
                Sign::Minus => (&mut conditions.not_skills, "not_skills"),
                Sign::None | Sign::Plus => (&mut conditions.skills, "skills"),
            };
            origins.push(list, field, text, "skill");
        }
    }

    /// A posting has one employer, so demanded ones are any of; beside them others ask nothing.
    fn employers(&self, conditions: &mut Conditions) {
        let all = || self.params.employer.iter().filter_map(|text| signed(text));
        let of = |wanted: Sign| {
            let texts = all().filter(|(sign, _)| *sign == wanted);
            texts.map(|(_, text)| text.to_owned()).collect::<Vec<String>>()
        };
        let demanded = of(Sign::Plus);
        conditions.employers_starting = if demanded.is_empty() { of(Sign::None) } else { demanded };
        conditions.not_employers_starting = of(Sign::Minus);
    }
}
