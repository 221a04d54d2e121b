//! Sessions that are lent to one thread at a time: the runtime's own session is not shared.
//!
//! The first is made at once, so that a model that does not load is known early; others when
//! all are lent out.

use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::session::{Session, SessionFactory};
use crate::Result;

#[derive(Debug)]
pub(super) struct SessionPool {
    factory: SessionFactory,
    max: usize,
    state: Mutex<State>,
    given_back: Condvar,
}

#[derive(Debug)]
struct State {
    free: Vec<Session>,
    n_made: usize,
}

/// A session on loan; it goes back when dropped.
pub(super) struct Lent<'a> {
    pool: &'a SessionPool,
    session: Option<Session>,
}

impl SessionPool {
    pub(super) fn new(factory: SessionFactory, max: usize) -> Result<Self> {
        let first = factory.make()?;
        let state = Mutex::new(State { free: vec![first], n_made: 1 });
        Ok(Self { factory, max, state, given_back: Condvar::new() })
    }

    /// How many threads to put on work that fills `n_batches`: one for each, as far as there are
    /// sessions.
    pub(super) fn worthwhile(&self, n_batches: usize) -> usize {
        n_batches.clamp(1, self.max)
    }

    /// A session: a free one, or a new one, or the next that is given back.
    pub(super) fn take(&self) -> Result<Lent<'_>> {
        let mut state = self.state();
        let session = loop {
            if let Some(session) = state.free.pop() {
                break session;
            }
            if state.n_made < self.max {
                state.n_made += 1;
                drop(state);
                break self.factory.make().inspect_err(|_| {
                    self.state().n_made -= 1;
                    self.given_back.notify_one();
                })?;
            }
            state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        Ok(Lent { pool: self, session: Some(session) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            self.pool.state().free.push(session);
            self.pool.given_back.notify_one();
        }
    }
}

impl Deref for Lent<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session.as_ref().expect("is on loan until dropped")
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Session {
        self.session.as_mut().expect("is on loan until dropped")
    }
}
