//! What the commands need, made once of what was typed.

use crate::args::{Format, GlobalArgs, TextLangArg};
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use kohtaanto::geo::{EstimatedTravel, TravelTable, TravelTime};
use kohtaanto::local::{self, DEFAULT_MODEL, in_source_tree};
use kohtaanto::taxonomy::Taxonomy;
use kohtaanto::texts::TextLang;
use kohtaanto::trust::{AuditLog, AuditOptions, TokenStore};
use kohtaanto::{Embedder, Engine, EngineOptions, LabelVectors};
use std::path::PathBuf;
use std::sync::Arc;

/// What the commands need.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) store: PathBuf,
    pub(crate) model: PathBuf,
    pub(crate) no_model: bool,
    pub(crate) taxonomy: Option<PathBuf>,
    pub(crate) no_taxonomy: bool,
    pub(crate) travel: Option<PathBuf>,
    pub(crate) tokens: PathBuf,
    pub(crate) audit: PathBuf,
    pub(crate) today: Date,
    pub(crate) format: Format,
    pub(crate) lang: TextLang,
    pub(crate) threads: usize,
}

impl Settings {
    pub(crate) fn new(args: GlobalArgs) -> Result<Self> {
        let today = match &args.as_of {
            Some(text) => text.parse().map_err(|_| {
                anyhow!("--as-of: {text:?} is not a date; write YYYY-MM-DD, such as 2026-11-24")
            })?,
            None => jiff::ZonedDateTime::now().date(),
        };
        let lang = match args.lang {
            TextLangArg::Fi => TextLang::Fi,
            TextLangArg::Sv => TextLang::Sv,
            TextLangArg::En => TextLang::En,
        };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = args.threads.unwrap_or(processors).max(1);
        // The pool may exist already in a test; then its size stays.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        let beside = |ending: &str| {
            let mut name = args.store.clone().into_os_string();
            name.push(ending);
            PathBuf::from(name)
        };
        Ok(Self {
            tokens: args.tokens.unwrap_or_else(|| beside(".tokens.json")),
            audit: args.audit.unwrap_or_else(|| beside(".audit.ndjson")),
            store: args.store,
            model: args.model.unwrap_or_else(|| in_source_tree(DEFAULT_MODEL)),
            no_model: args.no_model,
            taxonomy: args.taxonomy,
            no_taxonomy: args.no_taxonomy,
            travel: args.travel,
            today,
            format: args.format,
            lang,
            threads,
        })
    }

    /// The taxonomy that was named, or the starter one.
    pub(crate) fn taxonomy(&self) -> Result<Arc<Taxonomy>> {
        match &self.taxonomy {
            Some(path) => Ok(Arc::new(Taxonomy::open(path)?)),
            None => Ok(Taxonomy::starter()),
        }
    }

    /// The same, unless none is to be used.
    pub(crate) fn taxonomy_if_any(&self) -> Result<Option<Arc<Taxonomy>>> {
        if self.no_taxonomy { Ok(None) } else { self.taxonomy().map(Some) }
    }

    pub(crate) fn travel(&self) -> Result<Arc<dyn TravelTime>> {
        let Some(path) = &self.travel else { return Ok(Arc::new(EstimatedTravel)) };
        let text = fs::read_to_string(path)?;
        let table = TravelTable::parse(&text).with_context(|| format!("{}", path.display()))?;
        Ok(Arc::new(table))
    }

    /// The embedder, or why there is none.
    pub(crate) fn embedder(&self) -> Result<Arc<dyn Embedder>> {
        Ok(local::load_embedder(&self.model, self.threads)?)
    }

    /// The embedder when it can be had; else a note on stderr, and answers say that they are
    /// degraded.
    pub(crate) fn embedder_if_any(&self) -> Option<Arc<dyn Embedder>> {
        if self.no_model {
            return None;
        }
        match self.embedder() {
            Ok(embedder) => Some(embedder),
            Err(error) => {
                eprintln!("kohtaanto: {error:#}");
                None
            }
        }
    }

    pub(crate) fn tokens(&self) -> TokenStore {
        TokenStore::open(&self.tokens)
    }

    pub(crate) fn audit_log(&self) -> Result<AuditLog> {
        Ok(AuditLog::open(&self.audit, AuditOptions::default(), Timestamp::now())?)
    }

    pub(crate) fn open(&self, embedder: Option<Arc<dyn Embedder>>) -> Result<Engine> {
        Ok(Engine::open(&self.store, self.engine_options(embedder)?)?)
    }

    /// What an engine works with, besides an embedder.
    pub(crate) fn engine_options(
        &self,
        embedder: Option<Arc<dyn Embedder>>,
    ) -> Result<EngineOptions> {
        let (taxonomy, travel) = (self.taxonomy_if_any()?, self.travel()?);
        let labels = match (&taxonomy, &embedder) {
            (Some(taxonomy), Some(embedder)) => self.labels(taxonomy, embedder.as_ref()),
            _ => None,
        };
        Ok(EngineOptions { embedder, taxonomy, labels, travel })
    }

    /// Where the vectors of the taxonomy's labels are or will be.
    pub(crate) fn labels_path(&self) -> PathBuf {
        local::label_vectors_path(self.taxonomy.as_deref(), &self.model)
    }

    /// The vectors of the taxonomy's labels; where they do not fit, a note on stderr, and texts are
    /// linked by words alone.
    fn labels(&self, taxonomy: &Taxonomy, embedder: &dyn Embedder) -> Option<Arc<LabelVectors>> {
        let labels = local::label_vectors(&self.labels_path(), taxonomy, embedder);
        labels.unwrap_or_else(|error| {
            eprintln!("kohtaanto: {error:#}");
            None
        })
    }
}
