//! Tokens, roles, the audit log before people, uploads, and receipts.

use super::{Answer, filled, options, send};
use axum::body::Body;
use axum::http::Request;
use jiff::{SignedDuration, Timestamp};
use kohtaanto::trust::{
    AuditLog, AuditOptions, AuditOutcome, NewToken, Role, TokenStore, read_audit, verify_audit,
};
use kohtaanto::{Engine, EngineOptions};
use kohtaanto_http::{AppState, StateOptions, Trust};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A service with tokens and a log.
pub(super) struct Service {
    pub(super) state: AppState,
    dir: TempDir,
}

impl Service {
    pub(super) fn new(engine: Engine, options: StateOptions) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let audit =
            AuditLog::open(&dir.path().join("audit.ndjson"), AuditOptions::default(), now());
        let tokens = TokenStore::open(&dir.path().join("tokens.json"));
        let trust = Trust { tokens, audit: audit.expect("a log"), temporary: None };
        let state = AppState::with_trust(engine, options, Some(trust)).expect("a state");
        Self { state, dir }
    }

    pub(super) fn log(&self) -> PathBuf {
        self.dir.path().join("audit.ndjson")
    }

    pub(super) fn tokens(&self) -> PathBuf {
        self.dir.path().join("tokens.json")
    }

    pub(super) fn token(&self, role: Role, municipalities: &[&str]) -> String {
        let ends = now() + SignedDuration::from_hours(1);
        token(&self.tokens(), role, municipalities, now(), ends)
    }

    async fn call(&self, method: &str, path: &str, token: &str, body: Body, kind: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("content-type", kind);
        let request = match token {
            "" => request,
            token => request.header("authorization", format!("Bearer {token}")),
        };
        send(&self.state, request.body(body).expect("a request")).await
    }

    pub(super) async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call("POST", path, token, body.to_string().into(), "application/json").await
    }

    pub(super) async fn lines(&self, path: &str, token: &str, lines: &str) -> Answer {
        self.call("POST", path, token, lines.to_owned().into(), "application/x-ndjson").await
    }

    fn n_logged(&self) -> usize {
        entries(&self.log()).len()
    }
}

/// A new token in a file of tokens.
pub(super) fn token(
    tokens: &Path,
    role: Role,
    municipalities: &[&str],
    made: Timestamp,
    expires: Timestamp,
) -> String {
    let codes = municipalities.iter().map(|code| code.parse().expect("a code"));
    let new = NewToken {
        role,
        organisation: "koe".to_owned(),
        municipalities: codes.collect(),
        purpose: "paikan täyttäminen kokeessa".to_owned(),
        expires,
    };
    let mut n = role as u8 + (municipalities.len() * 40) as u8;
    let random = &mut |bytes: &mut [u8]| {
        bytes.iter_mut().for_each(|byte| {
            n = n.wrapping_mul(31).wrapping_add(7);
            *byte = n;
        });
        Ok(())
    };
    TokenStore::open(tokens).create(new, made, random).expect("a token").secret.reveal().to_owned()
}

fn now() -> Timestamp {
    Timestamp::now()
}

fn entries(log: &Path) -> Vec<kohtaanto::trust::AuditEntry> {
    let lines = read_audit(log, &Default::default()).expect("the log");
    lines.into_iter().filter_map(|line| line.entry).collect()
}

const CANDIDATES: &str = "/api/v1/opportunities/nk-lie-002/candidates?limit=5";

#[tokio::test]
async fn people_need_a_token_and_each_view_is_logged_first() {
    let service = Service::new(filled(), options());
    let path = CANDIDATES;
    assert_eq!(service.post(path, "", json!({})).await.error().0, 401);
    assert_eq!(service.post(path, "kt_wrong", json!({})).await.error().0, 401);
    assert_eq!(service.n_logged(), 0);
    let advisor = service.token(Role::Advisor, &[]);
    let answer = service.post(path, &advisor, json!({})).await;
    let shown = String::from_utf8_lossy(&answer.bytes).into_owned();
    assert_eq!(answer.status, 200, "{shown}");
    let answer = answer.json();
    let rows = answer["people"].as_array().expect("people");
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row["seen"].is_null() && row["id"].is_string()));
    assert!(answer["costs"]["within_reach"].as_u64().is_some_and(|n| n > 0));
    let logged = entries(&service.log());
    assert_eq!(logged.len(), 2, "the ranking, and its costs");
    let ids: Vec<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(logged[0].results, ids);
    assert_eq!(logged[0].organisation.as_deref(), Some("koe"));
    verify_audit(&service.log(), None).expect("the chain holds");
}

