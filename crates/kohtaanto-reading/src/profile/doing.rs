//! Work that is told by what is done: *ajoin rekkaa*, *I cleaned schools for eight years*.
//!
//! The rows of `data/doings.tsv` say which doing is which occupation's. Deliberately no syntax: the
//! parts of a pattern stand in one stretch of the telling, in any order.

use super::told::{Role, Stretch, Told};
use crate::lexicon::tables::Books;
use crate::lexicon::{cells, table};
use kohtaanto_domain::model::Lang;
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/doings.tsv");
/// In a pattern any word of having done something.
const ANY: &str = "@";

/// What a phrase is of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of it.
    Whole,
    /// What is done.
    Deed,
    /// What it is done to, or where.
    Thing,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    pattern: usize,
    part: Part,
    /// Of two things at one word the one of more letters is the more exact.
    n_letters: usize,
}

#[derive(Debug, Clone, Copy)]
struct Pattern {
    uri: &'static str,
    /// Any doing is the deed.
    any_deed: bool,
    /// Beside any doing the deed is enough.
    any_thing: bool,
}

struct Doings {
    patterns: Vec<Pattern>,
    pieces: Books<Piece>,
}

static DOINGS: LazyLock<Doings> = LazyLock::new(|| {
    let table = table(TABLE);
    let mut doings = Doings { patterns: Vec::new(), pieces: Books::empty() };
    let langs: Vec<(&str, Lang)> =
        table.columns().iter().filter_map(|name| Some((*name, name.parse().ok()?))).collect();
    for row in table.rows() {
        for (column, lang) in &langs {
            cells(row.cell(column)).for_each(|text| doings.add(*lang, row.cell("uri"), text));
        }
    }
    doings
});

impl Doings {
    fn add(&mut self, lang: Lang, uri: &'static str, text: &'static str) {
        let (deed, things) = text.split_once(" + ").unwrap_or((text, ""));
        let things: Vec<&str> = things.split(" / ").filter(|thing| !thing.is_empty()).collect();
        let pattern = self.patterns.len();
        let any_thing = things.contains(&ANY);
        self.patterns.push(Pattern { uri, any_deed: deed == ANY, any_thing });
        let mut add = |phrase: &str, part| {
            let n_letters = phrase.trim_start_matches(['=', '-']).chars().count();
            self.pieces.add(lang, phrase, Piece { pattern, part, n_letters });
        };
        if deed != ANY {
            add(deed, if things.is_empty() { Part::Whole } else { Part::Deed });
        }
        for thing in things.into_iter().filter(|thing| *thing != ANY) {
            // A compound of the thing is the thing too: *autokorjaamo* is a *korjaamo*.
            let is_word = !thing.contains([' ', '=']);
            add(&if is_word { format!("-{thing}") } else { thing.to_owned() }, Part::Thing);
        }
    }
}

/// An occupation by what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doing {
    /// The words of the deed, or of the thing where any doing is the deed.
    pub(super) words: Range<usize>,
    pub(super) uri: &'static str,
}

/// What a stretch tells of having done, each occupation once, in the order of the text. `has_time`
/// says that a time stands in it: *two years in a warehouse*.
pub(super) fn doings(told: &Told<'_>, stretch: &Stretch, has_time: bool) -> Vec<Doing> {
    let mut doings = told_by(told, stretch, has_time);
    doings.retain(|doing| !told.is_wished(&doing.words) && !told.is_denied(&doing.words));
    doings
}

/// The occupations of work that a text tells by what is done, done or not, such as a wish: *haluaisin
/// ajaa rekkaa*.
pub fn occupations_by_doing(lang: Lang, text: &str) -> Vec<&'static str> {
    let told = Told::new(lang, text);
    let doings = told.stretches.iter().flat_map(|stretch| told_by(&told, stretch, true));
    doings.filter(|doing| !told.is_denied(&doing.words)).map(|doing| doing.uri).collect()
}

fn told_by(told: &Told<'_>, stretch: &Stretch, has_time: bool) -> Vec<Doing> {
    let Doings { patterns, pieces } = &*DOINGS;
    let book = pieces.of(told.lang);
    let hits = stretch.words.clone().flat_map(|at| book.all_at(&told.words, at));
    let hits: Vec<(Range<usize>, Piece)> = hits
        .filter(|hit| hit.words.end <= stretch.words.end)
        .map(|hit| (hit.words, *hit.value))
        .collect();
    let does = has_time || stretch.words.clone().any(|at| told.is(at, Role::Did));
    // What one does now and then is a skill: work is what was done, or is done for a time.
    let was_done = |words: &Range<usize>| does || words.clone().any(|at| told.is_past(at));
    let things = || hits.iter().filter(|(_, piece)| piece.part == Part::Thing);
    // Where two things stand at one word, the more exact one is meant.
    let is_exact = |words: &Range<usize>, piece: &Piece| {
        !things().any(|(other, more)| {
            other.start < words.end && words.start < other.end && more.n_letters > piece.n_letters
        })
    };
    let mut found: Vec<(Doing, bool)> = Vec::new();
    let mut places: Vec<Doing> = Vec::new();
    for (words, piece) in &hits {
        let pattern = patterns[piece.pattern];
        let has_thing =
            || things().any(|(w, thing)| thing.pattern == piece.pattern && is_exact(w, thing));
        let doing = || Doing { words: words.clone(), uri: pattern.uri };
        match piece.part {
            Part::Whole if was_done(words) => found.push((doing(), false)),
            Part::Deed if has_thing() && was_done(words) => found.push((doing(), true)),
            Part::Deed if pattern.any_thing && does => found.push((doing(), false)),
            Part::Thing if pattern.any_deed && does && is_exact(words, piece) => {
                places.push(doing());
            }
            _ => {}
        }
    }
    // What was done says more than where, and of several places the first is where the work was:
    // *varastossa, viimeksi kaupassa*.
    if found.is_empty() {
        found.extend(places.into_iter().min_by_key(|place| place.words.start).map(|p| (p, true)));
    }
    // A deed with its thing says more than the deed alone: *siivosin hotellissa*.
    let pairs: Vec<Range<usize>> =
        found.iter().filter(|(_, pair)| *pair).map(|(doing, _)| doing.words.clone()).collect();
    found.retain(|(doing, is_pair)| *is_pair || !pairs.contains(&doing.words));
    found.sort_by_key(|(doing, _)| (doing.words.start, doing.words.end, doing.uri));
    let mut doings: Vec<Doing> = Vec::new();
    for (doing, _) in found {
        if !doings.iter().any(|other| other.uri == doing.uri) {
            doings.push(doing);
        }
    }
    doings
}
