//! Widening: what a search of some municipalities would find in their neighbours.
//!
//! The neighbours are searched as a search of their own, and what the first search has found
//! already is left out, so that the counts are what is added. Hits themselves are not given: a
//! caller that wants them searches with the places named here.

use super::filters::{FilterPart, NamedCondition};
use super::run::Found;
use super::understand::Query;
use super::{Facet, Probe};
use crate::error::{Result, index};
use crate::snapshot::Snapshot;
use kohtaanto_domain::geo::{self, Travel};
use kohtaanto_domain::model::MunicipalityCode;
use kohtaanto_index::{AnyOf, DocSet, Filter, Tag, TagMatch};
use std::collections::BTreeMap;

/// A neighbouring municipality with something more.
#[derive(Debug, Clone, PartialEq)]
pub struct WiderPlace {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The journey from the nearest municipality that was searched.
    pub travel: Travel,
    /// How many postings it adds; one with two places counts in both.
    pub n_postings: u64,
}

/// What neighbours within a journey add to a search of some municipalities.
#[derive(Debug, Clone, PartialEq)]
pub struct Wider {
    /// The longest journey by car, in minutes.
    pub minutes: u16,
    /// How many postings they add together.
    pub total: usize,
    /// Those that add something: the nearest first, then by code.
    pub places: Vec<WiderPlace>,
}

impl Snapshot {
    /// What the neighbours add; `None` when the search is not of municipalities, or has a distance
    /// of its own.
    pub(super) fn wider(
        &self,
        minutes: u16,
        (query, probe): (&Query, &Probe),
        named: &[NamedCondition],
        found: &DocSet,
    ) -> Result<Option<Wider>> {
        let Some((at, searched)) = searched(named) else { return Ok(None) };
        let near = self.neighbours(&searched, minutes);
        let mut wider = Wider { minutes, total: 0, places: Vec::new() };
        if near.is_empty() {
            return Ok(Some(wider));
        }
        let codes = near.keys().map(ToString::to_string);
        let there = Filter::default().any_of(Tag::Municipality, codes);
        let there = self.opportunities.index.matching(&there).map_err(index)?;
        let within = self.matching(named, Some(at))?.intersection(&there);
        let Found { order, .. } = self.find(query, probe, &within)?;
        let added = self.opportunities.index.doc_set(order.iter().map(|row| row.doc));
        let added = added.difference(found);
        wider.total = added.len();
        let counts = self.count(&added, Facet::Municipality)?.counts;
        let places = counts.into_iter().filter_map(|(code, n_postings)| {
            let municipality: MunicipalityCode = code.parse().ok()?;
            let travel = *near.get(&municipality)?;
            Some(WiderPlace { municipality, travel, n_postings })
        });
        wider.places = places.collect();
        wider.places.sort_by_key(|place| (place.travel.minutes, place.municipality));
        Ok(Some(wider))
    }

    /// Municipalities within the minutes of one that was searched, without these, by the shortest
    /// journey.
    fn neighbours(
        &self,
        searched: &[MunicipalityCode],
        minutes: u16,
    ) -> BTreeMap<MunicipalityCode, Travel> {
        let mut near: BTreeMap<MunicipalityCode, Travel> = BTreeMap::new();
        for from in searched {
            for (code, travel) in geo::within_minutes(self.travel.as_ref(), *from, minutes) {
                let known = near.get(&code).is_none_or(|known| travel.minutes < known.minutes);
                if known && !searched.contains(&code) {
                    near.insert(code, travel);
                }
            }
        }
        near
    }
}

/// The condition of places, by its number, and its municipalities.
fn searched(named: &[NamedCondition]) -> Option<(usize, Vec<MunicipalityCode>)> {
    if named.iter().any(|condition| ["within", "positions"].contains(&condition.name)) {
        return None;
    }
    let at = named.iter().position(|condition| condition.name == "places")?;
    let FilterPart::AnyOf(AnyOf { tags, .. }) = &named.get(at)?.part else { return None };
    let codes = tags.iter().filter_map(|condition| match condition {
        (Tag::Municipality, TagMatch::Whole(code)) => code.parse().ok(),
        _ => None,
    });
    Some((at, codes.collect()))
}
