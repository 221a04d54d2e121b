//! *Yhteenveto*: open postings by municipality, how many are within reach of it, and which fields
//! of work they are of.
//!
//! Deliberately no counts of people yet: those need suppression of small numbers, which belongs in
//! the library.

use super::lang::Section;
use super::layout::Page;
use super::parts::{place, region, upper};
use super::search::{SearchParams, group_name};
use super::texts::Texts;
use crate::error::ApiError;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kohtaanto::model::MunicipalityCode;
use kohtaanto::texts::TextLang;
use kohtaanto::{Conditions, Facet, SearchRequest, Snapshot};
use maud::{Markup, html};

/// What counts as within reach, minutes one way by car.
const REACH_MIN: u16 = 45;
/// How many fields of work are named for a municipality, and for the region.
const SHOWN_FIELDS: usize = 2;
const SHOWN_ALL: usize = 15;
/// Fields of work are sub-major groups of ISCO-08.
const DIGITS: usize = 2;
/// Width of a bar at its longest.
const BAR: u64 = 100;

/// `GET /{lang}/yhteenveto`.
pub(crate) async fn page(lang: TextLang, state: AppState) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let body = state.read(move |snapshot| body(t, snapshot, today)).await?;
    let title = t.get("overview.heading");
    let page = Page { t, title, section: Some(Section::Overview), address: "/yhteenveto", body };
    Ok(page.into_response())
}

/// One municipality's row.
#[derive(Debug)]
struct Row {
    code: MunicipalityCode,
    total: usize,
    within_reach: usize,
    fields: Vec<(String, u64)>,
}

/// Open postings of a place, with their fields of work, most first.
fn open(
    snapshot: &Snapshot,
    today: Date,
    places: Vec<String>,
) -> Result<(usize, Vec<(String, u64)>), ApiError> {
    let conditions = Conditions { places, ..Conditions::default() };
    let request = SearchRequest::new("", today);
    let request =
        SearchRequest { conditions, limit: 1, facets: vec![Facet::Occupation], ..request };
    let outcome = snapshot.search(&request)?;
    let counts = outcome.facets.into_iter().flat_map(|facet| facet.counts);
    Ok((outcome.total, counts.filter(|(code, _)| code.len() == DIGITS).collect()))
}

fn rows(snapshot: &Snapshot, today: Date, lang: TextLang) -> Result<Vec<Row>, ApiError> {
    let mut rows = Vec::new();
    for of in region(lang) {
        let (total, fields) = open(snapshot, today, vec![of.code.to_string()])?;
        rows.push(Row { code: of.code, total, within_reach: 0, fields });
    }
    let totals: Vec<(MunicipalityCode, usize)> =
        rows.iter().map(|row| (row.code, row.total)).collect();
    for row in &mut rows {
        let near = |to: MunicipalityCode| {
            to == row.code
                || snapshot.by_car(row.code, to).is_some_and(|way| way.minutes <= REACH_MIN)
        };
        row.within_reach = totals.iter().filter(|(to, _)| near(*to)).map(|(_, n)| n).sum();
    }
    Ok(rows)
}

fn body(t: &'static Texts, snapshot: &Snapshot, today: Date) -> Result<Markup, ApiError> {
    let lang = t.lang();
    let rows = rows(snapshot, today, lang)?;
    let everywhere = rows.iter().map(|row| row.code.to_string()).collect();
    let (total, fields) = open(snapshot, today, everywhere)?;
    let name = |code: &str| {
        let name = snapshot.taxonomy().and_then(|taxonomy| group_name(taxonomy, code, lang));
        upper(name.as_deref().unwrap_or(code))
    };
    let search = |change: SearchParams| format!("/{}{}", super::lang::code(lang), change.address());
    let in_place = |code: MunicipalityCode| {
        search(SearchParams { place: vec![code.to_string()], ..SearchParams::default() })
    };
    let in_field = |code: &str| {
        search(SearchParams { occupation: vec![code.to_owned()], ..SearchParams::default() })
    };
    let most = fields.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    Ok(html! {
        h1 { (t.get("overview.heading")) }
        p.lead { (t.with("overview.lead", &[("n", &total), ("day", &super::lang::Day(today))])) }
        section {
            h2 #kunnat { (t.get("overview.places")) }
            p.small { (t.with("overview.reach_help", &[("n", &REACH_MIN)])) }
            div.scroll tabindex="0" role="region" aria-labelledby="kunnat" {
                table {
                    thead { tr {
                        th scope="col" { (t.get("map.place")) }
                        th.num scope="col" { (t.get("overview.open")) }
                        th.num scope="col" { (t.with("overview.reach", &[("n", &REACH_MIN)])) }
                        th scope="col" { (t.get("overview.fields")) }
                    } }
                    tbody {
                        @for row in &rows {
                            tr {
                                th scope="row" { a href=(in_place(row.code)) { (place(row.code, lang)) } }
                                td.num { (row.total) }
                                td.num { (row.within_reach) }
                                td.small {
                                    @for (i, (code, n)) in row.fields.iter().take(SHOWN_FIELDS).enumerate() {
                                        @if i > 0 { "; " } (name(code)) " " (n)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        section {
            h2 #alat { (t.get("overview.by_field")) }
            div.scroll tabindex="0" role="region" aria-labelledby="alat" {
                table {
                    thead { tr {
                        th scope="col" { (t.get("filter.occupation")) }
                        th.num scope="col" { (t.get("overview.open")) }
                        th.bars scope="col" { span.hidden { (t.get("overview.bar")) } }
                    } }
                    tbody {
                        @for (code, n) in fields.iter().take(SHOWN_ALL) {
                            tr {
                                th scope="row" { a href=(in_field(code)) { (name(code)) } }
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
        p.small { (t.get("overview.people_not")) }
    })
}
