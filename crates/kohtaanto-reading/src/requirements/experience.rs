//! Experience that an ad asks for: how many years, and of which occupation.

use super::Candidate;
use super::ad::Stance;
use super::confidence::{EXPLICIT, FAR, INFERRED};
use super::lines::Lines;
use super::named::Named;
use super::scope::{Boundary, boundary};
use crate::lexicon::tables::Books;
use crate::lexicon::{Roles, number_at, table};
use kohtaanto_domain::model::Demand;
use kohtaanto_domain::text::SentenceKind;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Noun,
    Adj,
    Not,
    Some,
    Year,
    Month,
    Least,
}

static ROLES: LazyLock<Books<Role>> = LazyLock::new(|| {
    Books::from_columns(&table(include_str!("../../data/experience-words.tsv")), |key| match key {
        "noun" => Some(Role::Noun),
        "adj" => Some(Role::Adj),
        "not" => Some(Role::Not),
        "some" => Some(Role::Some),
        "year" => Some(Role::Year),
        "month" => Some(Role::Month),
        "least" => Some(Role::Least),
        _ => None,
    })
});

/// The years stand within so many words of the experience.
const YEARS_REACH: usize = 6;
/// The occupation stands within so many words of it.
const OCCUPATION_REACH: usize = 8;
/// More years than these, without the word experience, are an age.
const MAX_BARE_YEARS: f32 = 10.0;
/// More years than these are the employer's, or an age.
const MAX_YEARS: f32 = 20.0;

/// Finds experience.
pub(super) fn find(lines: &Lines<'_>, named: &Named<'_>) -> Vec<Candidate<Demand>> {
    let roles = Roles::new(&ROLES, lines.lang, &lines.words);
    let finder = Finder { lines, roles };
    // Experience with a tool is a competence: "Netvisor-kokemus".
    let whole = |words: &&Range<usize>| !lines.words.is_joined_to_before(words.start);
    let nouns = finder.roles.all(Role::Noun).filter(whole).map(|words| (words.clone(), EXPLICIT));
    let adjectives = finder.roles.all(Role::Adj).map(|words| (words.clone(), FAR));
    let mut places: Vec<(Range<usize>, f32)> = nouns.chain(adjectives).collect();
    places.sort_by_key(|(words, _)| (words.start, std::cmp::Reverse(words.end)));
    places.dedup_by(|next, kept| next.0.start < kept.0.end);
    let candidate = |(words, confidence): (Range<usize>, f32)| {
        if (words.start..words.end).any(|at| finder.roles.is(at, Role::Not)) {
            return None;
        }
        let is_adjective = confidence < EXPLICIT;
        if is_adjective && !finder.is_sought(&words) {
            return None;
        }
        let years = finder.years(&words).filter(|_| !is_adjective);
        if years.as_ref().is_some_and(|(_, years)| years.is_some_and(|years| years > MAX_YEARS)) {
            return None;
        }
        let occupation = finder.reach(&words, OCCUPATION_REACH);
        let occupation = named.occupation_within(&occupation, words.start);
        let hull = |with: &Range<usize>, words: &Range<usize>| {
            words.start.min(with.start)..words.end.max(with.end)
        };
        let mut all = words.clone();
        if let Some((own, _)) = &years {
            all = hull(own, &all);
        }
        if let Some((own, _)) = &occupation {
            all = hull(own, &all);
        }
        let value = Demand::Experience {
            occupation: occupation.map(|(_, occupation)| occupation),
            years: years.and_then(|(_, years)| years),
        };
        Some(Candidate { value, words: all, confidence })
    };
    let bare = finder.bare_years(&places);
    places.into_iter().filter_map(candidate).chain(bare).collect()
}

struct Finder<'l, 't> {
    lines: &'l Lines<'t>,
    roles: Roles<Role>,
}

impl Finder<'_, '_> {
    /// *Haemme kokenutta kokkia*, not *kokeneen kokin parina*: a cue stands right before.
    fn is_sought(&self, words: &Range<usize>) -> bool {
        let cue = self.lines.cue_of(words);
        cue.is_some_and(|cue| {
            matches!(cue.stance, Stance::Must | Stance::Nice | Stance::Task)
                && cue.words.end <= words.start
                && words.start - cue.words.end <= 2
        })
    }

