//! A posting's own page: what it asks with the words that ask it, its text, its terms, and others
//! like it.

use super::lang::{Day, Section};
use super::layout::Page;
use super::parts::{best, direction_of, facts, upper};
use super::search::title_link;
use super::texts::Texts;
use crate::error::ApiError;
use crate::sanitize::sanitized;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kohtaanto::model::{
    Importance, JobPosting, Lang, PayBasis, PostingId, Provenance, Requirement,
};
use kohtaanto::text::plain_text;
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{MatchRequest, Snapshot};
use maud::{Markup, PreEscaped, html};

/// How many postings like it are shown.
const SHOWN_SIMILAR: usize = 5;

/// `GET /{lang}/paikka/{id}`.
pub(crate) async fn page(
    lang: TextLang,
    state: AppState,
    id: String,
) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let address = format!("/paikka/{}", super::parts::encoded(&id));
    let (title, body) = state
        .read(move |snapshot| {
            let id = PostingId::new(id).map_err(|error| ApiError::not_found(error.to_string()))?;
            let posting = snapshot.posting(&id)?;
            let title = best(&posting.title, lang).0.to_owned();
            Ok((title, body(t, snapshot, &posting, today)?))
        })
        .await?;
    let page = Page { t, title: &title, section: Some(Section::Search), address: &address, body };
    Ok(page.into_response())
}

fn body(
    t: &'static Texts,
    snapshot: &Snapshot,
    posting: &JobPosting,
    today: Date,
) -> Result<Markup, ApiError> {
    let lang = t.lang();
    let request = MatchRequest { limit: SHOWN_SIMILAR, ..MatchRequest::on(today) };
    let similar = snapshot.similar(&posting.id, &request)?;
    let (title, other) = best(&posting.title, lang);
    let other = other.map(|lang| lang.to_string());
    let read = Reading::of(posting);
    Ok(html! {
        p { a href=(Section::Search.path(lang)) { "← " (t.get("posting.back")) } }
        article.posting {
            h1 lang=[other.as_deref()] dir=[direction_of(other.as_deref())] { (title) }
            (facts(t, posting, None))
            @if !posting.is_open_on(today) { p.notice { (t.get("posting.closed")) } }
            div.split {
                div {
                    (description(t, posting, &read))
                    (apply(t, posting))
                }
                aside aria-label=(t.get("posting.facts")) {
                    (asked(t, posting, &read))
                    (terms(t, posting))
                    p.small { (t.with("posting.source", &[("name", &posting.source.name), ("licence", &posting.source.licence.as_deref().unwrap_or("–"))])) }
                }
            }
        }
        @if !similar.is_empty() {
            section aria-labelledby="samat" {
                h2 #samat { (t.get("posting.similar")) }
                ul.results.compact {
                    @for row in &similar {
                        li { article.card { h3 { (title_link(t, &row.posting)) } (facts(t, &row.posting, None)) } }
                    }
                }
            }
        }
    })
}

/// The text that requirements were read from.
#[derive(Debug)]
struct Reading {
    lang: Lang,
    plain: String,
}

impl Reading {
    fn of(posting: &JobPosting) -> Self {
        let main = posting.title.langs().next().unwrap_or(Lang::FI);
        let found = posting.description.best(&[main]);
        let (lang, plain) =
            found.map_or((main, String::new()), |(lang, html)| (lang, plain_text(html)));
        Self { lang, plain }
    }

    /// The words that ask a requirement, and how often they stood in the text before.
    fn words(&self, requirement: &Requirement) -> Option<(&str, usize)> {
        let Provenance::Extracted { span, .. } = &requirement.provenance else { return None };
        let words = self.plain.get(span.clone()).filter(|words| !words.trim().is_empty())?;
        Some((words, self.plain.get(..span.start)?.matches(words).count()))
    }
}

fn asked(t: &'static Texts, posting: &JobPosting, read: &Reading) -> Markup {
    let of = |importance| posting.requirements.iter().filter(move |of| of.importance == importance);
    html! {
        section.box aria-labelledby="vaaditaan" {
            h2 #vaaditaan { (t.get("posting.asked")) }
            @if posting.requirements.is_empty() { p { (t.get("posting.asked_none")) } }
            @for (importance, heading) in [(Importance::Must, t.get("posting.must")), (Importance::Nice, t.get("posting.nice"))] {
                @if of(importance).next().is_some() {
                    h3 { (heading) }
                    ul {
                        @for requirement in of(importance) {
                            li {
                                (upper(&texts::asked(&requirement.demand, t.lang())))
                                @if let Some((words, _)) = read.words(requirement) {
                                    span.quote lang=(read.lang) { " ”" (words) "”" }
                                }
                            }
                        }
                    }
                }
            }
            p.small { (t.get("posting.read_by")) }
        }
    }
}

fn description(t: &'static Texts, posting: &JobPosting, read: &Reading) -> Markup {
    let wanted = [t.lang().lang(), read.lang];
    let Some((lang, html_text)) = posting.description.best(&wanted) else {
        return html! { p { (t.get("posting.no_text")) } };
    };
    let mut clean = sanitized(html_text);
    if lang == read.lang {
        let words = posting.requirements.iter().filter_map(|requirement| read.words(requirement));
        clean = marked(&clean, words);
    }
    let other = (lang != t.lang().lang()).then(|| lang.to_string());
    html! {
        section.text aria-labelledby="kuvaus" {
            h2 #kuvaus { (t.get("posting.text")) }
            div lang=[other.as_deref()] dir=[direction_of(other.as_deref())] { (PreEscaped(clean)) }
        }
    }
}

