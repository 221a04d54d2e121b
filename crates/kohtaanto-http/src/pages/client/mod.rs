//! *Asiakas*: an advisor and a client talk; the profile, the matches and the next steps follow.
//!
//! Everything is in the form that travels to and fro. Text is masked before anything reads it, and
//! comes back masked. Without a script a button does what typing does with one.

mod items;
mod matches;
mod steps;
mod talk;

pub(crate) use talk::Talk;

use super::form::Form;
use super::lang::{Section, code};
use super::layout::Page;
use super::parts;
use super::texts::Texts;
use crate::error::ApiError;
use crate::state::AppState;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use kohtaanto::model::{Coded, Lang, PostingId, TransportMode, WorkingTime};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Emphasis, GapRequest, MatchRequest, ProfileDraft, RankingFeature, Snapshot};
use maud::{Markup, html};

/// How many postings and steps are shown, and printed on one page.
const SHOWN: (usize, usize) = (10, 3);
const PRINTED: (usize, usize) = (3, 2);

/// Who looks at a profile and its matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Advisor and client, with buttons.
    Client,
    /// A seeker who pasted a text into the search.
    Search,
    /// On paper.
    Print,
}

/// `GET /{lang}/asiakas`.
pub(crate) async fn page(lang: TextLang, state: AppState) -> Result<Response, ApiError> {
    answer(lang, state, Talk::default()).await
}

/// `POST /{lang}/asiakas`.
pub(crate) async fn told(
    lang: TextLang,
    state: AppState,
    Form(talk): Form<Talk>,
) -> Result<Response, ApiError> {
    answer(lang, state, talk).await
}

async fn answer(lang: TextLang, state: AppState, talk: Talk) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let body = state
        .read(move |snapshot| {
            let live = live(t, snapshot, &talk, today, View::Client)?;
            // Only the masked text comes back.
            let masked = talk.draft(snapshot, today)?.map(|draft| draft.text().to_owned());
            Ok(form(t, &Talk { text: masked.unwrap_or_default(), ..talk }, &live))
        })
        .await?;
    let title = t.get("client.title");
    Ok(Page { t, title, section: Some(Section::Client), address: "/asiakas", body }.into_response())
}

/// `POST /{lang}/asiakas/osa`: the part that follows the typing, for the script.
pub(crate) async fn part(
    lang: TextLang,
    state: AppState,
    Form(talk): Form<Talk>,
) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let live = state.read(move |snapshot| live(t, snapshot, &talk, today, View::Client)).await?;
    let mut response = Html(live.into_string()).into_response();
    let keep = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(axum::http::header::CACHE_CONTROL, keep);
    Ok(response)
}

/// `POST /{lang}/asiakas/tuloste`: one page for the client to take along.
pub(crate) async fn print(
    lang: TextLang,
    state: AppState,
    Form(talk): Form<Talk>,
) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let body = state
        .read(move |snapshot| {
            let live = live(t, snapshot, &talk, today, View::Print)?;
            Ok(html! {
                div.sheet {
                    h1 { (t.get("print.heading")) }
                    p.small { (t.with("print.made", &[("day", &super::lang::Day(today))])) }
                    (live)
                    p.small { (t.get("print.notice")) }
                    p.no-print {
                        button.primary type="button" hidden data-print { (t.get("print.button")) }
                        " " span.small { (t.get("print.keys")) }
                    }
                }
            })
        })
        .await?;
    let title = t.get("print.heading");
    Ok(Page { t, title, section: Some(Section::Client), address: "/asiakas", body }.into_response())
}

/// What follows from what was told.
pub(crate) fn live(
    t: &'static Texts,
    snapshot: &Snapshot,
    talk: &Talk,
    today: Date,
    view: View,
) -> Result<Markup, ApiError> {
    let Some(draft) = talk.draft(snapshot, today)? else {
        return Ok(html! {
            section.empty data-status=(t.get("client.empty_status")) {
                h2 { (t.get("client.empty")) }
                ul { @for example in [t.get("client.example_1"), t.get("client.example_2"), t.get("client.example_3")] { li { "”" (example) "”" } } }
            }
        });
    };
    let candidate = talk.candidate(&draft);
    let (n_matches, n_steps) = if view == View::Print { PRINTED } else { SHOWN };
    let emphasis = talk.emphasis();
    let request = MatchRequest { limit: n_matches, emphasis, ..MatchRequest::on(today) };
    let outcome = snapshot.opportunities_for(&candidate, &request)?;
    let langs = vec![t.lang().lang(), Lang::FI, Lang::EN];
    let request = GapRequest { langs, limit: n_steps, ..GapRequest::on(today) };
    let goal = PostingId::new(talk.goal.as_str()).ok();
    let gap = goal.map(|goal| snapshot.gap_to_posting(&candidate, &goal, &request)).transpose()?;
    let next = match snapshot.taxonomy() {
        Some(_) => Some(snapshot.next_occupations(&candidate, &request)?),
        None => None,
    };
    let n_items = draft.items().len();
    let status =
        t.with("client.status", &[("items", &n_items), ("matches", &outcome.matches.len())]);
    Ok(html! {
        div data-status=(status) {
            (items::items(t, &draft, view))
            @if let Some(gap) = &gap { (steps::gap(t, gap, &talk.goal)) }
            (matches::matches(t, snapshot, &outcome, talk.home(), view))
            @if let Some(next) = &next { (steps::next(t, next)) }
            @match view {
                View::Client => { (print_row(t)) }
                View::Search => { (to_client(t, talk, &draft)) }
                View::Print => {}
            }
        }
    })
}

