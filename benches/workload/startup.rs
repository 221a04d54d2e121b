//! How long the command takes from its start to its end.

use crate::print;
use anyhow::{Result, ensure};
use kohtaanto_benches::{Sample, TODAY};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 20;

/// Runs the command that was built beside this program, if it was.
pub(crate) fn measure(store: &Path) -> Result<()> {
    let command = std::env::current_exe()?
        .with_file_name(format!("kohtaanto{}", std::env::consts::EXE_SUFFIX));
    if !command.exists() {
        eprintln!("workload: {} is not built: its start is not measured", command.display());
        return Ok(());
    }
    let search = ["search", "--words-only", "lähihoitaja", "--place", "Joensuu"];
    run("start: help", &command, store, &["--help"])?;
    run("start: stats", &command, store, &["stats"])?;
    run("start: search", &command, store, &search)
}

fn run(name: &str, command: &Path, store: &Path, args: &[&str]) -> Result<()> {
    eprintln!("workload: {name}");
    let mut sample = Sample::default();
    for i in 0..=RUNS {
        let mut once = Command::new(command);
        once.arg("--store").arg(store).arg("--as-of").arg(TODAY.to_string()).args(args);
        once.stdout(Stdio::null());
        let mut warm = Sample::default();
        // The first run finds the binary and the store on disk, later ones in memory.
        let sample = if i == 0 { &mut warm } else { &mut sample };
        let start = Instant::now();
        let status = once.status()?;
        sample.push(start.elapsed());
        ensure!(status.success(), "{} {args:?} ended with {status}", command.display());
    }
    print(name, sample.to_json());
    Ok(())
}
