//! The small parts of a search and a match, one by one.
//!
//! Measured: the text functions on one ad, its title or a short query; fusion of 10,000 documents;
//! one pair scored and one made ready; a scan of 10,000 rows of 384 dimensions; and a whole search
//! and a whole match in a store in memory.
//!
//! Corpus: the fixtures (`fixtures/north-karelia`, 415 ads; the ad is the longest Finnish one in
//! HTML of the first file) and, for the store, these ads with hashed vectors
//! ([`HashingEmbedder`]). Vectors of the scan are those of generated titles.
//!
//! Notes: a search in so small a store shows the fixed cost of a search; what grows with the store
//! is measured by the binary `workload`. Text functions report bytes a second. Run one group:
//!
//!     cargo bench -p kohtaanto-benches --bench kernels -- text

use anyhow::{Context, Result};
use criterion::{Criterion, Throughput};
use fs_err as fs;
use kohtaanto::geo::EstimatedTravel;
use kohtaanto::model::{Candidate, JobPosting};
use kohtaanto::{
    Conditions, Engine, EngineOptions, HashingEmbedder, IngestOptions, LineKind, MatchRequest,
    SearchRequest, UnknownFields, read_candidate, read_posting,
};
use kohtaanto_benches::{DIMENSIONS, Random, TODAY, Vocabulary, fixtures_dir, generate};
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text;
use kohtaanto_embed::vectors::{TextHash, VectorFile};
use kohtaanto_embed::{Embedder, TextKind};
use kohtaanto_rank::fusion::{BranchScores, Far, fuse};
use kohtaanto_rank::{MatchContext, PreparedCandidate, PreparedPosting, Retrieval, score};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const TITLE: &str = "Lähihoitajia kotihoitoon ja palveluasumiseen, määräaikainen";
const QUERY: &str = "lähihoitaja kotihoito";

fn main() -> Result<()> {
    let fixtures = Fixtures::read()?;
    // Whoever wants tighter intervals gives --measurement-time.
    let criterion = Criterion::default().warm_up_time(Duration::from_millis(500));
    let criterion = criterion.measurement_time(Duration::from_secs(2)).sample_size(30);
    let mut criterion = criterion.configure_from_args();
    texts(&mut criterion, &fixtures.html);
    fusion(&mut criterion);
    pair(&mut criterion, &fixtures);
    scan(&mut criterion)?;
    store(&mut criterion, &fixtures)?;
    criterion.final_summary();
    Ok(())
}

struct Fixtures {
    lines: String,
    html: String,
    posting: JobPosting,
    candidate: Candidate,
}

impl Fixtures {
    fn read() -> Result<Self> {
        let mut files: Vec<_> = fs::read_dir(fixtures_dir().join("postings"))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()?;
        files.sort();
        let files: std::io::Result<Vec<String>> = files.iter().map(fs::read_to_string).collect();
        let lines = files?.concat();
        let first = lines.lines().take(50).filter_map(|line| {
            let posting = read_posting(line, UnknownFields::Keep).ok()?.value;
            let html = posting.description.get(Lang::FI)?.to_owned();
            html.contains("<p>").then_some((html, posting))
        });
        let longest = first.max_by_key(|(html, _)| html.len());
        let (html, posting) = longest.context("no Finnish ad in HTML")?;
        let people = fs::read_to_string(fixtures_dir().join("candidates.ndjson"))?;
        let person = people.lines().next().context("no candidate")?;
        let candidate = read_candidate(person, UnknownFields::Keep, TODAY)?.value;
        Ok(Self { lines, html, posting, candidate })
    }
}

fn texts(criterion: &mut Criterion, html: &str) {
    let plain = text::plain_text(html);
    let analyzer = text::Analyzer::of(Lang::FI);
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(plain.len() as u64));
    group.bench_function("tokenize an ad", |b| b.iter(|| text::tokenize(black_box(&plain))));
    group.bench_function("analyze an ad", |b| b.iter(|| analyzer.analyze(black_box(&plain))));
    group.bench_function("recognize an ad", |b| b.iter(|| text::recognize(black_box(&plain))));
    group.throughput(Throughput::Bytes(html.len() as u64));
    group.bench_function("clean an ad", |b| {
        b.iter(|| text::useful_content(&text::plain_text(black_box(html))))
    });
    group.throughput(Throughput::Bytes(TITLE.len() as u64));
    group.bench_function("n-grams of a title", |b| b.iter(|| text::char_ngrams(black_box(TITLE))));
    group.throughput(Throughput::Bytes(QUERY.len() as u64));
    group.bench_function("recognize a query", |b| b.iter(|| text::recognize(black_box(QUERY))));
    group.finish();
}

