//! What the sentences of an ad are about, and the ad without boilerplate.
//!
//! Cue words with weights, one table for each language (`cues/*.tsv`), headings that carry over to
//! the lines below them, and a small preference for what kind a sentence before had. An expert in
//! the field edits the tables. Deliberately no model and no language guess: cues of all languages
//! are tried, since ads mix them, and what no cue names is [`SentenceKind::Other`] and is kept.

use super::clean::Cleaned;
use super::sentence;
use std::ops::Range;
use std::sync::LazyLock;

/// A sentence or a line of an ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Bytes in the text.
    pub span: Range<usize>,
    /// The sentence, without white space around it.
    pub text: &'a str,
    /// What it is about.
    pub kind: SentenceKind,
}

/// What a sentence of an ad is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SentenceKind {
    /// What is done.
    Task,
    /// What is asked or hoped for.
    Requirement,
    /// Pay and benefits.
    Offer,
    /// What the employer says of itself.
    Employer,
    /// How to apply, and whom to ask.
    Application,
    /// None of these, or not known.
    Other,
}

/// The kinds in the order of the score arrays; with equal scores the first wins, so that what is
/// asked is not lost.
const KINDS: [(&str, SentenceKind); 5] = [
    ("requirement", SentenceKind::Requirement),
    ("task", SentenceKind::Task),
    ("offer", SentenceKind::Offer),
    ("application", SentenceKind::Application),
    ("employer", SentenceKind::Employer),
];
/// A kind needs this weight to be named.
const LEAST: u32 = 2;
/// A line of so many words that ends in a colon or without a full stop can be a heading.
const HEADING_WORDS: usize = 5;

/// The sentences of a plain text (see [`plain_text`](super::plain_text)) with what they are about.
pub fn sentences(plain: &str) -> Vec<Sentence<'_>> {
    let mut heading = SentenceKind::Other;
    let mut found = Vec::new();
    for span in sentence::spans(plain) {
        let text = &plain[span.clone()];
        let own = classify(text);
        let is_item = text.starts_with(['-', '•', '*', '–']);
        if is_heading(text) {
            heading = own;
        } else if !is_item && !text.ends_with(',') && own != SentenceKind::Other {
            // A full sentence of another kind ends what a heading began.
            if own != heading && heading != SentenceKind::Other {
                heading = SentenceKind::Other;
            }
        }
        // Items belong to their heading or opening line unless they say otherwise.
        let kind = if own == SentenceKind::Other { heading } else { own };
        if !is_item && text.ends_with(':') {
            heading = own;
        }
        found.push(Sentence { span, text, kind });
    }
    found
}

/// The sentences of an ad that say what is done and what is asked, in order, one a line; what the
/// employer says of itself, how to apply, and pay and benefits are left out. What is of no known
/// kind is kept. The whole text when nothing would be left.
pub fn useful_content(plain: &str) -> String {
    let useful =
        |kind| matches!(kind, SentenceKind::Task | SentenceKind::Requirement | SentenceKind::Other);
    let kept: Vec<_> = sentences(plain)
        .into_iter()
        .filter(|sentence| useful(sentence.kind))
        .map(|sentence| sentence.text)
        .collect();
    if kept.iter().any(|text| text.chars().any(char::is_alphanumeric)) {
        kept.join("\n")
    } else {
        plain.to_owned()
    }
}

/// Whether a line names what the lines below are about: short, and without a verb's full stop.
fn is_heading(text: &str) -> bool {
    !text.starts_with(['-', '•', '*', '–'])
        && !text.ends_with(['.', '!', ','])
        && text.split_whitespace().nth(HEADING_WORDS).is_none()
}

/// The kind whose cues weigh most.
fn classify(text: &str) -> SentenceKind {
    let cleaned = Cleaned::new(text);
    let lower = cleaned.text().to_lowercase().replace('’', "'");
    let mut scores = [0_u32; KINDS.len()];
    let Cues { starts, inner } = &*CUES;
    for cue in inner.iter().filter(|cue| lower.contains(cue.text)) {
        scores[cue.kind] += cue.weight;
    }
    for start in word_starts(&lower) {
        let rest = &lower[start..];
        let Some(first) = rest.chars().next() else {
            continue;
        };
        let from = starts.partition_point(|cue| cue.first < first);
        // A longer cue takes the place of a shorter one that begins it.
        let mut best: [Option<u32>; KINDS.len()] = [None; KINDS.len()];
        for cue in starts[from..].iter().take_while(|cue| cue.first == first) {
            if cue.is_at(rest) {
                let slot = &mut best[cue.kind];
                *slot = Some(slot.unwrap_or(0).max(cue.weight));
            }
        }
        for (score, weight) in scores.iter_mut().zip(best) {
            *score += weight.unwrap_or(0);
        }
    }
    if lower.contains('@') || lower.contains("http") || lower.contains("www.") {
        scores[3] += 3;
    }
    let most = scores.iter().copied().max().unwrap_or(0);
    let kind = scores.iter().position(|score| *score == most).map(|i| KINDS[i].1);
    kind.filter(|_| most >= LEAST).unwrap_or(SentenceKind::Other)
}

/// Where words begin in a lower-case text.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric() || (inside && matches!(c, '-' | '\'' | ':'));
        begins.then_some(at)
    })
}

/// One row of a table.
struct Cue {
    first: char,
    text: &'static str,
    /// The cue need not begin where a word does.
    anywhere: bool,
    /// The cue has to end with a word.
    whole: bool,
    weight: u32,
    /// Index into `KINDS`.
    kind: usize,
}

impl Cue {
    fn is_at(&self, text: &str) -> bool {
        text.strip_prefix(self.text).is_some_and(|rest| {
            !self.whole || !rest.chars().next().is_some_and(char::is_alphanumeric)
        })
    }
}

/// The tables, in this order.
const TABLES: [&str; 4] = [
    include_str!("cues/fi.tsv"),
    include_str!("cues/sv.tsv"),
    include_str!("cues/en.tsv"),
    include_str!("cues/ru.tsv"),
];

/// The cues of all tables.
struct Cues {
    /// Found where a word begins; by their first letter.
    starts: Vec<Cue>,
    /// Found anywhere.
    inner: Vec<Cue>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let all = TABLES.iter().flat_map(|table| rows(table)).filter_map(cue);
    let (inner, mut starts): (Vec<_>, Vec<_>) = all.partition(|cue| cue.anywhere);
    starts.sort_by_key(|cue| cue.first);
    Cues { starts, inner }
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Reads a row; a row that is not well formed is caught by the test of the tables.
fn cue(row: &'static str) -> Option<Cue> {
    let mut columns = row.split('\t');
    let kind = columns.next()?;
    let kind = KINDS.iter().position(|(name, _)| *name == kind)?;
    let weight = columns.next()?.parse().ok()?;
    let text = columns.next()?;
    let (anywhere, whole) = (text.starts_with('*'), text.ends_with('$'));
    let text = text.trim_start_matches('*').trim_end_matches('$');
    Some(Cue { first: text.chars().next()?, text, anywhere, whole, weight, kind })
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
