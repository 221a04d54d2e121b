//! What a heading or an opening line says of the lines below it.

use super::ad::Stance;
use super::lines::Line;
use kohtaanto_domain::text::SentenceKind;

/// What a heading or an opening line says of the lines below it.
#[derive(Debug, Default)]
pub(super) struct Carry {
    /// How the ad speaks of what stands below.
    pub(super) stance: Option<Stance>,
    /// The list below the heading has begun.
    in_list: bool,
}

impl Carry {
    /// Takes a line into account. `names_nothing` says that nothing askable stands in it.
    pub(super) fn step(&mut self, line: &Line, names_nothing: bool, before_list: bool) {
        let is_title = line.is_short && !line.is_item && names_nothing;
        let has_cue = line.cues.iter().any(|cue| cue.stance != Stance::Mentioned);
        let has_kind = line.kind != SentenceKind::Other;
        if line.opens
            || (is_title && (has_cue || has_kind || before_list))
            || before_list && !line.is_item
        {
            *self = Self { stance: heading_stance(line), in_list: false };
        } else if line.is_item {
            self.in_list = true;
        } else if self.in_list || !line.is_short {
            let goes_on = !self.in_list
                && matches!(line.kind, SentenceKind::Requirement | SentenceKind::Other);
            if !goes_on {
                *self = Self::default();
            }
        }
    }
}

/// The stance that a heading gives: that of its last cue, else by what it is about.
fn heading_stance(line: &Line) -> Option<Stance> {
    let cue = line.cues.iter().rev().find(|cue| cue.stance != Stance::Mentioned);
    cue.map(|cue| cue.stance).or(match line.kind {
        SentenceKind::Requirement => Some(Stance::Must),
        SentenceKind::Task => Some(Stance::Task),
        _ => None,
    })
}
