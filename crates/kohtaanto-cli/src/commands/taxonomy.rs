//! `kohtaanto taxonomy`: import, show, search, count.

use crate::args::TaxonomyCommand;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::progress::Bar;
use crate::settings::Settings;
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use kohtaanto::LabelVectors;
use kohtaanto::model::Lang;
use kohtaanto::taxonomy::{ConceptId, ImportOptions, RankOptions, Taxonomy, import_esco};
use kohtaanto::text;
use std::path::Path;

pub(crate) fn run(settings: &Settings, command: &TaxonomyCommand) -> Result<ExitStatus> {
    match command {
        TaxonomyCommand::Import { folder, out, langs } => import(settings, folder, out, langs),
        TaxonomyCommand::Show { concept } => {
            let taxonomy = settings.taxonomy()?;
            let id = find(&taxonomy, concept)?;
            printer::concept(settings, &taxonomy, id)?;
            Ok(ExitStatus::Found)
        }
        TaxonomyCommand::Search { text, in_lang, limit } => {
            let taxonomy = settings.taxonomy()?;
            let langs = match in_lang {
                Some(lang) => vec![lang_of(lang)?],
                None => langs_of(&taxonomy, text),
            };
            let options = RankOptions { limit: *limit, ..RankOptions::default() };
            let hits = taxonomy.rank(text, &langs, &options);
            printer::concepts(settings, &taxonomy, &hits)?;
            Ok(ExitStatus::of(!hits.is_empty()))
        }
        TaxonomyCommand::Vectors { langs } => vectors(settings, langs),
        TaxonomyCommand::Stats => {
            printer::taxonomy_stats(settings, settings.taxonomy()?.as_ref())?;
            Ok(ExitStatus::Found)
        }
    }
}

fn import(settings: &Settings, folder: &Path, out: &Path, langs: &[String]) -> Result<ExitStatus> {
    let taxonomy = import_esco(folder, &ImportOptions { langs: langs_named(langs)? })?.build()?;
    write_whole(out, taxonomy.as_bytes())?;
    printer::taxonomy_stats(settings, &taxonomy)?;
    Ok(ExitStatus::Found)
}

fn vectors(settings: &Settings, langs: &[String]) -> Result<ExitStatus> {
    let (taxonomy, embedder) = (settings.taxonomy()?, settings.embedder()?);
    let langs = Some(langs_named(langs)?).filter(|langs| !langs.is_empty());
    let bar = Bar::new(None, "labels");
    let labels = LabelVectors::make(&taxonomy, langs.as_deref(), embedder.as_ref(), &bar)?;
    drop(bar);
    let path = settings.labels_path();
    write_whole(&path, labels.as_bytes())?;
    printer::label_vectors(settings, &labels, &path)?;
    Ok(ExitStatus::Found)
}

/// Written beside its place and renamed, so that there is a whole file or none.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut partial = path.to_path_buf().into_os_string();
    partial.push(".partial");
    fs::write(&partial, bytes)?;
    Ok(fs::rename(&partial, path)?)
}

fn langs_named(codes: &[String]) -> Result<Vec<Lang>> {
    codes.iter().map(|code| lang_of(code)).collect()
}

fn lang_of(code: &str) -> Result<Lang> {
    code.parse().map_err(|error| anyhow!("{error}"))
}

/// The languages in which a text is looked up: those that it is likely to be in, else all.
fn langs_of(taxonomy: &Taxonomy, name: &str) -> Vec<Lang> {
    match text::recognize(name) {
        Some(guess) if guess.sure => vec![guess.lang],
        _ => taxonomy.langs().iter().map(|(lang, _)| *lang).collect(),
    }
}

/// A concept by its identifier or by a name, in any language.
pub(super) fn find(taxonomy: &Taxonomy, name: &str) -> Result<ConceptId> {
    if let Some(id) = taxonomy.find(name) {
        return Ok(id);
    }
    let langs: Vec<Lang> = taxonomy.langs().iter().map(|(lang, _)| *lang).collect();
    let hits = taxonomy.rank(name, &langs, &RankOptions { limit: 3, ..RankOptions::default() });
    match hits.first() {
        Some(hit) if hit.score > 0.99 => Ok(hit.concept),
        _ => {
            let names = hits.iter().filter_map(|hit| taxonomy.label(hit.label));
            let names: Vec<String> = names.map(|label| format!("{:?}", label.text)).collect();
            let near = if names.is_empty() {
                "`kohtaanto taxonomy search` finds names".to_owned()
            } else {
                format!("near it are {}", names.join(", "))
            };
            Err(anyhow!("{name:?} is no concept of {}; {near}", taxonomy.name()))
        }
    }
    .context("--taxonomy names another taxonomy file")
}
