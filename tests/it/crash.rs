//! Killed at a random moment, the store opens at its last commit.
//!
//! `KOHTAANTO_KILLS` sets how often (6 by default).

use kohtaanto_tests::{command, posting_lines, run, stdout};
use std::process::Stdio;
use std::time::Duration;

const LINES: usize = 240;
const COMMIT_EVERY: usize = 12;

#[test]
fn a_killed_indexing_leaves_the_last_commit() {
    let kills = std::env::var("KOHTAANTO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6u64);
    let dir = tempfile::TempDir::new().expect("a folder");
    let input = dir.path().join("in.ndjson");
    // Every posting has two texts of its own, so that vectors can be counted against documents.
    let title = |i: usize| {
        format!(
            "{{\"id\":\"p-{i}\",\"title\":{{\"fi\":\"Siivooja {i}\"}},\"description\":{{\"fi\":\"Siivoat kohdetta numero {i}.\"}},\"employer\":{{\"name\":\"Kunta\"}},\"places\":[{{\"municipality\":\"167\"}}]}}"
        )
    };
    let lines: Vec<String> = (0..LINES).map(title).collect();
    std::fs::write(&input, lines.join("\n")).expect("writes");
    assert!(!posting_lines().is_empty());
    let input = input.to_str().expect("a path");
    let mut highest = 0;
    let mut spread = std::collections::BTreeSet::new();
    for kill in 0..kills {
        let store = dir.path().join(format!("store-{}", kill % 4));
        if kill % 4 == 0 {
            highest = 0;
        }
        let every = COMMIT_EVERY.to_string();
        let mut child = command(&store)
            .args(["index", input, "--commit-every", &every])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        // Spread over loading the model, embedding, writing and committing.
        let wait = 200 + kill * 7919 % 3000;
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("is killed");
        child.wait().expect("ends");
        if !store.join("manifest.json").exists() {
            continue;
        }
        let output = run(&store, &["stats", "--format", "jsonl"]);
        let text = stdout(&output);
        let stats: serde_json::Value = serde_json::from_str(text.trim())
            .unwrap_or_else(|_| panic!("kill {kill}: {}", kohtaanto_tests::stderr(&output)));
        let n = stats["postings"].as_u64().expect("a count");
        let vectors = stats["posting_vectors"].as_u64().expect("a count");
        assert_eq!(n % COMMIT_EVERY as u64, 0, "kill {kill}: a part of a commit is seen");
        assert_eq!(vectors, 2 * n, "kill {kill}: documents and vectors differ");
        spread.insert(n);
        highest = highest.max(n);
    }
    println!("{kills} kills; postings found afterwards: {spread:?}, at most {highest}");
    // The store that was killed is written on and completed.
    let store = dir.path().join("store-0");
    let output = run(&store, &["index", input]);
    assert!(output.status.success(), "{}", kohtaanto_tests::stderr(&output));
    let text = stdout(&run(&store, &["stats", "--format", "jsonl"]));
    let stats: serde_json::Value = serde_json::from_str(text.trim()).expect("JSON");
    assert_eq!(stats["postings"].as_u64(), Some(LINES as u64));
    assert_eq!(stats["posting_vectors"].as_u64(), Some(2 * LINES as u64));
    assert!(run(&store, &["search", "siivooja", "--words-only"]).status.success());
}
