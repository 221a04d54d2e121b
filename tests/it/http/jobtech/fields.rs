//! Days, relevance, order, pages, counts and masks.

use super::{ask, hits, ids, n_open, open, refused, search, total};
use kohtaanto::local::Fixtures;
use serde_json::{Value, json};

#[tokio::test]
async fn days_of_publication() {
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
    let from = |text: &str| n_open(|p| p.published.is_some_and(|published| published >= day(text)));
    let until =
        |text: &str| n_open(|p| p.published.is_some_and(|published| published <= day(text)));
    let n = from("2026-11-18");
    assert!(0 < n && n < total(&[]).await);
    for value in ["2026-11-18T00:00:00", "2026-11-18T13:30:00", "2026-11-18"] {
        assert_eq!(total(&[("published-after", value)]).await, n, "{value}");
    }
    assert_eq!(total(&[("published-before", "2026-11-10T12:00:00")]).await, until("2026-11-10"));
    // It is noon of the day: so many minutes ago is the day before yesterday.
    let minutes = (2 * 24 * 60).to_string();
    assert_eq!(total(&[("published-after", &minutes)]).await, from("2026-11-22"));
    for value in ["yesterday", "2026-13-01T00:00:00", "-5"] {
        let (status, field, _) = refused("/search", &[("published-after", value)]).await;
        assert_eq!((status, field.as_str()), (400, "published-after"), "{value}");
    }
    let turned =
        [("published-after", "2026-11-18T00:00:00"), ("published-before", "2026-11-10T00:00:00")];
    assert_eq!(refused("/search", &turned).await.0, 400);
}

#[tokio::test]
async fn relevance_falls_with_the_order_and_the_threshold_cuts_it() {
    let all = hits(&[("q", "sairaanhoitaja yövuoro")]).await;
    let relevance: Vec<f64> =
        all.iter().map(|hit| hit["relevance"].as_f64().expect("a number")).collect();
    assert_eq!(relevance[0], 1.0);
    assert!(relevance.is_sorted_by(|a, b| a >= b), "{relevance:?}");
    assert!(relevance.iter().all(|value| (0.0..=1.0).contains(value)));
    let kept = relevance.iter().filter(|value| **value >= 0.4).count();
    assert!(0 < kept && kept < all.len(), "{relevance:?}");
    let cut = search(&[("q", "sairaanhoitaja yövuoro"), ("relevance-threshold", "0.4")]).await;
    assert_eq!(cut["total"]["value"], kept);
    let parts = &all[0]["relevance_parts"];
    assert!(parts["words"].as_f64().is_some_and(|words| words > 0.0), "{parts}");
    assert!(parts["meaning"].is_null(), "there is no model");
    assert_eq!(search(&[]).await["hits"][0]["relevance"], 1.0);
    assert_eq!(refused("/search", &[("relevance-threshold", "2")]).await.1, "relevance-threshold");
}

#[tokio::test]
async fn every_order() {
    let field = |ads: &[Value], name: &str| -> Vec<Option<String>> {
        ads.iter().map(|ad| ad[name].as_str().map(str::to_owned)).collect()
    };
    let sorted = |sort: &'static str| hits_of(sort);
    let latest = field(&sorted("pubdate-desc").await, "publication_date");
    assert!(latest.is_sorted_by(|a, b| a >= b), "{latest:?}");
    let first = field(&sorted("pubdate-asc").await, "publication_date");
    assert!(first.is_sorted_by(|a, b| b.is_none() || (a.is_some() && a <= b)), "{first:?}");
    assert_ne!(first, latest);
    let last = field(&sorted("applydate-desc").await, "application_deadline");
    assert!(last.is_sorted_by(|a, b| a >= b), "{last:?}");
    let soonest = field(&sorted("applydate-asc").await, "application_deadline");
    assert!(soonest.is_sorted_by(|a, b| b.is_none() || (a.is_some() && a <= b)), "{soonest:?}");
    let updated = sorted("updated").await;
    let times: Vec<_> = updated.iter().map(|ad| ad["timestamp"].as_i64()).collect();
    assert_eq!(times[0], Some(Fixtures::NOW.as_millisecond()));
    assert!(times.is_sorted_by(|a, b| a >= b));
    let relevant = ids(&[("q", "hoitaja"), ("sort", "relevance")]).await;
    assert_eq!(relevant, ids(&[("q", "hoitaja")]).await);
    assert_eq!(refused("/search", &[("sort", "price")]).await.1, "sort");
}

