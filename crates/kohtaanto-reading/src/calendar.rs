//! Dates, months and years as they are written in running text.
//!
//! `12.3.1985`, `2018-03-01`, `3/2018`, `03.2018`, `2018`, *maaliskuussa 2018*, *May 3, 1985*,
//! *3 мая 1985*. Deliberately no words such as *yesterday*, and no ranges: those are read where
//! their meaning is known.

use crate::lexicon::tables::Books;
use crate::lexicon::{Words, table};
use kohtaanto_domain::model::Lang;
use std::ops::Range;
use std::sync::LazyLock;

/// A date, as exactly as the text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// Bytes in the text.
    pub(crate) span: Range<usize>,
    /// Year, 1900 to 2100.
    pub(crate) year: Option<i16>,
    /// Month, 1 to 12.
    pub(crate) month: Option<i8>,
    /// Day, 1 to 31.
    pub(crate) day: Option<i8>,
}

/// The dates of a text, in order, not overlapping.
pub(crate) fn dates(words: &Words<'_>, lang: Lang) -> Vec<FoundDate> {
    let mut found = named(words, lang);
    for date in numeric(words.text()) {
        let overlaps = |other: &FoundDate| {
            other.span.start < date.span.end && date.span.start < other.span.end
        };
        if !found.iter().any(overlaps) {
            found.push(date);
        }
    }
    found.sort_by_key(|date| date.span.start);
    found
}

/// Dates with the name of a month.
fn named(words: &Words<'_>, lang: Lang) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    let mut free = 0;
    for hit in MONTHS.of(lang).longest(words) {
        let (at, mut after) = (hit.words.start, hit.words.end);
        let mut date = FoundDate { span: 0..0, year: None, month: Some(*hit.value), day: None };
        let mut range = hit.words;
        // "3rd April": the ending is a word of its own.
        let is_ordinal = lang == Lang::EN
            && at > 1 + free
            && matches!(term(words, at - 1), "st" | "nd" | "rd" | "th");
        let at = at - usize::from(is_ordinal);
        range.start = at;
        if at > free && is_gap(words.gap_before(at)) {
            let number = term(words, at - 1);
            date.day = day_of(number);
            date.year = year_of(number);
            range.start -= usize::from(date.day.is_some() || date.year.is_some());
        }
        if date.day.is_none() && date.year.is_none() && lang == Lang::EN {
            // "May 3, 1985": a day behind the month needs a year behind it.
            let ordinal = term(words, after).trim_end_matches(|c: char| c.is_ascii_lowercase());
            let found = (day_of(ordinal), year_of(term(words, after + 1)));
            if let ((Some(day), Some(year)), true) = (found, is_gap(words.gap_before(after))) {
                (date.day, date.year) = (Some(day), Some(year));
                after += 2;
            }
        }
        if date.year.is_none() && is_gap(words.gap_before(after)) {
            date.year = year_of(term(words, after));
            after += usize::from(date.year.is_some());
        }
        range.end = after;
        free = after;
        date.span = words.span(&range);
        found.push(date);
    }
    found
}

fn term<'w>(words: &'w Words<'_>, at: usize) -> &'w str {
    words.as_slice().get(at).map_or("", |word| word.term.as_str())
}

fn is_gap(between: &str) -> bool {
    matches!(between.trim(), "" | "." | ",") && !between.contains(['\n', '\r'])
}

fn day_of(term: &str) -> Option<i8> {
    number_in(term, 1..=31).and_then(|n| i8::try_from(n).ok())
}

fn number_in(term: &str, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
    let is_number = !term.is_empty() && term.len() <= 4 && term.bytes().all(|b| b.is_ascii_digit());
    term.parse().ok().filter(|number| is_number && range.contains(number))
}

/// The year of four digits.
pub(crate) fn year_of(term: &str) -> Option<i16> {
    let year = number_in(term, 1900..=2100).filter(|_| term.len() == 4)?;
    i16::try_from(year).ok()
}

/// Dates in digits.
fn numeric(text: &str) -> Vec<FoundDate> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run_end = digits_from(bytes, at);
        let before = text[..at].chars().next_back();
        let is_start = !before.is_some_and(char::is_alphanumeric);
        match numeric_at(text, at).filter(|_| is_start) {
            Some(date) => {
                at = date.span.end;
                found.push(date);
            }
            None => at = run_end,
        }
    }
    found
}

