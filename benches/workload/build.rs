//! Building the store: time, processor time, and room on disk.

use crate::{Args, embedder, options, print};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use kohtaanto::{Engine, IngestOptions, LineKind, Prepared, UnknownFields};
use kohtaanto_benches::process::{cpu_s, disk_bytes};
use kohtaanto_benches::{Sample, TODAY, Vocabulary, generate, rounded};
use kohtaanto_embed::TextKind;
use serde_json::json;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Texts between two lines of progress.
const STEP: usize = 20_000;
/// Postings of which the parts of the work are timed.
const PARTS: usize = 1000;

pub(crate) fn measure(store: &Path, args: &Args) -> Result<()> {
    eprintln!("workload: {} postings are generated", args.postings);
    let vocabulary = Vocabulary::of_fixtures()?;
    let folder = tempfile::tempdir()?;
    let lines = folder.path().join("postings.ndjson");
    let mut file = BufWriter::new(fs::File::create(&lines)?);
    for line in generate(&vocabulary, args.postings, args.seed) {
        writeln!(file, "{line}")?;
    }
    file.into_inner()?.sync_all()?;
    let source_bytes = fs::metadata(&lines)?.len();
    parts(&lines)?;

    eprintln!("workload: the store is built");
    let (start, cpu) = (Instant::now(), cpu_s());
    let engine = Engine::create(store, options())?;
    let mut writer = engine.write_opportunities()?;
    let ingest =
        IngestOptions { kind: LineKind::Postings, unknown: UnknownFields::Refuse, today: TODAY };
    let n_ready = AtomicUsize::new(0);
    let progress = |n: usize| {
        let before = n_ready.fetch_add(n, Ordering::Relaxed);
        if before / STEP != (before + n) / STEP {
            let s = start.elapsed().as_secs();
            eprintln!("workload: {} texts embedded in {s} s", before + n);
        }
    };
    let report = writer.ingest(BufReader::new(fs::File::open(&lines)?), &ingest, &progress)?;
    let ingest_s = start.elapsed().as_secs_f64();
    if let Some(refused) = report.refused.first() {
        anyhow::bail!("generated line {} is refused: {}", refused.line, refused.errors);
    }
    writer.commit()?;
    // Waits for merges that are under way: they are part of the cost.
    drop(writer);
    let wall_s = start.elapsed().as_secs_f64();
    let cpu_s = cpu_s().zip(cpu).map(|(now, before)| now - before);
    let n = report.n_accepted as f64;
    ensure!(n > 0.0, "there is nothing to measure: give --postings");

    let shelf = store.join("opportunities");
    let index_bytes = disk_bytes(&shelf.join("index"))?;
    let vector_bytes = disk_bytes(&shelf)? - index_bytes;
    let n_vectors = engine.snapshot()?.stats().n_posting_vectors;
    print(
        "build",
        json!({
            "n_postings": report.n_accepted,
            "wall_s": rounded(wall_s),
            "ingest_s": rounded(ingest_s),
            "commit_and_merge_s": rounded(wall_s - ingest_s),
            "cpu_s": cpu_s.map(rounded),
            "postings_per_s": rounded(n / wall_s),
            "source_bytes_per_posting": rounded(source_bytes as f64 / n),
            "index_bytes_per_posting": rounded(index_bytes as f64 / n),
            "vector_bytes_per_posting": rounded(vector_bytes as f64 / n),
            "vectors_per_posting": rounded(n_vectors as f64 / n),
        }),
    );
    Ok(())
}

/// What a posting takes before the index sees it: reading its line and cleaning its texts, and
/// hashing what stands in for the model's vectors.
fn parts(lines: &Path) -> Result<()> {
    let (mut reading, mut hashing) = (Sample::default(), Sample::default());
    let embedder = embedder();
    for line in BufReader::new(fs::File::open(lines)?).lines().take(PARTS) {
        let line = line?;
        let prepared = reading.time(|| Prepared::posting(&line, UnknownFields::Refuse));
        let prepared = prepared.with_context(|| line.clone())?;
        // As many bytes as a content: 520 characters.
        let end = line.char_indices().nth(520).map_or(line.len(), |(at, _)| at);
        let texts = [prepared.id(), &line[..end]];
        hashing.time(|| embedder.embed(&texts, TextKind::Passage, &()))?;
    }
    print(
        "build, parts",
        json!({
            "read_and_clean_ms": rounded(reading.mean()),
            "hash_two_texts_ms": rounded(hashing.mean()),
            "n": reading.len(),
        }),
    );
    Ok(())
}
