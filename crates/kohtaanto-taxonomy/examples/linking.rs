//! How many ads a second are linked on one thread, and what the taxonomy takes in memory:
//! `cargo run --release -p kohtaanto-taxonomy --example linking -- TEXTS [TAXONOMY]`, where each line
//! of TEXTS is one ad in Finnish. Without a taxonomy file, the starter one.

#![allow(clippy::print_stdout, reason = "an example prints")]

use kohtaanto_domain::model::Lang;
use kohtaanto_taxonomy::{MentionOptions, Taxonomy};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let texts = args.next().ok_or("name a file with one ad on each line")?;
    let texts = std::fs::read_to_string(texts)?;
    let before = resident_kb();
    let opened = Instant::now();
    let taxonomy = match args.next() {
        Some(path) => Arc::new(Taxonomy::open(Path::new(&path))?),
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
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{} concepts opened in {opened:.1?}; {n_ads} ads of {} words: {:.0} ads/s, {:.1} names an \
         ad; {} kB more resident",
        taxonomy.n_concepts(),
        n_words / n_ads.max(1),
        n_ads as f64 / seconds,
        n_mentions as f64 / n_ads as f64,
        resident_kb().saturating_sub(before),
    );
    Ok(())
}

fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
