//! `kohtaanto index`: lines in, documents stored, bad lines named.

use crate::args::IndexArgs;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::progress::Bar;
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use fs_err as fs;
use jiff::Timestamp;
use kohtaanto::{Embedder, Engine, IngestOptions, IngestReport, LineKind, UnknownFields};
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn run(settings: &Settings, args: &IndexArgs) -> Result<ExitStatus> {
    let embedder = if settings.no_model { None } else { Some(settings.embedder()?) };
    let engine = open_or_create(settings, embedder, args.rebuild)?;
    let kind = if args.candidates { LineKind::Candidates } else { LineKind::Postings };
    let unknown = if args.strict { UnknownFields::Refuse } else { UnknownFields::Keep };
    let options = IngestOptions { kind, unknown, today: settings.today };
    let inputs = expand(&args.inputs)?;
    let mut total = IngestReport::default();
    let mut writer = match kind {
        LineKind::Postings => engine.write_opportunities()?,
        LineKind::Candidates => engine.write_people()?,
    };
    let bar = Bar::new(None, "vektorit");
    for input in &inputs {
        let mut lines = open(input)?;
        loop {
            let report = match args.commit_every {
                Some(n) => match take_lines(&mut lines, n)? {
                    Some(chunk) => writer.ingest(Cursor::new(chunk), &options, &bar)?,
                    None => break,
                },
                None => writer.ingest(&mut lines, &options, &bar)?,
            };
            printer::refused(input, &report);
            total.n_accepted += report.n_accepted;
            total.refused.extend(report.refused);
            total.unknown_fields.extend(report.unknown_fields);
            if args.commit_every.is_none() {
                break;
            }
            writer.commit_at(Timestamp::now())?;
        }
    }
    drop(bar);
    if args.all_or_nothing && !total.refused.is_empty() {
        bail!("{} lines were refused, so nothing was stored", total.refused.len());
    }
    writer.commit_at(Timestamp::now())?;
    drop(writer);
    printer::indexed(settings, &total, engine.snapshot()?.stats())?;
    Ok(match (total.n_accepted, total.refused.is_empty()) {
        (_, false) => ExitStatus::Error,
        (0, true) => ExitStatus::Nothing,
        _ => ExitStatus::Found,
    })
}

/// The store of the settings' folder, made when it is not there, or made anew.
pub(crate) fn open_or_create(
    settings: &Settings,
    embedder: Option<Arc<dyn Embedder>>,
    rebuild: bool,
) -> Result<Engine> {
    let options = settings.engine_options(embedder)?;
    let dir = &settings.store;
    let is_store = dir.join("manifest.json").is_file();
    if rebuild && is_store {
        fs::remove_file(dir.join("manifest.json"))?;
        return Ok(Engine::create(dir, options)?);
    }
    Ok(if is_store { Engine::open(dir, options)? } else { Engine::create(dir, options)? })
}

fn open(input: &Path) -> Result<Box<dyn BufRead>> {
    if input == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = BufReader::with_capacity(1 << 16, fs::File::open(input)?);
    if input.extension().is_some_and(|extension| extension == "json") {
        // A .json file holds one object, or an array of objects, over any number of lines.
        let value: serde_json::Value = serde_json::from_reader(file)
            .with_context(|| format!("{} is not JSON", input.display()))?;
        let objects = match value {
            serde_json::Value::Array(objects) => objects,
            object => vec![object],
        };
        let lines: Vec<String> = objects.iter().map(ToString::to_string).collect();
        return Ok(Box::new(Cursor::new(lines.join("\n"))));
    }
    Ok(Box::new(file))
}

/// The next `n` lines as they are, `None` at the end.
fn take_lines(lines: &mut dyn BufRead, n: usize) -> Result<Option<Vec<u8>>> {
    let mut chunk = Vec::new();
    for _ in 0..n.max(1) {
        if lines.read_until(b'\n', &mut chunk)? == 0 {
            break;
        }
    }
    Ok((!chunk.is_empty()).then_some(chunk))
}

/// Files as they are, folders as the .json and .ndjson files in them, in the order of their names.
pub(crate) fn expand(inputs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for input in inputs {
        if !input.is_dir() {
            files.push(input.clone());
            continue;
        }
        let entries = fs::read_dir(input)?.map(|entry| Ok(entry?.path()));
        let mut found: Vec<PathBuf> = entries.collect::<Result<_>>()?;
        found.retain(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("json" | "ndjson" | "jsonl"))
        });
        if found.is_empty() {
            bail!("{} holds no .json, .ndjson or .jsonl file", input.display());
        }
        found.sort();
        files.extend(found);
    }
    Ok(files)
}
