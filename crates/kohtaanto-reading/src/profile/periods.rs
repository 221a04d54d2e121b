//! When something was done: from and to, since, or how long.
//!
//! *3/2018–6/2022*, *maaliskuusta 2018 kesäkuuhun 2022*, *2015-19*, *8/2021–*, *since May 2021*,
//! *с 2016 по 2020 год*, *kesästä 2021 alkaen*, *kaksi vuotta*, *viimeiset viisi vuotta*. Years are
//! given as the first of January, as in the JSON of a candidate.

use super::told::{Role, Told};
use crate::calendar::{FoundDate, dates};
use crate::lexicon::number_at;
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// When something was done.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Period {
    /// Which words say it.
    pub(super) words: Range<usize>,
    /// First day of the first month.
    pub(super) from: Option<Date>,
    /// First day of the last month; `None` when it goes on or is not said.
    pub(super) to: Option<Date>,
    /// How long, in years, where the text says that.
    pub(super) years: Option<f32>,
    /// Whether it is a date alone, such as a year of graduation.
    pub(super) is_point: bool,
}

/// How a Finnish word that ends a time ends itself: *kesäkuuhun*.
const TO_CASES: [&str; 5] = ["kuuhun", "kesään", "syksyyn", "talveen", "kevääseen"];
/// A longer time than anybody works.
const MAX_YEARS: f32 = 60.0;

/// The periods of a telling, in order, not overlapping.
pub(super) fn periods(told: &Told<'_>, today: Date) -> Vec<Period> {
    let dates = with_seasons(told, dates(&told.words, told.lang));
    let mut found: Vec<Period> = Vec::new();
    let mut at = 0;
    while let Some(first) = dates.get(at) {
        let next = dates.get(at + 1);
        match next.and_then(|next| range(told, first, next)) {
            Some(period) => {
                found.push(period);
                at += 2;
            }
            None => {
                found.extend(alone(told, first, next));
                at += 1;
            }
        }
    }
    for period in durations(told, today) {
        let overlaps = |other: &Period| {
            told.stretch_of(other.words.start) == told.stretch_of(period.words.start)
                && other.words.start <= period.words.end
                && period.words.start < other.words.end + 2 * usize::from(other.years.is_none())
        };
        if !found.iter().any(overlaps) {
            found.push(period);
        }
    }
    found.sort_by_key(|period| period.words.start);
    listed(told, found)
}

/// *2016, 2017 ja 2018*: years in a row are one time.
fn listed(told: &Told<'_>, found: Vec<Period>) -> Vec<Period> {
    let mut joined: Vec<Period> = Vec::with_capacity(found.len());
    for next in found {
        let is_listed = |last: &Period| {
            let between = last.words.end..next.words.start;
            let gap = told.words.gap_before(last.words.end);
            let is_link = match between.len() {
                0 => gap.trim() == ",",
                1 => matches!(told.term(between.start), "ja" | "och" | "and" | "и" | "і" | "та"),
                _ => false,
            };
            let years = (last.from.map(|day| day.year()), next.from.map(|day| day.year()));
            let is_next = matches!(years, (Some(a), Some(b)) if (a..=a + 40).contains(&b));
            last.is_point && next.is_point && is_link && is_next
        };
        match joined.last_mut().filter(|last| is_listed(last)) {
            Some(last) => {
                last.words.end = next.words.end;
                last.to = next.to;
                // Still a point, so that the next year joins too.
            }
            None => joined.push(next),
        }
    }
    for period in &mut joined {
        let years = (period.from.map(|day| day.year()), period.to.map(|day| day.year()));
        period.is_point &= years.0 == years.1;
    }
    joined
}

/// A date with the words that say it; a season before a year is a part of it.
struct Dated {
    date: FoundDate,
    words: Range<usize>,
    /// The last month of a season.
    last_month: Option<i8>,
}

