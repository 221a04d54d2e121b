//! Where the time of a search goes: its parts one by one, on the same store.
//!
//! It repeats what the engine does with the crates below it, so the sum is near the engine's own
//! time, not equal to it. When the engine changes its order of work, this must follow.

use crate::{Args, embedder, print};
use anyhow::{Context, Result};
use kohtaanto::taxonomy::{ConceptHit, Mention, MentionOptions, RankOptions, Taxonomy};
use kohtaanto::{UnknownFields, geo, read_posting, text};
use kohtaanto_benches::{DIMENSIONS, Sample, TODAY, Vocabulary, north_karelia, queries, rounded};
use kohtaanto_domain::model::Lang;
use kohtaanto_embed::vectors::VectorSnapshot;
use kohtaanto_embed::{Embedding, TextKind};
use kohtaanto_index::{
    DocKey, Filter, Index, Occur, QueryWord, Require, Rows, Snapshot, Tag, WordKind, WordQuery,
};
use kohtaanto_rank::fusion::{BranchScores, Far, fuse};
use serde_json::{Map, Value};
use std::path::Path;

/// Queries whose parts are timed.
const QUERIES: usize = 60;
/// Labels that a query is compared with in the end, as the engine does.
const LABELS: usize = 200;
/// Hits of a page.
const PAGE: usize = 20;

const PARTS: [&str; 12] = [
    "understand",
    "link to concepts",
    "filter",
    "vector rows",
    "words",
    "letters",
    "similarity of each row",
    "similarities of all rows",
    "fuse",
    "explain a page",
    "load a page",
    "read a page",
];

struct Store {
    index: Snapshot,
    vectors: VectorSnapshot,
}

pub(crate) fn measure(store: &Path, args: &Args) -> Result<()> {
    let vocabulary = Vocabulary::of_fixtures()?;
    let texts = queries(&vocabulary, args.queries.min(QUERIES), args.seed);
    let shelf = store.join("opportunities");
    let index = Index::open(&shelf.join("index"))?;
    let committed = index.committed_payload()?.context("nothing is committed")?;
    let committed: Value = serde_json::from_str(&committed)?;
    let rows = committed["rows"].as_u64().context("the commit names no rows")?;
    let vectors = VectorSnapshot::open(shelf.join("vectors.vec"), DIMENSIONS, rows)?;
    let store = Store { index: index.snapshot()?, vectors };
    let codes: Vec<String> = north_karelia().iter().map(|m| m.code.to_string()).collect();
    run("parts of a search, one municipality", &store, &texts, |i| Some(&codes[i % codes.len()]))?;
    run("parts of a search, no condition", &store, &texts, |_| None)
}

fn run<'a>(
    name: &str,
    store: &Store,
    texts: &[String],
    place: impl Fn(usize) -> Option<&'a String>,
) -> Result<()> {
    eprintln!("workload: {name}");
    let mut parts = vec![Sample::default(); PARTS.len()];
    let mut n_docs = 0;
    for pass in 0..2 {
        if pass == 1 {
            parts.fill(Sample::default());
        }
        for (i, text) in texts.iter().enumerate() {
            n_docs += one(store, text, place(i), &mut parts)? * pass;
        }
    }
    let mut figures: Map<String, Value> = Map::new();
    figures.insert("mean_docs".into(), rounded(n_docs as f64 / texts.len() as f64));
    for (part, sample) in PARTS.iter().zip(&parts) {
        let both = [("p50_ms", rounded(sample.quantile(0.5))), ("mean_ms", rounded(sample.mean()))];
        let both = both.map(|(key, value)| (key.to_owned(), value));
        figures.insert((*part).into(), Value::Object(both.into_iter().collect()));
    }
    print(name, Value::Object(figures));
    Ok(())
}

