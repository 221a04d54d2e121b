//! `q`: operators, places, concepts; what is read of it.

use super::{ask, hits, ids, search, total};
use serde_json::{Value, json};

fn text(ad: &Value) -> String {
    format!("{} {} {}", ad["headline"], ad["description"]["text"], ad["employer"]["name"])
        .to_lowercase()
}

#[tokio::test]
async fn a_word_with_minus_is_in_no_hit_and_one_with_plus_in_all() {
    let plain = hits(&[("q", "lähihoitaja")]).await;
    assert!(!plain.is_empty());
    let must = hits(&[("q", "lähihoitaja +kotihoito")]).await;
    assert!(!must.is_empty() && must.len() < plain.len());
    assert!(must.iter().all(|ad| text(ad).contains("kotihoi")));
    let without = hits(&[("q", "lähihoitaja -kotihoito")]).await;
    assert!(!without.is_empty());
    let found = |ads: &[Value]| ads.iter().filter(|ad| text(ad).contains("kotihoito")).count();
    assert!(found(&plain) > 0 && found(&without) == 0);
    let only_minus = total(&[("q", "-lähihoitaja")]).await;
    let all = total(&[]).await;
    assert!(0 < only_minus && only_minus < all, "{only_minus} of {all}");
}

#[tokio::test]
async fn phrases_beginnings_and_ends_are_met_as_written() {
    let phrase = hits(&[("q", "+\"oma auto\"")]).await;
    assert!(!phrase.is_empty());
    let without = ids(&[("q", "siivooja -\"oma auto\"")]).await;
    assert!(phrase.iter().all(|ad| !without.contains(&ad["id"].as_str().expect("id").to_owned())));
    let has = |ad: &Value, is: &dyn Fn(&str) -> bool| {
        text(ad).split(|c: char| !c.is_alphanumeric()).any(|word| is(word))
    };
    let begins = hits(&[("q", "+sairaanhoit*")]).await;
    assert!(
        !begins.is_empty() && begins.iter().all(|ad| has(ad, &|w| w.starts_with("sairaanhoit")))
    );
    let ends = hits(&[("q", "+*hoitaja")]).await;
    assert!(
        ends.len() > begins.len() && ends.iter().all(|ad| has(ad, &|w| w.ends_with("hoitaja")))
    );
    let none = hits(&[("q", "+*hoitaja -*hoitaja")]).await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn commas_separate_and_letters_are_all_small() {
    let or = ids(&[("q", "kokki siivooja")]).await;
    assert_eq!(ids(&[("q", "kokki,siivooja")]).await, or);
    assert_eq!(ids(&[("q", "KOKKI, Siivooja")]).await, or);
}

#[tokio::test]
async fn words_are_joined_by_or_unless_and_is_asked() {
    let pairs = [("q", "kokki kesätyö"), ("limit", "100")];
    let or = ask("/search", &pairs, &[]).await.json();
    let or_too = ask("/search", &pairs, &[("x-feature-freetext-bool-method", "or")]).await.json();
    assert_eq!(or["hits"], or_too["hits"]);
    let and = ask("/search", &pairs, &[("x-feature-freetext-bool-method", "and")]).await.json();
    let n = |answer: &Value| answer["total"]["value"].as_u64().expect("a total");
    assert!(n(&and) < n(&or), "{} {}", n(&and), n(&or));
    assert!(n(&or) > total(&[("q", "kokki")]).await);
    let wrong = ask("/search", &pairs, &[("x-feature-freetext-bool-method", "xor")]).await;
    assert_eq!(wrong.status, 400);
}

#[tokio::test]
async fn places_in_the_text_are_conditions_by_their_sign() {
    let codes = |ad: &Value| -> Vec<String> {
        let all = ad["workplace_addresses"].as_array().expect("places").iter();
        all.map(|at| at["municipality_code"].as_str().expect("a code").to_owned()).collect()
    };
    let lieksa = hits(&[("q", "lähihoitaja lieksa")]).await;
    assert!(!lieksa.is_empty() && lieksa.iter().all(|ad| codes(ad).contains(&"422".to_owned())));
    let either = hits(&[("q", "lähihoitaja lieksa nurmes")]).await;
    assert!(either.len() > lieksa.len());
    let without = hits(&[("q", "lähihoitaja -lieksa")]).await;
    assert!(!without.is_empty() && without.iter().all(|ad| !codes(ad).contains(&"422".to_owned())));
    let must = hits(&[("q", "lähihoitaja +lieksa nurmes")]).await;
    assert!(must.iter().all(|ad| codes(ad).contains(&"422".to_owned())));
    let found = search(&[("q", "sairaanhoitaja +yövuoro -liperi")]).await;
    let concepts = &found["freetext_concepts"];
    assert_eq!(concepts["location_must_not"], json!(["liperi"]));
    assert_eq!(concepts["location"], json!([]));
    assert!(concepts["occupation"].as_array().expect("names").contains(&json!("sairaanhoitaja")));
}

#[tokio::test]
async fn what_was_recognised_is_told_by_sign() {
    let found = search(&[("q", "kokki +tarjoilija -siivooja joensuu")]).await;
    let concepts = &found["freetext_concepts"];
    let names = |name: &str| concepts[name].as_array().expect("names").clone();
    assert!(names("occupation_must").contains(&json!("tarjoilija")), "{concepts}");
    assert!(names("occupation_must_not").contains(&json!("siivooja")), "{concepts}");
    assert!(!names("occupation").contains(&json!("tarjoilija")), "{concepts}");
    assert_eq!(concepts["location"], json!(["joensuu"]));
    let skill = search(&[("q", "hygieniapassi")]).await;
    let skills = skill["freetext_concepts"]["skill"].as_array().expect("names").clone();
    assert!(skills.contains(&json!("hygieniapassi")), "{skills:?}");
}

#[tokio::test]
async fn qfields_say_what_is_read() {
    let all = search(&[("q", "siivooja lieksa")]).await;
    let words = search(&[("q", "siivooja lieksa"), ("qfields", "occupation")]).await;
    assert_eq!(words["freetext_concepts"]["location"], json!([]));
    assert_ne!(words["total"], all["total"], "the place is a word and no condition");
    let place = search(&[("q", "siivooja lieksa"), ("qfields", "location")]).await;
    assert_eq!(place["freetext_concepts"]["occupation"], json!([]));
    assert_eq!(place["freetext_concepts"]["location"], json!(["lieksa"]));
    let employer = hits(&[("q", "hyvinvointialue"), ("qfields", "employer")]).await;
    assert!(!employer.is_empty());
    assert_eq!(ask("/search", &[("q", "a"), ("qfields", "colour")], &[]).await.status, 400);
    let plain = [("x-feature-disable-smart-freetext", "true")];
    let plain = ask("/search", &[("q", "siivooja lieksa")], &plain).await.json();
    assert_eq!(plain["freetext_concepts"]["location"], json!([]));
    assert_eq!(plain["freetext_concepts"]["occupation"], json!([]));
    let parts = &plain["hits"][0]["relevance_parts"];
    assert_eq!((&parts["letters"], &parts["concepts"]), (&json!(0.0), &json!(0.0)));
}

#[tokio::test]
async fn a_long_text_is_refused() {
    let q = "a".repeat(256);
    assert_eq!(ask("/search", &[("q", &q)], &[]).await.status, 400);
    assert_eq!(ask("/search", &[("q", &q[1..])], &[]).await.status, 200);
}
