//! What goes wrong around the service: no room on the disk, a kill, a damaged model, a clock that
//! jumps, slow and greedy clients. It says so, loses nothing and goes on.

use super::people::{Service, token};
use super::process::{Place, Process, Sent, parsed};
use super::serving::{put, served};
use super::{empty, get, options, send, send_body};
use axum::body::Body;
use axum::http::{Method, Request};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use kohtaanto::local::{DEFAULT_MODEL, in_source_tree};
use kohtaanto::model::PostingId;
use kohtaanto::trust::Role;
use kohtaanto::{Engine, EngineOptions};
use kohtaanto_http::{Day, StateOptions};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const UPLOAD: &str = "/api/v1/opportunities";
const JSON: &str = "application/json";

/// Lines of so many postings, each with a text of its own.
fn lines(name: &str, n: usize) -> String {
    let line = |i: usize| {
        let text = format!("Siivoat kohdetta {name} numero {i}. ").repeat(8);
        json!({"id": format!("{name}-{i}"), "title": {"fi": format!("Siivooja {name} {i}")},
            "description": {"fi": text}, "employer": {"name": "Kunta"},
            "places": [{"municipality": "167"}]})
        .to_string()
    };
    (0..n).map(line).collect::<Vec<_>>().join("\n")
}

fn n_postings(process: &Process) -> u64 {
    let (status, body) = process.get("/api/v1/stats");
    assert_eq!(status, 200, "{body}");
    let stats: Value = serde_json::from_str(&body).expect("JSON");
    stats["postings"].as_u64().expect("a count")
}

#[test]
fn a_full_disk_is_told_and_what_was_committed_stays() {
    let place = Place::new();
    let upload = |process: &Process, lines: &str| {
        process.send(&Sent { path: UPLOAD, token: &place.token, lines }).expect("an answer")
    };
    {
        // No file may grow above 64 KiB (of 512 or 1,024 bytes a block, as the shell counts).
        let process = place.serve("trap '' XFSZ; ulimit -f 64;");
        assert_eq!(upload(&process, &lines("a", 3)).0, 200);
        let (status, body) = upload(&process, &lines("b", 2000));
        assert_eq!(status, 503, "{body}");
        assert!(body.contains("nothing was changed"), "{body}");
        assert_eq!(process.get("/api/v1/search?text=siivooja").0, 200);
        assert_eq!(n_postings(&process), 3);
        assert_eq!(upload(&process, &lines("c", 2)).0, 200, "what there is room for is taken");
        let log = process.log();
        assert!(!log.contains("panicked at"), "{log}");
        assert!(log.contains("room on the disk"), "the log says why: {log}");
    }
    let process = place.serve("");
    assert_eq!(n_postings(&process), 5);
    assert_eq!(upload(&process, &lines("b", 2000)).0, 200);
    assert_eq!(n_postings(&process), 2005);
}

