//! What a person has of what a posting asks, and where the person's competences lead next.

use super::super::parts::upper;
use super::super::texts::Texts;
use kohtaanto::texts;
use kohtaanto::{GapAnalysis, GapStatus, NextOccupations};
use maud::{Markup, html};

/// How many things to learn are named.
const SHOWN_MISSING: usize = 4;

pub(super) fn gap(t: &Texts, gap: &GapAnalysis, goal: &str) -> Markup {
    let lang = t.lang();
    html! {
        section.gap aria-labelledby="vertailu" {
            h2 #vertailu tabindex="-1" { (t.with("client.gap", &[("goal", &gap.goal)])) }
            input type="hidden" name="goal" value=(goal);
            @if gap.rows.is_empty() { p { (t.get("client.gap_none")) } }
            @if let Some(summary) = texts::gap_summary(gap, lang) { p.lead { (summary) } }
            @for status in GapStatus::ALL {
                @let rows: Vec<_> = gap.of(status).collect();
                @if !rows.is_empty() {
                    h3 { (texts::gap_status(status, lang)) }
                    ul class={ "gap-" (status.code()) } {
                        @for row in rows { li { (upper(&texts::gap_row(row, lang))) } }
                    }
                }
            }
        }
    }
}

pub(super) fn next(t: &Texts, next: &NextOccupations) -> Markup {
    let lang = t.lang();
    html! {
        section.next aria-labelledby="seuraavaksi" {
            h2 #seuraavaksi { (t.get("client.next")) }
            @if next.steps.is_empty() { p { (t.get("client.next_none")) } }
            @else {
                ol.steps {
                    @for step in &next.steps {
                        li {
                            strong { (upper(&step.occupation.name)) } ": "
                            (texts::next_occupation(step, next.reach_known, lang)) "."
                            @if let Some(learn) = texts::next_from(step, SHOWN_MISSING, lang) {
                                br; (upper(&learn)) "."
                            }
                        }
                    }
                }
            }
        }
    }
}
