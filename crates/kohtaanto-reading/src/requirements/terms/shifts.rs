//! When in the day or week the work is done: names of shifts, words such as *aamu* where the
//! sentence speaks of shifts, and clock times that fall in one band.

use super::super::ad::Found;
use super::super::confidence::{EXPLICIT, INFERRED};
use super::super::lines::{Line, Lines};
use super::super::scope::{Boundary, boundary};
use super::{NOT_REACH, offers, phrases};
use crate::lexicon::Words;
use kohtaanto_domain::model::{Coded, Shift};
use std::ops::Range;

/// Words that something is *free* of work stand within so many words behind it.
const FREE_REACH: usize = 5;
/// Words such as *klo* stand within so many words before clock times.
const CLOCK_REACH: usize = 4;
/// A shift has more hours.
const MIN_HOURS: f32 = 3.0;
/// One that only the word *vuoro* tells of has at least as many: *vuorossa 7–10* counts visits.
const MIN_SHIFT_HOURS: f32 = 4.0;

/// All shifts, each once, those of the title first.
pub(super) fn find(lines: &Lines<'_>, title: &Words<'_>) -> Vec<Found<Shift>> {
    let named = phrases("shift", lines.lang).longest(title).into_iter().filter_map(|hit| {
        let value = Shift::parse(hit.value).ok()?;
        Some(Found { value, span: 0..0, confidence: EXPLICIT })
    });
    let mut found: Vec<Found<Shift>> = named.collect();
    let finder = Finder { lines, words: &lines.words };
    for line in lines.iter().filter(|line| offers(line)) {
        found.extend(finder.of_line(line));
    }
    let mut kept: Vec<Found<Shift>> = Vec::new();
    for next in found {
        match kept.iter_mut().find(|other| other.value == next.value) {
            Some(other) if other.confidence < next.confidence => *other = next,
            Some(_) => {}
            None => kept.push(next),
        }
    }
    kept
}

struct Finder<'l, 't> {
    lines: &'l Lines<'t>,
    words: &'l Words<'t>,
}

impl Finder<'_, '_> {
    fn is_context(&self, code: &str, at: usize) -> bool {
        let hits = phrases("context", self.lines.lang).all_at(self.words, at);
        hits.iter().any(|hit| *hit.value == code)
    }

    fn of_line(&self, line: &Line) -> Vec<Found<Shift>> {
        let found = |value: Option<Shift>, words: &Range<usize>, confidence: f32| {
            let value = value.filter(|_| !self.is_off(line, words))?;
            Some(Found { value, span: self.words.span(words), confidence })
        };
        let has_shift = line.words.clone().any(|at| self.is_context("shift", at));
        let mut shifts = Vec::new();
        let mut at = line.words.start;
        while at < line.words.end {
            let named = phrases("shift", self.lines.lang).all_at(self.words, at).into_iter().next();
            if let Some(hit) = named {
                shifts.extend(found(Shift::parse(hit.value).ok(), &hit.words, EXPLICIT));
                at = hit.words.end.max(at + 1);
                continue;
            }
            let bare = phrases("shift_word", self.lines.lang).all_at(self.words, at);
            if let Some(hit) = bare.first().filter(|_| has_shift) {
                shifts.extend(found(Shift::parse(hit.value).ok(), &hit.words, INFERRED));
            } else if let Some((words, shift)) = self.clock(line, at) {
                shifts.extend(found(Some(shift), &words, INFERRED));
                at = words.end;
                continue;
            }
            at += 1;
        }
        shifts
    }

    /// What is denied, free, or when to call or when the doors are open.
    fn is_off(&self, line: &Line, words: &Range<usize>) -> bool {
        let is_free = (words.end..words.end + FREE_REACH).any(|at| {
            self.is_context("free", at) && boundary(self.words, words.end, at) <= Boundary::Link
        });
        let is_contact = line.words.clone().any(|at| {
            let (from, to) = if at < words.start { (at + 1, words.start) } else { (words.end, at) };
            self.is_context("contact", at)
                && from <= to
                && boundary(self.words, from, to) <= Boundary::Link
        });
        is_free || is_contact || self.lines.is_denied(words, NOT_REACH)
    }

    /// *klo 8–16*, *mellan 10 och 17*, *ma–pe 5.30–8.30*.
    fn clock(&self, line: &Line, at: usize) -> Option<(Range<usize>, Shift)> {
        let start = self.time(at)?;
        let term = |at: usize| self.words.as_slice().get(at).map_or("", |word| word.term.as_str());
        let gap = self.words.gap_before(at + 1).trim();
        let next = match term(at + 1) {
            "och" | "and" | "to" | "till" | "до" | "ja" => at + 2,
            _ if matches!(gap, "-" | "–" | "—") => at + 1,
            _ => return None,
        };
        let end = self.time(next).filter(|_| next < line.words.end)?;
        let from = at.saturating_sub(CLOCK_REACH).max(line.words.start);
        let is_clock = (from..at).any(|before| {
            (self.is_context("clock", before) || self.is_context("shift", before))
                && boundary(self.words, before + 1, at) < Boundary::Clause
        });
        let hours = if end > start { end - start } else { end + 24.0 - start };
        let least = match (from..at).any(|before| self.is_context("clock", before)) {
            true => MIN_HOURS,
            false => MIN_SHIFT_HOURS,
        };
        let shift = shift_of(start, end).filter(|_| is_clock && hours >= least)?;
        Some((at..next + 1, shift))
    }

    fn time(&self, at: usize) -> Option<f32> {
        let term = &self.words.as_slice().get(at)?.term;
        let (hours, minutes) = match term.split_once('.') {
            Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes.parse::<u8>().ok()?),
            Some(_) => return None,
            None => (term.as_str(), 0),
        };
        let hours: u8 = hours.parse().ok()?;
        (hours <= 24 && minutes < 60).then(|| f32::from(hours) + f32::from(minutes) / 60.0)
    }
}

/// The band that holds a stretch of hours wholly: days 5 to 18, evenings from noon on, nights over
/// midnight.
fn shift_of(start: f32, end: f32) -> Option<Shift> {
    match (start, end) {
        (start, end) if start >= 5.0 && end <= 18.0 && start < end => Some(Shift::Day),
        (start, end) if start >= 12.0 && end > start => Some(Shift::Evening),
        (start, end) if start >= 19.0 && end <= 9.0 => Some(Shift::Night),
        _ => None,
    }
}
