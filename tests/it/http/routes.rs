//! What each route answers on the fixtures.

use super::{demo, get, post};
use kohtaanto::model::PostingId;
use kohtaanto::{SearchRequest, local::Fixtures};
use serde_json::json;

#[tokio::test]
async fn a_search_is_that_of_the_library() {
    let state = demo();
    let found =
        get(&state, "/api/v1/search?text=l%C3%A4hihoitaja%20Lieksassa&facet=municipality").await;
    assert_eq!(found.status, 200);
    let found = found.json();
    let request = SearchRequest::new("lähihoitaja Lieksassa", Fixtures::DAY);
    let expected = state.snapshot().search(&request).expect("found");
    assert_eq!(found["total"], expected.total);
    let ids = |hits: &[kohtaanto::SearchHit]| -> Vec<String> {
        hits.iter().map(|hit| hit.posting.id.to_string()).collect()
    };
    let hits = found["hits"].as_array().expect("hits");
    let got: Vec<&str> = hits.iter().filter_map(|hit| hit["posting"]["id"].as_str()).collect();
    assert_eq!(got, ids(&expected.hits));
    assert_eq!(found["understood"]["places"][0]["municipalities"], json!(["422"]));
    assert_eq!(found["facets"][0]["counts"][0]["label"], "Lieksa");
    assert!(
        hits[0]["found"].as_str().is_some_and(|why| why.contains("lähihoitaja")),
        "{}",
        hits[0]
    );
    assert_eq!(found["degraded"], json!(["no_vectors"]));

    let body = json!({"text": "lähihoitaja Lieksassa", "facets": ["municipality"]});
    assert_eq!(post(&state, "/api/v1/search", body).await.json(), found);
}

#[tokio::test]
async fn nothing_found_says_what_each_condition_costs() {
    let path = "/api/v1/search?text=l%C3%A4hihoitaja&place=Ilomantsi&relationship=entrepreneur";
    let found = get(&demo(), path).await.json();
    assert_eq!(found["total"], 0);
    let relaxations = found["nothing"]["relaxations"].as_array().expect("relaxations");
    assert!(relaxations.iter().any(|r| r["without"] == "places"), "{relaxations:?}");
}

#[tokio::test]
async fn conditions_narrow_and_pages_go_on() {
    let state = demo();
    let near = get(&state, "/api/v1/search?near=Joensuu&minutes=30&limit=1").await.json();
    let all = get(&state, "/api/v1/search?limit=1").await.json();
    assert!(near["total"].as_u64() < all["total"].as_u64());
    let page = |offset: usize| format!("/api/v1/search?text=siivooja&limit=2&offset={offset}");
    let (first, second) = (get(&state, &page(0)).await.json(), get(&state, &page(1)).await.json());
    assert_eq!(first["hits"][1], second["hits"][0]);
    let swedish = get(&state, "/api/v1/search?facet=working_time&lang=sv&limit=1").await.json();
    assert_eq!(swedish["facets"][0]["counts"][0]["label"], "heltid");
}

#[tokio::test]
async fn a_posting_is_given_as_it_is_kept() {
    let state = demo();
    let posting = get(&state, "/api/v1/opportunities/nk-lie-002").await;
    let id = PostingId::new("nk-lie-002").expect("an id");
    let line = state.snapshot().posting_line(&id).expect("a line");
    assert_eq!(posting.bytes, line.as_bytes());
    assert_eq!(posting.header("content-type"), "application/json");
    let similar = get(&state, "/api/v1/opportunities/nk-lie-002/similar?limit=3").await.json();
    let similar = similar["similar"].as_array().expect("rows");
    assert_eq!(similar.len(), 3);
    assert!(similar.iter().all(|row| row["posting"]["id"] != "nk-lie-002"));
}

