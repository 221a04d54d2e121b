//! What was found, with why; and why nothing was.

use super::super::parts::{best, direction_of, facts, minutes, posting_path, starred, upper};
use super::super::texts::Texts;
use super::filters::name;
use super::params::{PAGE, SearchParams};
use kohtaanto::model::{Importance, JobPosting, Provenance};
use kohtaanto::search::{Relaxation, WhyNothing};
use kohtaanto::texts;
use kohtaanto::{Facet, SearchHit, SearchOutcome, Snapshot};
use maud::{Markup, html};

/// How many things asked stand on a row.
const SHOWN_ASKED: usize = 4;
/// A query is seldom about more concepts.
const SHOWN_CONCEPTS: usize = 3;

/// How many were found, and what was understood.
pub(super) fn summary(t: &Texts, outcome: &SearchOutcome) -> Markup {
    let understood = &outcome.understood;
    let lang = t.lang();
    html! {
        div role="status" {
            p.count {
                strong { (t.count("search.found", outcome.total)) }
                @if !understood.words.is_empty() && outcome.total > 0 {
                    span { (t.with("search.exact", &[("n", &outcome.n_exact)])) }
                }
            }
        }
        @if !understood.places.is_empty() || !understood.concepts.is_empty() {
            p.small {
                (t.get("search.understood")) " "
                @for (i, (words, codes)) in understood.places.iter().enumerate() {
                    @if i > 0 { ", " }
                    @let names: Vec<String> = codes.iter().map(|code| texts::municipality(*code, lang)).collect();
                    "”" (words) "” = " (names.join(", "))
                }
                @if !understood.places.is_empty() && !understood.concepts.is_empty() { "; " }
                @for (i, concept) in understood.concepts.iter().take(SHOWN_CONCEPTS).enumerate() {
                    @if i > 0 { ", " }
                    (concept.name) " (" (texts::concept_kind(concept.kind, lang)) ")"
                }
            }
        }
    }
}

pub(super) fn hits(
    t: &Texts,
    snapshot: &Snapshot,
    params: &SearchParams,
    outcome: &SearchOutcome,
) -> Markup {
    html! {
        ol.results start=[outcome.hits.first().map(|hit| hit.rank)] {
            @for hit in &outcome.hits { li { (card(t, snapshot, params, hit)) } }
        }
        (pages(t, params, outcome.total))
    }
}

fn card(t: &Texts, snapshot: &Snapshot, params: &SearchParams, hit: &SearchHit) -> Markup {
    let posting = &hit.posting;
    let asks_words = !hit.words.is_empty() || !hit.missing.is_empty();
    html! {
        article.card {
            h3 { (title_link(t, posting)) }
            (facts(t, posting, minutes(snapshot, params.home(), posting)))
            @if asks_words {
                p.why {
                    @if hit.exact { span.tag.tag-full { (t.get("search.tag_exact")) } }
                    @else { span.tag { (t.get("search.tag_near")) } }
                    @if let Some(why) = texts::found(hit, t.lang()) { " " (starred(&upper(&why))) }
                }
            }
            (asks(t, posting))
        }
    }
}

/// A posting's title as the link to its page.
pub(crate) fn title_link(t: &Texts, posting: &JobPosting) -> Markup {
    let (title, other) = best(&posting.title, t.lang());
    let other = other.map(|lang| lang.to_string());
    html! {
        a href=(posting_path(t, posting.id.as_str())) lang=[other.as_deref()] dir=[direction_of(other.as_deref())] {
            (title)
        }
    }
}

/// What the posting asks, the first few of what must be there.
pub(crate) fn asks(t: &Texts, posting: &JobPosting) -> Markup {
    let musts = posting.requirements.iter().filter(|of| of.importance == Importance::Must);
    let mut musts: Vec<_> = musts.collect();
    musts.sort_by_key(|of| of.provenance != Provenance::Declared);
    let told: Vec<String> =
        musts.iter().take(SHOWN_ASKED).map(|of| texts::asked(&of.demand, t.lang())).collect();
    let more = musts.len().saturating_sub(SHOWN_ASKED);
    html! {
        @if !told.is_empty() {
            p.asks {
                (t.get("posting.asks")) " " (told.join(", "))
                @if more > 0 { " " (t.with("posting.asks_more", &[("n", &more)])) }
            }
        }
    }
}

