//! The secret of a token: `kt_<id>_<secret>`, ten and 64 hexadecimal digits.
//!
//! The secret has 256 random bits, so its plain SHA-256 is enough to keep: there is no dictionary
//! to try, and a slow hash would only slow down each request.

use super::super::digest::{hex, sha256, unhex};
use std::fmt;
use std::io;
use subtle::ConstantTimeEq;

const PREFIX: &str = "kt";
const ID_BYTES: usize = 5;
const SECRET_BYTES: usize = 32;

/// Fills a slice with random bytes from a source fit for secrets.
pub type RandomBytes<'a> = &'a mut dyn FnMut(&mut [u8]) -> io::Result<()>;

/// A secret, shown once: it is kept only as its hash. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenSecret(String);

impl TokenSecret {
    pub(super) fn new(random: RandomBytes<'_>) -> io::Result<(Self, String)> {
        let (mut id, mut secret) = ([0; ID_BYTES], [0; SECRET_BYTES]);
        random(&mut id)?;
        random(&mut secret)?;
        let id = hex(&id);
        Ok((Self(format!("{PREFIX}_{id}_{}", hex(&secret))), id))
    }

    /// The secret, to be given to its holder.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSecret(..)")
    }
}

/// The id and the hash of a secret; `None` when it has not the form of one.
pub(super) fn parts(secret: &str) -> Option<(&str, [u8; 32])> {
    let mut parts = secret.split('_');
    let (prefix, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    if prefix != PREFIX || parts.next().is_some() || unhex::<ID_BYTES>(id).is_none() {
        return None;
    }
    Some((id, sha256(&unhex::<SECRET_BYTES>(key)?)))
}

/// Compares without telling by its time how much is alike.
pub(super) fn is_same(stored: &[u8; 32], given: &[u8; 32]) -> bool {
    stored.ct_eq(given).into()
}
