//! Supply and demand by municipality and occupation group: open postings and openings, people who
//! live there and people who can reach the place.
//!
//! It needs no [`crate::Permit`]: it ranks nobody, gives no ids, and its counts of people cannot be
//! turned into single persons. That is held by method, not by trust in the reader:
//!
//! - Only those are counted who allow ranking: `permissions.rank`. Of the others nothing is told,
//!   not even how many they are.
//! - Counts below five are hidden, zeros too, and further ones so that no hidden count can be
//!   reckoned from totals: `suppress` describes it, and a test tries every table that a reader could
//!   think of.
//! - There is one table for a store and a day, with one level of groups (the first digit of ISCO-08)
//!   and always all municipalities. Tables of parts, whose totals could be set against each other,
//!   are not offered; a caller shows the rows that it wants. Two days' tables can be set against
//!   each other: publish them weekly or more seldom where few people come and go.
//! - People within reach overlap from place to place and are given as bands of ten.
//!
//! A person counts once: in the home municipality, in the group of the latest work. Postings count
//! in each of their municipalities and groups, and are public: they are exact, by two digits too.

mod people;
mod suppress;

use crate::error::{Result, index};
use crate::search::Conditions;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::model::{Lang, MunicipalityCode};
use kohtaanto_index::{DocSet, FacetCount, Filter, Tag};
use std::collections::BTreeMap;
use suppress::Table;

/// The groups: first digits of ISCO-08, the armed forces as 0.
const N_GROUPS: usize = 10;
/// People within reach are told by bands of this many.
const BAND: u32 = 10;

/// Supply and demand of one municipality, or of all, in one group, or in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OverviewCell {
    /// Open postings.
    pub n_postings: u64,
    /// How many are sought in them.
    pub n_openings: u64,
    /// People who live there; `None` when hidden.
    pub n_people: Option<u32>,
    /// The band of people who can reach the place, by its lower end: 20 is "20 to 29"; `None` below
    /// ten, and for all municipalities together.
    pub within_reach: Option<u32>,
}

/// Open postings of a narrower group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubGroup {
    /// Two digits of ISCO-08.
    pub group: String,
    /// Open postings.
    pub n_postings: u64,
    /// How many are sought in them.
    pub n_openings: u64,
}

/// One municipality, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewRow {
    /// The municipality; `None` for all of them together.
    pub municipality: Option<MunicipalityCode>,
    /// All groups together, postings without a known group too.
    pub all: OverviewCell,
    /// By group, in the order of [`Overview::groups`].
    pub by_group: Vec<OverviewCell>,
    /// Open postings by two digits, those that there are.
    pub sub_groups: Vec<SubGroup>,
}

/// Supply and demand on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The day.
    pub today: Date,
    /// Groups by their digit, 0 to 9, with their names; the digit where there is no taxonomy.
    pub groups: Vec<String>,
    /// Municipalities that have an open posting or a person, by code.
    pub municipalities: Vec<OverviewRow>,
    /// All together: a posting with two places counts once.
    pub total: OverviewRow,
}

