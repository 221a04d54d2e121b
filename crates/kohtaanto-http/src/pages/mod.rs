//! The pages for people, rendered on the server in Finnish, Swedish and English.
//!
//! Every page works without a script; one small script makes the talk follow the typing. Markup is
//! written with `maud`: checked and escaped at compile time, one macro, no files of templates. All
//! texts are in `texts/`, or in `kohtaanto::texts` where the command says the same. A handler calls
//! the library on the pool and renders there.

mod about;
mod assets;
mod client;
mod employer;
mod errors;
mod form;
mod lang;
mod layout;
mod overview;
mod parts;
mod posting;
mod search;
mod texts;

use crate::limits;
use crate::state::AppState;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::{get, post};
use employer::Sessions;
use kohtaanto::texts::TextLang;
use lang::Section;

/// The routes of the pages.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let sessions = Sessions::default();
    let mut router = Router::new()
        .route("/", get(choose_language))
        .route("/assets/{hash}/{name}", get(assets::asset));
    for (code, lang) in TextLang::ALL {
        router = router.merge(in_language(code, lang)).merge(employer_in(code, lang, &sessions));
    }
    let declared = from_fn_with_state(state.clone(), limits::declared);
    router.layer(declared).layer(from_fn(errors::as_pages))
}

fn in_language(code: &str, lang: TextLang) -> Router<AppState> {
    type S = State<AppState>;
    let at = |path: &str| format!("/{code}{path}");
    let first = move || async move { Redirect::temporary(&Section::Search.path(lang)) };
    Router::new()
        .route(&at(""), get(first))
        .route(&at("/"), get(first))
        .route(&at("/haku"), get(move |State(s): S, query| search::page(lang, s, query)))
        .route(
            &at("/haku/osaaminen"),
            post(move |State(s): S, form| search::by_story(lang, s, form)),
        )
        .route(&at("/paikka/{id}"), get(move |State(s): S, Path(id)| posting::page(lang, s, id)))
        .route(
            &at("/asiakas"),
            get(move |State(s): S| client::page(lang, s))
                .post(move |State(s): S, form| client::told(lang, s, form)),
        )
        .route(&at("/asiakas/osa"), post(move |State(s): S, form| client::part(lang, s, form)))
        .route(&at("/asiakas/tuloste"), post(move |State(s): S, form| client::print(lang, s, form)))
        .route(&at("/yhteenveto"), get(move |State(s): S, query| overview::page(lang, s, query)))
        .route(&at("/tietoa"), get(move |State(s): S| about::page(lang, s)))
        .route(&at("/{*rest}"), get(errors::unknown))
}

fn employer_in(code: &str, lang: TextLang, sessions: &Sessions) -> Router<AppState> {
    type S = State<AppState>;
    let at = |path: &str| format!("/{code}/tyonantaja{path}");
    let (open, told) = (sessions.clone(), sessions.clone());
    let (begin, end) = (sessions.clone(), sessions.clone());
    let page = get(move |State(s): S, headers| employer::page(lang, s, open, headers));
    let told =
        page.post(move |State(s): S, headers, form| employer::told(lang, s, told, headers, form));
    let login =
        post(move |State(s): S, headers, form| employer::login(lang, s, begin, headers, form));
    let logout =
        post(move |State(s): S, headers, form| employer::logout(lang, s, end, headers, form));
    Router::new().route(&at(""), told).route(&at("/kirjaudu"), login).route(&at("/ulos"), logout)
}

/// `GET /`: the language that the browser asks for.
async fn choose_language(headers: HeaderMap) -> Redirect {
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = lang::preferred(accept.unwrap_or_default());
    Redirect::temporary(&Section::Search.path(lang))
}
