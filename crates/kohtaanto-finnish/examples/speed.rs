//! Words per second on one core, over the words of the files given, and what the lexicon adds to
//! resident memory: `cargo run --release -p kohtaanto-finnish --example speed FILE...`

#![allow(clippy::print_stdout, reason = "a program that prints its measurement")]

use kohtaanto_finnish::{Analyses, analyze};
use std::time::Instant;

fn main() {
    let texts: Vec<String> =
        std::env::args().skip(1).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let text = texts.join(" ").to_lowercase();
    let split = |c: char| !(c.is_alphabetic() || c == '-');
    let words: Vec<&str> = text.split(split).filter(|word| word.len() > 1).collect();
    let mut analyses = Analyses::new();
    let before = resident_kib();
    let start = Instant::now();
    analyze("hoitaja", &mut analyses);
    let first_us = start.elapsed().as_micros();
    let mut best = f64::INFINITY;
    let mut n_known = 0;
    for _ in 0..5 {
        n_known = 0;
        let start = Instant::now();
        for word in &words {
            analyze(word, &mut analyses);
            n_known += usize::from(analyses.is_known());
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{{\"words\":{},\"known\":{n_known},\"words_per_s\":{:.0},\"first_word_us\":{first_us},\"resident_kib\":{}}}",
        words.len(),
        words.len() as f64 / best,
        resident_kib().saturating_sub(before),
    );
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
