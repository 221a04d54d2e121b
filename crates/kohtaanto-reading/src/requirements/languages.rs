//! Languages that an ad asks for, with their levels.
//!
//! The name of a language alone says little: *Suomi* is a country, *Finnish* is also a company. It
//! counts where its neighbours speak of a language: a word such as *kieli* or *skills*, a level, a
//! verb of speaking, or a cue that can only mean the language (*englanti eduksi*).

use super::Candidate;
use super::ad::Stance;
use super::confidence::{EXPLICIT, FAR, INFERRED};
use super::lines::Lines;
use super::scope::{Boundary, boundary};
use crate::lexicon::tables::{Books, language_levels, language_names};
use crate::lexicon::{Roles, Words, table};
use kohtaanto_domain::text::SentenceKind;
use kohtaanto_domain::model::{Coded, Demand, Lang, LanguageLevel};
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Skill,
    Filler,
    Verb,
    Subject,
    Vague,
}

static ROLES: LazyLock<Books<Role>> = LazyLock::new(|| {
    Books::from_columns(&table(include_str!("../../data/language-words.tsv")), |key| match key {
        "skill" => Some(Role::Skill),
        "filler" => Some(Role::Filler),
        "verb" => Some(Role::Verb),
        "vague" => Some(Role::Vague),
        "subject" => Some(Role::Subject),
        _ => None,
    })
});

/// Words that join languages.
const LINKS: &[&str] =
    &["ja", "sekä", "tai", "että", "och", "samt", "eller", "and", "or", "и", "или", "та"];
/// Finnish words for knowing or using a language begin with its name.
const COMPOUNDS: &[&str] = &["kielentaito", "kielitaito", "kielinen", "kielisyys", "kieli"];
/// A verb of speaking stands within so many words before the language.
const VERB_REACH: usize = 5;
/// A cue that can only mean the language stands within so many words.
const CUE_REACH: usize = 4;

/// One language as it is named.
struct Name {
    words: Range<usize>,
    language: Lang,
    /// It is joined to the name before it.
    joins: bool,
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
    let levels: Vec<Level> = language_levels()
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
        .collect();
    let finder = Finder { lines, roles, levels };
    let mut names: Vec<Name> = Vec::new();
    for (name, language) in named(lang, words) {
        if !finder.can_be_language(&name) {
            continue;
        }
        let joins = names.last().is_some_and(|last| finder.joins(&last.words, &name));
        names.push(Name { words: name, language, joins, confidence: None, level: None });
    }
    for at in 0..names.len() {
        let level = finder.level(&names, at);
        let name = &names[at];
        let confidence = finder.evidence(name, level.is_some());
        (names[at].level, names[at].confidence) = (level, confidence);
    }
    share_evidence(&mut names);
    names.iter().filter_map(|name| finder.candidate(name)).collect()
}

/// Where languages are named, in the order of the text: also as the first part of a Finnish word
/// for knowing or using one (*englanninkielentaito*).
fn named(lang: Lang, words: &Words<'_>) -> Vec<(Range<usize>, Lang)> {
    let book = language_names().of(lang);
    let mut names: Vec<_> =
        book.longest(words).into_iter().map(|hit| (hit.words, *hit.value)).collect();
    let compounds = words.as_slice().iter().enumerate().filter(|_| lang == Lang::FI);
    for (at, word) in compounds {
        if names.iter().any(|(words, _)| words.contains(&at)) {
            continue;
        }
        let first = word.lemmas.iter().find_map(|lemma| {
            COMPOUNDS.iter().find_map(|ending| lemma.strip_suffix(ending)).filter(|s| !s.is_empty())
        });
        let Some(first) = first else { continue };
        let language = book.all_at(&Words::new(lang, first), 0).first().map(|hit| *hit.value);
        names.extend(language.map(|language| (at..at + 1, language)));
    }
    names.sort_by_key(|(words, _)| words.start);
    names
}

/// What one language of a coordination has, all have.
fn share_evidence(names: &mut [Name]) {
    let mut start = 0;
    while start < names.len() {
        let end = (start + 1..names.len()).find(|at| !names[*at].joins).unwrap_or(names.len());
        let group = &mut names[start..end];
        let best = group.iter().filter_map(|name| name.confidence).max_by(f32::total_cmp);
        group.iter_mut().for_each(|name| name.confidence = name.confidence.or(best));
        start = end;
    }
}

