//! The `kohtaanto` command: parses, calls the library, prints. Data on stdout, all else on stderr.

mod args;
mod commands;
mod exit_status;
mod printer;
mod progress;
mod settings;

use args::Args;
use clap::Parser;
use exit_status::ExitStatus;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    match commands::run(args) {
        Ok(status) => status.into(),
        Err(error) if exit_status::is_broken_pipe(&error) => ExitStatus::Found.into(),
        Err(error) => {
            // Causes often repeat what the error says of them: each is told once.
            let mut told = error.to_string();
            for cause in error.chain().skip(1).map(ToString::to_string) {
                if !told.contains(&cause) {
                    told = format!("{told}: {cause}");
                }
            }
            eprintln!("kohtaanto: {told}");
            ExitStatus::Error.into()
        }
    }
}
