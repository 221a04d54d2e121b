//! `kohtaanto profile`: read a text, show, confirm, reject, compare.

use super::taxonomy;
use crate::args::{ProfileBuildArgs, ProfileCommand, ProfileGapArgs};
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Context, Result, anyhow, bail};
use fs_err as fs;
use kohtaanto::model::{Candidate, CandidateId, Coded, PostingId, Reach, TransportMode};
use kohtaanto::profile::decisions_of;
use kohtaanto::{
    GapRequest, ProfileDraft, ProfileOptions, Snapshot, UnknownFields, geo, read_candidate,
    write_candidate,
};
use std::io::Read;
use std::path::{Path, PathBuf};

pub(crate) fn run(settings: &Settings, command: &ProfileCommand) -> Result<ExitStatus> {
    match command {
        ProfileCommand::Build(args) => build(settings, args),
        ProfileCommand::Show { profile } => {
            let draft = open(settings, profile)?;
            printer::draft(settings, &draft)?;
            Ok(ExitStatus::of(!draft.items().is_empty()))
        }
        ProfileCommand::Confirm { profile, items } => {
            decide(settings, profile, items, ProfileDraft::confirm)
        }
        ProfileCommand::Reject { profile, items } => {
            decide(settings, profile, items, ProfileDraft::reject)
        }
        ProfileCommand::Gap(args) => gap(settings, args),
    }
}

fn build(settings: &Settings, args: &ProfileBuildArgs) -> Result<ExitStatus> {
    let text = if args.text.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input")?;
        text
    } else {
        fs::read_to_string(&args.text)?
    };
    let id = CandidateId::new(args.id.as_str()).map_err(|error| anyhow!("--id: {error}"))?;
    let lang = args.lang_of.as_deref().map(str::parse).transpose();
    let lang = lang.map_err(|error| anyhow!("--lang-of: {error}"))?;
    let mut options =
        ProfileOptions { lang, reach: reach(args)?, ..ProfileOptions::new(id, settings.today) };
    let record = record_path(&args.out);
    if record.exists() {
        let kept = decisions_of(&fs::read_to_string(&record)?);
        options.decisions = kept.with_context(|| format!("{}", record.display()))?;
    }
    let engine = settings.engine_options(settings.embedder_if_any())?;
    let draft = ProfileDraft::read(&text, engine.linker(), options)?;
    write(&args.out, &draft)?;
    printer::removed(settings, &draft);
    printer::draft(settings, &draft)?;
    Ok(ExitStatus::of(!draft.items().is_empty()))
}

fn reach(args: &ProfileBuildArgs) -> Result<Reach> {
    let Some(home) = &args.home else { return Ok(Reach::default()) };
    let home = geo::resolve_municipalities(home)
        .map_err(|error| anyhow!("--home: {}; {}", error.problem, error.fix))?;
    let by = args.by.as_deref().map(TransportMode::parse).transpose();
    let by = by.map_err(|error| anyhow!("--by: {}; {}", error.problem, error.fix))?;
    Ok(Reach {
        home: home.first().copied(),
        by: by.or(Some(TransportMode::Car)),
        max_minutes: args.minutes,
        ..Reach::default()
    })
}

fn decide(
    settings: &Settings,
    profile: &Path,
    items: &[String],
    note: fn(&mut ProfileDraft, &str) -> kohtaanto::Result<()>,
) -> Result<ExitStatus> {
    let mut draft = open(settings, profile)?;
    let keys: Vec<String> = items.iter().map(|item| key_of(&draft, item)).collect::<Result<_>>()?;
    for key in keys {
        note(&mut draft, &key)?;
    }
    write(profile, &draft)?;
    printer::draft(settings, &draft)?;
    Ok(ExitStatus::Found)
}

/// The key of an item by its number, its key or its name.
fn key_of(draft: &ProfileDraft, asked: &str) -> Result<String> {
    let items = draft.items();
    let number = asked.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(item) = number.and_then(|number| items.get(number)) {
        return Ok(item.key.clone());
    }
    if let Some(item) = items.iter().find(|item| item.key == asked) {
        return Ok(item.key.clone());
    }
    let named = |label: &str| label.to_lowercase() == asked.to_lowercase();
    let mut named = items.iter().filter(|item| named(&item.label));
    match (named.next(), named.next()) {
        (Some(item), None) => Ok(item.key.clone()),
        (Some(_), Some(_)) => bail!("{asked:?} names two items; give the number of one"),
        _ => bail!("{asked:?} is no item; `kohtaanto profile show` lists their numbers"),
    }
}

fn open(settings: &Settings, profile: &Path) -> Result<ProfileDraft> {
    let candidate = read(settings, profile)?;
    let record = record_path(profile);
    let text = fs::read_to_string(&record).context("it is made by `kohtaanto profile build`")?;
    let engine = settings.engine_options(settings.embedder_if_any())?;
    ProfileDraft::reopen(candidate, &text, engine.linker())
        .with_context(|| format!("{}", record.display()))
}

fn read(settings: &Settings, profile: &Path) -> Result<Candidate> {
    let text = fs::read_to_string(profile)?;
    let read = read_candidate(&text, UnknownFields::Keep, settings.today)
        .map_err(|errors| anyhow!("{}: {errors}", profile.display()))?;
    Ok(read.value)
}

/// Beside the profile: `profile.json` has `profile.items.json`.
fn record_path(profile: &Path) -> PathBuf {
    profile.with_extension("items.json")
}

/// Both files whole, each written beside its place and renamed. The decisions go first: a profile
/// without them could bring a rejected item back.
fn write(profile: &Path, draft: &ProfileDraft) -> Result<()> {
    let files = [
        (record_path(profile), draft.record()?),
        (profile.to_path_buf(), write_candidate(&draft.candidate())),
    ];
    for (path, text) in files {
        let partial = path.with_extension("partial");
        fs::write(&partial, text + "\n")?;
        fs::rename(&partial, &path)?;
    }
    Ok(())
}

fn gap(settings: &Settings, args: &ProfileGapArgs) -> Result<ExitStatus> {
    let snapshot = settings.open(None)?.snapshot()?;
    let candidate = candidate(settings, &args.who, &snapshot)?;
    let langs = printer::langs(settings.lang).to_vec();
    let request = GapRequest { langs, limit: args.limit, ..GapRequest::on(settings.today) };
    let found = match (&args.posting, &args.occupation) {
        (Some(posting), _) => {
            let id = PostingId::new(posting.as_str()).map_err(|error| anyhow!("{error}"))?;
            snapshot.gap_to_posting(&candidate, &id, &request)?
        }
        (None, Some(name)) => {
            let names = settings.taxonomy()?;
            let uri = names.uri(taxonomy::find(&names, name)?).to_owned();
            snapshot.gap_to_occupation(&candidate, &uri, &request)?
        }
        (None, None) => {
            let next = snapshot.next_occupations(&candidate, &request)?;
            printer::next_occupations(settings, &next)?;
            return Ok(ExitStatus::of(!next.steps.is_empty()));
        }
    };
    printer::gap(settings, &found)?;
    Ok(ExitStatus::of(!found.rows.is_empty()))
}

fn candidate(settings: &Settings, who: &str, snapshot: &Snapshot) -> Result<Candidate> {
    if Path::new(who).exists() {
        return read(settings, Path::new(who));
    }
    let id = CandidateId::new(who).map_err(|error| anyhow!("{error}"))?;
    Ok(snapshot.candidate(&id, settings.today)?)
}