#[tokio::test]
async fn nothing_is_given_when_the_log_cannot_be_written() {
    let service = Service::new(filled(), options());
    let advisor = service.token(Role::Advisor, &[]);
    std::fs::remove_file(service.log()).expect("removed");
    std::fs::create_dir(service.log()).expect("a folder in its place");
    let answer = service.post(CANDIDATES, &advisor, json!({})).await;
    assert_eq!(answer.error().0, 503);
    let path = "/api/v1/candidates/c-001";
    assert_eq!(service.call("GET", path, &advisor, Body::empty(), "").await.error().0, 503);
    assert_eq!(service.call("DELETE", path, &advisor, Body::empty(), "").await.error().0, 503);
    assert_eq!(service.state.snapshot().stats().n_candidates, 108, "nothing was taken out");
}

#[tokio::test]
async fn employers_see_what_can_be_matched_and_no_more() {
    let service = Service::new(filled(), options());
    let employer = service.token(Role::Employer, &[]);
    let answer = service.post(CANDIDATES, &employer, json!({})).await;
    let shown = String::from_utf8(answer.bytes.clone()).expect("text");
    let rows = answer.json()["people"].as_array().expect("people").clone();
    assert!(rows.iter().all(|row| row["seen"]["id"] == row["id"]));
    for private in ["Kotihoitoa tai palveluasumista", "Tunnen Lieksan", "palvelutalossa", "2018-10"]
    {
        assert!(!shown.contains(private), "{private}");
    }
    // What a person wants is not an employer's to see, and neither is writing.
    let body = json!({"person": {"candidate": "c-001"}});
    assert_eq!(service.post("/api/v1/match", &employer, body).await.error().0, 403);
    assert_eq!(service.lines("/api/v1/candidates", &employer, "{}").await.error().0, 403);
    assert_eq!(service.lines("/api/v1/opportunities", &employer, "{}").await.error().0, 403);
    let refused = entries(&service.log());
    let refused = refused.iter().filter(|e| matches!(e.outcome, AuditOutcome::Refused(_))).count();
    assert_eq!(refused, 1);
}

#[tokio::test]
async fn a_token_opens_the_people_of_its_municipalities() {
    let service = Service::new(filled(), options());
    let lieksa = service.token(Role::Advisor, &["422"]);
    let joensuu = service.token(Role::Advisor, &["167", "276"]);
    let get = |token: String| {
        let service = &service;
        async move { service.call("GET", "/api/v1/candidates/c-001", &token, Body::empty(), "").await }
    };
    let seen = get(lieksa.clone()).await;
    assert_eq!(seen.status, 200);
    assert_eq!(seen.json()["reach"]["home"], "422");
    assert_eq!(get(joensuu.clone()).await.error().0, 403);
    let matched = json!({"person": {"candidate": "c-001"}, "limit": 2});
    let answer = service.post("/api/v1/match", &lieksa, matched.clone()).await.json();
    assert_eq!(answer["matches"].as_array().map(Vec::len), Some(2));
    assert_eq!(service.post("/api/v1/match", &joensuu, matched).await.error().0, 403);
    let explain = json!({"person": {"candidate": "c-001"}, "posting": "nk-lie-002"});
    assert_eq!(service.post("/api/v1/explain", &lieksa, explain.clone()).await.status, 200);
    assert_eq!(service.post("/api/v1/explain", &joensuu, explain).await.error().0, 403);
    let path = "/api/v1/candidates/c-001";
    assert_eq!(service.call("DELETE", path, &joensuu, Body::empty(), "").await.error().0, 403);
    assert_eq!(service.call("DELETE", path, &lieksa, Body::empty(), "").await.status, 204);
    assert_eq!(get(lieksa).await.error().0, 404);
}

