//! Supply and demand by the command: postings as a search counts them, people without small numbers.

use kohtaanto_tests::{candidate_lines, run, stderr, stdout, store};
use serde_json::Value;

fn rows(args: &[&str]) -> Vec<Value> {
    let output = run(store(), &[&["overview", "--format", "jsonl"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output).lines().map(|row| serde_json::from_str(row).expect("JSON")).collect()
}

#[test]
fn postings_are_those_that_a_search_finds() {
    let rows = rows(&[]);
    let (total, places) = rows.split_last().expect("a total");
    assert_eq!(places.len(), 13);
    let count = |args: &[&str]| {
        let args =
            [&["search", "--words-only", "--limit", "1", "--format", "jsonl"], args].concat();
        let text = stdout(&run(store(), &args));
        let summary: Value =
            serde_json::from_str(text.lines().last().expect("a row")).expect("JSON");
        summary["total"].clone()
    };
    assert_eq!(total["postings"], count(&[]));
    let kitee = places.iter().find(|row| row["name"] == "Kitee").expect("Kitee");
    assert_eq!(kitee["postings"], count(&["--place", "Kitee"]));
    assert!(kitee["openings"].as_u64() >= kitee["postings"].as_u64());
    for group in kitee["groups"].as_array().expect("groups") {
        let digit = group["group"].as_str().expect("a digit");
        // The armed forces are no group of the taxonomy, so they are no condition of a search.
        if digit == "0" {
            continue;
        }
        assert_eq!(
            group["postings"],
            count(&["--place", "Kitee", "--occupation", digit]),
            "{digit}"
        );
    }
}

#[test]
fn small_numbers_of_people_are_hidden() {
    let rows = rows(&[]);
    let people = |row: &Value| row["people"].as_u64();
    let mut n_shown = 0;
    for row in &rows {
        let groups = row["groups"].as_array().expect("groups");
        for cell in groups.iter().chain([row]) {
            assert!(people(cell).is_none_or(|n| n >= 5), "{cell}");
            assert!(cell["within_reach"].as_u64().is_none_or(|n| n >= 10 && n % 10 == 0), "{cell}");
            n_shown += usize::from(people(cell).is_some());
        }
        // A line that shows its total hides no single count.
        let hidden = groups.iter().filter(|group| people(group).is_none()).count();
        assert!(people(row).is_none() || hidden != 1, "{row}");
    }
    assert!(n_shown > 5, "what may be shown is: {n_shown}");
    let allowed = candidate_lines().iter().filter(|line| line.contains("\"rank\": true")).count();
    let total = people(rows.last().expect("a total"));
    assert!(total.is_some_and(|total| total > 0 && total <= allowed as u64), "{total:?}");
}

#[test]
fn rows_are_chosen_after_hiding() {
    let all = rows(&[]);
    let one = rows(&["--place", "Joensuu"]);
    assert_eq!(one.len(), 2);
    assert!(all.contains(&one[0]), "the same row, whatever is asked beside it");
    assert_eq!(one[1], all[all.len() - 1], "and the same total");
    let text = stdout(&run(store(), &["overview", "--place", "Joensuu", "--lang", "sv"]));
    assert!(
        text.contains("Service-, omsorgs- och försäljningsyrken") && text.contains("yrkesgrupp"),
        "{text}"
    );
    let text = stdout(&run(store(), &["overview"]));
    assert!(text.contains("Kaikki kunnat") && text.contains("alle viisi henkilöä"), "{text}");
}
