//! `eval` prints the figures that TREC conventions give.

use kohtaanto_tests::{root, run, stderr, stdout};
use std::process::Command;

fn write(dir: &std::path::Path, name: &str, text: &str) {
    std::fs::write(dir.join(name), text).expect("writes");
}

#[test]
fn a_small_set_by_hand() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let set = dir.path().join("small");
    std::fs::create_dir(&set).expect("a folder");
    write(&set, "corpus.tsv", "d1\tkokki\nd2\tkeittiöapulainen\nd3\tkokki ja tarjoilija\n");
    write(&set, "queries.tsv", "q1\tkokki\nq2\tei tuomioita\n");
    write(&set, "qrels.tsv", "q1\t0\td3\t1\nq1\t0\td9\t1\n");
    let set = set.to_str().expect("a path");
    let output = run(dir.path(), &["--no-model", "eval", set, "--format", "jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    let words: serde_json::Value =
        serde_json::from_str(text.lines().next().expect("words")).expect("JSON");
    assert_eq!(words["queries"], 1);
    // d1 stands before d3; d9 is not in the corpus and does not count.
    assert_eq!(words["map"], 0.5);
    assert_eq!(words["hit@1"], 0.0);
    assert_eq!(words["rp@5"], 1.0);
}

#[test]
fn what_is_no_set_is_named() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let output = run(dir.path(), &["--no-model", "eval", dir.path().to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("qrels.tsv"));
}

/// The public scorer, where the evaluation sets lie beside the project.
#[test]
fn the_public_scorer_gives_the_same_figures() {
    let sets = root().join("../shared/eval");
    let scorer = sets.join("score.py");
    if !scorer.exists() {
        println!("skipped: no evaluation sets beside the project");
        return;
    }
    let dir = tempfile::TempDir::new().expect("a folder");
    let set = sets.join("melo_nor_q_no_c_no");
    let runs = dir.path().join("runs");
    let args = ["--no-model", "eval", set.to_str().expect("a path"), "--format", "jsonl", "--runs"];
    let output = run(dir.path(), &[&args[..], &[runs.to_str().expect("a path")]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    for line in stdout(&output).lines() {
        let ours: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let branch = ours["branch"].as_str().expect("a branch");
        if branch == "meaning" {
            continue;
        }
        let run = runs.join(format!("melo_nor_q_no_c_no.{branch}.tsv"));
        let scored = Command::new("python3").arg(&scorer).arg(&set).arg(&run).output();
        let Ok(scored) = scored else {
            println!("skipped: no python3");
            return;
        };
        let theirs: serde_json::Value = serde_json::from_slice(&scored.stdout).expect("JSON");
        for measure in ["map", "mrr", "hit@1", "hit@10", "recall@10", "rp@5", "rp@10", "ndcg@10"] {
            let (a, b) = (ours[measure].as_f64(), theirs[measure].as_f64());
            let (a, b) = (a.expect("ours"), b.expect("theirs"));
            assert!((a - b).abs() < 1.1e-4, "{branch} {measure}: {a} and {b}");
        }
    }
}