fn with_seasons(told: &Told<'_>, dates: Vec<FoundDate>) -> Vec<Dated> {
    const SEASONS: [(Role, i8, i8); 4] =
        [(Role::Summer, 6, 8), (Role::Autumn, 9, 11), (Role::Winter, 1, 3), (Role::Spring, 3, 5)];
    let dated = |mut date: FoundDate| {
        let mut words = told.words.within(&date.span);
        let mut last_month = None;
        let before = words.start.checked_sub(1).filter(|_| date.month.is_none());
        let before = before.filter(|_| told.words.gap_before(words.start).trim().is_empty());
        let season = before.and_then(|at| SEASONS.iter().find(|(role, ..)| told.is(at, *role)));
        if let Some((_, from, to)) = season {
            date.month = Some(*from);
            last_month = Some(*to);
            words.start -= 1;
        }
        Dated { date, words, last_month }
    };
    dates.into_iter().map(dated).collect()
}

/// The first day of the month or year that a date names.
fn day(date: &FoundDate, year: Option<i16>) -> Option<Date> {
    Date::new(date.year.or(year)?, date.month.unwrap_or(1), 1).ok()
}

/// Two dates that are the beginning and the end of one time.
fn range(told: &Told<'_>, first: &Dated, last: &Dated) -> Option<Period> {
    let between = told.words.text().get(first.date.span.end..last.date.span.start)?.to_lowercase();
    let words = first.words.end..last.words.start;
    let plain = between.trim();
    let is_dash = matches!(plain, "-" | "–" | "—" | "‒" | "−" | "..." | "…")
        || plain.starts_with(['-', '–', '—']) && words.is_empty();
    // "с 2016 года по 2020 год": words for the year may stand between.
    let is_filler = |at: usize| told.is(at, Role::Year) || told.is(at, Role::To);
    let joins = !words.is_empty()
        && words.len() <= 3
        && words.clone().all(|at| is_filler(at) || told.term(at).len() <= 2)
        && words.clone().any(|at| told.is(at, Role::To))
        && !between.contains(['\n', ';', '(']);
    // "maaliskuusta 2018 kesäkuuhun 2022": the cases say it.
    let last_term = told.term(last.words.start);
    let by_case = words.is_empty()
        && plain.is_empty()
        && !between.contains('\n')
        && first.date.month.is_some()
        && TO_CASES.iter().any(|case| last_term.ends_with(case));
    if !(is_dash || joins || by_case) {
        return None;
    }
    let from = day(&first.date, last.date.year)?;
    // "Kesät 2016–2019": the last summer ends as the first one does.
    let last_month = last.last_month.or(first.last_month.filter(|_| last.date.month.is_none()));
    let to = match last_month {
        Some(month) => Date::new(last.date.year?, month, 1).ok()?,
        None => day(&last.date, None)?,
    };
    (from <= to).then_some(Period {
        words: first.words.start..last.words.end,
        from: Some(from),
        to: Some(to),
        years: None,
        is_point: false,
    })
}

