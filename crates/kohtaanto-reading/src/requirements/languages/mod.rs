//! Languages that an ad asks for, with their levels.
//!
//! The name of a language alone says little: *Suomi* is a country, *Finnish* is also a company. It
//! counts where its neighbours speak of a language: a word such as *kieli* or *skills*, a level, a
//! verb of speaking, or a cue that can only mean the language (*englanti eduksi*).

mod evidence;
mod levels;
mod names;

use super::Candidate;
use super::lines::Lines;
use super::scope::{Boundary, boundary};
use crate::lexicon::tables::Books;
use crate::lexicon::{Roles, Words, table};
use kohtaanto_domain::model::{Demand, Lang, LanguageLevel};
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Skill,
    Filler,
    Verb,
    Subject,
    Vague,
    Mode,
}

static ROLES: LazyLock<Books<Role>> = LazyLock::new(|| {
    Books::from_columns(&table(include_str!("../../../data/language-words.tsv")), |key| match key {
        "skill" => Some(Role::Skill),
        "filler" => Some(Role::Filler),
        "verb" => Some(Role::Verb),
        "mode" => Some(Role::Mode),
        "vague" => Some(Role::Vague),
        "subject" => Some(Role::Subject),
        _ => None,
    })
});

/// Words that join languages.
const LINKS: &[&str] =
    &["ja", "sekä", "tai", "että", "och", "samt", "eller", "and", "or", "и", "или", "та"];

/// One language as it is named.
struct Name {
    words: Range<usize>,
    language: Lang,
    /// It is joined to the name before it.
    joins: bool,
    /// It stands in one list with the name before it, with levels between.
    follows: bool,
    confidence: Option<f32>,
    level: Option<(Range<usize>, LanguageLevel)>,
}

/// A level as it is said.
struct Level {
    words: Range<usize>,
    level: LanguageLevel,
    is_code: bool,
}

/// Finds languages. `taken` are words that mean something else, such as a licence of class C1.
pub(super) fn find(lines: &Lines<'_>, taken: &[Range<usize>]) -> Vec<Candidate<Demand>> {
    let (lang, words) = (lines.lang, &lines.words);
    let roles = Roles::new(&ROLES, lang, words);
    let levels = levels::said(lines, &roles, taken);
    let finder = Finder { lines, roles, levels };
    let mut names: Vec<Name> = Vec::new();
    for (name, language) in names::named(lang, words) {
        if !finder.can_be_language(&name) {
            continue;
        }
        let joins = names.last().is_some_and(|last| finder.joins(&last.words, &name));
        let follows = names.last().is_some_and(|last| finder.follows(&last.words, &name));
        let (confidence, level) = (None, None);
        names.push(Name { words: name, language, joins, follows, confidence, level });
    }
    for at in 0..names.len() {
        let level = finder.level(&names, at);
        let name = &names[at];
        let confidence = finder.evidence(name, level.is_some());
        (names[at].level, names[at].confidence) = (level, confidence);
    }
    share(&mut names);
    names.iter().filter_map(|name| finder.candidate(name)).collect()
}

/// What one language of a coordination has, all have: *sujuvaa suomea ja englantia*, *suomen ja
/// englannin kielen hyvä taito*.
fn share(names: &mut [Name]) {
    for group in names.chunk_by_mut(|_, name| name.joins || name.follows) {
        let best = group.iter().filter_map(|name| name.confidence).max_by(f32::total_cmp);
        group.iter_mut().for_each(|name| name.confidence = name.confidence.or(best));
    }
    for group in names.chunk_by_mut(|_, name| name.joins) {
        let is_before = |name: &Name| {
            name.level.as_ref().is_some_and(|(words, _)| words.start < name.words.start)
        };
        // A level before a name is that of the names behind it too, one behind a name that of the
        // names before it.
        for at in 1..group.len() {
            if group[at].level.is_none() && is_before(&group[at - 1]) {
                group[at].level = group[at - 1].level.clone();
            }
        }
        for at in (1..group.len()).rev() {
            if group[at - 1].level.is_none() && !is_before(&group[at]) {
                group[at - 1].level = group[at].level.clone();
            }
        }
    }
}

struct Finder<'l, 't> {
    lines: &'l Lines<'t>,
    roles: Roles<Role>,
    levels: Vec<Level>,
}

impl Finder<'_, '_> {
    fn words(&self) -> &Words<'_> {
        &self.lines.words
    }

    fn is_link(&self, at: usize) -> bool {
        self.words().as_slice().get(at).is_some_and(|word| LINKS.contains(&word.term.as_str()))
    }

    /// Words that say nothing of their own between a language and its level.
    fn is_small(&self, at: usize) -> bool {
        self.is_link(at) || self.roles.is(at, Role::Filler) || self.roles.is(at, Role::Mode)
    }

    fn candidate(&self, name: &Name) -> Option<Candidate<Demand>> {
        let confidence = name.confidence?;
        let mut words = name.words.clone();
        while self.roles.is(words.end, Role::Skill)
            && boundary(self.words(), words.end, words.end) == Boundary::None
        {
            words.end += 1;
        }
        // The words of the level where nothing but fillers is between.
        if let Some((level, _)) = &name.level {
            let (from, to) = match level.end <= words.start {
                true => (level.end, words.start),
                false => (words.end, level.start),
            };
            if (from..to).all(|at| self.is_small(at)) {
                words = words.start.min(level.start)..words.end.max(level.end);
            }
        }
        let level = name.level.as_ref().map(|(_, level)| *level);
        let value = Demand::Language { language: name.language, level };
        Some(Candidate { value, words, confidence })
    }
}
