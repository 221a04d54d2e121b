//! How long it takes by car from one municipality to another.
//!
//! Between central localities, in dry weather and without traffic. The estimate knows no lakes:
//! Juuka and Lieksa face each other over Pielinen, 40 km apart, and it takes an hour and a half by
//! road. Where that matters, give a [`super::TravelTable`].

use super::{Municipality, municipality};
use crate::model::MunicipalityCode;
use std::fmt::Debug;

/// Where a travel time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TravelSource {
    /// A table of travel times.
    Table,
    /// Estimated from coordinates.
    Estimate,
}

/// A journey one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Travel {
    /// Minutes.
    pub minutes: u16,
    /// Kilometres by road; `None` when only the time is known.
    pub distance_km: Option<f32>,
    /// Where it comes from.
    pub source: TravelSource,
}

/// Travel times between municipalities.
pub trait TravelTime: Debug + Send + Sync {
    /// The journey by car; `None` when a municipality does not exist or no road leads there.
    fn by_car(&self, from: MunicipalityCode, to: MunicipalityCode) -> Option<Travel>;
}

/// Road kilometres for one as the crow flies. Of the two road distances we know for sure, 72 km for
/// 59.9 (Ilomantsi-Joensuu) and 102 km for 84.1 (Ilomantsi-Lieksa) make 1.2; we take a little more.
const DETOUR: f64 = 1.25;
/// Average speed on the road, km/h.
const SPEED_KM_H: f64 = 75.0;
/// Minutes for leaving one built-up area and entering another.
const START_AND_END_MIN: f64 = 5.0;
/// A journey inside a municipality: what it takes in the least, and at most, in minutes.
const INSIDE_MIN: (f64, f64) = (10.0, 25.0);
/// The region code of Åland, where no road leads.
const ALAND: &str = "21";

/// Travel times estimated from the coordinates of central localities: great circle times 1.25 at
/// 75 km/h and 5 minutes for both ends. Inside one municipality 8 minutes and one for every 6 km of
/// the side of a square as large as its land (an assumption: most live near the centre), from 10
/// to 25: Kauniainen 10, Joensuu 16. No road leads between Åland and the rest; ferries and lakes
/// are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EstimatedTravel;

impl EstimatedTravel {
    fn inside(of: &Municipality) -> Travel {
        let minutes = 8.0 + f64::from(of.land_km2).sqrt() / 6.0;
        let minutes = minutes.clamp(INSIDE_MIN.0, INSIDE_MIN.1).round() as u16;
        Travel { minutes, distance_km: None, source: TravelSource::Estimate }
    }
}

impl TravelTime for EstimatedTravel {
    fn by_car(&self, from: MunicipalityCode, to: MunicipalityCode) -> Option<Travel> {
        let (from, to) = (municipality(from)?, municipality(to)?);
        if from.code == to.code {
            return Some(Self::inside(from));
        }
        if (from.region == ALAND) != (to.region == ALAND) {
            return None;
        }
        let km = from.point.distance_km(&to.point) * DETOUR;
        // At most some 1,500 km in Finland: fits.
        let minutes = (START_AND_END_MIN + km / SPEED_KM_H * 60.0).round() as u16;
        let distance_km = Some(km.round() as f32);
        Some(Travel { minutes, distance_km, source: TravelSource::Estimate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(from: &str, to: &str) -> Option<u16> {
        let travel = EstimatedTravel.by_car(from.parse().unwrap(), to.parse().unwrap())?;
        Some(travel.minutes)
    }

    #[test]
    fn estimates_are_near_what_is_known() {
        for (from, to, km) in [("146", "167", 72.0), ("146", "422", 102.0), ("167", "260", 72.0)] {
            let travel =
                EstimatedTravel.by_car(from.parse().unwrap(), to.parse().unwrap()).unwrap();
            let estimated = travel.distance_km.unwrap();
            assert!((estimated - km).abs() / km < 0.1, "{from}-{to}: {estimated}");
            assert_eq!(travel.source, TravelSource::Estimate);
        }
    }

    #[test]
    fn inside_a_municipality_it_is_short() {
        assert_eq!(minutes("235", "235"), Some(10));
        assert_eq!(minutes("167", "167"), Some(16));
        assert_eq!(minutes("148", "148"), Some(25));
    }

    #[test]
    fn where_no_road_leads_there_is_no_time() {
        assert_eq!(minutes("478", "853"), None);
        assert!(minutes("478", "170").is_some());
        assert_eq!(minutes("167", "911"), None);
        assert_eq!(minutes("000", "000"), None);
    }

    #[test]
    fn estimates_are_symmetric() {
        for (from, to) in [("167", "146"), ("176", "422"), ("890", "091")] {
            assert_eq!(minutes(from, to), minutes(to, from));
        }
    }
}
