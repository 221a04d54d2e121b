//! Output, for people or as JSON Lines. The only module that writes to stdout at length.

mod gap;
mod human;
mod jsonl;
mod overview;
mod people;
mod persons;
mod profile;
mod reading;
mod taxonomy;
mod trust;

use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::evaluate::{PairClass, ScenarioResult, SetResult};
use kohtaanto::model::{Candidate, JobPosting};
use kohtaanto::{
    IngestReport, MatchOutcome, MatchScore, Scenario, SearchOutcome, Similar, Snapshot, StoreStats,
};
use std::io::{BufWriter, Write};
use std::path::Path;

pub(crate) use gap::{gap, need_costs, next_occupations};
pub(crate) use overview::overview;
pub(crate) use people::people;
pub(crate) use persons::persons;
pub(crate) use profile::{draft, removed};
pub(crate) use reading::{meant, mentions, requirements};
pub(crate) use taxonomy::{concept, concepts, label_vectors, langs, taxonomy_stats};
pub(crate) use trust::{audit_lines, audit_report, issued, revoked, tokens};

fn print(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Refused lines and unknown fields, on stderr.
pub(crate) fn refused(input: &Path, report: &IngestReport) {
    for line in &report.refused {
        for error in line.errors.as_slice() {
            eprintln!("{}:{}: {error}", input.display(), line.line);
        }
    }
    for (line, fields) in &report.unknown_fields {
        let fields = fields.join(", ");
        eprintln!("{}:{line}: not known, kept aside: {fields}", input.display());
    }
}

pub(crate) fn indexed(settings: &Settings, report: &IngestReport, stats: StoreStats) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::indexed(out, settings.lang, report, stats),
        Format::Jsonl => jsonl::indexed(out, report, stats),
    })
}

pub(crate) fn search(settings: &Settings, outcome: &SearchOutcome, why: bool) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::search(out, settings.lang, outcome, why),
        Format::Jsonl => jsonl::search(out, settings.lang, outcome),
    })
}

pub(crate) fn opportunities(
    settings: &Settings,
    candidate: &Candidate,
    outcome: &MatchOutcome<JobPosting>,
    why: bool,
) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::opportunities(out, settings.lang, candidate, outcome, why),
        Format::Jsonl => jsonl::opportunities(out, settings.lang, outcome),
    })
}

pub(crate) fn similar(settings: &Settings, similar: &[Similar]) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::similar(out, settings.lang, similar),
        Format::Jsonl => jsonl::similar(out, similar),
    })
}

pub(crate) fn explanation(
    settings: &Settings,
    candidate: &Candidate,
    posting: &JobPosting,
    score: &MatchScore,
) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::explanation(out, settings.lang, candidate, posting, score),
        Format::Jsonl => jsonl::explanation(out, settings.lang, candidate, posting, score),
    })
}

pub(crate) fn stats(settings: &Settings, snapshot: &Snapshot, open: &SearchOutcome) -> Result<()> {
    let sizes = snapshot.term_sizes()?;
    print(|out| match settings.format {
        Format::Human => human::stats(out, settings.lang, snapshot, open, &sizes),
        Format::Jsonl => jsonl::stats(out, snapshot, open, &sizes),
    })
}

pub(crate) fn evaluation(settings: &Settings, result: &SetResult, first: bool) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::evaluation(out, result, first),
        Format::Jsonl => jsonl::evaluation(out, result),
    })
}

pub(crate) fn scenarios(settings: &Settings, results: &[(Scenario, ScenarioResult)]) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::scenarios(out, results),
        Format::Jsonl => jsonl::scenarios(out, results),
    })
}

pub(crate) fn pairs(settings: &Settings, classes: &[PairClass]) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human::pairs(out, classes),
        Format::Jsonl => jsonl::pairs(out, classes),
    })
}

/// A heading in one of three languages; nothing in JSON Lines.
pub(crate) fn heading(settings: &Settings, fi: &str, sv: &str, en: &str) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => Ok(writeln!(out, "\n== {} ==\n", settings.lang.pick(fi, sv, en))?),
        Format::Jsonl => Ok(()),
    })
}
