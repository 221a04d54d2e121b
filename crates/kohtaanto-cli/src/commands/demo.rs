//! `kohtaanto demo`: from nothing to explained matches in one command.

use super::index::{expand, open_or_create};
use super::setup::ensure_runtime;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::progress::Bar;
use crate::settings::{Settings, in_source_tree};
use anyhow::{Result, anyhow, bail};
use fs_err as fs;
use kohtaanto::model::{CandidateId, PostingId};
use kohtaanto::{
    Engine, GapRequest, IngestOptions, LineKind, MatchRequest, Permit, Role, SearchRequest,
    UnknownFields,
};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

/// The day that the fixtures are written for.
const FIXTURES_DAY: &str = "2026-11-24";
const QUERY: &str = "lähihoitaja Lieksassa";
const PERSON: &str = "c-001";
const NEED: &str = "nk-lie-002";

pub(crate) fn run(mut settings: Settings, fixtures: Option<PathBuf>) -> Result<ExitStatus> {
    let fixtures = fixtures.unwrap_or_else(|| in_source_tree("fixtures/north-karelia"));
    if !fixtures.join("postings").is_dir() {
        bail!(
            "{} holds no fixtures; run this in the source tree, or give --fixtures",
            fixtures.display()
        );
    }
    settings.today = FIXTURES_DAY.parse().map_err(|_| anyhow!("the fixtures' day is no date"))?;
    settings.travel.get_or_insert(fixtures.join("travel-minutes.tsv"));
    let embedder = if settings.no_model {
        None
    } else {
        ensure_runtime()?;
        Some(settings.embedder()?)
    };
    let engine = open_or_create(&settings, embedder, true)?;
    fill(&engine, &settings, &fixtures)?;
    show(&engine, &settings)?;
    next_steps(&settings, &fixtures)?;
    Ok(ExitStatus::Found)
}

fn fill(engine: &Engine, settings: &Settings, fixtures: &Path) -> Result<()> {
    let postings = expand(&[fixtures.join("postings")])?;
    let people = [fixtures.join("candidates.ndjson")];
    let shelves = [
        (LineKind::Postings, "ilmoitukset", postings.as_slice()),
        (LineKind::Candidates, "henkilöt", people.as_slice()),
    ];
    for (kind, what, inputs) in shelves {
        let options = IngestOptions { kind, unknown: UnknownFields::Refuse, today: settings.today };
        let mut writer = match kind {
            LineKind::Postings => engine.write_opportunities()?,
            LineKind::Candidates => engine.write_people()?,
        };
        let n: usize = inputs
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .map(|text| text.lines().count())
            .sum();
        let bar = Bar::new(Some(2 * n as u64), what);
        for input in inputs {
            let lines = BufReader::new(fs::File::open(input)?);
            let report = writer.ingest(lines, &options, &bar)?;
            printer::refused(input, &report);
            if !report.refused.is_empty() {
                bail!("{}: {} lines were refused", input.display(), report.refused.len());
            }
        }
        writer.commit()?;
    }
    Ok(())
}

fn show(engine: &Engine, settings: &Settings) -> Result<()> {
    let snapshot = engine.snapshot()?;
    let today = settings.today;
    printer::heading(
        settings,
        &format!("Neuvoja hakee: {QUERY}"),
        &format!("En rådgivare söker: {QUERY}"),
        &format!("An advisor searches: {QUERY}"),
    )?;
    let request = SearchRequest { limit: 5, ..SearchRequest::new(QUERY, today) };
    printer::search(settings, &snapshot.search(&request)?, true)?;

    let id = CandidateId::new(PERSON).map_err(|error| anyhow!("{error}"))?;
    let candidate = snapshot.candidate(&id, today)?;
    printer::heading(
        settings,
        "Työnhakijalle sopivaa työtä",
        "Arbete som passar en arbetssökande",
        "Work that suits a job seeker",
    )?;
    let outcome = snapshot
        .opportunities_for(&candidate, &MatchRequest { limit: 5, ..MatchRequest::on(today) })?;
    printer::opportunities(settings, &candidate, &outcome, false)?;

    printer::heading(
        settings,
        "Mihin osaaminen riittää seuraavaksi",
        "Vart kunnandet räcker härnäst",
        "Where the competences lead next",
    )?;
    let langs = printer::langs(settings.lang).to_vec();
    let request = GapRequest { langs, limit: 3, ..GapRequest::on(today) };
    printer::next_occupations(settings, &snapshot.next_occupations(&candidate, &request)?)?;

    let id = PostingId::new(NEED).map_err(|error| anyhow!("{error}"))?;
    let posting = snapshot.posting(&id)?;
    printer::heading(
        settings,
        &format!("Mitä ilmoitus {NEED} pyytää"),
        &format!("Vad annonsen {NEED} kräver"),
        &format!("What posting {NEED} asks"),
    )?;
    printer::requirements(settings, &posting)?;
    printer::heading(
        settings,
        "Työnantajan tarpeeseen sopivia osaajia",
        "Personer som passar arbetsgivarens behov",
        "People within reach of an employer's need",
    )?;
    let permit = Permit::new(Role::Advisor, "esittely kehittäjän omalla aineistolla")?;
    let outcome = snapshot.candidates_for(&id, &permit, today, 5)?;
    printer::people(settings, &posting, &outcome, false)?;
    Ok(())
}

fn next_steps(settings: &Settings, fixtures: &Path) -> Result<()> {
    printer::heading(settings, "Kokeile seuraavaksi", "Prova härnäst", "Try next")?;
    let mut out = std::io::stdout().lock();
    let exe = "cargo run --release -p kohtaanto-cli --";
    let day = format!(
        "--as-of {FIXTURES_DAY} --travel {}",
        fixtures.join("travel-minutes.tsv").display()
    );
    for command in [
        format!("{exe} search \"siivooja iltatyö\" --near Outokumpu --minutes 40 {day}"),
        format!("{exe} match {PERSON} --why {day}"),
        format!("{exe} explain {PERSON} {NEED} {day}"),
        format!("{exe} profile gap {PERSON} --posting {NEED} {day}"),
        format!("{exe} link \"Kokki, jolla on hygieniapassi ja kokemusta lounasravintolasta\""),
        format!("{exe} --help"),
    ] {
        writeln!(out, "  {command}")?;
    }
    Ok(())
}
