//! Whether the name of a language means the language.

use super::{Finder, Name, Role};
use crate::requirements::ad::Stance;
use crate::requirements::confidence::{EXPLICIT, FAR, INFERRED};
use crate::requirements::scope::{Boundary, boundary};
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::SentenceKind;
use std::ops::Range;

/// A verb of speaking stands within so many words before the language.
const VERB_REACH: usize = 5;
/// A cue that can only mean the language stands within so many words.
const CUE_REACH: usize = 4;
/// Finnish forms that say in or by means of which language: *englanniksi*, *englannilla*.
const MEANS: &[&str] = &["ksi", "lla", "llä", "llakin", "lläkin"];

impl Finder<'_, '_> {
    /// How sure it is that a language is meant, by what stands around its name.
    pub(super) fn evidence(&self, name: &Name, has_level: bool) -> Option<f32> {
        let words = self.words();
        let next = name.words.end;
        let said_outright = has_level
            || name.words.clone().skip(1).any(|at| self.roles.is(at, Role::Skill))
            || (self.roles.is(next, Role::Skill) && boundary(words, next, next) == Boundary::None)
            || self.skill_before(name.words.start);
        if said_outright {
            return Some(EXPLICIT);
        }
        let word = words.as_slice().get(name.words.start)?;
        let by_form =
            self.lines.lang == Lang::FI && MEANS.iter().any(|ending| word.term.ends_with(ending));
        let by_compound = word.lemmas.iter().any(|lemma| {
            lemma.contains("kiel") && !lemma.ends_with("kielinen") && !lemma.ends_with("kielisyys")
        });
        let from = name.words.start.saturating_sub(VERB_REACH);
        let by_verb = (from..name.words.start).any(|at| {
            self.roles.is(at, Role::Verb)
                && boundary(words, at + 1, name.words.start) <= Boundary::Link
        }) || self.roles.is(next, Role::Verb)
            && boundary(words, next, next) == Boundary::None;
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
        (self.is_topic(name) || self.is_asked(name)).then_some(INFERRED)
    }

    /// *Finnish: ...*, *Финский — ...*: what the sentence is about.
    fn is_topic(&self, name: &Name) -> bool {
        let words = self.words();
        let start = name.words.start;
        let is_first = start == 0
            || boundary(words, start, start) == Boundary::Sentence
            || words.gap_before(start).contains(['.', '-', '•']);
        is_first && words.gap_before(name.words.end).contains([':', '—', '–'])
    }

    /// *Englanti eduksi*: a cue beside the name, and nothing that the name could be an adjective
    /// of.
    fn is_asked(&self, name: &Name) -> bool {
        let Some(cue) = self.lines.cue_of(&name.words) else { return false };
        if !matches!(cue.stance, Stance::Must | Stance::Nice | Stance::NotNeeded) {
            return false;
        }
        let (from, to) = match cue.words.start < name.words.start {
            true => (cue.words.end, name.words.start),
            false => (name.words.end, cue.words.start),
        };
        from <= to
            && to - from <= CUE_REACH
            && boundary(self.words(), from, to) == Boundary::None
            && (self.stands_alone(&name.words) || cue.words.contains(&name.words.end))
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
            if self.roles.is(at, Role::Mode) {
                return boundary(self.words(), at + 1, start) == Boundary::None;
            }
            if !(self.roles.is(at, Role::Filler) || self.is_link(at)) {
                return false;
            }
        }
        false
    }
}
