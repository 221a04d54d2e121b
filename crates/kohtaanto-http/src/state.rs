//! What handlers share: the engine, its last snapshot, the day, and the pool that calls run on.

use crate::auth::{Caller, Trust};
use crate::blocking::{Blocking, BlockingOptions};
use crate::error::ApiError;
use crate::limits::{Rate, RateOptions};
use crate::metrics::Metrics;
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kohtaanto::model::Lang;
use kohtaanto::trust::{Audited, Claims, Role, TokenError};
use kohtaanto::{Engine, Snapshot};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many long lists are under way at once.
const FEEDS: usize = 8;
/// After how many seconds one may ask for a long list again.
const FEED_RETRY_S: u64 = 10;

const EVERY_ROLE: [Role; 4] = [Role::Advisor, Role::Employer, Role::Service, Role::Admin];

const ONE_WRITER: BlockingOptions = BlockingOptions { at_once: 1, queue: 16 };

/// Which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// The day of the system's clock and time zone.
    Today,
    /// Always this one: for demos, tests and looking back.
    Fixed(Date),
}

/// How the service answers.
#[derive(Debug, Clone)]
pub struct StateOptions {
    /// Which day it is.
    pub day: Day,
    /// Refuses all writing: a replica on a store that another process writes.
    pub read_only: bool,
    /// How many calls of the library run at once, and wait.
    pub blocking: BlockingOptions,
    /// How much one client may ask; `None` for no bound.
    pub rate: Option<RateOptions>,
    /// Bytes of a JSON body.
    pub max_json_bytes: usize,
    /// Bytes of an upload.
    pub max_upload_bytes: usize,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How long the answer to an upload of lines may take.
    pub upload_timeout: Duration,
}

impl Default for StateOptions {
    fn default() -> Self {
        Self {
            day: Day::Today,
            read_only: false,
            blocking: BlockingOptions { at_once: 4, queue: 64 },
            rate: None,
            max_json_bytes: 256 << 10,
            max_upload_bytes: 64 << 20,
            timeout: Duration::from_secs(30),
            upload_timeout: Duration::from_secs(600),
        }
    }
}

/// What handlers share; a clone is the same state.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    engine: Engine,
    options: StateOptions,
    current: RwLock<Current>,
    /// One look at a time: an older view never comes after a newer one.
    looking: Mutex<()>,
    blocking: Blocking,
    /// Writing has a lane of its own, one at a time, so that it takes no thread from reading.
    writing: Blocking,
    /// Places of long lists that are under way.
    feeds: Arc<Semaphore>,
    rate: Option<Rate>,
    metrics: Metrics,
    trust: Option<Trust>,
}

/// The snapshot that answers use, and the store's generation when it was taken.
#[derive(Debug, Clone)]
struct Current {
    snapshot: Arc<Snapshot>,
    generation: String,
}

