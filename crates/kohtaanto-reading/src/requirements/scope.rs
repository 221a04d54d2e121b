//! What a cue reaches: which cue of a sentence speaks of which thing.
//!
//! Between a thing and a cue lie boundaries: none, a comma or *and*, both together, *but*. The cue
//! behind the lowest boundary speaks of the thing; of two behind the same, the one before it, since
//! lists follow what opens them; then the nearer one. So *edellytämme A:ta ja B:tä, ja C katsotaan
//! eduksi* gives A and B to the first cue and C to the second.

use crate::cues::{CueHit, Effect, Side};
use crate::lexicon::Words;
use crate::requirements::Stance;
use std::ops::Range;

/// A cue that gives a stance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cue {
    /// Which words.
    pub(super) words: Range<usize>,
    /// How the ad speaks of the things it reaches.
    pub(super) stance: Stance,
    /// Where they stand.
    pub(super) side: Side,
}

/// What separates two places of a sentence, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Boundary {
    /// Nothing.
    None,
    /// A comma, or a word such as *and*.
    Link,
    /// A comma with *and*, a semicolon or a dash.
    Clause,
    /// *But*.
    Contrast,
    /// The end of a sentence.
    Sentence,
}

/// Words that join things and clauses.
const LINKS: &[&str] = &[
    "ja", "sekä", "tai", "eli", "och", "samt", "eller", "and", "or", "и", "или", "та", "і", "або",
];
/// Words that set clauses against each other.
const CONTRASTS: &[&str] =
    &["mutta", "vaan", "kun", "men", "utan", "but", "while", "however", "но", "а", "але"];
/// A *not* turns a *must* within so many words.
const NOT_REACH: usize = 6;
/// What hands a stance over stands within so many words of both.
const THAT_REACH: usize = 3;
/// A cue on the wrong side of a thing speaks of it only when nothing else does.
const WRONG_SIDE: u8 = 2;

/// The highest boundary between two places: after the word before `from`, and before the word `to`.
pub(super) fn boundary(words: &Words<'_>, from: usize, to: usize) -> Boundary {
    (from..=to).map(|at| boundary_at(words, at, at < to)).max().unwrap_or(Boundary::None)
}

fn boundary_at(words: &Words<'_>, at: usize, with_word: bool) -> Boundary {
    let gap = words.gap_before(at);
    let next = words.as_slice().get(at);
    let mut found = Boundary::None;
    if gap.contains(['\n', '!', '?']) || (gap.contains(". ") && words.is_capitalized(at)) {
        return Boundary::Sentence;
    }
    if gap.contains(';') || gap.contains(" – ") || gap.contains(" — ") || gap.contains(" - ") {
        found = Boundary::Clause;
    } else if gap.contains([',', '/']) {
        found = Boundary::Link;
    }
    let term = next.filter(|_| with_word).map_or("", |word| word.term.as_str());
    if LINKS.contains(&term) {
        found = if found >= Boundary::Link { Boundary::Clause } else { Boundary::Link };
    } else if CONTRASTS.contains(&term) && (found >= Boundary::Link || term != "kun") {
        found = Boundary::Contrast;
    }
    found
}

