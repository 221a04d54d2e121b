//! From settings to a state that answers: the store opened, or the demo filled.

use crate::config::Config;
use crate::state::{AppState, Day};
use anyhow::{Context, Result};
use fs_err as fs;
use kohtaanto::geo::{EstimatedTravel, TravelTable, TravelTime};
use kohtaanto::local::{Fixtures, load_embedder};
use kohtaanto::taxonomy::Taxonomy;
use kohtaanto::{Embedder, Engine, EngineOptions, LineKind, Manifest, runtime};
use std::path::Path;
use std::sync::Arc;

/// The state that the settings ask for.
///
/// # Errors
/// Names what cannot be opened and the fix.
pub fn state(config: &Config) -> Result<AppState> {
    if config.demo {
        return demo(config);
    }
    let options = engine_options(config, embedder(config), config.travel.as_deref())?;
    // A replica makes nothing: the store comes from the one that writes it.
    let engine = if Manifest::is_in(&config.store) || config.state.read_only {
        Engine::open(&config.store, options)?
    } else {
        tracing::info!(store = %config.store.display(), "a new store is made");
        Engine::create(&config.store, options)?
    };
    Ok(AppState::new(engine, config.state.clone())?)
}

/// The fixtures in memory, on the day that they are written for.
fn demo(config: &Config) -> Result<AppState> {
    let fixtures = Fixtures::open(None)?;
    if config.model.is_some() {
        let step = |step| tracing::info!(?step, "ONNX Runtime is fetched");
        if let Err(error) = runtime::ensure(&runtime::Locations::from_env(), &step) {
            tracing::warn!(%error, "no ONNX Runtime: the demo searches by words");
        }
    }
    let travel = config.travel.clone().unwrap_or_else(|| fixtures.travel_minutes());
    let options = engine_options(config, embedder(config), Some(&travel))?;
    let engine = Engine::in_memory(options)?;
    for kind in [LineKind::Postings, LineKind::Candidates] {
        fixtures.fill(&engine, kind, &())?;
    }
    let mut options = config.state.clone();
    if options.day == Day::Today {
        options.day = Day::Fixed(Fixtures::DAY);
    }
    Ok(AppState::new(engine, options)?)
}

/// The embedder when it can be had; else a line in the log, and answers say that they are degraded.
fn embedder(config: &Config) -> Option<Arc<dyn Embedder>> {
    let model = config.model.as_deref()?;
    match load_embedder(model, config.state.blocking.at_once) {
        Ok(embedder) => Some(embedder),
        Err(error) => {
            tracing::warn!(%error, "no model: answers are by words and rules only");
            None
        }
    }
}

fn engine_options(
    config: &Config,
    embedder: Option<Arc<dyn Embedder>>,
    travel: Option<&Path>,
) -> Result<EngineOptions> {
    let taxonomy = match &config.taxonomy {
        Some(path) => Arc::new(Taxonomy::open(path)?),
        None => Taxonomy::starter(),
    };
    let travel: Arc<dyn TravelTime> = match travel {
        Some(path) => {
            let text = fs::read_to_string(path).context("travel names the table of minutes")?;
            let table = TravelTable::parse(&text);
            Arc::new(table.with_context(|| format!("{}", path.display()))?)
        }
        None => Arc::new(EstimatedTravel),
    };
    Ok(EngineOptions { embedder, taxonomy: Some(taxonomy), travel })
}
