//! Postal codes.
//!
//! To the municipality only: neither the names of post offices nor streets are kept.

use super::tsv;
use crate::model::MunicipalityCode;
use std::sync::LazyLock;

static POSTAL_CODES: LazyLock<Vec<(u32, MunicipalityCode)>> = LazyLock::new(|| {
    let mut codes = Vec::new();
    for row in tsv::rows(include_str!("../../data/postal-codes.txt")) {
        let [municipality, ranges] = row[..] else {
            continue;
        };
        let Ok(municipality) = municipality.parse() else {
            continue;
        };
        for range in ranges.split(' ') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
                codes.extend((first..=last).map(|code| (code, municipality)));
            }
        }
    }
    codes.sort_unstable();
    codes
});

/// The municipality of a postal code of five digits, when the code exists.
pub fn municipality_of_postal_code(code: &str) -> Option<MunicipalityCode> {
    if code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = code.parse().ok()?;
    let i = POSTAL_CODES.binary_search_by_key(&number, |(code, _)| *code).ok()?;
    Some(POSTAL_CODES[i].1)
}

#[cfg(test)]
mod tests {
    use super::super::{municipalities, municipality};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_postal_code_leads_to_one_municipality() {
        assert_eq!(POSTAL_CODES.len(), 5033);
        assert!(POSTAL_CODES.is_sorted_by(|a, b| a.0 < b.0), "a code stands twice");
        let mut with_codes = BTreeSet::new();
        for (code, _) in POSTAL_CODES.iter() {
            let found = municipality_of_postal_code(&format!("{code:05}")).unwrap();
            assert!(municipality(found).is_some(), "{code:05}");
            with_codes.insert(found);
        }
        assert_eq!(with_codes.len(), municipalities().len());
    }

    #[test]
    fn codes_are_known_by_their_five_digits() {
        let of = |code| municipality_of_postal_code(code).map(|code| code.to_string());
        for (code, municipality) in [
            ("80100", "167"),
            ("82900", "146"),
            ("81700", "422"),
            ("00100", "091"),
            ("79700", "090"),
        ] {
            assert_eq!(of(code).as_deref(), Some(municipality), "{code}");
        }
        for code in ["", "8010", "801000", "00001", "8o100", "８0100"] {
            assert_eq!(of(code), None, "{code}");
        }
    }
}