/// One date: the beginning of what goes on, the end of what is over, or a point.
fn alone(told: &Told<'_>, dated: &Dated, next: Option<&Dated>) -> Option<Period> {
    let text = told.words.text();
    let (date, words) = (&dated.date, &dated.words);
    let from = day(date, None)?;
    let after = text.get(date.span.end..).unwrap_or("");
    let mut end = words.end;
    let period =
        |words: Range<usize>, from, to, is_point| Period { words, from, to, years: None, is_point };
    // "2015-19"
    if let Some(short) = short_end(after).filter(|_| date.month.is_none()) {
        let year = from.year() / 100 * 100 + short;
        let to = Date::new(year, 1, 1).ok().filter(|to| *to >= from);
        return to.map(|to| period(words.start..words.end + 1, Some(from), Some(to), false));
    }
    // "3-6/2022"
    let first_month = date.month.and_then(|_| month_before(text, date.span.start));
    if let Some(first) = first_month.and_then(|month| Date::new(from.year(), month, 1).ok()) {
        let start = words.start.saturating_sub(1);
        return Some(period(start..words.end, Some(first), Some(from), false));
    }
    let dash = after.trim_start_matches(' ');
    let is_dash = dash.starts_with(['-', '–', '—']);
    let behind = dash.trim_start_matches(['-', '–', '—', ' ']);
    let now_at = told.words.within(&(date.span.end..text.len())).start;
    let says_now = (now_at..now_at + 2)
        .any(|at| told.is(at, Role::Now) && !told.words.gap_before(at).contains([',', '.', '\n']));
    let is_open_dash = is_dash
        && (says_now
            || behind.is_empty()
            || behind.starts_with([':', ',', ')', '\n', '.', ';'])
            || (after.starts_with(['-', '–', '—']) && !behind.starts_with(char::is_numeric)));
    let in_year_words = |at: usize| told.is(at, Role::Year);
    while end < told.words.len()
        && in_year_words(end)
        && told.words.gap_before(end).trim().is_empty()
    {
        end += 1;
    }
    let onward = told.is(end, Role::Onward)
        && !told.words.gap_before(end).contains([',', '.', '\n'])
        && end < told.words.len();
    // A word for the year or month may stand before the date: "vuodesta 2016", "since May 2021".
    let reach = words.start.saturating_sub(2)..words.start;
    let is_near = |at: usize| {
        (at + 1..=words.start).all(|i| !told.words.gap_before(i).contains([',', '.', ';', '\n']))
    };
    let since = reach.clone().find(|at| told.is(*at, Role::Since) && is_near(*at));
    let until_before = reach
        .clone()
        .find(|at| told.is(*at, Role::Until) && !told.is(*at, Role::Since) && is_near(*at));
    let is_illative = TO_CASES.iter().any(|case| told.term(words.start).ends_with(case));
    let until_behind = onward && told.is(end, Role::Until) && until_before.is_none() && {
        since.is_none() && (is_illative || told.term(words.start.saturating_sub(1)) == "vuoteen")
    };
    let is_elative = date.month.is_some()
        && ["sta", "stä"].iter().any(|case| told.term(words.start).ends_with(case))
        && next.is_none_or(|next| next.words.start > words.end + 2);
    if until_before.is_some() || until_behind {
        let start = until_before.unwrap_or(words.start);
        return Some(period(start..end, None, Some(from), false));
    }
    if is_open_dash || onward || since.is_some() || is_elative {
        let start = since.unwrap_or(words.start);
        end += usize::from(onward || (is_dash && says_now));
        return Some(period(start..end.max(words.end), Some(from), None, false));
    }
    let last = dated.last_month.or(date.month).unwrap_or(12);
    let to = Date::new(from.year(), last, 1).ok();
    Some(period(words.clone(), Some(from), to, true))
}

/// The two digits of *2015-19*.
fn short_end(after: &str) -> Option<i16> {
    let rest = after.strip_prefix(['-', '–', '—'])?;
    let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = rest[n_digits..].starts_with(['/', '.'])
        && rest[n_digits + 1..].starts_with(|c: char| c.is_ascii_digit());
    (n_digits == 2 && !goes_on).then(|| rest[..2].parse().ok()).flatten()
}

/// The month of *3-6/2022* that stands before the date.
fn month_before(text: &str, start: usize) -> Option<i8> {
    let rest = text[..start].strip_suffix(['-', '–', '—'])?;
    let digits = rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_alone = !rest[..rest.len() - digits].ends_with(['/', '.', '-']);
    let month: i8 = rest[rest.len() - digits..].parse().ok()?;
    (is_alone && (1..=12).contains(&month)).then_some(month)
}

/// *kaksi vuotta*, *last five years*, *kaks talvee*.
fn durations(told: &Told<'_>, today: Date) -> Vec<Period> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < told.words.len() {
        if let Some(words) = one_year(told, at) {
            at = words.end;
            found.push(Period { words, from: None, to: None, years: Some(1.0), is_point: false });
            continue;
        }
        let number = number_at(told.lang, &told.words, at);
        let Some(number) = number.filter(|number| number.min > 0.0) else {
            at += 1;
            continue;
        };
        let unit = number.words.end;
        at = unit.max(at + 1);
        let is_close = matches!(told.words.gap_before(unit).trim(), "" | "-" | "+");
        let per_unit = if told.is(unit, Role::Year) || told.is(unit, Role::Season) {
            1.0
        } else if told.is(unit, Role::Month) {
            1.0 / 12.0
        } else {
            continue;
        };
        let years = number.min * per_unit;
        if !is_close || unit >= told.words.len() || years > MAX_YEARS {
            continue;
        }
        let mut words = number.words.start..unit + 1;
        let before = words.start.saturating_sub(2)..words.start;
        let last = before.into_iter().find(|at| told.is(*at, Role::Last));
        let months = (years * 12.0).round() as i32;
        let began = last.and_then(|_| today.checked_sub(months.months()).ok());
        words.start = last.unwrap_or(words.start);
        found.push(Period {
            words,
            from: began.map(|day| day.first_of_month()),
            to: None,
            years: Some(years),
            is_point: false,
        });
        at = unit + 1;
    }
    found
}