fn one(store: &Store, text: &str, place: Option<&String>, parts: &mut [Sample]) -> Result<usize> {
    let Store { index, vectors } = store;
    let [understand, link, filter, row, words, letters, each, all, fusing, explain, load, read] =
        parts
    else {
        unreachable!("as many samples as parts")
    };
    let query = understand.time(|| understood(text));
    link.time(|| linked(text));
    let within = filter.time(|| {
        let day = TODAY.since(jiff::civil::Date::constant(1970, 1, 1)).map(|span| span.get_days());
        let filter = Filter { open_on: day.ok(), ..Filter::default() };
        let filter = if place.is_some() { filter.any_of(Tag::Municipality, place) } else { filter };
        index.matching(&filter)
    })?;
    let rows = row.time(|| index.vector_rows(&within))?;
    let by_words = words.time(|| index.words(&query, &within))?;
    let by_letters = letters.time(|| index.grams(text, &within))?;
    let probe = embedder().embed(&[text], TextKind::Symmetric, &())?;
    let probe = probe.first().context("no vector")?;
    let one_by_one = each.time(|| each_row(vectors, probe, &rows))?;
    let at_once = all.time(|| all_rows(vectors, probe, &rows))?;
    anyhow::ensure!(one_by_one == at_once, "the two ways to compare rows differ");
    let at = |doc: DocKey| rows.binary_search_by_key(&doc, |(doc, _)| *doc).ok().map(|i| i as u32);
    let listed = |hits: &[kohtaanto_index::LexicalHit]| -> Vec<(u32, f32)> {
        hits.iter().filter_map(|hit| Some((at(hit.doc)?, hit.score))).collect()
    };
    let fused = fusing.time(|| {
        let dense: Vec<(u32, f32)> = (0..).zip(at_once.iter().copied()).collect();
        let (by_words, by_letters) = (listed(&by_words), listed(&by_letters));
        let branch = |scores| BranchScores { scores, weight: 0.3, far: Far::Bend };
        fuse(&[branch(&by_words), branch(&by_letters), branch(&dense)], rows.len())
    });
    let mut best: Vec<(f32, DocKey)> =
        fused.into_iter().zip(&rows).map(|(score, (doc, _))| (score, *doc)).collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    best.truncate(PAGE);
    let page: Vec<DocKey> = best.iter().map(|(_, doc)| *doc).collect();
    explain.time(|| index.explain_words(&query, &page).map(drop))?;
    let documents: kohtaanto_index::Result<Vec<_>> =
        load.time(|| best.iter().map(|(_, doc)| index.document(*doc)).collect());
    let documents = documents?;
    read.time(|| {
        documents.iter().try_for_each(|document| {
            let line = std::str::from_utf8(&document.payload)?;
            read_posting(line, UnknownFields::Keep)?;
            anyhow::Ok(())
        })
    })?;
    Ok(within.len())
}

fn languages(query: &str) -> Vec<Lang> {
    match text::recognize(query) {
        Some(guess) if guess.sure => vec![guess.lang],
        _ => vec![Lang::FI, Lang::SV, Lang::EN],
    }
}

/// The labels that are like a query and the names that stand in it.
fn linked(query: &str) -> (Vec<ConceptHit>, Vec<Mention>) {
    let (taxonomy, languages) = (Taxonomy::starter(), languages(query));
    let options = RankOptions { limit: LABELS, ..RankOptions::default() };
    let hits = taxonomy.rank(query, &languages, &options);
    (hits, taxonomy.mentions(query, &languages, &MentionOptions::default()))
}

fn understood(query: &str) -> WordQuery {
    let languages = languages(query);
    let _ = (text::parse_query(query), geo::places_in_text(query));
    let word = |term: &str| QueryWord::analyzed(Occur::Should, WordKind::Word, term, &languages);
    let tokens = text::tokenize(query);
    let words: Vec<QueryWord> = tokens.iter().map(|token| word(&token.term)).collect();
    let require = if words.len() >= 2 { Require::AllButOne } else { Require::All };
    WordQuery { words, require }
}

type Found = kohtaanto_embed::Result<Vec<f32>>;

/// A row's nearest of title and content, asked for one by one.
fn each_row(vectors: &VectorSnapshot, probe: &Embedding, rows: &[(DocKey, Rows)]) -> Found {
    let of = |row: Option<u64>| match row {
        Some(row) => vectors.similarity(probe, row).map(|similarity| similarity.value()),
        None => Ok(0.0),
    };
    rows.iter().map(|(_, rows)| Ok(0.6 * of(rows.title)? + 0.4 * of(rows.content)?)).collect()
}

/// The same, with the probe made ready once.
fn all_rows(vectors: &VectorSnapshot, probe: &Embedding, rows: &[(DocKey, Rows)]) -> Found {
    let (mut titles, mut contents) = (Vec::new(), Vec::new());
    let ask = |of: fn(&Rows) -> Option<u64>, out: &mut Vec<f32>| {
        let asked: Vec<u64> = rows.iter().filter_map(|(_, rows)| of(rows)).collect();
        vectors.similarities(probe, &asked, out)
    };
    ask(|rows| rows.title, &mut titles)?;
    ask(|rows| rows.content, &mut contents)?;
    let (mut titles, mut contents) = (titles.into_iter(), contents.into_iter());
    let next = |row: Option<u64>, from: &mut std::vec::IntoIter<f32>| {
        row.and_then(|_| from.next()).unwrap_or(0.0)
    };
    let both = |(_, rows): &(DocKey, Rows)| {
        0.6 * next(rows.title, &mut titles) + 0.4 * next(rows.content, &mut contents)
    };
    Ok(rows.iter().map(both).collect())
}
