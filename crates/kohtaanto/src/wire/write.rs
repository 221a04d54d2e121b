//! A candidate as JSON, in the form that `read_candidate` reads.

use jiff::civil::Date;
use kohtaanto_domain::model::{
    Candidate, Coded, CompetenceProfile, Localized, Occupation, Reach, TermsWanted,
};
use serde_json::{Map, Value, json};

/// A candidate as one JSON object. What is not said is left out.
pub fn write_candidate(candidate: &Candidate) -> String {
    let Candidate { id, profile, reach, terms, wishes, permissions } = candidate;
    let value = object([
        ("id", id.as_str().into()),
        ("profile", profile_json(profile)),
        ("reach", reach_json(reach)),
        ("terms", terms_json(terms)),
        ("wishes", texts(wishes)),
        ("permissions", json!({"rank": permissions.rank, "contact": permissions.contact})),
    ]);
    value.to_string()
}

fn profile_json(profile: &CompetenceProfile) -> Value {
    let history = profile.history.iter().map(|work| {
        object([
            ("occupation", occupation(&work.occupation)),
            ("from", month(work.from)),
            ("to", month(work.to)),
            ("source", work.source.code().into()),
            ("text", work.text.clone().into()),
        ])
    });
    let competences = profile.competences.iter().map(|competence| {
        object([
            ("label", competence.label.as_str().into()),
            ("uri", competence.uri.clone().into()),
            ("evidence", competence.evidence.code().into()),
        ])
    });
    let languages = profile.languages.iter().map(|skill| {
        object([("language", skill.language.to_string().into()), ("level", code(skill.level))])
    });
    let education = profile.education.iter().map(|education| {
        object([
            ("level", education.level.code().into()),
            ("label", education.label.clone().into()),
            ("year", education.year.into()),
        ])
    });
    object([
        ("history", history.collect()),
        ("competences", competences.collect()),
        ("languages", languages.collect()),
        ("education", education.collect()),
        ("licences", codes(&profile.licences)),
        ("cards", profile.cards.iter().map(|card| card.0.as_str()).collect()),
        ("text", texts(&profile.text)),
    ])
}

fn reach_json(reach: &Reach) -> Value {
    let wanted = reach.municipalities.iter().map(ToString::to_string);
    object([
        ("home", reach.home.map(|home| home.to_string()).into()),
        ("by", code(reach.by)),
        ("max_minutes", reach.max_minutes.into()),
        ("remote", reach.remote.into()),
        ("municipalities", wanted.collect()),
    ])
}

fn terms_json(terms: &TermsWanted) -> Value {
    object([
        ("relationship", codes(&terms.relationship)),
        ("continuity", codes(&terms.continuity)),
        ("working_time", codes(&terms.working_time)),
        ("shifts", codes(&terms.shifts)),
        ("hours_min", terms.hours_min.into()),
        ("hours_max", terms.hours_max.into()),
        ("start", terms.start.map(|day| day.to_string()).into()),
    ])
}

fn occupation(occupation: &Occupation) -> Value {
    object([
        ("label", occupation.label.as_str().into()),
        ("isco", occupation.isco.map(|isco| isco.to_string()).into()),
        ("uri", occupation.uri.clone().into()),
    ])
}

/// An object without its empty fields.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    };
    let kept = fields.into_iter().filter(|(_, value)| !is_empty(value));
    Value::Object(kept.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn texts(texts: &Localized) -> Value {
    let fields: Map<String, Value> =
        texts.iter().map(|(lang, text)| (lang.to_string(), text.into())).collect();
    Value::Object(fields)
}

fn code<T: Coded>(value: Option<T>) -> Value {
    value.map(Coded::code).into()
}

fn codes<T: Coded>(values: &[T]) -> Value {
    values.iter().map(|value| value.code()).collect()
}

/// Dates of a history are first days of months.
fn month(date: Option<Date>) -> Value {
    date.map(|date| format!("{:04}-{:02}", date.year(), date.month())).into()
}

#[cfg(test)]
mod tests {
    use super::write_candidate;
    use crate::wire::{UnknownFields, read_candidate};
    use jiff::civil::Date;

    #[test]
    fn what_is_written_is_read_back() {
        let today = Date::constant(2026, 11, 24);
        let lines = include_str!("../../../../fixtures/north-karelia/candidates.ndjson");
        for line in lines.lines() {
            let read = read_candidate(line, UnknownFields::Refuse, today).expect("a candidate");
            let written = write_candidate(&read.value);
            let again = read_candidate(&written, UnknownFields::Refuse, today).expect("the same");
            assert_eq!(again.value, read.value);
        }
    }
}
