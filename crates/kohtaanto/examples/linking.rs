//! How many ads a second are linked on one thread, by names and by the meaning of their titles, and
//! what the taxonomy takes in memory:
//! `cargo run --release -p kohtaanto --example linking -- TEXTS [TAXONOMY]`, where each line of TEXTS
//! is one ad in Finnish, its title before the first full stop. Without a taxonomy file, the starter
//! one. Meaning takes part where the model, ONNX Runtime and the labels' vectors
//! (`kohtaanto taxonomy vectors`) are there.

#![allow(clippy::print_stdout, reason = "an example prints")]

use kohtaanto::local::{
    DEFAULT_MODEL, in_source_tree, label_vectors, label_vectors_path, load_embedder,
};
use kohtaanto::model::Lang;
use kohtaanto::taxonomy::{MentionOptions, Taxonomy};
use kohtaanto::{Linker, TextKind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let texts = args.next().ok_or("name a file with one ad on each line")?;
    let texts = std::fs::read_to_string(texts)?;
    let file = args.next().map(PathBuf::from);
    let before = resident_kb();
    let opened = Instant::now();
    let taxonomy = match &file {
        Some(path) => Arc::new(Taxonomy::open(path)?),
        None => Taxonomy::starter(),
    };
    let opened = opened.elapsed();
    let (mut n_ads, mut n_words, mut n_mentions) = (0, 0, 0);
    let started = Instant::now();
    for text in texts.lines() {
        n_ads += 1;
        n_words += text.split_whitespace().count();
        let langs = [Lang::FI, Lang::EN];
        n_mentions += taxonomy.mentions(text, &langs, &MentionOptions::default()).len();
    }
    let rate = |n: usize, started: Instant| n as f64 / started.elapsed().as_secs_f64();
    println!(
        "{} concepts opened in {opened:.1?}; {n_ads} ads of {} words: {:.0} ads/s, {:.1} names an \
         ad; {} kB more resident",
        taxonomy.n_concepts(),
        n_words / n_ads.max(1),
        rate(n_ads, started),
        n_mentions as f64 / n_ads as f64,
        resident_kb().saturating_sub(before),
    );
    let model = in_source_tree(DEFAULT_MODEL);
    let embedder = load_embedder(&model, 1)?;
    let path = label_vectors_path(file.as_deref(), &model);
    let before = resident_kb();
    let opened = Instant::now();
    let labels = label_vectors(&path, &taxonomy, embedder.as_ref())?;
    let labels = labels.ok_or("make the labels' vectors: kohtaanto taxonomy vectors")?;
    let opened = opened.elapsed();
    let linker = Linker { taxonomy: Some(&taxonomy), meaning: Some((&labels, embedder.as_ref())) };
    let titles: Vec<&str> = texts.lines().filter_map(|text| text.split('.').next()).collect();
    let started = Instant::now();
    embedder.embed(&titles, TextKind::Symmetric, &())?;
    let embedded = rate(titles.len(), started);
    let (mut n_meant, started) = (0, Instant::now());
    for title in &titles {
        n_meant += linker.meant(title, &[Lang::FI], 10)?.len();
    }
    println!(
        "{} labels' vectors opened in {opened:.1?}, {} kB more resident; titles embedded alone \
         {embedded:.0}/s; names and titles by meaning, one after the other {:.0} titles/s, {:.1} \
         concepts a title",
        labels.n_labels(),
        resident_kb().saturating_sub(before),
        rate(titles.len(), started),
        n_meant as f64 / titles.len() as f64,
    );
    Ok(())
}

fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
