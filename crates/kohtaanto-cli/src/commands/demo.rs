//! `kohtaanto demo`: from nothing to explained matches in one command.

use super::index::open_or_create;
use super::setup::ensure_runtime;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::progress::Bar;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use fs_err as fs;
use jiff::Timestamp;
use kohtaanto::local::Fixtures;
use kohtaanto::model::{CandidateId, PostingId};
use kohtaanto::{Engine, GapRequest, LineKind, MatchRequest, Permit, Role, SearchRequest};
use std::io::Write;
use std::path::PathBuf;

const QUERY: &str = "lähihoitaja Lieksassa";
const PERSON: &str = "c-001";
const NEED: &str = "nk-lie-002";

pub(crate) fn run(mut settings: Settings, fixtures: Option<PathBuf>) -> Result<ExitStatus> {
    let fixtures = Fixtures::open(fixtures)?;
    settings.today = Fixtures::DAY;
    settings.travel.get_or_insert(fixtures.travel_minutes());
    let embedder = if settings.no_model {
        None
    } else {
        ensure_runtime()?;
        Some(settings.embedder()?)
    };
    let engine = open_or_create(&settings, embedder, true)?;
    fill(&engine, &fixtures)?;
    show(&engine, &settings)?;
    next_steps(&settings, &fixtures)?;
    Ok(ExitStatus::Found)
}

fn fill(engine: &Engine, fixtures: &Fixtures) -> Result<()> {
    for (kind, what) in [(LineKind::Postings, "ilmoitukset"), (LineKind::Candidates, "henkilöt")] {
        let texts = fixtures.files(kind)?.into_iter().map(fs::read_to_string);
        let texts: Vec<String> = texts.collect::<std::io::Result<_>>()?;
        let n: usize = texts.iter().map(|text| text.lines().count()).sum();
        fixtures.fill(engine, kind, &Bar::new(Some(2 * n as u64), what))?;
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
    let log = settings.audit_log()?;
    let people = snapshot.audited(&log, permit, Timestamp::now());
    let outcome = people.candidates_for(&id, today, 5)?;
    printer::people(settings, &posting, &outcome, false)?;
    Ok(())
}

fn next_steps(settings: &Settings, fixtures: &Fixtures) -> Result<()> {
    printer::heading(settings, "Kokeile seuraavaksi", "Prova härnäst", "Try next")?;
    let mut out = std::io::stdout().lock();
    let exe = "cargo run --release -p kohtaanto-cli --";
    let day = format!("--as-of {} --travel {}", Fixtures::DAY, fixtures.travel_minutes().display());
    for command in [
        format!("{exe} search \"siivooja iltatyö\" --near Outokumpu --minutes 40 {day}"),
        format!("{exe} match {PERSON} --why {day}"),
        format!("{exe} explain {PERSON} {NEED} {day}"),
        format!("{exe} profile gap {PERSON} --posting {NEED} {day}"),
        format!("{exe} audit show"),
        format!("{exe} link \"Kokki, jolla on hygieniapassi ja kokemusta lounasravintolasta\""),
        format!("{exe} --help"),
    ] {
        writeln!(out, "  {command}")?;
    }
    Ok(())
}
