//! When the work begins: *4.1.2027 alkaen*, *heti*, *tammikuussa*, *sopimuksen mukaan*.
//!
//! A day counts only beside words of beginning; days of applying do not.

use super::super::ad::{Found, Start};
use super::super::confidence::{EXPLICIT, INFERRED};
use super::super::lines::{Line, Lines};
use super::super::scope::{Boundary, boundary};
use super::phrases;
use kohtaanto_domain::text::SentenceKind;
use std::ops::Range;

/// Words of beginning stand within so many words of the day.
const REACH: usize = 6;

/// When the work begins: a day before *at once* before *as agreed*; the surest, then the first.
pub(super) fn find(lines: &Lines<'_>) -> Option<Found<Start>> {
    let finder = Finder { lines };
    let found = lines.iter().flat_map(|line| finder.of_line(line));
    let rank = |start: Start| match start {
        Start::On { .. } => 0,
        Start::Now => 1,
        Start::Agreed => 2,
    };
    found.min_by(|a, b| {
        rank(a.value)
            .cmp(&rank(b.value))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.span.start.cmp(&b.span.start))
    })
}

/// Whether an ad gives a first and a last day: the words of the first such pair.
pub(super) fn stretch(lines: &Lines<'_>) -> Option<Range<usize>> {
    let finder = Finder { lines };
    let of_line = |line: &Line| {
        let is_deadline = |at: usize| finder.is("deadline", "-", at).is_some();
        let is_contact = |at: usize| finder.is("context", "contact", at).is_some();
        if line.words.clone().any(|at| is_deadline(at) || is_contact(at)) {
            return None;
        }
        line.words.clone().find_map(|at| {
            let (start, own) = finder.numeric(at)?;
            let has_end = matches!(start, Start::On { day: Some(_), .. }) && finder.is_range(&own);
            let until = || finder.is("context", "until", own.end).map(|words| own.start..words.end);
            let words = if has_end { Some(own.start..own.end + 1) } else { until() };
            words.filter(|words| !lines.is_conditional(words))
        })
    };
    lines.iter().filter(|line| super::offers(line)).find_map(of_line)
}

struct Finder<'l, 't> {
    lines: &'l Lines<'t>,
}

impl Finder<'_, '_> {
    fn is(&self, field: &str, code: &str, at: usize) -> Option<Range<usize>> {
        let hits = phrases(field, self.lines.lang).all_at(&self.lines.words, at);
        hits.into_iter().find(|hit| *hit.value == code).map(|hit| hit.words)
    }

    fn of_line(&self, line: &Line) -> Vec<Found<Start>> {
        let words = &self.lines.words;
        let contexts: Vec<Range<usize>> =
            line.words.clone().filter_map(|at| self.is("context", "start", at)).collect();
        let is_deadline = |at: usize| self.is("deadline", "-", at).is_some();
        let has_deadline = line.words.clone().any(is_deadline);
        if line.kind == SentenceKind::Application && has_deadline {
            return Vec::new();
        }
        // "Haemme uinninvalvojaa 1.1.2027": a day in the sentence that seeks.
        let seeks = line.kind == SentenceKind::Task && !has_deadline;
        let mut found = Vec::new();
        let mut at = line.words.start;
        while at < line.words.end {
            let Some((start, own)) = self.start_at(at) else {
                at += 1;
                continue;
            };
            at = own.end.max(at + 1);
            let context = contexts.iter().find(|context| {
                let (from, to) = match context.end <= own.start {
                    true => (context.end, own.start),
                    false => (own.end, context.start),
                };
                from <= to && to - from <= REACH && boundary(words, from, to) <= Boundary::Link
            });
            let is_day = matches!(start, Start::On { day: Some(_), .. });
            let is_range = matches!(start, Start::On { day: Some(_), .. }) && self.is_range(&own);
            let is_near_deadline = (own.start.saturating_sub(3)..own.end + 2)
                .any(|at| line.words.contains(&at) && is_deadline(at));
            let confidence = match context {
                _ if is_near_deadline => continue,
                Some(_) => EXPLICIT,
                None if is_range || (is_day && seeks) => INFERRED,
                None => continue,
            };
            let near = context.filter(|context| context.start == own.end);
            let hull = own.start..near.map_or(own.end, |context| context.end);
            found.push(Found { value: start, span: words.span(&hull), confidence });
        }
        found
    }