/// The cues of a sentence with a stance, once *not*, *if* and *that* have done their work.
pub(super) fn resolve(words: &Words<'_>, hits: &[CueHit]) -> Vec<Cue> {
    let places = |effect: Effect| -> Vec<&Range<usize>> {
        hits.iter().filter(|hit| hit.effect == effect).map(|hit| &hit.words).collect()
    };
    let (nots, ifs, thats) = (places(Effect::Not), places(Effect::If), places(Effect::That));
    let mut cues: Vec<Cue> = Vec::new();
    for hit in hits {
        let Effect::Stance(mut stance, side) = hit.effect else { continue };
        let cue = &hit.words;
        let turned = nots.iter().any(|not| {
            let before = not.end <= cue.start
                && cue.start - not.end <= NOT_REACH
                && is_one_clause(words, not.end, cue.start);
            let after = cue.end <= not.start
                && not.start - cue.end <= 1
                && is_one_clause(words, cue.end, not.start);
            before || after
        });
        if turned && stance == Stance::Must {
            stance = Stance::NotNeeded;
        } else if turned && stance == Stance::Taught {
            continue;
        }
        let near = |place: &&&Range<usize>| place.end <= cue.start && cue.start - place.end <= 2;
        let opener = thats.iter().filter(near).find_map(|that| {
            cues.iter().rev().find(|other| {
                other.words.end <= that.start
                    && that.start - other.words.end <= THAT_REACH
                    && matches!(other.stance, Stance::Must | Stance::Nice | Stance::NotNeeded)
            })
        });
        let is_conditional = ifs.iter().any(|place| near(&place));
        match opener {
            Some(opener) if stance == Stance::Must => stance = opener.stance,
            None if is_conditional && stance == Stance::Must => continue,
            _ => {}
        }
        cues.push(Cue { words: cue.clone(), stance, side });
    }
    cues
}

/// Whether nothing but *or* separates two places.
fn is_one_clause(words: &Words<'_>, from: usize, to: usize) -> bool {
    let alternatives = ["tai", "or", "eller", "eikä", "или", "nor"];
    (from..=to).all(|at| {
        let term = words.as_slice().get(at).map_or("", |word| word.term.as_str());
        boundary_at(words, at, at < to) == Boundary::None
            || (alternatives.contains(&term) && !words.gap_before(at).contains([',', ';']))
    })
}

/// Which cue speaks of a thing, and across what.
pub(super) fn governing(
    words: &Words<'_>,
    cues: &[Cue],
    place: &Place,
    others: &[Range<usize>],
) -> Option<(usize, Boundary)> {
    let reach = |cue: &Cue| -> Option<(u8, bool, usize, Boundary)> {
        let thing = if cue.side == Side::Adjacent { &place.own } else { &place.all };
        let is_before = cue.words.start < thing.start;
        let (from, to) = match is_before {
            true => (cue.words.end, thing.start),
            false => (thing.end, cue.words.start),
        };
        let across = if from <= to { boundary(words, from, to) } else { Boundary::None };
        // What is behind another clause speaks of that clause.
        if across == Boundary::Sentence || (!is_before && across >= Boundary::Clause) {
            return None;
        }
        // "B-kortti, trukkikortti eduksi": only the last of things that commas part.
        if !is_before && cue.stance != Stance::Must && is_cut_off(words, from..to, others) {
            return None;
        }
        let wrong = match cue.side {
            Side::Adjacent if is_before || from > to || to - from > 1 => return None,
            Side::Before if is_before => WRONG_SIDE,
            Side::After if !is_before => WRONG_SIDE,
            _ => 0,
        };
        let is_adjacent = cue.side == Side::Adjacent;
        let cost = 2 * (across as u8 + wrong) + u8::from(!is_adjacent);
        Some((cost, !is_before && !is_adjacent, to.saturating_sub(from), across))
    };
    let reached = cues.iter().enumerate().filter_map(|(i, cue)| {
        reach(cue)
            .map(|(cost, is_behind, distance, across)| ((cost, is_behind, distance, i), across))
    });
    reached.min_by_key(|(key, _)| *key).map(|(key, across)| (key.3, across))
}

/// Whether a comma, without a word that joins, stands behind the last thing but one between a thing
/// and a cue.
fn is_cut_off(words: &Words<'_>, between: Range<usize>, others: &[Range<usize>]) -> bool {
    let last = between.clone().rev().find(|at| boundary_at(words, *at, true) >= Boundary::Link);
    let Some(last) = last else { return false };
    let by_comma = words.gap_before(last).contains(',')
        && !words.as_slice().get(last).is_some_and(|word| LINKS.contains(&word.term.as_str()));
    by_comma && others.iter().any(|other| last <= other.start && other.end <= between.end)
}

