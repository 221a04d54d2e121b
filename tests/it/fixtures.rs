//! The fixtures hold what their README promises.

use kohtaanto::{ScenarioTask, UnknownFields, read_candidate, read_posting, read_scenario};
use kohtaanto_tests::{TODAY, candidate_lines, fixtures, lines, posting_lines};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn postings_cover_the_municipalities_and_are_all_different() {
    let mut municipalities: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    let mut texts = BTreeSet::new();
    for line in posting_lines() {
        let posting = read_posting(&line, UnknownFields::Refuse)
            .unwrap_or_else(|errors| panic!("{errors}: {line}"))
            .value;
        for place in &posting.places {
            *municipalities.entry(place.municipality.to_string()).or_default() += 1;
        }
        assert!(ids.insert(posting.id.to_string()), "{} stands twice", posting.id);
        for (_, text) in posting.description.iter() {
            assert!(texts.insert(text.to_owned()), "{} repeats a text", posting.id);
        }
    }
    assert!(ids.len() >= 400, "{}", ids.len());
    for code in
        ["167", "276", "422", "541", "176", "426", "309", "607", "090", "260", "848", "146", "707"]
    {
        assert!(municipalities.get(code).is_some_and(|n| *n >= 10), "{code}: {municipalities:?}");
    }
}

#[test]
fn candidates_and_scenarios_are_whole() {
    let today = TODAY.parse().expect("a day");
    let mut people = BTreeMap::new();
    for line in candidate_lines() {
        let candidate = read_candidate(&line, UnknownFields::Refuse, today)
            .unwrap_or_else(|errors| panic!("{errors}: {line}"))
            .value;
        people.insert(candidate.id.to_string(), candidate.permissions.rank);
    }
    assert!(people.len() >= 80, "{}", people.len());
    let open: BTreeSet<String> = posting_lines()
        .iter()
        .filter_map(|line| read_posting(line, UnknownFields::Refuse).ok())
        .filter(|read| read.value.is_open_on(today))
        .map(|read| read.value.id.to_string())
        .collect();
    let scenarios = lines(&fixtures().join("scenarios.ndjson"));
    assert!(scenarios.len() >= 40, "{}", scenarios.len());
    for line in &scenarios {
        let scenario = read_scenario(line).unwrap_or_else(|errors| panic!("{errors}: {line}"));
        for id in scenario.relevant.keys() {
            let known = match &scenario.task {
                ScenarioTask::Candidates(_) => people.get(id) == Some(&true),
                _ => open.contains(id),
            };
            assert!(known, "{}: {id} is not open, or may not be ranked", scenario.id);
        }
        assert!(!scenario.why.trim().is_empty());
    }
}
