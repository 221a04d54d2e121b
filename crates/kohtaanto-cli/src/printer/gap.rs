//! Gaps, next steps and costs of requirements, for people or as JSON Lines.

use super::jsonl::typed;
use super::print;
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::answers::{Asked, CostAnswer, CostsSummary};
use kohtaanto::model::{Coded, JobPosting};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{GapAnalysis, GapStatus, MetBy, NamedConcept, NeedCosts, NextOccupations};
use serde_json::{Value, json};
use std::io::Write;

/// How many names of what would have to be learnt are shown.
const SHOWN_MISSING: usize = 5;

pub(crate) fn gap(settings: &Settings, gap: &GapAnalysis) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human(out, settings.lang, gap),
        Format::Jsonl => jsonl(out, settings.lang, gap),
    })
}

fn human(out: &mut dyn Write, lang: TextLang, gap: &GapAnalysis) -> Result<()> {
    writeln!(out, "{}", gap.goal)?;
    match texts::gap_summary(gap, lang) {
        Some(summary) => writeln!(out, "{summary}")?,
        None if gap.rows.is_empty() => {
            let nothing = lang.pick(
                "Vaatimuksia ei ole kerrottu.",
                "Inga krav har angetts.",
                "No requirements are told.",
            );
            writeln!(out, "{nothing}")?;
        }
        None => {}
    }
    for status in GapStatus::ALL {
        let rows: Vec<String> = gap.of(status).map(|row| texts::gap_row(row, lang)).collect();
        if !rows.is_empty() {
            writeln!(out, "\n{}:", texts::gap_status(status, lang))?;
            rows.iter().try_for_each(|row| writeln!(out, "  - {row}"))?;
        }
    }
    Ok(())
}

fn jsonl(out: &mut dyn Write, lang: TextLang, gap: &GapAnalysis) -> Result<()> {
    for row in &gap.rows {
        let value = json!({"type": "gap", "asked": Asked::new(&row.asked),
            "importance": row.importance.code(), "status": row.status.code(),
            "by": row.by.as_ref().map(by), "text": texts::gap_row(row, lang)});
        writeln!(out, "{value}")?;
    }
    let (kept, all) = gap.n_kept();
    let uri = gap.occupation.as_ref().and_then(|occupation| occupation.uri.as_deref());
    let value = json!({"type": "summary", "total": gap.rows.len(), "goal": gap.goal,
        "occupation": uri, "kept": kept, "musts": all});
    Ok(writeln!(out, "{value}")?)
}

fn by(by: &MetBy) -> Value {
    match by {
        MetBy::Told(told) => json!({"told": told}),
        MetBy::NearCompetence { told, how } => json!({"near": told, "how": how.code()}),
        MetBy::Work(work) => json!({"work": work}),
        MetBy::WorkUses(work) => json!({"work_uses": work}),
        MetBy::NearWork(work) => json!({"near_work": work}),
        MetBy::Language(level) => json!({"level": level.code()}),
        MetBy::Education(level, label) => json!({"level": level.code(), "label": label}),
        MetBy::Licence(class) => json!({"class": class.code()}),
        MetBy::Card(card) => json!({"card": card.0}),
    }
}

pub(crate) fn next_occupations(settings: &Settings, next: &NextOccupations) -> Result<()> {
    let lang = settings.lang;
    print(|out| match settings.format {
        Format::Human => {
            if next.steps.is_empty() {
                let nothing = if next.too_thin {
                    lang.pick(
                        "Kerro ensin, mitä työtä olet tehnyt tai mitä osaat.",
                        "Berätta först vilket arbete du har gjort eller vad du kan.",
                        "Tell first what work you have done or what you can do.",
                    )
                } else {
                    lang.pick(
                        "Läheisiä ammatteja ei löytynyt.",
                        "Inga närliggande yrken hittades.",
                        "No near occupations were found.",
                    )
                };
                return Ok(writeln!(out, "{nothing}")?);
            }
            for step in &next.steps {
                let text = texts::next_occupation(step, next.reach_known, lang);
                writeln!(out, "{:>2}. {}: {text}", step.rank, step.occupation.name)?;
                if let Some(missing) = texts::next_from(step, SHOWN_MISSING, lang) {
                    writeln!(out, "    {missing}")?;
                }
            }
            Ok(())
        }
        Format::Jsonl => {
            let named = |c: &NamedConcept| json!({"uri": c.uri, "name": c.name});
            for step in &next.steps {
                let kept: Vec<Value> = step
                    .kept
                    .iter()
                    .map(|kept| {
                        json!({"uri": kept.concept.uri, "name": kept.concept.name,
                            "whole": kept.is_whole})
                    })
                    .collect();
                let missing: Vec<Value> = step.missing.iter().map(named).collect();
                let value = json!({"type": "next", "rank": step.rank,
                    "occupation": named(&step.occupation), "kept": kept, "missing": missing,
                    "from": step.from.as_ref().map(|(work, n)| json!({"work": work, "kept": n})),
                    "postings": step.n_postings, "takes_degree": step.takes_degree,
                    "text": texts::next_occupation(step, next.reach_known, lang)});
                writeln!(out, "{value}")?;
            }
            let value = json!({"type": "summary", "total": next.steps.len(),
                "reach_known": next.reach_known, "too_thin": next.too_thin});
            Ok(writeln!(out, "{value}")?)
        }
    })
}

pub(crate) fn need_costs(
    settings: &Settings,
    posting: &JobPosting,
    costs: &NeedCosts,
) -> Result<()> {
    let lang = settings.lang;
    print(|out| match settings.format {
        Format::Human => {
            let title = posting.title.best(&[lang.lang()]).map_or("", |(_, title)| title);
            writeln!(out, "{title} · {} · {}", posting.employer.name, posting.id)?;
            writeln!(out, "{}", texts::need_costs(costs, lang))?;
            for cost in &costs.requirements {
                writeln!(out, "  {}", texts::need_cost(cost, costs, lang))?;
            }
            Ok(())
        }
        Format::Jsonl => {
            for cost in &costs.requirements {
                typed(out, "cost", &CostAnswer::new(cost, costs, lang))?;
            }
            typed(out, "summary", &CostsSummary::new(costs))
        }
    })
}
