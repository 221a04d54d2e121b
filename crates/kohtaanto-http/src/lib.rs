//! The kohtaanto service: a thin layer of HTTP over the library.
//!
//! [`app`] gives the router, which tests drive without a socket; [`serve`] runs it. Handlers parse,
//! call the library on a pool of their own ([`AppState::read`], [`AppState::write`]) and convert.
//! Deliberately not here: anything that ranks, reads or stores.

mod app;
mod auth;
mod blocking;
mod config;
mod error;
mod extract;
mod health;
mod jobtech;
mod limits;
mod metrics;
mod pages;
mod request;
mod sanitize;
mod serve;
mod start;
mod state;
mod v1;

pub use app::{app, metrics_app};
pub use auth::{Caller, Trust};
pub use blocking::BlockingOptions;
pub use config::{Args, Config, LogFormat};
pub use error::ApiError;
pub use extract::{Json, Query};
pub use limits::RateOptions;
pub use metrics::Metrics;
pub use request::RequestId;
pub use serve::{ServeOptions, serve, shutdown_signal};
pub use start::{DemoTokens, Started, start};
pub use state::{AppState, Day, StateOptions};
