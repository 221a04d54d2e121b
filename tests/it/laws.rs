//! Laws of search and ranking on the fixtures, with vectors of hashed words.

use kohtaanto::model::CandidateId;
use kohtaanto::{
    Conditions, Distance, Emphasis, Engine, EngineOptions, Facet, HashingEmbedder, IngestOptions,
    LineKind, MatchRequest, Permit, RankingFeature, Role, SearchRequest, Snapshot, UnknownFields,
    Within,
};
use kohtaanto_tests::{TODAY, candidate_lines, posting_lines};
use proptest::prelude::*;
use std::io::Cursor;
use std::sync::{Arc, OnceLock};

fn snapshot() -> &'static Snapshot {
    static SNAPSHOT: OnceLock<Snapshot> = OnceLock::new();
    SNAPSHOT.get_or_init(|| {
        let embedder = Some(Arc::new(HashingEmbedder::new(128)) as Arc<_>);
        let engine = Engine::in_memory(EngineOptions { embedder, ..EngineOptions::default() })
            .expect("a store");
        for (kind, lines) in
            [(LineKind::Postings, posting_lines()), (LineKind::Candidates, candidate_lines())]
        {
            let mut writer = match kind {
                LineKind::Postings => engine.write_opportunities().expect("a writer"),
                LineKind::Candidates => engine.write_people().expect("a writer"),
            };
            let today = TODAY.parse().expect("a day");
            let options = IngestOptions { kind, unknown: UnknownFields::Refuse, today };
            let report =
                writer.ingest(Cursor::new(lines.join("\n")), &options, &()).expect("ingests");
            assert!(report.refused.is_empty(), "{:?}", report.refused);
            writer.commit().expect("commits");
        }
        engine.snapshot().expect("a snapshot")
    })
}

fn request(text: &str) -> SearchRequest {
    SearchRequest { limit: 1000, ..SearchRequest::new(text, TODAY.parse().expect("a day")) }
}

fn ids(request: &SearchRequest) -> Vec<String> {
    let found = snapshot().search(request).expect("searches");
    assert_eq!(found.total, found.hits.len(), "the limit is above the store's size");
    found.hits.iter().map(|hit| hit.posting.id.to_string()).collect()
}

const QUERIES: [&str; 8] = [
    "lähihoitaja",
    "siivooja ilta",
    "kokki",
    "opettaja sijaisuus",
    "c++",
    "kuljettaja",
    "cleaner",
    "",
];

#[test]
fn a_condition_only_removes() {
    for query in QUERIES {
        let all = ids(&request(query));
        for conditions in [
            Conditions { places: vec!["Joensuu".into()], ..Conditions::default() },
            Conditions { not_places: vec!["167".into()], ..Conditions::default() },
            Conditions {
                within: Some(Within { from: "Kitee".into(), distance: Distance::Minutes(60) }),
                ..Conditions::default()
            },
            Conditions {
                languages: vec!["en".parse().expect("a language")],
                ..Conditions::default()
            },
        ] {
            // Neighbours in meaning are counted within the conditions, so words alone are compared.
            let some = SearchRequest { conditions, use_meaning: false, ..request(query) };
            let all = if query.is_empty() {
                all.clone()
            } else {
                ids(&SearchRequest { use_meaning: false, ..request(query) })
            };
            let found = ids(&some);
            assert!(found.iter().all(|id| all.contains(id)), "{query}");
        }
    }
}

#[test]
fn facets_agree_with_the_hits() {
    for query in QUERIES {
        let facets = Facet::ALL.iter().map(|(_, facet)| *facet).collect();
        let found =
            snapshot().search(&SearchRequest { facets, ..request(query) }).expect("searches");
        for counts in &found.facets {
            if counts.facet != Facet::Municipality {
                continue;
            }
            for (value, count) in &counts.counts {
                let is_there = |hit: &&kohtaanto::SearchHit| {
                    hit.posting.places.iter().any(|place| place.municipality.to_string() == *value)
                };
                assert_eq!(found.hits.iter().filter(is_there).count() as u64, *count, "{query}");
            }
        }
    }
}

