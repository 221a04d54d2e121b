//! The audit log by the command: nothing is given without a line, and what was changed is found.

use kohtaanto_tests::{command, stderr, stdout, store};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

const RANK: [&str; 6] =
    ["candidates", "nk-lie-001", "--role", "advisor", "--purpose", "avoimen paikan täyttö"];

fn run(audit: &Path, args: &[&str]) -> Output {
    let mut command = command(store());
    command.env("KOHTAANTO_AUDIT", audit).args(args).output().expect("the command runs")
}

/// A log of three rankings.
fn log() -> (TempDir, PathBuf) {
    let dir = TempDir::new().expect("a folder");
    let audit = dir.path().join("audit.ndjson");
    for _ in 0..3 {
        let output = run(&audit, &RANK);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    (dir, audit)
}

fn verify(audit: &Path) -> Output {
    run(audit, &["audit", "verify", "--format", "jsonl"])
}

fn report(audit: &Path) -> Value {
    let output = verify(audit);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(stdout(&output).trim()).expect("JSON")
}

#[test]
fn each_ranking_is_told_with_who_what_for_and_of_whom() {
    let (_dir, audit) = log();
    let shown = stdout(&run(&audit, &["audit", "show", "--format", "jsonl"]));
    let rows: Vec<Value> =
        shown.lines().map(|row| serde_json::from_str(row).expect("JSON")).collect();
    assert_eq!(rows.len(), 3);
    let told = &rows[0];
    for (field, value) in
        [("action", "rank_people"), ("role", "advisor"), ("posting", "nk-lie-001")]
    {
        assert_eq!(told[field], value);
    }
    assert_eq!(told["purpose"], "avoimen paikan täyttö");
    for hash in ["index", "model", "taxonomy", "coefficients"] {
        assert!(told["state"][hash].as_str().is_some_and(|hash| hash.len() >= 16), "{hash}");
    }
    let given = stdout(&run(&audit, &[&RANK[..], &["--format", "jsonl"]].concat()));
    let given = given.lines().map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
    let given: Vec<Value> = given.filter(|row| row["type"] == "match").collect();
    let given: Vec<&Value> = given.iter().map(|row| &row["candidate"]["id"]).collect();
    let held: Vec<&Value> = told["results"].as_array().expect("ids").iter().collect();
    assert_eq!(given, held);

    // The person can be told who looked.
    let person = held[0].as_str().expect("an id");
    let looked = run(&audit, &["audit", "show", "--candidate", person, "--last", "2"]);
    let text = stdout(&looked);
    assert_eq!(text.matches("osaajat järjestettiin · neuvoja").count(), 2, "{text}");
    let nobody = run(&audit, &["audit", "show", "--candidate", "c-000"]);
    assert_eq!(nobody.status.code(), Some(1));
    for (lang, word) in [("sv", "personer rangordnades"), ("en", "people were ranked")] {
        assert!(stdout(&run(&audit, &["audit", "show", "--lang", lang])).contains(word));
    }
}

#[test]
fn costs_are_told_too() {
    let (_dir, audit) = log();
    run(&audit, &[&RANK[..], &["--costs"]].concat());
    let shown = stdout(&run(&audit, &["audit", "show", "--action", "need_costs"]));
    assert!(shown.contains("vaatimusten hinta laskettiin"), "{shown}");
    let wrong = run(&audit, &["audit", "show", "--action", "look"]);
    assert!(stderr(&wrong).contains("rank_people"), "{}", stderr(&wrong));
}

#[test]
fn a_changed_or_missing_line_is_named() {
    let (_dir, audit) = log();
    let text = std::fs::read_to_string(&audit).expect("a log");
    let noted = report(&audit)["last"].as_str().expect("a point").to_owned();
    std::fs::write(&audit, text.replacen("avoimen", "suljetun", 1)).expect("writes");
    let output = verify(&audit);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("audit.ndjson:3:"), "{}", stderr(&output));

    let lines: Vec<&str> = text.lines().collect();
    std::fs::write(&audit, [lines[0], lines[1], lines[3], ""].join("\n")).expect("writes");
    assert!(stderr(&verify(&audit)).contains("audit.ndjson:3: its number is 3, after 1"));

    std::fs::write(&audit, lines[..3].join("\n") + "\n").expect("writes");
    assert_eq!(verify(&audit).status.code(), Some(0), "a chain alone cannot show a cut end");
    let cut = run(&audit, &["audit", "verify", "--noted", &noted]);
    assert!(stderr(&cut).contains("line 3 was noted"), "{}", stderr(&cut));
}

#[test]
fn a_torn_line_is_reported_and_the_next_ranking_mends_it() {
    let (_dir, audit) = log();
    let text = std::fs::read_to_string(&audit).expect("a log");
    std::fs::write(&audit, &text[..text.len() - 40]).expect("writes");
    let torn = report(&audit);
    assert_eq!(
        (&torn["tears"][0]["line"], &torn["tears"][0]["vouched"]),
        (&4.into(), &false.into())
    );
    assert_eq!(run(&audit, &RANK).status.code(), Some(0));
    let mended = report(&audit);
    assert_eq!((&mended["lines"], &mended["tears"][0]["vouched"]), (&4.into(), &true.into()));
    let told = stdout(&run(&audit, &["audit", "verify"]));
    assert!(told.contains("Ketju on ehjä") && told.contains("katkennut rivi"), "{told}");
}

#[test]
fn nothing_is_given_when_the_log_cannot_be_written() {
    let dir = TempDir::new().expect("a folder");
    let nowhere = dir.path().join("none/audit.ndjson");
    let mut tries = vec![(nowhere, "make its folder")];
    #[cfg(target_os = "linux")]
    {
        // A disk that is full.
        let full = dir.path().join("full.ndjson");
        std::os::unix::fs::symlink("/dev/full", &full).expect("a link");
        tries.push((full, "make room on the disk"));
    }
    for (audit, said) in tries {
        let output = run(&audit, &RANK);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty(), "{}", stdout(&output));
        let text = stderr(&output);
        assert!(text.contains("nothing is given") && text.contains(said), "{text}");
    }
}

#[test]
fn several_processes_write_one_chain() {
    let (_dir, audit) = log();
    let children: Vec<_> = (0..6)
        .map(|_| {
            let mut command = command(store());
            command.env("KOHTAANTO_AUDIT", &audit).args(RANK);
            command.stdout(std::process::Stdio::null()).spawn().expect("runs")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("ends").success());
    }
    let report = report(&audit);
    assert_eq!((&report["lines"], &report["tears"]), (&10.into(), &serde_json::json!([])));
}