#[tokio::test]
async fn a_need_in_the_body_is_ranked_for_and_not_kept() {
    let service = Service::new(filled(), options());
    let advisor = service.token(Role::Advisor, &[]);
    let need = json!({"title": {"fi": "Lähihoitaja kotihoitoon"}, "employer": {"name": "Hoiva"},
        "places": [{"municipality": "422"}],
        "requirements": [{"kind": "language", "language": "fi", "level": "B2"}]});
    let answer = service.post("/api/v1/needs/candidates", &advisor, json!({"need": need})).await;
    let answer = answer.json();
    assert_eq!(answer["people"].as_array().map(Vec::len), Some(10));
    assert!(answer["costs"]["requirements"][0]["text"].is_string(), "{}", answer["costs"]);
    assert_eq!(service.state.snapshot().stats().n_postings, 415);
    let bad = json!({"need": {"title": {"fi": "x"}, "employer": {"name": "y"}, "place": []}});
    let (status, _, message) =
        service.post("/api/v1/needs/candidates", &advisor, bad).await.error();
    assert!(status == 422 && message.contains("need.place: is not a known field"), "{message}");
}

fn line(id: &str, title: &str) -> String {
    let place = json!([{"municipality": "260"}]);
    json!({"id": id, "title": {"fi": title}, "employer": {"name": "Kahvila"}, "places": place})
        .to_string()
}

#[tokio::test]
async fn an_upload_is_all_or_nothing_unless_part_is_asked() {
    let engine = Engine::in_memory(EngineOptions::default()).expect("an engine");
    let service = Service::new(engine, options());
    let token = service.token(Role::Service, &[]);
    let path = "/api/v1/opportunities";
    let bad = r#"{"id": "b", "title": {"fi": ""}, "employer": {"name": "x"}, "places": [{"municipality": "999"}]}"#;
    let lines = format!("{}\n{bad}\nnot json\n", line("a", "Kokki"));
    let refused = service.lines(path, &token, &lines).await;
    assert_eq!(refused.error().0, 422);
    let details = refused.json()["details"].clone();
    assert_eq!(details[0]["line"], 2);
    assert!(details.as_array().is_some_and(|all| all.iter().any(|one| one["line"] == 3)));
    assert_eq!(service.state.snapshot().stats().n_postings, 0);

    let taken = service.lines("/api/v1/opportunities?partial=true", &token, &lines).await.json();
    assert_eq!((&taken["accepted"], &taken["refused"]), (&json!(1), &json!(2)));
    let found = |id: &'static str| {
        let service = &service;
        async move {
            let path = format!("/api/v1/opportunities/{id}");
            service.call("GET", &path, "", Body::empty(), "").await
        }
    };
    assert_eq!(found("a").await.json()["title"]["fi"], "Kokki");
    let replaced = service.lines(path, &token, &line("a", "Tarjoilija")).await;
    assert_eq!(replaced.status, 200);
    assert_eq!(found("a").await.json()["title"]["fi"], "Tarjoilija");
    assert_eq!(service.state.snapshot().stats().n_postings, 1);

    let odd = line("c", "Kokki").replace("{\"employer\"", "{\"odd\": 1, \"employer\"");
    let kept = service.lines(path, &token, &odd).await.json();
    assert_eq!(kept["unknown_fields"], json!([{"line": 1, "fields": ["odd"]}]));
    assert_eq!(
        service.lines("/api/v1/opportunities?strict=true", &token, &odd).await.error().0,
        422
    );
    assert_eq!(service.lines(path, &token, " \n\n").await.error().0, 400);
    assert_eq!(service.post(path, &token, json!({})).await.error().0, 415);

    for (id, status) in [("a", 204), ("a", 404)] {
        let path = format!("/api/v1/opportunities/{id}");
        assert_eq!(service.call("DELETE", &path, &token, Body::empty(), "").await.status, status);
    }
    assert_eq!(found("a").await.error().0, 404);
}

#[tokio::test]
async fn uploads_and_bodies_have_limits_of_their_own() {
    let engine = Engine::in_memory(EngineOptions::default()).expect("an engine");
    let options = StateOptions { max_json_bytes: 1024, max_upload_bytes: 4096, ..options() };
    let service = Service::new(engine, options);
    let token = service.token(Role::Service, &[]);
    let long = "x".repeat(2000);
    let small = service.lines("/api/v1/opportunities", &token, &line("a", &long[..200])).await;
    assert_eq!(small.status, 200);
    let between = format!("{}\n{}", line("a", &long[..200]), " ".repeat(2000));
    assert_eq!(service.lines("/api/v1/opportunities", &token, &between).await.status, 200);
    let large = format!("{}\n{}", line("a", "x"), " ".repeat(5000));
    assert_eq!(service.lines("/api/v1/opportunities", &token, &large).await.error().0, 413);
    let body = json!({"text": long});
    assert_eq!(service.post("/api/v1/search", "", body).await.error().0, 413);
}