fn pages(t: &Texts, params: &SearchParams, total: usize) -> Markup {
    let (page, n_pages) = (params.page(), total.div_ceil(PAGE));
    let to = |page: usize| params.link(t.lang(), |params| params.page = page.to_string());
    html! {
        @if n_pages > 1 {
            nav.pages aria-label=(t.get("search.pages")) {
                @if page > 1 { a.button.quiet rel="prev" href=(to(page - 1)) { (t.get("search.previous")) } }
                span { (t.with("search.page", &[("n", &page), ("all", &n_pages)])) }
                @if page < n_pages { a.button.quiet rel="next" href=(to(page + 1)) { (t.get("search.next")) } }
            }
        }
    }
}

/// Why nothing was found, and what to do: each offer says how many it finds.
pub(super) fn nothing(
    t: &Texts,
    snapshot: &Snapshot,
    params: &SearchParams,
    outcome: &SearchOutcome,
    why: &WhyNothing,
) -> Markup {
    html! {
        section.nothing aria-labelledby="tyhja" {
            h2 #tyhja { (t.get("nothing.heading")) }
            p {
                @if why.in_conditions == 0 { (t.get("nothing.conditions")) }
                @else { (t.count("nothing.words", why.in_conditions)) }
            }
            @if !why.suggestions.is_empty() {
                p { (t.get("nothing.spelling")) }
                ul.offers {
                    @for (word, near) in &why.suggestions {
                        @for other in near {
                            li { a href=(params.link(t.lang(), |p| p.q = replaced(&p.q, word, other))) { (word) " → " strong { (other) } } }
                        }
                    }
                }
            }
            @if !why.relaxations.is_empty() {
                p { (t.get("nothing.relax")) }
                ul.offers {
                    @for relaxation in &why.relaxations {
                        li {
                            a href=(relaxed(t, params, outcome, relaxation)) {
                                (upper(texts::relaxation(relaxation.condition, t.lang())))
                                @let asked = asked(t, snapshot, params, relaxation);
                                @if !asked.is_empty() { " (" (asked) ")" }
                                ": " strong { (t.count("search.postings", relaxation.total)) }
                            }
                        }
                    }
                }
            }
            @if why.relaxations.is_empty() && why.suggestions.is_empty() { p { (t.get("nothing.try")) } }
        }
    }
}

/// What a condition asks, by the names that the page uses.
fn asked(t: &Texts, snapshot: &Snapshot, params: &SearchParams, of: &Relaxation) -> String {
    let facet = match of.condition {
        "open" => return String::new(),
        "within" => {
            let minutes = params.minutes().unwrap_or_default();
            return t.with("filter.within", &[("n", &minutes)]);
        }
        "working_time" => Facet::WorkingTime,
        "continuity" => Facet::Continuity,
        "languages" => Facet::Language,
        "occupations" => Facet::Occupation,
        _ => return of.asked.clone(),
    };
    let names = params.chosen(facet).iter().map(|value| name(snapshot, facet, value, t.lang()));
    names.collect::<Vec<_>>().join(", ")
}

/// The address without one condition.
fn relaxed(
    t: &Texts,
    params: &SearchParams,
    outcome: &SearchOutcome,
    relaxation: &Relaxation,
) -> String {
    params.link(t.lang(), |params| match relaxation.condition {
        "places" => {
            params.place.clear();
            params.q = without_places(&params.q, outcome);
        }
        "within" => params.minutes.clear(),
        "working_time" => params.working_time.clear(),
        "continuity" => params.continuity.clear(),
        "languages" => params.language.clear(),
        "occupations" => params.occupation.clear(),
        "open" => params.closed = "1".to_owned(),
        "operators" => params.q = outcome.understood.text.clone(),
        _ => {}
    })
}

/// The words without those that name places.
pub(super) fn without_places(text: &str, outcome: &SearchOutcome) -> String {
    let mut text = text.to_owned();
    for (words, _) in &outcome.understood.places {
        text = text.replace(words.as_str(), " ");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn replaced(text: &str, word: &str, other: &str) -> String {
    let words = text.split_whitespace();
    let swap = |of: &str| {
        if of.eq_ignore_ascii_case(word) || of.to_lowercase() == word.to_lowercase() {
            other.to_owned()
        } else {
            of.to_owned()
        }
    };
    words.map(swap).collect::<Vec<_>>().join(" ")
}
