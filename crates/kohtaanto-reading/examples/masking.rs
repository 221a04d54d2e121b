//! How much of what is private the mask finds in the texts of
//! `fixtures/north-karelia/masking.ndjson`, and how often it takes out what is not:
//! `cargo run --release -p kohtaanto-reading --example masking [--show] [FILE]`.
//!
//! Rules were tuned on the texts whose number divides by three; `--show` prints the mistakes in
//! those alone, the rest is only counted.

#![allow(clippy::print_stdout, reason = "a program that prints its measurement")]
#![allow(missing_docs, reason = "a program")]

use kohtaanto_domain::model::Lang;
use kohtaanto_reading::mask::{Removed, mask};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

const GOLD: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/north-karelia/masking.ndjson");

#[derive(Default)]
struct Count {
    gold: usize,
    /// At least half of the stretch is gone.
    found: usize,
    /// All of it is gone.
    whole: usize,
    false_alarms: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let show = std::env::args().any(|arg| arg == "--show");
    let file = std::env::args().skip(1).find(|arg| arg != "--show");
    let file = file.as_deref().unwrap_or(GOLD);
    // (part, language or kind) -> counts
    let mut counts: BTreeMap<(&str, String), Count> = BTreeMap::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (id, text) = (text_of(&row, "id"), text_of(&row, "text"));
        let lang: Lang = text_of(&row, "lang").parse().map_err(|_| "language")?;
        let number: u32 = id.trim_start_matches("m-").parse()?;
        let part = if number.is_multiple_of(3) { "dev" } else { "rest" };
        let removed = mask(text, lang).removed;
        let gold = stretches(&row, "mask", text);
        let may = stretches(&row, "may", text);
        let mut add = |key: &str, lang: Lang, change: &dyn Fn(&mut Count)| {
            for key in [key.to_owned(), format!("~{lang}"), "~all".to_owned()] {
                change(counts.entry((part, key)).or_default());
            }
        };
        for (kind, span) in &gold {
            let gone = removed.iter().map(|r| overlap(&r.span, span)).sum::<usize>();
            let (found, whole) = (gone * 2 >= span.len(), gone == span.len());
            add(kind, lang, &|count| {
                count.gold += 1;
                count.found += usize::from(found);
                count.whole += usize::from(whole);
            });
            if show && part == "dev" && !whole {
                let how = if found { "in part" } else { "MISSED" };
                println!("{id} {how} {kind}: {:?}\n    {text}", &text[span.clone()]);
            }
        }
        for stretch in &removed {
            let is_meant = |(_, span): &(String, Range<usize>)| overlap(&stretch.span, span) > 0;
            if !gold.iter().chain(&may).any(is_meant) {
                add(code(stretch), lang, &|count| count.false_alarms += 1);
                if show && part == "dev" {
                    println!("{id} ALARM {}: {:?}\n    {text}", code(stretch), stretch.text);
                }
            }
        }
    }
    println!("{:5} {:22} {:>5} {:>7} {:>7} {:>7}", "part", "", "gold", "found", "whole", "false");
    for ((part, key), count) in &counts {
        let share = |n: usize| n as f64 / count.gold.max(1) as f64;
        println!(
            "{part:5} {key:22} {:>5} {:>7.3} {:>7.3} {:>7}",
            count.gold,
            share(count.found),
            share(count.whole),
            count.false_alarms
        );
    }
    Ok(())
}

fn text_of<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_default()
}

/// The fixture has one name for two kinds of ours.
fn code(removed: &Removed) -> &'static str {
    match removed.kind.code() {
        "belief" => "religion_or_ethnicity",
        code => code,
    }
}

/// Every place where a stretch stands in the text.
fn stretches(row: &Value, field: &str, text: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for stretch in row[field].as_array().into_iter().flatten() {
        let (kind, words) = (text_of(stretch, "kind"), text_of(stretch, "text"));
        let is_free = |span: &Range<usize>| !found.iter().any(|(_, other)| other == span);
        let spans = text.match_indices(words).map(|(at, _)| at..at + words.len());
        if let Some(span) = spans.into_iter().find(is_free) {
            found.push((kind.to_owned(), span));
        }
    }
    found
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}
