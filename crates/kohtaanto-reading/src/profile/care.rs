//! Caring for one of kin, which is experience too.

use super::told::{Role, Stretch, Told};
use crate::mask::MARK;
use kohtaanto_domain::model::{HistorySource, Lang};
use std::ops::Range;

/// So many words may stand between a word for caring and the one who is cared for.
const CARE_REACH: usize = 4;

/// What caring is called, in the language of the text.
pub(super) fn label(lang: Lang) -> &'static str {
    match lang.as_str() {
        "fi" => "omaisen hoito",
        "sv" => "vård av närstående",
        "ru" => "уход за близким",
        "uk" => "догляд за близьким",
        "et" => "omaste hooldamine",
        _ => "care of a relative",
    }
}

/// Caring for one of kin: a word for caring and one for whom, or a mark where she stood.
pub(super) fn care(told: &Told<'_>, stretch: &Stretch) -> Option<Range<usize>> {
    let named = told.source_in(&stretch.words).filter(|(_, s)| *s == HistorySource::Caring);
    if let Some((at, _)) = named {
        return Some(at..at + 1);
    }
    let verbs = stretch.words.clone().filter(|at| told.is(*at, Role::Care));
    verbs.into_iter().find_map(|verb| {
        let end = stretch.words.end.min(verb + 1 + CARE_REACH);
        let kin = (verb + 1..end).find(|at| is_own_kin(told, *at));
        let masked =
            (verb + 1..=end.min(verb + 2)).find(|at| told.words.gap_before(*at).contains(MARK));
        match (kin, masked) {
            (Some(kin), _) => Some(verb..kin + 1),
            (None, Some(_)) => Some(verb..verb + 1),
            _ => None,
        }
    })
}

/// One of the person's own kin: *isääni*, *my mother*.
fn is_own_kin(told: &Told<'_>, at: usize) -> bool {
    if !told.is(at, Role::Kin) {
        return false;
    }
    match told.lang.as_str() {
        "fi" => told.term(at).ends_with("ni") || told.term(at).ends_with("mme"),
        "en" | "sv" => {
            let before = at.checked_sub(1).map_or("", |at| told.term(at));
            ["my", "our", "min", "mina", "mitt", "vår"].contains(&before)
        }
        _ => true,
    }
}