#[test]
fn an_exact_term_is_not_outranked_by_a_neighbour_in_meaning() {
    for query in QUERIES {
        let found = snapshot().search(&request(query)).expect("searches");
        let exact: Vec<bool> = found.hits.iter().map(|hit| hit.exact).collect();
        assert!(exact.is_sorted_by(|a, b| a >= b), "{query}");
    }
}

#[test]
fn operators_bind_every_branch() {
    let without = ids(&request("hoitaja -yövuoro"));
    let with = ids(&request("hoitaja +yövuoro"));
    assert!(!without.is_empty());
    assert!(with.iter().all(|id| !without.contains(id)));
    let phrase = ids(&request("\"sosiaali- ja terveysalan\""));
    let words = ids(&request("sosiaali terveysalan"));
    assert!(phrase.len() <= words.len());
}

#[test]
fn an_explanation_sums_to_its_score_both_ways() {
    let today = TODAY.parse().expect("a day");
    for line in candidate_lines().iter().step_by(7) {
        let id: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let id = CandidateId::new(id["id"].as_str().expect("an id")).expect("an id");
        let candidate = snapshot().candidate(&id, today).expect("is there");
        let answer =
            snapshot().opportunities_for(&candidate, &MatchRequest::on(today)).expect("matches");
        for row in &answer.matches {
            for explanation in [&row.score.for_person, &row.score.for_work] {
                let sum: f32 = explanation.contributions.iter().map(|c| c.share).sum();
                assert!((sum - explanation.score).abs() < 1e-5, "{id}");
                assert!((0.0..=1.0).contains(&explanation.score));
            }
        }
        let scores: Vec<f32> =
            answer.matches.iter().map(|row| row.score.for_person.score).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b));
    }
}

/// The more something matters, the more of it the best ten have together.
#[test]
fn what_matters_more_is_met_better() {
    let today = TODAY.parse().expect("a day");
    let mut n_moved = 0;
    for line in candidate_lines().iter().step_by(9) {
        let id: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let id = CandidateId::new(id["id"].as_str().expect("an id")).expect("an id");
        let candidate = snapshot().candidate(&id, today).expect("is there");
        for feature in RankingFeature::MOVABLE {
            let from_less_to_more = [Emphasis::Less, Emphasis::Usual, Emphasis::More];
            let answers = from_less_to_more.map(|emphasis| {
                let emphasis = vec![(feature, emphasis)];
                let request = MatchRequest { emphasis, ..MatchRequest::on(today) };
                snapshot().opportunities_for(&candidate, &request).expect("matches").matches
            });
            let met = answers.each_ref().map(|matches| {
                let parts = matches.iter().flat_map(|row| &row.score.for_person.contributions);
                let of_feature = parts.filter(|part| part.feature == feature);
                of_feature.map(|part| part.share / part.weight).sum::<f32>()
            });
            assert!(met.is_sorted_by(|a, b| *a <= b + 1e-3), "{id} {feature:?} {met:?}");
            n_moved += usize::from(answers[0] != answers[2]);
        }
    }
    assert!(n_moved > 0, "nothing moved");
}

#[test]
fn only_those_who_allow_it_are_ranked() {
    let today = TODAY.parse().expect("a day");
    let permit = Permit::new(Role::Employer, "avoimen tehtävän täyttäminen nyt").expect("a permit");
    let closed: Vec<String> = candidate_lines()
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .filter(|candidate| candidate["permissions"]["rank"] != true)
        .map(|candidate| candidate["id"].as_str().expect("an id").to_owned())
        .collect();
    assert!(!closed.is_empty());
    for posting in ["nk-kon-007", "nk-lie-001", "nk-joe-001"] {
        let id = kohtaanto::model::PostingId::new(posting).expect("an id");
        let answer = snapshot().candidates_for(&id, &permit, today, 500).expect("ranks");
        assert!(answer.matches.iter().all(|row| !closed.contains(&row.id)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_text_makes_search_panic(text in "\\PC{0,60}") {
        let found = snapshot().search(&request(&text));
        prop_assert!(found.is_ok(), "{:?}", found.err());
    }
}
