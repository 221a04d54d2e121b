//! Opening, searching and matching on one thread, and the same answers on two.

use crate::{Args, embedder, options, print};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use kohtaanto::model::Candidate;
use kohtaanto::{
    Conditions, Engine, MatchRequest, SearchRequest, Snapshot, UnknownFields, read_candidate,
};
use kohtaanto_benches::process::Memory;
use kohtaanto_benches::{Sample, TODAY, Vocabulary, fixtures_dir, north_karelia, queries, rounded};
use kohtaanto_embed::TextKind;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

const LIMIT: usize = 20;
/// Queries and people that are compared on one thread and two.
const COMPARED: usize = 20;

pub(crate) fn measure(store: &Path, args: &Args) -> Result<()> {
    let vocabulary = Vocabulary::of_fixtures()?;
    // Those that warm are others: what helps only who asks the same again does not show.
    let texts = queries(&vocabulary, 2 * args.queries, args.seed);
    drop(vocabulary);
    let before = Memory::now();
    let start = Instant::now();
    let engine = Engine::open(store, options())?;
    let snapshot = engine.snapshot()?;
    let open_ms = start.elapsed().as_secs_f64() * 1e3;
    let after_open = Memory::now();

    let by_place = requests(&texts, |i| places(i % 13));
    let mut first = Sample::default();
    if let Some(request) = by_place.first() {
        first.time(|| snapshot.search(request))?;
    }
    let everywhere = requests(&texts, |_| Conditions::default());
    let words_only = |requests: &[SearchRequest]| -> Vec<SearchRequest> {
        let without = |r: &SearchRequest| SearchRequest { use_meaning: false, ..r.clone() };
        requests.iter().map(without).collect()
    };
    let searches = [
        ("search, one municipality", by_place.clone()),
        ("search, Joensuu", requests(&texts, |_| joensuu())),
        ("search, no condition", everywhere.clone()),
        ("search, one municipality, words only", words_only(&by_place)),
        ("search, no condition, words only", words_only(&everywhere)),
    ];
    for (name, requests) in &searches {
        if args.only.as_ref().is_none_or(|only| name.contains(only.as_str())) {
            search(name, &snapshot, requests)?;
        }
    }
    if args.only.is_some() {
        return Ok(());
    }
    embed_queries(&texts)?;

    let people = people()?;
    let mut matching = Sample::default();
    let ask = |person| snapshot.opportunities_for(person, &MatchRequest::on(TODAY));
    people.iter().take(10).try_for_each(|person| ask(person).map(drop))?;
    // Its work is spread over threads, so that the processor time of this one would say little.
    for person in &people {
        let start = Instant::now();
        ask(person)?;
        matching.push(start.elapsed());
    }
    print("opportunities for a person", matching.to_json());

    let n = snapshot.stats().n_postings;
    memory(n, open_ms, &first, [before, after_open, Memory::now()]);
    compare(&snapshot, &by_place, &people)
}

fn requests(texts: &[String], conditions: impl Fn(usize) -> Conditions) -> Vec<SearchRequest> {
    let made = texts.iter().enumerate().map(|(i, text)| SearchRequest {
        conditions: conditions(i),
        limit: LIMIT,
        ..SearchRequest::new(text, TODAY)
    });
    made.collect()
}

/// The municipality of a number, as people write it.
fn places(i: usize) -> Conditions {
    let places = north_karelia().get(i).map(|m| m.name_fi.to_owned()).into_iter().collect();
    Conditions { places, ..Conditions::default() }
}

fn joensuu() -> Conditions {
    Conditions { places: vec!["Joensuu".to_owned()], ..Conditions::default() }
}

fn search(name: &str, snapshot: &Snapshot, requests: &[SearchRequest]) -> Result<()> {
    eprintln!("workload: {name}");
    let (warming, measured) = requests.split_at(requests.len() / 2);
    for request in warming {
        snapshot.search(request)?;
    }
    let (mut sample, mut found) = (Sample::default(), 0);
    for request in measured {
        found += sample.time(|| snapshot.search(request))?.total;
    }
    let mut figures = sample.to_json();
    figures["mean_found"] = rounded(found as f64 / measured.len() as f64);
    print(name, figures);
    Ok(())
}

/// What of a search is the embedder's, so that it can be told from the rest.
fn embed_queries(texts: &[String]) -> Result<()> {
    let embedder = embedder();
    let mut sample = Sample::default();
    for text in texts {
        sample.time(|| embedder.embed(&[text.as_str()], TextKind::Symmetric, &()))?;
    }
    print("hashing a query", sample.to_json());
    Ok(())
}

fn people() -> Result<Vec<Candidate>> {
    let path = fixtures_dir().join("candidates.ndjson");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path)?;
    let read = |line| Ok(read_candidate(line, UnknownFields::Keep, TODAY)?.value);
    let people: Result<_> = text.lines().map(read).collect();
    people.with_context(|| path.display().to_string())
}

fn memory(n: u64, open_ms: f64, first: &Sample, at: [Option<Memory>; 3]) {
    let [before, after_open, after_queries] = at;
    let bytes_per_posting = |memory: Option<Memory>| -> Option<Value> {
        let more = memory?.anonymous.saturating_sub(before?.anonymous);
        Some(rounded(more as f64 / n as f64))
    };
    let resident = |memory: Option<Memory>| -> Option<Value> {
        let more = memory?.resident.saturating_sub(before?.resident);
        Some(rounded(more as f64 / n as f64))
    };
    print(
        "open and memory",
        json!({
            "n_postings": n,
            "open_ms": rounded(open_ms),
            "first_search_ms": rounded(first.mean()),
            "before": before.map(Memory::to_json),
            "after_open": after_open.map(Memory::to_json),
            "after_queries": after_queries.map(Memory::to_json),
            "resident_bytes_per_posting_after_open": resident(after_open),
            "resident_bytes_per_posting_after_queries": resident(after_queries),
            "anonymous_bytes_per_posting_after_queries": bytes_per_posting(after_queries),
        }),
    );
}

/// The same answers, to the last bit, whatever the number of threads.
fn compare(snapshot: &Snapshot, requests: &[SearchRequest], people: &[Candidate]) -> Result<()> {
    let answers = |n_threads| -> Result<_> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build()?;
        pool.install(|| {
            let found: kohtaanto::Result<Vec<_>> =
                requests.iter().take(COMPARED).map(|request| snapshot.search(request)).collect();
            let matched: kohtaanto::Result<Vec<_>> = people
                .iter()
                .take(COMPARED)
                .map(|person| snapshot.opportunities_for(person, &MatchRequest::on(TODAY)))
                .collect();
            Ok((found?, matched?))
        })
    };
    let (one, two) = (answers(1)?, answers(2)?);
    let equal = one == two;
    let figures = json!({"n_searches": one.0.len(), "n_people": one.1.len(), "equal": equal});
    print("answers on one thread and two", figures);
    ensure!(equal, "answers differ between one thread and two");
    Ok(())
}
