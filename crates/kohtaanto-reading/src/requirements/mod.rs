//! What an ad asks, and on what terms.
//!
//! [`read_ad`] takes the plain text of an ad, and the concepts that a linker found named in it, and
//! tells what is demanded from what is merely named, each with the words that say so and how sure
//! it is. Deliberately no model, no file and no clock: rules over analysed words, and tables.

mod ad;
mod carry;
mod confidence;
mod education;
mod experience;
mod languages;
mod licences;
mod lines;
mod merge;
mod named;
mod scope;
mod settle;
mod terms;

pub use ad::{
    AdReading, AdText, ConceptMention, Found, FoundOccupation, FoundRequirement, FoundTerms, Hours,
    Stance, Start,
};
pub use confidence::{CARRIED, EXPLICIT, FAR, GUESSED, INFERRED, WEAK};

use kohtaanto_domain::model::{Demand, Lang};
use lines::Lines;
use std::ops::Range;

/// Something that may be asked, before it is known how the ad speaks of it.
#[derive(Debug, Clone)]
struct Candidate<T> {
    /// What.
    value: T,
    /// Which words name it.
    words: Range<usize>,
    /// How sure it is that the words mean it.
    confidence: f32,
}

/// Reads an ad. `mentions` are the concepts that its plain text names, in any order; without them
/// no competence, card or occupation is found.
pub fn read_ad(ad: &AdText<'_>, mentions: &[ConceptMention]) -> AdReading {
    let lines = Lines::new(ad.lang, ad.plain);
    let named = named::Named::new(&lines, mentions);
    let mut demands: Vec<Candidate<Demand>> = named.demands();
    let driving = licences::find(&lines);
    let taken: Vec<Range<usize>> = driving.iter().map(|found| found.words.clone()).collect();
    demands.extend(driving);
    demands.extend(languages::find(&lines, &taken));
    demands.extend(education::find(&lines));
    demands.extend(experience::find(&lines, &named));
    let (requirements, own_car) = lines.settle(demands, licences::own_car(&lines));
    AdReading {
        requirements: merge::merged(requirements),
        occupations: named.occupations(&lines),
        terms: terms::find(ad, &lines),
        own_car,
    }
}

/// Licences and qualifications that a text names, however it speaks of them: what a person tells is
/// read with the same rules.
pub(crate) fn licences_and_education(lang: Lang, plain: &str) -> Vec<Found<Demand>> {
    let lines = Lines::new(lang, plain);
    let mut named = licences::find(&lines);
    named.extend(education::find(&lines));
    let found = |candidate: Candidate<Demand>| Found {
        span: lines.words.span(&candidate.words),
        value: candidate.value,
        confidence: candidate.confidence,
    };
    named.into_iter().map(found).collect()
}
