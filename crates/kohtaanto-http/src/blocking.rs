//! The library's calls take a thread each: so many at once, a short queue, and no more.

use crate::error::ApiError;
use axum::http::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How much is done at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockingOptions {
    /// How many calls run at once.
    pub at_once: usize,
    /// How many wait. One more is answered 429.
    pub queue: usize,
}

/// A pool of threads with a short queue.
#[derive(Debug)]
pub(crate) struct Blocking {
    slots: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
}

impl Blocking {
    pub(crate) fn new(options: BlockingOptions) -> Self {
        let slots = Arc::new(Semaphore::new(options.at_once.max(1)));
        Self { slots, waiting: AtomicUsize::new(0), queue: options.queue }
    }

    pub(crate) fn n_waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Runs a call on a thread. When its caller goes away, the call runs to its end and holds its
    /// slot until then, so that there are never more at once.
    ///
    /// # Errors
    /// 429 when the queue is full; what the call says.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        call: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let slot = self.slot().await?;
        Self::run_in(slot, call).await
    }

    /// The same, waiting for a slot however long and counting in no queue.
    ///
    /// # Errors
    /// What the call says.
    pub(crate) async fn run_patiently<T: Send + 'static>(
        &self,
        call: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        Self::run_in(slot.map_err(|_| stopping())?, call).await
    }

    async fn run_in<T: Send + 'static>(
        slot: OwnedSemaphorePermit,
        call: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let run = move || {
            let result = call();
            drop(slot);
            result
        };
        tokio::task::spawn_blocking(run).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a call of the library panicked");
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Err(ApiError::new(status, crate::error::message_of(status)))
        })
    }

    async fn slot(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        if let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() {
            return Ok(slot);
        }
        let waiting = Waiting::begin(&self.waiting, self.queue)?;
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        drop(waiting);
        slot.map_err(|_| stopping())
    }
}

fn stopping() -> ApiError {
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the service is stopping")
}

/// One place in the queue, given back also when the caller goes away.
#[derive(Debug)]
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(waiting: &'a AtomicUsize, queue: usize) -> Result<Self, ApiError> {
        if waiting.fetch_add(1, Ordering::Relaxed) >= queue {
            waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(ApiError::too_many("the service is busy; try again in a second", 1));
        }
        Ok(Self(waiting))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