/// `KOHTAANTO_KILLS` sets how often (6 by default).
#[test]
fn killed_while_it_takes_uploads_it_keeps_each_that_was_answered() {
    const BATCH: usize = 12;
    let kills = std::env::var("KOHTAANTO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6_u64);
    let place = Place::new();
    let mut kept = 0;
    let mut spread = Vec::new();
    for kill in 0..kills {
        let process = place.serve("");
        let address = process.address;
        let found = n_postings(&process);
        assert!(found == kept || found == kept + BATCH as u64, "kill {kill}: {kept}, now {found}");
        let uploads = std::thread::spawn({
            let token = place.token.clone();
            move || {
                let answered = |i: &usize| {
                    let lines = lines(&format!("k{kill}-{i}"), BATCH);
                    let sent = Sent { path: UPLOAD, token: &token, lines: &lines };
                    sent.to(address)
                        .is_ok_and(|answer| answer.is_some_and(|(status, _)| status == 200))
                };
                (0..).take_while(answered).count()
            }
        });
        std::thread::sleep(Duration::from_millis(100 + kill * 7919 % 1500));
        process.kill();
        let answered = uploads.join().expect("ended");
        kept = found + (answered * BATCH) as u64;
        spread.push(answered);
        let engine = Engine::open(&place.dir.path().join("store"), EngineOptions::default());
        let snapshot = engine.expect("the store opens").snapshot().expect("at a commit");
        for i in 0..answered {
            for id in [format!("k{kill}-{i}-0"), format!("k{kill}-{i}-{}", BATCH - 1)] {
                snapshot.posting_line(&PostingId::new(&id).expect("an id")).expect("it is there");
            }
        }
    }
    println!("{kills} kills, after so many answered uploads: {spread:?}");
    assert!(kept > 0, "no upload was answered before a kill");
}

#[test]
fn a_damaged_model_is_named_and_answers_are_by_words() {
    // The runtime is there: what is refused is the model.
    kohtaanto_tests::binary();
    let dir = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(in_source_tree(DEFAULT_MODEL)).expect("the model") {
        let path = entry.expect("an entry").path();
        let mut bytes = std::fs::read(&path).expect("a file");
        if path.extension().is_some_and(|end| end == "onnx") {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }
        std::fs::write(dir.path().join(path.file_name().expect("a name")), bytes).expect("copied");
    }
    let process = Process::start("", &["--demo", "--model", dir.path().to_str().expect("a path")]);
    let log = process.log();
    assert!(log.contains("no model") && log.contains(".onnx"), "{log}");
    let (status, body) = process.get("/api/v1/search?text=siivooja");
    let answer: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((status, &answer["degraded"]), (200, &json!(["no_vectors"])), "{log}");
}

#[tokio::test]
async fn a_clock_that_jumps_opens_and_closes_postings_and_tokens() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = || match Engine::open(dir.path(), EngineOptions::default()) {
        Ok(engine) => engine,
        Err(_) => Engine::create(dir.path(), EngineOptions::default()).expect("a store"),
    };
    put(&engine(), "a-1");
    put(&engine(), "a-2");
    let dated = json!({"id": "a-3", "title": {"fi": "Kokki"}, "employer": {"name": "Kahvila"},
        "places": [{"municipality": "260"}], "published": "2026-11-01", "expires": "2026-11-30"});
    let on = |day: Date| {
        let options = StateOptions { day: Day::Fixed(day), ..options() };
        Service::new(engine(), options)
    };
    let open = |service: &Service| {
        let state = service.state.clone();
        async move { get(&state, "/api/v1/search?text=kokki").await.json()["total"].clone() }
    };
    let service = on(date(2026, 11, 24));
    let writer = service.token(Role::Service, &[]);
    assert_eq!(service.lines(UPLOAD, &writer, &dated.to_string()).await.status, 200);
    assert_eq!(open(&service).await, 3);
    drop(service);
    // Years ahead and back: what is dated closes, and a write goes on in either.
    for day in [date(2031, 1, 1), date(1999, 1, 1), date(2026, 12, 1)] {
        let service = on(day);
        assert_eq!(open(&service).await, 2, "{day}");
        let again = service.token(Role::Service, &[]);
        let answer = service.lines(UPLOAD, &again, &dated.to_string()).await;
        assert!([200, 422].contains(&answer.status.as_u16()), "{day}: {}", answer.status);
        let stream = "/jobtech/v1/snapshot";
        assert_eq!(get(&service.state, stream).await.status, 200, "{day}");
    }
    assert_eq!(open(&on(date(2026, 11, 24))).await, 3, "and back again");

    // Tokens are held against the clock of the machine: one that has ended, and one that was made
    // while the clock was ahead.
    let service = on(date(2026, 11, 24));
    let (now, hour) = (Timestamp::now(), SignedDuration::from_hours(1));
    for (role, made, ends, status) in [
        (Role::Advisor, now - hour * 2, now - hour, 401),
        (Role::Service, now + hour, now + hour * 2, 404),
    ] {
        let secret = token(&service.tokens(), role, &[], made, ends);
        let request = Request::get("/api/v1/candidates/c-001");
        let request = request.header("authorization", format!("Bearer {secret}"));
        let answer = send(&service.state, request.body(Body::empty()).expect("a request")).await;
        let (got, _, message) = answer.error();
        assert_eq!(got, status, "{message}");
        assert!(status != 401 || message.contains("ended"), "{message}");
    }
}

