//! Which municipalities are within reach.
//!
//! Between central localities: someone at the edge of a large municipality may have another reach.

use super::{Point, Travel, TravelTime, municipalities};
use crate::model::MunicipalityCode;

/// Municipalities whose centre is reached by car from the centre of `home` in at most
/// `max_minutes`, `home` itself included (if it takes no longer there); by minutes, then by code.
pub fn within_minutes(
    travel: &dyn TravelTime,
    home: MunicipalityCode,
    max_minutes: u16,
) -> Vec<(MunicipalityCode, Travel)> {
    let all = municipalities().iter();
    let mut within: Vec<_> =
        all.filter_map(|of| travel.by_car(home, of.code).map(|travel| (of.code, travel))).collect();
    within.retain(|(_, travel)| travel.minutes <= max_minutes);
    within.sort_by_key(|(code, travel)| (travel.minutes, *code));
    within
}

/// Municipalities whose centre is at most `km` kilometres from a point as the crow flies, with the
/// distance; by distance, then by code.
pub fn within_km(point: Point, km: f64) -> Vec<(MunicipalityCode, f64)> {
    let all = municipalities().iter();
    let mut within: Vec<_> =
        all.map(|of| (of.code, of.point.distance_km(&point))).filter(|(_, d)| *d <= km).collect();
    within.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    within
}

/// The municipality whose centre is nearest to a point as the crow flies.
pub fn nearest_municipality(point: Point) -> Option<MunicipalityCode> {
    let all = municipalities().iter().map(|of| (of.code, of.point.distance_km(&point)));
    all.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0))).map(|(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::super::{EstimatedTravel, TravelTable, municipality};
    use super::*;

    fn code(text: &str) -> MunicipalityCode {
        text.parse().unwrap()
    }

    #[test]
    fn the_near_come_first() {
        let table = include_str!("../../../../fixtures/north-karelia/travel-minutes.tsv");
        let table = TravelTable::parse(table).unwrap();
        let within = within_minutes(&table, code("167"), 45);
        let names: Vec<_> =
            within.iter().map(|(of, _)| municipality(*of).unwrap().name_fi).collect();
        assert_eq!(names, ["Joensuu", "Kontiolahti", "Liperi", "Outokumpu", "Polvijärvi"]);
        let all = within_minutes(&EstimatedTravel, code("167"), 600);
        assert!(all.is_sorted_by_key(|(code, travel)| (travel.minutes, *code)));
        assert!(within_minutes(&table, code("911"), 600).is_empty());
    }

    #[test]
    fn distance_is_as_the_crow_flies() {
        let juuka = municipality(code("176")).unwrap().point;
        let within = within_km(juuka, 41.0);
        assert_eq!(within.first(), Some(&(code("176"), 0.0)));
        assert!(within.iter().any(|(of, _)| *of == code("422")), "Lieksa over the lake");
        assert!(within.is_sorted_by(|a, b| a.1 <= b.1));
        assert_eq!(nearest_municipality(juuka), Some(code("176")));
        assert!(within_km(juuka, -1.0).is_empty() && within_km(juuka, f64::NAN).is_empty());
    }
}