/// Where a thing stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its words.
    own: Range<usize>,
    /// The words of the enumeration that it belongs to.
    all: Range<usize>,
}

impl Place {
    /// A thing on its own.
    pub(super) fn alone(words: &Range<usize>) -> Self {
        Self { own: words.clone(), all: words.clone() }
    }

    /// One of the things of a sentence.
    pub(super) fn among(words: &Words<'_>, things: &[Range<usize>], at: usize) -> Self {
        Self { own: things[at].clone(), all: enumeration(words, things, at) }
    }
}

/// The words of the enumeration that a thing belongs to: things that nothing but commas and links
/// parts, with a link before the last (*venäjä, saksa ja ruotsi*). One cue speaks of them all.
fn enumeration(words: &Words<'_>, things: &[Range<usize>], at: usize) -> Range<usize> {
    let is_link = |at: usize| {
        words.as_slice().get(at).is_some_and(|word| LINKS.contains(&word.term.as_str()))
    };
    // Whether a thing and the next are parted by a link, or by no more than a comma.
    let parted = |a: &Range<usize>, b: &Range<usize>| {
        let by_links = a.end < b.start
            && (a.end..b.start).all(is_link)
            && boundary(words, a.end, b.start) == Boundary::Link;
        let by_comma = a.end == b.start && words.gap_before(b.start).trim() == ",";
        (by_links, by_links || by_comma)
    };
    let (mut first, mut last) = (at, at);
    while first > 0 && parted(&things[first - 1], &things[first]).1 {
        first -= 1;
    }
    while last + 1 < things.len() && parted(&things[last], &things[last + 1]).1 {
        last += 1;
        if parted(&things[last - 1], &things[last]).0 {
            break;
        }
    }
    match first < last && parted(&things[last - 1], &things[last]).0 {
        true => things[first].start..things[last].end,
        false => things[at].clone(),
    }
}

/// Whether a word leaves a choice between what stands around it.
pub(super) fn is_choice(words: &Words<'_>, at: usize) -> bool {
    let choices = ["tai", "taikka", "or", "eller", "или", "або"];
    words.as_slice().get(at).is_some_and(|word| choices.contains(&word.term.as_str()))
}

/// The cues that say how the thing before them is meant after all: *kokemus ei ole välttämätön,
/// mutta luetaan eduksi*. Each speaks of nothing of its own, and only words that point back stand
/// between it and the boundary before it. Gives the place of each cue in `cues`.
pub(super) fn afterthoughts<'c>(
    words: &Words<'_>,
    hits: &[CueHit],
    cues: &'c [Cue],
    governs: &[bool],
) -> impl Iterator<Item = (usize, &'c Cue)> {
    let is_back = |at: usize| {
        let points_back = |hit: &CueHit| {
            matches!(hit.effect, Effect::Back | Effect::Not) && hit.words.contains(&at)
        };
        hits.iter().any(points_back) || cues.iter().any(|cue| cue.words.contains(&at))
    };
    let idle = |i: usize, cue: &Cue| {
        if governs.get(i).copied().unwrap_or(true)
            || !matches!(cue.stance, Stance::Nice | Stance::NotNeeded)
        {
            return false;
        }
        let first = hits.first().map_or(0, |hit| hit.words.start.min(cue.words.start));
        // Nothing of its own behind it either.
        let mut at = cue.words.end;
        while boundary_at(words, at, true) < Boundary::Link && words.as_slice().len() > at {
            if !is_back(at) {
                return false;
            }
            at += 1;
        }
        let mut at = cue.words.start;
        while at > first {
            if boundary_at(words, at, true) >= Boundary::Link {
                return true;
            }
            if !is_back(at - 1) {
                return false;
            }
            at -= 1;
        }
        false
    };
    let found: Vec<usize> =
        cues.iter().enumerate().filter(|(i, cue)| idle(*i, cue)).map(|(i, _)| i).collect();
    found.into_iter().map(|i| (i, &cues[i]))
}
