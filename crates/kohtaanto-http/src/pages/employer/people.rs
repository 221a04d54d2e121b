//! What a need costs in people, and the people, under pseudonyms.

use super::super::parts::{band, upper};
use super::super::texts::Texts;
use jiff::civil::Date;
use kohtaanto::model::{JobPosting, Lang};
use kohtaanto::texts;
use kohtaanto::trust::{PseudonymousCandidate, SeenCandidate};
use kohtaanto::{MatchOutcome, NeedCosts, RankedMatch, Snapshot};
use maud::{Markup, html};

/// How many reasons and how many items of a profile stand under a person.
const SHOWN_REASONS: usize = 3;
const SHOWN_ITEMS: usize = 8;

pub(super) fn costs(t: &Texts, costs: &NeedCosts) -> Markup {
    let lang = t.lang();
    html! {
        section aria-labelledby="hinta" {
            h2 #hinta { (t.get("employer.costs")) }
            p.lead { (texts::need_costs(costs, lang)) }
            @if costs.n_reach_unknown > 0 { p.small { (t.count("employer.reach_unknown", costs.n_reach_unknown)) } }
            @if costs.requirements.is_empty() { p { (t.get("employer.no_musts")) } }
            @else {
                p.small { (t.get("employer.costs_help")) }
                div.scroll tabindex="0" role="region" aria-label=(t.get("employer.costs_table")) {
                    table {
                        caption.hidden { (t.get("employer.costs_table")) }
                        thead { tr {
                            th scope="col" { (t.get("employer.requirement")) }
                            th.num scope="col" { (t.get("employer.met")) }
                            th.num scope="col" { (t.get("employer.near")) }
                            th.num scope="col" { (t.get("employer.missing")) }
                            th.num scope="col" { (t.get("employer.unknown")) }
                            th scope="col" { (t.get("employer.without")) }
                        } }
                        tbody {
                            @for cost in &costs.requirements {
                                tr {
                                    th scope="row" { (upper(&texts::asked(&cost.asked, lang))) }
                                    td.num { (cost.n_met) }
                                    td.num { (cost.n_near) }
                                    td.num { (cost.n_missing) }
                                    td.num { (cost.n_unknown) }
                                    td {
                                        strong { (costs.with_all.sure) " → " (cost.without.sure) }
                                        @if cost.without.unknown > 0 { span.small { " " (t.with("employer.maybe", &[("n", &cost.without.unknown)])) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn people(
    t: &Texts,
    snapshot: &Snapshot,
    outcome: &MatchOutcome<SeenCandidate>,
    today: Date,
) -> Markup {
    html! {
        section aria-labelledby="ihmiset" {
            h2 #ihmiset { (t.get("employer.people")) }
            (super::super::parts::degraded(t, &outcome.degraded))
            @if outcome.matches.is_empty() { p { (t.get("employer.nobody")) } }
            @else {
                p.small { (t.get("employer.people_help")) }
                ol.results { @for row in &outcome.matches { li { (person(t, snapshot, row, today)) } } }
            }
        }
    }
}

fn person(t: &Texts, snapshot: &Snapshot, row: &RankedMatch<SeenCandidate>, today: Date) -> Markup {
    let lang = t.lang();
    // An advisor opens the whole person elsewhere: here all see the same.
    let seen = match &row.other {
        SeenCandidate::Pseudonymous(seen) => Some((**seen).clone()),
        SeenCandidate::Whole(whole) => {
            let langs = [lang.lang(), Lang::FI, Lang::EN];
            PseudonymousCandidate::of(whole, snapshot.taxonomy(), &langs, today)
        }
    };
    let reasons = texts::summary(&row.score.for_work, SHOWN_REASONS, lang);
    html! {
        article.card {
            h3 { (t.with("employer.person", &[("n", &row.rank)])) " " span.small { (row.id) } }
            p { (band(row.band, lang)) }
            @if !reasons.is_empty() { ul.why { @for reason in &reasons { li { (upper(reason)) } } } }
            @if !row.score.missing.is_empty() {
                @let missing: Vec<String> = row.score.missing.iter().map(|m| texts::missing(m, lang)).collect();
                p.asks { (t.get("client.missing")) " " (missing.join(", ")) }
            }
            @if let Some(seen) = &seen { (profile(t, seen)) }
        }
    }
}

fn profile(t: &Texts, seen: &PseudonymousCandidate) -> Markup {
    let lang = t.lang();
    let work: Vec<&str> = seen.work.iter().map(|work| work.occupation.as_str()).collect();
    let competences: Vec<&str> =
        seen.competences.iter().take(SHOWN_ITEMS).map(String::as_str).collect();
    let languages = seen.languages.iter().map(|skill| texts::language(skill.language, lang));
    let languages: Vec<String> = languages.collect();
    let permits = seen.licences.iter().map(|class| {
        use kohtaanto::model::Coded;
        format!("{} {}", t.get("employer.licence"), class.code())
    });
    let permits: Vec<String> =
        permits.chain(seen.cards.iter().map(|card| texts::card(card, lang))).collect();
    let mut rows: Vec<(&str, String)> = Vec::new();
    let mut add = |name, values: String| {
        if !values.is_empty() {
            rows.push((name, upper(&values)));
        }
    };
    add(
        t.get("employer.home"),
        seen.home.map(|home| texts::municipality(home, lang)).unwrap_or_default(),
    );
    add(t.get("employer.work_done"), work.join(", "));
    add(t.get("employer.competences"), competences.join(", "));
    add(t.get("employer.languages"), languages.join(", "));
    add(t.get("employer.permits_held"), permits.join(", "));
    html! {
        dl.terms { @for (name, values) in &rows { div { dt { (name) } dd { (values) } } } }
        p.small {
            @if seen.may_be_contacted { (t.get("employer.contact")) } @else { (t.get("employer.no_contact")) }
            @if seen.n_held_back > 0 { " " (t.count("employer.held_back", seen.n_held_back)) }
        }
    }
}

/// The ad as others will read it.
pub(super) fn preview(t: &Texts, posting: &JobPosting) -> Markup {
    let lang = t.lang();
    let (title, _) = super::super::parts::best(&posting.title, lang);
    let (text, _) = super::super::parts::best(&posting.description, lang);
    html! {
        section.box aria-labelledby="esikatselu" {
            h2 #esikatselu { (t.get("employer.preview")) }
            h3 { (title) }
            (super::super::parts::facts(t, posting, None))
            @for paragraph in text.split("\n\n").filter(|text| !text.is_empty()) { p { (paragraph) } }
            @if posting.requirements.is_empty() { p.small { (t.get("employer.preview_none")) } }
            @else {
                p { (t.get("employer.preview_read")) }
                ul {
                    @for requirement in &posting.requirements {
                        li { (upper(&texts::asked(&requirement.demand, lang))) }
                    }
                }
            }
        }
    }
}
