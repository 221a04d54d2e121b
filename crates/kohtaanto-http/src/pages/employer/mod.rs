//! *Työnantaja*: a need in five fields; the ad that it makes; and, for those who may, how many
//! people there are, what each requirement costs, the people, and publishing.

mod need;
mod people;
mod session;

pub(crate) use need::Need;
pub(crate) use session::Sessions;

use super::form::Form;
use super::lang::{Section, code};
use super::layout::Page;
use super::parts;
use super::texts::Texts;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::state::AppState;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kohtaanto::model::{Coded, Lang, WorkingTime};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::trust::{Claims, Role};
use kohtaanto::{Prepared, UnknownFields};
use maud::{Markup, html};
use need::LEVELS;
use serde::Deserialize;
use session::Session;

/// How many people are shown.
const SHOWN: usize = 10;
/// Who may publish: the same as may through the API.
const PUBLISHERS: [Role; 3] = [Role::Advisor, Role::Service, Role::Admin];

/// The fields of the login.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Login {
    token: String,
    csrf: String,
}

/// `GET /{lang}/tyonantaja`.
pub(crate) async fn page(
    lang: TextLang,
    state: AppState,
    sessions: Sessions,
    headers: HeaderMap,
) -> Response {
    let t = Texts::of(lang);
    let session = sessions.find(&state, &headers).await;
    shown(t, session.as_ref(), &Need::default(), &html! {}, StatusCode::OK)
}

/// `POST /{lang}/tyonantaja/kirjaudu`.
pub(crate) async fn login(
    lang: TextLang,
    state: AppState,
    sessions: Sessions,
    headers: HeaderMap,
    Form(login): Form<Login>,
) -> Result<Response, ApiError> {
    let t = Texts::of(lang);
    match sessions.begin(&state, login.token.trim(), &headers).await {
        Ok(cookie) => {
            let to = Redirect::to(&Section::Employer.path(lang));
            Ok(([(header::SET_COOKIE, cookie)], to).into_response())
        }
        Err(error) if error.status == StatusCode::UNAUTHORIZED => {
            let told = html! { p.notice role="alert" { (t.get("employer.login_failed")) } };
            Ok(shown(t, None, &Need::default(), &told, StatusCode::UNAUTHORIZED))
        }
        Err(error) => Err(error),
    }
}

/// `POST /{lang}/tyonantaja/ulos`.
pub(crate) async fn logout(
    lang: TextLang,
    state: AppState,
    sessions: Sessions,
    headers: HeaderMap,
    Form(login): Form<Login>,
) -> Result<Response, ApiError> {
    if let Some(session) = sessions.find(&state, &headers).await {
        session.check(&login.csrf)?;
    }
    let cookie = sessions.end(&headers)?;
    let to = Redirect::to(&Section::Employer.path(lang));
    Ok(([(header::SET_COOKIE, cookie)], to).into_response())
}

