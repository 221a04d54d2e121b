//! Builds a store of generated postings and measures it: one JSON object a line on stdout for each
//! workload, progress on stderr.
//!
//!     cargo run --release -p kohtaanto-benches --bin workload -- --postings 100000
//!
//! Vectors are hashed words of 384 dimensions ([`HashingEmbedder`]): as long as those of the
//! default model, made in microseconds. What the model itself takes is measured by `embed`. The
//! building and the searching run in processes of their own, so that memory is that of a search.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program: its answer is its output"
)]

mod branches;
mod build;
mod search;
mod startup;

use anyhow::{Result, ensure};
use clap::Parser;
use kohtaanto::{Embedder, EngineOptions, HashingEmbedder, Manifest};
use kohtaanto_benches::DIMENSIONS;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// Measures building, searching, matching and starting.
#[derive(Debug, Parser)]
#[command(name = "workload")]
struct Args {
    /// Postings to generate.
    #[arg(long, default_value_t = 100_000)]
    postings: usize,
    /// Folder of the store: kept, and used as it is when it holds one. By default one that is
    /// removed at the end.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Queries of each search workload.
    #[arg(long, default_value_t = 200)]
    queries: usize,
    /// What the postings and queries are drawn by.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Of the searches only those whose name contains this, and nothing after them: for a profiler.
    #[arg(long, requires = "store")]
    only: Option<String>,
    /// Search the store and end: what the program starts itself with.
    #[arg(long, hide = true, requires = "store")]
    search_only: bool,
}

fn main() -> Result<()> {
    let args = Args::parse();
    match &args.store {
        Some(store) if args.search_only => search_all(store, &args),
        Some(store) => measure(store, &args),
        None => {
            let temporary = tempfile::tempdir()?;
            measure(&temporary.path().join("store"), &args)
        }
    }
}

fn measure(store: &Path, args: &Args) -> Result<()> {
    if Manifest::is_in(store) {
        eprintln!("workload: {} is there and used as it is", store.display());
    } else {
        build::measure(store, args)?;
    }
    if args.only.is_some() {
        return search_all(store, args);
    }
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--search-only").arg("--store").arg(store);
    command.arg("--queries").arg(args.queries.to_string());
    let status = command.arg("--seed").arg(args.seed.to_string()).status()?;
    ensure!(status.success(), "the process that searches ended with {status}");
    startup::measure(store)
}

fn search_all(store: &Path, args: &Args) -> Result<()> {
    // One thread for all that the library does beside the caller's own.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    search::measure(store, args)?;
    if args.only.is_some() { Ok(()) } else { branches::measure(store, args) }
}

fn options() -> EngineOptions {
    EngineOptions { embedder: Some(embedder()), ..EngineOptions::default() }
}

fn embedder() -> Arc<dyn Embedder> {
    Arc::new(HashingEmbedder::new(DIMENSIONS))
}

/// One workload's figures.
fn print(workload: &str, mut figures: Value) {
    figures["workload"] = workload.into();
    println!("{figures}");
}
