//! Every status of every operation of OpenAPI, got from the service and compared with what is
//! documented, in both directions; and every body against its schema.

use super::people::Service;
use super::schema::misfit;
use super::{Answer, demo, get, options};
use axum::body::Body;
use axum::http::Request;
use kohtaanto::trust::Role;
use kohtaanto::{Engine, EngineOptions, LineKind, Prepared, Snapshot, UnknownFields};
use kohtaanto_http::{BlockingOptions, RateOptions, StateOptions};
use kohtaanto_tests::{candidate_lines, posting_lines};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

const MAX_BODY: usize = 16 << 10;
const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";

/// An operation, with a request that it answers.
#[derive(Default)]
struct Row {
    method: &'static str,
    path: &'static str,
    /// What stands for `{id}`.
    id: &'static str,
    query: &'static str,
    role: Option<Role>,
    /// Content type and body.
    body: Option<(&'static str, String)>,
    /// A query or a body with a field that does not hold.
    refused: Option<String>,
}

/// What one request changes of its row's good one.
#[derive(Default, Clone)]
struct Twist {
    token: Option<String>,
    id: Option<&'static str>,
    query: Option<String>,
    kind: Option<&'static str>,
    body: Option<String>,
    headers: Vec<(&'static str, &'static str)>,
}

fn of_fixtures(lines: Vec<String>, id: &str) -> String {
    let wanted = format!("\"id\":\"{id}\"");
    let line = lines.into_iter().find(|line| line.replace(": ", ":").contains(&wanted));
    line.expect("a line of the fixtures")
}

fn posting() -> String {
    of_fixtures(posting_lines(), "nk-lie-002")
}

fn person() -> String {
    of_fixtures(candidate_lines(), "c-001")
}

fn get_row(path: &'static str, id: &'static str, query: &'static str) -> Row {
    Row { method: "get", path, id, query, ..Row::default() }
}

fn post_row(path: &'static str, body: Value, refused: Value) -> Row {
    let (body, refused) = (Some((JSON, body.to_string())), Some(refused.to_string()));
    Row { method: "post", path, body, refused, ..Row::default() }
}

/// Every operation once; a receipt is that of a match for the stored person.
fn rows(receipt: &Value) -> Vec<Row> {
    let stored = json!({"candidate": "c-001"});
    let pair = json!({"person": stored, "posting": "nk-lie-002"});
    let matched = json!({"person": stored, "limit": 3});
    let need = json!({"title": {"fi": "Kokki"}, "employer": {"name": "Kahvila"},
        "places": [{"municipality": "422"}]});
    let candidates = Some(Role::Advisor);
    let postings = Some(Role::Service);
    let refused = |query: &str| Some(query.to_owned());
    let upload = |path, role, line: String| Row {
        method: "post",
        path,
        role,
        body: Some((LINES, line)),
        refused: Some("{\"id\": 1}".to_owned()),
        ..Row::default()
    };
    let delete = |path, id, role| Row { method: "delete", path, id, role, ..Row::default() };
    let concept = "http%3A%2F%2Fdata.europa.eu%2Fesco%2Fisco%2FC5321";
    let since = "updated-after=2026-11-20T00:00:00";
    vec![
        upload("/api/v1/candidates", candidates, person()),
        delete("/api/v1/candidates/{id}", "c-001", candidates),
        Row { role: candidates, ..get_row("/api/v1/candidates/{id}", "c-001", "") },
        Row { refused: refused("limit=51"), ..get_row("/api/v1/complete", "", "text=s") },
        Row { refused: refused("limit=0"), ..get_row("/api/v1/concepts", "", "text=kokki") },
        get_row("/api/v1/concepts/{id}", concept, "lang=sv"),
        Row {
            role: candidates,
            ..post_row("/api/v1/explain", pair, json!({"person": {}, "posting": "a"}))
        },
        Row { role: candidates, ..post_row("/api/v1/match", matched.clone(), json!({"limit": 0})) },
        Row {
            role: candidates,
            ..post_row("/api/v1/needs/candidates", json!({"need": need}), json!({"need": {}}))
        },
        upload("/api/v1/opportunities", postings, posting()),
        delete("/api/v1/opportunities/{id}", "nk-lie-002", postings),
        get_row("/api/v1/opportunities/{id}", "nk-lie-002", ""),
        Row {
            method: "post",
            role: candidates,
            refused: refused("limit=0"),
            ..get_row("/api/v1/opportunities/{id}/candidates", "nk-lie-002", "limit=2")
        },
        Row {
            refused: refused("limit=0"),
            ..get_row("/api/v1/opportunities/{id}/similar", "nk-lie-002", "limit=2")
        },
        get_row("/api/v1/places", "", "lang=en"),
        Row {
            role: candidates,
            ..post_row(
                "/api/v1/receipts/verify",
                json!({"receipt": receipt, "request": matched}),
                json!({"receipt": receipt, "request": {"limit": 3}}),
            )
        },
        Row { refused: refused("limit=0"), ..get_row("/api/v1/search", "", "text=kokki") },
        post_row("/api/v1/search", json!({"text": "hoitaja"}), json!({"limit": 0})),
        get_row("/api/v1/stats", "", ""),
        get_row("/jobtech/v1/ad/{id}", "nk-lie-002", ""),
        get_row("/jobtech/v1/complete", "", "q=s"),
        get_row("/jobtech/v1/search", "", "q=hoitaja"),
        get_row("/jobtech/v1/snapshot", "", ""),
        get_row("/jobtech/v1/stream", "", since),
    ]
}

/// A service in which one thing is as it should not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plight {
    None,
    Empty,
    WithoutTaxonomy,
    ReadOnly,
    QuotaSpent,
    AllBusy,
    LogUnwritable,
    TokensUnreadable,
}

