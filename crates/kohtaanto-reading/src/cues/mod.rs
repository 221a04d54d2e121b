//! Words that say how an ad speaks of what it names.
//!
//! The cues are the table `data/stance-cues.tsv`, which tells its columns; here they are only
//! found, longest first. What they do to the things around them is decided where the things are
//! known.

use crate::lexicon::tables::Books;
use crate::lexicon::{Words, cells, table};
use crate::requirements::Stance;
use std::ops::Range;
use std::sync::LazyLock;

/// What a cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Gives things a stance.
    Stance(Stance, Side),
    /// Turns a *must* near it into *not needed*.
    Not,
    /// Takes a *must* behind it away.
    If,
    /// Hands the stance before it over to the cue behind it.
    That,
    /// Only points back to what was named.
    Back,
}

/// Where the things stand that a cue speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Behind the cue.
    After,
    /// Before it.
    Before,
    /// On either side.
    Around,
    /// The cue is the very next word.
    Adjacent,
}

/// A cue in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CueHit {
    /// Which words.
    pub(crate) words: Range<usize>,
    /// What it does.
    pub(crate) effect: Effect,
}

const TABLE: &str = include_str!("../../data/stance-cues.tsv");

static BOOKS: LazyLock<Books<Effect>> = LazyLock::new(|| {
    let mut books = Books::empty();
    for row in table(TABLE).rows() {
        let Ok(lang) = row.cell("lang").parse() else { continue };
        let Some(effect) = effect(row.cell("stance"), row.cell("items")) else { continue };
        cells(row.cell("cue")).for_each(|cue| books.add(lang, cue, effect));
    }
    books
});

fn effect(stance: &str, items: &str) -> Option<Effect> {
    let stance = match stance {
        "must" => Stance::Must,
        "nice" => Stance::Nice,
        "task" => Stance::Task,
        "taught" => Stance::Taught,
        "not_needed" => Stance::NotNeeded,
        "mentioned" => Stance::Mentioned,
        "not" => return Some(Effect::Not),
        "if" => return Some(Effect::If),
        "that" => return Some(Effect::That),
        "back" => return Some(Effect::Back),
        _ => return None,
    };
    let side = match items {
        "after" => Side::After,
        "before" => Side::Before,
        "around" => Side::Around,
        "adjacent" => Side::Adjacent,
        _ => return None,
    };
    Some(Effect::Stance(stance, side))
}

/// The cues of a text in its order. One that lies within a longer one is left out; several with the
/// same words all stay.
pub(crate) fn find(words: &Words<'_>, lang: kohtaanto_domain::model::Lang) -> Vec<CueHit> {
    let hits = BOOKS.of(lang).all(words);
    let mut found: Vec<CueHit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let lies_within = |other: &CueHit| {
            other.words.start <= hit.words.start
                && hit.words.end <= other.words.end
                && hit.words.len() < other.words.len()
                && is_stance(other.effect)
        };
        if !found.iter().rev().take(6).any(lies_within) {
            found.push(CueHit { words: hit.words, effect: *hit.value });
        }
    }
    found
}

fn is_stance(effect: Effect) -> bool {
    matches!(effect, Effect::Stance(..))
}

#[cfg(test)]
mod tests {
    use super::{Effect, TABLE, effect, find, is_stance};
    use crate::lexicon::{Words, table};
    use kohtaanto_domain::model::Lang;

    #[test]
    fn every_row_is_understood() {
        for row in table(TABLE).rows() {
            assert!(row.cell("lang").parse::<Lang>().is_ok(), "{}", row.cell("lang"));
            assert!(effect(row.cell("stance"), row.cell("items")).is_some(), "{}", row.cell("cue"));
            assert!(!row.cell("cue").is_empty());
        }
    }

    #[test]
    fn the_longest_cue_counts() {
        let words = Words::new(Lang::EN, "We need a cook. It is not needed.");
        let cues = find(&words, Lang::EN);
        let stances = cues.iter().filter(|cue| is_stance(cue.effect)).count();
        assert_eq!(stances, 3, "{cues:?}");
        assert!(cues.iter().any(|cue| cue.effect == Effect::Not));
    }
}
