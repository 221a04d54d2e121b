//! Regions and employment areas: sets of municipalities with a name.
//!
//! Sub-regions, wellbeing services counties and electoral districts are left out: no one names
//! them in a search for work.

use super::inflection::Inflection;
use super::words::fold;
use super::{municipalities, tsv};
use crate::model::MunicipalityCode;
use std::sync::LazyLock;

/// A region (maakunta) or an employment area (työllisyysalue).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its code: two digits for a region, one or two for an employment area.
    pub code: &'static str,
    /// Finnish name.
    pub fi: &'static str,
    /// Swedish name.
    pub sv: &'static str,
    /// English name; the Finnish one for employment areas.
    pub en: &'static str,
    pub(super) inflection: Inflection,
}

impl Area {
    fn parse(row: &[&'static str]) -> Option<Self> {
        let (code, fi, sv, en, forms) = match *row {
            [code, fi, sv, ref forms @ ..] if forms.len() == 3 => (code, fi, sv, fi, forms),
            [code, fi, sv, en, ref forms @ ..] if forms.len() == 3 => (code, fi, sv, en, forms),
            _ => return None,
        };
        let [genitive, stem, illative] = *forms else {
            return None;
        };
        let inflection = Inflection { nominative: fi, genitive, stem, illative };
        Some(Self { code, fi, sv, en, inflection })
    }

    fn is(&self, code_or_name: &str) -> bool {
        let text = code_or_name.trim();
        if text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
            return text.trim_start_matches('0') == self.code.trim_start_matches('0');
        }
        let key = fold(text);
        [self.fi, self.sv, self.en].iter().any(|name| fold(name) == key)
    }
}

pub(super) static REGIONS: LazyLock<Vec<Area>> = LazyLock::new(|| {
    let table = include_str!("../../data/regions.tsv");
    tsv::rows(table).filter_map(|row| Area::parse(&row)).collect()
});

pub(super) static EMPLOYMENT_AREAS: LazyLock<Vec<Area>> = LazyLock::new(|| {
    let table = include_str!("../../data/employment-areas.tsv");
    tsv::rows(table).filter_map(|row| Area::parse(&row)).collect()
});

/// The 19 regions, by code.
pub fn regions() -> &'static [Area] {
    &REGIONS
}

/// The 46 employment areas, by code.
pub fn employment_areas() -> &'static [Area] {
    &EMPLOYMENT_AREAS
}

/// Municipalities of the region with this code or name (Finnish, Swedish or English, any case), by
/// code; empty when there is no such region.
pub fn region(code_or_name: &str) -> Vec<MunicipalityCode> {
    let found = regions().iter().find(|area| area.is(code_or_name));
    found.map_or_else(Vec::new, |area| {
        municipalities().iter().filter(|of| of.region == area.code).map(|of| of.code).collect()
    })
}

/// Municipalities of the employment area with this code or name (Finnish or Swedish, any case), by
/// code; empty when there is no such area.
pub fn employment_area(code_or_name: &str) -> Vec<MunicipalityCode> {
    let found = employment_areas().iter().find(|area| area.is(code_or_name));
    found.map_or_else(Vec::new, |area| {
        let within = municipalities().iter().filter(|of| of.employment_area == area.code);
        within.map(|of| of.code).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_complete_and_none_is_empty() {
        assert_eq!((regions().len(), employment_areas().len()), (19, 46));
        let sum = |lengths: Vec<usize>| {
            assert!(lengths.iter().all(|n| *n > 0));
            lengths.iter().sum::<usize>()
        };
        assert_eq!(sum(regions().iter().map(|area| region(area.code).len()).collect()), 308);
        let lengths = employment_areas().iter().map(|area| employment_area(area.code).len());
        assert_eq!(sum(lengths.collect()), 308);
    }

    #[test]
    fn areas_are_found_by_code_and_name() {
        for text in ["12", "Pohjois-Karjala", "pohjois karjala", "Norra Karelen", "North Karelia"] {
            assert_eq!(region(text).len(), 13, "{text}");
        }
        assert_eq!(employment_area("29"), region("12"));
        assert_eq!(employment_area("Pohjois-Karjala"), region("12"));
        assert_eq!(employment_area("01").len(), 2);
        assert!(region("Karjala").is_empty() && region("").is_empty());
    }
}
