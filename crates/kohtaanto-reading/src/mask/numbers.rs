//! Runs of digits that are written as one number, in groups.

use std::ops::Range;

/// Words that a number may stand right behind.
const GLUED: [&str; 8] = ["puh", "tel", "gsm", "tfn", "mob", "nro", "тел", "numero"];

/// Groups of digits with nothing but a sign or a space between them.
#[derive(Debug)]
pub(super) struct Chain {
    /// Bytes of each group of digits.
    pub(super) groups: Vec<Range<usize>>,
    /// Where a plus sign stands before the first group.
    pub(super) plus: Option<usize>,
}

/// The chains of a text, in order.
pub(super) fn chains(text: &str) -> Vec<Chain> {
    let bytes = text.as_bytes();
    let mut chains = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = digits_end(bytes, at);
        if end == at {
            at += 1;
            continue;
        }
        let before = text[..at].trim_end_matches(['+', '(']);
        let is_start = before.len() < at && !before.ends_with(|c: char| c.is_ascii_digit())
            || !before.chars().next_back().is_some_and(char::is_alphanumeric)
            || is_glued(before);
        if !is_start || is_decimal(bytes, at) {
            at = end;
            continue;
        }
        let mut groups: Vec<Range<usize>> = Vec::new();
        let (mut next, mut last) = (Some(at), at);
        while let Some(start) = next {
            last = digits_end(bytes, start);
            groups.push(start..last);
            next = next_group(bytes, last);
        }
        let sign = text[..at].trim_end_matches('(');
        chains.push(Chain { groups, plus: sign.ends_with('+').then(|| sign.len() - 1) });
        at = last;
    }
    chains
}

fn is_glued(before: &str) -> bool {
    let start = before.trim_end_matches(char::is_alphabetic).len();
    let word = before[start..].to_lowercase();
    GLUED.contains(&word.as_str())
}

/// The digits of a range of groups.
pub(super) fn digits_of(text: &str, groups: &[Range<usize>]) -> String {
    groups.iter().filter_map(|group| text.get(group.clone())).collect()
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether the digits stand behind the point of a number.
fn is_decimal(bytes: &[u8], at: usize) -> bool {
    at >= 2 && matches!(bytes[at - 1], b',' | b'.') && bytes[at - 2].is_ascii_digit()
}

/// Where the next group begins, behind what can stand inside a number.
fn next_group(bytes: &[u8], end: usize) -> Option<usize> {
    const BETWEEN: [&[u8]; 12] =
        [b" (", b") ", b")-", b" - ", b"- ", b" -", b"  ", b" ", b"-", b")", b"/", b"."];
    let between = BETWEEN.iter().find(|between| bytes[end..].starts_with(between))?;
    let next = end + between.len();
    bytes.get(next).is_some_and(u8::is_ascii_digit).then_some(next)
}
