//! `/snapshot` and `/stream`: forms, the last line, going on, what changed.

use super::super::{Answer, empty, options, send};
use super::{ask, open, refused};
use axum::body::Body;
use axum::http::Request;
use jiff::Timestamp;
use kohtaanto::{Engine, EngineOptions, Prepared, UnknownFields};
use kohtaanto_http::AppState;
use serde_json::{Value, json};
use std::process::{Command, Stdio};

const LINES: (&str, &str) = ("accept", "application/jsonl");

fn lines(answer: &Answer) -> Vec<String> {
    let text = std::str::from_utf8(&answer.bytes).expect("UTF-8");
    text.split_inclusive('\n').map(str::to_owned).collect()
}

/// As anyone would check it.
fn sha256(text: &str) -> String {
    use std::io::Write;
    let mut child = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sha256sum");
    child.stdin.take().expect("input").write_all(text.as_bytes()).expect("written");
    let out = child.wait_with_output().expect("ends").stdout;
    String::from_utf8_lossy(&out).split_whitespace().next().unwrap_or_default().to_owned()
}

fn id(line: &str) -> String {
    let value: Value = serde_json::from_str(line).expect("JSON");
    value["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_snapshot_has_every_open_posting_in_order_and_says_that_it_is_whole() {
    let answer = ask("/snapshot", &[], &[LINES]).await;
    assert_eq!(answer.header("content-type"), "application/jsonl");
    let mut lines = lines(&answer);
    let last: Value = serde_json::from_str(&lines.pop().expect("a last line")).expect("JSON");
    let ids: Vec<String> = lines.iter().map(|line| id(line)).collect();
    let mut expected: Vec<String> = open().iter().map(|posting| posting.id.to_string()).collect();
    expected.sort();
    assert_eq!(ids, expected);
    let hash = sha256(&lines.concat());
    assert_eq!(last, json!({"eof": true, "count": ids.len(), "sha256": hash}));
    let array = ask("/snapshot", &[], &[("accept", "application/json")]).await;
    assert_eq!(array.header("content-type"), "application/json");
    let array = array.json();
    let of_lines: Vec<Value> =
        lines.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(array, Value::Array(of_lines));
    assert_eq!(array[0], ask(&format!("/ad/{}", ids[0]), &[], &[]).await.json());
    assert_eq!(ask("/snapshot", &[], &[("accept", "text/html")]).await.error().0, 406);
}

#[tokio::test]
async fn a_broken_snapshot_goes_on_and_its_parts_have_the_hash_of_the_whole() {
    let whole = ask("/snapshot", &[], &[LINES]).await;
    let tag = whole.header("etag").to_owned();
    let whole = lines(&whole);
    for kept in [1, 63, 64, 100, whole.len() - 1] {
        let last = id(&whole[kept - 1]);
        let rest = ask("/snapshot", &[("after", &last)], &[LINES, ("if-match", &tag)]).await;
        assert_eq!(rest.status, 200);
        let joined = [&whole[..kept], &lines(&rest)[..]].concat();
        assert_eq!(joined, whole, "{kept}");
    }
    let other = ask("/snapshot", &[], &[("if-match", "\"another\"")]).await.error();
    assert_eq!((other.0, other.1.as_str()), (412, "precondition_failed"));
    let rest = ask("/snapshot", &[("after", &id(&whole[9]))], &[]).await.json();
    assert_eq!(rest[0]["id"], id(&whole[10]));
}

fn posting(id: &str, municipality: &str, published: &str, expires: &str) -> Prepared {
    let line = json!({"id": id, "title": {"fi": "Siivooja"}, "employer": {"name": "Kunta"},
        "places": [{"municipality": municipality}],
        "occupations": [{"label": "siivooja", "isco": "9112"}],
        "published": published, "expires": expires});
    Prepared::posting(&line.to_string(), UnknownFields::Refuse).expect("a posting")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// Written at three instants; the service's now is noon of 2026-11-24, in UTC.
fn written() -> AppState {
    let engine = Engine::in_memory(EngineOptions::default()).expect("an engine");
    let mut writer = engine.write_opportunities().expect("a writer");
    let put = vec![
        posting("stays", "167", "2026-11-01", "2026-12-31"),
        posting("changes", "422", "2026-11-01", "2026-12-31"),
        posting("goes", "422", "2026-11-01", "2026-12-31"),
        posting("expires", "167", "2026-11-01", "2026-11-20"),
        posting("comes", "167", "2026-11-22", "2026-12-31"),
        posting("will-come", "167", "2026-12-24", "2026-12-31"),
        posting("returns", "167", "2026-11-01", "2026-12-31"),
    ];
    writer.upsert(put, &()).expect("put in");
    writer.commit_at(at("2026-11-10T10:00:00Z")).expect("committed");
    writer.delete("goes").expect("taken out");
    writer.delete("returns").expect("taken out");
    writer.delete("never-was").expect("nothing");
    writer.commit_at(at("2026-11-15T10:00:00Z")).expect("committed");
    let again = vec![
        posting("stays", "167", "2026-11-01", "2026-12-31"),
        posting("changes", "541", "2026-11-01", "2026-12-31"),
        posting("returns", "167", "2026-11-01", "2026-12-31"),
    ];
    writer.upsert(again, &()).expect("put in");
    writer.commit_at(at("2026-11-18T10:00:00Z")).expect("committed");
    drop(writer);
    AppState::new(engine, options()).expect("a state")
}

async fn stream(state: &AppState, pairs: &[(&str, &str)]) -> Value {
    let path = format!("/jobtech/v1/stream?{}", super::query(pairs));
    let answer = send(state, Request::get(path).body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
    answer.json()
}

/// `id` or `-id` of each event.
fn told(events: &Value) -> Vec<String> {
    let sign = |event: &Value| if event["removed"] == true { "-" } else { "" };
    let events = events.as_array().expect("events").iter();
    events.map(|event| format!("{}{}", sign(event), event["id"].as_str().expect("id"))).collect()
}

#[tokio::test]
async fn a_stream_tells_what_changed_in_its_time() {
    let state = written();
    let since = |text: &'static str| [("updated-after", text)];
    let all = stream(&state, &since("2026-11-01T00:00:00")).await;
    assert_eq!(told(&all), ["changes", "comes", "-expires", "-goes", "returns", "stays"]);
    let after_first = stream(&state, &since("2026-11-12T00:00:00")).await;
    // What was put in anew as it was has not changed.
    assert_eq!(told(&after_first), ["changes", "comes", "-expires", "-goes", "returns"]);
    let after_second = stream(&state, &since("2026-11-16T00:00:00")).await;
    assert_eq!(told(&after_second), ["changes", "comes", "-expires", "returns"]);
    let after_third = stream(&state, &since("2026-11-19T00:00:00")).await;
    assert_eq!(told(&after_third), ["comes", "-expires"]);
    assert_eq!(told(&stream(&state, &since("2026-11-23T00:00:00")).await), [""; 0]);
    let goes = all.as_array().expect("events").iter().find(|event| event["id"] == "goes");
    assert_eq!(
        *goes.expect("told"),
        json!({"id": "goes", "removed": true, "removed_date": "2026-11-15T10:00:00",
            "occupation": goes.expect("told")["occupation"],
            "occupation_group": "http://data.europa.eu/esco/isco/C9112",
            "occupation_field": "http://data.europa.eu/esco/isco/C9",
            "municipality": "kohtaanto:municipality/422", "region": "kohtaanto:region/12",
            "country": "kohtaanto:country/FI"})
    );
    let expires = all.as_array().expect("events").iter().find(|event| event["id"] == "expires");
    assert_eq!(expires.expect("told")["removed_date"], "2026-11-21T00:00:00");
    let changes = &all[0];
    assert_eq!(changes["timestamp"], at("2026-11-18T10:00:00Z").as_millisecond());
    assert_eq!(changes["workplace_address"]["municipality_code"], "541");
}

#[tokio::test]
async fn windows_one_after_the_other_tell_everything_once() {
    let state = written();
    let days = ["2026-11-01", "2026-11-11", "2026-11-16", "2026-11-21", "2026-11-24T12:00:00"];
    let mut events = Vec::new();
    for pair in days.windows(2) {
        let window = [("updated-after", pair[0]), ("updated-before", pair[1])];
        events.extend(told(&stream(&state, &window).await));
    }
    // The first states of what changed later are no more known.
    events.sort();
    assert_eq!(events, ["-expires", "-goes", "changes", "comes", "expires", "returns", "stays"]);
    let old_names =
        [("date", "2026-11-16T00:00:00"), ("updated-before-date", "2026-11-19T00:00:00")];
    assert_eq!(told(&stream(&state, &old_names).await), ["changes", "returns"]);
}

#[tokio::test]
async fn a_stream_is_narrowed_by_place_and_occupation() {
    let state = written();
    let since = ("updated-after", "2026-11-01T00:00:00");
    let place = [since, ("location-concept-id", "422")];
    assert_eq!(told(&stream(&state, &place).await), ["-goes"]);
    let places = [
        since,
        ("location-concept-id", "kohtaanto:municipality/422"),
        ("location-concept-id", "Nurmes"),
    ];
    assert_eq!(told(&stream(&state, &places).await), ["changes", "-goes"]);
    let region = [since, ("location-concept-id", "kohtaanto:region/12")];
    assert_eq!(told(&stream(&state, &region).await).len(), 6);
    let none = [since, ("occupation-concept-id", "2")];
    assert_eq!(told(&stream(&state, &none).await), [""; 0]);
    let both = [since, ("occupation-concept-id", "9112"), ("location-concept-id", "167")];
    assert_eq!(told(&stream(&state, &both).await), ["comes", "-expires", "returns", "stays"]);
}

#[tokio::test]
async fn a_stream_as_lines_ends_and_goes_on_as_a_snapshot_does() {
    let state = written();
    let get = |query: &str| {
        let path = format!("/jobtech/v1/stream?updated-after=2026-11-01T00:00:00{query}");
        Request::get(path).header(LINES.0, LINES.1).body(Body::empty()).expect("a request")
    };
    let whole = send(&state, get("")).await;
    assert_eq!(whole.header("x-next-updated-after"), "2026-11-18T10:00:00");
    let whole = lines(&whole);
    let last: Value = serde_json::from_str(&whole[6]).expect("JSON");
    assert_eq!(last["sha256"], sha256(&whole[..6].concat()));
    assert_eq!(last["count"], 6);
    let rest = lines(&send(&state, get("&after=comes")).await);
    assert_eq!([&whole[..2], &rest[..]].concat(), whole);
}

#[tokio::test]
async fn what_a_stream_cannot_tell_is_refused() {
    for (pairs, field) in [
        (vec![], "updated-after"),
        (vec![("updated-after", "soon")], "updated-after"),
        (vec![("updated-after", "2026-08-01T00:00:00")], "updated-after"),
        (vec![("date", "2026-08-01T00:00:00")], "date"),
        (vec![("updated-after", "2026-11-20T00:00:00"), ("date", "2026-11-20")], "date"),
        (
            vec![("updated-after", "2026-11-20T00:00:00"), ("location-concept-id", "Liexa")],
            "location-concept-id",
        ),
        (
            vec![("updated-after", "2026-11-20T00:00:00"), ("occupation-concept-id", "x")],
            "occupation-concept-id",
        ),
        (vec![("updated-after", "2026-11-20T00:00:00"), ("q", "kokki")], "q"),
    ] {
        let (status, named, _) = refused("/stream", &pairs).await;
        assert_eq!((status, named.as_str()), (400, field), "{pairs:?}");
    }
    let old = [("updated-after", "2026-08-01T00:00:00")];
    assert_eq!(ask("/stream", &old, &[("x-compat", "jobtech")]).await.status, 200);
    let nothing = empty(options());
    let none =
        send(&nothing, Request::get("/jobtech/v1/snapshot").body(Body::empty()).expect("one"));
    assert_eq!(none.await.json(), json!([]));
}
