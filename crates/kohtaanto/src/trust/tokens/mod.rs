//! Tokens: who may, for whom, where, what for and until when.

mod file;
mod secret;
#[cfg(test)]
mod tokens_tests;

pub use secret::{RandomBytes, TokenSecret};

use super::permit::{MAX_TEXT_BYTES, check_purpose};
use super::{Permit, Role, locked_file::FileLock};
use crate::error::{Error, Result, io};
use jiff::{Timestamp, ToSpan, Unit, tz::TimeZone};
use kohtaanto_domain::geo;
use kohtaanto_domain::model::{FieldError, FieldErrors, MunicipalityCode};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The longest life of a token, in years.
const MAX_YEARS: i64 = 1;

/// What a new token is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// Who.
    pub role: Role,
    /// For whom the role acts.
    pub organisation: String,
    /// The municipalities whose people it opens; empty for all.
    pub municipalities: Vec<MunicipalityCode>,
    /// What for, in three words or more.
    pub purpose: String,
    /// When it ends: later than now, within a year.
    pub expires: Timestamp,
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its id: stands in the secret and in the audit log.
    pub id: String,
    /// Who.
    pub role: Role,
    /// For whom the role acts.
    pub organisation: String,
    /// The municipalities whose people it opens; empty for all.
    pub municipalities: Vec<MunicipalityCode>,
    /// What for.
    pub purpose: String,
    /// When it was made.
    pub created: Timestamp,
    /// From this moment on it is refused.
    pub expires: Timestamp,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

/// How a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenState {
    /// It is accepted.
    Valid,
    /// Its time has passed.
    Expired,
    /// It was revoked.
    Revoked,
}

impl TokenState {
    /// The state's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

impl Token {
    /// How it stands at a moment. One that was revoked stays so when its time has passed too.
    pub fn state(&self, now: Timestamp) -> TokenState {
        match self.revoked {
            Some(_) => TokenState::Revoked,
            None if now >= self.expires => TokenState::Expired,
            None => TokenState::Valid,
        }
    }
}

/// A token that was just made, with its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedToken {
    /// The token.
    pub token: Token,
    /// Its secret, which nobody can show again.
    pub secret: TokenSecret,
}

/// What a valid token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The token's id.
    pub token_id: String,
    /// Who.
    pub role: Role,
    /// For whom the role acts.
    pub organisation: String,
    /// The municipalities whose people it opens; empty for all.
    pub municipalities: Vec<MunicipalityCode>,
    /// What for.
    pub purpose: String,
}

impl Claims {
    /// The key to people that the token gives.
    pub fn permit(&self) -> Permit {
        Permit::of(self)
    }
}

/// Why a secret is refused. No message holds the secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// It has not the form of a secret.
    #[error(
        "this is no token; give the whole text that `kohtaanto token create` showed, kt_..._..."
    )]
    Malformed,
    /// No token has this secret.
    #[error("no token has this secret; ask for a new one")]
    Unknown,
    /// Its time has passed.
    #[error("token {id} ended {expires}; ask for a new one")]
    Expired {
        /// The token.
        id: String,
        /// When it ended.
        expires: Timestamp,
    },
    /// It was revoked.
    #[error("token {id} was revoked {revoked}; ask for a new one")]
    Revoked {
        /// The token.
        id: String,
        /// When.
        revoked: Timestamp,
    },
    /// The file of tokens cannot be read: nobody is let in.
    #[error("{0}")]
    Unreadable(#[source] Error),
}

/// A file of tokens, kept beside the store and not inside it. Secrets are kept as hashes; the file
/// is its owner's alone (mode 0600 on Unix) and is written as a whole or not at all.
#[derive(Debug)]
pub struct TokenStore {
    path: PathBuf,
    /// The file as it was read last, to be parsed anew only when it has changed.
    read: Mutex<Arc<file::Parsed>>,
}

