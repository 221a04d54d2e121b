//! Occupations that a person names as what she did, or tells by doing, and not somebody else's.

use super::doing::Doing;
use super::told::{Role, Told};
use crate::requirements::ConceptMention;
use kohtaanto_domain::model::Occupation;
use std::ops::Range;

/// How sure an occupation is that is told by what was done.
const BY_DOING: f32 = 0.8;

/// An occupation that is named, or told by what was done.
pub(super) struct Work {
    pub(super) words: Range<usize>,
    pub(super) occupation: Occupation,
    pub(super) score: f32,
    /// Whether the text says that the person did it.
    pub(super) is_said: bool,
}

impl Work {
    /// What was done, by the name of its occupation; `None` where the linker does not know it.
    pub(super) fn by_doing(doing: Doing, name_of: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let label = name_of(doing.uri)?;
        let occupation = Occupation { label, isco: None, uri: Some(doing.uri.to_owned()) };
        Some(Self { words: doing.words, occupation, score: BY_DOING, is_said: true })
    }

    /// `None` where somebody else is named, or what is hoped for.
    pub(super) fn of(
        told: &Told<'_>,
        words: &Range<usize>,
        mention: &ConceptMention,
    ) -> Option<Self> {
        if told.is_wished(words) || told.is_denied(words) {
            return None;
        }
        let last = told.words.as_slice().get(words.end - 1)?;
        let is_chore = told.is(words.end, Role::Chore)
            && told.words.gap_before(words.end).trim_matches(['-', ' ']).is_empty();
        let ends = |endings: &[&str]| endings.iter().any(|ending| last.term.ends_with(ending));
        let is_base = last.lemmas.contains(&last.term);
        let is_said = match told.lang.as_str() {
            "fi" => {
                // Another case names somebody else: kokin apuna, lääkärin kanssa.
                let is_essive = ends(&["na", "nä"]);
                if !(is_base || is_essive || is_chore) {
                    return None;
                }
                is_essive || is_chore
            }
            "ru" => ends(&["ом", "ем", "ей", "ой", "ером", "ём", "ью"]) || is_chore,
            "uk" => ends(&["ом", "ем", "ею", "ою", "ям"]) || is_chore,
            "et" => ends(&["na"]) || is_chore,
            _ => {
                is_chore || (1..=2).any(|n| words.start >= n && told.is(words.start - n, Role::As))
            }
        };
        let label = mention.label.clone();
        let uri = Some(mention.uri.clone());
        Some(Self {
            words: words.clone(),
            occupation: Occupation { label, isco: None, uri },
            score: mention.score.clamp(0.0, 1.0),
            is_said,
        })
    }
}
