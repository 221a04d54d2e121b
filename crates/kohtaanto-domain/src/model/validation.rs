//! Whether the parts of a value fit together: what no single field can tell.

use super::{Candidate, FieldError, FieldErrors, JobPosting, MunicipalityCode};
use crate::geo;
use jiff::civil::Date;

const MAX_OPENINGS: u32 = 1000;
const MAX_TEXT_BYTES: usize = 200_000;

fn check_municipality(errors: &mut Vec<FieldError>, field: String, code: MunicipalityCode) {
    if geo::municipality(code).is_none() {
        let problem = format!("\"{code}\" is not a municipality of Finland");
        let fix = "use a code of 2026, such as \"167\" for Joensuu";
        errors.push(FieldError::new(field, problem, fix));
    }
}

fn check_order<T: PartialOrd + std::fmt::Display>(
    errors: &mut Vec<FieldError>,
    low: (&str, Option<T>),
    high: (&str, Option<T>),
) {
    if let (Some(a), Some(b)) = (&low.1, &high.1)
        && a > b
    {
        let problem = format!("{b} is less than {} {a}", low.0);
        errors.push(FieldError::new(high.0, problem, format!("swap it with {}", low.0)));
    }
}

fn check_range(errors: &mut Vec<FieldError>, field: &str, value: Option<f32>, max: f32) {
    if let Some(value) = value
        && !(0.0..=max).contains(&value)
    {
        let fix = format!("use a number from 0 to {max}");
        errors.push(FieldError::new(field, format!("{value} is out of range"), fix));
    }
}

/// A Finnish business id has seven digits, a hyphen and a check digit: weights 7 9 10 5 8 4 2,
/// modulo 11 (Finnish Patent and Registration Office).
fn is_business_id(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if text.len() != 9 || text.as_bytes()[7] != b'-' || digits.len() != 8 {
        return false;
    }
    let weights = [7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = weights.iter().zip(&digits).map(|(w, d)| w * d).sum();
    match sum % 11 {
        0 => digits[7] == 0,
        1 => false,
        rest => digits[7] == 11 - rest,
    }
}

/// Checks a posting as a whole.
///
/// # Errors
/// Every field that is empty, out of range, unknown or at odds with another, in field order.
pub fn validate_posting(posting: &JobPosting) -> Result<(), FieldErrors> {
    let mut errors = Vec::new();
    if posting.title.is_blank() {
        errors.push(FieldError::new("title", "is empty", "give a title in at least one language"));
    }
    for (lang, text) in posting.description.iter() {
        if text.len() > MAX_TEXT_BYTES {
            let problem = format!("has {} bytes", text.len());
            let fix = format!("shorten it to {MAX_TEXT_BYTES}");
            errors.push(FieldError::new(format!("description.{lang}"), problem, fix));
        }
    }
    if let Some(id) = &posting.employer.business_id
        && !is_business_id(id)
    {
        let problem = format!("{id:?} is not a Finnish business id");
        let fix = "write seven digits, a hyphen and the check digit, or leave it out";
        errors.push(FieldError::new("employer.business_id", problem, fix));
    }
    if posting.places.is_empty()
        && posting.remote_share != Some(100)
        && geo::mentioned_places(posting).is_empty()
    {
        let fix = "give a municipality, name one in the text (\"työskentelet Lieksassa\"), or give \
                   \"remote_share\": 100 for work done anywhere";
        errors.push(FieldError::new("places", "is empty", fix));
    }
    for (i, place) in posting.places.iter().enumerate() {
        check_municipality(&mut errors, format!("places[{i}].municipality"), place.municipality);
        if let Some(code) = &place.postal_code
            && (code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit()))
        {
            let problem = format!("{code:?} is not a postal code");
            let field = format!("places[{i}].postal_code");
            errors.push(FieldError::new(field, problem, "write five digits"));
        }
    }
    if posting.remote_share.is_some_and(|share| share > 100) {
        errors.push(FieldError::new("remote_share", "is above 100", "use a per cent of 0 to 100"));
    }
    let terms = &posting.terms;
    check_range(&mut errors, "terms.hours_min", terms.hours_min, 80.0);
    check_range(&mut errors, "terms.hours_max", terms.hours_max, 80.0);
    let hours = (("terms.hours_min", terms.hours_min), ("terms.hours_max", terms.hours_max));
    check_order(&mut errors, hours.0, hours.1);
    check_order(&mut errors, ("terms.start", terms.start), ("terms.end", terms.end));
    if let Some(pay) = terms.pay {
        check_range(&mut errors, "terms.pay.min", pay.min, 1e6);
        check_range(&mut errors, "terms.pay.max", pay.max, 1e6);
        check_order(&mut errors, ("terms.pay.min", pay.min), ("terms.pay.max", pay.max));
    }
    if !(1..=MAX_OPENINGS).contains(&posting.openings) {
        let problem = format!("{} is out of range", posting.openings);
        errors.push(FieldError::new("openings", problem, "use a number from 1 to 1000"));
    }
    check_order(&mut errors, ("published", posting.published), ("expires", posting.expires));
    FieldErrors::check(errors)
}

/// Checks a candidate as a whole; `today` bounds the dates of the history.
///
/// # Errors
/// Every field that is out of range, unknown or at odds with another, in field order.
pub fn validate_candidate(candidate: &Candidate, today: Date) -> Result<(), FieldErrors> {
    let mut errors = Vec::new();
    for (i, work) in candidate.profile.history.iter().enumerate() {
        let (from, to) = (format!("profile.history[{i}].from"), format!("profile.history[{i}].to"));
        check_order(&mut errors, (from.as_str(), work.from), (to.as_str(), work.to));
        if work.from.is_some_and(|date| date > today) {
            errors.push(FieldError::new(from, "is in the future", "give the month it began"));
        }
        if work.occupation.label.trim().is_empty() {
            let field = format!("profile.history[{i}].occupation.label");
            errors.push(FieldError::new(field, "is empty", "name the work in a word or two"));
        }
    }
    if let Some(home) = candidate.reach.home {
        check_municipality(&mut errors, "reach.home".to_owned(), home);
    }
    if candidate.reach.max_minutes.is_some_and(|minutes| minutes > 600) {
        let fix = "give the longest journey one way, at most 600";
        errors.push(FieldError::new("reach.max_minutes", "is above 600", fix));
    }
    for (i, code) in candidate.reach.municipalities.iter().enumerate() {
        check_municipality(&mut errors, format!("reach.municipalities[{i}]"), *code);
    }
    let terms = &candidate.terms;
    check_range(&mut errors, "terms.hours_min", terms.hours_min, 80.0);
    check_range(&mut errors, "terms.hours_max", terms.hours_max, 80.0);
    let hours = (("terms.hours_min", terms.hours_min), ("terms.hours_max", terms.hours_max));
    check_order(&mut errors, hours.0, hours.1);
    FieldErrors::check(errors)
}

#[cfg(test)]
mod tests {
    use super::is_business_id;

    #[test]
    fn business_ids_have_a_check_digit() {
        assert!(is_business_id("1234567-1"));
        assert!(!is_business_id("1234567-2"));
        for text in ["", "1234567", "12345671-", "abcdefg-h", "123456-71"] {
            assert!(!is_business_id(text), "{text}");
        }
    }
}
