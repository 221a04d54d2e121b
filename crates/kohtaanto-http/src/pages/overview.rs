//! *Yhteenveto*: supply and demand by municipality and occupation group. What of people may be told
//! is the library's to say: small numbers come hidden from there.

use super::lang::{Day, Section, code};
use super::layout::Page;
use super::parts::{region, upper};
use super::search::{SearchParams, group_name};
use super::texts::Texts;
use crate::error::ApiError;
use crate::extract::Query;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kohtaanto::model::{Lang, MunicipalityCode};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Overview, OverviewCell, OverviewRow, Snapshot};
use maud::{Markup, html};
use serde::Deserialize;

/// How many narrower fields of work are shown.
const SHOWN_FIELDS: usize = 12;
/// Width of a bar at its longest.
const BAR: u64 = 100;
/// People within reach are told by bands of so many.
const BAND: u32 = 10;

/// Whose groups are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Params {
    place: String,
}

/// `GET /{lang}/yhteenveto`.
pub(crate) async fn page(
    lang: TextLang,
    state: AppState,
    Query(params): Query<Params>,
) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let place: Option<MunicipalityCode> = params.place.parse().ok();
    let slug = Section::Overview.slug();
    let address = place.map_or_else(|| format!("/{slug}"), |of| format!("/{slug}?place={of}"));
    let body = state.read(move |snapshot| body(t, snapshot, place, today)).await?;
    let title = t.get("overview.heading");
    let page = Page { t, title, section: Some(Section::Overview), address: &address, body };
    Ok(page.into_response())
}

fn body(
    t: &'static Texts,
    snapshot: &Snapshot,
    place: Option<MunicipalityCode>,
    today: Date,
) -> Result<Markup, ApiError> {
    let lang = t.lang();
    let overview = snapshot.overview(today, &[lang.lang(), Lang::FI, Lang::EN])?;
    let of = |code| overview.municipalities.iter().find(|row| row.municipality == Some(code));
    let chosen = place.and_then(of).unwrap_or(&overview.total);
    let total = overview.total.all;
    Ok(html! {
        h1 { (t.get("overview.heading")) }
        p.lead { (t.with("overview.lead", &[("n", &total.n_postings), ("openings", &total.n_openings), ("day", &Day(today))])) }
        section {
            h2 #kunnat { (t.get("overview.places")) }
            p.small { (t.get("overview.people_help")) }
            (places(t, &overview, chosen.municipality))
        }
        section {
            h2 #alat { (groups_heading(t, chosen)) }
            @if chosen.municipality.is_some() {
                p { a href={ (Section::Overview.path(lang)) "#alat" } { (t.get("overview.all_places")) } }
            }
            (groups(t, &overview, chosen))
        }
        section {
            h2 #tarkemmin { (t.get("overview.narrower")) }
            (fields(t, snapshot, chosen))
        }
    })
}

fn groups_heading(t: &'static Texts, row: &OverviewRow) -> String {
    match row.municipality {
        Some(code) => {
            t.with("overview.groups_of", &[("place", &texts::municipality(code, t.lang()))])
        }
        None => t.get("overview.groups").to_owned(),
    }
}

fn places(t: &'static Texts, overview: &Overview, chosen: Option<MunicipalityCode>) -> Markup {
    let lang = t.lang();
    let path = Section::Overview.path(lang);
    let row = |code| overview.municipalities.iter().find(|row| row.municipality == Some(code));
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="kunnat" {
            table {
                thead { tr { th scope="col" { (t.get("map.place")) } (heads(t)) th.num scope="col" { (t.get("overview.reach")) } } }
                tbody {
                    @for of in region(lang) {
                        @let cell = row(of.code).map_or_else(OverviewCell::default, |row| row.all);
                        tr {
                            th scope="row" {
                                a href={ (path) "?place=" (of.code) "#alat" } aria-current=[(chosen == Some(of.code)).then_some("true")] {
                                    (of.name(lang.lang()))
                                }
                            }
                            (cells(t, &cell, Some(search(lang, of.code)))) (reach(t, &cell))
                        }
                    }
                }
                tfoot { tr { th scope="row" { (t.get("overview.together")) } (cells(t, &overview.total.all, None)) td {} } }
            }
        }
    }
}

fn search(lang: TextLang, place: MunicipalityCode) -> String {
    let params = SearchParams { place: vec![place.to_string()], ..SearchParams::default() };
    format!("/{}{}", code(lang), params.address())
}

fn heads(t: &'static Texts) -> Markup {
    html! {
        th.num scope="col" { (t.get("overview.postings")) }
        th.num scope="col" { (t.get("overview.openings")) }
        th.num scope="col" { (t.get("overview.people")) }
    }
}

fn cells(t: &'static Texts, cell: &OverviewCell, href: Option<String>) -> Markup {
    html! {
        td.num { @match &href { Some(href) => { a href=(href) { (cell.n_postings) } }, None => { (cell.n_postings) } } }
        td.num { (cell.n_openings) }
        td.num { @match cell.n_people { Some(n) => { (n) }, None => { span.small { (t.get("overview.hidden")) } } } }
    }
}

/// How many people reach a municipality: it is told of single ones only.
fn reach(t: &'static Texts, cell: &OverviewCell) -> Markup {
    html! {
        td.num {
            @match cell.within_reach {
                Some(n) => { (n) "–" (n + BAND - 1) },
                None => { span.small { (t.with("overview.under", &[("n", &BAND)])) } }
            }
        }
    }
}

fn groups(t: &'static Texts, overview: &Overview, row: &OverviewRow) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="alat" {
            table {
                thead { tr {
                    th scope="col" { (t.get("filter.occupation")) }
                    (heads(t))
                    @if row.municipality.is_some() { th.num scope="col" { (t.get("overview.reach")) } }
                } }
                tbody {
                    @for (name, cell) in overview.groups.iter().zip(&row.by_group) {
                        tr {
                            th scope="row" { (upper(name)) }
                            (cells(t, cell, None))
                            @if row.municipality.is_some() { (reach(t, cell)) }
                        }
                    }
                }
            }
        }
    }
}

/// Open postings by narrower groups, most first, with bars beside the numbers.
fn fields(t: &'static Texts, snapshot: &Snapshot, row: &OverviewRow) -> Markup {
    let lang = t.lang();
    let mut fields: Vec<(&str, u64)> =
        row.sub_groups.iter().map(|group| (group.group.as_str(), group.n_postings)).collect();
    fields.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let most = fields.first().map_or(1, |(_, n)| (*n).max(1));
    let name = |code: &str| {
        let name = snapshot.taxonomy().and_then(|taxonomy| group_name(taxonomy, code, lang));
        upper(name.as_deref().unwrap_or(code))
    };
    let link = |group: &str| {
        let place = row.municipality.iter().map(ToString::to_string).collect();
        let occupation = vec![group.to_owned()];
        let params = SearchParams { place, occupation, ..SearchParams::default() };
        format!("/{}{}", code(lang), params.address())
    };
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="tarkemmin" {
            table {
                thead { tr {
                    th scope="col" { (t.get("filter.occupation")) }
                    th.num scope="col" { (t.get("overview.postings")) }
                    th.bars scope="col" { span.hidden { (t.get("overview.bar")) } }
                } }
                tbody {
                    @for (group, n) in fields.iter().take(SHOWN_FIELDS) {
                        tr {
                            th scope="row" { a href=(link(group)) { (name(group)) } }
                            td.num { (n) }
                            td.bars {
                                svg.bar viewBox={ "0 0 " (BAR) " 4" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                                    rect width=((n * BAR).div_ceil(most)) height="4" {}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
