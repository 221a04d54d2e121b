//! The municipalities of Finland.
//!
//! As they are on 1.1.2026; what they were before is in `former`. Names are looked up by
//! [`super::resolve`], not here.

use super::area::{EMPLOYMENT_AREAS, REGIONS};
use super::inflection::Inflection;
use super::{Point, tsv};
use crate::model::{Lang, MunicipalityCode};
use std::sync::LazyLock;

/// A municipality as it is on 1.1.2026.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its code.
    pub code: MunicipalityCode,
    /// Finnish name.
    pub name_fi: &'static str,
    /// Swedish name; the Finnish one where there is no other.
    pub name_sv: &'static str,
    /// Code of its region (maakunta), two digits.
    pub region: &'static str,
    /// Finnish name of its region.
    pub region_fi: &'static str,
    /// Swedish name of its region.
    pub region_sv: &'static str,
    /// Code of its employment area (työllisyysalue), one or two digits.
    pub employment_area: &'static str,
    /// Finnish name of its employment area.
    pub employment_area_fi: &'static str,
    /// People on 31.12.2024.
    pub population: u32,
    /// Land area in square kilometres.
    pub land_km2: f32,
    /// Its central locality.
    pub point: Point,
    pub(super) inflection: Inflection,
}

impl Municipality {
    /// Its name in a language: Swedish, or Finnish for every other.
    pub fn name(&self, lang: Lang) -> &'static str {
        if lang == Lang::SV { self.name_sv } else { self.name_fi }
    }

    fn parse(row: &[&'static str]) -> Option<Self> {
        let [code, fi, sv, region, area, people, land, lat, lon, genitive, stem, illative] = *row
        else {
            return None;
        };
        let region = REGIONS.iter().find(|of| of.code == region)?;
        let area = EMPLOYMENT_AREAS.iter().find(|of| of.code == area)?;
        Some(Self {
            code: code.parse().ok()?,
            name_fi: fi,
            name_sv: sv,
            region: region.code,
            region_fi: region.fi,
            region_sv: region.sv,
            employment_area: area.code,
            employment_area_fi: area.fi,
            population: people.parse().ok()?,
            land_km2: land.parse().ok()?,
            point: Point::new(lat.parse().ok()?, lon.parse().ok()?).ok()?,
            inflection: Inflection { nominative: fi, genitive, stem, illative },
        })
    }
}

static MUNICIPALITIES: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    let table = include_str!("../../data/municipalities.tsv");
    tsv::rows(table).filter_map(|row| Municipality::parse(&row)).collect()
});

/// All municipalities, by code.
pub fn municipalities() -> &'static [Municipality] {
    &MUNICIPALITIES
}

/// The municipality of a code, when there is one.
pub fn municipality(code: MunicipalityCode) -> Option<&'static Municipality> {
    let all = municipalities();
    all.binary_search_by_key(&code, |municipality| municipality.code).ok().map(|i| &all[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_municipalities_are_there_in_order() {
        let rows = tsv::rows(include_str!("../../data/municipalities.tsv")).count();
        assert_eq!((rows, municipalities().len()), (308, 308));
        assert!(municipalities().is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn a_municipality_has_its_facts() {
        let joensuu = municipality("167".parse().unwrap()).unwrap();
        assert_eq!((joensuu.name_fi, joensuu.region_fi), ("Joensuu", "Pohjois-Karjala"));
        assert_eq!((joensuu.region, joensuu.employment_area), ("12", "29"));
        let ilomantsi = municipality("146".parse().unwrap()).unwrap();
        assert_eq!(ilomantsi.name(Lang::SV), "Ilomants");
        assert_eq!(ilomantsi.name(Lang::UK), "Ilomantsi");
        assert!(municipality("911".parse().unwrap()).is_none(), "Valtimo is no more");
    }

    #[test]
    fn every_point_is_in_finland() {
        for of in municipalities() {
            assert!((59.7..70.1).contains(&of.point.lat), "{}", of.name_fi);
            assert!((19.3..31.6).contains(&of.point.lon), "{}", of.name_fi);
            assert!(of.population > 0 && of.land_km2 > 0.0, "{}", of.name_fi);
        }
    }
}
