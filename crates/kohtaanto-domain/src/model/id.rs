//! Identifiers as newtypes, so that one is never taken for another.

use super::FieldError;
use std::fmt;
use std::str::FromStr;

const MAX_ID_BYTES: usize = 200;

fn check_id(value: &str) -> Result<(), FieldError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if value.is_empty() {
        return Err(FieldError::new("id", "is empty", "give each object an id of its own"));
    }
    if value.len() > MAX_ID_BYTES {
        let problem = format!("has {} bytes", value.len());
        return Err(FieldError::new("id", problem, format!("use at most {MAX_ID_BYTES}")));
    }
    if let Some(c) = value.chars().find(|c| !allowed(*c)) {
        let problem = format!("has the character {c:?}");
        return Err(FieldError::new("id", problem, "use letters a-z, digits and - _ . : /"));
    }
    Ok(())
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// An id of 1 to 200 letters (a-z), digits and `- _ . : /`.
            ///
            /// # Errors
            /// Names the character or the length that is not allowed.
            pub fn new(value: impl Into<String>) -> Result<Self, FieldError> {
                let value = value.into();
                check_id(&value)?;
                Ok(Self(value))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A job posting's id, given by its source.
    PostingId
}
text_id! {
    /// A candidate's pseudonymous id.
    CandidateId
}

/// A Finnish municipality's three-digit code, such as `167` for Joensuu.
///
/// That the code has the right form says nothing of whether the municipality exists: ask
/// [`crate::geo::municipality`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(u16);

impl MunicipalityCode {
    /// The code of a number, `90` for Heinävesi's `090`; `None` above 999.
    pub const fn from_number(number: u16) -> Option<Self> {
        if number < 1000 { Some(Self(number)) } else { None }
    }

    /// The code as a number, 0 to 999.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl FromStr for MunicipalityCode {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        match text.parse() {
            Ok(number) if text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Self(number))
            }
            _ => Err(FieldError::new(
                "municipality",
                format!("{text:?} is not a municipality code"),
                "write three digits, such as \"167\" for Joensuu",
            )),
        }
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

impl fmt::Debug for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
