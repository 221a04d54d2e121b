//! Languages by their two-letter codes.

use super::FieldError;
use std::fmt;
use std::str::FromStr;

/// A language by its ISO 639-1 code, lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 2]);

impl Lang {
    /// Finnish.
    pub const FI: Self = Self(*b"fi");
    /// Swedish.
    pub const SV: Self = Self(*b"sv");
    /// English.
    pub const EN: Self = Self(*b"en");
    /// Russian.
    pub const RU: Self = Self(*b"ru");
    /// Ukrainian.
    pub const UK: Self = Self(*b"uk");
    /// Arabic.
    pub const AR: Self = Self(*b"ar");
    /// Estonian.
    pub const ET: Self = Self(*b"et");
    /// Somali.
    pub const SO: Self = Self(*b"so");

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl FromStr for Lang {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Ok(Self([*a, *b])),
            _ => Err(FieldError::new(
                "language",
                format!("{text:?} is not a language code"),
                "write two lower-case letters, such as \"fi\", \"sv\" or \"uk\"",
            )),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
