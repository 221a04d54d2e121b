//! Patterns of words that give away something private, as the table writes them.
//!
//! Reads `data/private-patterns.tsv` (its head says how a pattern is written) and finds what stands
//! in their parentheses. Deliberately no regular expressions: a pattern is words by base form and a
//! few kinds of values, so that an expert in the field can read and write it.

use super::story::Story;
use super::tables::{Cues, patterns};
use super::{Found, PrivateKind};
use crate::calendar::{FoundDate, dates, year_of};
use crate::lexicon::{Phrase, number_at};
use kohtaanto_domain::geo::places_in_text;
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// How many words `{few}` may stand for.
const FEW: usize = 3;

/// How ages in words begin.
#[rustfmt::skip]
const TENS: [&str; 34] = [
    "kaksikymmentä", "kolmekymmentä", "neljäkymmentä", "viisikymmentä", "kuusikymmentä",
    "seitsemänkymmentä", "viidenkymmenen", "kuudenkymmenen", "neljänkymmenen", "kolmenkymmenen",
    "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "arton", "nitton",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighteen", "nineteen",
    "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "тридцять", "п'ятдесят",
];

/// One pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    kind: PrivateKind,
    items: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    Words(Vec<Phrase>),
    Age,
    Year,
    ShortYear,
    Date,
    Count,
    Name { least: usize },
    Capital,
    Few,
    One,
    Rest,
    End,
    Colon,
    Line,
    Comma,
    Open,
    Close,
}

impl Pattern {
    /// Reads a pattern; `None` when it is not well formed or masks nothing.
    pub(super) fn parse(lang: Lang, kind: PrivateKind, text: &str) -> Option<Self> {
        let items: Vec<Item> = text
            .split_whitespace()
            .map(|item| match item {
                "{age}" => Some(Item::Age),
                "{year}" => Some(Item::Year),
                "{yy}" => Some(Item::ShortYear),
                "{date}" => Some(Item::Date),
                "{n}" => Some(Item::Count),
                "{name}" => Some(Item::Name { least: 1 }),
                "{name2}" => Some(Item::Name { least: 2 }),
                "{cap}" => Some(Item::Capital),
                "{few}" => Some(Item::Few),
                "{one}" => Some(Item::One),
                "{rest}" => Some(Item::Rest),
                "{end}" => Some(Item::End),
                "{colon}" => Some(Item::Colon),
                "{line}" => Some(Item::Line),
                "," => Some(Item::Comma),
                "(" => Some(Item::Open),
                ")" => Some(Item::Close),
                _ if item.starts_with('{') => None,
                words => {
                    let words: Vec<_> =
                        words.split('/').filter_map(|word| Phrase::new(lang, word)).collect();
                    (!words.is_empty()).then_some(Item::Words(words))
                }
            })
            .collect::<Option<_>>()?;
        let n = |open: bool| {
            items.iter().filter(|i| matches!(i, Item::Open) == open && i.is_zone_sign()).count()
        };
        (n(true) > 0 && n(true) == n(false)).then_some(Self { kind, items })
    }
}

impl Item {
    fn is_zone_sign(&self) -> bool {
        matches!(self, Self::Open | Self::Close)
    }
}

/// What the patterns of the language find.
pub(super) fn find(story: &Story<'_>) -> Vec<Found> {
    let search = Search { story, dates: dates(&story.words, story.lang) };
    let mut found = Vec::new();
    for at in 0..story.len() {
        for pattern in patterns(story.lang) {
            let mut zones = Vec::new();
            let start = State { at, ..State::default() };
            let Some(end) = search.run(&pattern.items, start, &mut zones) else { continue };
            if !search.is_vetoed(pattern.kind, at..end) {
                let zones = zones.into_iter().map(|span| with_dash(story.text(), span));
                found.extend(zones.map(|span| Found { span, kind: pattern.kind }));
            }
        }
    }
    found
}

