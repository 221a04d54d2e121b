//! The municipalities of Finland, and how many postings are open in each.

use super::words::{WordsLang, WordsParams};
use crate::error::{ApiError, ErrorBody};
use crate::extract::Query;
use crate::state::AppState;
use axum::extract::State;
use kohtaanto::geo::{Municipality, municipalities};
use kohtaanto::{Facet, SearchRequest};
use serde::Serialize;
use std::collections::BTreeMap;

/// All municipalities.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PlacesAnswer {
    /// By code.
    places: Vec<PlaceAnswer>,
}

/// A municipality.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PlaceAnswer {
    /// Its code.
    #[schema(example = "422")]
    code: String,
    /// Its name in the language asked.
    #[schema(example = "Lieksa")]
    name: &'static str,
    /// Finnish name.
    fi: &'static str,
    /// Swedish name.
    sv: &'static str,
    /// Code of its region.
    region: &'static str,
    /// Code of its employment area.
    employment_area: &'static str,
    /// Latitude of its central locality.
    lat: f64,
    /// Longitude.
    lon: f64,
    /// Open postings.
    postings: u64,
}

/// All municipalities with their open postings.
#[utoipa::path(
    get, path = "/places", tag = "names", params(WordsParams),
    responses(
        (status = 200, body = PlacesAnswer),
        (status = 400, description = "The query cannot be read", body = ErrorBody),
    )
)]
pub(super) async fn places(
    State(state): State<AppState>,
    Query(params): Query<WordsParams>,
) -> Result<axum::Json<PlacesAnswer>, ApiError> {
    let today = state.today();
    let answer = state.read(move |snapshot| {
        let facets = vec![Facet::Municipality];
        let open = SearchRequest { facets, limit: 1, ..SearchRequest::new("", today) };
        let counts = snapshot.search(&open)?.facets.into_iter().flat_map(|facet| facet.counts);
        let counts: BTreeMap<String, u64> = counts.collect();
        let places = municipalities().iter().map(|of| place(of, &counts, params.lang)).collect();
        Ok(PlacesAnswer { places })
    });
    answer.await.map(axum::Json)
}

fn place(of: &Municipality, counts: &BTreeMap<String, u64>, lang: WordsLang) -> PlaceAnswer {
    let code = of.code.to_string();
    PlaceAnswer {
        postings: counts.get(&code).copied().unwrap_or(0),
        code,
        name: of.name(lang.texts().lang()),
        fi: of.name_fi,
        sv: of.name_sv,
        region: of.region,
        employment_area: of.employment_area,
        lat: of.point.lat,
        lon: of.point.lon,
    }
}
