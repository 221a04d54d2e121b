//! One requirement for each thing that is asked, however often the ad says it.

use super::ad::{FoundRequirement, Stance};
use kohtaanto_domain::model::Demand;

/// Of requirements for the same thing, the surest; of equally sure ones the one that asks most,
/// then the first. A language without a level gives way to the same language with one, experience
/// without years to experience with years.
pub(super) fn merged(found: Vec<FoundRequirement>) -> Vec<FoundRequirement> {
    let mut kept: Vec<FoundRequirement> = Vec::with_capacity(found.len());
    for next in found {
        match kept.iter_mut().find(|other| is_same(&other.demand, &next.demand)) {
            Some(other) if outdoes(&next, other) => *other = next,
            Some(_) => {}
            None => kept.push(next),
        }
    }
    kept.sort_by_key(|found| (found.span.start, found.span.end));
    kept
}

fn outdoes(next: &FoundRequirement, other: &FoundRequirement) -> bool {
    let rank = |found: &FoundRequirement| match found.stance {
        Stance::Must => 0,
        Stance::Nice => 1,
        Stance::NotNeeded => 2,
        Stance::Taught => 3,
        Stance::Task => 4,
        Stance::Mentioned => 5,
    };
    let order = is_vague(&other.demand)
        .cmp(&is_vague(&next.demand))
        .then(next.confidence.total_cmp(&other.confidence))
        .then(rank(other).cmp(&rank(next)));
    order.is_gt()
}

/// Whether a demand says less than another of the same thing can.
fn is_vague(demand: &Demand) -> bool {
    matches!(
        demand,
        Demand::Language { level: None, .. } | Demand::Experience { years: None, occupation: None }
    )
}

fn is_same(a: &Demand, b: &Demand) -> bool {
    match (a, b) {
        (Demand::Language { language: a, .. }, Demand::Language { language: b, .. }) => a == b,
        (Demand::Education { level: a, label: x }, Demand::Education { level: b, label: y }) => {
            a == b && x.as_deref().map(str::to_lowercase) == y.as_deref().map(str::to_lowercase)
        }
        (Demand::Competence { label: a, uri: x }, Demand::Competence { label: b, uri: y }) => {
            if x.is_some() { x == y } else { a == b }
        }
        (a, b) => a == b,
    }
}