/// *vuosi keittiöapulaisena*, *vuoden ajan*: one, without a number.
fn one_year(told: &Told<'_>, at: usize) -> Option<Range<usize>> {
    let is_one = ["vuosi", "vuoden"].contains(&told.term(at));
    let counted = at.checked_sub(1).is_some_and(|before| {
        told.words.gap_before(at).trim().is_empty()
            && (number_at(told.lang, &told.words, before).is_some()
                || told.is(before, Role::Last)
                || ["joka", "tämän", "ensi", "koko", "sen", "saman"].contains(&told.term(before)))
    });
    let next = told.term(at + 1);
    let is_followed = told.words.gap_before(at + 1) == " "
        && (["na", "nä"].iter().any(|case| next.ends_with(case))
            || matches!(next, "ajan" | "verran"));
    let is_done = at.checked_sub(1).is_some_and(|before| {
        told.words.gap_before(at) == " "
            && (told.is(before, Role::Did) || told.is(before, Role::Care))
    });
    (is_one && !counted && (is_followed || is_done)).then_some(at..at + 1)
}

#[cfg(test)]
mod tests {
    use super::periods;
    use crate::profile::told::Told;
    use jiff::civil::date;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn when_it_was() {
        let table = [
            (Lang::FI, "Lieksa 3/2018–6/2022", "2018-03..2022-06"),
            (Lang::FI, "maaliskuusta 2018 kesäkuuhun 2022", "2018-03..2022-06"),
            (Lang::FI, "kesäkuusta elokuuhun 2020", "2020-06..2020-08"),
            (Lang::FI, "2015-2019 ja 2014 - 2018", "2015-01..2019-01 2014-01..2018-01"),
            (Lang::FI, "2015-19", "2015-01..2019-01"),
            (Lang::FI, "3-6/2022", "2022-03..2022-06"),
            (Lang::FI, "8/2021–: TypeScript", "2021-08.."),
            (Lang::FI, "2018 alkaen", "2018-01.."),
            (Lang::FI, "Vuodesta 2016 asti", "2016-01.."),
            (Lang::FI, "kesästä 2021 alkaen", "2021-06.."),
            (Lang::FI, "kesällä 2020", "2020-06..2020-08!"),
            (Lang::FI, "1.8.2017–31.5.2024", "2017-08..2024-05"),
            (Lang::FI, "syyskuu 2019 – helmikuu 2023", "2019-09..2023-02"),
            (Lang::FI, "kolme vuotta ja puoli vuotta", "3 0.5"),
            (Lang::FI, "viimeiset viisi vuotta", "2021-11..5"),
            (Lang::FI, "joulukuuhun 2021 asti", "..2021-12"),
            (Lang::FI, "vuodesta 2015 vuoteen 2019", "2015-01..2019-01"),
            (Lang::EN, "since May 2021, from 2015 to 2019", "2021-05.. 2015-01..2019-01"),
            (Lang::EN, "2019 - present", "2019-01.."),
            (Lang::EN, "two years", "2"),
            (Lang::SV, "från maj 2019 till juni 2021, sedan 2020", "2019-05..2021-06 2020-01.."),
            (Lang::RU, "с 2016 по 2020 год", "2016-01..2020-01"),
            (Lang::RU, "с 2016 года по 2020 год", "2016-01..2020-01"),
            (Lang::RU, "с мая 2021 года", "2021-05.."),
        ];
        for (lang, text, expected) in table {
            let found: Vec<String> = periods(&Told::new(lang, text), date(2026, 11, 24))
                .into_iter()
                .map(|period| {
                    let month = |day: Option<jiff::civil::Date>| {
                        day.map_or(String::new(), |day| day.strftime("%Y-%m").to_string())
                    };
                    let years = period.years.map_or(String::new(), |years| years.to_string());
                    let dots = if period.from.is_some() || period.to.is_some() { ".." } else { "" };
                    let point = if period.is_point { "!" } else { "" };
                    format!("{}{dots}{}{years}{point}", month(period.from), month(period.to))
                })
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
