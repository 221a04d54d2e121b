//! Measures the embedding model: loading, memory, and texts a second by batches beside the plain
//! loop that embeds one text after the other. One JSON object a line on stdout.
//!
//!     ORT_DYLIB_PATH=... cargo run --release -p kohtaanto-benches --bin embed
//!
//! Three kinds of text: titles; contents as a store embeds them (520 characters); ads of about 200
//! tokens. Rounds of all ways are interleaved, so that another process on the machine slows each
//! way alike; the best round of each counts.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program: its answer is its output"
)]

use anyhow::{Result, ensure};
use clap::Parser;
use kohtaanto::text::{plain_text, useful_content};
use kohtaanto_benches::process::{Memory, cpu_s};
use kohtaanto_benches::{Sample, Vocabulary, generate, rounded};
use kohtaanto_embed::tokenizer::Tokenizer;
use kohtaanto_embed::{
    Embedder, Embedding, Manifest, OnnxEmbedder, OnnxOptions, TextKind, runtime,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Tokens of an ad.
const AD_TOKENS: usize = 200;
/// Characters of a content, as the store cuts it.
const CONTENT_CHARS: usize = 520;
const ROUNDS: usize = 3;

/// Measures the embedding model.
#[derive(Debug, Parser)]
#[command(name = "embed")]
struct Args {
    /// Folder of the model. By default the one of the source tree.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Titles of a round; a quarter as many contents and ads.
    #[arg(long, default_value_t = 400)]
    texts: usize,
}

/// A way to embed many texts.
struct Way {
    name: &'static str,
    embedder: OnnxEmbedder,
    /// Texts of one call.
    n_texts: usize,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/kohtaanto-small");
    let model = args.model.clone().unwrap_or_else(default);
    load(&model)?;
    let texts = Texts::new(&model, args.texts.max(8))?;
    let two_sessions = || embedder(&model, 2, 2);
    let ways = [
        Way { name: "batches, 2 threads", embedder: two_sessions()?, n_texts: usize::MAX },
        // What a loop around the same embedder gives: one text keeps one session busy.
        Way { name: "loop, 2 threads", embedder: two_sessions()?, n_texts: 1 },
        // What a plain program does: one session that spreads each text over both threads.
        Way {
            name: "loop, 2 threads in one session",
            embedder: embedder(&model, 2, 1)?,
            n_texts: 1,
        },
        Way { name: "batches, 1 thread", embedder: embedder(&model, 1, 1)?, n_texts: usize::MAX },
        Way { name: "loop, 1 thread", embedder: embedder(&model, 1, 1)?, n_texts: 1 },
    ];
    measure("titles", &texts.titles, TextKind::Symmetric, &ways)?;
    measure("contents", &texts.contents, TextKind::Passage, &ways)?;
    measure("ads of 200 tokens", &texts.ads, TextKind::Passage, &ways)?;
    query(&ways[0].embedder, &texts.titles)
}

fn embedder(model: &Path, threads: usize, sessions: usize) -> Result<OnnxEmbedder> {
    let mut options = OnnxOptions::default();
    (options.threads, options.sessions, options.verify) = (threads, sessions, false);
    Ok(OnnxEmbedder::load(model, options)?)
}

/// Loading as a program does it: with checksums.
fn load(model: &Path) -> Result<()> {
    let before = Memory::now();
    let start = Instant::now();
    let found = runtime::find(&runtime::Locations::from_env())?;
    let library = runtime::load(&found)?;
    let runtime_ms = start.elapsed().as_secs_f64() * 1e3;
    let start = Instant::now();
    let embedder = OnnxEmbedder::load(model, OnnxOptions::default())?;
    let model_ms = start.elapsed().as_secs_f64() * 1e3;
    let mut first = Sample::default();
    first.time(|| embedder.embed(&["lähihoitaja kotihoitoon"], TextKind::Query, &()))?;
    let figures = json!({
        "model": embedder.manifest().name,
        "dimensions": embedder.dimensions(),
        "runtime": library,
        "runtime_load_ms": rounded(runtime_ms),
        "model_load_ms": rounded(model_ms),
        "first_text_ms": rounded(first.mean()),
        "before": before.map(Memory::to_json),
        "after": Memory::now().map(Memory::to_json),
    });
    print("load", figures);
    Ok(())
}

struct Texts {
    titles: Vec<String>,
    contents: Vec<String>,
    ads: Vec<String>,
}

impl Texts {
    /// The fixtures' titles and generated ones; contents and ads of generated postings.
    fn new(model: &Path, n: usize) -> Result<Self> {
        let vocabulary = Vocabulary::of_fixtures()?;
        let manifest = Manifest::read(model)?;
        let tokenizer = Tokenizer::load(&model.join(&manifest.files.tokenizer.path))?;
        let mut titles: Vec<String> =
            vocabulary.titles().iter().take(n / 2).map(|title| (*title).to_owned()).collect();
        let (mut contents, mut ads) = (Vec::new(), Vec::new());
        for line in generate(&vocabulary, 4 * n, 1) {
            let json: Value = serde_json::from_str(&line)?;
            let Some(title) = json["title"]["fi"].as_str() else { continue };
            if titles.len() < n && !titles.iter().any(|known| known == title) {
                titles.push(title.to_owned());
            }
            let text = plain_text(json["description"]["fi"].as_str().unwrap_or_default());
            let ad = format!("{title}. {text}");
            if ads.len() < n / 4
                && let Some(ad) = cut(&tokenizer, &ad)
            {
                ads.push(ad);
                contents.push(useful_content(&text).chars().take(CONTENT_CHARS).collect());
            }
        }
        ensure!(titles.len() == n && ads.len() == n / 4, "there are too few texts: lower --texts");
        Ok(Self { titles, contents, ads })
    }
}

/// The words of an ad until there are [`AD_TOKENS`] tokens; `None` when it is shorter.
fn cut(tokenizer: &Tokenizer, ad: &str) -> Option<String> {
    let words: Vec<&str> = ad.split_whitespace().collect();
    let n_tokens = |n_words: usize| tokenizer.encode(&words[..n_words].join(" "), 512).len();
    let (mut short, mut long) = (0, words.len());
    if n_tokens(long) < AD_TOKENS {
        return None;
    }
    while long - short > 1 {
        let middle = usize::midpoint(short, long);
        if n_tokens(middle) < AD_TOKENS { short = middle } else { long = middle }
    }
    Some(words[..long].join(" "))
}

fn measure(name: &str, texts: &[String], kind: TextKind, ways: &[Way]) -> Result<()> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut rounds = vec![Sample::default(); ways.len()];
    let mut cpu = vec![0.0; ways.len()];
    let mut vectors: Vec<Vec<Embedding>> = Vec::new();
    for way in ways {
        eprintln!("embed: {name}, {}", way.name);
        vectors.push(way.embed(&texts[..texts.len() / 8], kind)?);
    }
    // Speed that changes the vectors would be none.
    let equal = vectors.iter().all(|of_way| *of_way == vectors[0]);
    for _ in 0..ROUNDS {
        for (i, way) in ways.iter().enumerate() {
            let before = cpu_s();
            rounds[i].time(|| way.embed(&texts, kind))?;
            cpu[i] += cpu_s().zip(before).map_or(f64::NAN, |(now, before)| now - before);
        }
    }
    let best: Vec<f64> =
        rounds.iter().map(|round| texts.len() as f64 / (round.quantile(0.0) / 1e3)).collect();
    for (i, way) in ways.iter().enumerate() {
        let cpu_ms = cpu[i] * 1e3 / (ROUNDS * texts.len()) as f64;
        let figures = json!({
            "texts": name,
            "way": way.name,
            "n": texts.len(),
            "texts_per_s": rounded(best[i]),
            "cpu_ms_per_text": rounded(cpu_ms),
            // Below the threads where the machine has no core left for them.
            "cores_had": rounded(cpu[i] / rounds[i].total_s()),
        });
        print("embed", figures);
    }
    let figures = json!({
        "texts": name,
        "batches_over_loop": rounded(best[0] / best[1]),
        "batches_over_loop_by_cpu_time": rounded(cpu[1] / cpu[0]),
        "batches_over_loop_in_one_session": rounded(best[0] / best[2]),
        "batches_over_loop_on_1_thread": rounded(best[3] / best[4]),
        "two_threads_over_one": rounded(best[0] / best[3]),
        "same_vectors": equal,
    });
    print("ratios", figures);
    Ok(())
}

impl Way {
    fn embed(&self, texts: &[&str], kind: TextKind) -> Result<Vec<Embedding>> {
        let mut embeddings = Vec::with_capacity(texts.len());
        for some in texts.chunks(self.n_texts.min(texts.len().max(1))) {
            embeddings.extend(self.embedder.embed(some, kind, &())?);
        }
        Ok(embeddings)
    }
}

/// What a search waits for its query's vector.
fn query(embedder: &OnnxEmbedder, titles: &[String]) -> Result<()> {
    let mut sample = Sample::default();
    for title in titles.iter().take(200) {
        sample.time(|| embedder.embed(&[title.as_str()], TextKind::Query, &()))?;
    }
    print("one query", sample.to_json());
    Ok(())
}

fn print(workload: &str, mut figures: Value) {
    figures["workload"] = workload.into();
    println!("{figures}");
}
