use super::*;
use crate::{Engine, EngineOptions, Prepared, UnknownFields};

fn snapshot() -> Snapshot {
    let engine = Engine::in_memory(EngineOptions::default()).unwrap();
    let line = |id: &str, title: &str, place: &str, employer: &str, expires: &str| {
        format!(
            r#"{{"id": "{id}", "title": {{"fi": "{title}"}}, "employer": {{"name": "{employer}"}},
            "places": [{{"municipality": "{place}"}}], "expires": "{expires}"}}"#
        )
    };
    let lines = [
        line("a", "Lähihoitaja", "422", "Lieksan Hoiva Oy", "2026-12-31"),
        line("b", "Lähihoitaja kotihoitoon", "167", "Pielisen Hoiva Oy", "2026-12-31"),
        line("c", "Siivooja", "422", "Lieksan Hoiva Oy", "2026-12-31"),
        line("d", "Lääkäri", "422", "Lieksan Hoiva Oy", "2026-11-01"),
    ];
    let prepared = lines.iter().map(|l| Prepared::posting(l, UnknownFields::Refuse).unwrap());
    let mut writer = engine.write_opportunities().unwrap();
    writer.upsert(prepared.collect(), &()).unwrap();
    writer.commit().unwrap();
    drop(writer);
    engine.snapshot().unwrap()
}

fn request(text: &str) -> CompleteRequest {
    CompleteRequest::new(text, "2026-11-24".parse().unwrap())
}

fn texts(text: &str) -> Vec<(String, &'static str, u64)> {
    let outcome = snapshot().complete(&request(text)).unwrap();
    outcome.proposals.into_iter().map(|p| (p.text, p.kind.code(), p.count)).collect()
}

fn row(text: &str, kind: &'static str, count: u64) -> (String, &'static str, u64) {
    (text.to_owned(), kind, count)
}

#[test]
fn what_begins_so_comes_with_its_open_postings() {
    let found = texts("l");
    assert!(found.contains(&row("lähihoitaja", "occupation", 2)), "{found:?}");
    assert!(found.contains(&row("Lieksa", "place", 2)), "{found:?}");
    assert!(found.contains(&row("Lieksan Hoiva Oy", "employer", 2)), "{found:?}");
    // The physician's posting is closed, and nothing else names one.
    assert!(found.iter().all(|(text, _, count)| *count > 0 && !text.starts_with("lää")));
    assert!(found.is_sorted_by_key(|(_, _, count)| std::cmp::Reverse(*count)));
}

#[test]
fn the_words_before_narrow_the_last_one() {
    assert_eq!(texts("siivooja li").first(), Some(&row("siivooja Lieksa", "place", 1)));
    assert!(texts("siivooja joe").is_empty());
    let mut lieksa = request("l");
    lieksa.conditions.places = vec!["Joensuu".to_owned()];
    let outcome = snapshot().complete(&lieksa).unwrap();
    assert!(outcome.proposals.iter().all(|p| p.kind != ProposalKind::Place), "{outcome:?}");
}

#[test]
fn a_space_asks_for_the_next_word() {
    let found = texts("lähihoitaja ");
    assert!(found.contains(&row("lähihoitaja Joensuu", "place", 1)), "{found:?}");
    assert!(found.contains(&row("lähihoitaja Pielisen Hoiva Oy", "employer", 1)), "{found:?}");
    assert!(texts("").is_empty() && texts("  ").is_empty());
}

#[test]
fn spelling_is_mended_only_when_nothing_begins_so() {
    let mended = snapshot().complete(&request("lahihoi")).unwrap();
    assert!(mended.mended);
    assert_eq!(mended.proposals[0].text, "lähihoitaja");
    assert!(!snapshot().complete(&request("lähihoi")).unwrap().mended);
    assert!(!snapshot().complete(&request("xyzzyx")).unwrap().mended);
}

#[test]
fn operators_stay_and_bad_fields_are_named() {
    assert_eq!(texts("+siiv").first().map(|row| row.0.clone()), Some("+siivooja".to_owned()));
    let error = snapshot().complete(&CompleteRequest { limit: 0, ..request("a") }).unwrap_err();
    assert_eq!(error.to_string(), "limit: 0 is out of range; use 1 to 50");
    let long = snapshot().complete(&request(&"a".repeat(201))).unwrap_err();
    assert_eq!(long.to_string(), "text: has 201 bytes; cut it to 200");
}