#[tokio::test]
async fn what_a_person_tells_is_masked_matched_and_not_kept() {
    let state = demo();
    let text = "Olen siivonnut kouluja kuusi vuotta ja osaan lattianhoitoa. \
                Puhelin 040 123 4567, hetu 131052-308T.";
    let person = json!({"told": {"text": text, "home": "Lieksa", "max_minutes": 45}});
    let before = state.snapshot().stats();
    let answer = post(&state, "/api/v1/match", json!({"person": person, "limit": 3})).await;
    assert_eq!(answer.status, 200);
    let shown = String::from_utf8(answer.bytes.clone()).expect("text");
    assert!(!shown.contains("131052") && !shown.contains("4567"), "{shown}");
    let answer = answer.json();
    assert_eq!(answer["read"]["removed"], json!({"identity_code": 1, "phone": 1}));
    let rows = answer["matches"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    let pair = &rows[0]["explanation"]["for_person"];
    let shares = pair["contributions"].as_array().expect("shares").iter();
    let sum: f64 = shares.filter_map(|c| c["share"].as_f64()).sum();
    assert!((sum - pair["score"].as_f64().expect("a score")).abs() < 1e-4);
    assert_eq!(state.snapshot().stats(), before);
    assert!(rows[0]["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()));

    let posting = &rows[0]["posting"]["id"];
    let explained =
        post(&state, "/api/v1/explain", json!({"person": person, "posting": posting})).await.json();
    assert_eq!(explained["explanation"]["for_person"]["score"], pair["score"]);
    assert_eq!(explained["band"], rows[0]["band"]);
}

#[tokio::test]
async fn a_thin_profile_is_asked_and_not_ranked() {
    let body = json!({"person": {"profile": {"reach": {"home": "167"}}}, "lang": "en"});
    let answer = post(&demo(), "/api/v1/match", body).await.json();
    assert_eq!(answer["too_thin"], true);
    assert_eq!(answer["matches"], json!([]));
    assert_eq!(
        answer["ask"].as_array().map(Vec::len),
        answer["tell_next"].as_array().map(Vec::len)
    );
    assert!(answer["ask"][0].is_string());
}

#[tokio::test]
async fn a_text_being_typed_is_completed_with_counts() {
    let answer = get(&demo(), "/api/v1/complete?text=siivooja%20l").await.json();
    let first = &answer["proposals"][0];
    assert_eq!(first["kind"], "place");
    assert!(first["text"].as_str().is_some_and(|text| text.starts_with("siivooja L")), "{first}");
    assert!(first["count"].as_u64().is_some_and(|count| count > 0));
    assert_eq!(answer["mended"], false);
}

#[tokio::test]
async fn names_and_numbers() {
    let state = demo();
    let concepts =
        get(&state, "/api/v1/concepts?text=siivooja&kind=occupation&lang=sv").await.json();
    let uri = concepts["concepts"][0]["uri"].as_str().expect("a concept").to_owned();
    let id = uri.replace(':', "%3A").replace('/', "%2F");
    let concept = get(&state, &format!("/api/v1/concepts/{id}?lang=sv")).await.json();
    assert_eq!(concept["uri"], uri);
    assert_eq!(concept["name"], concepts["concepts"][0]["name"]);
    assert!(concept["essential"].as_array().is_some_and(|all| !all.is_empty()));

    let places = get(&state, "/api/v1/places").await.json();
    let places = places["places"].as_array().expect("places");
    assert_eq!(places.len(), 308);
    let lieksa = places.iter().find(|place| place["code"] == "422").expect("Lieksa");
    let stats = get(&state, "/api/v1/stats").await.json();
    let counted = stats["facets"][0]["counts"].as_array().expect("counts");
    let counted = counted.iter().find(|count| count["value"] == "422").expect("Lieksa");
    assert_eq!(lieksa["postings"], counted["count"]);
    assert_eq!((&stats["postings"], &stats["candidates"]), (&json!(415), &json!(108)));
    assert_eq!(stats["day"], "2026-11-24");
}

#[tokio::test]
async fn health_and_the_page_to_try() {
    let state = demo();
    assert_eq!(get(&state, "/healthz").await.bytes, b"ok\n");
    assert_eq!(get(&state, "/readyz").await.status, 200);
    let page = get(&state, "/api/docs").await;
    let text = String::from_utf8(page.bytes.clone()).expect("text");
    assert!(!text.contains("<script>") && !text.contains("style=") && !text.contains("https://"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    for (path, kind) in [("docs.js", "text/javascript"), ("docs.css", "text/css")] {
        assert!(text.contains(&format!("/api/docs/{path}")));
        let file = get(&state, &format!("/api/docs/{path}")).await;
        assert!(file.status == 200 && file.header("content-type").starts_with(kind));
    }
}
