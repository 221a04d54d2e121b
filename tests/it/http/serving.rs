//! Connections and processes: reload after another's commit, slow clients, stopping.

use super::{get, options};
use kohtaanto::{Engine, EngineOptions, Prepared, UnknownFields};
use kohtaanto_http::{AppState, ServeOptions, StateOptions, app, serve};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(super) fn put(engine: &Engine, id: &str) {
    let line = format!(
        r#"{{"id": "{id}", "title": {{"fi": "Kokki"}}, "employer": {{"name": "Kahvila"}},
        "places": [{{"municipality": "260"}}]}}"#
    );
    let mut writer = engine.write_opportunities().expect("a writer");
    let prepared = Prepared::posting(&line, UnknownFields::Refuse).expect("a posting");
    writer.upsert(vec![prepared], &()).expect("put in");
    writer.commit().expect("committed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_of_another_is_seen_and_readers_keep_their_view() {
    let dir = tempfile::tempdir().expect("a folder");
    let other = Engine::create(dir.path(), EngineOptions::default()).expect("a store");
    put(&other, "a-1");
    let engine = Engine::open(dir.path(), EngineOptions::default()).expect("the store");
    let options = StateOptions { read_only: true, ..options() };
    let state = AppState::new(engine, options).expect("a state");
    let watch = tokio::spawn(state.clone().watch(Duration::from_millis(20)));
    let held = state.snapshot();
    let generation = state.generation();
    put(&other, "a-2");
    let start = Instant::now();
    while state.generation() == generation {
        assert!(start.elapsed() < Duration::from_secs(10), "the commit was not seen");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    watch.abort();
    assert_eq!((held.stats().n_postings, state.snapshot().stats().n_postings), (1, 2));
    assert_eq!(get(&state, "/api/v1/opportunities/a-2").await.status, 200);
    assert!(!state.refresh().expect("looked"), "nothing has changed since");
    // A store that is gone does not take the answers with it.
    drop(dir);
    assert_eq!(get(&state, "/api/v1/opportunities/a-2").await.status, 200);
    assert!(state.refresh().is_err());
}

pub(super) struct Served {
    pub(super) address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<bool>>,
}

pub(super) async fn served(state: AppState, change: impl FnOnce(&mut ServeOptions)) -> Served {
    let mut options = ServeOptions {
        max_connections: 100,
        head_timeout: Duration::from_secs(5),
        shutdown_deadline: Duration::from_secs(5),
    };
    change(&mut options);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async move {
        let _ = stopped.await;
    };
    let task = tokio::spawn(serve(listener, app(state), options, stopped));
    Served { address, stop, task }
}

async fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn stopping_lets_answers_under_way_finish() {
    let state = super::empty(options());
    let served = served(state.clone(), |_| {}).await;
    assert!(exchange(served.address, HEALTH).await.starts_with("HTTP/1.1 200"));
    // An answer under way: its body is being sent when the service is asked to stop.
    let mut stream = TcpStream::connect(served.address).await.expect("a connection");
    let head = "POST /api/v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    served.stop.send(()).expect("asked to stop");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(served.address).await.is_err(), "no more connections");
    stream.write_all(b"}").await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    assert!(served.task.await.expect("ended").expect("served"), "nothing was cut");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deadline_cuts_who_does_not_finish() {
    let served = served(super::empty(options()), |options| {
        options.shutdown_deadline = Duration::from_millis(100);
    })
    .await;
    let mut stream = TcpStream::connect(served.address).await.expect("a connection");
    let head = "POST /api/v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("sent");
    tokio::time::sleep(Duration::from_millis(50)).await;
    let start = Instant::now();
    served.stop.send(()).expect("asked to stop");
    assert!(!served.task.await.expect("ended").expect("served"), "one was cut");
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_head_is_cut_and_idle_ones_make_room() {
    let served = served(super::empty(options()), |options| {
        options.head_timeout = Duration::from_millis(200);
        options.max_connections = 2;
    })
    .await;
    // Two that say nothing take all places; they are cut, and the third is answered.
    let idle = (TcpStream::connect(served.address).await, TcpStream::connect(served.address).await);
    let mut slow = idle.0.expect("a connection");
    slow.write_all(b"GET /healthz HT").await.expect("sent");
    let start = Instant::now();
    assert!(exchange(served.address, HEALTH).await.starts_with("HTTP/1.1 200"));
    assert!(start.elapsed() < Duration::from_secs(3));
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).await.expect("closed");
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
    served.stop.send(()).expect("asked to stop");
    served.task.await.expect("ended").expect("served");
}