const PLIGHTS: [Plight; 8] = [
    Plight::None,
    Plight::Empty,
    Plight::WithoutTaxonomy,
    Plight::ReadOnly,
    Plight::QuotaSpent,
    Plight::AllBusy,
    Plight::LogUnwritable,
    Plight::TokensUnreadable,
];

/// A service in a plight; what keeps it busy is let go with it.
struct Troubled(Service, Vec<Sender<()>>);

async fn troubled(plight: Plight) -> Troubled {
    let mut engine = EngineOptions::default();
    if plight == Plight::WithoutTaxonomy {
        engine.taxonomy = None;
    }
    let engine = Engine::in_memory(engine).expect("an engine");
    if plight != Plight::Empty {
        put(&engine, LineKind::Postings, &posting());
        put(&engine, LineKind::Candidates, &person());
    }
    let one = NonZeroU32::MIN;
    let spent = RateOptions { burst: one, per_minute: one, n_proxies: 0 };
    let mut options = StateOptions {
        read_only: plight == Plight::ReadOnly,
        rate: (plight == Plight::QuotaSpent).then_some(spent),
        max_json_bytes: MAX_BODY,
        max_upload_bytes: MAX_BODY,
        ..options()
    };
    if plight == Plight::AllBusy {
        options.timeout = Duration::from_millis(30);
        options.upload_timeout = options.timeout;
        options.blocking = BlockingOptions { at_once: 1, queue: 8 };
    }
    let service = Service::new(engine, options);
    let mut held = Vec::new();
    match plight {
        Plight::QuotaSpent => {
            assert_eq!(get(&service.state, "/api/v1/stats").await.status, 200);
        }
        Plight::AllBusy => held = hold(&service).await,
        Plight::LogUnwritable => in_place_of_a_file(&service.log()),
        _ => {}
    }
    Troubled(service, held)
}

fn put(engine: &Engine, kind: LineKind, line: &str) {
    let (mut writer, line) = match kind {
        LineKind::Postings => {
            (engine.write_opportunities(), Prepared::posting(line, UnknownFields::Refuse))
        }
        LineKind::Candidates => (
            engine.write_people(),
            Prepared::candidate(line, UnknownFields::Refuse, kohtaanto::local::Fixtures::DAY),
        ),
    };
    let writer = writer.as_mut().expect("a writer");
    writer.upsert(vec![line.expect("a line")], &()).expect("put in");
    writer.commit().expect("committed");
}

/// Holds the only place of reading and that of writing.
async fn hold(service: &Service) -> Vec<Sender<()>> {
    let mut senders = Vec::new();
    for writes in [false, true] {
        let (free, wait) = channel::<()>();
        let (held, is_held) = tokio::sync::oneshot::channel();
        let state = service.state.clone();
        let call = move || {
            let _ = held.send(());
            let _ = wait.recv();
            Ok(())
        };
        tokio::spawn(async move {
            if writes {
                state.write(move |_| call()).await
            } else {
                state.read(move |_: &Snapshot| call()).await
            }
        });
        is_held.await.expect("held");
        senders.push(free);
    }
    senders
}

fn in_place_of_a_file(path: &std::path::Path) {
    let _ = std::fs::remove_file(path);
    std::fs::create_dir(path).expect("a folder in its place");
}

impl Row {
    async fn send(&self, service: &Service, twist: &Twist) -> Answer {
        let mut address = self.path.replace("{id}", twist.id.unwrap_or(self.id));
        let query = twist.query.as_deref().unwrap_or(self.query);
        if !query.is_empty() {
            address = format!("{address}?{query}");
        }
        let mut request = Request::builder().method(self.method.to_uppercase().as_str());
        request = request.uri(address);
        let (kind, body) = self.body.clone().unwrap_or_default();
        if self.body.is_some() {
            request = request.header("content-type", twist.kind.unwrap_or(kind));
        }
        if let Some(token) = &twist.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &twist.headers {
            request = request.header(*name, *value);
        }
        let body = twist.body.clone().unwrap_or(body);
        super::send(&service.state, request.body(Body::from(body)).expect("a request")).await
    }

