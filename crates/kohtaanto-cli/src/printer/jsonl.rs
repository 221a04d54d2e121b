//! One JSON object a line, each with a `type`; a summary comes last.

use anyhow::Result;
use kohtaanto::evaluate::{PairClass, ScenarioResult, SetResult};
use kohtaanto::model::{Candidate, JobPosting};
use kohtaanto::search::{MetWord, SurfaceText, TermKind, TermSizes};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{
    Explanation, Facet, IngestReport, MatchOutcome, MatchScore, RankedMatch, Scenario,
    SearchOutcome, Similar, Snapshot, StoreStats,
};
use serde_json::{Map, Value, json};
use std::io::Write;

type Out<'a> = &'a mut dyn Write;

fn line(out: Out<'_>, value: &Value) -> Result<()> {
    Ok(writeln!(out, "{value}")?)
}

pub(crate) fn indexed(out: Out<'_>, report: &IngestReport, stats: StoreStats) -> Result<()> {
    line(
        out,
        &json!({"type": "indexed", "accepted": report.n_accepted, "refused": report.refused.len(),
            "postings": stats.n_postings, "candidates": stats.n_candidates}),
    )
}

fn posting(posting: &JobPosting) -> Value {
    let texts = |texts: &kohtaanto::model::Localized| -> Value {
        let map: Map<String, Value> =
            texts.iter().map(|(lang, text)| (lang.to_string(), text.into())).collect();
        Value::Object(map)
    };
    let places: Vec<_> = posting.places.iter().map(|p| p.municipality.to_string()).collect();
    json!({"id": posting.id.as_str(), "title": texts(&posting.title),
        "employer": posting.employer.name, "municipalities": places,
        "expires": posting.expires.map(|day| day.to_string()), "apply": posting.apply_url})
}

pub(crate) fn search(out: Out<'_>, lang: TextLang, outcome: &SearchOutcome) -> Result<()> {
    for hit in &outcome.hits {
        let words: Vec<_> = hit.words.iter().map(met_word).collect();
        line(
            out,
            &json!({"type": "hit", "rank": hit.rank, "score": hit.score, "exact": hit.exact,
                "branches": {"words": hit.branches.words, "letters": hit.branches.letters,
                    "meaning": hit.branches.meaning, "concepts": hit.branches.concepts},
                "words": words, "missing": hit.missing, "posting": posting(&hit.posting)}),
        )?;
    }
    let facet_name = |facet: Facet| {
        let name = Facet::ALL.iter().find(|(_, known)| *known == facet);
        name.map_or("", |(name, _)| name)
    };
    for facet in &outcome.facets {
        let counts: Vec<_> = facet
            .counts
            .iter()
            .map(|(value, count)| {
                let label = texts::facet_value(facet.facet, value, lang);
                json!({"value": value, "label": label, "count": count})
            })
            .collect();
        line(out, &json!({"type": "facet", "facet": facet_name(facet.facet), "counts": counts}))?;
    }
    let understood = &outcome.understood;
    let places: Vec<_> = understood
        .places
        .iter()
        .map(|(words, codes)| {
            let codes: Vec<_> = codes.iter().map(ToString::to_string).collect();
            json!({"words": words, "municipalities": codes})
        })
        .collect();
    let nothing = outcome.nothing.as_ref().map(|nothing| {
        let relaxations: Vec<_> = nothing
            .relaxations
            .iter()
            .map(|r| json!({"without": r.condition, "asked": r.asked, "total": r.total}))
            .collect();
        json!({"relaxations": relaxations, "suggestions": nothing.suggestions})
    });
    let languages: Vec<_> = understood.languages.iter().map(ToString::to_string).collect();
    let concepts: Vec<_> = understood
        .concepts
        .iter()
        .map(|concept| {
            json!({"uri": concept.uri, "kind": concept.kind.code(), "name": concept.name,
                "label": concept.label, "likeness": concept.likeness})
        })
        .collect();
    line(
        out,
        &json!({"type": "summary", "total": outcome.total, "exact": outcome.n_exact,
            "understood": {"languages": languages, "places": places, "words": understood.words,
                "concepts": concepts},
            "nothing": nothing, "degraded": codes(outcome.degraded.iter())}),
    )
}

/// A word met: `span` counts bytes in the posting's text that `in` names (for a label, the text is
/// given).
fn met_word(met: &MetWord) -> Value {
    let surface = met.surface.as_ref().map(|surface| {
        let label = match &surface.text {
            SurfaceText::Label(label) => Some(label),
            _ => None,
        };
        json!({"word": surface.word, "in": surface.text.code(), "label": label,
            "lang": surface.lang.to_string(), "span": [surface.span.start, surface.span.end]})
    });
    json!({"asked": met.asked, "term": met.term, "kind": met.kind.code(),
        "part": met.part.name(), "score": met.score, "surface": surface})
}

fn codes<'a>(degraded: impl Iterator<Item = &'a kohtaanto::Degradation>) -> Vec<&'static str> {
    degraded.map(|degradation| degradation.code()).collect()
}

fn explained(explanation: &Explanation, lang: TextLang) -> Value {
    let contributions: Vec<_> = explanation
        .contributions
        .iter()
        .map(|c| {
            let reasons: Vec<_> = c.reasons.iter().map(|r| texts::reason(r, lang)).collect();
            json!({"feature": c.feature.code(), "share": c.share, "weight": c.weight,
                "value": c.value, "coverage": c.coverage, "reasons": reasons})
        })
        .collect();
    json!({"score": explanation.score, "coverage": explanation.coverage,
        "contributions": contributions})
}

fn scored(score: &MatchScore, lang: TextLang) -> Value {
    let missing: Vec<_> = score.missing.iter().map(|r| texts::missing(r, lang)).collect();
    json!({"for_person": explained(&score.for_person, lang),
        "for_work": explained(&score.for_work, lang), "missing": missing})
}

fn matches<T>(
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
                "explanation": scored(&row.score, lang)}),
        )?;
    }
    let gaps: Vec<_> = outcome.gaps.iter().map(|gap| gap.code()).collect();
    line(
        out,
        &json!({"type": "summary", "total": outcome.total, "too_thin": outcome.too_thin,
            "tell_next": gaps, "degraded": codes(outcome.degraded.iter())}),
    )
}

pub(crate) fn opportunities(
    out: Out<'_>,
    lang: TextLang,
    outcome: &MatchOutcome<JobPosting>,
) -> Result<()> {
    matches(out, lang, outcome, |row| ("posting", posting(&row.other)))
}

pub(crate) fn people(
    out: Out<'_>,
    lang: TextLang,
    outcome: &MatchOutcome<Candidate>,
) -> Result<()> {
    matches(out, lang, outcome, |row| ("candidate", json!({"id": row.id})))
}

pub(crate) fn similar(out: Out<'_>, similar: &[Similar]) -> Result<()> {
    for row in similar {
        line(
            out,
            &json!({"type": "similar", "rank": row.rank, "score": row.score,
                "meaning": row.meaning, "posting": posting(&row.posting)}),
        )?;
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
        &json!({"type": "explanation", "candidate": candidate.id.as_str(), "posting": posting(of),
            "explanation": scored(score, lang)}),
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
