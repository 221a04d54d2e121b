//! *Tietoa*: how the order comes about, what the model is, access, privacy, feedback, sources.

use super::lang::Section;
use super::layout::Page;
use super::parts::upper;
use super::texts::Texts;
use crate::error::ApiError;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{RankingFeature, Snapshot};
use maud::{Markup, html};

/// What is compared, in the order of how much it counts at most.
const FEATURES: [RankingFeature; 9] = [
    RankingFeature::Reach,
    RankingFeature::Occupation,
    RankingFeature::Competences,
    RankingFeature::Languages,
    RankingFeature::Qualifications,
    RankingFeature::Terms,
    RankingFeature::Wishes,
    RankingFeature::Words,
    RankingFeature::Meaning,
];

/// `GET /{lang}/tietoa`.
pub(crate) async fn page(lang: TextLang, state: AppState) -> Result<Response, ApiError> {
    let t = Texts::of(lang);
    let body = state.read(move |snapshot| Ok(body(t, snapshot))).await?;
    let title = t.get("about.heading");
    Ok(Page { t, title, section: Some(Section::About), address: "/tietoa", body }.into_response())
}

fn body(t: &'static Texts, snapshot: &Snapshot) -> Markup {
    html! {
        div.narrow.prose {
            h1 { (t.get("about.heading")) }
            p.lead { (t.get("about.lead")) }
            nav aria-label=(t.get("about.contents")) {
                ul {
                    @for (id, heading) in [
                        ("jarjestys", t.get("about.order")), ("malli", t.get("about.model")),
                        ("saavutettavuus", t.get("about.access")), ("yksityisyys", t.get("about.privacy")),
                        ("palaute", t.get("about.feedback")), ("lahteet", t.get("about.sources")),
                    ] { li { a href={ "#" (id) } { (heading) } } }
                }
            }
            (order(t))
            (model(t, snapshot))
            (part("saavutettavuus", t.get("about.access"), &[t.get("about.access_1"), t.get("about.access_2"), t.get("about.access_3")]))
            (part("yksityisyys", t.get("about.privacy"), &[t.get("about.privacy_1"), t.get("about.privacy_2"), t.get("about.privacy_3"), t.get("about.privacy_4")]))
            (part("palaute", t.get("about.feedback"), &[t.get("about.feedback_1"), t.get("about.feedback_2")]))
            (sources(t, snapshot))
        }
    }
}

fn part(id: &str, heading: &str, paragraphs: &[&str]) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 #(id) { (heading) }
            @for paragraph in paragraphs { p { (paragraph) } }
        }
    }
}

fn order(t: &'static Texts) -> Markup {
    html! {
        section aria-labelledby="jarjestys" {
            h2 #jarjestys { (t.get("about.order")) }
            p { (t.get("about.order_search")) }
            p { (t.get("about.order_match")) }
            ul { @for feature in FEATURES { li { (upper(texts::feature(feature, t.lang()))) } } }
            p { (t.get("about.order_unknown")) }
            p { (t.get("about.order_bands")) }
            p { (t.get("about.order_never")) }
            p { (t.get("about.order_human")) }
        }
    }
}

fn model(t: &'static Texts, snapshot: &Snapshot) -> Markup {
    let model = snapshot.manifest().model.as_ref();
    html! {
        section aria-labelledby="malli" {
            h2 #malli { (t.get("about.model")) }
            @match model {
                Some(model) => { p { (t.with("about.model_is", &[("name", &model.name), ("version", &model.version)])) } }
                None => { p { (t.get("about.model_none")) } }
            }
            p { (t.get("about.model_does")) }
            p { (t.get("about.model_limits")) }
        }
    }
}

fn sources(t: &'static Texts, snapshot: &Snapshot) -> Markup {
    html! {
        section aria-labelledby="lahteet" {
            h2 #lahteet { (t.get("about.sources")) }
            ul {
                li { (t.get("about.source_postings")) }
                @if let Some(taxonomy) = snapshot.taxonomy() {
                    li {
                        (t.with("about.source_taxonomy", &[("name", &taxonomy.name()), ("version", &taxonomy.version())]))
                        @if let Some(notice) = taxonomy.notice() { " " span lang="en" { (notice) } }
                    }
                }
                li { (t.get("about.source_map")) }
                li { (t.get("about.source_places")) }
                li { (t.get("about.source_finnish")) }
            }
        }
    }
}
