//! From settings to a state that answers: the store opened, or the demo filled.

use crate::auth::Trust;
use crate::config::Config;
use crate::state::{AppState, Day};
use anyhow::{Context, Result};
use fs_err as fs;
use jiff::{SignedDuration, Timestamp};
use kohtaanto::geo::{EstimatedTravel, TravelTable, TravelTime};
use kohtaanto::local::{Fixtures, label_vectors, label_vectors_path, load_embedder};
use kohtaanto::taxonomy::Taxonomy;
use kohtaanto::trust::{AuditLog, AuditOptions, NewToken, Role, TokenSecret, TokenStore};
use kohtaanto::{Embedder, Engine, EngineOptions, LineKind, Manifest, runtime};
use std::path::Path;
use std::sync::Arc;

/// A service that is ready to listen.
#[derive(Debug)]
pub struct Started {
    /// Its state.
    pub state: AppState,
    /// The tokens of a demo, to be shown once.
    pub demo_tokens: Option<DemoTokens>,
}

/// Secrets of a demo's tokens: they end with the process.
pub struct DemoTokens {
    /// An advisor's.
    pub advisor: TokenSecret,
    /// An employer's.
    pub employer: TokenSecret,
    /// A service's, which writes.
    pub service: TokenSecret,
}

impl std::fmt::Debug for DemoTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DemoTokens")
    }
}

/// The service that the settings ask for: its store opened, or the demo filled.
///
/// # Errors
/// Names what cannot be opened and the fix.
pub fn start(config: &Config) -> Result<Started> {
    if config.demo {
        return demo(config);
    }
    let trust = match &config.trust {
        Some((tokens, audit)) => Some(Trust {
            tokens: TokenStore::open(tokens),
            audit: AuditLog::open(audit, AuditOptions::default(), Timestamp::now())?,
            temporary: None,
        }),
        None => None,
    };
    let options = engine_options(config, embedder(config), config.travel.as_deref())?;
    // A replica makes nothing: the store comes from the one that writes it.
    let engine = if Manifest::is_in(&config.store) || config.state.read_only {
        Engine::open(&config.store, options)?
    } else {
        tracing::info!(store = %config.store.display(), "a new store is made");
        Engine::create(&config.store, options)?
    };
    let state = AppState::with_trust(engine, config.state.clone(), trust)?;
    Ok(Started { state, demo_tokens: None })
}

/// The fixtures in memory, on the day that they are written for, with tokens of its own.
fn demo(config: &Config) -> Result<Started> {
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
    let (trust, demo_tokens) = demo_trust()?;
    let state = AppState::with_trust(engine, options, Some(trust))?;
    Ok(Started { state, demo_tokens: Some(demo_tokens) })
}

fn demo_trust() -> Result<(Trust, DemoTokens)> {
    let (now, dir) = (Timestamp::now(), tempfile::tempdir()?);
    let tokens = TokenStore::open(&dir.path().join("tokens.json"));
    let audit = AuditLog::open(&dir.path().join("audit.ndjson"), AuditOptions::default(), now)?;
    let secret = |role: Role, purpose: &str| -> Result<TokenSecret> {
        let new = NewToken {
            role,
            organisation: "esittely".to_owned(),
            municipalities: Vec::new(),
            purpose: purpose.to_owned(),
            expires: now + SignedDuration::from_hours(24),
        };
        let random = &mut |bytes: &mut [u8]| getrandom::fill(bytes).map_err(std::io::Error::other);
        Ok(tokens.create(new, now, random)?.secret)
    };
    let demo_tokens = DemoTokens {
        advisor: secret(Role::Advisor, "esittely kehittäjän omalla aineistolla")?,
        employer: secret(Role::Employer, "esittely kehittäjän omalla aineistolla")?,
        service: secret(Role::Service, "esittelyn aineiston päivittäminen ohjelmalla")?,
    };
    Ok((Trust { tokens, audit, temporary: Some(dir) }, demo_tokens))
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
    let labels = match (&embedder, &config.model) {
        (Some(embedder), Some(model)) => {
            let path = label_vectors_path(config.taxonomy.as_deref(), model);
            label_vectors(&path, &taxonomy, embedder.as_ref()).unwrap_or_else(|error| {
                tracing::warn!(%error, "texts are linked to concepts by words only");
                None
            })
        }
        _ => None,
    };
    let travel: Arc<dyn TravelTime> = match travel {
        Some(path) => {
            let text = fs::read_to_string(path).context("travel names the table of minutes")?;
            let table = TravelTable::parse(&text);
            Arc::new(table.with_context(|| format!("{}", path.display()))?)
        }
        None => Arc::new(EstimatedTravel),
    };
    Ok(EngineOptions { embedder, taxonomy: Some(taxonomy), labels, travel })
}
