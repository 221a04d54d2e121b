//! A service over the fixtures with tokens, by words and rules only: no model is needed.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use kohtaanto::geo::TravelTable;
use kohtaanto::local::Fixtures;
use kohtaanto::trust::{AuditLog, AuditOptions, NewToken, Role, TokenStore};
use kohtaanto::{Engine, EngineOptions, LineKind};
use kohtaanto_http::{AppState, Day, ServeOptions, StateOptions, Trust, app, serve};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// A service and a token for each role.
#[derive(Debug)]
pub(super) struct Service {
    /// One router, as in a process: it keeps who is logged in.
    router: Router,
    pub(super) advisor: String,
    pub(super) employer: String,
}

impl Service {
    pub(super) fn new() -> Self {
        let fixtures = Fixtures::open(None).expect("the fixtures");
        let minutes = std::fs::read_to_string(fixtures.travel_minutes()).expect("the minutes");
        let travel = Arc::new(TravelTable::parse(&minutes).expect("a table"));
        let options = EngineOptions { travel, ..EngineOptions::default() };
        let engine = Engine::in_memory(options).expect("an engine");
        for kind in [LineKind::Postings, LineKind::Candidates] {
            fixtures.fill(&engine, kind, &()).expect("filled");
        }
        let dir = tempfile::tempdir().expect("a folder");
        let now = Timestamp::now();
        let tokens = TokenStore::open(&dir.path().join("tokens.json"));
        let audit = AuditLog::open(&dir.path().join("audit.ndjson"), AuditOptions::default(), now);
        let mut n = 0_u8;
        let mut token = |role| {
            let new = NewToken {
                role,
                organisation: "Lieksan kaupunki".to_owned(),
                municipalities: Vec::new(),
                purpose: "paikan täyttäminen kokeessa".to_owned(),
                expires: now + SignedDuration::from_hours(1),
            };
            let random = &mut |bytes: &mut [u8]| {
                bytes.iter_mut().for_each(|byte| {
                    n = n.wrapping_mul(31).wrapping_add(7);
                    *byte = n;
                });
                Ok(())
            };
            tokens.create(new, now, random).expect("a token").secret.reveal().to_owned()
        };
        let (advisor, employer) = (token(Role::Advisor), token(Role::Employer));
        let trust = Trust { tokens, audit: audit.expect("a log"), temporary: Some(dir) };
        let options = StateOptions { day: Day::Fixed(Fixtures::DAY), ..StateOptions::default() };
        let state = AppState::with_trust(engine, options, Some(trust)).expect("a state");
        Self { router: app(state), advisor, employer }
    }

    /// Listens on a free port until the runtime ends.
    pub(super) async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let options = ServeOptions {
            max_connections: 64,
            head_timeout: Duration::from_secs(30),
            shutdown_deadline: Duration::ZERO,
        };
        tokio::spawn(serve(listener, self.router.clone(), options, std::future::pending()));
        address
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        Page::of(answer).await
    }

    pub(super) async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    /// A form as one of our own pages sends it, with a cookie.
    pub(super) async fn post(&self, path: &str, form: &str, cookie: &str) -> Page {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookie);
        self.send(request.body(form.to_owned().into()).expect("a request")).await
    }
}

/// An answer as a browser gets it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) text: String,
    headers: axum::http::HeaderMap,
}

impl Page {
    async fn of(answer: Response<Body>) -> Self {
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self { status: parts.status.as_u16(), text, headers: parts.headers }
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The texts between two marks.
    pub(super) fn between<'a>(&'a self, before: &str, after: &str) -> Vec<&'a str> {
        let rests = self.text.split(before).skip(1);
        rests.filter_map(|rest| rest.split_once(after)).map(|(found, _)| found).collect()
    }
}
