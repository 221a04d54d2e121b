//! Measures loading, speed and memory of a model, and the scan of stored vectors.
//!
//!     cargo run --release -p kohtaanto-embed --example measure -- models/NAME SESSIONS THREADS
//!
//! Fetches the runtime when there is none. Memory is read from /proc, so on Linux only.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use kohtaanto_embed::tokenizer::Tokenizer;
use kohtaanto_embed::vectors::{TextHash, VectorFile, VectorSnapshot};
use kohtaanto_embed::{
    Embedder, Embedding, HashingEmbedder, Manifest, OnnxEmbedder, OnnxOptions, TextKind, runtime,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const TITLES: [&str; 12] = [
    "lähihoitaja kotihoitoon",
    "yhdistelmäajoneuvonkuljettaja",
    "CNC-koneistaja",
    "ruokapalveluvastaava, Joensuu",
    "undersköterska till hemvården",
    "software developer (Rust)",
    "уборщица в школу",
    "keevitaja",
    "прибиральниця",
    "عامل نظافة",
    "luokanopettaja, määräaikainen",
    "metsäkoneenkuljettaja Ilomantsiin",
];

const SENTENCE: &str = "Haemme vakituiseen työsuhteeseen osaajaa, joka hoitaa asiakkaita \
    ystävällisesti, tekee työnsä huolella ja osaa toimia myös kiireessä. ";

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let dir = args.next().ok_or("name a model folder")?;
    let sessions = args.next().map_or(Ok(2), |n| n.parse())?;
    let threads = args.next().map_or(Ok(2), |n| n.parse())?;
    let dir = Path::new(&dir);

    let manifest = Manifest::read(dir)?;
    timed("checksums", || Ok(manifest.verify(dir)?))?;
    let path = dir.join(&manifest.files.tokenizer.path);
    for _ in 0..5 {
        timed("tokenizer load", || Ok(Tokenizer::load(&path)?))?;
    }
    let tokenizer = timed("tokenizer load", || Ok(Tokenizer::load(&path)?))?;
    let start = Instant::now();
    let ad = SENTENCE.repeat(8);
    let n_tokens: usize = (0..500).map(|_| tokenizer.encode(&ad, 512).len()).sum();
    println!("tokenizer: {:.0} tokens/ms", n_tokens as f64 / ms(start));
    drop(tokenizer);

    let found = runtime::ensure(&runtime::Locations::from_env(), &|step| println!("{step:?}"))?;
    println!("{found:?}");
    timed("runtime load", || Ok(runtime::load(&found)?))?;
    let options = OnnxOptions { sessions, threads, verify: false, ..OnnxOptions::default() };
    let embedder = timed("embedder load", || Ok(OnnxEmbedder::load(dir, options)?))?;

    let titles: Vec<String> = (0..600).map(|n| format!("{} {n}", TITLES[n % 12])).collect();
    let ads: Vec<String> = (0..48).map(|n| SENTENCE.repeat(2 + n % 9)).collect();
    timed("first title", || Ok(embedder.embed(&[TITLES[0]], TextKind::Query, &())?))?;
    timed("second title", || Ok(embedder.embed(&[TITLES[1]], TextKind::Query, &())?))?;
    speed("titles", &embedder, &titles, 600)?;
    speed("titles", &embedder, &titles, 24)?;
    speed("titles", &embedder, &titles[..200], 1)?;
    speed("ads", &embedder, &ads, 48)?;
    speed("ads", &embedder, &ads, 1)?;
    scan()
}

/// Texts a second in calls of `n_texts`, and the greatest difference to the texts' vectors alone.
fn speed(name: &str, embedder: &dyn Embedder, texts: &[String], n_texts: usize) -> Result<()> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (start, cpu) = (Instant::now(), process_cpu_s());
    let mut embeddings: Vec<Embedding> = Vec::new();
    for some in texts.chunks(n_texts) {
        embeddings.extend(embedder.embed(some, TextKind::Passage, &())?);
    }
    let rate = texts.len() as f64 / start.elapsed().as_secs_f64();
    let cpu_rate = texts.len() as f64 / (process_cpu_s() - cpu);
    let mut n_different = 0;
    for at in (0..texts.len()).step_by(texts.len() / 12) {
        let alone = embedder.embed(&texts[at..=at], TextKind::Passage, &())?;
        n_different += usize::from(alone[0] != embeddings[at]);
    }
    println!(
        "{name} by {n_texts}: {rate:.1} texts/s, {cpu_rate:.1} a CPU second, {n_different} differ \
         from alone, {}",
        memory()
    );
    Ok(())
}

/// A scan of one thirteenth of 200,000 stored vectors.
fn scan() -> Result<()> {
    let dir = std::env::temp_dir().join(format!("kohtaanto-measure-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    let path = dir.join("vectors");
    let (n_rows, dimensions) = (200_000, 384);
    let embeddings = HashingEmbedder::new(dimensions).embed(&TITLES, TextKind::Query, &())?;
    let mut file = VectorFile::create(&path, dimensions)?;
    let hash = |n: u64| {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&n.to_le_bytes());
        TextHash::from_bytes(bytes)
    };
    timed("append 200,000 rows", || {
        for from in (0..n_rows).step_by(1000) {
            let rows = (from..from + 1000).map(|n| (hash(n), &embeddings[n as usize % 12]));
            file.append(&rows.collect::<Vec<_>>())?;
        }
        Ok(())
    })?;
    timed("sync", || Ok(file.sync()?))?;
    timed("verify", || Ok(file.verify()?))?;
    drop(file);
    timed("open as writer", || Ok(VectorFile::open(&path, dimensions, n_rows)?))?;
    let snapshot =
        timed("open as reader", || Ok(VectorSnapshot::open(&path, dimensions, n_rows)?))?;
    let rows: Vec<u64> = (0..n_rows).filter(|n| n % 26 < 2).collect();
    let mut out = Vec::new();
    let mut best = f64::INFINITY;
    for _ in 0..200 {
        let start = Instant::now();
        snapshot.similarities(&embeddings[0], &rows, &mut out)?;
        best = best.min(ms(start));
    }
    println!("scan of {} rows: {best:.2} ms at best", rows.len());
    std::fs::remove_dir_all(&dir)?;
    Ok(())
}

fn timed<T>(name: &str, task: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let done = task()?;
    println!("{name}: {:.2} ms, {}", ms(start), memory());
    Ok(done)
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Processor time of all threads, in steps of a hundredth.
fn process_cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Resident memory, now and at its highest.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mb = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kb.unwrap_or_default() / 1024.0
    };
    format!("{:.0} MB (peak {:.0})", mb("VmRSS:"), mb("VmHWM:"))
}
