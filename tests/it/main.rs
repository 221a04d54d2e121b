//! The product's tests, in one binary: each module says what belongs there.

mod audit;
mod cli;
mod crash;
mod determinism;
mod eval;
mod finnish;
mod fixtures;
mod http;
mod ingest;
mod languages;
mod laws;
mod map;
mod overview;
mod pages;
mod profile;
mod ranking;
mod store;
mod token;
