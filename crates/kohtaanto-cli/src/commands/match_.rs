//! `kohtaanto match`: a stored candidate, a profile in JSON, or a plain text CV.

use crate::args::MatchArgs;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use kohtaanto::model::{Candidate, CandidateId, Reach, TransportMode};
use kohtaanto::{
    Conditions, MatchRequest, ProfileDraft, ProfileOptions, Snapshot, UnknownFields, geo,
    read_candidate,
};
use std::io::Read;
use std::path::Path;

pub(crate) fn run(settings: &Settings, args: &MatchArgs) -> Result<ExitStatus> {
    let use_meaning = !args.words_only;
    let is_file = args.who == "-" || Path::new(&args.who).exists();
    // A stored candidate's vectors are in the store: the model need not be loaded.
    let embedder = (use_meaning && is_file).then(|| settings.embedder_if_any()).flatten();
    let snapshot = settings.open(embedder)?.snapshot()?;
    let candidate = candidate(settings, args, &snapshot, is_file)?;
    let conditions = Conditions { places: args.place.clone(), ..Conditions::default() };
    let request = MatchRequest {
        conditions,
        limit: args.limit,
        use_meaning,
        emphasis: args.emphasis(),
        ..MatchRequest::on(settings.today)
    };
    let outcome = snapshot.opportunities_for(&candidate, &request)?;
    printer::opportunities(settings, &candidate, &outcome, args.why)?;
    Ok(ExitStatus::of(!outcome.matches.is_empty()))
}

fn candidate(
    settings: &Settings,
    args: &MatchArgs,
    snapshot: &Snapshot,
    is_file: bool,
) -> Result<Candidate> {
    if !is_file {
        let id = CandidateId::new(args.who.as_str()).map_err(|error| anyhow!("{error}"))?;
        return Ok(snapshot.candidate(&id, settings.today)?);
    }
    let text = if args.who == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input")?;
        text
    } else {
        fs::read_to_string(&args.who)?
    };
    if text.trim_start().starts_with('{') {
        let read = read_candidate(&text, UnknownFields::Keep, settings.today)
            .map_err(|errors| anyhow!("{}: {errors}", args.who))?;
        for field in &read.unknown_fields {
            eprintln!("kohtaanto: {}: {field} is not a known field and is not used", args.who);
        }
        return Ok(read.value);
    }
    from_plain_text(settings, args, snapshot, &text)
}

/// A profile that is read from a text, without what is private in it, and where the person lives if
/// that was given.
fn from_plain_text(
    settings: &Settings,
    args: &MatchArgs,
    snapshot: &Snapshot,
    text: &str,
) -> Result<Candidate> {
    let home = args.home.as_deref().map(geo::resolve_municipalities);
    let home =
        home.transpose().map_err(|error| anyhow!("--home: {}; {}", error.problem, error.fix))?;
    let reach = Reach {
        home: home.and_then(|codes| codes.first().copied()),
        by: args.home.is_some().then_some(TransportMode::Car),
        max_minutes: args.minutes,
        ..Reach::default()
    };
    let id = CandidateId::new("cv").map_err(|error| anyhow!("{error}"))?;
    let options = ProfileOptions { reach, ..ProfileOptions::new(id, settings.today) };
    let draft = ProfileDraft::read(text, snapshot.linker(), options)?;
    printer::removed(settings, &draft);
    Ok(draft.candidate())
}
