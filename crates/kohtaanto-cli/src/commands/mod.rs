//! One file for each command: get the settings, call the library, print.

mod audit;
mod candidates;
mod demo;
mod doctor;
mod eval;
mod explain;
mod index;
mod link;
mod match_;
mod overview;
mod profile;
mod requirements;
mod search;
mod setup;
mod similar;
mod stats;
mod taxonomy;
mod token;

use crate::args::{Args, Command};
use crate::exit_status::ExitStatus;
use crate::settings::Settings;
use anyhow::Result;

pub(crate) fn run(args: Args) -> Result<ExitStatus> {
    let settings = Settings::new(args.global)?;
    match args.command {
        Command::Demo { fixtures } => demo::run(settings, fixtures),
        Command::Index(args) => index::run(&settings, &args),
        Command::Search(args) => search::run(&settings, &args),
        Command::Match(args) => match_::run(&settings, &args),
        Command::Candidates(args) => candidates::run(&settings, &args),
        Command::Token(command) => token::run(&settings, &command),
        Command::Audit(command) => audit::run(&settings, &command),
        Command::Profile(command) => profile::run(&settings, &command),
        Command::Similar { posting, limit } => similar::run(&settings, &posting, limit),
        Command::Explain { candidate, posting } => explain::run(&settings, &candidate, &posting),
        Command::Link { text, in_lang } => link::run(&settings, &text, in_lang.as_deref()),
        Command::Requirements { posting } => requirements::run(&settings, &posting),
        Command::Overview { place } => overview::run(&settings, &place),
        Command::Stats => stats::run(&settings),
        Command::Setup => setup::run(&settings),
        Command::Doctor => doctor::run(&settings),
        Command::Eval(args) => eval::run(&settings, &args),
        Command::Taxonomy(command) => taxonomy::run(&settings, &command),
    }
}
