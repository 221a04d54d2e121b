//! The stored line with what was read beside what the source declared.

use crate::error::{Result, io};
use kohtaanto_domain::model::{
    Candidate, Coded, Demand, JobPosting, Occupation, Provenance, Requirement,
};
use serde_json::{Map, Value, json};

/// The line of a posting with the concepts, requirements and terms that were read. Fields of the
/// source stay as they are; what was read of the occupations and terms stands under
/// `read`.
///
/// # Errors
/// A line that is not one JSON object.
pub(crate) fn with_posting_reading(line: &str, posting: &JobPosting) -> Result<String> {
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(|e| io(e.into()))?;
    let declares_occupations =
        object.get("occupations").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    if declares_occupations {
        let uris = posting.occupations.iter().map(|occupation| occupation.uri.as_deref());
        set_uris(object.get_mut("occupations"), uris, None);
    } else if !posting.occupations.is_empty() {
        let read = posting.occupations.iter().map(occupation_json).collect();
        object.insert("occupations".to_owned(), read);
        note_read(&mut object, "occupations", json!(posting.occupations.len()));
    }
    let declared = posting.requirements.iter().filter(|r| r.provenance == Provenance::Declared);
    let uris = declared.map(|requirement| match &requirement.demand {
        Demand::Competence { uri, .. } => uri.as_deref(),
        _ => None,
    });
    set_uris(object.get_mut("requirements"), uris, None);
    let read = posting.requirements.iter().filter_map(requirement_json);
    let list = object.entry("requirements").or_insert_with(|| json!([]));
    if let Value::Array(list) = list {
        list.extend(read);
    }
    add_terms(&mut object, posting);
    Ok(Value::Object(object).to_string())
}

/// The line of a candidate with the concepts that were read.
///
/// # Errors
/// A line that is not JSON.
pub(crate) fn with_candidate_reading(line: &str, candidate: &Candidate) -> Result<String> {
    let mut value: Value = serde_json::from_str(line).map_err(|e| io(e.into()))?;
    let profile = &candidate.profile;
    let uris = profile.history.iter().map(|work| work.occupation.uri.as_deref());
    set_uris(value.pointer_mut("/profile/history"), uris, Some("occupation"));
    let uris = profile.competences.iter().map(|competence| competence.uri.as_deref());
    set_uris(value.pointer_mut("/profile/competences"), uris, None);
    Ok(value.to_string())
}

/// Sets `uri` of each object of a list, or of its field `inner`.
fn set_uris<'a>(
    list: Option<&mut Value>,
    uris: impl Iterator<Item = Option<&'a str>>,
    inner: Option<&str>,
) {
    let Some(Value::Array(list)) = list else { return };
    for (item, uri) in list.iter_mut().zip(uris) {
        let item = match inner {
            Some(field) => item.get_mut(field),
            None => Some(item),
        };
        if let (Some(Value::Object(item)), Some(uri)) = (item, uri) {
            item.insert("uri".to_owned(), uri.into());
        }
    }
}

/// A requirement that was read, as `wire` reads it; `None` for a declared one.
fn requirement_json(requirement: &Requirement) -> Option<Value> {
    let Provenance::Extracted { span, by } = &requirement.provenance else { return None };
    let mut value = match &requirement.demand {
        Demand::Competence { label, uri } => {
            json!({"kind": "competence", "label": label, "uri": uri})
        }
        Demand::Experience { occupation, years } => {
            let occupation = occupation.as_ref().map(occupation_json);
            json!({"kind": "experience", "occupation": occupation, "years": years})
        }
        Demand::Language { language, level } => json!({"kind": "language",
            "language": language.to_string(), "level": level.map(Coded::code)}),
        Demand::Education { level, label } => {
            json!({"kind": "education", "level": level.code(), "label": label})
        }
        Demand::DrivingLicence(class) => {
            json!({"kind": "driving_licence", "class": class.code()})
        }
        Demand::Card(card) => json!({"kind": "card", "card": card.0}),
    };
    let object = value.as_object_mut()?;
    object.retain(|_, value| !value.is_null());
    object.insert("importance".to_owned(), requirement.importance.code().into());
    object.insert("span".to_owned(), json!([span.start, span.end]));
    object.insert("by".to_owned(), by.as_str().into());
    Some(value)
}

fn add_terms(object: &mut Map<String, Value>, posting: &JobPosting) {
    let terms = &posting.terms;
    let shifts: Vec<&str> = terms.shifts.iter().map(|shift| shift.code()).collect();
    let all = json!({
        "continuity": terms.continuity.map(Coded::code),
        "working_time": terms.working_time.map(Coded::code),
        "hours_min": terms.hours_min, "hours_max": terms.hours_max,
        "shifts": (!shifts.is_empty()).then_some(shifts),
        "start": terms.start.map(|day| day.to_string()),
    });
    let slot = object.entry("terms").or_insert_with(|| json!({}));
    let (Value::Object(all), Value::Object(slot)) = (all, slot) else { return };
    let mut read = Vec::new();
    for (field, value) in all {
        let is_there = slot.get(&field).is_some_and(|old| !old.is_null() && *old != json!([]));
        if !value.is_null() && !is_there {
            slot.insert(field.clone(), value);
            read.push(Value::from(field));
        }
    }
    if !read.is_empty() {
        note_read(object, "terms", read.into());
    }
}

/// Notes under `read` that a field is not the source's.
fn note_read(object: &mut Map<String, Value>, field: &str, what: Value) {
    let read = object.entry("read").or_insert_with(|| json!({"by": super::READER}));
    if let Value::Object(read) = read {
        read.insert(field.to_owned(), what);
    }
}

fn occupation_json(occupation: &Occupation) -> Value {
    json!({"label": occupation.label, "uri": occupation.uri,
        "isco": occupation.isco.map(|isco| isco.to_string())})
}
