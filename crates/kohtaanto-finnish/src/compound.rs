//! Compounds: known ones, guessed ones, and their parts.

use crate::analyses::{Analyses, Cuts, Entry, PartEntry, Source};
use crate::format::PartOfSpeech;
use crate::lexicon::Lexicon;
use crate::reader;
use crate::strip::is_vowel;
use std::cell::RefCell;
use std::ops::Range;

/// The last part of a compound has so many letters or more.
const MIN_HEAD: usize = 3;
/// A guessed last part stands last in so many compounds of the dictionary.
const FREQUENT_HEAD: u32 = 2;
/// A rarer one has this many letters or more, so that it is no ending or scrap.
const LONG_HEAD: usize = 6;
/// What a rare last part costs.
const RARE_HEAD_COST: f32 = 2.0;
/// A first part of two letters stands first in so many compounds of the dictionary.
const FREQUENT_MODIFIER: u32 = 5;
/// A last part that is so many times rarer than another reading of the same letters is dropped.
const RIVAL: u32 = 50;
/// A guess costs this much for each cut: fewer, known parts are better.
const CUT_COST: f32 = 6.0;

thread_local! {
    /// For what is looked up on the way: pieces and candidates.
    static SCRATCH: RefCell<Analyses> = RefCell::default();
}

/// Readings of a compound that the dictionary has, whose last part is a form in the map.
pub(crate) fn known(lexicon: &Lexicon, word: &str, analyses: &mut Analyses) -> bool {
    let before = analyses.entries.len();
    for (at, _) in word.char_indices().skip(2) {
        let (start, head) = word.split_at(at);
        let Some(readings) = lexicon.readings(head) else { continue };
        for reading in readings {
            let n_entries = analyses.entries.len();
            reader::push(lexicon, start, head, reading, analyses);
            // Only what the dictionary cuts at this very place.
            let is_cut = |entry: &Entry| entry.cuts.last() == Some(at);
            if analyses.entries.len() > n_entries && !analyses.entries.last().is_some_and(is_cut) {
                analyses.entries.pop();
            }
        }
    }
    analyses.entries.len() > before
}

/// The best way to cut a word that the dictionary lacks into a word that can stand first and a
/// frequent last part.
pub(crate) fn guess(lexicon: &Lexicon, word: &str, analyses: &mut Analyses) -> bool {
    if !word.chars().all(char::is_alphabetic) || word.chars().nth(MIN_HEAD + 1).is_none() {
        return false;
    }
    let mut scratch = SCRATCH.take();
    let best = best_cut(lexicon, word, 1, &mut scratch);
    SCRATCH.set(scratch);
    let Some((at, _)) = best else { return false };
    let (start, head) = word.split_at(at);
    let before = analyses.entries.len();
    let mut cuts_before = cuts_of(lexicon, start);
    cuts_before.push(at);
    let mut heads = Analyses::new();
    reader::known(lexicon, head, &mut heads);
    let n_head = |entry: &Entry| head_use(lexicon, &heads, entry);
    let most = heads.entries.iter().map(n_head).max().unwrap_or_default();
    for entry in heads.entries.iter().filter(|entry| is_nominal(entry)) {
        if n_head(entry).saturating_mul(RIVAL) < most {
            continue;
        }
        let lemma = heads.text.get(entry.lemma.clone()).unwrap_or_default();
        let mut cuts = cuts_before;
        entry.cuts.iter().for_each(|end| cuts.push(at + end));
        let lemma = analyses.push_text(&[start, lemma]);
        let entry = Entry { lemma, cuts, source: Source::Compound, ..entry.clone() };
        analyses.entries.push(entry);
    }
    analyses.entries.len() > before
}

/// Where to cut, and how good the cut is. `depth` says how often the first part may be cut again.
fn best_cut(
    lexicon: &Lexicon,
    word: &str,
    depth: u8,
    scratch: &mut Analyses,
) -> Option<(usize, f32)> {
    let mut best: Option<(usize, f32)> = None;
    for (at, first) in word.char_indices().skip(2) {
        let (start, head) = word.split_at(at);
        let is_double = start.ends_with(first) && is_vowel(first);
        if is_double || head.chars().nth(MIN_HEAD - 1).is_none() {
            continue;
        }
        let Some(of_head) = head_score(lexicon, head, scratch) else { continue };
        let of_start = modifier_score(lexicon, start, scratch).or_else(|| {
            let (_, score) =
                (depth > 0).then(|| best_cut(lexicon, start, depth - 1, scratch))??;
            // The inner last part has to be able to stand first.
            Some(score - CUT_COST)
        });
        let Some(of_start) = of_start else { continue };
        let score = of_head + of_start;
        if best.is_none_or(|(_, other)| score > other) {
            best = Some((at, score));
        }
    }
    best
}

fn is_nominal(entry: &Entry) -> bool {
    matches!(entry.part_of_speech, PartOfSpeech::Noun | PartOfSpeech::Adjective) && !entry.is_marked
}

/// In how many compounds the last part of a reading stands last.
fn head_use(lexicon: &Lexicon, of: &Analyses, entry: &Entry) -> u32 {
    let lemma = of.text.get(entry.lemma.clone()).unwrap_or_default();
    let last = lemma.get(entry.cuts.last().unwrap_or(0)..).unwrap_or_default();
    lexicon.part_use(last).n_head
}

fn head_score(lexicon: &Lexicon, head: &str, scratch: &mut Analyses) -> Option<f32> {
    scratch.clear();
    if !reader::known(lexicon, head, scratch) {
        return None;
    }
    let readings = scratch.entries.iter().filter(|entry| is_nominal(entry));
    let n = readings.map(|entry| head_use(lexicon, scratch, entry)).max()?;
    let is_long = head.chars().nth(LONG_HEAD - 1).is_some();
    match n {
        FREQUENT_HEAD.. => Some((1.0 + n as f32).ln()),
        _ => is_long.then_some(-RARE_HEAD_COST),
    }
}

