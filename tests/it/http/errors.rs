//! What is refused, and how: malformed input of all kinds, each with its status and code.

use super::{demo, get, post, send, send_body};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

#[tokio::test]
async fn what_cannot_be_read_is_named() {
    let state = demo();
    let json = "application/json";
    let cases: Vec<(&str, Vec<u8>, u16, &str)> = vec![
        (json, b"{\"text\": \"\xff\"}".to_vec(), 400, "is not UTF-8 at byte 11"),
        (json, b"{\"text\": ".to_vec(), 400, "is not JSON"),
        (json, b"".to_vec(), 400, "is not JSON"),
        (json, b"{} {}".to_vec(), 400, "more than one JSON value"),
        (json, vec![b' '; (256 << 10) + 1], 413, "too large"),
        ("text/plain", b"{}".to_vec(), 415, "application/json"),
        (json, b"[]".to_vec(), 422, "body"),
        (json, b"{\"txt\": 1}".to_vec(), 422, "txt"),
        (json, b"{\"text\": 1}".to_vec(), 422, "text"),
        (json, b"{\"limit\": -1}".to_vec(), 422, "limit"),
        (json, b"{\"limit\": 101}".to_vec(), 422, "limit: 101 is out of range; use 1 to 100"),
        (json, b"{\"facets\": [\"x\"]}".to_vec(), 422, "facets[0]: \"x\" is not known; use one of"),
        (json, b"{\"lang\": \"xx\"}".to_vec(), 422, "lang"),
        (json, b"{\"conditions\": {\"shifts\": [\"x\"]}}".to_vec(), 422, "conditions.shifts[0]"),
        (json, b"{\"conditions\": {\"places\": [\"Atlantis\"]}}".to_vec(), 422, "places[0]"),
        (
            json,
            b"{\"conditions\": {\"within\": {\"from\": \"Joensuu\"}}}".to_vec(),
            422,
            "minutes or km",
        ),
        (json, b"{\"conditions\": {\"published_from\": \"1.1.2026\"}}".to_vec(), 422, "YYYY-MM-DD"),
    ];
    for (kind, body, status, told) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        let answer = send_body(&state, Method::POST, "/api/v1/search", kind, body).await;
        let (got, code, message) = answer.error();
        assert_eq!(got, status, "{shown}: {message}");
        assert!(message.contains(told), "{shown}: {message}");
        let expected = match status {
            400 => "bad_request",
            413 => "too_large",
            415 => "unsupported_media_type",
            _ => "unprocessable",
        };
        assert_eq!(code, expected);
        if status == 422 {
            let details = &answer.json()["details"][0];
            assert!(details["field"].is_string() && details["fix"].is_string(), "{details}");
        }
    }
}

#[tokio::test]
async fn deep_nesting_is_refused_before_it_is_built() {
    let nested = format!("{{\"person\": {{\"profile\": {}", "[".repeat(200_000));
    let state = demo();
    let answer = send_body(&state, Method::POST, "/api/v1/match", "application/json", nested).await;
    let (status, _, message) = answer.error();
    assert!(status == 400 && message.contains("recursion limit"), "{status} {message}");
}

#[tokio::test]
async fn addresses_that_cannot_be_read_or_are_not_there() {
    let state = demo();
    let cases = [
        ("/api/v1/search?text=%FF", 400, "not UTF-8"),
        ("/api/v1/search?text=%2", 400, "not UTF-8"),
        ("/api/v1/search?nonsense=1", 400, "nonsense"),
        ("/api/v1/search?limit=many", 400, "limit"),
        ("/api/v1/search?limit=0", 422, "limit: 0"),
        ("/api/v1/search?minutes=30", 422, "near: is missing"),
        ("/api/v1/complete?text=a&limit=51", 422, "limit: 51"),
        ("/api/v1/concepts?kind=x", 422, "kind[0]"),
        ("/api/v1/concepts/nowhere", 404, "/api/v1/concepts finds by name"),
        ("/api/v1/opportunities/nowhere", 404, "nowhere"),
        ("/api/v1/opportunities/%FF", 400, "path"),
        ("/api/v1/opportunities/a%20b", 400, "character ' '"),
        ("/api/v1/opportunities/nowhere/similar", 404, "nowhere"),
        ("/api/v1/opportunities/nk-lie-002/similar?limit=0", 422, "limit: 0"),
        ("/api/nowhere", 404, "no such address"),
        ("/nowhere", 404, "no such address"),
    ];
    for (path, status, told) in cases {
        let (got, _, message) = get(&state, path).await.error();
        assert_eq!(got, status, "{path}: {message}");
        assert!(message.contains(told), "{path}: {message}");
    }
    let answer = send_body(&state, Method::DELETE, "/api/v1/search", "text/plain", "").await;
    assert_eq!(answer.error().0, 405);
    assert_eq!(answer.header("allow"), "GET,HEAD,POST");
}

