//! Receipts: with which data and numbers an answer was made, so that it can be made again.
//!
//! A receipt is the caller's to keep: nothing of it is stored here, and the request stands in it as
//! a hash only. Who has the receipt and the request can ask whether they still give the same bytes,
//! and if not, what has changed.

use super::matching::MatchBody;
use super::people::{NeedBody, StoredNeed};
use super::search::SearchBody;
use crate::auth::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, from_json};
use crate::state::AppState;
use axum::extract::State;
use jiff::civil::Date;
use kohtaanto::Snapshot;
use kohtaanto::model::FieldError;
use kohtaanto::trust::{StateRecord, digest};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Which request a receipt is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Route {
    /// `search`.
    Search,
    /// `match`.
    Match,
    /// `opportunities/{id}/candidates`: the request is `{posting, limit, lang}`.
    Candidates,
    /// `needs/candidates`.
    NeedCandidates,
}

/// With which data and numbers an answer was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receipt {
    /// Which request.
    route: Route,
    /// The day.
    #[schema(example = "2026-11-24")]
    day: String,
    /// SHA-256 of the request, with its defaults.
    request: String,
    /// Hash of the index's commits.
    index: String,
    /// Hash of the model; null without one.
    model: Option<String>,
    /// Hash of the taxonomy; null without one.
    taxonomy: Option<String>,
    /// Hash of the coefficients of ranking.
    coefficients: String,
    /// Version of the library.
    library: String,
    /// SHA-256 of the answer without its receipt.
    answer: String,
}

/// An answer with its receipt.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Receipted<T> {
    #[serde(flatten)]
    answer: T,
    /// With which data and numbers it was made.
    pub(super) receipt: Receipt,
}

impl Receipt {
    fn new<T: Serialize>(
        route: Route,
        request: &impl Serialize,
        day: Date,
        snapshot: &Snapshot,
        answer: &T,
    ) -> Result<Self, ApiError> {
        let StateRecord { index, model, taxonomy, coefficients, version } =
            StateRecord::of(snapshot);
        let (request, answer) = (hash(request)?, hash(answer)?);
        let (day, library) = (day.to_string(), version);
        Ok(Self { route, day, request, index, model, taxonomy, coefficients, library, answer })
    }

    /// What is otherwise in another receipt of the same request.
    fn changed(&self, other: &Self) -> Vec<&'static str> {
        let rows = [
            ("index", self.index == other.index),
            ("model", self.model == other.model),
            ("taxonomy", self.taxonomy == other.taxonomy),
            ("coefficients", self.coefficients == other.coefficients),
            ("library", self.library == other.library),
        ];
        rows.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}

fn hash(value: &impl Serialize) -> Result<String, ApiError> {
    let text = serde_json::to_string(value);
    let text = text.map_err(|error| ApiError::bad_request(error.to_string()))?;
    Ok(digest(&text))
}

impl<T: Serialize> Receipted<T> {
    pub(super) fn new(
        route: Route,
        request: &impl Serialize,
        day: Date,
        snapshot: &Snapshot,
        answer: T,
    ) -> Result<Self, ApiError> {
        let receipt = Receipt::new(route, request, day, snapshot, &answer)?;
        Ok(Self { answer, receipt })
    }
}

/// A receipt and its request.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VerifyRequest, example = json!({"receipt": {"route": "search", "day": "2026-11-24", "request": "5cf0d19c47ce8f4c09ed88ffce0d3e7b4122b5cb7e233c7c039ec6cae1da1033", "index": "0", "model": null, "taxonomy": null, "coefficients": "0", "library": "0.1.0", "answer": "0"}, "request": {"text": "kokki", "limit": 1}}))]
pub(crate) struct VerifyBody {
    /// The receipt, as it was given.
    receipt: Receipt,
    /// The request, as it was sent.
    request: serde_json::Value,
}

/// Whether a request still gives the same bytes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct VerifyAnswer {
    /// The request gives the same bytes.
    same: bool,
    /// What has changed since: `index`, `model`, `taxonomy`, `coefficients`, `library`.
    changed: Vec<&'static str>,
    /// The receipt of the answer as it is now, for the receipt's day.
    now: Receipt,
}

/// Make an answer again, for the day of its receipt, and compare the bytes.
///
/// A receipt of people, or of a stored candidate, needs a token as the request did, and is logged.
#[utoipa::path(
    post, path = "/receipts/verify", tag = "match", request_body = VerifyBody,
    security((), ("token" = [])),
    responses(
        (status = 200, body = VerifyAnswer),
        (status = 400, description = "The body cannot be read", body = ErrorBody),
        (status = 401, description = "The request needs a token", body = ErrorBody),
        (status = 403, description = "The token does not open this", body = ErrorBody),
        (status = 404, description = "The posting or person is not there any more", body = ErrorBody),
        (status = 413, description = "The body is too large", body = ErrorBody),
        (status = 415, description = "The body is not JSON", body = ErrorBody),
        (status = 422, description = "A field does not hold, or the request is not that of the receipt", body = ErrorBody),
    )
)]
pub(super) async fn verify(
    State(state): State<AppState>,
    caller: Caller,
    Json(VerifyBody { receipt, request }): Json<VerifyBody>,
) -> Result<axum::Json<VerifyAnswer>, ApiError> {
    let day = receipt.day.parse::<Date>().map_err(|_| {
        let problem = format!("{:?} is not a date", receipt.day);
        ApiError::field(FieldError::new("receipt.day", problem, "send the receipt as it was given"))
    })?;
    let route = receipt.route;
    let now = match route {
        Route::Search => {
            let body: SearchBody = of(&receipt, &request)?;
            state
                .read(move |snapshot| {
                    let answer = body.answer(snapshot, day)?;
                    Receipt::new(route, &body, day, snapshot, &answer)
                })
                .await?
        }
        Route::Match => {
            let body: MatchBody = of(&receipt, &request)?;
            body.answer(&state, &caller, day).await?.receipt
        }
        Route::Candidates => {
            let need: StoredNeed = of(&receipt, &request)?;
            let replayed = state.people(&caller, need.lang().names(), move |people, snapshot| {
                let answer = need.answer(people, day)?;
                Receipt::new(route, &need, day, snapshot, &answer)
            });
            replayed.await?
        }
        Route::NeedCandidates => {
            let need: NeedBody = of(&receipt, &request)?;
            let replayed = state.people(&caller, need.lang().names(), move |people, snapshot| {
                let answer = need.answer(people, day)?;
                Receipt::new(route, &need, day, snapshot, &answer)
            });
            replayed.await?
        }
    };
    let (same, changed) = (now.answer == receipt.answer, receipt.changed(&now));
    Ok(axum::Json(VerifyAnswer { same, changed, now }))
}

/// The request, if it is that of the receipt.
fn of<T: DeserializeOwned + Serialize>(
    receipt: &Receipt,
    request: &serde_json::Value,
) -> Result<T, ApiError> {
    let body: T = from_json(request.to_string().as_bytes())?;
    if hash(&body)? == receipt.request {
        return Ok(body);
    }
    let fix = "send the body that the receipt came with";
    Err(ApiError::field(FieldError::new("request", "is not the receipt's", fix)))
}
