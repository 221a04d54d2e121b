//! E-mail addresses, also where *(at)* stands for the sign.

use super::{Found, PrivateKind};
use std::ops::Range;

/// What stands for the sign.
const SIGNS: [&str; 8] = ["@", "(at)", "[at]", "(ät)", "[ät]", " (at) ", " [at] ", "(а)"];

/// The e-mail addresses of a text.
pub(super) fn find(text: &str) -> Vec<Found> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Found> = Vec::new();
    for sign in SIGNS {
        for (at, _) in lower.match_indices(sign) {
            if let Some(span) = around(text, at..at + sign.len()) {
                found.push(Found { span, kind: PrivateKind::Email });
            }
        }
    }
    found
}

fn around(text: &str, sign: Range<usize>) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let is_domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let before = &text[..sign.start];
    let start = before.trim_end_matches(is_local).len();
    let after = &text[sign.end..];
    let domain = &after[..after.len() - after.trim_start_matches(is_domain).len()];
    let domain = domain.trim_end_matches(['.', '-']);
    let top = domain.rsplit_once('.')?.1;
    let start = start
        + (before[start..].len() - before[start..].trim_start_matches(['.', '-', '\'']).len());
    let fits =
        start < sign.start && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    fits.then(|| start..sign.end + domain.len())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn addresses_as_written() {
        let table = [
            ("Kirjoita: erkki.esimerkki@posti.example.", "erkki.esimerkki@posti.example"),
            ("erkki (at) posti.example", "erkki (at) posti.example"),
            ("erkki(ät)posti.example", "erkki(ät)posti.example"),
            ("@posti, a@b ja 5 @ 3.5", ""),
        ];
        for (text, expected) in table {
            let longest = find(text).into_iter().map(|f| f.span).max_by_key(|span| span.len());
            assert_eq!(longest.map_or("", |span| &text[span]), expected, "{text}");
        }
    }
}