impl Snapshot {
    /// Supply and demand on a day, with the names of groups in the first of `langs` that has them.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn overview(&self, today: Date, langs: &[Lang]) -> Result<Overview> {
        let open = self.open(&Conditions::default(), today)?;
        let people = self.counted(today)?;
        let mut rows: BTreeMap<MunicipalityCode, DocSet> = BTreeMap::new();
        let shelf = &self.opportunities.index;
        let places = shelf.facet(&open, Tag::Municipality).map_err(index)?;
        let homes = people.iter().map(|person| person.home);
        for code in places.iter().filter_map(|place| place.value.parse().ok()).chain(homes) {
            if let std::collections::btree_map::Entry::Vacant(entry) = rows.entry(code) {
                let there = Filter::default().any_of(Tag::Municipality, [code.to_string()]);
                entry.insert(shelf.matching(&there).map_err(index)?.intersection(&open));
            }
        }
        let codes: Vec<MunicipalityCode> = rows.keys().copied().collect();
        let lives = |code: MunicipalityCode, group: usize| {
            let here = people.iter().filter(|p| p.home == code && usize::from(p.group) == group);
            here.count() as u32
        };
        let living: Vec<Vec<u32>> = codes
            .iter()
            .map(|code| (0..N_GROUPS).map(|group| lives(*code, group)).collect())
            .collect();
        let mut reaching = vec![vec![0u32; N_GROUPS]; codes.len()];
        for (row, code) in reaching.iter_mut().zip(&codes) {
            let near = people.iter().filter(|p| p.reaches(*code, self.travel.as_ref()));
            near.for_each(|person| row[usize::from(person.group)] += 1);
        }
        // Who lives there reaches it: the band says how many live there at most.
        let most: Vec<Vec<Option<u32>>> = reaching
            .iter()
            .map(|row| {
                let all: u32 = row.iter().sum();
                row.iter().chain([&all]).map(|n| Some(n / BAND * BAND + BAND - 1)).collect()
            })
            .collect();
        let mut table = Table::new(&living, &most);
        table.suppress();

        let mut municipalities = Vec::new();
        for (i, (code, docs)) in rows.iter().enumerate() {
            let mut row = self.demand(docs)?;
            row.municipality = Some(*code);
            row.all.n_people = table.shown(i, N_GROUPS);
            row.all.within_reach = band(reaching[i].iter().sum());
            for (group, cell) in row.by_group.iter_mut().enumerate() {
                cell.n_people = table.shown(i, group);
                cell.within_reach = band(reaching[i][group]);
            }
            municipalities.push(row);
        }
        let mut total = self.demand(&open)?;
        total.all.n_people = table.shown(codes.len(), N_GROUPS);
        for (group, cell) in total.by_group.iter_mut().enumerate() {
            cell.n_people = table.shown(codes.len(), group);
        }
        Ok(Overview { today, groups: self.group_names(langs), municipalities, total })
    }

    /// The postings of a set, by group.
    fn demand(&self, docs: &DocSet) -> Result<OverviewRow> {
        let shelf = &self.opportunities.index;
        let mut all = OverviewCell { n_postings: docs.len() as u64, ..OverviewCell::default() };
        // Every posting has a kind.
        let kinds = shelf.facet(docs, Tag::Kind).map_err(index)?;
        all.n_openings = kinds.iter().map(|kind| kind.n_openings).sum();
        let mut by_group = vec![OverviewCell::default(); N_GROUPS];
        let mut sub_groups = Vec::new();
        for count in shelf.facet(docs, Tag::Occupation).map_err(index)? {
            let FacetCount { value, n_docs: n_postings, n_openings } = count;
            match value.as_bytes() {
                [digit @ b'0'..=b'9'] => {
                    let cell = &mut by_group[usize::from(digit - b'0')];
                    (cell.n_postings, cell.n_openings) = (n_postings, n_openings);
                }
                [_, _] => sub_groups.push(SubGroup { group: value, n_postings, n_openings }),
                _ => {}
            }
        }
        sub_groups.sort_by(|a, b| a.group.cmp(&b.group));
        Ok(OverviewRow { municipality: None, all, by_group, sub_groups })
    }

    fn group_names(&self, langs: &[Lang]) -> Vec<String> {
        let name = |digit: usize| {
            let taxonomy = self.taxonomy.as_deref()?;
            let id = taxonomy.find(&kohtaanto_taxonomy::isco_uri(&digit.to_string()))?;
            taxonomy.name_of(id, langs).map(|label| label.text.to_owned())
        };
        (0..N_GROUPS).map(|digit| name(digit).unwrap_or_else(|| digit.to_string())).collect()
    }
}

/// The lower end of the band of a count.
fn band(n: u32) -> Option<u32> {
    (n >= BAND).then_some(n / BAND * BAND)
}