fn modifier_score(lexicon: &Lexicon, start: &str, scratch: &mut Analyses) -> Option<f32> {
    let n = lexicon.part_use(start).n_modifier;
    let is_short = start.chars().nth(2).is_none();
    if n > 0 && (!is_short || n >= FREQUENT_MODIFIER) {
        return Some((1.0 + n as f32).ln());
    }
    scratch.clear();
    let is_modifier = |entry: &Entry| entry.is_modifier && is_nominal(entry);
    (!is_short && reader::known(lexicon, start, scratch) && scratch.entries.iter().any(is_modifier))
        .then_some(0.0)
}

/// The cuts inside a first part.
fn cuts_of(lexicon: &Lexicon, start: &str) -> Cuts {
    let mut found = Analyses::new();
    if reader::known(lexicon, start, &mut found) {
        let cut = found.entries.iter().find(|entry| entry.is_modifier && !entry.cuts.is_empty());
        return cut.map(|entry| entry.cuts).unwrap_or_default();
    }
    let mut scratch = Analyses::new();
    let mut cuts = Cuts::default();
    if lexicon.part_use(start).n_modifier == 0
        && let Some((at, _)) = best_cut(lexicon, start, 0, &mut scratch)
    {
        cuts.push(at);
    }
    cuts
}

/// Adds the parts and roots of all readings.
pub(crate) fn add_parts(lexicon: &Lexicon, analyses: &mut Analyses) {
    for i in 0..analyses.entries.len() {
        let Some(entry) = analyses.entries.get(i) else { continue };
        let (lemma, cuts) = (entry.lemma.clone(), entry.cuts);
        let is_verb = entry.part_of_speech == PartOfSpeech::Verb;
        let is_guess = entry.source == Source::Guess;
        let first = analyses.parts.len();
        if !cuts.is_empty() {
            let mut scratch = SCRATCH.take();
            add_parts_of(lexicon, lemma.clone(), cuts, analyses, &mut scratch);
            SCRATCH.set(scratch);
        }
        let parts = first..analyses.parts.len();
        let text = analyses.text.get(lemma).unwrap_or_default();
        let mut root = if is_guess { None } else { lexicon.root(text) };
        if root.is_none() && is_verb {
            root = lexicon.verb(text);
        }
        if let Some(entry) = analyses.entries.get_mut(i) {
            (entry.parts, entry.root) = (parts, root);
        }
    }
}

fn add_parts_of(
    lexicon: &Lexicon,
    lemma: Range<usize>,
    cuts: Cuts,
    analyses: &mut Analyses,
    scratch: &mut Analyses,
) {
    let first = analyses.parts.len();
    let whole = lemma.len();
    let n_parts = cuts.iter().count() + 1;
    let start = |i: usize| if i == 0 { 0 } else { cuts.iter().nth(i - 1).unwrap_or(whole) };
    let end = |i: usize| cuts.iter().nth(i).unwrap_or(whole);
    for length in 1..n_parts {
        for from in 0..=n_parts - length {
            let (at, to) = (start(from), end(from + length - 1));
            let range = lemma.start + at..lemma.start + to;
            let before = analyses.text.get(range.clone()).unwrap_or_default();
            let text = before.trim_end_matches('-');
            if text.is_empty() {
                continue;
            }
            let is_spelt = from == 0 && text.len() < before.len() && text.contains('-');
            let range = range.start..range.start + text.len();
            if to == whole {
                // The last part is a base form already; a longer one must be a word.
                if length == 1 || lexicon.is_base_form(text) {
                    push_part(lexicon, range, first, analyses);
                }
                continue;
            }
            if is_spelt {
                // What stands before a hyphen and has one itself is a word: full-stack-kehittäjä.
                push_part(lexicon, range, first, analyses);
                continue;
            }
            scratch.clear();
            let is_known = reader::known(lexicon, text, scratch);
            let is_modifier = |entry: &&Entry| entry.is_modifier && !entry.is_marked;
            let mut n_bases = 0;
            if is_known {
                for entry in scratch.entries.iter().filter(is_modifier) {
                    let base = scratch.text.get(entry.lemma.clone()).unwrap_or_default();
                    let range = analyses.push_text(&[base]);
                    push_part(lexicon, range, first, analyses);
                    n_bases += 1;
                }
            }
            if n_bases == 0 && length == 1 {
                // nais- is of nainen; lähi- stands only before others.
                let text = analyses.text.get(range.clone()).unwrap_or_default();
                let adjective = text.strip_suffix('s').and_then(|start| {
                    scratch.clear();
                    let range = scratch.push_text(&[start, "nen"]);
                    let text = scratch.text.get(range)?;
                    lexicon.is_base_form(text).then_some(text)
                });
                let range = adjective.map_or(range, |text| analyses.push_text(&[text]));
                push_part(lexicon, range, first, analyses);
            }
        }
    }
}

fn push_part(lexicon: &Lexicon, form: Range<usize>, first: usize, analyses: &mut Analyses) {
    let text = analyses.text.get(form.clone()).unwrap_or_default();
    let same = |part: &PartEntry| analyses.text.get(part.form.clone()) == Some(text);
    if analyses.parts.iter().skip(first).any(same) {
        return;
    }
    let is_generic = lexicon.part_use(text).is_generic;
    let root = lexicon.root(text);
    analyses.parts.push(PartEntry { form, is_generic, root });
}