#[tokio::test]
async fn people_are_put_in_by_who_may_and_logged() {
    let service = Service::new(filled(), options());
    let lieksa = service.token(Role::Service, &["422"]);
    let person = |id: &str, home: &str| {
        json!({"id": id, "reach": {"home": home}, "permissions": {"rank": true}}).to_string()
    };
    let path = "/api/v1/candidates";
    assert_eq!(service.lines(path, &lieksa, &person("n-1", "422")).await.status, 200);
    assert_eq!(entries(&service.log())[0].candidate.as_ref().map(|id| id.as_str()), Some("n-1"));
    assert_eq!(service.state.snapshot().stats().n_candidates, 109);
    let elsewhere = format!("{}\n{}", person("n-2", "422"), person("n-3", "167"));
    assert_eq!(service.lines(path, &lieksa, &elsewhere).await.error().0, 403);
    // Someone else's person is not taken over by telling another home.
    assert_eq!(service.lines(path, &lieksa, &person("c-002", "422")).await.error().0, 403);
    assert_eq!(service.state.snapshot().stats().n_candidates, 109);
    let age = r#"{"id": "n-4", "age": 40, "reach": {"home": "422"}}"#;
    assert_eq!(service.lines("/api/v1/candidates?strict=true", &lieksa, age).await.error().0, 422);
}

#[tokio::test]
async fn a_replica_refuses_to_write_and_says_so() {
    let options = StateOptions { read_only: true, ..options() };
    let service = Service::new(filled(), options);
    let token = service.token(Role::Admin, &[]);
    let answer = service.lines("/api/v1/opportunities", &token, &line("a", "Kokki")).await;
    assert_eq!((answer.status.as_u16(), answer.error().1.as_str()), (409, "read_only"));
    let path = "/api/v1/candidates/c-001";
    assert_eq!(service.call("DELETE", path, &token, Body::empty(), "").await.error().0, 409);
    assert_eq!(service.post(CANDIDATES, &token, json!({})).await.status, 200, "reading goes on");
}

#[tokio::test]
async fn a_receipt_is_replayed_to_the_same_bytes_or_says_what_has_changed() {
    let service = Service::new(filled(), options());
    let token = service.token(Role::Advisor, &[]);
    let told = json!({"told": {"text": "Olen kokki ja teen vuorotyötä.", "home": "Kitee"}});
    let need = json!({"title": {"fi": "Kokki"}, "employer": {"name": "Kahvila"},
        "places": [{"municipality": "260"}]});
    let requests = [
        ("/api/v1/search", json!({"text": "kokki", "limit": 3})),
        ("/api/v1/match", json!({"person": told, "limit": 3})),
        ("/api/v1/match", json!({"person": {"candidate": "c-001"}, "limit": 3})),
        ("/api/v1/needs/candidates", json!({"need": need, "limit": 3})),
    ];
    let verify = "/api/v1/receipts/verify";
    let mut receipts = Vec::new();
    for (path, request) in &requests {
        let receipt = service.post(path, &token, request.clone()).await.json()["receipt"].clone();
        let body = json!({"receipt": receipt, "request": request});
        let verified = service.post(verify, &token, body.clone()).await.json();
        assert_eq!((&verified["same"], &verified["changed"]), (&json!(true), &json!([])), "{path}");
        assert_eq!(verified["now"], receipt);
        receipts.push(body);
    }
    let stored =
        service.post("/api/v1/opportunities/nk-lie-002/candidates", &token, json!({})).await;
    let body = json!({"receipt": stored.json()["receipt"], "request": {"posting": "nk-lie-002"}});
    assert_eq!(service.post(verify, &token, body).await.json()["same"], true);
    assert_eq!(service.post(verify, "", receipts[2].clone()).await.error().0, 401);

    let mut other = receipts[0].clone();
    other["request"]["text"] = "leipuri".into();
    let (status, _, message) = service.post(verify, "", other).await.error();
    assert!(status == 422 && message.contains("is not the receipt's"), "{message}");

    let writer = service.token(Role::Service, &[]);
    let put = service.lines("/api/v1/opportunities", &writer, &line("a", "Kokki")).await;
    assert_eq!(put.status, 200);
    let after = service.post(verify, "", receipts[0].clone()).await.json();
    assert_eq!((&after["same"], &after["changed"]), (&json!(false), &json!(["index"])));
}
