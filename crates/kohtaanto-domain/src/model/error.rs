//! How a value is refused: by field, with the fix.

use std::fmt;

/// One refused field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldError {
    /// Path of the field as the caller wrote it, such as `places[0].municipality`.
    pub field: String,
    /// What is wrong, lowercase, without a full stop.
    pub problem: String,
    /// What to write instead.
    pub fix: String,
}

impl FieldError {
    /// A refused field: where, what is wrong, and what to write instead.
    pub fn new(
        field: impl Into<String>,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self { field: field.into(), problem: problem.into(), fix: fix.into() }
    }

    /// The same error seen from the object that holds the field: `places[0]` and `municipality`
    /// make `places[0].municipality`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = match self.field.as_str() {
            "" => outer.to_owned(),
            inner if inner.starts_with('[') => format!("{outer}{inner}"),
            inner => format!("{outer}.{inner}"),
        };
        self
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.field, self.problem, self.fix)
    }
}

impl std::error::Error for FieldError {}

/// All refused fields of one value, never empty, in the order of the value's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// `Err` with the errors, or `Ok` when there are none.
    ///
    /// # Errors
    /// The errors given, when there is at least one.
    pub fn check(errors: Vec<FieldError>) -> Result<(), Self> {
        if errors.is_empty() { Ok(()) } else { Err(Self(errors)) }
    }

    /// The same errors seen from the object that holds the value: see [`FieldError::within`].
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        Self(self.0.into_iter().map(|error| error.within(outer)).collect())
    }

    /// The refused fields.
    pub fn as_slice(&self) -> &[FieldError] {
        &self.0
    }
}

impl From<FieldError> for FieldErrors {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" | ")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}