/// Marks words in HTML that is clean: each by its number among the places where it stands.
fn marked<'w>(clean: &str, words: impl Iterator<Item = (&'w str, usize)>) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (words, before) in words {
        let words = html! { (words) }.into_string();
        let spans_of = pieces(clean).flat_map(|(start, piece)| {
            let found = piece.match_indices(words.as_str()).map(|(at, _)| start + at);
            found.collect::<Vec<usize>>()
        });
        spans.extend(spans_of.skip(before).map(|at| (at, at + words.len())).next());
    }
    spans.sort_unstable();
    let mut out = String::with_capacity(clean.len() + 16 * spans.len());
    let mut done = 0;
    for (start, end) in spans {
        let (Some(between), Some(words)) = (clean.get(done..start), clean.get(start..end)) else {
            continue;
        };
        out.push_str(between);
        out.push_str("<mark>");
        out.push_str(words);
        out.push_str("</mark>");
        done = end;
    }
    out.push_str(clean.get(done..).unwrap_or_default());
    out
}

/// The texts between tags, with where they begin.
fn pieces(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    html.split('<').enumerate().filter_map(move |(i, part)| {
        let start = at;
        at += part.len() + 1;
        if i == 0 {
            return Some((start, part));
        }
        let end = part.find('>')? + 1;
        Some((start + end, &part[end..]))
    })
}

fn terms(t: &'static Texts, posting: &JobPosting) -> Markup {
    let (lang, terms) = (t.lang(), &posting.terms);
    let mut rows: Vec<(&str, String)> = Vec::new();
    let mut add = |name: &'static str, value: Option<String>| {
        rows.extend(value.map(|value| (name, upper(&value))));
    };
    add(
        t.get("posting.working_time"),
        terms.working_time.map(|of| texts::working_time(of, lang).to_owned()),
    );
    add(
        t.get("posting.continuity"),
        terms.continuity.map(|of| texts::continuity(of, lang).to_owned()),
    );
    let hours = match (terms.hours_min, terms.hours_max) {
        (Some(min), Some(max)) if min < max => Some(format!("{min}–{max} h")),
        (Some(hours), _) | (None, Some(hours)) => Some(format!("{hours} h")),
        (None, None) => None,
    };
    add(t.get("posting.hours"), hours);
    let shifts: Vec<&str> = terms.shifts.iter().map(|shift| texts::shift(*shift, lang)).collect();
    add(t.get("posting.shifts"), (!shifts.is_empty()).then(|| shifts.join(", ")));
    add(t.get("posting.start"), terms.start.map(|day| Day(day).to_string()));
    add(t.get("posting.end"), terms.end.map(|day| Day(day).to_string()));
    let pay = terms.pay.map(|pay| {
        let euros = match (pay.min, pay.max) {
            (Some(min), Some(max)) if min < max => format!("{min}–{max} €"),
            (Some(euros), _) | (None, Some(euros)) => format!("{euros} €"),
            (None, None) => String::new(),
        };
        let basis = match pay.basis {
            PayBasis::Monthly => t.get("posting.pay_monthly"),
            PayBasis::Hourly => t.get("posting.pay_hourly"),
            PayBasis::Piece => t.get("posting.pay_piece"),
            PayBasis::Commission => t.get("posting.pay_commission"),
        };
        format!("{euros} {basis}").trim().to_owned()
    });
    add(t.get("posting.pay"), pay);
    add(t.get("posting.openings"), (posting.openings > 1).then(|| posting.openings.to_string()));
    let remote = posting.remote_share.filter(|share| *share > 0);
    add(t.get("posting.remote"), remote.map(|share| format!("{share} %")));
    html! {
        @if !rows.is_empty() {
            section.box aria-labelledby="ehdot" {
                h2 #ehdot { (t.get("posting.terms")) }
                dl.terms { @for (name, value) in &rows { div { dt { (name) } dd { (value) } } } }
            }
        }
    }
}

fn apply(t: &'static Texts, posting: &JobPosting) -> Markup {
    let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    html! {
        @if let Some(url) = posting.apply_url.as_ref().filter(is_web) {
            p.act { a.button.primary href=(url) rel="noopener noreferrer" { (t.get("posting.apply")) } }
        }
    }
}

#[cfg(test)]
mod posting_tests {
    use super::*;

    #[test]
    fn a_description_does_no_harm() {
        let clean = sanitized(
            "<p onclick='x()'>Hei<script>alert(1)</script> <a href='javascript:x()'>a</a> \
             <a href='https://a.example/'>b</a><img src=x onerror=y><style>p{}</style></p><h1>Z</h1>",
        );
        for bad in ["script", "onclick", "img", "style", "javascript", "h1", "alert"] {
            assert!(!clean.contains(bad), "{bad}: {clean}");
        }
        assert!(clean.contains(r#"href="https://a.example/""#) && clean.contains("noopener"));
        assert_eq!(sanitized("a\nb\n\nc"), "<p>a<br>b</p><p>c</p>");
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        let words = [("B-kortti", 1), ("a & b", 0), ("ei ole", 0), ("2 489 €", 0)];
        let html = "<p>B-kortti on <b>B-kortti</b>, a &amp; b, <i title=\"B-kortti\">x</i> 2&nbsp;489 €</p>";
        assert_eq!(
            marked(html, words.into_iter()),
            "<p>B-kortti on <b><mark>B-kortti</mark></b>, <mark>a &amp; b</mark>, \
             <i title=\"B-kortti\">x</i> 2&nbsp;489 €</p>"
        );
        assert_eq!(
            marked("<p>ab</p>", [("ab", 0), ("b", 0)].into_iter()),
            "<p><mark>ab</mark></p>"
        );
    }
}