fn digits_from(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Digits of a certain count at a byte: their value and where they end.
fn digits(bytes: &[u8], at: usize, count: std::ops::RangeInclusive<usize>) -> Option<(u16, usize)> {
    let end = digits_from(bytes, at.min(bytes.len()));
    if !count.contains(&(end - at.min(bytes.len()))) {
        return None;
    }
    let value = bytes.get(at..end)?.iter().fold(0_u16, |n, b| n * 10 + u16::from(b - b'0'));
    Some((value, end))
}

fn numeric_at(text: &str, at: usize) -> Option<FoundDate> {
    let bytes = text.as_bytes();
    let day_first = || {
        let (day, end) = digits(bytes, at, 1..=2)?;
        let sign = *bytes.get(end).filter(|sign| b"./-".contains(sign))?;
        let (month, end) = digits(bytes, after_dot(bytes, end), 1..=2)?;
        // "5/5 1981"
        let is_spaced = sign == b'/' && bytes.get(end) == Some(&b' ');
        if !is_spaced {
            bytes.get(end).filter(|other| **other == sign)?;
        }
        // "3.4.-85"
        let dash = usize::from(sign == b'.' && bytes.get(end + 1) == Some(&b'-'));
        let from = after_dot(bytes, end) + dash;
        let (year, end) = match digits(bytes, from, 4..=4) {
            Some(found) => found,
            None => {
                let (short, end) = digits(bytes, from, 2..=2)?;
                (if short <= 30 { 2000 + short } else { 1900 + short }, end)
            }
        };
        date(at..end, year, Some(month), Some(day))
    };
    let year_first = || {
        let (year, end) = digits(bytes, at, 4..=4)?;
        bytes.get(end).filter(|sign| **sign == b'-')?;
        let (month, end) = digits(bytes, end + 1, 2..=2)?;
        bytes.get(end).filter(|sign| **sign == b'-')?;
        let (day, end) = digits(bytes, end + 1, 2..=2)?;
        date(at..end, year, Some(month), Some(day))
    };
    let month_year = || {
        let (month, end) = digits(bytes, at, 1..=2)?;
        bytes.get(end).filter(|sign| b"./-".contains(sign))?;
        let (year, end) = digits(bytes, end + 1, 4..=4)?;
        date(at..end, year, Some(month), None)
    };
    let year_month = || {
        let (year, end) = digits(bytes, at, 4..=4)?;
        bytes.get(end).filter(|sign| **sign == b'/')?;
        let (month, end) = digits(bytes, end + 1, 2..=2)?;
        date(at..end, year, Some(month), None)
    };
    let year = || {
        let (year, end) = digits(bytes, at, 4..=4)?;
        date(at..end, year, None, None).filter(|_| !is_amount(&text[..at], &text[end..]))
    };
    day_first().or_else(year_first).or_else(month_year).or_else(year_month).or_else(year)
}

/// Behind a sign, and behind one space after a full stop.
fn after_dot(bytes: &[u8], sign: usize) -> usize {
    let spaced = bytes.get(sign) == Some(&b'.') && bytes.get(sign + 1) == Some(&b' ');
    if spaced { sign + 2 } else { sign + 1 }
}

fn date(span: Range<usize>, year: u16, month: Option<u16>, day: Option<u16>) -> Option<FoundDate> {
    let fits = (1900..=2100).contains(&year)
        && month.is_none_or(|month| (1..=12).contains(&month))
        && day.is_none_or(|day| (1..=31).contains(&day));
    let small = |n: u16| i8::try_from(n).ok();
    let date = FoundDate {
        span,
        year: i16::try_from(year).ok(),
        month: month.and_then(small),
        day: day.and_then(small),
    };
    fits.then_some(date)
}

/// Whether four digits are an amount or a part of a longer number rather than a year.
fn is_amount(before: &str, after: &str) -> bool {
    const UNITS: [&str; 14] = [
        "€", "e/", "eur", "euro", "kpl", "kg", "km", "h ", "tunti", "neliö", "m2", "kr", "руб", "$",
    ];
    let mut next = after.chars();
    let sign = next.next();
    let goes_on = sign.is_some_and(|c| matches!(c, ',' | '.'))
        && next.next().is_some_and(|c| c.is_ascii_digit());
    let unit = after.trim_start_matches(' ');
    before.ends_with([',', '$', '€', '#'])
        || before.to_lowercase().ends_with("iso ")
        || goes_on
        || UNITS.iter().any(|name| unit.starts_with(name))
}

/// The names of months.
static MONTHS: LazyLock<Books<i8>> = LazyLock::new(|| {
    let table = table(include_str!("../data/months.tsv"));
    Books::from_columns(&table, |key| key.parse().ok())
});

#[cfg(test)]
mod tests {
    use super::dates;
    use crate::lexicon::Words;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn dates_as_written() {
        let table = [
            (Lang::FI, "Synnyin 12.3.1985 ja 1. 4. 2001", "1985-3-12 2001-4-1"),
            (Lang::FI, "3/2018-6/2022", "2018-3-0 2022-6-0"),
            (Lang::FI, "2015-2019, 03.2020", "2015-0-0 2019-0-0 2020-3-0"),
            (Lang::FI, "maaliskuusta 2018 kesäkuuhun 2022", "2018-3-0 2022-6-0"),
            (Lang::FI, "palkka 2000 €, ISO 2015, 2000,50", ""),
            (Lang::FI, "1234-1999, 20155", "1999-0-0"),
            (Lang::EN, "since May 2021, May 3, 1985 and may do", "2021-5-0 1985-5-3 0-5-0"),
            (Lang::RU, "3 мая 1985 года, с 2016 по 2020 год", "1985-5-3 2016-0-0 2020-0-0"),
            (Lang::SV, "från maj 2019 till 2021-06-30", "2019-5-0 2021-6-30"),
        ];
        for (lang, text, expected) in table {
            let found: Vec<String> = dates(&Words::new(lang, text), lang)
                .iter()
                .map(|d| {
                    let (y, m, day) =
                        (d.year.unwrap_or(0), d.month.unwrap_or(0), d.day.unwrap_or(0));
                    format!("{y}-{m}-{day}")
                })
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
