//! `kohtaanto match`: a stored candidate, a profile in JSON, or a plain text CV.

use crate::args::MatchArgs;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use kohtaanto::model::{
    Candidate, CandidateId, CompetenceProfile, Lang, Localized, Permissions, Reach, TermsWanted,
    TransportMode,
};
use kohtaanto::{Conditions, MatchRequest, Snapshot, UnknownFields, geo, read_candidate, text};
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
    from_plain_text(args, &text)
}

/// A profile of which only the text is known, and where the person lives if that was given.
fn from_plain_text(args: &MatchArgs, text: &str) -> Result<Candidate> {
    let lang = text::recognize(text).map_or(Lang::FI, |guess| guess.lang);
    let home = args.home.as_deref().map(geo::resolve_municipalities);
    let home =
        home.transpose().map_err(|error| anyhow!("--home: {}; {}", error.problem, error.fix))?;
    let reach = Reach {
        home: home.and_then(|codes| codes.first().copied()),
        by: args.home.is_some().then_some(TransportMode::Car),
        max_minutes: args.minutes,
        ..Reach::default()
    };
    Ok(Candidate {
        id: CandidateId::new("cv").map_err(|error| anyhow!("{error}"))?,
        profile: CompetenceProfile {
            text: Localized::single(lang, text.trim()),
            ..CompetenceProfile::default()
        },
        reach,
        terms: TermsWanted::default(),
        wishes: Localized::default(),
        permissions: Permissions::default(),
    })
}