async fn hits_of(sort: &str) -> Vec<Value> {
    hits(&[("q", "hoitaja"), ("sort", sort)]).await
}

#[tokio::test]
async fn pages_and_their_limits() {
    assert_eq!(search(&[]).await["hits"].as_array().map(Vec::len), Some(10), "usual");
    let none = search(&[("limit", "0")]).await;
    assert_eq!(none["hits"], json!([]));
    assert_eq!(none["total"]["value"], open().len());
    let whole = ids(&[("q", "hoitaja")]).await;
    let page = search(&[("q", "hoitaja"), ("offset", "3"), ("limit", "2")]).await;
    let page: Vec<&str> = page["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .filter_map(|hit| hit["id"].as_str())
        .collect();
    assert_eq!(page, whole[3..5]);
    assert_eq!(search(&[("offset", "2000")]).await["hits"], json!([]));
    for (field, value) in [
        ("limit", "101"),
        ("offset", "2001"),
        ("limit", "-1"),
        ("limit", "x"),
        ("stats.limit", "31"),
    ] {
        assert_eq!(refused("/search", &[(field, value)]).await.1, field, "{value}");
    }
}

#[tokio::test]
async fn openings_of_all_hits() {
    let found = search(&[("municipality", "422"), ("limit", "0")]).await;
    let in_lieksa = open().iter().filter(|posting| {
        posting.places.iter().any(|place| place.municipality.to_string() == "422")
    });
    assert_eq!(found["positions"], in_lieksa.map(|posting| posting.openings).sum::<u32>());
}

#[tokio::test]
async fn counts_by_each_level() {
    let all = [
        "occupation-name",
        "occupation-group",
        "occupation-field",
        "country",
        "municipality",
        "region",
    ];
    let pairs: Vec<(&str, &str)> =
        all.iter().map(|name| ("stats", *name)).chain([("stats.limit", "30")]).collect();
    let found = search(&pairs).await;
    let blocks = found["stats"].as_array().expect("blocks");
    let kinds: Vec<&str> = blocks.iter().filter_map(|block| block["type"].as_str()).collect();
    assert_eq!(kinds, all);
    for block in blocks {
        let kind = block["type"].as_str().expect("a type");
        let rows = block["values"].as_array().expect("rows");
        assert!(!rows.is_empty(), "{kind}");
        // Each row's concept id, given back, finds just so many.
        for row in rows.iter().take(3) {
            let id = row["concept_id"].as_str().expect("an id");
            let found = total(&[(kind, id)]).await;
            let count = row["count"].as_u64().expect("a count");
            let holds = if kind == "occupation-name" { found >= count } else { found == count };
            assert!(holds, "{kind} {row}: {found}");
            assert!(row["term"].as_str().is_some_and(|term| !term.is_empty()));
        }
    }
    let joensuu = &blocks[4]["values"][0];
    assert_eq!((&joensuu["term"], &joensuu["code"]), (&json!("Joensuu"), &json!("167")));
    let usual = search(&[("stats", "municipality")]).await;
    assert_eq!(usual["stats"][0]["values"].as_array().map(Vec::len), Some(5));
    let none = search(&[("stats", "municipality"), ("stats.limit", "0")]).await;
    assert_eq!(none["stats"][0]["values"], json!([]));
    assert_eq!(refused("/search", &[("stats", "colour")]).await.1, "stats");
}

#[tokio::test]
async fn a_mask_keeps_the_fields_it_names() {
    let mask = "total{value}, hits{id, headline, workplace_address{coordinates}, employer{name}}";
    let pairs = [("q", "kokki"), ("limit", "2")];
    let masked = ask("/search", &pairs, &[("X-Fields", mask)]).await.json();
    let whole = search(&pairs).await;
    assert_eq!(masked["total"], whole["total"]);
    let names = |value: &Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(names(&masked), ["hits", "total"]);
    let hit = &masked["hits"][0];
    assert_eq!(names(hit), ["employer", "headline", "id", "workplace_address"]);
    assert_eq!(hit["employer"], json!({"name": whole["hits"][0]["employer"]["name"]}));
    assert_eq!(names(&hit["workplace_address"]), ["coordinates"]);
    let wrong = ask("/search", &pairs, &[("X-Fields", "hits{id")]).await;
    assert_eq!(wrong.status, 400);
}