    /// A day, a month, or words for when, that begin at a word.
    fn start_at(&self, at: usize) -> Option<(Start, Range<usize>)> {
        if let Some(words) = self.is("start", "now", at) {
            return Some((Start::Now, words));
        }
        if let Some(words) = self.is("start", "agreed", at) {
            return Some((Start::Agreed, words));
        }
        self.numeric(at).or_else(|| self.by_month(at))
    }

    /// *4.1.2027*, *4.1.*; with *2027-01-04*.
    fn numeric(&self, at: usize) -> Option<(Start, Range<usize>)> {
        let words = &self.lines.words;
        let word = words.as_slice().get(at)?;
        if let Some(joined) = word.joined.as_deref() {
            let parts: Vec<&str> = joined.term.split('-').collect();
            if let [year, month, day] = parts.as_slice()
                && year.len() == 4
            {
                let (year, month, day) = (year.parse(), month.parse(), day.parse());
                let start = on(day.ok(), month.ok()?, Some(year.ok()?))?;
                return Some((start, at..at + joined.n_words));
            }
        }
        let parts: Vec<&str> = word.term.split('.').filter(|part| !part.is_empty()).collect();
        let (day, month, year) = match parts.as_slice() {
            [day, month, year] => (day, month, year.parse().ok()),
            [day, month] => {
                // A number such as 38.25 is no day: the text has to end it with a full stop.
                let end = word.span.end;
                let text = words.text();
                if !text[end..].starts_with('.') && !text[end..].starts_with(['–', '-']) {
                    return None;
                }
                // "1.6.–31.8.2027": the year of the end.
                (day, month, self.year_of_end(at))
            }
            _ => return None,
        };
        let start = on(day.parse().ok(), month.parse().ok()?, year)?;
        Some((start, at..at + 1))
    }

    fn year_of_end(&self, at: usize) -> Option<i16> {
        let words = &self.lines.words;
        let next = words.as_slice().get(at + 1)?;
        if !words.gap_before(at + 1).contains(['–', '-', '—']) {
            return None;
        }
        next.term.split('.').nth(2)?.parse().ok()
    }

    /// Whether another day follows: *1.6.–31.8.2027*.
    fn is_range(&self, own: &Range<usize>) -> bool {
        let words = &self.lines.words;
        words.gap_before(own.end).contains(['–', '-', '—']) && self.numeric(own.end).is_some()
    }

    /// *tammikuussa 2027*, *4. tammikuuta*, *January 4*, *den 4 januari 2027*.
    fn by_month(&self, at: usize) -> Option<(Start, Range<usize>)> {
        let slice = self.lines.words.as_slice();
        let number = |at: usize| slice.get(at).and_then(|word| word.term.parse::<i16>().ok());
        let day_at = |at: usize| {
            let term = slice.get(at)?.term.trim_end_matches(|c: char| c.is_alphabetic());
            term.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
        };
        let month_at = |at: usize| {
            let hits = phrases("month", self.lines.lang).all_at(&self.lines.words, at);
            let hit = hits.into_iter().next()?;
            Some((hit.value.parse::<i8>().ok()?, hit.words))
        };
        // What a day begins with, then what a month does.
        let (first_day, month_from) = match day_at(at) {
            Some(day) => (Some(day), at + 1),
            None => (None, at),
        };
        let skip = usize::from(slice.get(month_from).is_some_and(|word| word.term == "of"));
        let (month, words) = month_at(month_from + skip)?;
        let mut end = words.end;
        let mut day = first_day;
        if day.is_none()
            && let Some(behind) = day_at(end)
            && number(end).is_none_or(|number| number <= 31)
            && self.lines.words.gap_before(end).trim().is_empty()
        {
            day = Some(behind);
            end += 1;
        }
        let year = number(end).filter(|year| (2000..2100).contains(year));
        end += usize::from(year.is_some());
        Some((on(day, month, year)?, at..end))
    }
}

fn on(day: Option<i8>, month: i8, year: Option<i16>) -> Option<Start> {
    let is_day = day.is_none_or(|day| (1..=31).contains(&day));
    let year = match year {
        Some(year @ 0..=99) => Some(2000 + year),
        Some(year) if !(2000..2100).contains(&year) => return None,
        year => year,
    };
    (is_day && (1..=12).contains(&month)).then_some(Start::On { day, month, year })
}
