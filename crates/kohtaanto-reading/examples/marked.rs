//! How well ads are read: precision, recall and F1 against the ads marked by hand.
//!
//! `cargo run --release -p kohtaanto-reading --example marked -- [--mistakes] [FIXTURES]` compares
//! what is read by value, as `fixtures/north-karelia/marked-ads.md` tells, on the part for tuning
//! (dev) and on the one that is kept apart (test). Competences, whose marks are free words, are
//! compared by the words that they stand at. `--mistakes` lists those of dev; those of test are
//! never shown, so that nobody tunes on them.

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

use kohtaanto_domain::model::{Coded, Demand, Lang};
use kohtaanto_domain::text::plain_text;
use kohtaanto_reading::requirements::{AdReading, Hours, Stance, Start};
use kohtaanto_reading::{AdText, ConceptMention, read_ad};
use kohtaanto_taxonomy::{MentionOptions, Taxonomy};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What an ad says: kind, value, importance.
type Said = BTreeSet<(String, String, String)>;

/// Which concepts a plain text names.
type Linker<'l> = &'l dyn Fn(&str, Lang) -> Vec<ConceptMention>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let shows_mistakes = arguments.iter().any(|argument| argument == "--mistakes");
    arguments.retain(|argument| !argument.starts_with("--"));
    let folder = match arguments.first() {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/north-karelia"),
    };
    let taxonomy = Taxonomy::starter();
    report(&folder, shows_mistakes, &|plain, lang| named(&taxonomy, plain, lang))
}

fn named(taxonomy: &Taxonomy, plain: &str, lang: Lang) -> Vec<ConceptMention> {
    let mentions = taxonomy.mentions(plain, &[lang, Lang::EN], &MentionOptions::default());
    let langs = [lang, Lang::FI, Lang::EN];
    let mention = |mention| ConceptMention::of(taxonomy, mention, &langs);
    mentions.into_iter().map(mention).collect()
}

fn report(folder: &Path, shows_mistakes: bool, linker: Linker<'_>) -> Result<(), Box<dyn Error>> {
    let postings = postings(folder)?;
    let mut scores: BTreeMap<(String, String), Counts> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("marked-ads.ndjson"))?.lines() {
        let ad: Value = serde_json::from_str(line)?;
        // Titles are not marked.
        let (id, lang, part) = (text(&ad, "id"), text(&ad, "lang"), text(&ad, "part"));
        let posting = postings.get(&id).ok_or_else(|| format!("no posting {id}"))?;
        let plain = plain_text(&text(&posting["description"], &lang));
        let lang: Lang = lang.parse().map_err(|_| format!("{id}: no language"))?;
        let mentions = linker(&plain, lang);
        let reading = read_ad(&AdText { title: "", plain: &plain, lang }, &mentions);
        let year = text(posting, "published").get(..4).unwrap_or("2026").parse()?;
        let (expected, found) = (marked(&ad), said(&reading, year));
        let shown = (shows_mistakes && part == "dev").then_some(id.as_str());
        count(&mut scores, &part, &expected, &found, shown);
        count_competences(&mut scores, &part, &ad, &plain, &reading, shown);
    }
    for part in ["dev", "test"] {
        println!(
            "\n{part:<22}{:>5}{:>5}{:>5}  {:>6}{:>8}{:>6}",
            "ok", "more", "miss", "P", "R", "F1"
        );
        for ((_, kind), counts) in scores.iter().filter(|((own, _), _)| own == part) {
            println!("{kind:<22}{counts}");
        }
    }
    Ok(())
}

fn postings(folder: &Path) -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let mut postings = BTreeMap::new();
    for file in fs::read_dir(folder.join("postings"))? {
        for line in fs::read_to_string(file?.path())?.lines() {
            let posting: Value = serde_json::from_str(line)?;
            postings.insert(text(&posting, "id"), posting);
        }
    }
    Ok(postings)
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

/// What a person marked.
fn marked(ad: &Value) -> Said {
    let spans = ad["spans"].as_array().into_iter().flatten();
    spans
        .filter(|span| span["kind"] != "competence")
        .map(|span| {
            let value = match &span["value"] {
                Value::String(value) => value.clone(),
                Value::Null => "-".to_owned(),
                other => other.to_string(),
            };
            (text(span, "kind"), value.replace("null", "-"), text(span, "importance"))
        })
        .collect()
}

/// What was read, in the same words.
fn said(reading: &AdReading, year: i16) -> Said {
    let mut said = Said::new();
    let number = |number: f32| format!("{}", (f64::from(number) * 100.0).round() / 100.0);
    for found in &reading.requirements {
        let importance = match found.stance {
            Stance::Must => "must",
            Stance::Nice => "nice",
            _ => continue,
        };
        let (kind, value) = match &found.demand {
            Demand::Competence { .. } => continue,
            Demand::Experience { years, .. } => {
                ("experience", years.map_or("-".to_owned(), number))
            }
            Demand::Language { language, level } => {
                ("language", format!("{language}:{}", level.map_or("-", Coded::code)))
            }
            Demand::Education { level, .. } => ("education", level.code().to_owned()),
            Demand::DrivingLicence(class) => ("licence", class.code().to_owned()),
            Demand::Card(card) => ("card", card.0.clone()),
        };
        said.insert((kind.to_owned(), value, importance.to_owned()));
    }
    let mut add = |kind: &str, value: String, importance: &str| {
        said.insert((kind.to_owned(), value, importance.to_owned()));
    };
    if let Some(importance) = reading.own_car.as_ref().and_then(|car| car.value.importance()) {
        add("own_car", "true".to_owned(), importance.code());
    }
    let terms = &reading.terms;
    terms.shifts.iter().for_each(|found| add("shift", found.value.code().to_owned(), "must"));
    let working_time = terms.working_time.iter().map(|found| found.value.code());
    working_time.for_each(|code| add("working_time", code.to_owned(), "must"));
    let continuity = terms.continuity.iter().map(|found| found.value.code());
    continuity.for_each(|code| add("continuity", code.to_owned(), "must"));
    if let Some(found) = &terms.hours {
        let Hours { min, max } = found.value;
        let range = format!("{}-{}", number(min), number(max));
        add("hours", if min == max { number(min) } else { range }, "must");
    }
    match terms.start.as_ref().map(|found| found.value) {
        Some(Start::Now) => add("start", "asap".to_owned(), "must"),
        Some(Start::On { day, month, year: own }) => {
            let year = own.unwrap_or(if month < 6 { year + 1 } else { year });
            let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
            add("start", format!("{year}-{month:02}{day}"), "must");
        }
        Some(Start::Agreed) | None => {}
    }
    said
}

