//! Which level is said of which language.

use super::{Finder, Level, Name, Role};
use crate::lexicon::tables::language_levels;
use crate::lexicon::{Roles, Words};
use crate::requirements::lines::Lines;
use crate::requirements::scope::{Boundary, boundary};
use kohtaanto_domain::model::{Coded, Lang, LanguageLevel};
use std::ops::Range;

/// The levels that a text says.
pub(super) fn said(lines: &Lines<'_>, roles: &Roles<Role>, taken: &[Range<usize>]) -> Vec<Level> {
    let (lang, words) = (lines.lang, &lines.words);
    language_levels()
        .of(lang)
        .longest(words)
        .into_iter()
        // "Hyväksi" is a merit, not a level.
        .filter(|hit| lang != Lang::FI || !words.text_of(&hit.words).ends_with("ksi"))
        .filter(|hit| !roles.is(hit.words.start, Role::Vague))
        .filter(|hit| !taken.iter().any(|other| other.contains(&hit.words.start)))
        .map(|hit| Level {
            is_code: is_code(words, &hit.words),
            words: hit.words,
            level: *hit.value,
        })
        .collect()
}

fn is_code(words: &Words<'_>, level: &Range<usize>) -> bool {
    let term = words.as_slice().get(level.start).map_or("", |word| word.term.as_str());
    LanguageLevel::CODES.iter().any(|(code, _)| code.eq_ignore_ascii_case(term))
}

impl Finder<'_, '_> {
    /// The level that is said of a name: adjectives rather before it, codes rather behind it.
    pub(super) fn level(&self, names: &[Name], at: usize) -> Option<(Range<usize>, LanguageLevel)> {
        let name = &names[at].words;
        let cost = |level: &Level| {
            let is_before = level.words.end <= name.start;
            let (from, to) = match is_before {
                true => (level.words.end, name.start),
                false if name.end <= level.words.start => (name.end, level.words.start),
                false => return None,
            };
            if to - from > 7 || !(from..to).all(|at| self.may_stand_between(names, at)) {
                return None;
            }
            let across = boundary(self.words(), from, to);
            let wrong_side = is_before == level.is_code;
            let is_near = match self.is_only_name(names, at) {
                true => across < Boundary::Clause,
                false => across == Boundary::None,
            };
            is_near.then_some((across, wrong_side, to - from))
        };
        let costs = self.levels.iter().filter_map(|level| Some((cost(level)?, level)));
        let nearest = costs.min_by_key(|(cost, _)| *cost).map(|(_, level)| level);
        let level = nearest.or_else(|| self.only_code(names, at))?;
        Some((level.words.clone(), level.level))
    }

    /// Whether no other language is named in the line.
    fn is_only_name(&self, names: &[Name], at: usize) -> bool {
        let line = self.lines.line_of(names[at].words.start).map(|line| &line.words);
        line.is_some_and(|line| {
            names.iter().filter(|name| line.contains(&name.words.start)).count() == 1
        })
    }

    /// The code of a line that names one language and one code.
    fn only_code(&self, names: &[Name], at: usize) -> Option<&Level> {
        let line = &self.lines.line_of(names[at].words.start)?.words;
        let is_only = self.is_only_name(names, at);
        let mut codes =
            self.levels.iter().filter(|level| level.is_code && line.contains(&level.words.start));
        let code = codes.next().filter(|_| is_only && codes.next().is_none())?;
        let (from, to) = match code.words.end <= names[at].words.start {
            true => (code.words.end, names[at].words.start),
            false => (names[at].words.end, code.words.start),
        };
        (from <= to && to - from <= 6 && boundary(self.words(), from, to) < Boundary::Sentence)
            .then_some(code)
    }

    fn may_stand_between(&self, names: &[Name], at: usize) -> bool {
        self.is_small(at)
            || self.roles.is(at, Role::Skill)
            || self.roles.is(at, Role::Verb)
            || names.iter().any(|name| name.words.contains(&at))
    }
}