#[tokio::test]
async fn whom_a_match_is_for_must_be_clear() {
    let state = demo();
    let cases = [
        (json!({}), 422, "give one of candidate, profile and told"),
        (json!({"person": {"candidate": "c-001", "told": {"text": "x"}}}), 422, "give one of"),
        (json!({"person": {"told": {"text": " "}}}), 422, "text: says nothing"),
        (json!({"person": {"told": {"text": "x", "home": "Atlantis"}}}), 422, "told.home"),
        (json!({"person": {"profile": {"age": 40}}}), 422, "profile.age: is not a known field"),
        (json!({"person": {"profile": []}}), 422, "profile"),
        (json!({"person": {"profile": {"id": {}}}}), 422, "profile.id"),
        (json!({"person": {"candidate": "c-001"}}), 401, "token"),
    ];
    for (body, status, told) in cases {
        let (got, _, message) = post(&state, "/api/v1/match", body.clone()).await.error();
        assert_eq!(got, status, "{body}: {message}");
        assert!(message.contains(told), "{body}: {message}");
    }
    let body = json!({"person": {"told": {"text": "x"}}, "posting": "nowhere"});
    assert_eq!(post(&state, "/api/v1/explain", body).await.error().0, 404);
}

#[tokio::test]
async fn no_token_no_writing_and_a_wrong_one_is_refused() {
    let state = demo();
    for (method, path) in [
        (Method::POST, "/api/v1/opportunities"),
        (Method::DELETE, "/api/v1/opportunities/nk-lie-002"),
    ] {
        let answer = send_body(&state, method, path, "application/x-ndjson", "{}").await;
        assert_eq!(answer.error().0, 401, "{path}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    for header in ["Bearer nonsense", "Basic YTpi", "nonsense"] {
        let request = Request::delete("/api/v1/opportunities/nk-lie-002");
        let request = request.header("authorization", header).body(Body::empty()).expect("one");
        assert_eq!(send(&state, request).await.error().0, 401, "{header}");
    }
}

#[tokio::test]
async fn each_answer_has_its_id_and_what_browsers_must_know() {
    let state = demo();
    let with = |id: &str| {
        let request = Request::get("/api/v1/stats").header("x-request-id", id);
        request.body(Body::empty()).expect("a request")
    };
    assert_eq!(send(&state, with("caller-1.a_B")).await.header("x-request-id"), "caller-1.a_B");
    for bad in ["a b", "<script>", "", &"x".repeat(65)] {
        let given = send(&state, with(bad)).await.header("x-request-id").to_owned();
        assert!(given != bad && given.len() > 12, "{bad}");
    }
    let answer = get(&state, "/api/v1/stats").await;
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn answers_are_compressed_when_the_caller_can_read_it() {
    let state = demo();
    for (asked, got) in [("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("identity", "")] {
        let request = Request::get("/api/v1/places").header("accept-encoding", asked);
        let answer = send(&state, request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.header("content-encoding"), got, "{asked}");
        let plain = get(&state, "/api/v1/places").await.bytes.len();
        assert!(got.is_empty() || answer.bytes.len() * 3 < plain, "{asked}");
    }
}
