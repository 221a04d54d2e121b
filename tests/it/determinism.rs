//! Same input, model and index: same bytes out, on one thread or two, in any order of input.

use kohtaanto_tests::{candidate_lines, posting_lines, run, stderr, stdout};
use std::path::Path;

fn answers(store: &Path, threads: &str) -> String {
    let mut all = String::new();
    for args in [
        &["search", "lähihoitaja yövuoro"][..],
        &[
            "search",
            "siivousta iltaisin",
            "--near",
            "Joensuu",
            "--minutes",
            "45",
            "--facet",
            "municipality",
        ],
        &["match", "c-001"],
        &["match", "c-040"],
        &[
            "candidates",
            "nk-joe-010",
            "--role",
            "advisor",
            "--purpose",
            "toistettavuuden koe tässä",
        ],
        &["similar", "nk-joe-020"],
    ] {
        let global = ["--threads", threads, "--format", "jsonl"];
        let output = run(store, &[&global[..], args].concat());
        assert_ne!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        all.push_str(&stdout(&output));
    }
    all
}

#[test]
fn threads_and_the_order_of_lines_change_nothing() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let build = |name: &str, lines: &[String], threads: &str| {
        let store = dir.path().join(name);
        let (postings, people) = (dir.path().join("p.ndjson"), dir.path().join("c.ndjson"));
        std::fs::write(&postings, lines.join("\n")).expect("writes");
        std::fs::write(&people, candidate_lines().join("\n")).expect("writes");
        for args in [
            &["index", postings.to_str().expect("a path")][..],
            &["index", "--candidates", people.to_str().expect("a path")],
        ] {
            let output = run(&store, &[&["--threads", threads][..], args].concat());
            assert!(output.status.success(), "{}", stderr(&output));
        }
        store
    };
    // A third of the postings: what counts is the order, and vectors take time.
    let lines: Vec<String> = posting_lines().into_iter().step_by(3).collect();
    let has = |id: &str| lines.iter().any(|line| line.contains(&format!("\"{id}\"")));
    let lines: Vec<String> = if has("nk-joe-010") && has("nk-joe-020") {
        lines
    } else {
        let wanted = ["\"nk-joe-010\"", "\"nk-joe-020\""];
        let others = posting_lines();
        let named = others.iter().filter(|line| wanted.iter().any(|id| line.contains(id)));
        lines
            .iter()
            .filter(|line| !wanted.iter().any(|id| line.contains(id)))
            .chain(named)
            .cloned()
            .collect()
    };
    let mut shuffled = lines.clone();
    shuffled.sort_by_key(|line| line.bytes().fold(7u64, |h, b| h.wrapping_mul(31) ^ u64::from(b)));
    assert_ne!(lines, shuffled);
    let first = build("first", &lines, "1");
    let second = build("second", &shuffled, "2");
    let told = answers(&first, "1");
    assert!(told.len() > 1000);
    assert_eq!(told, answers(&first, "1"), "two runs differ");
    assert_eq!(told, answers(&first, "2"), "one thread and two differ");
    assert_eq!(told, answers(&second, "2"), "the order of the lines shows");
}