fn is_code(words: &Words<'_>, level: &Range<usize>) -> bool {
    let term = words.as_slice().get(level.start).map_or("", |word| word.term.as_str());
    LanguageLevel::CODES.iter().any(|(code, _)| code.eq_ignore_ascii_case(term))
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

    /// Not a country, and not a subject that is taught.
    fn can_be_language(&self, name: &Range<usize>) -> bool {
        let words = self.words();
        let Some(word) = words.as_slice().get(name.start) else { return false };
        let at_start = self.lines.line_of(name.start).is_some_and(|l| l.words.start == name.start);
        let is_finnish = self.lines.lang == Lang::FI;
        let follows_colon = words.gap_before(name.start).contains([':', '(', '/', '.']);
        let is_name = words.is_capitalized(name.start) && !at_start && !follows_colon;
        let is_place = [
            "ssa", "ssä", "sta", "stä", "aan", "oon", "een", "iin", "lle",
        ]
        .iter()
        .any(|ending| word.term.ends_with(ending));
        if is_finnish && (is_name || (is_place && name.len() == 1)) {
            return false;
        }
        let mut next = name.end;
        while self.roles.is(next, Role::Skill) {
            next += 1;
        }
        !(self.roles.is(next, Role::Subject) && boundary(words, name.end, next) == Boundary::None)
    }

    /// Whether nothing but links and words such as *kielen* stands between two names.
    fn joins(&self, before: &Range<usize>, name: &Range<usize>) -> bool {
        before.end <= name.start
            && self.same_sentence(before.end, name.start)
            && name.start - before.end <= 4
            && (before.end..name.start).all(|at| self.is_link(at) || self.roles.is(at, Role::Skill))
    }

    fn same_sentence(&self, from: usize, to: usize) -> bool {
        boundary(self.words(), from, to) < Boundary::Sentence
    }

    fn is_link(&self, at: usize) -> bool {
        self.words().as_slice().get(at).is_some_and(|word| LINKS.contains(&word.term.as_str()))
    }

    /// The level that is said of a name: adjectives rather before it, codes rather behind it.
    fn level(&self, names: &[Name], at: usize) -> Option<(Range<usize>, LanguageLevel)> {
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
            // "englanti hyvä, ruotsi": the level behind a name is that name's.
            let is_taken = is_before && across >= Boundary::Link && names.iter().any(|other| {
                other.words.end <= level.words.start
                    && (other.words.end..level.words.start)
                        .all(|at| self.roles.is(at, Role::Skill) || self.roles.is(at, Role::Filler))
                    && boundary(self.words(), other.words.end, level.words.start) == Boundary::None
            });
            if is_taken {
                return None;
            }
            let wrong_side = is_before == level.is_code;
            (across < Boundary::Clause).then_some((across, wrong_side, to - from))
        };
        let costs = self.levels.iter().filter_map(|level| Some((cost(level)?, level)));
        let nearest = costs.min_by_key(|(cost, _)| *cost).map(|(_, level)| level);
        let level = nearest.or_else(|| self.only_code(names, at))?;
        Some((level.words.clone(), level.level))
    }

    /// The code of a line that names one language and one code.
    fn only_code(&self, names: &[Name], at: usize) -> Option<&Level> {
        let line = &self.lines.line_of(names[at].words.start)?.words;
        let is_only = names.iter().filter(|name| line.contains(&name.words.start)).count() == 1;
        let mut codes =
            self.levels.iter().filter(|level| level.is_code && line.contains(&level.words.start));
        let code = codes.next().filter(|_| is_only && codes.next().is_none())?;
        let (from, to) = match code.words.end <= names[at].words.start {
            true => (code.words.end, names[at].words.start),
            false => (names[at].words.end, code.words.start),
        };
        (from <= to && to - from <= 6 && self.same_sentence(from, to)).then_some(code)
    }

    fn may_stand_between(&self, names: &[Name], at: usize) -> bool {
        self.is_link(at)
            || self.roles.is(at, Role::Skill)
            || self.roles.is(at, Role::Filler)
            || self.roles.is(at, Role::Verb)
            || names.iter().any(|name| name.words.contains(&at))
    }

    /// How sure it is that a language is meant, by what stands around its name.
    fn evidence(&self, name: &Name, has_level: bool) -> Option<f32> {
        let words = self.words();
        let next = name.words.end;
        let said_outright = has_level
            || name.words.clone().skip(1).any(|at| self.roles.is(at, Role::Skill))
            || (self.roles.is(next, Role::Skill)
                && boundary(words, next, next) == Boundary::None)
            || self.skill_before(name.words.start);
        if said_outright {
            return Some(EXPLICIT);
        }
        let word = words.as_slice().get(name.words.start)?;
        let by_form = self.lines.lang == Lang::FI && word.term.ends_with("ksi");
        let by_compound = word.lemmas.iter().any(|lemma| {
            lemma.contains("kiel") && !lemma.ends_with("kielinen") && !lemma.ends_with("kielisyys")
        });
        let from = name.words.start.saturating_sub(VERB_REACH);
        let by_verb = (from..name.words.start).any(|at| {
            self.roles.is(at, Role::Verb)
                && boundary(words, at + 1, name.words.start) <= Boundary::Link
        }) || self.roles.is(next, Role::Verb) && boundary(words, next, next) == Boundary::None;
        let term = |at: usize| words.as_slice().get(at).map_or("", |word| word.term.as_str());
        // "På svenska", "in English": what is done in the language.
        let before = name.words.start.checked_sub(1).map_or("", term);
        let by_preposition = [before, term(name.words.start)]
            .iter()
            .any(|word| matches!(*word, "på" | "in" | "на") || word.starts_with("по-"))
            && self.stands_alone(&name.words)
            && self.lines.line_of(name.words.start).is_some_and(|line| {
                matches!(line.kind, SentenceKind::Task | SentenceKind::Requirement)
            });
        if by_form || by_compound || by_verb || by_preposition {
            return Some(FAR);
        }
        // "Finnish: ...", "Финский — ...": what the sentence is about.
        let gap = words.gap_before(next);
        let is_first = name.words.start == 0
            || boundary(words, name.words.start, name.words.start) == Boundary::Sentence
            || words.gap_before(name.words.start).contains(['.', '-', '•']);
        if is_first && gap.contains([':', '—', '–']) {
            return Some(INFERRED);
        }
        let cue = self.lines.cue_of(&name.words)?;
        if !matches!(cue.stance, Stance::Must | Stance::Nice | Stance::NotNeeded) {
            return None;
        }
        let (from, to) = match cue.words.start < name.words.start {
            true => (cue.words.end, name.words.start),
            false => (name.words.end, cue.words.start),
        };
        let is_near = from <= to
            && to - from <= CUE_REACH
            && boundary(words, from, to) == Boundary::None;
        let stands_alone = self.stands_alone(&name.words) || cue.words.contains(&next);
        (is_near && stands_alone).then_some(INFERRED)
    }

    /// Whether nothing follows that the name could be an adjective of: a link, a filler or the end.
    fn stands_alone(&self, name: &Range<usize>) -> bool {
        let next = name.end;
        self.lines.line_of(name.start).is_some_and(|line| next >= line.words.end)
            || self.is_link(next)
            || self.roles.is(next, Role::Filler)
            || boundary(self.words(), next, next) >= Boundary::Link
    }

    /// *kielitaito: suomi*, *knowledge of Finnish*.
    fn skill_before(&self, start: usize) -> bool {
        let mut at = start;
        while at > 0 && start - at < 3 {
            at -= 1;
            if self.roles.is(at, Role::Skill) {
                return boundary(self.words(), at + 1, start) <= Boundary::Link;
            }
            if !(self.roles.is(at, Role::Filler) || self.is_link(at)) {
                return false;
            }
        }
        false
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
            if (from..to).all(|at| self.roles.is(at, Role::Filler) || self.is_link(at)) {
                words = words.start.min(level.start)..words.end.max(level.end);
            }
        }
        let level = name.level.as_ref().map(|(_, level)| *level);
        let value = Demand::Language { language: name.language, level };
        Some(Candidate { value, words, confidence })
    }
}
