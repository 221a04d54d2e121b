//! Competences asked against what the person tells: by the words themselves, then by compounds and
//! families of them as weaker evidence. Concepts come with the taxonomy.

use super::prepared::Stems;
use super::{PreparedCandidate, PreparedPosting};
use crate::coefficients::weight_of;
use crate::explanation::{Reason, Side, Status};
use crate::feature::{FeatureValue, Tally};
use crate::scorer::MatchContext;
use kohtaanto_domain::model::{Demand, Evidence, Importance, Occupation, Provenance, Requirement};

/// A competence that only the person's free text names.
const IN_OWN_WORDS: f32 = 0.8;
/// A competence that the person names by a compound of it or by its family: *hitsaaja* where
/// *hitsaus* is asked. The share of what the word itself would be worth (our prior), below what
/// counts as met, so that the reason says "in part" and shows the person's word.
const BY_RELATED_WORD: f32 = 0.65;
/// A posting's text that names this many of the person's competences could not name more.
const ENOUGH_MENTIONED: usize = 3;

pub(super) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    context: MatchContext<'_>,
) -> FeatureValue {
    let profile = &candidate.candidate.profile;
    let silent = candidate.told.is_empty() && candidate.own_words.is_empty();
    let mut tally = Tally::default();
    for requirement in &posting.posting.requirements {
        let weight = weight_of(requirement.importance);
        match &requirement.demand {
            Demand::Competence { label, uri } => {
                let (met, told) = competence(candidate, posting, label, uri.as_deref());
                // What a person has not told is not known to be lacking.
                let met = if silent { None } else { met };
                // What only the text says is of use counts where it is met, and else is silent.
                let read = requirement.provenance != Provenance::Declared;
                let of_use = read && requirement.importance == Importance::Nice;
                if of_use && met.is_none_or(|met| met == 0.0) {
                    continue;
                }
                tally.add(weight, met, reason(requirement, label, told, met));
            }
            Demand::Experience { occupation, years } => {
                let asked = occupation.as_ref().or(posting.posting.occupations.first());
                let Some(asked) = asked else { continue };
                let met = (!profile.history.is_empty())
                    .then(|| experience(candidate, asked, years.unwrap_or(0.0), context));
                let told = met.filter(|met| *met > 0.0).map(|_| asked.label.clone());
                tally.add(weight, met, reason(requirement, &asked.label, told, met));
            }
            _ => {}
        }
    }
    tally.finish().unwrap_or_else(|| mentioned(candidate, posting))
}

fn reason(
    requirement: &Requirement,
    asked: &str,
    told: Option<String>,
    met: Option<f32>,
) -> Reason {
    let status = match met {
        None => Status::Unknown,
        Some(met) if met >= 0.7 => Status::Met,
        Some(met) if met > 0.0 => Status::Partly,
        // Not told is not the same as lacking: a competence is never "not met".
        Some(_) => Status::Unknown,
    };
    Reason::Competence { asked: asked.to_owned(), told, importance: requirement.importance, status }
}

fn competence(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    label: &str,
    uri: Option<&str>,
) -> (Option<f32>, Option<String>) {
    let competences = &candidate.candidate.profile.competences;
    let same = competences.iter().find(|c| uri.is_some() && c.uri.as_deref() == uri);
    if let Some(same) = same {
        return (Some(strength(same.evidence)), Some(same.label.clone()));
    }
    let asked = Stems::of_label(posting.lang, label);
    let worth = |told: &str| {
        let evidence = competences.iter().find(|c| c.label == told).map(|c| c.evidence);
        strength(evidence.unwrap_or(Evidence::Work))
    };
    for (told, stems) in &candidate.told {
        if stems.holding(&asked).is_some() || (!stems.is_empty() && asked.holding(stems).is_some())
        {
            return (Some(worth(told)), Some(told.clone()));
        }
    }
    if let Some(words) = candidate.own_words.holding(&asked) {
        return (Some(IN_OWN_WORDS), Some(words));
    }
    for (told, stems) in &candidate.told {
        if stems.related_to(&asked).is_some() {
            return (Some(worth(told) * BY_RELATED_WORD), Some(told.clone()));
        }
    }
    let in_own_words = candidate.own_words.related_to(&asked);
    let near = uri.and_then(|uri| candidate.near.competences.get(uri));
    match (in_own_words, near) {
        (Some(words), None) => (Some(IN_OWN_WORDS * BY_RELATED_WORD), Some(words)),
        (words, Some(near)) => {
            let by_words = words.map(|words| (IN_OWN_WORDS * BY_RELATED_WORD, words));
            let by_concept = (near.nearness * worth(&near.by), near.by.clone());
            let best = by_words.into_iter().chain([by_concept]).max_by(|a, b| a.0.total_cmp(&b.0));
            best.map_or((Some(0.0), None), |(met, told)| (Some(met), Some(told)))
        }
        (None, None) => (Some(0.0), None),
    }
}

fn strength(evidence: Evidence) -> f32 {
    match evidence {
        Evidence::Told => 0.85,
        Evidence::Work => 0.95,
        Evidence::Certificate | Evidence::Shown => 1.0,
    }
}

/// Years of the occupation asked, or of its unit group, against the years asked.
fn experience(
    candidate: &PreparedCandidate<'_>,
    asked: &Occupation,
    years: f32,
    context: MatchContext<'_>,
) -> f32 {
    let history = candidate.candidate.profile.history.iter();
    let same = history.filter(|work| match (work.occupation.isco, asked.isco) {
        (Some(did), Some(asked)) => did.shared_digits(asked) >= 3,
        _ => work.occupation.label.to_lowercase() == asked.label.to_lowercase(),
    });
    let mut any = false;
    let mut sum = 0.0;
    for work in same {
        any = true;
        sum += work.years(context.today).unwrap_or(0.0);
    }
    if !any {
        0.0
    } else if years <= 0.0 {
        1.0
    } else {
        (sum / years).clamp(0.3, 1.0)
    }
}

/// When nothing is asked in fields: which of the person's competences the posting's text names.
fn mentioned(candidate: &PreparedCandidate<'_>, posting: &PreparedPosting<'_>) -> FeatureValue {
    let competences = &candidate.candidate.profile.competences;
    if competences.is_empty() {
        return FeatureValue::unknown(Reason::NotSaid(Side::Person));
    }
    let named =
        candidate.told.iter().filter(|(told, _)| competences.iter().any(|c| c.label == *told));
    let reasons: Vec<Reason> = named
        .filter_map(|(told, stems)| {
            let words = posting.text.holding(stems)?;
            Some(Reason::Mentioned { told: told.clone(), words })
        })
        .collect();
    if reasons.is_empty() {
        return FeatureValue::unknown(Reason::NotSaid(Side::Posting));
    }
    let value = reasons.len() as f32 / ENOUGH_MENTIONED.min(competences.len()) as f32;
    FeatureValue { value: value.min(1.0), coverage: 0.7, reasons }
}
