//! *Haku*: one box, filters with counts, a map, results with reasons.

mod filters;
mod map;
mod params;
mod results;
mod wider;

pub(crate) use filters::group_name;
pub(crate) use params::SearchParams;
pub(crate) use results::title_link;

use super::client::{self, Talk};
use super::form::Form;
use super::lang::{Section, code};
use super::layout::Page;
use super::parts;
use super::texts::Texts;
use crate::error::ApiError;
use crate::extract::Query;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kohtaanto::search::FacetCounts;
use kohtaanto::texts::TextLang;
use kohtaanto::{Facet, SearchOutcome, SearchRequest, Snapshot};
use maud::{Markup, html};
use params::MINUTES;

/// A text longer than this is someone's own story, not words of a search.
const STORY_CHARS: usize = 200;

/// `GET /{lang}/haku`.
pub(crate) async fn page(
    lang: TextLang,
    state: AppState,
    Query(params): Query<SearchParams>,
) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    if params.q.chars().count() > STORY_CHARS {
        let talk =
            Talk { text: params.q, home: params.home, minutes: params.minutes, ..Talk::default() };
        return story(lang, state, talk).await;
    }
    let shown = params.clone();
    let body = state.read(move |snapshot| found(t, snapshot, &shown, today)).await?;
    let (title, address) = (t.get("search.title"), params.address());
    Ok(Page { t, title, section: Some(Section::Search), address: &address, body }.into_response())
}

/// `POST /{lang}/haku/osaaminen`: a CV or a told story instead of words.
pub(crate) async fn by_story(
    lang: TextLang,
    state: AppState,
    Form(talk): Form<Talk>,
) -> Result<Response, ApiError> {
    story(lang, state, talk).await
}

async fn story(lang: TextLang, state: AppState, talk: Talk) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let body = state
        .read(move |snapshot| {
            let params = SearchParams {
                home: talk.home.clone(),
                minutes: talk.minutes.clone(),
                ..SearchParams::default()
            };
            let matched = client::live(t, snapshot, &talk, today, client::View::Search)?;
            Ok(html! {
                h1 { (t.get("search.story_title")) }
                p.lead { (t.get("search.story_lead")) }
                (matched)
                (search_form(t, &params))
                (story_form(t, &talk, false))
            })
        })
        .await?;
    let title = t.get("search.story_title");
    Ok(Page { t, title, section: Some(Section::Search), address: "/haku", body }.into_response())
}

fn found(
    t: &'static Texts,
    snapshot: &Snapshot,
    params: &SearchParams,
    today: Date,
) -> Result<Markup, ApiError> {
    let mut facets = filters::SHOWN.to_vec();
    facets.push(Facet::Municipality);
    let request =
        SearchRequest { facets, widen_minutes: Some(wider::NEAR_MIN), ..params.request(today)? };
    let outcome = snapshot.search(&request)?;
    let counts = counts(snapshot, params, &request, &outcome)?;
    let by_place = counts.iter().find(|counts| counts.facet == Facet::Municipality);
    let by_place = by_place.map_or(&[][..], |counts| &counts.counts);
    let map = map::Counts::new(snapshot, by_place, params.home(), t.lang());
    Ok(html! {
        h1 { (t.get("search.heading")) }
        (search_form(t, params))
        (story_form(t, &Talk::default(), false))
        (parts::degraded(t, &outcome.degraded))
        (filters::chosen(t, snapshot, params))
        div.split {
            section.found aria-label=(t.get("search.results")) {
                (results::summary(t, &outcome))
                (wider::wider(t, params, &outcome))
                p.phone-only { a.button.quiet href="#rajaus" { (t.get("search.to_filters")) } }
                @match &outcome.nothing {
                    Some(why) => { (results::nothing(t, snapshot, params, &outcome, why)) }
                    None => {
                        h2.hidden { (t.get("search.results")) }
                        (results::hits(t, snapshot, params, &outcome))
                    }
                }
            }
            aside #rajaus aria-label=(t.get("search.filters")) {
                section.map-box aria-labelledby="kartta" {
                    h2 #kartta { (t.get("map.heading")) }
                    p.small { @if params.home().is_some() { (t.get("map.help_home")) } @else { (t.get("map.help")) } }
                    (map::map(t, params, &map))
                    p.small.source { (t.get("map.source")) }
                    details { summary { (t.get("map.as_table")) } (map::table(t, params, &map)) }
                }
                h2 { (t.get("search.filters")) }
                (filters::filters(t, snapshot, params, &counts))
            }
        }
    })
}

/// Counts of each facet as they would be if nothing of that facet were chosen: so one sees what
/// else there is.
fn counts(
    snapshot: &Snapshot,
    params: &SearchParams,
    request: &SearchRequest,
    outcome: &SearchOutcome,
) -> Result<Vec<FacetCounts>, ApiError> {
    let mut all = Vec::new();
    for counts in &outcome.facets {
        let by_place = counts.facet == Facet::Municipality;
        let narrowed = !params.chosen(counts.facet).is_empty()
            || by_place && (params.minutes().is_some() || !outcome.understood.places.is_empty());
        if !narrowed {
            all.push(counts.clone());
            continue;
        }
        let mut wider = SearchParams { page: String::new(), ..params.clone() };
        wider.chosen_mut(counts.facet).into_iter().for_each(Vec::clear);
        if by_place {
            wider.minutes.clear();
            wider.q = results::without_places(&wider.q, outcome);
        }
        let request =
            SearchRequest { limit: 1, facets: vec![counts.facet], ..wider.request(request.today)? };
        all.extend(snapshot.search(&request)?.facets);
    }
    Ok(all)
}

fn search_form(t: &'static Texts, params: &SearchParams) -> Markup {
    html! {
        form.search method="get" action=(Section::Search.path(t.lang())) role="search" data-search {
            div.field.grow {
                label for="q" { (t.get("search.label")) }
                input #q type="search" name="q" value=(params.q) aria-describedby="q-help"
                    autocomplete="off" enterkeyhint="search" maxlength="2000";
                p #q-help.small { (t.get("search.help")) }
            }
            div.field.half {
                label for="home" { (t.get("search.home")) }
                (parts::municipality_select(t, "home", params.home(), t.get("search.home_none")))
            }
            div.field.half {
                label for="minutes" { (t.get("search.within")) }
                select #minutes name="minutes" {
                    option value="" selected[params.minutes().is_none()] { (t.get("search.within_any")) }
                    @for n in MINUTES {
                        option value=(n) selected[params.minutes() == Some(n)] { (n) " min" }
                    }
                }
            }
            // What is chosen stays chosen when the words change.
            @for (name, values) in [("place", &params.place), ("working_time", &params.working_time), ("continuity", &params.continuity), ("language", &params.language), ("occupation", &params.occupation)] {
                @for value in values { input type="hidden" name=(name) value=(value); }
            }
            div.field.submit { button.primary type="submit" { (t.get("search.submit")) } }
        }
    }
}

fn story_form(t: &'static Texts, talk: &Talk, open: bool) -> Markup {
    html! {
        details.story open[open] data-story {
            summary { (t.get("search.story")) }
            form method="post" action={ "/" (code(t.lang())) "/haku/osaaminen" } {
                label for="story" { (t.get("search.story_label")) }
                p #story-help.small { (t.get("search.story_help")) }
                textarea #story name="text" rows="7" maxlength="20000" aria-describedby="story-help" required { (talk.text) }
                input type="hidden" name="home" value=(talk.home);
                input type="hidden" name="minutes" value=(talk.minutes);
                p { button.primary type="submit" { (t.get("search.story_submit")) } }
            }
        }
    }
}
