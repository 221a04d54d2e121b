//! What the service counts, in Prometheus' text form. Served on a listener of its own.

use crate::state::AppState;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

/// What the service counts.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram>,
    in_flight: Gauge,
    limited: Counter,
    reloads: Counter,
    waiting: Gauge,
    postings: Gauge,
    candidates: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("kohtaanto");
        let requests = Family::default();
        // 1 ms to 16 s.
        let histogram = || Histogram::new(exponential_buckets(0.001, 2.0, 15));
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let (in_flight, waiting) = (Gauge::default(), Gauge::default());
        let (limited, reloads) = (Counter::default(), Counter::default());
        let (postings, candidates) = (Gauge::default(), Gauge::default());
        registry.register("http_requests", "Requests by route and status", requests.clone());
        registry.register("http_request_seconds", "Time to the answer's head", seconds.clone());
        registry.register("http_in_flight", "Requests being answered", in_flight.clone());
        registry.register("http_limited", "Requests above a client's quota", limited.clone());
        registry.register("calls_waiting", "Calls that wait for a thread", waiting.clone());
        registry.register("store_reloads", "Snapshots swapped in", reloads.clone());
        registry.register("store_postings", "Postings of the snapshot", postings.clone());
        registry.register("store_candidates", "Candidates of the snapshot", candidates.clone());
        Self {
            registry,
            requests,
            seconds,
            in_flight,
            limited,
            reloads,
            waiting,
            postings,
            candidates,
        }
    }
}

/// A request being answered; counted out also when the client goes away.
#[derive(Debug)]
pub(crate) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    pub(crate) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    pub(crate) fn finished(
        &self,
        method: &Method,
        route: &str,
        status: StatusCode,
        time: Duration,
    ) {
        // Methods that nobody knows are one: the table does not grow by what callers write.
        let known = [Method::GET, Method::POST, Method::DELETE, Method::HEAD, Method::PUT];
        let method = if known.contains(method) { method.as_str() } else { "other" };
        let (method, status) = (method.to_owned(), status.as_u16());
        let labels = RequestLabels { method, route: route.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        let labels = RouteLabels { route: route.to_owned() };
        self.seconds.get_or_create(&labels).observe(time.as_secs_f64());
    }

    pub(crate) fn limited(&self) {
        self.limited.inc();
    }

    pub(crate) fn reloaded(&self, stats: kohtaanto::StoreStats) {
        self.reloads.inc();
        self.postings.set(stats.n_postings.try_into().unwrap_or(i64::MAX));
        self.candidates.set(stats.n_candidates.try_into().unwrap_or(i64::MAX));
    }
}

/// `GET /metrics`.
pub(crate) async fn metrics(State(state): State<AppState>) -> Response {
    let metrics = state.metrics();
    metrics.waiting.set(state.n_waiting().try_into().unwrap_or(i64::MAX));
    let mut text = String::new();
    if encode(&mut text, &metrics.registry).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
        .into_response()
}