/// Sends a head and then a byte at a time, until the service answers or closes.
fn trickle(address: std::net::SocketAddr, head: &str) -> (String, Duration) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(head.as_bytes()).expect("sent");
    stream.set_read_timeout(Some(Duration::from_millis(20))).expect("set");
    let (start, mut answer) = (Instant::now(), Vec::new());
    let mut bytes = [0; 1024];
    while start.elapsed() < Duration::from_secs(20) {
        let _ = stream.write_all(b" ");
        match stream.read(&mut bytes) {
            Ok(0) => break,
            Ok(n) => answer.extend_from_slice(&bytes[..n]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
        if parsed(&String::from_utf8_lossy(&answer)).is_some() {
            break;
        }
    }
    (String::from_utf8_lossy(&answer).into_owned(), start.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_trickles_is_cut_and_others_are_answered() {
    let timeout = Duration::from_millis(400);
    let state = empty(StateOptions { timeout, ..options() });
    let served = served(state.clone(), |_| {}).await;
    let address = served.address;
    let head = "POST /api/v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n";
    let slow = tokio::task::spawn_blocking(move || trickle(address, head));
    tokio::time::sleep(timeout / 4).await;
    assert_eq!(get(&state, "/api/v1/stats").await.status, 200);
    let (answer, waited) = slow.await.expect("ended");
    let (status, body) = parsed(&answer).unwrap_or_else(|| panic!("no answer: {answer:?}"));
    assert_eq!(status, 504, "{body}");
    assert!(waited >= timeout, "{waited:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_huge_body_is_refused_before_it_is_read() {
    let served = served(empty(options()), |_| {}).await;
    let address = served.address;
    let heads = [
        // It says how much it will be.
        (
            "POST /api/v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n",
            "",
        ),
        // It does not say, and goes on until it is cut.
        (
            "POST /api/v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
            "8000\r\n",
        ),
    ];
    for (head, chunk) in heads {
        let asked = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).expect("a connection");
            stream.write_all(head.as_bytes()).expect("sent");
            let piece = format!("{chunk}{}\r\n", " ".repeat(0x8000));
            let mut sent = 0;
            while !chunk.is_empty() && sent < 64 << 20 && stream.write_all(piece.as_bytes()).is_ok()
            {
                sent += piece.len();
            }
            let mut answer = Vec::new();
            let mut bytes = [0; 4096];
            while let Ok(n) = stream.read(&mut bytes) {
                answer.extend_from_slice(&bytes[..n]);
                if n == 0 || parsed(&String::from_utf8_lossy(&answer)).is_some() {
                    break;
                }
            }
            (String::from_utf8_lossy(&answer).into_owned(), sent)
        });
        let (answer, sent) = asked.await.expect("ended");
        // One that goes on writing may be cut before it reads the answer.
        match parsed(&answer) {
            Some((status, body)) => assert!(status == 413 && body.contains("too large"), "{body}"),
            None => assert!(!chunk.is_empty(), "no answer"),
        }
        assert!(sent < 64 << 20, "all of it was taken");
    }
}

/// As many open files as this process may have.
fn n_files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find(|line| line.starts_with("Max open files"));
    line.and_then(|line| line.split_whitespace().nth(3)?.parse().ok()).unwrap_or(1024)
}

#[test]
fn thousands_of_idle_connections_do_not_keep_others_from_being_answered() {
    let n = 5000.min(n_files().saturating_sub(500));
    let process = Process::start(
        "ulimit -n \"$(ulimit -Hn)\";",
        &["--demo", "--no-model", "--head-timeout-ms", "120000"],
    );
    let connect = |i| TcpStream::connect(process.address).unwrap_or_else(|e| panic!("{i}: {e}"));
    let idle: Vec<TcpStream> = (0..n).map(connect).collect();
    // Some have begun to speak.
    for mut stream in idle.iter().step_by(10) {
        stream.write_all(b"GET /healthz HT").expect("sent");
    }
    for path in ["/healthz", "/readyz", "/api/v1/search?text=siivooja", "/fi/haku"] {
        assert_eq!(process.get(path).0, 200, "{path}");
    }
    let held = std::fs::read_dir(format!("/proc/{}/fd", process.id()));
    let held = held.map(Iterator::count).unwrap_or(n);
    assert!(held >= n, "{held} of {n} are open still");
    println!("{n} idle connections");
    // They can be spoken on still.
    for mut stream in idle.iter().skip(1).step_by(n / 5) {
        let request = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        stream.write_all(request).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("read");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_or_no_json_are_told_where_on_each_route() {
    let service =
        Service::new(Engine::in_memory(EngineOptions::default()).expect("one"), options());
    let state = &service.state;
    for path in ["/api/v1/search", "/api/v1/match", "/api/v1/explain", "/api/v1/receipts/verify"] {
        for (body, told) in [
            (&b"{\"a\": \"\xc3\x28\"}"[..], "not UTF-8 at byte 8"),
            (b"\xef\xbb\xbf{}", "not JSON"),
            (b"{\"a\": NaN}", "not JSON"),
            (b"{\"a\": \"\\ud800\"}", "not JSON"),
            (b"{\"a\": 1e999}", "not JSON"),
            (b"{'a': 1}", "not JSON"),
            (b"\x00", "not JSON"),
        ] {
            let answer = send_body(state, Method::POST, path, JSON, body.to_vec()).await;
            let (status, _, message) = answer.error();
            // Fields are read in their order: one that is not known may be told first.
            assert!(
                status == 400 && message.contains(told) || status == 422 && message.contains("a:"),
                "{path} {}: {status} {message}",
                body.escape_ascii()
            );
        }
    }
    let writer = service.token(Role::Service, &[]);
    for (lines, told) in [
        (&b"{\"id\": \"a\xff\"}\n"[..], "UTF-8"),
        (b"{\"id\": \n", "EOF while parsing a value"),
        (b"[1, 2]\n", "invalid type"),
        (b"\x00\x00\n", "expected value"),
    ] {
        let request = Request::post(UPLOAD).header("content-type", "application/x-ndjson");
        let request = request.header("authorization", format!("Bearer {writer}"));
        let answer = send(state, request.body(lines.to_vec().into()).expect("a request")).await;
        let (status, _, message) = answer.error();
        assert_eq!(status, 422, "{message}");
        let detail = &answer.json()["details"][0];
        let shown = detail.to_string();
        assert!(detail["line"] == 1 && shown.contains(told), "{}: {shown}", lines.escape_ascii());
        assert!(detail["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "{shown}");
    }
}
