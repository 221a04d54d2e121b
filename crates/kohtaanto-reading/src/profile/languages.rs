//! Languages that a person says to know, with their levels.
//!
//! The name of a language is also that of a country and of a people, so that it counts only beside
//! a level, a word for speaking, or in a list of languages.

use super::reading::Read;
use super::told::{Role, Told};
use crate::lexicon::tables::{language_levels, language_names};
use crate::requirements::{EXPLICIT, FAR};
use kohtaanto_domain::model::{Lang, LanguageLevel, LanguageSkill};
use std::ops::Range;

/// So many words may stand between a language and its level, or a word for speaking.
const REACH: usize = 5;

/// A name of a language, with what is known of it.
struct Name {
    words: Range<usize>,
    language: Lang,
    level: Option<(Range<usize>, LanguageLevel)>,
    is_spoken: bool,
}

/// The languages of a telling.
pub(super) fn find(told: &Told<'_>) -> Vec<Read<LanguageSkill>> {
    let mut names: Vec<Name> = language_names()
        .of(told.lang)
        .longest(&told.words)
        .into_iter()
        .map(|hit| Name {
            is_spoken: is_spoken(told, &hit.words),
            language: *hit.value,
            words: hit.words,
            level: None,
        })
        .collect();
    levels(told, &mut names);
    // A list of languages: what stands beside one that is known is known too.
    for at in 0..names.len() {
        let near = [at.checked_sub(1), Some(at + 1)];
        let is_listed = near.into_iter().flatten().any(|other| {
            names.get(other).is_some_and(|other| {
                (other.level.is_some() || other.is_spoken) && is_beside(told, other, &names[at])
            })
        });
        names[at].is_spoken |= is_listed;
    }
    let known = |name: Name| {
        let is_known = name.level.is_some() || name.is_spoken;
        if !is_known || told.is_denied(&name.words) || told.is_wished(&name.words) {
            return None;
        }
        let words = match &name.level {
            Some((level, _)) => name.words.start.min(level.start)..name.words.end.max(level.end),
            None => name.words.clone(),
        };
        let value =
            LanguageSkill { language: name.language, level: name.level.as_ref().map(|(_, l)| *l) };
        let confidence = if name.level.is_some() { EXPLICIT } else { FAR };
        Some(Read { value, span: told.words.span(&words), confidence })
    };
    names.into_iter().filter_map(known).collect()
}

/// Gives each level to a language: the one before it, unless the level stands nearer to the next.
fn levels(told: &Told<'_>, names: &mut [Name]) {
    // What the scale itself says first: "sujuu B1-tasolla" is B1.
    let mut hits = language_levels().of(told.lang).longest(&told.words);
    hits.sort_by_key(|hit| !is_code(told.term(hit.words.start)));
    for hit in hits {
        let (words, level) = (hit.words, *hit.value);
        let same_sentence = |name: &Name| {
            let (a, b) = (told.stretch_of(name.words.start), told.stretch_of(words.start));
            a.is_some() && a == b
        };
        let distance = |name: &Name| {
            let before = name.words.end <= words.start;
            let (from, to) =
                if before { (name.words.end, words.start) } else { (words.end, name.words.start) };
            // A comma parts a level from the next language more than from the one before.
            let commas = (from..=to).filter(|at| told.words.gap_before(*at).contains([',', ';']));
            (to.saturating_sub(from) + 3 * commas.count(), !before)
        };
        let free = names.iter_mut().filter(|name| name.level.is_none() && same_sentence(name));
        let nearest = free.min_by_key(|name| distance(name));
        if let Some(name) = nearest.filter(|name| distance(name).0 <= REACH) {
            name.level = Some((words, level));
        }
    }
}

/// A1 to C2.
fn is_code(term: &str) -> bool {
    matches!(term.as_bytes(), [b'a'..=b'c', b'1' | b'2'])
}

/// *puhun venäjää*, *suomen kieli*, *Kielet: suomi*, *по-русски*.
fn is_spoken(told: &Told<'_>, words: &Range<usize>) -> bool {
    let parts = |at: usize| told.words.gap_before(at).contains(['.', ';', '\n', '!', '?']);
    let before = (words.start.saturating_sub(REACH)..words.start).rev();
    let is_before = before.take_while(|at| !parts(at + 1)).any(|at| told.is(at, Role::Speak));
    let behind = words.end..(words.end + 2).min(told.words.len());
    let is_behind = behind
        .take_while(|at| !told.words.gap_before(*at).contains(['.', ',', ';', ':', '\n']))
        .any(|at| told.is(at, Role::Speak));
    let written = told.term(words.start);
    is_before || is_behind || written.starts_with("по") && told.lang == Lang::RU
}

/// Whether two names stand in one list.
fn is_beside(told: &Told<'_>, a: &Name, b: &Name) -> bool {
    let (first, last) =
        if a.words.start < b.words.start { (&a.words, &b.words) } else { (&b.words, &a.words) };
    let inner = first.end..last.start;
    let gaps = first.end..=last.start;
    last.start.saturating_sub(first.end) <= 4
        && !inner.into_iter().any(|at| told.is(at, Role::Did) || told.is(at, Role::Wish))
        && gaps.into_iter().all(|at| !told.words.gap_before(at).contains(['.', ';', '\n']))
}
