//! What work is called that has no name in the taxonomy: the person's own words.

use super::periods::Period;
use super::told::{Role, Stretch, Told};
use std::ops::Range;

/// The longest name that is taken from a person's words, in words.
const MAX_NAME: usize = 6;

/// The person's words for what was done: those before or behind the time, without the verb of being.
/// `taken` are other times and occupations, whose words are theirs.
pub(super) fn name(
    told: &Told<'_>,
    stretch: &Stretch,
    time: Option<&Period>,
    taken: &[&Range<usize>],
) -> Range<usize> {
    let time = time.map_or(stretch.words.start..stretch.words.start, |time| time.words.clone());
    let taken = || taken.iter().filter(|words| ***words != time);
    let first = taken().filter(|words| words.end <= time.start).map(|words| words.end);
    let last = taken().filter(|words| words.start >= time.end).map(|words| words.start);
    let first = first.max().unwrap_or(stretch.words.start);
    let last = last.min().unwrap_or(stretch.words.end);
    let before = first..time.start.max(first);
    let behind = time.end.min(last)..last;
    let is_idle = |at: usize| {
        told.is(at, Role::Before)
            || told.is(at, Role::Now)
            || told.is(at, Role::Then)
            || told.is(at, Role::Onward)
            || told.is(at, Role::Year)
            || matches!(
                told.term(at),
                "olen"
                    | "olin"
                    | "oon"
                    | "ollut"
                    | "ollu"
                    | "ja"
                    | "minä"
                    | "mä"
                    | "jag"
                    | "har"
                    | "var"
                    | "varit"
                    | "och"
                    | "i"
                    | "have"
                    | "been"
                    | "was"
                    | "and"
                    | "я"
                    | "и"
                    | "был"
                    | "была"
                    | "olnud"
                    | "nyt"
                    | "työskentelin"
                    | "työskennellyt"
                    | "tehnyt"
                    | "tein"
                    | "tehny"
                    | "worked"
                    | "jobbade"
                    | "arbetade"
                    | "jobbat"
                    | "arbetat"
                    | "работал"
                    | "работала"
                    | "töötasin"
                    | "töötanud"
                    | "працювала"
                    | "працював"
                    | "as"
                    | "som"
            )
            || is_small(told.term(at))
            || (told.source_in(&(at..at + 1)).is_some()
                && told.words.gap_before(at + 1).contains(':'))
    };
    let trimmed = |range: Range<usize>| {
        let start = range.clone().find(|at| !is_idle(*at)).unwrap_or(range.end);
        let parts = |at: &usize| told.words.gap_before(*at).contains([',', ':', '(', '.', ';']);
        let end = (start + 1..range.end).find(parts).unwrap_or(range.end);
        let mut end = end.min(start + MAX_NAME).max(start);
        while end > start && is_small(told.term(end - 1)) {
            end -= 1;
        }
        start..end
    };
    let (before, behind) = (trimmed(before), trimmed(behind));
    if before.is_empty() { behind } else { before }
}

/// A preposition or the like, with which no name begins or ends.
fn is_small(term: &str) -> bool {
    matches!(
        term,
        "for"
            | "from"
            | "in"
            | "at"
            | "to"
            | "between"
            | "during"
            | "the"
            | "i"
            | "på"
            | "fram"
            | "till"
            | "från"
            | "under"
            | "mellan"
            | "в"
            | "с"
            | "на"
            | "у"
            | "з"
            | "г"
            | "гг"
            | "vuodet"
            | "vuosina"
            | "noin"
            | "of"
            | "about"
            | "ca"
            | "от"
            | "до"
            | "по"
            | "من"
            | "في"
    )
}
