//! The store: what it holds, what it refuses, what time does to it.

use kohtaanto::model::PostingId;
use kohtaanto::{
    Engine, EngineOptions, Error, ErrorKind, HashingEmbedder, Prepared, SearchRequest,
    UnknownFields,
};
use std::sync::Arc;
use tempfile::TempDir;

fn options(dimensions: usize) -> EngineOptions {
    EngineOptions {
        embedder: Some(Arc::new(HashingEmbedder::new(dimensions))),
        ..EngineOptions::default()
    }
}

fn line(id: &str, title: &str, expires: &str) -> String {
    format!(
        r#"{{"id": "{id}", "title": {{"fi": "{title}"}}, "employer": {{"name": "Kunta"}},
        "places": [{{"municipality": "167"}}], "published": "2026-11-01", "expires": "{expires}"}}"#
    )
    .replace('\n', " ")
}

fn put(engine: &Engine, lines: &[String]) {
    let mut writer = engine.write_opportunities().expect("a writer");
    let read = |line: &String| Prepared::posting(line, UnknownFields::Refuse).expect("a posting");
    writer.upsert(lines.iter().map(read).collect(), &()).expect("upserts");
    writer.commit().expect("commits");
}

fn found(engine: &Engine, text: &str, day: &str) -> Vec<String> {
    let request = SearchRequest::new(text, day.parse().expect("a day"));
    let outcome = engine.snapshot().expect("a snapshot").search(&request).expect("searches");
    outcome.hits.iter().map(|hit| hit.posting.id.to_string()).collect()
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let dir = TempDir::new().expect("a folder");
    let engine = Engine::create(dir.path(), options(64)).expect("creates");
    put(&engine, &[line("a", "Kokki", "2026-12-01"), line("b", "Siivooja", "2026-12-01")]);
    drop(engine);
    let engine = Engine::open(dir.path(), options(64)).expect("opens");
    assert_eq!(found(&engine, "kokki", "2026-11-24"), ["a"]);
    put(&engine, &[line("a", "Leipuri", "2026-12-01")]);
    assert!(!found(&engine, "kokki", "2026-11-24").contains(&"a".to_owned()));
    assert_eq!(found(&engine, "leipuri", "2026-11-24"), ["a"]);
    let mut writer = engine.write_opportunities().expect("a writer");
    writer.delete("a").expect("deletes");
    writer.commit().expect("commits");
    drop(writer);
    let id = PostingId::new("a").expect("an id");
    let gone = engine.snapshot().expect("a snapshot").posting(&id).expect_err("is gone");
    assert_eq!(gone.kind(), ErrorKind::NotFound);
    engine.verify().expect("is whole");
}

#[test]
fn a_snapshot_does_not_move() {
    let engine = Engine::in_memory(options(64)).expect("a store");
    put(&engine, &[line("a", "Kokki", "2026-12-01")]);
    let before = engine.snapshot().expect("a snapshot");
    put(&engine, &[line("b", "Kokki", "2026-12-01")]);
    assert_eq!(before.stats().n_postings, 1);
    assert_eq!(engine.snapshot().expect("a snapshot").stats().n_postings, 2);
}

#[test]
fn postings_expire_by_the_day_of_the_search() {
    let engine = Engine::in_memory(options(64)).expect("a store");
    put(&engine, &[line("a", "Kokki", "2026-11-24")]);
    assert_eq!(found(&engine, "kokki", "2026-11-24"), ["a"]);
    assert!(found(&engine, "kokki", "2026-11-25").is_empty());
    assert!(found(&engine, "kokki", "2026-10-31").is_empty(), "not yet published");
}

#[test]
fn identical_text_is_embedded_once() {
    let engine = Engine::in_memory(options(64)).expect("a store");
    put(&engine, &[line("a", "Kokki", "2026-12-01"), line("b", "Kokki", "2026-12-01")]);
    put(&engine, &[line("c", "Kokki", "2026-12-01")]);
    assert_eq!(engine.snapshot().expect("a snapshot").stats().n_posting_vectors, 1);
}

#[test]
fn another_model_or_format_is_refused_with_the_way_to_rebuild() {
    let dir = TempDir::new().expect("a folder");
    drop(Engine::create(dir.path(), options(64)).expect("creates"));
    let error = Engine::open(dir.path(), options(32)).expect_err("another model");
    assert_eq!(error.kind(), ErrorKind::Incompatible);
    assert!(error.to_string().contains("--rebuild"), "{error}");
    assert!(Engine::open(dir.path(), EngineOptions::default()).is_ok(), "reading needs no model");
    let manifest = dir.path().join("manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    std::fs::write(
        &manifest,
        text.replace(&format!("\"format\": {}", kohtaanto::FORMAT_VERSION), "\"format\": 9"),
    )
    .expect("writes");
    let error = Engine::open(dir.path(), options(64)).expect_err("another format");
    assert_eq!(error.kind(), ErrorKind::Incompatible);
    assert!(error.to_string().contains("format 9"), "{error}");
    std::fs::write(&manifest, "{").expect("writes");
    let error = Engine::open(dir.path(), options(64)).expect_err("damaged");
    assert_eq!(error.kind(), ErrorKind::Corrupt);
}

#[test]
fn one_writes_at_a_time_and_a_store_is_not_made_twice() {
    let dir = TempDir::new().expect("a folder");
    let engine = Engine::create(dir.path(), options(64)).expect("creates");
    let first = engine.write_opportunities().expect("a writer");
    let second = engine.write_opportunities().expect_err("a second writer");
    assert_eq!(second.kind(), ErrorKind::Conflict, "{second}");
    drop(first);
    let again = Engine::create(dir.path(), options(64)).expect_err("is there");
    assert!(matches!(again, Error::AlreadyExists { .. }));
    let none = Engine::open(&dir.path().join("none"), options(64)).expect_err("is not there");
    assert_eq!(none.kind(), ErrorKind::NotFound);
}

#[test]
fn a_store_with_vectors_is_not_written_without_a_model() {
    let dir = TempDir::new().expect("a folder");
    drop(Engine::create(dir.path(), options(64)).expect("creates"));
    let engine = Engine::open(dir.path(), EngineOptions::default()).expect("opens");
    let error = engine.write_opportunities().expect_err("no model");
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("kohtaanto setup"), "{error}");
}

#[test]
fn a_missing_model_is_said_in_the_answer() {
    let dir = TempDir::new().expect("a folder");
    let engine = Engine::create(dir.path(), options(64)).expect("creates");
    put(&engine, &[line("a", "Kokki", "2026-12-01")]);
    let reader = Engine::open(dir.path(), EngineOptions::default()).expect("opens");
    let request = SearchRequest::new("kokki", "2026-11-24".parse().expect("a day"));
    let outcome = reader.snapshot().expect("a snapshot").search(&request).expect("searches");
    assert_eq!(outcome.hits.len(), 1);
    assert_eq!(outcome.degraded, [kohtaanto::Degradation::NoEmbedder]);
}
