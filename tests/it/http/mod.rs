//! The service, route by route, without a socket but where connections are the matter.

mod description;
mod errors;
mod faults;
mod jobtech;
mod load;
mod people;
mod process;
mod routes;
mod schema;
mod serving;
mod statuses;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use kohtaanto::local::Fixtures;
use kohtaanto::{Engine, EngineOptions, LineKind};
use kohtaanto_http::{AppState, Day, StateOptions, app};
use serde_json::Value;
use std::sync::OnceLock;
use tower::ServiceExt;

/// The fixtures in memory, by words only; for tests that do not write.
fn demo() -> AppState {
    static STATE: OnceLock<AppState> = OnceLock::new();
    STATE.get_or_init(|| AppState::new(filled(), options()).expect("a state")).clone()
}

fn filled() -> Engine {
    let fixtures = Fixtures::open(None).expect("the fixtures");
    let engine = Engine::in_memory(EngineOptions::default()).expect("an engine");
    for kind in [LineKind::Postings, LineKind::Candidates] {
        fixtures.fill(&engine, kind, &()).expect("filled");
    }
    engine
}

fn options() -> StateOptions {
    StateOptions { day: Day::Fixed(Fixtures::DAY), ..StateOptions::default() }
}

/// A state over an empty store in memory.
fn empty(options: StateOptions) -> AppState {
    let engine = Engine::in_memory(EngineOptions::default()).expect("an engine");
    AppState::new(engine, options).expect("a state")
}

#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| {
            panic!("{error}: {}", String::from_utf8_lossy(&self.bytes));
        })
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// An error as all errors are: its status, code, message and the id of the header.
    fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("request_id"), self.header("x-request-id"));
        assert!(!text("message").is_empty());
        (self.status.as_u16(), text("code"), text("message"))
    }
}

async fn send(state: &AppState, request: Request<Body>) -> Answer {
    let answer = app(state.clone()).oneshot(request).await.expect("an answer");
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

async fn get(state: &AppState, path: &str) -> Answer {
    send(state, Request::get(path).body(Body::empty()).expect("a request")).await
}

async fn post(state: &AppState, path: &str, body: Value) -> Answer {
    send_body(state, Method::POST, path, "application/json", body.to_string()).await
}

async fn send_body(
    state: &AppState,
    method: Method,
    path: &str,
    kind: &str,
    body: impl Into<Body>,
) -> Answer {
    let request = Request::builder().method(method).uri(path).header("content-type", kind);
    send(state, request.body(body.into()).expect("a request")).await
}