/// `030485` or `03041985`, and the Swedish `850403`.
fn is_compact_date(term: &str) -> bool {
    let part = |range: Range<usize>| term.get(range).and_then(|digits| digits.parse::<u8>().ok());
    let fits = |day: Range<usize>, month: Range<usize>| {
        part(day).is_some_and(|day| (1..=31).contains(&day))
            && part(month).is_some_and(|month| (1..=12).contains(&month))
    };
    matches!(term.len(), 6 | 8)
        && term.bytes().all(|byte| byte.is_ascii_digit())
        && (fits(0..2, 2..4) || fits(term.len() - 2..term.len(), term.len() - 4..term.len() - 2))
}

/// A short year takes the dash before it: *-85*.
fn with_dash(text: &str, span: Range<usize>) -> Range<usize> {
    let before = text[..span.start].strip_suffix('-');
    let is_free = before.is_some_and(|rest| !rest.ends_with(|c: char| !c.is_whitespace()));
    span.start - usize::from(is_free)..span.end
}

struct Search<'s, 't> {
    story: &'s Story<'t>,
    dates: Vec<FoundDate>,
}

/// How far a pattern has got.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// The next word.
    at: usize,
    /// Whether a word was taken already.
    begun: bool,
    /// Where the last word ended, in bytes.
    end: usize,
    /// The first byte of the open zone; `Some(None)` before its first word.
    zone: Option<Option<usize>>,
    /// What the next gap may or must have.
    may_have_comma: bool,
    may_have_line: bool,
    must_have_colon: bool,
}

impl State {
    /// After words up to `next`, the last of which ends at the byte `end`.
    fn after(self, story: &Story<'_>, next: usize, end: usize) -> Self {
        let start = story.words.as_slice().get(self.at).map_or(end, |word| word.span.start);
        let zone = self.zone.map(|zone| zone.or(Some(start)));
        Self { at: next, begun: true, end, zone, ..Self::default() }
    }
}

impl Search<'_, '_> {
    /// Where a match of the items ends, with the masked zones pushed.
    fn run(&self, items: &[Item], state: State, zones: &mut Vec<Range<usize>>) -> Option<usize> {
        let Some((item, rest)) = items.split_first() else {
            return Some(state.at);
        };
        match item {
            Item::Open => self.run(rest, State { zone: Some(None), ..state }, zones),
            Item::Close => {
                let n_zones = zones.len();
                let start = state.zone.flatten()?;
                zones.push(start..state.end);
                let end = self.run(rest, State { zone: None, ..state }, zones);
                if end.is_none() {
                    zones.truncate(n_zones);
                }
                end
            }
            Item::Comma => self.run(rest, State { may_have_comma: true, ..state }, zones),
            Item::Colon => self.run(rest, State { must_have_colon: true, ..state }, zones),
            Item::Line => self.run(rest, State { may_have_line: true, ..state }, zones),
            Item::End => self.is_end(state.at).then(|| self.run(rest, state, zones)).flatten(),
            Item::Few => (0..=FEW).find_map(|n| {
                let state = (0..n).try_fold(state, |state, _| self.step(state, 1))?;
                self.run(rest, state, zones)
            }),
            Item::Name { least } => (*least..=3).rev().find_map(|n| {
                let next = self.name(state, n)?;
                self.run(rest, next, zones)
            }),
            item => {
                let next = self.value(item, state)?;
                self.run(rest, next, zones)
            }
        }
    }

    /// Takes a number of words, if they may follow.
    fn step(&self, state: State, n_words: usize) -> Option<State> {
        let last = state.at + n_words.checked_sub(1)?;
        let word = self.story.words.as_slice().get(last)?;
        let inner = (state.at + 1..=last).all(|at| self.may_follow(at, State::default()));
        let fits = !state.begun || self.may_follow(state.at, state);
        (fits && inner).then(|| state.after(self.story, last + 1, word.span.end))
    }

    fn may_follow(&self, at: usize, state: State) -> bool {
        let gap = self.story.words.gap_before(at);
        let same = state.may_have_line || (at > 0 && self.story.same_sentence(at - 1, at));
        same && !gap.contains(';')
            && !gap.contains('…')
            && (state.may_have_comma || !gap.contains(','))
            && (!state.must_have_colon || gap.contains(':'))
    }

    /// Whether nothing but a sign stands before the next word.
    fn is_end(&self, at: usize) -> bool {
        let gap = self.story.words.gap_before(at);
        at >= self.story.len()
            || !self.story.same_sentence(at.saturating_sub(1), at)
            || gap.contains([',', ';', ')', '(', '/', '|'])
            || gap.contains(" - ")
    }

