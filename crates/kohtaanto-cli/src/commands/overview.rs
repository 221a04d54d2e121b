//! `kohtaanto overview`: supply and demand by municipality and occupation group.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::geo;

pub(crate) fn run(settings: &Settings, places: &[String]) -> Result<ExitStatus> {
    let mut codes = Vec::new();
    for place in places {
        let found = geo::resolve_municipalities(place)
            .map_err(|error| anyhow!("--place: {}; {}", error.problem, error.fix))?;
        codes.extend(found);
    }
    let snapshot = settings.open(None)?.snapshot()?;
    let overview = snapshot.overview(settings.today, &printer::langs(settings.lang))?;
    // Rows are chosen after small numbers are hidden: see the library.
    let is_chosen = |row: &&kohtaanto::OverviewRow| {
        codes.is_empty() || row.municipality.is_some_and(|code| codes.contains(&code))
    };
    let rows: Vec<_> = overview.municipalities.iter().filter(is_chosen).collect();
    printer::overview(settings, &overview, &rows, !places.is_empty())?;
    Ok(ExitStatus::of(!rows.is_empty()))
}
