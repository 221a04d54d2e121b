//! The journey from home to work. Commuting is ranking, not a filter.

use super::{PreparedCandidate, PreparedPosting};
use crate::coefficients::{ASSUMED_MAX_MINUTES, BICYCLE_FACTOR, BUS_FACTOR, REACH_AT_LIMIT};
use crate::explanation::{Reason, Side};
use crate::feature::FeatureValue;
use crate::scorer::MatchContext;
use kohtaanto_domain::model::TransportMode;

/// A journey of this share of the longest one is as good as none.
const EASY_SHARE: f32 = 0.4;

/// Work in the home municipality suits at least this well, however the journey is reckoned.
const IN_HOME_MUNICIPALITY: f32 = 0.9;

pub(super) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    context: MatchContext<'_>,
) -> FeatureValue {
    let reach = &candidate.candidate.reach;
    let posting = posting.posting;
    let remote = posting.remote_share.filter(|share| *share > 0);
    if let Some(share) = remote
        && (share == 100 || reach.remote == Some(true))
        && reach.remote != Some(false)
        && share >= 80
    {
        return FeatureValue::known(1.0, vec![Reason::Remote { share }]);
    }
    let wanted = posting.places.iter().find(|p| reach.municipalities.contains(&p.municipality));
    let journey = nearest(candidate, posting, context);
    let mut value = match (journey, posting.places.is_empty()) {
        (Some((value, reason)), _) => FeatureValue::known(value, vec![reason]),
        (None, true) => FeatureValue::unknown(Reason::NotSaid(Side::Posting)),
        (None, false) => FeatureValue::unknown(Reason::NotSaid(Side::Person)),
    };
    if let Some(place) = wanted {
        value.value = value.value.max(0.9);
        value.coverage = 1.0;
        value.reasons.retain(|reason| !matches!(reason, Reason::NotSaid(_)));
        value.reasons.insert(0, Reason::WantedPlace(place.municipality));
    }
    if let Some(share) = remote {
        value.reasons.push(Reason::Remote { share });
    }
    value
}

fn nearest(
    candidate: &PreparedCandidate<'_>,
    posting: &kohtaanto_domain::model::JobPosting,
    context: MatchContext<'_>,
) -> Option<(f32, Reason)> {
    let reach = &candidate.candidate.reach;
    let from = reach.home?;
    let by = reach.by.unwrap_or(TransportMode::Car);
    let journeys = posting.places.iter().filter_map(|place| {
        let travel = context.travel.by_car(from, place.municipality)?;
        let minutes = f32::from(travel.minutes) * factor(by);
        let to = place.municipality;
        let value = match by {
            TransportMode::OnFoot if from != to => 0.0,
            TransportMode::OnFoot => IN_HOME_MUNICIPALITY,
            _ if from == to => {
                worth(minutes, reach.max_minutes.map(f32::from)).max(IN_HOME_MUNICIPALITY)
            }
            _ => worth(minutes, reach.max_minutes.map(f32::from)),
        };
        let minutes = minutes.round() as u16;
        let limit = reach.max_minutes;
        Some((value, Reason::Journey { from, to, minutes, limit, by, source: travel.source }))
    });
    journeys.max_by(|a, b| a.0.total_cmp(&b.0))
}

fn factor(by: TransportMode) -> f32 {
    match by {
        TransportMode::Car | TransportMode::OnFoot => 1.0,
        TransportMode::Bus => BUS_FACTOR,
        TransportMode::Bicycle => BICYCLE_FACTOR,
    }
}

/// 1 up to an easy journey, falling to [`REACH_AT_LIMIT`] at the longest that suits, and to 0 at
/// twice that.
fn worth(minutes: f32, limit: Option<f32>) -> f32 {
    let limit = limit.unwrap_or(ASSUMED_MAX_MINUTES).max(1.0);
    let share = minutes / limit;
    if share <= EASY_SHARE {
        1.0
    } else if share <= 1.0 {
        1.0 - (share - EASY_SHARE) / (1.0 - EASY_SHARE) * (1.0 - REACH_AT_LIMIT)
    } else {
        // A cliff just past the limit, so that "too far" reads as such.
        (REACH_AT_LIMIT - 0.25 - (share - 1.0) * 0.45).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::worth;
    use proptest::prelude::*;

    #[test]
    fn within_easy_reach_is_full_and_beyond_the_limit_falls() {
        assert_eq!(worth(10.0, Some(45.0)), 1.0);
        assert!((worth(45.0, Some(45.0)) - 0.7).abs() < 1e-6);
        assert!(worth(50.0, Some(45.0)) < 0.46);
        assert_eq!(worth(180.0, Some(45.0)), 0.0);
    }

    proptest! {
        #[test]
        fn a_longer_journey_is_never_better(a in 0f32..600.0, b in 0f32..600.0, limit in 1f32..200.0) {
            let (short, long) = (a.min(b), a.max(b));
            prop_assert!(worth(short, Some(limit)) >= worth(long, Some(limit)));
        }
    }
}
