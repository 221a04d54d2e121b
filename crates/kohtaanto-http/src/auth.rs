//! Who calls: nobody in particular, or the holder of a token. Seeking needs no token; people and
//! writing do.

use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use kohtaanto::model::Coded;
use kohtaanto::trust::{AuditLog, Claims, Role, TokenStore};

/// Who may see people and write, and the log of who saw whom.
#[derive(Debug)]
pub struct Trust {
    /// Tokens, by the hash of their secrets.
    pub tokens: TokenStore,
    /// The log that each view of people is written to before it is given.
    pub audit: AuditLog,
    /// A folder that is removed with the state: a demo's tokens and log.
    pub temporary: Option<tempfile::TempDir>,
}

/// Who calls.
#[derive(Debug, Clone)]
pub enum Caller {
    /// No token was sent.
    Anonymous,
    /// The holder of a valid token.
    Known(Claims),
}

impl Caller {
    /// The caller's claims, when the role is one of these.
    ///
    /// # Errors
    /// 401 without a token, 403 for another role.
    pub fn require(&self, roles: &[Role]) -> Result<&Claims, ApiError> {
        let Self::Known(claims) = self else {
            return Err(ApiError::unauthorized("this needs a token; send Authorization: Bearer"));
        };
        if roles.contains(&claims.role) {
            return Ok(claims);
        }
        let may: Vec<_> = roles.iter().map(|role| role.code()).collect();
        let role = claims.role.code();
        let message = format!("the role {role} may not do this; it needs {}", may.join(" or "));
        Err(ApiError::new(StatusCode::FORBIDDEN, message))
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Some(header) = parts.headers.get(AUTHORIZATION) else {
            return Ok(Self::Anonymous);
        };
        let secret = header.to_str().ok().and_then(|text| text.split_once(' '));
        let secret = secret.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let Some((_, secret)) = secret else {
            let message = "the Authorization header is not a bearer token; write Bearer and a space before it";
            return Err(ApiError::unauthorized(message));
        };
        state.verify(secret.trim().to_owned()).await.map(Self::Known)
    }
}