impl AppState {
    /// The state over an engine, with its snapshot opened. People are locked and nothing can be
    /// written: there are no tokens.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn new(engine: Engine, options: StateOptions) -> kohtaanto::Result<Self> {
        Self::with_trust(engine, options, None)
    }

    /// The same, with tokens and an audit log.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn with_trust(
        engine: Engine,
        options: StateOptions,
        trust: Option<Trust>,
    ) -> kohtaanto::Result<Self> {
        let current = Current::of(&engine)?;
        let metrics = Metrics::default();
        metrics.reloaded(current.snapshot.stats());
        Ok(Self(Arc::new(Shared {
            engine,
            current: RwLock::new(current),
            looking: Mutex::new(()),
            blocking: Blocking::new(options.blocking),
            writing: Blocking::new(ONE_WRITER),
            feeds: Arc::new(Semaphore::new(FEEDS)),
            rate: options.rate.map(Rate::new),
            metrics,
            options,
            trust,
        })))
    }

    /// How the service answers.
    pub fn options(&self) -> &StateOptions {
        &self.0.options
    }

    /// The day of a request that comes now.
    pub fn today(&self) -> Date {
        match self.0.options.day {
            Day::Today => jiff::ZonedDateTime::now().date(),
            Day::Fixed(day) => day,
        }
    }

    /// The instant of a request that comes now; noon on a fixed day.
    pub fn now(&self) -> Timestamp {
        match self.0.options.day {
            Day::Today => Timestamp::now(),
            Day::Fixed(day) => TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap_or_default(),
        }
    }

    /// Where days begin: in the system's time zone; in UTC on a fixed day.
    pub fn zone(&self) -> TimeZone {
        match self.0.options.day {
            Day::Today => TimeZone::system(),
            Day::Fixed(_) => TimeZone::UTC,
        }
    }

    /// The snapshot at the last commit that was seen. It does not change under its holder.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.current.read().unwrap_or_else(PoisonError::into_inner).snapshot)
    }

    /// What stands for the store's state in the snapshot.
    pub fn generation(&self) -> String {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).generation.clone()
    }

    /// Calls the library with the last snapshot, on a thread of the pool.
    ///
    /// # Errors
    /// 429 when too much waits already; what the call says.
    pub async fn read<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Snapshot) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let snapshot = self.snapshot();
        self.0.blocking.run(move || call(&snapshot)).await
    }

    /// The same with a snapshot that the caller holds.
    pub(crate) async fn read_from<T: Send + 'static>(
        &self,
        snapshot: Arc<Snapshot>,
        call: impl FnOnce(&Arc<Snapshot>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.0.blocking.run(move || call(&snapshot)).await
    }

    /// The same, waiting for a thread however long: for answers that are under way already. How
    /// many those are is bounded by [`AppState::feed_slot`].
    pub(crate) async fn read_patiently<T: Send + 'static>(
        &self,
        snapshot: Arc<Snapshot>,
        call: impl FnOnce(&Arc<Snapshot>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.0.blocking.run_patiently(move || call(&snapshot)).await
    }

    /// A place among the long lists that are under way.
    ///
    /// # Errors
    /// 429 when there are too many.
    pub(crate) fn feed_slot(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        let slot = Arc::clone(&self.0.feeds).try_acquire_owned();
        let message = "too many long lists are under way; try again later";
        slot.map_err(|_| ApiError::too_many(message, FEED_RETRY_S))
    }

    /// Calls the library with the engine, alone among writers, and then swaps the snapshot.
    ///
    /// # Errors
    /// 409 on a replica that only reads; 429 when too much waits already; 503 when the disk
    /// refuses, and then the last commit stands; what the call says.
    pub async fn write<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Engine) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        if self.0.options.read_only {
            let message = "this service only reads; write to the one that keeps the store";
            let error = ApiError::new(StatusCode::CONFLICT, message);
            return Err(ApiError { code: "read_only", ..error });
        }
        let state = self.clone();
        let run = move || {
            let value = call(&state.0.engine).map_err(unwritten)?;
            state.refresh()?;
            Ok(value)
        };
        self.0.writing.run(run).await
    }

    /// Swaps the snapshot if the store has a newer commit, of this process or another; answers
    /// under way keep theirs. It blocks for as long as opening takes.
    ///
    /// # Errors
    /// What the disk refuses; then the snapshot stays.
    pub fn refresh(&self) -> kohtaanto::Result<bool> {
        let _looking = self.0.looking.lock().unwrap_or_else(PoisonError::into_inner);
        if self.0.engine.generation()? == self.generation() {
            return Ok(false);
        }
        let current = Current::of(&self.0.engine)?;
        self.0.metrics.reloaded(current.snapshot.stats());
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = current;
        Ok(true)
    }

    /// Looks for commits of other processes, and forgets idle clients, until the task is ended.
    pub async fn watch(self, every: Duration) {
        let mut clock = tokio::time::interval(every);
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        for tick in 0_u64.. {
            clock.tick().await;
            let state = self.clone();
            let refreshed = tokio::task::spawn_blocking(move || state.refresh()).await;
            match refreshed {
                Ok(Ok(true)) => tracing::info!("the store has a new commit"),
                Ok(Ok(false)) => {}
                Ok(Err(error)) => tracing::warn!(%error, "the store could not be looked at"),
                Err(error) => tracing::error!(%error, "looking at the store panicked"),
            }
            if let Some(rate) = self.rate().filter(|_| tick % 60 == 59) {
                rate.forget_idle();
            }
        }
    }

    pub(crate) async fn check_ready(&self) -> Result<(), ApiError> {
        let state = self.clone();
        let opened = tokio::task::spawn_blocking(move || state.0.engine.snapshot().map(drop)).await;
        match opened {
            Ok(opened) => Ok(opened?),
            Err(_) => Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the store panicked")),
        }
    }

    /// What the holder of a secret may.
    pub(crate) async fn verify(&self, secret: String) -> Result<Claims, ApiError> {
        let state = self.clone();
        let verified = tokio::task::spawn_blocking(move || match &state.0.trust {
            Some(trust) => Ok(trust.tokens.verify(&secret, jiff::Timestamp::now())),
            None => Err(ApiError::unauthorized("no tokens are set up here; see --tokens")),
        });
        let failed = || ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "tokens cannot be read");
        match verified.await.map_err(|_| failed())?? {
            Ok(claims) => Ok(claims),
            Err(TokenError::Unreadable(error)) => {
                tracing::error!(%error, "the tokens cannot be read");
                Err(failed())
            }
            Err(error) => Err(ApiError::unauthorized(error.to_string())),
        }
    }

    /// Calls the library for a caller who may see people, behind the audit log, with the last
    /// snapshot. Names are in the first of the languages that has one.
    ///
    /// # Errors
    /// 401 without a token; 403 when the permit does not open it; 503 when the log cannot be
    /// written; what the call says.
    pub async fn people<T: Send + 'static>(
        &self,
        caller: &Caller,
        langs: Vec<Lang>,
        call: impl FnOnce(&Audited<'_>, &Snapshot) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = caller.require(&EVERY_ROLE)?.permit();
        let (state, snapshot) = (self.clone(), self.snapshot());
        let run = move || {
            let trust = state.trust()?;
            let people = snapshot.audited(&trust.audit, permit, jiff::Timestamp::now());
            call(&people.with_langs(&langs), &snapshot)
        };
        self.0.blocking.run(run).await
    }

    pub(crate) fn trust(&self) -> Result<&Trust, ApiError> {
        let locked = || ApiError::new(StatusCode::FORBIDDEN, "people are locked: no audit log");
        self.0.trust.as_ref().ok_or_else(locked)
    }

    pub(crate) fn rate(&self) -> Option<&Rate> {
        self.0.rate.as_ref()
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn n_waiting(&self) -> usize {
        self.0.blocking.n_waiting()
    }
}

/// A fault while writing is the disk's, not the request's: the same request may do later.
fn unwritten(error: ApiError) -> ApiError {
    if error.status != StatusCode::INTERNAL_SERVER_ERROR {
        return error;
    }
    tracing::error!(
        "the store was not written and its last commit stands; is there room on the disk?"
    );
    let message = "the store cannot be written now, so nothing was changed; try again later";
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, message)
}

impl Current {
    fn of(engine: &Engine) -> kohtaanto::Result<Self> {
        // The generation first: a commit in between is seen at the next look.
        let generation = engine.generation()?;
        Ok(Self { snapshot: Arc::new(engine.snapshot()?), generation })
    }
}