    /// The words around some words, in the same clause.
    fn reach(&self, words: &Range<usize>, reach: usize) -> Range<usize> {
        let Some(line) = self.lines.line_of(words.start) else { return words.clone() };
        let all = &self.lines.words;
        let is_near = |from: usize, to: usize| boundary(all, from, to) <= Boundary::Link;
        let mut start = words.start;
        while start > line.words.start && words.start - start < reach && is_near(start, words.start)
        {
            start -= 1;
        }
        let mut end = words.end;
        while end < line.words.end && end - words.end < reach && is_near(words.end, end) {
            end += 1;
        }
        start..end
    }

    /// *3+ vuotta ohjelmistokehitystä*, *at least three years of C++*: years of what is asked,
    /// without the word experience.
    fn bare_years(&self, places: &[(Range<usize>, f32)]) -> Vec<Candidate<Demand>> {
        let words = &self.lines.words;
        let asked = self.lines.iter().filter(|line| {
            line.kind == SentenceKind::Requirement
                || (line.is_item && line.kind == SentenceKind::Other)
        });
        let mut found = Vec::new();
        for line in asked {
            if places.iter().any(|(place, _)| line.words.contains(&place.start)) {
                continue;
            }
            for at in line.words.clone() {
                let Some((range, Some(years))) = self.years_at(at, &line.words) else { continue };
                let is_open = words.gap_before(at + 1).starts_with('+');
                let is_least = at > 0 && (at - 1..at).any(|at| self.roles.is(at, Role::Least));
                let follows = range.end < line.words.end
                    && boundary(words, range.end, range.end) == Boundary::None;
                if (is_open || is_least) && follows && years <= MAX_BARE_YEARS {
                    let value = Demand::Experience { occupation: None, years: Some(years) };
                    found.push(Candidate { value, words: range, confidence: INFERRED });
                    break;
                }
            }
        }
        found
    }

    /// The years that belong to the experience, with their words; no number where the text says
    /// that there are several.
    fn years(&self, experience: &Range<usize>) -> Option<(Range<usize>, Option<f32>)> {
        let reach = self.reach(experience, YEARS_REACH);
        let found = (reach.start..reach.end).filter_map(|at| self.years_at(at, &reach));
        found.min_by_key(|(words, _)| {
            // What stands before the experience first, then the nearest.
            match words.end <= experience.start {
                true => (experience.start - words.end, false),
                false => (words.start.saturating_sub(experience.end), true),
            }
        })
    }

    fn years_at(&self, at: usize, reach: &Range<usize>) -> Option<(Range<usize>, Option<f32>)> {
        let words = &self.lines.words;
        let unit_at = |at: usize| {
            let year = self.roles.at(at, Role::Year).map(|unit| (unit, 1.0));
            year.or_else(|| self.roles.at(at, Role::Month).map(|unit| (unit, 1.0 / 12.0)))
        };
        if let Some(number) = number_at(self.lines.lang, words, at) {
            let next = number.words.end;
            let (unit, factor) = unit_at(next).filter(|_| next < reach.end)?;
            let years = number.min * factor;
            let range = number.words.start..unit.end;
            return Some((range, Some(years)));
        }
        if self.roles.is(at, Role::Some) {
            let (unit, _) = unit_at(at + 1)?;
            return Some((at..unit.end, None));
        }
        let (unit, factor) = unit_at(at)?;
        // "Vuoden kokemus": one.
        let before = at.checked_sub(1);
        let is_counted = before.is_some_and(|before| {
            self.roles.is(before, Role::Some)
                || words.as_slice()[before].term.starts_with(|c: char| c.is_ascii_digit())
                || number_at(self.lines.lang, words, before).is_some()
        });
        let is_one = ["vuoden", "vuosi", "kuukauden", "års", "ett", "год", "года"]
            .contains(&words.as_slice()[at].term.as_str());
        (!is_counted && is_one).then_some((unit, Some(factor)))
    }
}