fn form(t: &'static Texts, talk: &Talk, live: &Markup) -> Markup {
    let lang = t.lang();
    let own = format!("/{}/asiakas", code(lang));
    html! {
        h1 { (t.get("client.heading")) }
        p.lead { (t.get("client.lead")) }
        p #status.hidden role="status" {}
        form #talk.talk method="post" action={ (own) "#live" } data-live={ (own) "/osa" } {
            div.tell.sticky {
                div.field {
                    label for="text" { (t.get("client.text")) }
                    p #text-help.small { (t.get("client.text_help")) }
                    textarea #text name="text" rows="9" maxlength="20000" aria-describedby="text-help" autocomplete="off" { (talk.text) }
                }
                div.row {
                    div.field {
                        label for="home" { (t.get("client.home")) }
                        (parts::municipality_select(t, "home", talk.home(), t.get("client.not_said")))
                    }
                    div.field {
                        label for="by" { (t.get("client.by")) }
                        select #by name="by" {
                            option value="" selected[talk.by().is_none()] { (t.get("client.not_said")) }
                            @for (value, mode) in TransportMode::CODES {
                                option value=(value) selected[talk.by() == Some(*mode)] { (mode_name(t, *mode)) }
                            }
                        }
                    }
                    div.field {
                        label for="minutes" { (t.get("client.minutes")) }
                        input #minutes type="number" name="minutes" min="5" max="600" step="5" inputmode="numeric" value=[talk.minutes()];
                    }
                }
                fieldset {
                    legend { (t.get("client.terms")) }
                    @for (value, time) in WorkingTime::CODES {
                        label.check {
                            input type="checkbox" name="working_time" value=(value) checked[talk.wants(*time)];
                            (parts::upper(texts::working_time(*time, lang)))
                        }
                    }
                }
                (emphasis(t, talk))
                p { button.primary type="submit" { (t.get("client.update")) } }
                p.small { (t.get("client.kept")) " " (parts::about_link(t, "yksityisyys", t.get("client.kept_more"))) }
            }
            div #live.live { (live) }
        }
    }
}

/// What the client can give weight, each by a choice of three: the matches follow at once.
fn emphasis(t: &'static Texts, talk: &Talk) -> Markup {
    let moved = talk.emphasis();
    html! {
        fieldset {
            legend { (t.get("client.emphasis")) }
            p.small { (t.get("client.emphasis_help")) }
            div.row {
                @for feature in RankingFeature::MOVABLE {
                    @let id = format!("painotus-{}", feature.code());
                    div.field {
                        label for=(id) { (parts::upper(texts::feature(feature, t.lang()))) }
                        select id=(id) name="emphasis" {
                            @for (code, emphasis) in Emphasis::CODES {
                                option value={ (feature.code()) ":" (code) } selected[Emphasis::of(feature, &moved) == *emphasis] {
                                    (texts::emphasis(*emphasis, t.lang()))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn mode_name(t: &'static Texts, mode: TransportMode) -> &'static str {
    match mode {
        TransportMode::Car => t.get("client.by_car"),
        TransportMode::Bus => t.get("client.by_bus"),
        TransportMode::Bicycle => t.get("client.by_bicycle"),
        TransportMode::OnFoot => t.get("client.by_foot"),
    }
}

/// A sheet in the language of the client.
fn print_row(t: &'static Texts) -> Markup {
    html! {
        section.print-row aria-labelledby="tulosta" {
            h2 #tulosta { (t.get("print.title")) }
            p.small { (t.get("print.help")) }
            p.act {
                @for (other, _) in TextLang::ALL {
                    button.quiet type="submit" formaction={ "/" (other) "/asiakas/tuloste" } data-leave {
                        (parts::upper(&texts::language(lang_of(other), t.lang())))
                    }
                }
            }
        }
    }
}

fn lang_of(code: &str) -> Lang {
    code.parse().unwrap_or(Lang::FI)
}

/// From the search to the talk, with the masked text.
fn to_client(t: &'static Texts, talk: &Talk, draft: &ProfileDraft) -> Markup {
    html! {
        form.print-row method="post" action={ "/" (code(t.lang())) "/asiakas" } {
            input type="hidden" name="text" value=(draft.text());
            input type="hidden" name="home" value=(talk.home);
            input type="hidden" name="minutes" value=(talk.minutes);
            p { (t.get("search.story_next")) }
            button.primary type="submit" { (t.get("search.story_to_client")) }
        }
    }
}
