//! `/jobtech/v1` on the fixtures: each documented parameter, the shapes, the lists.

mod answers;
mod concepts;
mod feed;
mod fields;
mod places;
mod words;

use super::{Answer, demo, send};
use axum::body::Body;
use axum::http::Request;
use kohtaanto::model::JobPosting;
use serde_json::Value;
use std::sync::OnceLock;

/// All postings of the fixtures that are open on their day.
fn open() -> &'static [JobPosting] {
    static OPEN: OnceLock<Vec<JobPosting>> = OnceLock::new();
    OPEN.get_or_init(|| {
        let snapshot = demo().snapshot();
        let today = kohtaanto::local::Fixtures::DAY;
        let listing = snapshot.list(&kohtaanto::Conditions::default(), today).expect("a list");
        let listed = snapshot.read_listed(&listing, 0..listing.len()).expect("read");
        let posting = |listed| match listed {
            kohtaanto::changes::Listed::Posting(posting, _) => *posting,
            kohtaanto::changes::Listed::Removed(_) => panic!("removed"),
        };
        listed.into_iter().map(posting).collect()
    })
}

fn n_open(is: impl Fn(&JobPosting) -> bool) -> u64 {
    open().iter().filter(|posting| is(posting)).count() as u64
}

fn query(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.join("&")
}

async fn ask(path: &str, pairs: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(format!("/jobtech/v1{path}?{}", query(pairs)));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(&demo(), request.body(Body::empty()).expect("a request")).await
}

/// The answer of a search that is understood.
async fn search(pairs: &[(&str, &str)]) -> Value {
    let answer = ask("/search", pairs, &[]).await;
    assert_eq!(answer.status, 200, "{pairs:?}: {}", String::from_utf8_lossy(&answer.bytes));
    answer.json()
}

async fn total(pairs: &[(&str, &str)]) -> u64 {
    search(pairs).await["total"]["value"].as_u64().expect("a total")
}

/// All hits of a search with at most 100.
async fn hits(pairs: &[(&str, &str)]) -> Vec<Value> {
    let all: Vec<(&str, &str)> = pairs.iter().copied().chain([("limit", "100")]).collect();
    search(&all).await["hits"].as_array().expect("hits").clone()
}

async fn ids(pairs: &[(&str, &str)]) -> Vec<String> {
    let hits = hits(pairs).await;
    hits.iter().map(|hit| hit["id"].as_str().expect("an id").to_owned()).collect()
}

/// The status, the first field at fault and the fix of a refused request.
async fn refused(path: &str, pairs: &[(&str, &str)]) -> (u16, String, String) {
    let answer = ask(path, pairs, &[]).await;
    let (status, _, _) = answer.error();
    let body = answer.json();
    let text = |name: &str| body["details"][0][name].as_str().unwrap_or_default().to_owned();
    (status, text("field"), text("fix"))
}
