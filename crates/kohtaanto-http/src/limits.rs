//! How much one client may ask: a quota that fills again evenly, told in `RateLimit-*` headers; and
//! how large a body may say it is.
//!
//! A client is its address (of IPv6 the first 64 bits, which are one household's). Behind proxies
//! of one's own it is the address that the nearest of them saw, in `X-Forwarded-For`: no client can
//! write that one.

use crate::error::{ApiError, message_of};
use crate::extract::{LINES, is_of};
use crate::state::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// How much one client may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateOptions {
    /// How many requests at once, after a pause.
    pub burst: NonZeroU32,
    /// How many a minute in the long run.
    pub per_minute: NonZeroU32,
    /// How many proxies of one's own stand before the service.
    pub n_proxies: usize,
}

type Limiter =
    RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// The quotas of all clients.
#[derive(Debug)]
pub(crate) struct Rate {
    limiter: Limiter,
    clock: DefaultClock,
    options: RateOptions,
    /// Time in which one request comes back.
    step: Duration,
}

impl Rate {
    pub(crate) fn new(options: RateOptions) -> Self {
        let quota = Quota::per_minute(options.per_minute).allow_burst(options.burst);
        let limiter = RateLimiter::dashmap(quota).with_middleware();
        let step = quota.replenish_interval();
        Self { limiter, clock: DefaultClock::default(), options, step }
    }

    /// Forgets clients whose quota is full again: the table does not grow.
    pub(crate) fn forget_idle(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    fn check(&self, client: IpAddr) -> Result<u32, Duration> {
        match self.limiter.check_key(&client) {
            Ok(state) => Ok(state.remaining_burst_capacity()),
            Err(not_until) => Err(not_until.wait_time_from(self.clock.now())),
        }
    }

    /// Seconds until the quota is full, from what remains.
    fn reset_s(&self, remaining: u32) -> u64 {
        let missing = self.options.burst.get().saturating_sub(remaining);
        ceil_s(self.step.saturating_mul(missing))
    }
}

fn ceil_s(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// Answers 429 to a client that asks too much, and tells all how much they may ask.
pub(crate) async fn rate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(rate) = state.rate() else { return next.run(request).await };
    let (remaining, reset, mut response) =
        match rate.check(client(&request, rate.options.n_proxies)) {
            Ok(remaining) => (remaining, rate.reset_s(remaining), next.run(request).await),
            Err(wait) => {
                state.metrics().limited();
                let message = "you ask more than your share; try again later";
                let error = ApiError::too_many(message, ceil_s(wait).max(1));
                (0, rate.reset_s(0), error.into_response())
            }
        };
    let headers = response.headers_mut();
    headers.insert(LIMIT, HeaderValue::from(rate.options.burst.get()));
    headers.insert(REMAINING, HeaderValue::from(remaining));
    headers.insert(RESET, HeaderValue::from(reset));
    response
}

/// Refuses a body that says it is larger than may be, before any of it is read.
pub(crate) async fn declared(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (headers, options) = (request.headers(), state.options());
    let most =
        if is_of(headers, &LINES) { options.max_upload_bytes } else { options.max_json_bytes };
    let n = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if n.is_some_and(|n| n > most as u64) {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return ApiError::new(status, message_of(status)).into_response();
    }
    next.run(request).await
}

fn client(request: &Request, n_proxies: usize) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = n_proxies.checked_sub(1).and_then(|i| forwarded(request.headers(), i));
    household(forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
}

/// The entry of `X-Forwarded-For` that is so many from the end.
fn forwarded(headers: &HeaderMap, from_end: usize) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let all: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    all.iter().rev().nth(from_end)?.trim().parse().ok()
}

fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod limits_tests {
    use super::*;

    #[test]
    fn the_client_is_the_one_that_the_own_proxy_saw() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 1.2.3.4"));
        headers.append("x-forwarded-for", HeaderValue::from_static("10.0.0.1"));
        assert_eq!(forwarded(&headers, 0), "10.0.0.1".parse().ok());
        assert_eq!(forwarded(&headers, 1), "1.2.3.4".parse().ok());
        assert_eq!(forwarded(&headers, 9), None);
    }

    #[test]
    fn one_household_has_one_quota() {
        let of = |text: &str| household(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::4"), of("2001:db8:1:3::4"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[test]
    fn a_quota_runs_out_and_comes_back() {
        let (burst, per_minute) = (NonZeroU32::new(2).unwrap(), NonZeroU32::new(1200).unwrap());
        let rate = Rate::new(RateOptions { burst, per_minute, n_proxies: 0 });
        let client = "192.0.2.1".parse().unwrap();
        assert_eq!((rate.check(client), rate.check(client)), (Ok(1), Ok(0)));
        let wait = rate.check(client).unwrap_err();
        assert!(wait <= Duration::from_millis(50), "{wait:?}");
        assert_eq!(rate.check("192.0.2.2".parse().unwrap()), Ok(1));
        std::thread::sleep(wait + Duration::from_millis(5));
        assert!(rate.check(client).is_ok());
        assert_eq!(rate.reset_s(2), 0);
        assert_eq!(rate.reset_s(0), 1);
    }
}
