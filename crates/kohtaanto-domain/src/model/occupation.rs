//! Occupations by name, ISCO-08 unit group and, where known, taxonomy concept.

use super::FieldError;
use std::fmt;
use std::str::FromStr;

/// An ISCO-08 code of one to four digits, such as `5321` (health care assistants).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IscoCode {
    number: u16,
    digits: u8,
}

impl IscoCode {
    /// How many leading digits two codes share, 0 to 4: 4 is the same unit group, 3 the same minor
    /// group, 2 the same sub-major group.
    pub fn shared_digits(self, other: Self) -> usize {
        let (a, b) = (self.to_string(), other.to_string());
        a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
    }

    /// The code and the groups above it, narrowest first: `5321`, `532`, `53`, `5`.
    pub fn with_broader(self) -> impl Iterator<Item = String> {
        let text = self.to_string();
        (1..=text.len()).rev().map(move |n| text[..n].to_owned())
    }

    /// The group of `digits` leading digits; the code itself when it has no more.
    pub fn group(self, digits: usize) -> String {
        let mut text = self.to_string();
        text.truncate(digits);
        text
    }
}

impl FromStr for IscoCode {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let digits = text.len();
        match text.parse() {
            Ok(number) if (1..=4).contains(&digits) && text.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Self { number, digits: digits as u8 })
            }
            _ => Err(FieldError::new(
                "isco",
                format!("{text:?} is not an ISCO-08 code"),
                "write one to four digits, such as \"5321\"",
            )),
        }
    }
}

impl fmt::Display for IscoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.number, width = usize::from(self.digits))
    }
}

impl fmt::Debug for IscoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// An occupation: always a name, and codes where the source gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    /// Its name in the language of the text that it stands in.
    pub label: String,
    /// Its ISCO-08 group.
    pub isco: Option<IscoCode>,
    /// Its concept in the taxonomy, an ESCO identifier.
    pub uri: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::IscoCode;

    fn isco(text: &str) -> IscoCode {
        text.parse().unwrap()
    }

    #[test]
    fn neighbours_share_leading_digits() {
        assert_eq!(isco("5321").shared_digits(isco("5321")), 4);
        assert_eq!(isco("5321").shared_digits(isco("5322")), 3);
        assert_eq!(isco("0110").shared_digits(isco("0210")), 1);
        assert_eq!(isco("5321").shared_digits(isco("2221")), 0);
    }

    #[test]
    fn groups_narrowest_first() {
        let groups: Vec<_> = isco("0110").with_broader().collect();
        assert_eq!(groups, ["0110", "011", "01", "0"]);
    }

    #[test]
    fn refuses_what_is_no_code() {
        for text in ["", "53211", "5a", "-1", "５"] {
            assert!(text.parse::<IscoCode>().is_err(), "{text}");
        }
    }
}
