//! One JSON object a line, each with a `type`; a summary comes last.

use anyhow::Result;
use kohtaanto::answers::{
    FacetAnswer, HitAnswer, MatchSummary, PairAnswer, PostingBrief, SearchSummary, SimilarAnswer,
};
use kohtaanto::evaluate::{PairClass, ScenarioResult, SetResult};
use kohtaanto::model::{Candidate, JobPosting};
use kohtaanto::search::{TermKind, TermSizes};
use kohtaanto::texts::TextLang;
use kohtaanto::{
    IngestReport, MatchOutcome, MatchScore, RankedMatch, Scenario, SearchOutcome, Similar,
    Snapshot, StoreStats,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::Write;

type Out<'a> = &'a mut dyn Write;

pub(super) fn line(out: Out<'_>, value: &Value) -> Result<()> {
    Ok(writeln!(out, "{value}")?)
}

pub(crate) fn indexed(out: Out<'_>, report: &IngestReport, stats: StoreStats) -> Result<()> {
    line(
        out,
        &json!({"type": "indexed", "accepted": report.n_accepted, "refused": report.refused.len(),
            "postings": stats.n_postings, "candidates": stats.n_candidates}),
    )
}

/// An answer as a line of its type.
pub(super) fn typed(out: Out<'_>, kind: &str, answer: &impl Serialize) -> Result<()> {
    let mut value = serde_json::to_value(answer)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("type".to_owned(), kind.into());
    }
    line(out, &value)
}

pub(crate) fn search(out: Out<'_>, lang: TextLang, outcome: &SearchOutcome) -> Result<()> {
    for hit in &outcome.hits {
        typed(out, "hit", &HitAnswer::new(hit))?;
    }
    for facet in &outcome.facets {
        typed(out, "facet", &FacetAnswer::new(facet, lang))?;
    }
    typed(out, "summary", &SearchSummary::new(outcome, lang))
}

pub(super) fn matches<T>(
    out: Out<'_>,
    lang: TextLang,
    outcome: &MatchOutcome<T>,
    other: impl Fn(&RankedMatch<T>) -> (&'static str, Value),
) -> Result<()> {
    for row in &outcome.matches {
        let (name, value) = other(row);
        line(
            out,
            &json!({"type": "match", "rank": row.rank, "band": row.band.code(), name: value,
                "explanation": PairAnswer::new(&row.score, lang)}),
        )?;
    }
    typed(out, "summary", &MatchSummary::new(outcome))
}

pub(crate) fn opportunities(
    out: Out<'_>,
    lang: TextLang,
    outcome: &MatchOutcome<JobPosting>,
) -> Result<()> {
    matches(out, lang, outcome, |row| ("posting", json!(PostingBrief::new(&row.other))))
}

pub(crate) fn similar(out: Out<'_>, similar: &[Similar]) -> Result<()> {
    for row in similar {
        typed(out, "similar", &SimilarAnswer::new(row))?;
    }
    line(out, &json!({"type": "summary", "total": similar.len()}))
}

pub(crate) fn explanation(
    out: Out<'_>,
    lang: TextLang,
    candidate: &Candidate,
    of: &JobPosting,
    score: &MatchScore,
) -> Result<()> {
    line(
        out,
        &json!({"type": "explanation", "candidate": candidate.id.as_str(), "posting": PostingBrief::new(of),
            "explanation": PairAnswer::new(score, lang)}),
    )
}

pub(crate) fn stats(
    out: Out<'_>,
    snapshot: &Snapshot,
    open: &SearchOutcome,
    sizes: &[TermSizes],
) -> Result<()> {
    let terms: Vec<_> = sizes
        .iter()
        .map(|size| {
            let kind = size.kind.map_or("letters", TermKind::code);
            json!({"part": size.part.name(), "kind": kind, "terms": size.n_terms,
                "term_bytes": size.term_bytes, "posting_bytes": size.posting_bytes,
                "position_bytes": size.position_bytes})
        })
        .collect();
    let stats = snapshot.stats();
    let model = snapshot.manifest().model.as_ref();
    line(
        out,
        &json!({"type": "stats", "postings": stats.n_postings, "open": open.total,
            "candidates": stats.n_candidates, "posting_vectors": stats.n_posting_vectors,
            "candidate_vectors": stats.n_candidate_vectors,
            "model": model.map(|model| model.name.as_str()), "index": terms}),
    )
}

pub(crate) fn evaluation(out: Out<'_>, result: &SetResult) -> Result<()> {
    for branch in &result.branches {
        let mut row = Map::new();
        row.insert("type".to_owned(), "evaluation".into());
        row.insert("set".to_owned(), result.name.as_str().into());
        row.insert("query_lang".to_owned(), result.query_lang.to_string().into());
        row.insert("corpus_lang".to_owned(), result.corpus_lang.to_string().into());
        row.insert("branch".to_owned(), branch.branch.into());
        row.insert("queries".to_owned(), result.n_queries.into());
        for (name, value) in branch.metrics.named() {
            row.insert(name.to_owned(), ((value * 1e4).round() / 1e4).into());
        }
        line(out, &Value::Object(row))?;
    }
    Ok(())
}

pub(crate) fn scenarios(out: Out<'_>, results: &[(Scenario, ScenarioResult)]) -> Result<()> {
    for (scenario, result) in results {
        let ids: Vec<_> = result.ranking.iter().take(10).map(|(id, _)| id.as_str()).collect();
        line(
            out,
            &json!({"type": "scenario", "id": scenario.id, "language": scenario.language.as_str(),
                "ndcg@10": result.metrics.ndcg_10, "mrr": result.metrics.mrr, "top": ids}),
        )?;
    }
    Ok(())
}

pub(crate) fn pairs(out: Out<'_>, classes: &[PairClass]) -> Result<()> {
    for class in classes {
        let wrong: Vec<Value> =
            class.wrong.iter().map(|(asked, form)| json!([asked, form])).collect();
        let value = json!({"type": "pairs", "class": class.class, "expected": class.expected.code(),
            "pairs": class.n, "meet": class.n_met, "wrong": wrong});
        line(out, &value)?;
    }
    Ok(())
}
