//! Who is logged in on the employer's page: in memory only, by a cookie that no script sees.
//!
//! The token is looked at anew at each request, so that one that is revoked or has expired opens
//! nothing more. Each form carries the session's own secret (CSRF), beside the check of where it
//! comes from.

use crate::auth::Caller;
use crate::error::ApiError;
use crate::state::AppState;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use kohtaanto::trust::digest;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const COOKIE: &str = "kohtaanto_session";
/// A session ends so long after its last use, and at the latest so long after its beginning.
const IDLE: Duration = Duration::from_secs(30 * 60);
const LONGEST: Duration = Duration::from_secs(8 * 60 * 60);
/// How many sessions there are at once; the one that was used longest ago makes room.
const MOST: usize = 1000;

/// The sessions of this process, by the digest of their cookies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sessions(Arc<Mutex<BTreeMap<String, Kept>>>);

#[derive(Clone)]
struct Kept {
    token: String,
    csrf: String,
    began: Instant,
    used: Instant,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

/// A request of someone who is logged in.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) caller: Caller,
    /// What a form must send back.
    pub(crate) csrf: String,
}

impl Sessions {
    /// Begins a session with a token that holds, and gives its cookie.
    ///
    /// # Errors
    /// 401 when the token does not hold.
    pub(crate) async fn begin(
        &self,
        state: &AppState,
        token: &str,
        headers: &HeaderMap,
    ) -> Result<HeaderValue, ApiError> {
        state.verify(token.to_owned()).await?;
        let (id, csrf) = (random()?, random()?);
        let now = Instant::now();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, kept| kept.lives(now));
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, kept)| kept.used).map(|(id, _)| id.clone());
            oldest.and_then(|id| all.remove(&id));
        }
        all.insert(digest(&id), Kept { token: token.to_owned(), csrf, began: now, used: now });
        cookie(&id, IDLE, headers)
    }

    /// The session of a request, if its cookie and its token hold.
    pub(crate) async fn find(&self, state: &AppState, headers: &HeaderMap) -> Option<Session> {
        let id = digest(&sent(headers)?);
        let now = Instant::now();
        let kept = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = all.get_mut(&id).filter(|kept| kept.lives(now))?;
            kept.used = now;
            kept.clone()
        };
        let claims = state.verify(kept.token).await.ok()?;
        Some(Session { caller: Caller::Known(claims), csrf: kept.csrf })
    }

    /// Ends the session of a request, and gives the cookie that forgets it.
    pub(crate) fn end(&self, headers: &HeaderMap) -> Result<HeaderValue, ApiError> {
        if let Some(id) = sent(headers) {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.remove(&digest(&id));
        }
        cookie("", Duration::ZERO, headers)
    }
}

impl Session {
    /// Refuses a form that does not carry the session's secret.
    ///
    /// # Errors
    /// 403.
    pub(crate) fn check(&self, csrf: &str) -> Result<(), ApiError> {
        // Digests are compared: how long that takes tells nothing of the secret.
        if digest(csrf) == digest(&self.csrf) {
            return Ok(());
        }
        let message = "the form is not of this session; open the page and send it again";
        Err(ApiError::new(StatusCode::FORBIDDEN, message))
    }
}

impl Kept {
    fn lives(&self, now: Instant) -> bool {
        now.duration_since(self.used) < IDLE && now.duration_since(self.began) < LONGEST
    }
}

fn random() -> Result<String, ApiError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random bytes");
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the service cannot begin a session now")
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn sent(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies =
        lines.flat_map(|line| line.split(';')).filter_map(|one| one.trim().split_once('='));
    cookies.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// `Secure` where the request came encrypted, as a proxy of one's own says.
fn cookie(id: &str, age: Duration, headers: &HeaderMap) -> Result<HeaderValue, ApiError> {
    let encrypted = headers.get("x-forwarded-proto").is_some_and(|value| value == "https");
    let secure = if encrypted { "; Secure" } else { "" };
    let age = age.as_secs();
    let text = format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).map_err(|error| {
        tracing::error!(%error, "a cookie cannot be written");
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "a cookie cannot be written")
    })
}

#[cfg(test)]
mod session_tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others_and_hidden_from_scripts() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; kohtaanto_session=xyz; c=d"));
        assert_eq!(sent(&headers).as_deref(), Some("xyz"));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        let made = cookie("xyz", IDLE, &headers).unwrap();
        let made = made.to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Strict", "Max-Age=1800", "Secure", "Path=/"] {
            assert!(made.contains(part), "{made}");
        }
    }

    #[test]
    fn a_session_ends_when_it_is_not_used() {
        let began = Instant::now();
        let kept = |used| Kept { token: String::new(), csrf: String::new(), began, used };
        assert!(kept(began).lives(began + IDLE - Duration::from_secs(1)));
        assert!(!kept(began).lives(began + IDLE));
        assert!(!kept(began + LONGEST).lives(began + LONGEST));
        assert!(!format!("{:?}", kept(began)).contains("token"));
    }
}
