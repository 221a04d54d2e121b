//! Where languages are named, and which names stand together.

use super::{Finder, Role};
use crate::lexicon::Words;
use crate::lexicon::tables::language_names;
use crate::requirements::scope::{Boundary, boundary};
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// Finnish words for knowing or using a language begin with its name.
const COMPOUNDS: &[&str] = &["kielentaito", "kielitaito", "kielinen", "kielisyys", "kieli"];
/// Finnish places where and whither: of a country, not of a language.
const PLACES: &[&str] = &["ssa", "ssä", "sta", "stä", "aan", "oon", "een", "iin", "lle"];

/// Where languages are named, in the order of the text: also as the first part of a Finnish word
/// for knowing or using one (*englanninkielentaito*).
pub(super) fn named(lang: Lang, words: &Words<'_>) -> Vec<(Range<usize>, Lang)> {
    let book = language_names().of(lang);
    // *Puoliksi* is of *puoli* rather than of *puola*: the likeliest base form counts.
    let is_likely = |name: &Range<usize>, language: Lang| {
        let Some([first, _, ..]) = words.as_slice().get(name.start).map(|w| w.lemmas.as_slice())
        else {
            return true;
        };
        let readings = book.all_at(&Words::new(lang, first), 0);
        name.len() > 1 || readings.iter().any(|hit| *hit.value == language)
    };
    let mut names: Vec<_> = book
        .longest(words)
        .into_iter()
        .map(|hit| (hit.words, *hit.value))
        .filter(|(name, language)| lang != Lang::FI || is_likely(name, *language))
        .collect();
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

impl Finder<'_, '_> {
    /// Not a country, and not a subject that is taught.
    pub(super) fn can_be_language(&self, name: &Range<usize>) -> bool {
        let words = self.words();
        let Some(word) = words.as_slice().get(name.start) else { return false };
        let at_start = self.lines.line_of(name.start).is_some_and(|l| l.words.start == name.start);
        let is_finnish = self.lines.lang == Lang::FI;
        let follows_colon = words.gap_before(name.start).contains([':', '(', '/', '.']);
        let is_name = words.is_capitalized(name.start) && !at_start && !follows_colon;
        let is_place = PLACES.iter().any(|ending| word.term.ends_with(ending));
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
    pub(super) fn joins(&self, before: &Range<usize>, name: &Range<usize>) -> bool {
        before.end <= name.start
            && boundary(self.words(), before.end, name.start) <= Boundary::Link
            && name.start - before.end <= 4
            && !self.words().gap_before(before.end).contains('(')
            && (before.end..name.start).all(|at| self.is_link(at) || self.roles.is(at, Role::Skill))
    }

    /// Whether nothing but links, levels and small words stands between two names.
    pub(super) fn follows(&self, before: &Range<usize>, name: &Range<usize>) -> bool {
        let is_level = |at: usize| self.levels.iter().any(|level| level.words.contains(&at));
        before.end <= name.start
            && boundary(self.words(), before.end, name.start) <= Boundary::Link
            && name.start - before.end <= 5
            && (before.end..name.start)
                .all(|at| self.is_small(at) || is_level(at) || self.roles.is(at, Role::Skill))
    }
}
