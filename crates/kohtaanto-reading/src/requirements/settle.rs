//! How the ad speaks of each thing that it names.
//!
//! By the cue that reaches it; else, in a list, by the heading or opening line; else by what the
//! sentence is about. What the employer says of itself, of pay and of applying asks nothing, unless
//! it says so.

use super::Candidate;
use super::ad::{Found, FoundRequirement, Stance};
use super::carry::Carry;
use super::confidence::{CARRIED, EXPLICIT, FAR, GUESSED, INFERRED, WEAK};
use super::lines::{Line, Lines};
use super::scope::{self, Boundary, Cue, Place};
use crate::cues::{CueHit, Effect, Side};
use kohtaanto_domain::model::Demand;
use kohtaanto_domain::text::SentenceKind;
use std::ops::Range;

/// So many words may stand between two things that one may choose between.
const CHOICE_REACH: usize = 3;

impl Lines<'_> {
    /// Whether a *not* follows some words at once, and no cue of a demand soon after: *oma auto ei*,
    /// *tutkintoa emme kysele*.
    fn is_waved(&self, line: &Line, words: &Range<usize>) -> bool {
        let is_not = |hit: &CueHit| hit.effect == Effect::Not && hit.words.start == words.end;
        line.hits.iter().any(is_not)
            && scope::boundary(&self.words, words.end, words.end) == Boundary::None
    }

    /// Decides how the ad speaks of each thing; what it does not ask, teach, do or wave is left
    /// out. The second list is the same for a car of one's own.
    pub(super) fn settle(
        &self,
        mut demands: Vec<Candidate<Demand>>,
        own_car: Vec<Candidate<()>>,
    ) -> (Vec<FoundRequirement>, Option<Found<Stance>>) {
        demands.sort_by_key(|found| (found.words.start, found.words.end));
        let mut things: Vec<Thing> = demands.iter().map(Thing::of_demand).collect();
        things.extend(own_car.into_iter().map(|car| Thing {
            words: car.words,
            confidence: car.confidence,
            is_open: false,
            demand: None,
        }));
        things.sort_by_key(|thing| (thing.words.start, thing.words.end));
        let mut requirements = Vec::new();
        let mut car: Option<Found<Stance>> = None;
        let mut carry = Carry::default();
        let mut rest = things.as_slice();
        for (at, line) in self.as_slice().iter().enumerate() {
            let n = rest.partition_point(|thing| thing.words.start < line.words.end);
            let (own, after) = rest.split_at(n);
            rest = after;
            let next = self.as_slice().get(at + 1);
            carry.step(line, own.is_empty(), next.is_some_and(|line| line.is_item));
            for (thing, (stance, sure)) in own.iter().zip(self.stances(line, own, &carry)) {
                let confidence = sure.min(thing.confidence);
                let Some(stance) = stance else { continue };
                let span = self.words.span(&thing.words);
                match thing.demand {
                    Some(demand) => requirements.push(FoundRequirement {
                        demand: demand.clone(),
                        stance,
                        span,
                        confidence,
                    }),
                    None if car.as_ref().is_none_or(|car| car.confidence < confidence) => {
                        car = Some(Found { value: stance, span, confidence });
                    }
                    None => {}
                }
            }
        }
        (requirements, car)
    }

    /// The stances of the things of one line, with how sure they are.
    fn stances(
        &self,
        line: &Line,
        things: &[Thing<'_>],
        carry: &Carry,
    ) -> Vec<(Option<Stance>, f32)> {
        let all: Vec<Range<usize>> = things.iter().map(|thing| thing.words.clone()).collect();
        let governing: Vec<_> = (0..all.len())
            .map(|at| {
                let place = Place::among(&self.words, &all, at);
                scope::governing(&self.words, &line.cues, &place, &all)
            })
            .collect();
        let mut governs = vec![false; line.cues.len()];
        governing.iter().flatten().for_each(|(cue, _)| governs[*cue] = true);
        let mut stances: Vec<_> = things
            .iter()
            .zip(&governing)
            .map(|(thing, cue)| {
                let cue = cue.and_then(|(at, across)| Some((line.cues.get(at)?, across)));
                self.stance(line, thing, cue, carry)
            })
            .collect();
        self.weaken_choices(things, &mut stances);
        for (_, cue) in scope::afterthoughts(&self.words, &line.hits, &line.cues, &governs) {
            let Some(last) = things.iter().rposition(|thing| thing.words.end <= cue.words.start)
            else {
                continue;
            };
            let same = governing[last].map(|(at, _)| at);
            for (at, (stance, sure)) in stances.iter_mut().enumerate().take(last + 1) {
                if governing[at].map(|(at, _)| at) == same && stance.is_some() {
                    *stance = Some(Stance::Nice);
                    *sure = FAR;
                }
            }
        }
        stances
    }

    /// *Tutkinto tai kokemus*, *English or Finnish*: neither of them must be there.
    fn weaken_choices(&self, things: &[Thing<'_>], stances: &mut [(Option<Stance>, f32)]) {
        for at in 1..things.len() {
            let [a, b] = [&things[at - 1], &things[at]];
            let is_choice = a.words.end < b.words.start
                && b.words.start - a.words.end <= CHOICE_REACH
                && (a.words.end..b.words.start).any(|at| scope::is_choice(&self.words, at))
                && scope::boundary(&self.words, a.words.end, b.words.start) <= Boundary::Link;
            let (Some(x), Some(y)) = (a.demand, b.demand) else { continue };
            if !is_choice {
                continue;
            }
            let is_lower = |x: &Demand, y: &Demand| match (x, y) {
                (Demand::Education { level: x, .. }, Demand::Education { level: y, .. }) => x <= y,
                _ => false,
            };
            for (place, own, other) in [(at - 1, x, y), (at, y, x)] {
                // The lower of two levels is enough, and a licence is written with its own choice.
                let stays = is_lower(own, other) || matches!(own, Demand::DrivingLicence(_));
                if stances[place].0 == Some(Stance::Must) && !stays {
                    stances[place].0 = Some(Stance::Nice);
                }
            }
        }
    }

    fn stance(
        &self,
        line: &Line,
        thing: &Thing<'_>,
        cue: Option<(&Cue, Boundary)>,
        carry: &Carry,
    ) -> (Option<Stance>, f32) {
        let asks = matches!(
            line.kind,
            SentenceKind::Requirement | SentenceKind::Task | SentenceKind::Other
        );
        if self.is_waved(line, &thing.words) {
            return (Some(Stance::NotNeeded), FAR);
        }
        if let Some((cue, across)) = cue {
            let far = if across <= Boundary::Link { EXPLICIT } else { FAR };
            // "Eduksi:" and below it "sinulla on ...": the heading says how.
            if cue.side == Side::After
                && cue.stance == Stance::Must
                && carry.stance == Some(Stance::Nice)
                && line.is_item
            {
                return (Some(Stance::Nice), CARRIED);
            }
            let says_so = match cue.stance {
                Stance::Must => cue.side != Side::After || line.kind != SentenceKind::Employer,
                Stance::Nice | Stance::NotNeeded | Stance::Taught => true,
                Stance::Task | Stance::Mentioned => false,
            };
            return match cue.stance {
                _ if !asks && !says_so => (None, far),
                // Whom one seeks is often named by a qualification: "haemme insinööriä".
                Stance::Task if thing.is_education() && thing.confidence <= INFERRED => (None, far),
                // What one does needs the licence; a list of tasks does not ask for it outright.
                Stance::Task if !thing.is_open => (Some(Stance::Must), INFERRED),
                Stance::Mentioned if !thing.is_open => (None, far),
                stance if asks => (Some(stance), far),
                stance => (Some(stance), INFERRED),
            };
        }
        if self.is_denied(&thing.words, 2) {
            return (Some(Stance::NotNeeded), FAR);
        }
        if let Some(stance) = carry.stance {
            return match stance {
                Stance::Task if !thing.is_open => (Some(Stance::Must), INFERRED),
                stance => (Some(stance), CARRIED),
            };
        }
        match line.kind {
            // A full sentence that no word of its own makes a demand tells of the work, or of us.
            SentenceKind::Requirement | SentenceKind::Other
                if thing.is_open && !line.is_item && line.own_kind == SentenceKind::Other =>
            {
                let stance = if line.tells_of_us { Stance::Mentioned } else { Stance::Task };
                (Some(stance), GUESSED)
            }
            SentenceKind::Requirement => (Some(Stance::Must), INFERRED),
            SentenceKind::Task if thing.is_open => (Some(Stance::Task), INFERRED),
            SentenceKind::Other if thing.is_open => (Some(Stance::Task), GUESSED),
            // Courses and schools are named in many ways; a demand has a cue.
            _ if thing.is_education() => (None, WEAK),
            SentenceKind::Task | SentenceKind::Other => (Some(Stance::Must), WEAK),
            _ => (None, WEAK),
        }
    }
}

/// A thing that a line names.
struct Thing<'d> {
    words: Range<usize>,
    confidence: f32,
    /// It can also be a task, or merely be named.
    is_open: bool,
    /// `None` for a car.
    demand: Option<&'d Demand>,
}

impl<'d> Thing<'d> {
    fn is_education(&self) -> bool {
        matches!(self.demand, Some(Demand::Education { .. }))
    }

    fn of_demand(found: &'d Candidate<Demand>) -> Self {
        Self {
            words: found.words.clone(),
            confidence: found.confidence,
            is_open: matches!(found.value, Demand::Competence { .. }),
            demand: Some(&found.value),
        }
    }
}
