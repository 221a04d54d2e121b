//! Closed sets of values that have a written code.

use super::FieldError;

/// A closed set whose members have codes, as they stand in JSON, filters and the command line.
pub trait Coded: Sized + Copy + 'static {
    /// What the set is called in messages, such as `working_time`.
    const FIELD: &'static str;
    /// All members with their codes, in their natural order.
    const CODES: &'static [(&'static str, Self)];

    /// The member's code.
    fn code(self) -> &'static str;

    /// The member of a code.
    ///
    /// # Errors
    /// Lists the codes that exist.
    fn parse(text: &str) -> Result<Self, FieldError> {
        Self::CODES.iter().find(|(code, _)| *code == text).map(|(_, member)| *member).ok_or_else(
            || {
                let codes: Vec<_> = Self::CODES.iter().map(|(code, _)| *code).collect();
                let fix = format!("use one of {}", codes.join(", "));
                FieldError::new(Self::FIELD, format!("{text:?} is not known"), fix)
            },
        )
    }
}

/// An enum with codes: `coded! { doc Name, "field", { doc Member = "code", ... } }`.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident, $field:literal, { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $crate::model::Coded for $name {
            const FIELD: &'static str = $field;
            const CODES: &'static [(&'static str, Self)] = &[$(($code, Self::$variant),)+];

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}
pub(crate) use coded;
