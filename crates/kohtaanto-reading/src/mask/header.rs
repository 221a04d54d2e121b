//! Birth dates and ages that stand bare among the data of a person: *Jussi Juoni / 1993-02-17 /
//! jussi@juoni.example*, *300666-920W, 60 år*.
//!
//! A bare item counts only beside a name or beside what another rule has found. *Maalari, 14 vuotta*
//! is experience.

use super::story::Story;
use super::{Found, PrivateKind};
use crate::calendar::dates;
use std::ops::Range;

/// A later year is hardly one of birth.
const LAST_YEAR: i16 = 2012;
/// What may stand behind an age.
const UNITS: [&str; 16] = [
    "v",
    "v.",
    "vuotta",
    "år",
    "yrs",
    "years",
    "y.o",
    "y.o.",
    "yo",
    "лет",
    "год",
    "года",
    "років",
    "a",
    "aastat",
    "y/o",
];

/// Bare dates of birth and ages; `found` is what the rules by form have found.
pub(super) fn find(story: &Story<'_>, found: &[Found]) -> Vec<Found> {
    let text = story.text();
    let dates = dates(&story.words, story.lang);
    let items = items(text);
    let is_found = |item: &Range<usize>| {
        found.iter().any(|found| found.span.start <= item.start && item.end <= found.span.end)
    };
    let mut bare: Vec<Found> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| items.get(at));
        let after = items.get(at + 1);
        let behind_known = before.is_some_and(|before| {
            is_found(before) || is_name(story, before) || bare.iter().any(|b| b.span == *before)
        });
        let date = dates.iter().find(|date| date.span == *item && date.day.is_some());
        let is_birth = date.is_some_and(|date| date.year.is_some_and(|year| year <= LAST_YEAR));
        if is_birth && (behind_known || after.is_some_and(is_found)) {
            bare.push(Found { span: item.clone(), kind: PrivateKind::BirthDate });
        } else if behind_known && is_age(&text[item.clone()]) {
            bare.push(Found { span: item.clone(), kind: PrivateKind::Age });
        }
    }
    bare
}

/// What stands between signs, line ends and full stops.
fn items(text: &str) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut push = |range: Range<usize>| {
        let item = &text[range.clone()];
        let begin = range.start + item.len() - item.trim_start().len();
        let end = begin + item.trim().len();
        if begin < end {
            items.push(begin..end);
        }
    };
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let is_spaced = next.is_none_or(char::is_whitespace);
        let before = text[..at].chars().next_back();
        let parts = match c {
            '\n' | '\r' | ';' | '|' | '•' => true,
            ',' => is_spaced || before.is_some_and(char::is_whitespace),
            '.' => is_spaced,
            '/' | '-' => is_spaced && before.is_none_or(char::is_whitespace),
            _ => false,
        };
        if parts {
            push(start..at);
            start = at + c.len_utf8();
        }
    }
    push(start..text.len());
    items
}

/// Two or three words with capital letters and nothing else.
fn is_name(story: &Story<'_>, item: &Range<usize>) -> bool {
    let words = story.words.within(item);
    let is_plain = |at: usize| {
        story.words.is_capitalized(at)
            && story.term(at).chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    (2..=3).contains(&words.len()) && words.into_iter().all(is_plain)
}

fn is_age(item: &str) -> bool {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let unit = item[digits..].trim().to_lowercase();
    let fits = item[..digits].parse::<u8>().is_ok_and(|age| (14..=99).contains(&age));
    fits && (unit.is_empty() || UNITS.contains(&unit.as_str()))
}
