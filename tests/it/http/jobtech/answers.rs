//! The shapes: whole and brief ads, one ad, type-ahead.

use super::{ask, hits, open, refused, search};
use serde_json::{Value, json};

fn names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
    names.sort();
    names
}

const JOB_AD: &str = "access access_to_own_car application_contacts application_deadline \
    application_details description driving_license driving_license_required duration employer \
    employment_type experience_required external_id headline id label last_publication_date \
    logo_url must_have nice_to_have number_of_vacancies occupation occupation_field \
    occupation_group publication_date removed removed_date salary_description salary_type \
    scope_of_work source_type timestamp webpage_url working_hours_type \
    workplace_address workplace_addresses";

#[tokio::test]
async fn a_search_has_its_shape() {
    let found = search(&[("q", "kokki")]).await;
    assert_eq!(
        names(&found),
        [
            "degraded",
            "freetext_concepts",
            "hits",
            "positions",
            "query_time_in_millis",
            "result_time_in_millis",
            "stats",
            "total"
        ]
    );
    assert_eq!(found["degraded"], json!(["no_vectors"]));
    assert_eq!(names(&found["freetext_concepts"]).len(), 9);
    let mut ad = names(&found["hits"][0]);
    ad.retain(|name| !["relevance", "relevance_parts"].contains(&name.as_str()));
    assert_eq!(ad.join(" "), JOB_AD);
}

#[tokio::test]
async fn an_ad_says_what_its_posting_says() {
    let posting = open().iter().find(|posting| posting.id.as_str() == "nk-hei-001").expect("open");
    let answer = ask("/ad/nk-hei-001", &[], &[]).await;
    assert_eq!(answer.status, 200);
    let ad = answer.json();
    assert_eq!(names(&ad).join(" "), JOB_AD);
    assert_eq!(ad["headline"], "Lähihoitaja, Heinäveden kotihoito");
    assert_eq!(ad["number_of_vacancies"], posting.openings);
    assert_eq!(ad["employer"]["name"], posting.employer.name);
    assert_eq!(ad["employer"]["email"], Value::Null);
    let text = ad["description"]["text"].as_str().expect("a text");
    assert!(text.contains("lossilla") && !text.contains("<p>"), "{text}");
    assert!(ad["description"]["text_formatted"].as_str().is_some_and(|text| text.contains("<p>")));
    assert_eq!(ad["occupation"]["label"], "lähihoitaja");
    assert_eq!(ad["occupation_group"]["concept_id"], "http://data.europa.eu/esco/isco/C5321");
    assert_eq!(ad["occupation_field"]["concept_id"], "http://data.europa.eu/esco/isco/C5");
    let at = &ad["workplace_address"];
    assert_eq!(
        (&at["municipality"], &at["municipality_code"]),
        (&json!("Heinävesi"), &json!("090"))
    );
    assert_eq!((&at["country_code"], &at["postcode"]), (&json!("FI"), &json!("79700")));
    let coordinates = at["coordinates"].as_array().expect("a point");
    assert!(coordinates[0].as_f64() < coordinates[1].as_f64(), "longitude first");
    assert_eq!(ad["driving_license_required"], true);
    assert_eq!(ad["driving_license"][0]["label"], "B");
    let cards: Vec<&Value> = ad["must_have"]["skills"].as_array().expect("skills").iter().collect();
    let card = cards.iter().find(|card| card["concept_id"] == "kohtaanto:card/valvira");
    assert_eq!(card.expect("the card")["weight"], 10);
    assert_eq!(ad["must_have"]["education_level"][0]["concept_id"], "vocational");
    assert_eq!(ad["removed"], false);
    let masked = ask("/ad/nk-hei-001", &[], &[("x-fields", "id,employer{name}")]).await.json();
    assert_eq!(masked, json!({"id": "nk-hei-001", "employer": {"name": posting.employer.name}}));
    for unknown in ["/ad/nobody", "/ad/%20"] {
        assert_eq!(ask(unknown, &[], &[]).await.error().0, 404);
    }
}

#[tokio::test]
async fn brief_ads_are_brief() {
    let full = hits(&[("q", "kokki"), ("resdet", "full")]).await;
    let brief = hits(&[("q", "kokki"), ("resdet", "brief")]).await;
    assert_eq!(full.len(), brief.len());
    for (full, brief) in full.iter().zip(&brief) {
        assert_eq!(
            names(brief).join(" "),
            "application_deadline employer employment_type headline id publication_date relevance \
             relevance_parts working_hours_type"
        );
        let label = |ad: &Value| ad["working_hours_type"]["label"].clone();
        assert_eq!((label(full), &full["headline"]), (label(brief), &brief["headline"]));
        assert_eq!(brief["employer"], json!({"name": full["employer"]["name"]}));
    }
    assert_eq!(refused("/search", &[("resdet", "tiny")]).await.1, "resdet");
}

#[tokio::test]
async fn type_ahead() {
    let complete = |pairs: Vec<(&'static str, &'static str)>| async move {
        let answer = ask("/complete", &pairs, &[]).await;
        assert_eq!(answer.status, 200, "{pairs:?}");
        let body = answer.json();
        assert_eq!(names(&body), ["time_in_millis", "typeahead"]);
        body["typeahead"].as_array().expect("proposals").clone()
    };
    let found = complete(vec![("q", "lähih")]).await;
    let nurse = found.iter().find(|row| row["value"] == "lähihoitaja").expect("proposed");
    assert_eq!(names(nurse), ["found_phrase", "occurrences", "type", "value"]);
    assert_eq!(
        (&nurse["found_phrase"], &nurse["type"]),
        (&json!("lähihoitaja"), &json!("occupation"))
    );
    // A space asks for the next word.
    let next = complete(vec![("q", "siivooja ")]).await;
    assert!(next.iter().any(|row| row["type"] == "location"), "{next:?}");
    assert!(
        next.iter().all(|row| row["value"].as_str().is_some_and(|v| v.starts_with("siivooja ")))
    );
    let mended = complete(vec![("q", "lähihoitja")]).await;
    assert!(mended.iter().any(|row| row["value"] == "lähihoitaja"), "{mended:?}");
    let count = |rows: &[Value]| {
        let row = rows.iter().find(|row| row["value"] == "lähihoitaja").expect("proposed");
        row["occurrences"].as_u64().expect("a count")
    };
    let in_lieksa = complete(vec![("q", "lähih"), ("municipality", "422")]).await;
    assert!(count(&in_lieksa) < count(&found));
    let anywhere =
        complete(vec![("q", "lähih"), ("municipality", "422"), ("contextual", "false")]).await;
    assert_eq!(count(&anywhere), count(&found));
    assert_eq!(complete(vec![("q", "s"), ("limit", "3")]).await.len(), 3);
    assert!(complete(vec![("q", "s"), ("limit", "0")]).await.is_empty());
    assert_eq!(refused("/complete", &[("q", "s"), ("limit", "51")]).await.1, "limit");
    assert_eq!(refused("/complete", &[("municipality", "Liexa")]).await.1, "municipality");
    assert_eq!(refused("/complete", &[("contextual", "x")]).await.1, "contextual");
}
