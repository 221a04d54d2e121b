//! Education, driving licences, cards and permits.

use super::{PreparedCandidate, PreparedPosting};
use crate::coefficients::weight_of;
use crate::explanation::{Reason, Side, Status};
use crate::feature::{FeatureValue, Tally};
use kohtaanto_domain::model::Demand;

/// Nobody lists these beforehand: they are shown when one is hired, so a list without them says
/// nothing.
const SHOWN_WHEN_HIRED: [&str; 2] = ["rikosrekisteriote", "rokotussuoja"];

pub(super) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
) -> FeatureValue {
    let profile = &candidate.candidate.profile;
    let mut tally = Tally::default();
    for requirement in &posting.posting.requirements {
        let importance = requirement.importance;
        let weight = weight_of(importance);
        // A list that is empty was not told; a list that lacks the item was told without it.
        let met = |told: bool, has: bool| told.then_some(if has { 1.0 } else { 0.0 });
        match &requirement.demand {
            Demand::Education { level, .. } => {
                let told = profile.education.iter().map(|education| education.level).max();
                let value = told.map(|told| {
                    if told >= *level {
                        1.0
                    } else if told as u8 + 1 == *level as u8 {
                        0.4
                    } else {
                        0.0
                    }
                });
                let status = status(value);
                let reason = Reason::Education { asked: *level, told, importance, status };
                tally.add(weight, value, reason);
            }
            Demand::DrivingLicence(class) => {
                let has = profile.licences.iter().any(|held| held.covers(*class));
                let value = met(!profile.licences.is_empty(), has);
                let status = status(value);
                tally.add(weight, value, Reason::Licence { asked: *class, importance, status });
            }
            Demand::Card(card) => {
                let has = profile.cards.contains(card);
                let told =
                    !profile.cards.is_empty() && !SHOWN_WHEN_HIRED.contains(&card.0.as_str());
                let value = met(told || has, has);
                let status = status(value);
                tally.add(weight, value, Reason::Card { asked: card.clone(), importance, status });
            }
            _ => {}
        }
    }
    tally.finish().unwrap_or_else(|| FeatureValue::unknown(Reason::NotSaid(Side::Posting)))
}

fn status(met: Option<f32>) -> Status {
    match met {
        None => Status::Unknown,
        Some(met) if met >= 1.0 => Status::Met,
        Some(met) if met > 0.0 => Status::Partly,
        Some(_) => Status::NotMet,
    }
}
