//! `kohtaanto eval`: TREC folders, judged scenarios on the store, or pairs of words.

use crate::args::{BranchArg, EvalArgs};
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::progress::Bar;
use crate::settings::Settings;
use anyhow::{Context, Result, anyhow, bail};
use fs_err as fs;
use kohtaanto::evaluate::{
    Branch, CachedEmbedder, EvaluationSet, RunOptions, ToldPerson, judge_pairs, run_person,
    run_scenario, run_set,
};
use kohtaanto::{Embedder, read_scenario};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn run(settings: &Settings, args: &EvalArgs) -> Result<ExitStatus> {
    if let Some(path) = &args.scenarios {
        return scenarios(settings, path);
    }
    if let Some(path) = &args.persons {
        return persons(settings, path);
    }
    if let Some(path) = &args.pairs {
        let lang = args.pairs_lang.parse().map_err(|error| anyhow!("--pairs-lang: {error}"))?;
        printer::pairs(settings, &judge_pairs(path, lang)?)?;
        return Ok(ExitStatus::Found);
    }
    let folders = sets(&args.folders)?;
    if folders.is_empty() {
        bail!(
            "name a folder with queries.tsv, corpus.tsv and qrels.tsv, or give \
             --scenarios, --persons or --pairs"
        );
    }
    let branches = branches(&args.branches);
    let needs_model = !settings.no_model && branches.contains(&Branch::Meaning);
    let mut embedder = if needs_model { Some(settings.embedder()?) } else { None };
    if let (Some(inner), Some(dir)) = (&embedder, &args.cache) {
        let cached: Arc<dyn Embedder> = Arc::new(CachedEmbedder::open(Arc::clone(inner), dir)?);
        embedder = Some(cached);
    }
    let taxonomy = settings.taxonomy_if_any()?;
    for (i, folder) in folders.iter().enumerate() {
        let set = EvaluationSet::read(folder)?;
        let n = (set.corpus.len() + set.queries.len()) as u64;
        let bar = Bar::new(Some(n), &set.name);
        let (embedder, taxonomy) = (embedder.as_deref(), taxonomy.as_deref());
        let runs = args.runs.as_deref();
        let options = RunOptions { branches: &branches, embedder, taxonomy, runs };
        let result = run_set(&set, options, &bar)?;
        drop(bar);
        printer::evaluation(settings, &result, i == 0)?;
    }
    Ok(ExitStatus::Found)
}

/// The folders that are sets, and those inside folders of sets, in the order of their names.
fn sets(folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let is_set = |path: &Path| path.join("qrels.tsv").is_file();
    let mut sets = Vec::new();
    for folder in folders {
        if is_set(folder) {
            sets.push(folder.clone());
            continue;
        }
        let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
        let mut inside: Vec<PathBuf> = entries.collect::<Result<_>>()?;
        inside.retain(|path| is_set(path));
        if inside.is_empty() {
            bail!("{} is not an evaluation set: it has no qrels.tsv", folder.display());
        }
        inside.sort();
        sets.extend(inside);
    }
    Ok(sets)
}

/// The branches named, or all.
fn branches(named: &[BranchArg]) -> Vec<Branch> {
    let branch = |arg: &BranchArg| match arg {
        BranchArg::Words => Branch::Words,
        BranchArg::Letters => Branch::Letters,
        BranchArg::Meaning => Branch::Meaning,
        BranchArg::Concepts => Branch::Concepts,
    };
    if named.is_empty() { Branch::ALL.to_vec() } else { named.iter().map(branch).collect() }
}

fn scenarios(settings: &Settings, path: &Path) -> Result<ExitStatus> {
    let snapshot = settings.open(settings.embedder_if_any())?.snapshot()?;
    let mut results = Vec::new();
    for_each_line(path, |line| {
        let scenario = read_scenario(line)?;
        let result = run_scenario(&snapshot, &scenario, settings.today)?;
        results.push((scenario, result));
        Ok(())
    })?;
    printer::scenarios(settings, &results)?;
    Ok(ExitStatus::of(!results.is_empty()))
}

fn persons(settings: &Settings, path: &Path) -> Result<ExitStatus> {
    let snapshot = settings.open(settings.embedder_if_any())?.snapshot()?;
    let mut results = Vec::new();
    for_each_line(path, |line| {
        results.push(run_person(&snapshot, &ToldPerson::read(line)?, settings.today)?);
        Ok(())
    })?;
    printer::persons(settings, &results)?;
    Ok(ExitStatus::of(!results.is_empty()))
}

/// Reads a file line by line; an error names the line.
fn for_each_line(path: &Path, mut each: impl FnMut(&str) -> Result<()>) -> Result<()> {
    for (i, line) in fs::read_to_string(path)?.lines().enumerate() {
        if !line.trim().is_empty() {
            each(line).with_context(|| format!("{} line {}", path.display(), i + 1))?;
        }
    }
    Ok(())
}
