//! The command: what it prints, where, and how it exits.

use kohtaanto_tests::{demo, run, stderr, stdout, store};
use std::process::Stdio;

fn code(args: &[&str]) -> Option<i32> {
    run(store(), args).status.code()
}

#[test]
fn the_demo_shows_all_three_users_and_what_to_try_next() {
    let text = &demo().1;
    for heading in [
        "== Neuvoja hakee: lähihoitaja Lieksassa ==",
        "== Työnhakijalle sopivaa työtä ==",
        "== Työnantajan tarpeeseen sopivia osaajia ==",
        "== Kokeile seuraavaksi ==",
    ] {
        assert!(text.contains(heading), "{heading} is missing from\n{text}");
    }
    let why = "miksi: *Lähihoitajia* vastaa hakuasi *lähihoitaja*";
    assert!(text.contains(why), "a search hit says why");
    assert!(text.contains("+ kokemusta samasta työstä: lähihoitaja"), "a match says why");
}

#[test]
fn exit_codes_say_found_nothing_or_error() {
    assert_eq!(code(&["search", "lähihoitaja", "--words-only"]), Some(0));
    assert_eq!(code(&["search", "qqqqzzzz", "--words-only"]), Some(1));
    assert_eq!(code(&["search", "kokki", "--place", "Jonsuu", "--words-only"]), Some(2));
    assert_eq!(code(&["match", "c-999"]), Some(2));
    assert_eq!(code(&["search", "kokki", "--limit", "0", "--words-only"]), Some(2));
}

#[test]
fn an_unknown_place_is_an_error_with_a_suggestion() {
    let output = run(store(), &["search", "kokki", "--place", "Jonsuu", "--words-only"]);
    assert!(output.stdout.is_empty());
    let text = stderr(&output);
    assert!(text.contains("places[0]") && text.contains("Joensuu"), "{text}");
}

#[test]
fn nothing_found_says_what_each_condition_costs() {
    let args = ["search", "hitsaaja", "--place", "Rääkkylä", "--words-only", "--format", "jsonl"];
    let output = run(store(), &args);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    let summary: serde_json::Value =
        serde_json::from_str(text.lines().last().expect("a summary")).expect("JSON");
    let relaxations = summary["nothing"]["relaxations"].as_array().expect("relaxations");
    let places = relaxations.iter().find(|r| r["without"] == "places").expect("without places");
    let promised = places["total"].as_u64().expect("a count");
    let without = ["search", "hitsaaja", "--words-only", "--format", "jsonl"];
    let text = stdout(&run(store(), &without));
    let summary: serde_json::Value =
        serde_json::from_str(text.lines().last().expect("a summary")).expect("JSON");
    assert_eq!(summary["total"].as_u64(), Some(promised), "the promise is kept by a real search");
}