/// `POST /{lang}/tyonantaja`.
pub(crate) async fn told(
    lang: TextLang,
    state: AppState,
    sessions: Sessions,
    headers: HeaderMap,
    Form(need): Form<Need>,
) -> Result<Response, ApiError> {
    let (t, today) = (Texts::of(lang), state.today());
    let session = sessions.find(&state, &headers).await;
    if let Some(session) = &session {
        session.check(&need.csrf)?;
    }
    if !need.is_told() {
        let told = html! { p.notice role="alert" { (t.get("employer.incomplete")) } };
        return Ok(shown(t, session.as_ref(), &need, &told, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let posting = need.posting(t, today)?;
    match (&session, need.action.as_str()) {
        (Some(session), "publish") => publish(t, &state, session, &need).await,
        (Some(session), "people") => {
            let langs = vec![lang.lang(), Lang::FI, Lang::EN];
            let answer = state.people(&session.caller, langs, move |people, snapshot| {
                let need = snapshot.with_reading(&posting)?;
                let costs = people.need_costs_of(&need, today)?;
                let ranked = people.candidates_for_need(&need, today, SHOWN)?;
                Ok(html! {
                    (people::costs(t, &costs))
                    (people::people(t, snapshot, &ranked, today))
                    (people::preview(t, &need))
                })
            });
            Ok(shown(t, Some(session), &need, &answer.await?, StatusCode::OK))
        }
        _ => {
            let read = state.read(move |snapshot| Ok(snapshot.with_reading(&posting)?)).await?;
            Ok(shown(t, session.as_ref(), &need, &people::preview(t, &read), StatusCode::OK))
        }
    }
}

/// Puts the need into the store: from there every municipality finds it at once.
async fn publish(
    t: &'static Texts,
    state: &AppState,
    session: &Session,
    need: &Need,
) -> Result<Response, ApiError> {
    session.caller.require(&PUBLISHERS)?;
    let mut bytes = [0_u8; 6];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random bytes");
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the need cannot be published now")
    })?;
    let key: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let id = format!("tarve-{key}");
    let line = need.line(t, &id, state.today());
    let prepared = Prepared::posting(&line, UnknownFields::Refuse)?;
    let put = move |engine: &kohtaanto::Engine| {
        let mut writer = engine.write_opportunities()?;
        writer.upsert(vec![prepared], &())?;
        Ok(writer.commit()?)
    };
    state.write(put).await?;
    Ok(Redirect::to(&parts::posting_path(t, &id)).into_response())
}

fn shown(
    t: &'static Texts,
    session: Option<&Session>,
    need: &Need,
    answer: &Markup,
    status: StatusCode,
) -> Response {
    let body = html! {
        h1 { (t.get("employer.heading")) }
        p.lead { (t.get("employer.lead")) }
        @if let Some(session) = session { (who(t, session)) }
        div.talk {
            (form(t, session, need))
            div #vastaus.live { (answer) @if session.is_none() { (login_form(t)) } }
        }
    };
    let title = t.get("employer.title");
    let page = Page { t, title, section: Some(Section::Employer), address: "/tyonantaja", body };
    (status, page).into_response()
}

fn claims(session: &Session) -> Option<&Claims> {
    match &session.caller {
        Caller::Known(claims) => Some(claims),
        Caller::Anonymous => None,
    }
}

fn role(t: &'static Texts, role: Role) -> &'static str {
    match role {
        Role::Advisor => t.get("employer.role_advisor"),
        Role::Employer => t.get("employer.role_employer"),
        Role::Service => t.get("employer.role_service"),
        Role::Admin => t.get("employer.role_admin"),
    }
}

fn who(t: &'static Texts, session: &Session) -> Markup {
    html! {
        @if let Some(claims) = claims(session) {
            form.who method="post" action={ "/" (code(t.lang())) "/tyonantaja/ulos" } {
                p { (t.with("employer.logged_in", &[("role", &role(t, claims.role)), ("organisation", &claims.organisation), ("purpose", &claims.purpose)])) }
                input type="hidden" name="csrf" value=(session.csrf);
                button.small-button type="submit" { (t.get("employer.logout")) }
            }
        }
    }
}

fn login_form(t: &'static Texts) -> Markup {
    html! {
        section.box aria-labelledby="kirjaudu" {
            h2 #kirjaudu { (t.get("employer.login")) }
            p { (t.get("employer.login_why")) }
            p.small { (t.get("employer.login_how")) }
            form method="post" action={ "/" (code(t.lang())) "/tyonantaja/kirjaudu" } {
                div.field {
                    label for="token" { (t.get("employer.token")) }
                    input #token type="password" name="token" autocomplete="current-password" required;
                }
                p { button type="submit" { (t.get("employer.login_do")) } }
            }
        }
    }
}

fn form(t: &'static Texts, session: Option<&Session>, need: &Need) -> Markup {
    let lang = t.lang();
    let may_publish =
        session.and_then(claims).is_some_and(|claims| PUBLISHERS.contains(&claims.role));
    html! {
        form.tell method="post" action={ (Section::Employer.path(lang)) "#vastaus" } {
            @if let Some(session) = session { input type="hidden" name="csrf" value=(session.csrf); }
            div.field {
                label for="work" { "1. " (t.get("employer.work")) }
                input #work name="work" value=(need.work) required maxlength="200";
            }
            div.field {
                label for="home" { "2. " (t.get("employer.where")) }
                (parts::municipality_select(t, "home", need.place(), t.get("employer.choose")))
            }
            div.field {
                label for="know" { "3. " (t.get("employer.know")) }
                textarea #know name="know" rows="3" maxlength="4000" { (need.know) }
            }
            fieldset.stack {
                legend { "4. " (t.get("employer.permits")) }
                div.field {
                    label for="finnish" { (t.get("employer.finnish")) }
                    select #finnish name="finnish" {
                        option value="" selected[need.level().is_none()] { (t.get("employer.finnish_none")) }
                        @for level in LEVELS {
                            option value=(level.code()) selected[need.level() == Some(level)] { (level_name(t, level.code())) }
                        }
                    }
                }
                div.field {
                    label for="permits" { (t.get("employer.permits_other")) }
                    input #permits name="permits" value=(need.permits) maxlength="1000" aria-describedby="permits-help";
                    p #permits-help.small { (t.get("employer.permits_help")) }
                }
            }
            fieldset.stack {
                legend { "5. " (t.get("employer.when")) }
                div.field {
                    label for="working_time" { (t.get("posting.working_time")) }
                    select #working_time name="working_time" {
                        option value="" selected[need.time().is_none()] { (t.get("client.not_said")) }
                        @for (value, time) in WorkingTime::CODES {
                            option value=(value) selected[need.time() == Some(*time)] { (parts::upper(texts::working_time(*time, lang))) }
                        }
                    }
                }
                div.field {
                    label for="start" { (t.get("posting.start")) }
                    input #start type="date" name="start" value=(need.start);
                }
            }
            div.field {
                label for="employer" { (t.get("employer.name")) }
                input #employer name="employer" value=(need.employer) maxlength="200" autocomplete="organization";
            }
            p.act {
                @if session.is_some() {
                    button.primary type="submit" name="action" value="people" { (t.get("employer.find")) }
                    button type="submit" name="action" value="look" { (t.get("employer.look")) }
                } @else {
                    button.primary type="submit" name="action" value="look" { (t.get("employer.look")) }
                }
                @if may_publish {
                    button type="submit" name="action" value="publish" { (t.get("employer.publish")) }
                }
            }
            @if may_publish { p.small { (t.get("employer.publish_help")) } }
        }
    }
}

/// A level with what it is in daily life.
fn level_name(t: &'static Texts, code: &str) -> String {
    let words = match code {
        "A2" => t.get("employer.level_a2"),
        "B1" => t.get("employer.level_b1"),
        "B2" => t.get("employer.level_b2"),
        _ => t.get("employer.level_c1"),
    };
    format!("{code} – {words}")
}
