//! Errors as pages: what happened, and what to do, in the reader's language.

use super::lang;
use super::layout::Page;
use super::texts::Texts;
use crate::error::ApiError;
use crate::request::RequestId;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kohtaanto::texts::TextLang;
use maud::html;

/// Makes pages of errors that handlers of pages return.
pub(crate) async fn as_pages(request: Request, next: Next) -> Response {
    let segment = request.uri().path().split('/').nth(1).unwrap_or_default();
    let lang = lang::of_code(segment).unwrap_or(TextLang::Fi);
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<ApiError>() else { return response };
    let mut page = page(lang, &error, id.as_deref());
    for (name, value) in response.headers() {
        if !["content-type", "content-length"].contains(&name.as_str()) {
            page.headers_mut().append(name, value.clone());
        }
    }
    page
}

/// `/{lang}/…` that is not there.
pub(crate) async fn unknown() -> ApiError {
    ApiError::not_found("there is no such page")
}

fn page(lang: TextLang, error: &ApiError, id: Option<&str>) -> Response {
    let t = Texts::of(lang);
    let (title, what) = match error.status {
        StatusCode::NOT_FOUND => (t.get("error.not_found"), t.get("error.not_found_do")),
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => {
            (t.get("error.forbidden"), t.get("error.forbidden_do"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => (t.get("error.too_large"), t.get("error.too_large_do")),
        StatusCode::TOO_MANY_REQUESTS => (t.get("error.busy"), t.get("error.busy_do")),
        status if status.is_client_error() => (t.get("error.refused"), t.get("error.refused_do")),
        _ => (t.get("error.fault"), t.get("error.fault_do")),
    };
    let body = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (what) }
            // The library's own words, for whoever helps.
            @if error.status.is_client_error() {
                p.small lang="en" { (error.message) }
            }
            p { a.button href=(lang::Section::Search.path(lang)) { (t.get("error.back")) } }
            @if let Some(id) = id { p.small { (t.get("error.id")) " " code { (id) } } }
        }
    };
    let page = Page { t, title, section: None, address: "/haku", body };
    (error.status, page).into_response()
}