#[derive(Default)]
struct Counts {
    ok: u32,
    more: u32,
    miss: u32,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { ok, more, miss } = *self;
        let share = |part: u32, all: u32| if all == 0 { 0.0 } else { part as f32 / all as f32 };
        let (p, r) = (share(ok, ok + more), share(ok, ok + miss));
        let f1 = share(2 * ok, 2 * ok + more + miss);
        write!(f, "{ok:>5}{more:>5}{miss:>5}  {p:>6.2}{r:>8.2}{f1:>6.2}")
    }
}

/// Counts the kinds by value, those that are asked by value and importance too, and languages
/// without their levels. Shows mistakes where an id is given.
fn count(
    scores: &mut BTreeMap<(String, String), Counts>,
    part: &str,
    expected: &Said,
    found: &Said,
    shown: Option<&str>,
) {
    let terms = ["shift", "hours", "working_time", "continuity", "start"];
    let rows = |said: &Said| -> BTreeSet<(String, String)> {
        let mut rows = BTreeSet::new();
        for (kind, value, importance) in said {
            rows.insert((kind.clone(), value.clone()));
            if !terms.contains(&kind.as_str()) {
                rows.insert((format!("{kind} by importance"), format!("{value} {importance}")));
                rows.insert((format!("~ {importance}"), format!("{kind} {value}")));
            }
            if kind == "language" {
                rows.insert(("language, any level".to_owned(), value[..2].to_owned()));
            }
            rows.insert(("~ all".to_owned(), format!("{kind} {value}")));
        }
        rows
    };
    let (expected, found) = (rows(expected), rows(found));
    for (kind, value) in expected.union(&found) {
        let counts = scores.entry((part.to_owned(), kind.clone())).or_default();
        let is_shown = !kind.starts_with('~') && !kind.contains(',');
        let row = (kind.clone(), value.clone());
        let sign = match (expected.contains(&row), found.contains(&row)) {
            (true, true) => {
                counts.ok += 1;
                continue;
            }
            (true, false) => {
                counts.miss += 1;
                "missed"
            }
            _ => {
                counts.more += 1;
                "too much"
            }
        };
        if let Some(id) = shown.filter(|_| is_shown) {
            println!("{id}  {sign:<9} {kind}: {value}");
        }
    }
}

/// Counts competences by the words that they stand at: a mark is met by a competence read at words
/// of it, with any stance, and with the same one.
fn count_competences(
    scores: &mut BTreeMap<(String, String), Counts>,
    part: &str,
    ad: &Value,
    plain: &str,
    reading: &AdReading,
    shown: Option<&str>,
) {
    let spans = ad["spans"].as_array().into_iter().flatten();
    let marks: Vec<(Range<usize>, String)> = spans
        .filter(|span| span["kind"] == "competence")
        .filter_map(|span| {
            let words = text(span, "text");
            let nth = span["occurrence"].as_u64().unwrap_or(1).saturating_sub(1);
            let (start, _) = plain.match_indices(&words).nth(usize::try_from(nth).ok()?)?;
            Some((start..start + words.len(), text(span, "importance")))
        })
        .collect();
    let found = reading.requirements.iter().filter_map(|found| {
        let stance = match found.stance {
            Stance::Must => "must",
            Stance::Nice => "nice",
            Stance::Task => "task",
            _ => return None,
        };
        let is_competence = matches!(found.demand, Demand::Competence { .. });
        is_competence.then(|| (found.span.clone(), stance))
    });
    let found: Vec<_> = found.collect();
    let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for (kind, by_stance) in [("competence (words)", false), ("competence (and stance)", true)] {
        let counts = scores.entry((part.to_owned(), kind.to_owned())).or_default();
        for (span, importance) in &marks {
            let is_met =
                found.iter().any(|f| meets(&f.0, span) && (!by_stance || f.1 == importance));
            if is_met {
                counts.ok += 1;
            } else {
                counts.miss += 1;
                if let Some(id) = shown {
                    println!("{id}  missed    {kind}: {importance} {}", &plain[span.clone()]);
                }
            }
        }
        for (span, stance) in &found {
            let is_met = marks.iter().any(|m| meets(&m.0, span) && (!by_stance || m.1 == *stance));
            if !is_met {
                counts.more += 1;
                if let Some(id) = shown {
                    println!("{id}  too much  {kind}: {stance} {}", &plain[span.clone()]);
                }
            }
        }
    }
}