impl TokenStore {
    /// The tokens of a file. It need not exist: then there are none, and the first
    /// [`TokenStore::create`] makes it.
    pub fn open(path: &Path) -> Self {
        Self { path: path.to_path_buf(), read: Mutex::default() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes a token. `random` must come from the operating system.
    ///
    /// # Errors
    /// `InvalidInput` names each field at fault; what the disk or the random source refuses.
    pub fn create(
        &self,
        new: NewToken,
        now: Timestamp,
        random: RandomBytes<'_>,
    ) -> Result<IssuedToken> {
        let (created, expires) = (seconds(now)?, seconds(new.expires)?);
        let NewToken { role, organisation, municipalities, purpose, .. } = new;
        let (secret, id) = TokenSecret::new(random).map_err(io)?;
        let hash = secret::parts(secret.reveal()).map(|(_, hash)| hash).unwrap_or_default();
        let revoked = None;
        let token =
            Token { id, role, organisation, municipalities, purpose, created, expires, revoked };
        FieldErrors::check(problems(&token))?;
        let _lock = FileLock::exclusive(&self.path).map_err(io)?;
        let mut rows = self.current()?.rows.clone();
        if rows.iter().any(|row| row.token.id == token.id) {
            return Err(io(std::io::Error::other("the random source repeats itself")));
        }
        rows.push(file::Row { token: token.clone(), hash });
        file::write(&self.path, &rows)?;
        Ok(IssuedToken { token, secret })
    }

    /// All tokens, those that are refused too, in the order of their making.
    ///
    /// # Errors
    /// What the disk refuses; `Corrupt` when the file is not one of tokens.
    pub fn list(&self) -> Result<Vec<Token>> {
        Ok(self.current()?.rows.iter().map(|row| row.token.clone()).collect())
    }

    /// Revokes a token: at once, also for programs that are running. Revoking it again changes
    /// nothing.
    ///
    /// # Errors
    /// `NotFound` when there is no such token; what the disk refuses.
    pub fn revoke(&self, id: &str, now: Timestamp) -> Result<Token> {
        let now = seconds(now)?;
        let _lock = FileLock::exclusive(&self.path).map_err(io)?;
        let mut rows = self.current()?.rows.clone();
        let row = rows.iter_mut().find(|row| row.token.id == id);
        let row = row.ok_or_else(|| Error::NotFound {
            what: "token",
            id: id.to_owned(),
            fix: "`kohtaanto token list` shows the ids".to_owned(),
        })?;
        row.token.revoked.get_or_insert(now);
        let token = row.token.clone();
        file::write(&self.path, &rows)?;
        Ok(token)
    }

    /// What a secret allows at a moment. The file is read each time, so that a revocation works at
    /// once; it is parsed anew only when its bytes have changed.
    ///
    /// # Errors
    /// Why it is refused. Who has not the right secret learns no more than that.
    pub fn verify(&self, secret: &str, now: Timestamp) -> Result<Claims, TokenError> {
        let (id, given) = secret::parts(secret).ok_or(TokenError::Malformed)?;
        let current = self.current().map_err(TokenError::Unreadable)?;
        let row = current.rows.iter().find(|row| row.token.id == id);
        let row = row.filter(|row| secret::is_same(&row.hash, &given));
        let Token { id, role, organisation, municipalities, purpose, expires, revoked, .. } =
            row.ok_or(TokenError::Unknown)?.token.clone();
        match revoked {
            Some(revoked) => Err(TokenError::Revoked { id, revoked }),
            None if now >= expires => Err(TokenError::Expired { id, expires }),
            None => Ok(Claims { token_id: id, role, organisation, municipalities, purpose }),
        }
    }

    fn current(&self) -> Result<Arc<file::Parsed>> {
        let bytes = file::read(&self.path)?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.bytes != bytes {
            *read = Arc::new(file::Parsed::new(&self.path, bytes)?);
        }
        Ok(Arc::clone(&read))
    }
}

fn seconds(at: Timestamp) -> Result<Timestamp> {
    let problem = |error: jiff::Error| FieldError::new("time", error.to_string(), "set the clock");
    Ok(at.round(Unit::Second).map_err(|error| FieldErrors::from(problem(error)))?)
}

/// What is wrong with a token, also with one that a person wrote into the file.
fn problems(token: &Token) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let organisation = token.organisation.trim();
    if organisation.is_empty()
        || organisation.len() > MAX_TEXT_BYTES
        || organisation.chars().any(char::is_control)
    {
        let fix = format!("name it on one line of at most {MAX_TEXT_BYTES} bytes");
        errors.push(FieldError::new("organisation", "does not say for whom", fix));
    }
    if let Err(problem) = check_purpose(&token.purpose) {
        errors.push(FieldError::new("purpose", problem, "such as \"kokin paikan täyttäminen\""));
    }
    for code in &token.municipalities {
        if geo::municipality(*code).is_none() {
            let problem = format!("{code} is no municipality");
            errors.push(FieldError::new("municipalities", problem, "give codes such as 167"));
        }
    }
    let latest = token.created.to_zoned_datetime(TimeZone::UTC).checked_add(MAX_YEARS.years());
    let latest = latest.map_or(token.created, |latest| latest.timestamp());
    if token.expires <= token.created || token.expires > latest {
        let problem = format!("{} is not within a year", token.expires);
        let fix = format!("give a moment after {} and not after {latest}", token.created);
        errors.push(FieldError::new("expires", problem, fix));
    }
    errors
}
