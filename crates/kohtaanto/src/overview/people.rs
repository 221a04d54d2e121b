//! Where people live, what work they have done last, and which municipalities they reach.

use crate::error::{Result, index};
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::geo::TravelTime;
use kohtaanto_domain::model::{
    Candidate, Employment, IscoCode, MunicipalityCode, Reach, TransportMode,
};
use kohtaanto_index::Filter;
use kohtaanto_rank::coefficients::{ASSUMED_MAX_MINUTES, BICYCLE_FACTOR, BUS_FACTOR};
use kohtaanto_taxonomy::Taxonomy;
use rayon::prelude::*;

/// One person, as far as the overview knows.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) home: MunicipalityCode,
    pub(super) group: u8,
    reach: Reach,
}

impl Counted {
    /// Whether the person can work in a municipality: by the person's longest journey, or the usual
    /// one where none is said, or because the person wants it.
    pub(super) fn reaches(&self, to: MunicipalityCode, travel: &dyn TravelTime) -> bool {
        if self.home == to || self.reach.municipalities.contains(&to) {
            return true;
        }
        let factor = match self.reach.by.unwrap_or(TransportMode::Car) {
            TransportMode::Car => 1.0,
            TransportMode::Bus => BUS_FACTOR,
            TransportMode::Bicycle => BICYCLE_FACTOR,
            TransportMode::OnFoot => return false,
        };
        let most = self.reach.max_minutes.map_or(ASSUMED_MAX_MINUTES, f32::from);
        let journey = travel.by_car(self.home, to);
        journey.is_some_and(|journey| f32::from(journey.minutes) * factor <= most)
    }
}

impl Snapshot {
    /// Those who allow to be counted, whose home and work are known. How many of the rest there
    /// are is not told: it is a count of people too.
    pub(super) fn counted(&self, today: Date) -> Result<Vec<Counted>> {
        let all = self.people.index.matching(&Filter::default()).map_err(index)?;
        let docs: Vec<_> = all.iter().collect();
        let taxonomy = self.taxonomy.as_deref();
        let people: Result<Vec<Option<Counted>>> = docs
            .into_par_iter()
            .map(|doc| Ok(counted(self.candidate_at(doc, today)?, taxonomy)))
            .collect();
        Ok(people?.into_iter().flatten().collect())
    }
}

fn counted(candidate: Candidate, taxonomy: Option<&Taxonomy>) -> Option<Counted> {
    if !candidate.permissions.rank {
        return None;
    }
    let home = candidate.reach.home?;
    let mut work: Vec<&Employment> = candidate.profile.history.iter().collect();
    // What goes on or ended last, then what began last, then what is told first.
    work.sort_by_key(|period| {
        let ended = period.to.or_else(|| period.from.map(|_| Date::MAX));
        std::cmp::Reverse((ended, period.from))
    });
    let group = work.into_iter().find_map(|period| group_of(period, taxonomy))?;
    Some(Counted { home, group, reach: candidate.reach })
}

/// The first digit of the occupation's code: as told, or as its concept has it.
fn group_of(period: &Employment, taxonomy: Option<&Taxonomy>) -> Option<u8> {
    let told = period.occupation.isco;
    let of_concept = || -> Option<IscoCode> {
        let taxonomy = taxonomy?;
        let id = taxonomy.find(period.occupation.uri.as_deref()?)?;
        taxonomy.code(id)?.parse().ok()
    };
    let code = told.or_else(of_concept)?.to_string();
    code.bytes().next().map(|digit| digit - b'0')
}
