//! The ranking gate: judged scenarios in a committed order, and their measures.
//!
//! `golden/words-only.txt` holds the first ten of each scenario without a model: the same bytes on
//! every machine, so any change of analysis, fusion or features is a visible diff.
//! `golden/metrics.txt` holds the measures with the default model: a drop fails.
//! `KOHTAANTO_UPDATE_GOLDEN=1` writes both anew.

use kohtaanto_tests::{fixtures, root, run, stderr, stdout, store};
use std::fmt::Write;
use std::path::Path;

/// How much a scenario's measure may fall before the gate fails.
const SCENARIO_TOLERANCE: f64 = 0.05;
/// How much the mean may fall.
const MEAN_TOLERANCE: f64 = 0.005;

struct Row {
    id: String,
    language: String,
    ndcg: f64,
    top: Vec<String>,
}

fn scenarios(store: &Path, more: &[&str]) -> Vec<Row> {
    let path = fixtures().join("scenarios.ndjson");
    let args = ["eval", "--format", "jsonl", "--scenarios", path.to_str().expect("a path")];
    let output = run(store, &[&args[..], more].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| row[key].as_str().expect("a text").to_owned();
        let top = row["top"].as_array().expect("ids").iter();
        Row {
            id: text("id"),
            language: text("language"),
            ndcg: row["ndcg@10"].as_f64().expect("a measure"),
            top: top.map(|id| id.as_str().expect("an id").to_owned()).collect(),
        }
    };
    text.lines().map(row).collect()
}

pub(crate) fn update() -> bool {
    std::env::var_os("KOHTAANTO_UPDATE_GOLDEN").is_some()
}

#[test]
fn the_order_without_a_model_is_the_golden_one() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let store = dir.path().join("store");
    let output = run(&store, &["--no-model", "demo"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut text = String::new();
    for row in scenarios(&store, &["--no-model"]) {
        writeln!(text, "{} {} {:.4}  {}", row.id, row.language, row.ndcg, row.top.join(" "))
            .expect("writes");
    }
    let path = root().join("tests/golden/words-only.txt");
    if update() {
        std::fs::write(&path, &text).expect("writes");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden order");
    for (got, wanted) in text.lines().zip(golden.lines()) {
        assert_eq!(got, wanted, "the order changed; look, then KOHTAANTO_UPDATE_GOLDEN=1");
    }
    assert_eq!(text.lines().count(), golden.lines().count());
}

#[test]
fn the_measures_with_the_model_do_not_drop() {
    let rows = scenarios(store(), &[]);
    let mean = |rows: &[f64]| rows.iter().sum::<f64>() / rows.len().max(1) as f64;
    let of = |language: Option<&str>| {
        let chosen = rows.iter().filter(|row| language.is_none_or(|l| row.language == l));
        chosen.map(|row| row.ndcg).collect::<Vec<_>>()
    };
    let mut text = String::new();
    writeln!(text, "mean {:.4}", mean(&of(None))).expect("writes");
    let languages: std::collections::BTreeSet<&str> =
        rows.iter().map(|row| row.language.as_str()).collect();
    for language in languages {
        let these = of(Some(language));
        writeln!(text, "mean-{language} {:.4}", mean(&these)).expect("writes");
    }
    for row in &rows {
        writeln!(text, "{} {:.4}", row.id, row.ndcg).expect("writes");
    }
    println!("{text}");
    let path = root().join("tests/golden/metrics.txt");
    if update() {
        std::fs::write(&path, &text).expect("writes");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden measures");
    let parse = |line: &str| {
        let (name, value) = line.split_once(' ').expect("a name and a value");
        (name.to_owned(), value.parse::<f64>().expect("a number"))
    };
    let got: std::collections::BTreeMap<_, _> = text.lines().map(parse).collect();
    for (name, wanted) in golden.lines().map(parse) {
        let tolerance = match name.as_str() {
            "mean" => MEAN_TOLERANCE,
            _ => SCENARIO_TOLERANCE,
        };
        let got = got.get(&name).copied().unwrap_or(0.0);
        assert!(got >= wanted - tolerance, "{name} fell from {wanted} to {got}");
    }
}
