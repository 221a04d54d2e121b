//! `kohtaanto stats`.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::{Facet, SearchRequest};

pub(crate) fn run(settings: &Settings) -> Result<ExitStatus> {
    let snapshot = settings.open(None)?.snapshot()?;
    let facets = vec![Facet::Municipality, Facet::WorkingTime, Facet::Continuity, Facet::Language];
    let open = SearchRequest { facets, limit: 1, ..SearchRequest::new("", settings.today) };
    let open = snapshot.search(&open)?;
    printer::stats(settings, &snapshot, &open)?;
    Ok(ExitStatus::of(snapshot.stats().n_postings > 0))
}
