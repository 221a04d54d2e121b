//! How well tellings are read: precision and recall by kind against
//! `fixtures/north-karelia/spoken-profiles.ndjson`.
//!
//! `cargo run --release -p kohtaanto-reading --example profiles [-- --show]`. Rules were tuned on
//! sp-01 to sp-10; `--show` lists the mistakes in those alone. Texts are masked first, as they are
//! in use, and the concepts are those that the starter taxonomy finds named.
//!
//! Experience counts where its times and its source are right; `occupation` is the share of the
//! expected experience whose ISCO-08 unit group is found as well. Competences are expected as free
//! words, and met by words that begin alike.

#![allow(clippy::print_stdout, reason = "a program that prints its measurement")]

use jiff::civil::{Date, date};
use kohtaanto_domain::model::{Coded, Lang};
use kohtaanto_reading::profile::{Experience, ProfileReading, Read};
use kohtaanto_reading::{ConceptMention, ProfileText, mask, read_profile};
use kohtaanto_taxonomy::{MentionOptions, Taxonomy};
use serde_json::Value;
use std::collections::BTreeMap;

const GOLD: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/north-karelia/spoken-profiles.ndjson");

#[derive(Default)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let show = std::env::args().any(|arg| arg == "--show");
    let taxonomy = Taxonomy::starter();
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    for line in std::fs::read_to_string(GOLD)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (id, lang) = (string(&row, "id"), string(&row, "lang"));
        let lang: Lang = lang.parse().map_err(|_| "language")?;
        let number: u32 = id.trim_start_matches("sp-").parse()?;
        let part = if number <= 10 { "dev" } else { "rest" };
        let masked = mask(&string(&row, "text"), lang).text;
        let profile = ProfileText { text: &masked, lang, today: date(2026, 11, 24) };
        let reading = read_profile(&profile, &named(&taxonomy, &masked, lang), &|uri| {
            let name = taxonomy.name_of(taxonomy.find(uri)?, &[lang, Lang::FI]);
            name.map(|label| label.text.to_owned())
        });
        let expect = &row["expect"];
        let mut report = Vec::new();
        let mut add = |kind: &'static str, gold: Vec<String>, found: Vec<String>, same: Same| {
            let mut left = found.clone();
            let count = counts.entry((part, kind)).or_default();
            count.gold += gold.len();
            count.found += found.len();
            for wanted in gold {
                match left.iter().position(|found| same(&wanted, found)) {
                    Some(at) => {
                        left.remove(at);
                        count.right += 1;
                    }
                    None => report.push(format!("  missed {kind}: {wanted}")),
                }
            }
            report.extend(left.iter().map(|found| format!("  wrong {kind}: {found}")));
        };
        let equal: Same = |a, b| a == b;
        let history: Vec<String> =
            reading.history.iter().map(|read| told(read, &taxonomy)).collect();
        add("history", array(expect, "history").map(wanted).collect(), history.clone(), same_times);
        add("occupation", array(expect, "history").map(wanted).collect(), history, same_work);
        add("competence", strings(expect, "competences"), competences(&reading), alike);
        let languages = reading.languages.iter().map(|read| {
            let level =
                read.value.level.map_or(String::new(), |level| format!(":{}", level.code()));
            format!("{}{level}", read.value.language)
        });
        add("language", strings(expect, "languages"), languages.collect(), equal);
        let licences = reading.licences.iter().map(|read| read.value.code().to_owned());
        add("licence", strings(expect, "licences"), licences.collect(), equal);
        let cards = reading.cards.iter().map(|read| read.value.0.clone());
        add("card", strings(expect, "cards"), cards.collect(), equal);
        let education = reading.education.iter().map(|read| read.value.level.code().to_owned());
        add("education", strings(expect, "education"), education.collect(), equal);
        if show && part == "dev" {
            println!("{id} {masked}");
            report.iter().for_each(|line| println!("{line}"));
        }
    }
    println!("{:5} {:12} {:>5} {:>6} {:>6}", "part", "", "gold", "P", "R");
    for ((part, kind), Count { right, found, gold }) in counts {
        let share = |of: usize| right as f64 / of.max(1) as f64;
        println!("{part:5} {kind:12} {gold:>5} {:>6.3} {:>6.3}", share(found), share(gold));
    }
    Ok(())
}

type Same = fn(&str, &str) -> bool;

fn named(taxonomy: &Taxonomy, text: &str, lang: Lang) -> Vec<ConceptMention> {
    let mentions = taxonomy.mentions(text, &[lang, Lang::EN], &MentionOptions::default());
    let langs = [lang, Lang::FI, Lang::EN];
    let mention = |mention| ConceptMention::of(taxonomy, mention, &langs);
    mentions.into_iter().map(mention).collect()
}

fn string(row: &Value, field: &str) -> String {
    row[field].as_str().unwrap_or_default().to_owned()
}

fn array<'v>(row: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    row[field].as_array().into_iter().flatten()
}

fn strings(row: &Value, field: &str) -> Vec<String> {
    array(row, field).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// `from|to|years|source|isco|name`
fn wanted(row: &Value) -> String {
    let years = row["years"].as_f64().map_or(String::new(), |years| years.to_string());
    let part = |field: &str| string(row, field);
    format!(
        "{}|{}|{years}|{}|{}|{}",
        part("from"),
        part("to"),
        part("source"),
        part("isco"),
        part("occupation")
    )
}

fn told(read: &Read<Experience>, taxonomy: &Taxonomy) -> String {
    let Experience { employment, years } = &read.value;
    let month =
        |day: Option<Date>| day.map_or(String::new(), |day| day.strftime("%Y-%m").to_string());
    let uri = employment.occupation.uri.as_deref();
    let code = uri.and_then(|uri| taxonomy.code(taxonomy.find(uri)?)).unwrap_or("");
    format!(
        "{}|{}|{}|{}|{code}|{}",
        month(employment.from),
        month(employment.to),
        years.map_or(String::new(), |years| years.to_string()),
        employment.source.code(),
        employment.occupation.label
    )
}

/// Years where years are expected, else the months as exactly as they are expected; and the source.
fn same_times(wanted: &str, found: &str) -> bool {
    let (wanted, found): (Vec<_>, Vec<_>) =
        (wanted.split('|').collect(), found.split('|').collect());
    let same_times = if wanted[2].is_empty() {
        let same = |at: usize| {
            if wanted[at].is_empty() {
                found[at].is_empty()
            } else {
                found[at].starts_with(wanted[at])
            }
        };
        same(0) && same(1) && found[2].is_empty()
    } else {
        wanted[2] == found[2]
    };
    same_times && wanted[3] == found[3]
}

fn same_work(wanted: &str, found: &str) -> bool {
    same_times(wanted, found) && wanted.split('|').nth(4) == found.split('|').nth(4)
}

/// The label and the words of each.
fn competences(reading: &ProfileReading) -> Vec<String> {
    let told = |span: std::ops::Range<usize>| reading.text.get(span).unwrap_or("").to_owned();
    let all = reading.competences.iter();
    all.map(|read| format!("{} {}", read.value.label, told(read.span.clone()))).collect()
}

/// Whether each word that is expected begins like a word that was found.
fn alike(wanted: &str, found: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        parts.map(|word| word.chars().take(5).collect()).collect()
    };
    let found = words(found);
    words(wanted).iter().all(|word| found.contains(word))
}
