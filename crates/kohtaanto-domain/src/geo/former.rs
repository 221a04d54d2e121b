//! Municipalities that have merged into others.
//!
//! People go on using their names, and old postings their codes. Parts of municipalities, villages
//! and localities are left out.

use super::inflection::Inflection;
use super::tsv;
use crate::model::MunicipalityCode;
use std::sync::LazyLock;

/// A municipality that is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerMunicipality {
    /// The code it had, where it is recorded here.
    pub code: Option<MunicipalityCode>,
    /// Finnish name.
    pub name_fi: &'static str,
    /// Swedish name; the Finnish one where there is no other.
    pub name_sv: &'static str,
    /// The present municipality; of a divided one, that which got most of it.
    pub now: MunicipalityCode,
    /// Year of the merger that ended it.
    pub year: u16,
    pub(super) inflection: Inflection,
}

impl FormerMunicipality {
    fn parse(row: &[&'static str]) -> Option<Self> {
        let [code, fi, sv, now, year, genitive, stem, illative] = *row else {
            return None;
        };
        Some(Self {
            code: code.parse().ok(),
            name_fi: fi,
            name_sv: sv,
            now: now.parse().ok()?,
            year: year.parse().ok()?,
            inflection: Inflection { nominative: fi, genitive, stem, illative },
        })
    }
}

static FORMER: LazyLock<Vec<FormerMunicipality>> = LazyLock::new(|| {
    let table = include_str!("../../data/former-municipalities.tsv");
    tsv::rows(table).filter_map(|row| FormerMunicipality::parse(&row)).collect()
});

/// Former municipalities, by name.
pub fn former_municipalities() -> &'static [FormerMunicipality] {
    &FORMER
}

#[cfg(test)]
mod tests {
    use super::super::{municipalities, municipality};
    use super::*;

    #[test]
    fn every_former_municipality_has_a_successor() {
        let rows = tsv::rows(include_str!("../../data/former-municipalities.tsv")).count();
        assert_eq!(rows, former_municipalities().len());
        for former in former_municipalities() {
            assert!(municipality(former.now).is_some(), "{}", former.name_fi);
            assert!(former.code.is_none_or(|code| municipality(code).is_none()), "{former:?}");
            let alive = municipalities().iter().any(|of| of.name_fi == former.name_fi);
            assert!(!alive, "{} still exists", former.name_fi);
        }
    }

    #[test]
    fn the_mergers_of_north_karelia_are_known() {
        let now = |name: &str| {
            let found = former_municipalities().iter().find(|former| former.name_fi == name);
            municipality(found.unwrap().now).unwrap().name_fi
        };
        for (name, successor) in [
            ("Valtimo", "Nurmes"),
            ("Eno", "Joensuu"),
            ("Pyhäselkä", "Joensuu"),
            ("Tuupovaara", "Joensuu"),
            ("Kiihtelysvaara", "Joensuu"),
            ("Kesälahti", "Kitee"),
            ("Värtsilä", "Tohmajärvi"),
            ("Pertunmaa", "Mäntyharju"),
        ] {
            assert_eq!(now(name), successor, "{name}");
        }
    }
}