#[test]
fn neighbours_are_told_as_a_search_of_them_finds() {
    let summary = |args: &[&str]| -> serde_json::Value {
        let args =
            [&["search", "--words-only", "--format", "jsonl", "--limit", "1"], args].concat();
        let text = stdout(&run(store(), &args));
        serde_json::from_str(text.lines().last().expect("a summary")).expect("JSON")
    };
    let here = summary(&["kokki Kitee", "--widen", "60"]);
    let places = here["wider"]["places"].as_array().expect("neighbours");
    assert!(!places.is_empty(), "{here}");
    let mut flags = vec!["kokki"];
    for place in places {
        assert!(place["minutes"].as_u64() <= Some(60) && place["name"] != "Kitee");
        let name = place["name"].as_str().expect("a name");
        flags.extend(["--place", name]);
        // No posting of the fixtures is both in Kitee and in a neighbour.
        assert_eq!(place["postings"], summary(&["kokki", "--place", name])["total"], "{name}");
    }
    assert_eq!(here["wider"]["total"], summary(&flags)["total"]);
    let minutes: Vec<_> = places.iter().map(|place| place["minutes"].as_u64()).collect();
    assert!(minutes.is_sorted(), "the nearest first");

    for not_asked in [&["kokki"][..], &["kokki Kitee", "--widen", "0"]] {
        assert!(summary(not_asked)["wider"].is_null());
    }
    let own = summary(&["kokki", "--near", "Kitee", "--minutes", "30"]);
    assert!(own["wider"].is_null(), "a distance was given already");
    for (lang, words) in [("fi", "lisää 60 minuutin päässä: "), ("sv", "inom 60 minuter: ")] {
        let args = ["search", "kokki Kitee", "--words-only", "--widen", "60", "--lang", lang];
        let text = stdout(&run(store(), &args));
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn json_lines_are_objects_with_a_type_and_a_summary_last() {
    for args in [
        &["search", "hoitaja", "--facet", "municipality", "--format", "jsonl"][..],
        &["match", "c-001", "--format", "jsonl"],
        &["similar", "nk-lie-001", "--format", "jsonl"],
    ] {
        let output = run(store(), args);
        let text = stdout(&output);
        let rows: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert!(rows.len() > 1 && rows.iter().all(|row| row["type"].is_string()), "{args:?}");
        assert_eq!(rows.last().expect("a summary")["type"], "summary");
    }
}

/// The rows of a search, as JSON, without the summary.
fn search(args: &[&str]) -> Vec<serde_json::Value> {
    let output = run(store(), &[&["search", "--words-only", "--format", "jsonl"], args].concat());
    let text = stdout(&output);
    let rows = text.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    rows.filter(|row: &serde_json::Value| row["type"] == "hit").collect()
}

#[test]
fn a_hit_shows_the_inflected_word_where_it_stands() {
    let mut shown = 0;
    for hit in search(&["lähihoitaja", "--limit", "100"]) {
        for word in hit["words"].as_array().expect("words") {
            let surface = &word["surface"];
            let lang = surface["lang"].as_str().expect("every word is found in the text");
            if surface["in"] == "title" {
                let title = hit["posting"]["title"][lang].as_str().expect("a title");
                let at = |i: usize| surface["span"][i].as_u64().expect("bytes") as usize;
                assert_eq!(title.get(at(0)..at(1)), surface["word"].as_str());
                shown += 1;
            }
        }
    }
    assert!(shown > 5, "{shown}");
}

#[test]
fn a_hit_says_which_word_it_lacks() {
    let hits = search(&["lähihoitaja", "yövuoro", "--limit", "100"]);
    let lacking =
        |hit: &&serde_json::Value| hit["missing"].as_array().is_some_and(|m| m.len() == 1);
    let whole = |hit: &&serde_json::Value| hit["exact"] == true;
    assert!(hits.iter().any(|hit| lacking(&hit)) && hits.iter().any(|hit| whole(&hit)));
    for hit in hits.iter().filter(whole) {
        assert_eq!(hit["missing"], serde_json::json!([]));
    }
    let output = run(store(), &["search", "lähihoitaja", "yövuoro", "--words-only", "--why"]);
    assert!(stdout(&output).contains("ei sanaa: "), "{}", stdout(&output));
}

#[test]
fn stats_tell_what_each_kind_of_term_takes() {
    let output = run(store(), &["stats", "--format", "jsonl"]);
    let stats: serde_json::Value = serde_json::from_str(stdout(&output).trim()).expect("JSON");
    let sizes = stats["index"].as_array().expect("sizes");
    for (part, kind) in [("title", "raw"), ("body", "lemma"), ("title", "letters")] {
        let size = sizes.iter().find(|size| size["part"] == part && size["kind"] == kind);
        assert!(size.is_some_and(|size| size["posting_bytes"].as_u64() > Some(0)), "{part} {kind}");
    }
}

#[test]
fn texts_for_people_come_in_three_languages() {
    for (lang, word) in [("fi", "avointa"), ("sv", "lediga jobb"), ("en", "open postings")] {
        let output = run(store(), &["search", "hoitaja", "--words-only", "--lang", lang]);
        assert!(stdout(&output).contains(word), "{lang}");
    }
}

#[test]
fn ranking_people_needs_a_role_and_a_purpose() {
    assert_eq!(code(&["candidates", "nk-lie-001"]), Some(2));
    let unsaid = ["candidates", "nk-lie-001", "--role", "employer", "--purpose", "x"];
    let output = run(store(), &unsaid);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("purpose"));
    let said = [
        "candidates",
        "nk-lie-001",
        "--role",
        "advisor",
        "--purpose",
        "avoimen paikan täyttö yhdessä",
    ];
    assert_eq!(code(&said), Some(0));
}

#[test]
fn a_thin_profile_is_asked_for_more_instead_of_ranked() {
    let output = run(store(), &["match", "c-070"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("Kysy yksi näistä") && text.contains("mitä työtä on tehnyt"), "{text}");
}

#[test]
fn explain_gives_the_numbers_of_the_match() {
    let text = stdout(&run(store(), &["match", "c-001", "--format", "jsonl", "--limit", "1"]));
    let best: serde_json::Value =
        serde_json::from_str(text.lines().next().expect("a match")).expect("JSON");
    let posting = best["posting"]["id"].as_str().expect("an id").to_owned();
    let text = stdout(&run(store(), &["explain", "c-001", &posting, "--format", "jsonl"]));
    let told: serde_json::Value = serde_json::from_str(text.trim()).expect("JSON");
    assert_eq!(told["explanation"], best["explanation"]);
}

#[test]
fn a_plain_text_cv_is_matched() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let cv = dir.path().join("cv.txt");
    std::fs::write(&cv, "Olen työskennellyt kokkina koulun keittiössä kymmenen vuotta.")
        .expect("writes");
    let cv = cv.to_str().expect("a path");
    let output = run(store(), &["match", cv, "--home", "Kitee", "--minutes", "45"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = kohtaanto_tests::command(store())
        .args(["search", "--limit", "400", "--words-only"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
