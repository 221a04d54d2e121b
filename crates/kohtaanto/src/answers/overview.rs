//! Supply and demand of a municipality.

use crate::overview::{Overview, OverviewCell, OverviewRow};
use crate::texts::TextLang;
use kohtaanto_domain::geo;
use serde::Serialize;

/// Supply and demand of one municipality, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverviewAnswer {
    /// Code of the municipality; null for all together.
    #[cfg_attr(feature = "openapi", schema(example = "260"))]
    pub municipality: Option<String>,
    /// Its name; null for all together.
    pub name: Option<String>,
    /// Open postings.
    pub postings: u64,
    /// How many are sought in them.
    pub openings: u64,
    /// People who live there and allow to be counted; null when hidden: fewer than five, or hidden
    /// so that no such number can be reckoned.
    pub people: Option<u32>,
    /// The band of ten of people who can reach the place, by its lower end; null below ten.
    pub within_reach: Option<u32>,
    /// The same by group.
    pub groups: Vec<OverviewGroupAnswer>,
    /// Postings by two digits of ISCO-08.
    pub sub_groups: Vec<SubGroupAnswer>,
}

/// Supply and demand in one occupation group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverviewGroupAnswer {
    /// One digit of ISCO-08.
    pub group: String,
    /// Its name.
    pub name: String,
    /// Open postings.
    pub postings: u64,
    /// How many are sought in them.
    pub openings: u64,
    /// People who live there; null when hidden.
    pub people: Option<u32>,
    /// The band of ten of people who can reach the place, by its lower end; null below ten.
    pub within_reach: Option<u32>,
}

/// Open postings of a narrower group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubGroupAnswer {
    /// Two digits of ISCO-08.
    pub group: String,
    /// Open postings.
    pub postings: u64,
    /// How many are sought in them.
    pub openings: u64,
}

impl OverviewAnswer {
    /// All rows of an overview, that of all municipalities last.
    pub fn rows(overview: &Overview, lang: TextLang) -> Vec<Self> {
        let rows = overview.municipalities.iter().chain([&overview.total]);
        rows.map(|row| Self::new(overview, row, lang)).collect()
    }

    /// One row of an overview.
    pub fn new(overview: &Overview, row: &OverviewRow, lang: TextLang) -> Self {
        let groups = overview.groups.iter().zip(&row.by_group).zip(0..);
        let groups =
            groups.map(|((name, cell), digit): ((_, &OverviewCell), u8)| OverviewGroupAnswer {
                group: digit.to_string(),
                name: name.clone(),
                postings: cell.n_postings,
                openings: cell.n_openings,
                people: cell.n_people,
                within_reach: cell.within_reach,
            });
        let sub_groups = row.sub_groups.iter().map(|sub| SubGroupAnswer {
            group: sub.group.clone(),
            postings: sub.n_postings,
            openings: sub.n_openings,
        });
        let name = row.municipality.and_then(geo::municipality);
        Self {
            municipality: row.municipality.map(|code| code.to_string()),
            name: name.map(|municipality| municipality.name(lang.lang()).to_owned()),
            postings: row.all.n_postings,
            openings: row.all.n_openings,
            people: row.all.n_people,
            within_reach: row.all.within_reach,
            groups: groups.collect(),
            sub_groups: sub_groups.collect(),
        }
    }
}
