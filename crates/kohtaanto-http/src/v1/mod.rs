//! `/api/v1`: what programs ask, described by `/api/v1/openapi.json`.
//!
//! Each handler reads the request, calls the library and converts. The description is made of the
//! handlers, so that it cannot say otherwise.

mod candidates;
mod complete;
mod concepts;
mod conditions;
mod docs;
mod matching;
mod opportunities;
mod people;
mod person;
mod places;
mod receipts;
mod search;
mod seen;
mod stats;
mod unkept;
mod upload;
mod words;

use crate::error::ErrorBody;
use crate::jobtech;
use crate::limits;
use crate::state::AppState;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::sync::{Arc, OnceLock};
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{self, Content, Ref, RefOr, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The parts of the description that no handler says.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "kohtaanto",
        description = "Job postings across municipalities, ranked for people with reasons, and \
            people for a need, behind tokens.\n\nErrors are `{code, message, request_id, \
            details?}`. Each answer tells the client's quota in `RateLimit-Limit`, \
            `RateLimit-Remaining` and `RateLimit-Reset` (seconds). An upload is newline-delimited \
            JSON. Days are `YYYY-MM-DD`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/")),
    tags(
        (name = "search", description = "Find postings. Needs no login."),
        (name = "match", description = "Postings for a person, with reasons. Needs no login."),
        (name = "people", description = "People for a need. Needs a token; each view is logged."),
        (name = "store", description = "What the store holds, and how it is filled."),
        (name = "jobtech", description = "The same postings as JobTech's JobSearch and JobStream \
            give theirs. Needs no login."),
        (name = "names", description = "Occupations, competences and places."),
    ),
    components(schemas(ErrorBody))
)]
struct Description;

/// The routes with their description.
fn described(state: &AppState) -> OpenApiRouter<AppState> {
    let mut description = Description::openapi();
    let components = description.components.get_or_insert_default();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme("token", bearer);
    let routes = OpenApiRouter::new()
        .routes(routes!(search::search_get, search::search_post))
        .routes(routes!(complete::complete))
        .routes(routes!(opportunities::get, opportunities::delete))
        .routes(routes!(opportunities::similar))
        .routes(routes!(matching::match_))
        .routes(routes!(matching::explain))
        .routes(routes!(receipts::verify))
        .routes(routes!(people::for_posting))
        .routes(routes!(people::for_need))
        .routes(routes!(candidates::get, candidates::delete))
        .routes(routes!(concepts::find))
        .routes(routes!(concepts::get))
        .routes(routes!(places::places))
        .routes(routes!(stats::stats));
    // Uploads have a limit of their own.
    let uploads = OpenApiRouter::new()
        .routes(routes!(opportunities::upload))
        .routes(routes!(candidates::upload))
        .layer(upload::limit(state));
    OpenApiRouter::with_openapi(description)
        .nest("/api/v1", routes.merge(uploads))
        .nest("/jobtech/v1", jobtech::routes())
}

/// Adds what each operation may answer whatever it does: these come from around the handlers.
fn with_common(mut description: openapi::OpenApi) -> openapi::OpenApi {
    let error = |text: &str| {
        let body = Content::new(Some(Ref::from_schema_name("ErrorBody")));
        RefOr::T(ResponseBuilder::new().description(text).content("application/json", body).build())
    };
    let items = description.paths.paths.values_mut();
    let operations = items.flat_map(|item| [&mut item.get, &mut item.post, &mut item.delete]);
    for operation in operations.flatten() {
        let responses = &mut operation.responses.responses;
        responses.insert("429".to_owned(), error("Too much at once: try again later"));
        responses.insert("504".to_owned(), error("The answer took too long"));
        if operation.security.is_some() {
            let text = "The tokens, the log or the disk fails, so nothing is given or changed";
            responses.insert("503".to_owned(), error(text));
        }
    }
    description
}

/// The routes.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let (routes, description) = described(state).split_for_parts();
    // Made once: it is the same for the whole process.
    static TEXT: OnceLock<Arc<str>> = OnceLock::new();
    let text = || with_common(description).to_json().map(Arc::from).unwrap_or_default();
    let text = Arc::clone(TEXT.get_or_init(text));
    routes
        .layer(from_fn_with_state(state.clone(), limits::declared))
        .route("/api/v1/openapi.json", get(move || docs::description(text)))
        .merge(docs::routes())
}
