//! What a person is offered depends on the person, not on the language of the telling.
//!
//! `golden/persons.txt` holds, for each of the twenty of `persons.ndjson` and each language, how many
//! of the ten best postings are among those of the Finnish telling. A language's mean must not fall.
//! `KOHTAANTO_UPDATE_GOLDEN=1` writes it anew.

use crate::ranking::update;
use kohtaanto_tests::{fixtures, root, run, stderr, stdout, store};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How much a language's mean may fall before the gate fails.
const TOLERANCE: f64 = 0.3;

#[test]
fn tellings_in_five_languages_share_their_best_postings() {
    let path = fixtures().join("persons.ndjson");
    let args = ["eval", "--format", "jsonl", "--persons", path.to_str().expect("a path")];
    let output = run(store(), &args);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut text = String::new();
    for line in stdout(&output).lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let (id, lang) = (row["id"].as_str().expect("an id"), row["language"].as_str());
        let lang = lang.expect("a language");
        let top = row["top"].as_array().expect("ids");
        assert_eq!(top.len(), 10, "{id} in {lang}");
        if lang != "fi" {
            writeln!(text, "{id} {lang} {}", row["shared"]).expect("writes");
        }
    }
    println!("{text}");
    let path = root().join("tests/golden/persons.txt");
    if update() {
        std::fs::write(&path, &text).expect("writes");
    }
    let golden = means(&std::fs::read_to_string(&path).expect("the golden counts"));
    let got = means(&text);
    for (lang, wanted) in golden {
        let got = got.get(&lang).copied().unwrap_or(0.0);
        assert!(got >= wanted - TOLERANCE, "{lang} fell from {wanted} to {got}");
    }
}

fn means(text: &str) -> BTreeMap<String, f64> {
    let mut by_lang: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split(' ').skip(1);
        let lang = words.next().expect("a language").to_owned();
        let shared = words.next().and_then(|n| n.parse().ok()).expect("a number");
        by_lang.entry(lang).or_default().push(shared);
    }
    let mean = |all: Vec<f64>| all.iter().sum::<f64>() / all.len() as f64;
    by_lang.into_iter().map(|(lang, all)| (lang, mean(all))).collect()
}

#[test]
fn a_text_that_names_nothing_is_linked_by_the_shipped_vectors() {
    let output = run(store(), &["link", "vanhusten hoivaa yöllä", "--format", "jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(!stderr(&output).contains("taxonomy vectors"), "they fit: {}", stderr(&output));
    assert!(stdout(&output).contains(r#""name":"lähihoitaja""#), "{}", stdout(&output));
}

#[test]
fn a_query_that_tells_what_is_done_looks_for_the_occupation() {
    for (query, name) in [
        ("siivota kouluja", "siivooja"),
        ("ajaa rekkaa", "yhdistelmäajoneuvonkuljettaja"),
        ("ремонтировать машины", "автомеханик"),
    ] {
        let args = ["--no-model", "search", query, "--format", "jsonl", "--limit", "1"];
        let output = run(store(), &args);
        let text = stdout(&output);
        let summary = text.lines().last().expect("a summary");
        let summary: serde_json::Value = serde_json::from_str(summary).expect("JSON");
        let concepts = summary["understood"]["concepts"].as_array().expect("concepts");
        let names = || concepts.iter().map(|concept| concept["name"].as_str().unwrap_or_default());
        assert!(names().any(|found| found == name), "{query}: {:?}", names().collect::<Vec<_>>());
    }
    // The name of an occupation says more surely what is asked.
    let args = ["--no-model", "search", "kokki keittiöön", "--format", "jsonl", "--limit", "1"];
    let text = stdout(&run(store(), &args));
    assert!(!text.contains(r#""name":"keittiötyöntekijä""#), "{text}");
}