/// A third of the documents have words, two thirds letters, all of them vectors.
fn fusion(criterion: &mut Criterion) {
    let n = 10_000;
    let mut random = Random::new(1);
    let mut listed = |percent: usize| -> Vec<(u32, f32)> {
        let kept = (0..n as u32).filter(|_| random.percent(percent)).collect::<Vec<u32>>();
        kept.into_iter().map(|doc| (doc, random.below(1000) as f32 / 100.0)).collect()
    };
    let (words, letters, dense) = (listed(33), listed(67), listed(100));
    let mut group = criterion.benchmark_group("fusion");
    group.throughput(Throughput::Elements(n as u64));
    group.bench_function("fuse 10,000 documents", |b| {
        let branch = |scores, weight| BranchScores { scores, weight, far: Far::Bend };
        let branches = [branch(&words, 0.3), branch(&letters, 0.3), branch(&dense, 0.4)];
        b.iter(|| fuse(black_box(&branches), n));
    });
    group.finish();
}

fn pair(criterion: &mut Criterion, fixtures: &Fixtures) {
    let (candidate, posting) = (&fixtures.candidate, &fixtures.posting);
    let prepared = (PreparedCandidate::new(candidate), PreparedPosting::new(posting));
    let retrieval = Retrieval { words: Some(0.5), dense: Some(0.5) };
    let context = MatchContext { today: TODAY, travel: &EstimatedTravel };
    let mut group = criterion.benchmark_group("pair");
    group.bench_function("prepare a candidate", |b| {
        b.iter(|| PreparedCandidate::new(black_box(candidate)));
    });
    group.bench_function("prepare a posting", |b| {
        b.iter(|| PreparedPosting::new(black_box(posting)));
    });
    group.bench_function("score a pair", |b| {
        b.iter(|| score(black_box(&prepared.0), black_box(&prepared.1), retrieval, context));
    });
    group.finish();
}

fn scan(criterion: &mut Criterion) -> Result<()> {
    let n = 10_000;
    let embedder = HashingEmbedder::new(DIMENSIONS);
    let vocabulary = Vocabulary::of_fixtures()?;
    let texts: Vec<String> =
        generate(&vocabulary, n, 1).map(|line| line.chars().take(300).collect()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let embeddings = embedder.embed(&texts, TextKind::Passage, &())?;
    let mut file = VectorFile::in_memory(DIMENSIONS);
    let hashes = texts.iter().map(|text| TextHash::new(TextKind::Passage, text));
    file.append(&hashes.zip(&embeddings).collect::<Vec<_>>())?;
    let snapshot = file.snapshot()?;
    let rows: Vec<u64> = (0..n as u64).collect();
    let query = &embedder.embed(&[QUERY], TextKind::Symmetric, &())?[0];
    let mut out = Vec::new();
    let mut group = criterion.benchmark_group("vectors");
    group.throughput(Throughput::Elements(n as u64));
    group.bench_function("scan 10,000 rows", |b| {
        b.iter(|| snapshot.similarities(black_box(query), &rows, &mut out));
    });
    group.bench_function("10,000 rows one by one", |b| {
        b.iter(|| {
            rows.iter().try_for_each(|row| {
                snapshot.similarity(query, *row).map(|s| {
                    black_box(s);
                })
            })
        });
    });
    group.finish();
    Ok(())
}

fn store(criterion: &mut Criterion, fixtures: &Fixtures) -> Result<()> {
    let options = EngineOptions {
        embedder: Some(Arc::new(HashingEmbedder::new(DIMENSIONS))),
        ..EngineOptions::default()
    };
    let engine = Engine::in_memory(options)?;
    let mut writer = engine.write_opportunities()?;
    let ingest =
        IngestOptions { kind: LineKind::Postings, unknown: UnknownFields::Keep, today: TODAY };
    writer.ingest(fixtures.lines.as_bytes(), &ingest, &())?;
    writer.commit()?;
    let snapshot = engine.snapshot()?;
    let search = SearchRequest::new(QUERY, TODAY);
    let conditions = Conditions { places: vec!["Lieksa".to_owned()], ..Conditions::default() };
    let in_lieksa = SearchRequest { conditions, ..search.clone() };
    let mut group = criterion.benchmark_group("store of the fixtures");
    group.bench_function("search", |b| b.iter(|| snapshot.search(black_box(&search))));
    group.bench_function("search in one municipality", |b| {
        b.iter(|| snapshot.search(black_box(&in_lieksa)));
    });
    group.bench_function("opportunities for a person", |b| {
        let request = MatchRequest::on(TODAY);
        b.iter(|| snapshot.opportunities_for(black_box(&fixtures.candidate), &request));
    });
    group.finish();
    Ok(())
}
