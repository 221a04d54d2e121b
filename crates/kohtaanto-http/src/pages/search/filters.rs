//! Filters with counts. Each value is a link: chosen at once, without a script, and shareable.

use super::super::texts::Texts;
use super::params::SearchParams;
use kohtaanto::model::Lang;
use kohtaanto::search::FacetCounts;
use kohtaanto::taxonomy::{ConceptKind, Taxonomy};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Facet, Snapshot};
use maud::{Markup, html};

/// The facets that are shown as lists, in their order. Municipalities are on the map.
pub(super) const SHOWN: [Facet; 4] =
    [Facet::Occupation, Facet::WorkingTime, Facet::Continuity, Facet::Language];
/// How many values a list shows.
const MAX_VALUES: usize = 8;
/// Groups of occupations are counted by this many digits of ISCO-08: sub-major groups, which are
/// few enough to read and narrow enough to be of use.
const OCCUPATION_DIGITS: usize = 2;

pub(super) fn filters(
    t: &Texts,
    snapshot: &Snapshot,
    params: &SearchParams,
    counts: &[FacetCounts],
) -> Markup {
    html! {
        @for facet in SHOWN {
            @let counts = counts.iter().find(|counts| counts.facet == facet);
            @let rows = counts.map_or_else(Vec::new, |counts| rows(snapshot, params, counts, t.lang()));
            @if !rows.is_empty() {
                section.filter aria-labelledby={ "f-" (facet.code()) } {
                    h3 #{ "f-" (facet.code()) } { (heading(t, facet)) }
                    ul {
                        @for row in &rows {
                            li {
                                a href=(toggled(t.lang(), params, facet, &row.value))
                                    aria-current=[row.chosen.then_some("true")] {
                                    span.box aria-hidden="true" { @if row.chosen { "✓" } }
                                    span { (row.name) }
                                    span.n { (row.n) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[derive(Debug)]
struct FilterRow {
    value: String,
    name: String,
    n: u64,
    chosen: bool,
}

fn rows(
    snapshot: &Snapshot,
    params: &SearchParams,
    counts: &FacetCounts,
    lang: TextLang,
) -> Vec<FilterRow> {
    let chosen = params.chosen(counts.facet);
    let shown = |value: &str| counts.facet != Facet::Occupation || value.len() == OCCUPATION_DIGITS;
    let row = |value: &str, n| FilterRow {
        name: name(snapshot, counts.facet, value, lang),
        value: value.to_owned(),
        n,
        chosen: chosen.iter().any(|of| of == value),
    };
    let counted = counts.counts.iter().filter(|(value, _)| shown(value));
    let mut rows: Vec<FilterRow> = counted.map(|(value, n)| row(value, *n)).collect();
    // What is chosen stays to be seen, also when nothing is left of it.
    for value in chosen {
        if !rows.iter().any(|row| row.value == *value) {
            rows.push(row(value, 0));
        }
    }
    let mut place = 0;
    rows.retain(|row| {
        place += 1;
        row.chosen || place <= MAX_VALUES
    });
    rows
}

/// What a value is called: groups of occupations by the taxonomy, all else by the library's texts.
pub(super) fn name(snapshot: &Snapshot, facet: Facet, value: &str, lang: TextLang) -> String {
    let group = match facet {
        Facet::Occupation => snapshot.taxonomy().and_then(|t| group_name(t, value, lang)),
        _ => None,
    };
    super::super::parts::upper(&group.unwrap_or_else(|| texts::facet_value(facet, value, lang)))
}

/// The name of an ISCO-08 group.
pub(crate) fn group_name(taxonomy: &Taxonomy, code: &str, lang: TextLang) -> Option<String> {
    let is_it = |id: &_| {
        taxonomy.kind(*id) == ConceptKind::OccupationGroup && taxonomy.code(*id) == Some(code)
    };
    let group = taxonomy.concepts().find(is_it)?;
    let name = taxonomy.name_of(group, &[lang.lang(), Lang::FI, Lang::EN])?;
    Some(name.text.to_owned())
}

pub(super) fn heading(t: &Texts, facet: Facet) -> &str {
    match facet {
        Facet::Municipality | Facet::MentionedMunicipality | Facet::Region | Facet::Country => {
            t.get("map.place")
        }
        Facet::Occupation | Facet::OccupationName => t.get("filter.occupation"),
        Facet::WorkingTime => t.get("filter.working_time"),
        Facet::Continuity => t.get("filter.continuity"),
        Facet::Language => t.get("filter.language"),
        Facet::Employer => t.get("filter.employer"),
    }
}

/// The address with a value chosen, or no more chosen.
pub(super) fn toggled(lang: TextLang, params: &SearchParams, facet: Facet, value: &str) -> String {
    params.link(lang, |params| {
        let Some(chosen) = params.chosen_mut(facet) else { return };
        let n_before = chosen.len();
        chosen.retain(|of| of != value);
        if chosen.len() == n_before {
            chosen.push(value.to_owned());
        }
    })
}

/// What is chosen, each as a link that lets it go.
pub(super) fn chosen(t: &Texts, snapshot: &Snapshot, params: &SearchParams) -> Markup {
    let lang = t.lang();
    let facets = [Facet::Municipality].into_iter().chain(SHOWN);
    html! {
        @if params.has_filters() {
            div.chosen {
                h2.hidden { (t.get("filter.chosen")) }
                ul {
                    @if let Some(minutes) = params.minutes() {
                        li { (chip(t, &params.link(lang, |p| p.minutes.clear()), &t.with("filter.within", &[("n", &minutes)]))) }
                    }
                    @for facet in facets {
                        @for value in params.chosen(facet) {
                            li { (chip(t, &toggled(lang, params, facet, value), &name(snapshot, facet, value, lang))) }
                        }
                    }
                    @if !params.closed.is_empty() {
                        li { (chip(t, &params.link(lang, |p| p.closed.clear()), t.get("filter.closed"))) }
                    }
                    li { a.plain-link href=(params.link(lang, |p| *p = SearchParams { q: p.q.clone(), home: p.home.clone(), ..SearchParams::default() })) { (t.get("filter.clear")) } }
                }
            }
        }
    }
}

fn chip(t: &Texts, href: &str, name: &str) -> Markup {
    html! {
        a.chip href=(href) { (name) span aria-hidden="true" { " ×" } span.hidden { ", " (t.get("filter.remove")) } }
    }
}
