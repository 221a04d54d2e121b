//! The read side that speaks as JobTech's JobSearch and JobStream do, under `/jobtech/v1`.
//!
//! Same parameters, operators, limits and shapes, over Finnish data: a municipality or region is its
//! code, its name or its concept id (`kohtaanto:municipality/167`), an occupation an ISCO-08 code or
//! an ESCO identifier. Where it differs on purpose:
//!
//! - An unknown code is refused (400) with what may be meant, and so is a parameter that the data
//!   cannot answer, with the reason. `x-compat: jobtech` has JobTech's way: no hits, and ignored.
//! - `position.minutes` with `position.mode=car` beside `position.radius`.
//! - `relevance` also comes in parts (`relevance_parts`), and `degraded` says what took no part.
//! - A snapshot as JSON Lines ends with a line of its count and hash, and goes on where it broke.
//! - `RateLimit-*` headers, as everywhere here.
//!
//! Days of publication are known, not times: an instant inside a day stands for the whole day.

mod ad;
mod ad_from;
mod answer;
mod complete;
mod conditions;
mod feed;
mod feed_body;
mod mask;
mod params;
mod places;
mod search;
mod signed;
mod values;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes, with their description.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(search::jobtech_search))
        .routes(routes!(search::jobtech_ad))
        .routes(routes!(complete::jobtech_complete))
        .routes(routes!(feed::jobtech_snapshot))
        .routes(routes!(feed::jobtech_stream))
}
