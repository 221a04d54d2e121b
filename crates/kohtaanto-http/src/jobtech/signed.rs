//! Values with a sign: `-` leaves out, `+` demands.

/// What a sign says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    Plus,
    Minus,
}

/// The sign and the rest. An empty rest is no value.
pub(super) fn signed(text: &str) -> Option<(Sign, &str)> {
    let text = text.trim();
    let (sign, rest) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(rest), _) => (Sign::Minus, rest),
        (None, Some(rest)) => (Sign::Plus, rest),
        (None, None) => (Sign::None, text),
    };
    let rest = rest.trim();
    (!rest.is_empty()).then_some((sign, rest))
}

#[cfg(test)]
mod tests {
    use super::{Sign, signed};

    #[test]
    fn signs() {
        assert_eq!(signed(" -167 "), Some((Sign::Minus, "167")));
        assert_eq!(signed("+ Joensuu"), Some((Sign::Plus, "Joensuu")));
        assert_eq!(signed("Pohjois-Karjala"), Some((Sign::None, "Pohjois-Karjala")));
        assert_eq!(signed("-"), None);
    }
}
