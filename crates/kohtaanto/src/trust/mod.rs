//! Tokens, the audit log, and what an employer may see of a person.
//!
//! - A [`TokenStore`] is a file of tokens: who may, for whom, in which municipalities, what for and
//!   until when. [`TokenStore::verify`] turns a secret into [`Claims`], and these into a [`Permit`].
//! - An [`AuditLog`] is an append-only file of lines, each with the hash of the line before.
//! - [`Snapshot::audited`] puts the two before the people of a store: it gives nothing that the log
//!   does not hold.
//! - [`PseudonymousCandidate`] is what an employer sees of a person.
//!
//! **Compute, write, give.** A view or ranking is computed first, then written to the log and
//! synced with its result ids, and only then given to the caller; when the line cannot be written,
//! it is dropped and the caller gets an error. One line before and one after would say the same
//! with two syncs, and a crash between them would leave a view of which nobody knows whether it was
//! seen; here a line means "given", and nothing is given without one. **A change is written first**
//! ([`AuditLog::append`]) and then done: a line without its change is harmless, a change without
//! its line is not.
//!
//! The library reads no clock and no randomness: the time and the random bytes come in.
//!
//! ```
//! use jiff::{SignedDuration, Timestamp};
//! use kohtaanto::trust::{AuditLog, AuditOptions, NewToken, Role, TokenStore};
//! # use kohtaanto::{Engine, EngineOptions, Prepared, UnknownFields, model::PostingId};
//! # let dir = tempfile::tempdir()?;
//! # let engine = Engine::in_memory(EngineOptions::default())?;
//! # let mut writer = engine.write_opportunities()?;
//! # let line = r#"{"id": "a-1", "title": {"fi": "Kokki"}, "employer": {"name": "Kahvila"},
//! #     "places": [{"municipality": "260"}]}"#;
//! # writer.upsert(vec![Prepared::posting(line, UnknownFields::Refuse)?], &())?;
//! # writer.commit()?;
//! let now: Timestamp = "2026-11-24T08:00:00Z".parse()?;
//! let tokens = TokenStore::open(&dir.path().join("tokens.json"));
//! let new = NewToken {
//!     role: Role::Employer,
//!     organisation: "Kiteen kahvila".to_owned(),
//!     municipalities: Vec::new(),
//!     purpose: "kokin paikan täyttäminen".to_owned(),
//!     expires: now + SignedDuration::from_hours(24 * 90),
//! };
//! // A real program fills the bytes from the operating system.
//! let issued = tokens.create(new, now, &mut |bytes: &mut [u8]| {
//!     bytes.iter_mut().zip(0..).for_each(|(byte, i)| *byte = i);
//!     Ok(())
//! })?;
//!
//! // For each request: the secret gives claims, these a permit, and the log stands before people.
//! let claims = tokens.verify(issued.secret.reveal(), now)?;
//! let log = AuditLog::open(&dir.path().join("audit.ndjson"), AuditOptions::default(), now)?;
//! let snapshot = engine.snapshot()?;
//! let people = snapshot.audited(&log, claims.permit(), now);
//! let today = "2026-11-24".parse()?;
//! let ranked = people.candidates_for(&PostingId::new("a-1")?, today, 10)?;
//! assert!(ranked.matches.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod audit;
mod audited;
mod digest;
mod locked_file;
mod permit;
mod pseudonym;
mod tokens;

pub use audit::{
    AuditAction, AuditEntry, AuditFilter, AuditLine, AuditLog, AuditOptions, AuditOutcome,
    AuditPoint, AuditReport, StateRecord, Tear, read_audit, verify_audit,
};
pub use audited::{Audited, SeenCandidate};
pub use digest::digest;
pub use permit::{Permit, Role};
pub use pseudonym::{PseudonymousCandidate, PseudonymousWork, YearsBand};
pub use tokens::{
    Claims, IssuedToken, NewToken, RandomBytes, Token, TokenError, TokenSecret, TokenState,
    TokenStore,
};

#[cfg(doc)]
use crate::Snapshot;
