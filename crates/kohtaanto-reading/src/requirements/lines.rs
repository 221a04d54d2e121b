//! The sentences and lines of an ad, with the cues in them.

use super::scope::{self, Boundary, Cue, Place};
use crate::cues::{self, CueHit, Effect};
use crate::lexicon::{Word, Words};
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{Sentence, SentenceKind, sentences};
use std::ops::Range;

/// A line of more words is a sentence, not a heading.
const HEADING_WORDS: usize = 6;

/// One sentence or line.
#[derive(Debug)]
pub(super) struct Line {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What it is about, by itself or by what stands above it.
    pub(super) kind: SentenceKind,
    /// What it is about by itself.
    pub(super) own_kind: SentenceKind,
    /// It begins with a bullet.
    pub(super) is_item: bool,
    /// It ends in a colon.
    pub(super) opens: bool,
    /// It is short and without a full stop.
    pub(super) is_short: bool,
    /// It says *we* or *our*, and not *you*.
    pub(super) tells_of_us: bool,
    /// Its cues as they stand.
    pub(super) hits: Vec<CueHit>,
    /// Its cues with a stance, once *not*, *if* and *that* have done their work.
    pub(super) cues: Vec<Cue>,
}

/// The text of an ad.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    /// Its language.
    pub(super) lang: Lang,
    /// Its words.
    pub(super) words: Words<'t>,
    lines: Vec<Line>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(lang: Lang, plain: &'t str) -> Self {
        let words = Words::new(lang, plain);
        let hits = cues::find(&words, lang);
        let line = |sentence: Sentence<'_>| {
            let range = words.within(&sentence.span);
            let from = hits.partition_point(|hit| hit.words.start < range.start);
            let to = hits.partition_point(|hit| hit.words.start < range.end);
            let hits = hits[from..to].to_vec();
            let text = sentence.text;
            Line {
                kind: sentence.kind,
                own_kind: own_kind(&sentence),
                tells_of_us: tells_of_us(lang, &words.as_slice()[range.clone()]),
                is_item: text.starts_with(['-', '•', '*', '–', '·', '●', '▪']),
                opens: text.ends_with(':'),
                is_short: range.len() <= HEADING_WORDS && !text.ends_with(['.', '!', ',', '?']),
                cues: scope::resolve(&words, &hits),
                words: range,
                hits,
            }
        };
        let lines = sentences(plain).into_iter().map(line).collect();
        Self { lang, words, lines }
    }

    /// The sentences in order.
    pub(super) fn as_slice(&self) -> &[Line] {
        &self.lines
    }

    /// The sentences in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    /// The sentence that a word belongs to.
    pub(super) fn line_of(&self, word: usize) -> Option<&Line> {
        let at = self.lines.partition_point(|line| line.words.end <= word);
        self.lines.get(at).filter(|line| line.words.contains(&word))
    }

    /// The cue of its sentence that speaks of some words.
    pub(super) fn cue_of(&self, words: &Range<usize>) -> Option<&Cue> {
        let line = self.line_of(words.start)?;
        let (at, _) = scope::governing(&self.words, &line.cues, &Place::alone(words), &[])?;
        line.cues.get(at)
    }

    /// Whether a word belongs to a cue.
    pub(super) fn is_cue(&self, word: usize) -> bool {
        let line = self.line_of(word);
        line.is_some_and(|line| line.cues.iter().any(|cue| cue.words.contains(&word)))
    }

    /// Whether an *if* stands before some words in their sentence.
    pub(super) fn is_conditional(&self, words: &Range<usize>) -> bool {
        let line = self.line_of(words.start);
        line.is_some_and(|line| {
            let mut ifs = line.hits.iter().filter(|hit| hit.effect == Effect::If);
            ifs.any(|hit| {
                hit.words.end <= words.start
                    && scope::boundary(&self.words, hit.words.end, words.start) < Boundary::Contrast
            })
        })
    }

    /// Whether a *not* stands before some words of its clause, at most `reach` words away, or right
    /// behind them.
    pub(super) fn is_denied(&self, words: &Range<usize>, reach: usize) -> bool {
        let Some(line) = self.line_of(words.start) else { return false };
        line.hits.iter().filter(|hit| hit.effect == Effect::Not).any(|hit| {
            let not = &hit.words;
            let before = not.end <= words.start
                && words.start - not.end <= reach
                && scope::boundary(&self.words, not.end, words.start) <= Boundary::Link;
            let after = not.start >= words.end
                && not.start - words.end <= 1
                && scope::boundary(&self.words, words.end, not.start) == Boundary::None;
            before || after
        })
    }
}

/// What a sentence is about without what stands above it.
fn own_kind(sentence: &Sentence<'_>) -> SentenceKind {
    match sentence.kind {
        SentenceKind::Requirement => {
            sentences(sentence.text).first().map_or(SentenceKind::Other, |alone| alone.kind)
        }
        kind => kind,
    }
}

/// Whether a sentence speaks of *us* and not of *you*, by its pronouns and Finnish endings.
fn tells_of_us(lang: Lang, words: &[Word]) -> bool {
    let (us, you): (&[&str], &[&str]) = match lang.as_str() {
        "fi" => (&["me", "meidän", "meillä"], &["sinä", "sinun", "sinulla", "sinua", "sinut"]),
        "sv" => (&["vi", "vår", "våra", "vårt", "oss"], &["du", "dig", "din", "ditt", "dina"]),
        "en" => (&["we", "our", "us"], &["you", "your"]),
        "ru" => (&["мы", "наш", "наша", "наше", "наши", "нас"], &["вы", "вас", "ваш", "ваши"]),
        _ => return false,
    };
    let ours = |term: &str| us.contains(&term) || (lang == Lang::FI && term.ends_with("mme"));
    let says = |is: &dyn Fn(&str) -> bool| words.iter().any(|word| is(&word.term));
    says(&ours) && !says(&|term| you.contains(&term))
}
