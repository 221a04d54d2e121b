//! Concepts that the text names: competences, cards and occupations.

use super::Candidate;
use super::ad::{ConceptMention, FoundOccupation, Stance};
use super::confidence::{EXPLICIT, INFERRED, WEAK};
use super::lines::Lines;
use kohtaanto_domain::model::{Card, Demand, Occupation};
use kohtaanto_domain::text::SentenceKind;
use kohtaanto_taxonomy::ConceptKind;
use std::ops::Range;

/// The mentions with their words, in the order of the text.
#[derive(Debug)]
pub(super) struct Named<'m> {
    mentions: Vec<(Range<usize>, &'m ConceptMention)>,
}

impl<'m> Named<'m> {
    /// Mentions without words of the text are left out.
    pub(super) fn new(lines: &Lines<'_>, mentions: &'m [ConceptMention]) -> Self {
        let placed = |mention: &'m ConceptMention| {
            let words = lines.words.within(&mention.span);
            (!words.is_empty()).then_some((words, mention))
        };
        let mut mentions: Vec<_> = mentions.iter().filter_map(placed).collect();
        mentions.sort_by(|(a, x), (b, y)| (a.start, a.end, &x.uri).cmp(&(b.start, b.end, &y.uri)));
        Self { mentions }
    }

    /// Competences and cards that may be asked.
    pub(super) fn demands(&self) -> Vec<Candidate<Demand>> {
        let demand = |(words, mention): &(Range<usize>, &ConceptMention)| {
            let value = match mention.kind {
                ConceptKind::Competence => Demand::Competence {
                    label: mention.label.clone(),
                    uri: Some(mention.uri.clone()),
                },
                ConceptKind::Card => Demand::Card(Card(slug(&mention.uri).to_owned())),
                _ => return None,
            };
            let confidence = mention.score.clamp(0.0, EXPLICIT);
            Some(Candidate { value, words: words.clone(), confidence })
        };
        self.mentions.iter().filter_map(demand).collect()
    }

    /// The occupation that some words name, nearest to a place within them.
    pub(super) fn occupation_within(
        &self,
        words: &Range<usize>,
        near: usize,
    ) -> Option<(Range<usize>, Occupation)> {
        let inside = self.mentions.iter().filter(|(own, mention)| {
            mention.kind == ConceptKind::Occupation
                && words.start <= own.start
                && own.end <= words.end
        });
        let (own, mention) = inside.min_by_key(|(own, _)| own.start.abs_diff(near))?;
        Some((own.clone(), occupation(mention)))
    }

    /// All occupations that are named, with how the ad speaks of them.
    pub(super) fn occupations(&self, lines: &Lines<'_>) -> Vec<FoundOccupation> {
        let found = |(words, mention): &(Range<usize>, &ConceptMention)| {
            if mention.kind != ConceptKind::Occupation {
                return None;
            }
            let kind = lines.line_of(words.start).map(|line| line.kind)?;
            let (stance, sure) = match (lines.cue_of(words).map(|cue| cue.stance), kind) {
                (Some(stance @ (Stance::Must | Stance::Nice | Stance::Task)), _) => {
                    (stance, EXPLICIT)
                }
                (Some(_), _) => (Stance::Mentioned, EXPLICIT),
                (None, SentenceKind::Task) => (Stance::Task, INFERRED),
                (None, SentenceKind::Requirement) => (Stance::Must, WEAK),
                (None, _) => (Stance::Mentioned, WEAK),
            };
            Some(FoundOccupation {
                occupation: occupation(mention),
                stance,
                span: lines.words.span(words),
                confidence: mention.score.clamp(0.0, sure),
            })
        };
        self.mentions.iter().filter_map(found).collect()
    }
}

fn occupation(mention: &ConceptMention) -> Occupation {
    Occupation { label: mention.label.clone(), isco: None, uri: Some(mention.uri.clone()) }
}

/// The last part of an identifier: `hygieniapassi` of `kohtaanto:card/hygieniapassi`.
fn slug(uri: &str) -> &str {
    uri.rsplit(['/', ':']).next().unwrap_or(uri)
}
