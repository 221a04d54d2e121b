//! Languages asked against languages known.

use super::{PreparedCandidate, PreparedPosting};
use crate::coefficients::weight_of;
use crate::explanation::{Reason, Side, Status};
use crate::feature::{FeatureValue, Tally};
use kohtaanto_domain::model::{Demand, Importance, Lang, LanguageLevel};

/// The level at which the posting's own language is taken to be known well enough when nothing is
/// asked outright.
const WORKING_LEVEL: LanguageLevel = LanguageLevel::B1;
/// How much is known when the language is concluded from the posting's text.
const INFERRED_COVERAGE: f32 = 0.6;

pub(super) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
) -> FeatureValue {
    let known = &candidate.candidate.profile.languages;
    let mut tally = Tally::default();
    for requirement in &posting.posting.requirements {
        let Demand::Language { language, level } = requirement.demand else { continue };
        let weight = weight_of(requirement.importance);
        let (met, told) = meets(candidate, language, level.unwrap_or(WORKING_LEVEL));
        let reason = Reason::Language {
            language,
            asked: level,
            told,
            importance: requirement.importance,
            inferred: false,
            status: status(met),
        };
        tally.add(weight, met, reason);
    }
    if let Some(value) = tally.finish() {
        return value;
    }
    if known.is_empty() {
        return FeatureValue::unknown(Reason::NotSaid(Side::Person));
    }
    inferred(candidate, posting)
}

/// Nothing is asked outright: work is most often done in a language of the posting.
fn inferred(candidate: &PreparedCandidate<'_>, posting: &PreparedPosting<'_>) -> FeatureValue {
    let languages = &posting.posting.languages;
    let best = languages.iter().map(|language| {
        let (met, told) = meets(candidate, *language, WORKING_LEVEL);
        (met.unwrap_or(0.0), *language, met, told)
    });
    match best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
        None => FeatureValue::unknown(Reason::NotSaid(Side::Posting)),
        Some((value, language, met, told)) => {
            let reason = Reason::Language {
                language,
                asked: None,
                told,
                importance: Importance::Must,
                inferred: true,
                status: status(met),
            };
            let coverage = if met.is_some() { INFERRED_COVERAGE } else { 0.0 };
            FeatureValue { value, coverage, reasons: vec![reason] }
        }
    }
}

/// How well a language is known against a level, and the person's level. Not known when the person
/// names no language at all, or names this one without a level.
fn meets(
    candidate: &PreparedCandidate<'_>,
    language: Lang,
    asked: LanguageLevel,
) -> (Option<f32>, Option<LanguageLevel>) {
    let known = &candidate.candidate.profile.languages;
    if known.is_empty() {
        return (None, None);
    }
    match known.iter().find(|skill| skill.language == language) {
        None => (Some(0.0), None),
        Some(skill) => match skill.level {
            None => (None, None),
            Some(level) if level >= asked => (Some(1.0), Some(level)),
            Some(level) => {
                let steps = asked as u8 - level as u8;
                (Some(if steps == 1 { 0.5 } else { 0.15 }), Some(level))
            }
        },
    }
}

fn status(met: Option<f32>) -> Status {
    match met {
        None => Status::Unknown,
        Some(met) if met >= 1.0 => Status::Met,
        Some(met) if met >= 0.5 => Status::Partly,
        Some(_) => Status::NotMet,
    }
}
