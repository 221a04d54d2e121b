//! Hours a week: *38 h 15 min/vko*, *20–30 tuntia viikossa*, *viikkotyöaika 37,5 h*.

use super::super::ad::{Found, Hours};
use super::super::confidence::{EXPLICIT, INFERRED, WEAK};
use super::super::lines::Lines;
use super::super::scope::{Boundary, boundary};
use super::phrases;
use crate::lexicon::{Words, number_at};
use std::ops::Range;

/// Fewer or more hours a week are something else.
const LIKELY: std::ops::RangeInclusive<f32> = 2.0..=60.0;
/// So many hours, without a word for what they are, are those of a week.
const FULL: std::ops::RangeInclusive<f32> = 30.0..=42.0;
/// Words such as *työaika* stand within so many words before the number.
const CONTEXT_REACH: usize = 6;

/// The first hours a week that the text says, the surest first.
pub(super) fn find(lines: &Lines<'_>) -> Option<Found<Hours>> {
    let finder = Finder { lines, words: &lines.words };
    let found: Vec<_> = (0..lines.words.len()).filter_map(|at| finder.at(at)).collect();
    let best = found.iter().map(|found| found.confidence).max_by(f32::total_cmp)?;
    found.into_iter().find(|found| found.confidence >= best)
}

struct Finder<'l, 't> {
    lines: &'l Lines<'t>,
    words: &'l Words<'t>,
}

impl Finder<'_, '_> {
    fn is(&self, field: &str, code: &str, at: usize) -> Option<Range<usize>> {
        let hits = phrases(field, self.lines.lang).all_at(self.words, at);
        hits.into_iter().find(|hit| *hit.value == code).map(|hit| hit.words)
    }

    fn same_sentence(&self, from: usize, to: usize) -> bool {
        boundary(self.words, from, to) < Boundary::Clause
    }

    /// Hours a week whose number begins at a word.
    fn at(&self, at: usize) -> Option<Found<Hours>> {
        let number = number_at(self.lines.lang, self.words, at)?;
        if self.is("unit", "minute", number.words.end).is_some() {
            return None;
        }
        let is_part = self.words.gap_before(at).ends_with([',', '.', ':', '-', '–'])
            && at > 0
            && self.words.as_slice()[at - 1].term.ends_with(|c: char| c.is_ascii_digit());
        if is_part {
            return None;
        }
        let (mut min, mut max) = (number.min, number.max);
        let mut end = number.words.end;
        let line_end = self.lines.line_of(at)?.words.end;
        // 38:15
        if self.words.gap_before(end) == ":"
            && let Some(minutes) = self.minutes(end)
        {
            (min, max) = (min + minutes / 60.0, max + minutes / 60.0);
            end += 1;
        }
        if let Some(unit) = self.is("unit", "weekly_hour", end).filter(|_| end < line_end) {
            let span = self.words.span(&(at..unit.end));
            return LIKELY.contains(&max).then_some(Found {
                value: Hours { min, max },
                span,
                confidence: EXPLICIT,
            });
        }
        let hour = self.is("unit", "hour", end).filter(|_| end < line_end);
        let has_hour = hour.is_some();
        if let Some(unit) = hour {
            end = unit.end;
            if let Some(minutes) = self.minutes(end)
                && let Some(unit) = self.is("unit", "minute", end + 1)
            {
                (min, max) = (min + minutes / 60.0, max + minutes / 60.0);
                end = unit.end;
            }
        }
        let (per_week, weeks) = self.per_week(end, line_end);
        if let Some(words) = &per_week {
            end = words.end;
            (min, max) = (min / weeks, max / weeks);
        }
        let has_context = self.context_before(at) || self.week_before(at);
        // Hours and weeks; or one of them, and words that say that they are meant.
        let confidence = match (has_hour, per_week.is_some(), has_context) {
            (true, true, _) => EXPLICIT,
            (true, false, true) | (false, true, true) => INFERRED,
            (true, false, false) if FULL.contains(&min) && FULL.contains(&max) => WEAK,
            _ => return None,
        };
        if !(LIKELY.contains(&min) && LIKELY.contains(&max)) || (!has_hour && max < 10.0) {
            return None;
        }
        let span = self.words.span(&(at..end));
        Some(Found { value: Hours { min, max }, span, confidence })
    }

    fn minutes(&self, at: usize) -> Option<f32> {
        let term = &self.words.as_slice().get(at)?.term;
        let minutes = term.parse::<u8>().ok().filter(|minutes| *minutes < 60)?;
        Some(f32::from(minutes))
    }

    /// *viikossa*, */vko*, *per week*, *kolmessa viikossa*: the words, and how many weeks.
    fn per_week(&self, from: usize, line_end: usize) -> (Option<Range<usize>>, f32) {
        for at in from..(from + 3).min(line_end) {
            if !self.same_sentence(from, at) && self.words.gap_before(at).trim() != "/" {
                break;
            }
            if let Some(number) = number_at(self.lines.lang, self.words, at)
                && (2.0..=8.0).contains(&number.min)
                && let Some(week) = self.is("unit", "week", number.words.end)
            {
                return (Some(from..week.end), number.min);
            }
            if let Some(week) = self.is("unit", "week", at) {
                return (Some(from..week.end), 1.0);
            }
        }
        (None, 1.0)
    }

    /// *Four evenings a week, about 25 hours*.
    fn week_before(&self, at: usize) -> bool {
        let Some(line) = self.lines.line_of(at) else { return false };
        (line.words.start..at).any(|before| {
            self.is("unit", "week", before)
                .is_some_and(|words| words.end <= at && self.same_sentence(words.end, at))
        })
    }

    fn context_before(&self, at: usize) -> bool {
        (at.saturating_sub(CONTEXT_REACH)..at).any(|before| {
            self.is("context", "hours", before)
                .is_some_and(|words| words.end <= at && self.same_sentence(words.end, at))
        })
    }
}