    fn value(&self, item: &Item, state: State) -> Option<State> {
        let story = self.story;
        let term = story.term(state.at);
        let digits =
            || term.parse::<u16>().ok().filter(|_| term.bytes().all(|b| b.is_ascii_digit()));
        let one_if = |fits: bool| fits.then(|| self.step(state, 1)).flatten();
        match item {
            Item::Words(words) => {
                let next = words.iter().find_map(|word| word.at(&story.words, state.at))?.end;
                self.step(state, next - state.at)
            }
            Item::Age if TENS.iter().any(|tens| term.starts_with(tens)) => {
                // "fifty-two", "сорок пять"
                let ones = number_at(story.lang, &story.words, state.at + 1)
                    .filter(|ones| ones.max < 10.0 && ones.words.len() == 1);
                let both = ones.and_then(|_| self.step(state, 2));
                both.or_else(|| self.step(state, 1))
            }
            Item::Age => one_if(digits().is_some_and(|age| (14..=99).contains(&age))),
            Item::Year => one_if(year_of(term).is_some_and(|year| (1920..=2015).contains(&year))),
            Item::ShortYear => one_if(term.len() == 2 && digits().is_some()),
            Item::Count => {
                let number = number_at(story.lang, &story.words, state.at)?;
                let fits = (1.0..=15.0).contains(&number.min) && number.max <= 15.0;
                fits.then(|| self.step(state, number.words.len())).flatten()
            }
            Item::Date if is_compact_date(term) => self.step(state, 1),
            Item::Date => {
                let start = story.words.as_slice().get(state.at)?.span.start;
                let date = self.dates.iter().find(|date| date.span.start == start)?;
                let is_full = date.month.is_some() && date.year.is_some();
                self.step(state, 1).filter(|_| is_full)?;
                let next = story.words.within(&date.span).end;
                Some(state.after(story, next, date.span.end))
            }
            Item::Capital => one_if(self.is_name(state.at) && !self.is_finnish_place(state.at)),
            Item::One => self.step(state, 1),
            Item::Rest => {
                let mut state = self.step(state, 1)?;
                while let Some(next) = self.step(State { may_have_comma: true, ..state }, 1) {
                    state = next;
                }
                Some(state)
            }
            _ => None,
        }
    }

    /// Takes names with nothing but a space or a hyphen between them.
    fn name(&self, state: State, n_words: usize) -> Option<State> {
        let range = state.at..state.at + n_words;
        let gaps = (range.start + 1..range.end).map(|at| self.story.words.gap_before(at));
        let fits = range.clone().all(|at| self.is_name(at))
            && gaps.clone().all(|gap| matches!(gap, " " | "-" | ". "))
            && !range.clone().any(|at| self.is_finnish_place(at));
        fits.then(|| self.step(state, n_words)).flatten()
    }

    fn is_name(&self, at: usize) -> bool {
        let term = self.story.term(at);
        self.story.words.is_capitalized(at) && !term.chars().any(char::is_numeric)
    }

    fn is_finnish_place(&self, at: usize) -> bool {
        let word = self.story.words.text_of(&(at..at + 1));
        places_in_text(word).iter().any(|place| place.span == (0..word.len()))
    }

    /// Whether what stands around says that it is not of the teller.
    fn is_vetoed(&self, kind: PrivateKind, words: Range<usize>) -> bool {
        let story = self.story;
        let by_self = story.has(words.start, Cues::OWN.with(Cues::BEING).with(Cues::SUBJECT));
        let clause = story.clause(words.start);
        match kind {
            PrivateKind::Age | PrivateKind::BirthDate => {
                let near = words.start.saturating_sub(1)..words.end + 1;
                let near = near.start..near.end.min(story.len());
                let of_other = kind == PrivateKind::Age && story.any(near, Cues::OTHER);
                !by_self && (story.any(clause, Cues::ORGANIZATION) || of_other)
            }
            PrivateKind::Family | PrivateKind::Health => {
                !by_self && story.any(clause.start..words.start, Cues::WORK)
            }
            _ => false,
        }
    }
}
