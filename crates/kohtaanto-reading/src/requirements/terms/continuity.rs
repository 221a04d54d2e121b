//! How long the work goes on: by the words for it, by whom the ad seeks (*kesätyöntekijöitä*), and
//! by a first and a last day.

use super::super::ad::{Found, Stance};
use super::super::confidence::{EXPLICIT, INFERRED};
use super::super::lines::Lines;
use super::{offers, phrases, said, start};
use crate::lexicon::Words;
use kohtaanto_domain::model::{Coded, Continuity};

/// All that is offered, each once, what the title says first.
pub(super) fn find(lines: &Lines<'_>, title: &Words<'_>) -> Vec<Found<Continuity>> {
    let mut found = said::<Continuity>("continuity", lines, title);
    let mut add = |next: Found<Continuity>| {
        if !found.iter().any(|other| other.value == next.value) {
            found.push(next);
        }
    };
    let book = phrases("continuity_person", lines.lang);
    for hit in book.longest(title) {
        let Ok(value) = Continuity::parse(hit.value) else { continue };
        add(Found { value, span: 0..0, confidence: EXPLICIT });
    }
    for hit in book.longest(&lines.words) {
        let Ok(value) = Continuity::parse(hit.value) else { continue };
        let is_sought = lines
            .cue_of(&hit.words)
            .is_some_and(|cue| cue.stance == Stance::Task && cue.words.start < hit.words.start);
        let offered = lines.line_of(hit.words.start).is_some_and(offers);
        if is_sought && offered && !lines.is_conditional(&hit.words) {
            add(Found { value, span: lines.words.span(&hit.words), confidence: EXPLICIT });
        }
    }
    if found.is_empty()
        && let Some(words) = start::stretch(lines)
    {
        let is_season = |at: usize| {
            let hits = phrases("context", lines.lang).all_at(&lines.words, at);
            hits.iter().any(|hit| *hit.value == "season")
        };
        let line = lines.line_of(words.start);
        let value = match line.is_some_and(|line| line.words.clone().any(is_season)) {
            true => Continuity::Seasonal,
            false => Continuity::FixedTerm,
        };
        let span = lines.words.span(&words);
        found.push(Found { value, span, confidence: INFERRED });
    }
    found
}