    /// What else may be wrong with a request, with a service that is well.
    fn twists(&self, good: &Twist, employer: String, elsewhere: String) -> Vec<Twist> {
        let with_token = |token| Twist { token, ..good.clone() };
        let mut twists = vec![
            with_token(None),
            with_token(Some("kt_wrong".to_owned())),
            with_token(Some(employer)),
            with_token(Some(elsewhere)),
            Twist { id: Some("nowhere"), ..good.clone() },
            Twist { id: Some("%FF"), ..good.clone() },
            Twist { query: Some("nonsense=1".to_owned()), ..good.clone() },
            Twist { headers: vec![("accept", "text/html")], ..good.clone() },
            Twist { headers: vec![("if-match", "\"another\"")], ..good.clone() },
        ];
        if self.body.is_some() {
            let bodies = ["{", &" ".repeat(MAX_BODY + 1)];
            twists.extend(bodies.map(|body| Twist { body: Some(body.to_owned()), ..good.clone() }));
            // The empty upload, which puts nothing in.
            twists.push(Twist { body: Some(" ".to_owned()), ..good.clone() });
            twists.push(Twist { kind: Some("text/plain"), ..good.clone() });
        }
        if let Some(refused) = self.refused.clone() {
            twists.push(match self.body {
                Some(_) => Twist { body: Some(refused), ..good.clone() },
                None => Twist { query: Some(refused), ..good.clone() },
            });
        }
        twists
    }
}

/// Method, path and status.
type Triple = (String, String, String);

fn documented(description: &Value) -> BTreeSet<Triple> {
    let mut all = BTreeSet::new();
    for (path, operations) in description["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            for status in operation["responses"].as_object().expect("responses").keys() {
                all.insert((method.clone(), path.clone(), status.clone()));
            }
        }
    }
    all
}

/// Fails when the answer is not of the form that the description gives for its status.
fn check_body(description: &Value, row: &Row, answer: &Answer) {
    let status = answer.status.as_str();
    let at = format!("{} {} {status}", row.method, row.path);
    let response = &description["paths"][row.path][row.method]["responses"][status];
    let Some(content) = response["content"].as_object() else {
        // Not documented is told of all together; documented without content is empty.
        assert!(response.is_null() || answer.bytes.is_empty(), "{at} has a body");
        return;
    };
    let kind = answer.header("content-type");
    let schema = content.get(kind).unwrap_or_else(|| panic!("{at}: {kind:?} is not documented"));
    if kind == JSON {
        let misfit = misfit(description, &schema["schema"], &answer.json());
        assert_eq!(misfit, None, "{at}");
    }
    if answer.status.is_client_error() || answer.status.is_server_error() {
        answer.error();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_status_is_got_and_every_status_got_is_documented() {
    let description = get(&demo(), "/api/v1/openapi.json").await.json();
    let Troubled(well, _) = troubled(Plight::None).await;
    let body = json!({"person": {"candidate": "c-001"}, "limit": 3});
    let matched = well.post("/api/v1/match", &well.token(Role::Advisor, &[]), body).await.json();
    let mut got = BTreeSet::new();
    for row in rows(&matched["receipt"]) {
        let mut keep = |answer: Answer| {
            check_body(&description, &row, &answer);
            let status = answer.status.as_str().to_owned();
            got.insert((row.method.to_owned(), row.path.to_owned(), status));
        };
        for plight in PLIGHTS {
            let Troubled(service, _held) = troubled(plight).await;
            let token = row.role.map(|role| service.token(role, &[]));
            let good = Twist { token, ..Twist::default() };
            if plight == Plight::None {
                let employer = service.token(Role::Employer, &[]);
                let elsewhere = service.token(Role::Advisor, &["167"]);
                for twist in row.twists(&good, employer, elsewhere) {
                    keep(row.send(&service, &twist).await);
                }
            }
            if plight == Plight::TokensUnreadable {
                in_place_of_a_file(&service.tokens());
            }
            // Last: it may take out what the others are about.
            keep(row.send(&service, &good).await);
        }
    }
    let documented = documented(&description);
    let missing: Vec<_> = documented.difference(&got).collect();
    let untold: Vec<_> = got.difference(&documented).collect();
    assert!(missing.is_empty(), "documented and not got: {missing:#?}");
    assert!(untold.is_empty(), "got and not documented: {untold:#?}");
}
