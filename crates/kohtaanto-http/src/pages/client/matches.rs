//! Postings ranked for a person: band, reasons, what is missing, and all of it on request.

use super::super::parts::{band, facts, minutes, upper};
use super::super::search::title_link;
use super::super::texts::Texts;
use super::View;
use kohtaanto::model::{JobPosting, MunicipalityCode};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Explanation, Gap, MatchOutcome, RankedMatch, Snapshot};
use maud::{Markup, html};

/// How many reasons stand under a match before all are asked for.
const SHOWN_REASONS: usize = 3;

pub(super) fn matches(
    t: &Texts,
    snapshot: &Snapshot,
    outcome: &MatchOutcome<JobPosting>,
    home: Option<MunicipalityCode>,
    view: View,
) -> Markup {
    html! {
        section.matches aria-labelledby="osumat" {
            h2 #osumat { (t.get("client.matches")) }
            (super::super::parts::degraded(t, &outcome.degraded))
            @if outcome.too_thin {
                p { (t.get("client.too_thin")) }
                (gaps(&outcome.gaps, t.lang()))
            } @else if outcome.matches.is_empty() {
                p { (t.get("client.no_postings")) }
            } @else {
                @if view != View::Print {
                    p.small { (t.with("client.of_all", &[("n", &outcome.matches.len()), ("all", &outcome.total)])) }
                }
                ol.results {
                    @for row in &outcome.matches { li { (card(t, snapshot, row, home, view)) } }
                }
                @if !outcome.gaps.is_empty() && view != View::Print {
                    p { (t.get("client.tell_more")) }
                    (gaps(&outcome.gaps, t.lang()))
                }
            }
        }
    }
}

fn gaps(gaps: &[Gap], lang: TextLang) -> Markup {
    html! { ul { @for gap in gaps { li { (texts::gap(*gap, lang)) } } } }
}

fn card(
    t: &Texts,
    snapshot: &Snapshot,
    row: &RankedMatch<JobPosting>,
    home: Option<MunicipalityCode>,
    view: View,
) -> Markup {
    let (posting, lang) = (&row.other, t.lang());
    let reasons = texts::summary(&row.score.for_person, SHOWN_REASONS, lang);
    html! {
        article.card {
            h3 { (title_link(t, posting)) }
            (facts(t, posting, minutes(snapshot, home, posting)))
            p { (band(row.band, lang)) }
            @if !reasons.is_empty() {
                ul.why { @for reason in &reasons { li { (upper(reason)) } } }
            }
            @if !row.score.missing.is_empty() {
                @let missing: Vec<String> = row.score.missing.iter().map(|m| texts::missing(m, lang)).collect();
                p.asks { (t.get("client.missing")) " " (missing.join(", ")) }
            }
            @if view != View::Print {
                details.all-why {
                    summary { (t.get("client.all_why")) span.hidden { ": " (super::super::parts::best(&posting.title, lang).0) } }
                    (explanation(t, t.get("client.for_person"), &row.score.for_person))
                    p { (t.get("client.for_work")) " " (band(row.score.band(&row.score.for_work), lang)) }
                }
            }
            @if view == View::Client {
                p.act {
                    button.small-button type="submit" name="goal" value=(posting.id.as_str()) {
                        (t.get("client.see_gap")) span.hidden { ": " (super::super::parts::best(&posting.title, lang).0) }
                    }
                }
            }
        }
    }
}

/// Every contribution with its reasons, the largest first: the words of the ranking itself.
pub(crate) fn explanation(t: &Texts, heading: &str, explanation: &Explanation) -> Markup {
    let lang = t.lang();
    let mut parts: Vec<_> = explanation.contributions.iter().collect();
    parts.sort_by(|a, b| b.share.total_cmp(&a.share));
    html! {
        p { (heading) }
        dl.parts {
            @for part in parts {
                @if !part.reasons.is_empty() {
                    dt { (upper(texts::feature(part.feature, lang))) }
                    @for reason in &part.reasons { dd { (upper(&texts::reason(reason, lang))) } }
                }
            }
        }
    }
}
