//! What a person can do and has done, read from what she tells.
//!
//! [`read_profile`] takes a text from which [`mask`](fn@crate::mask) has taken what is private, and the
//! concepts that a linker found named in it, and gives a [`ProfileReading`]: a draft of items, each
//! with the words that say so and how sure it is. A person confirms or rejects them by their keys
//! ([`Decisions`]), and [`ProfileReading::decide`] makes the profile. What is denied (*en osaa*) is
//! left out; what is hoped for (*haluaisin oppia*) is kept as a wish.
//!
//! Deliberately no model, no clock and no guess at what is not said: without a linker's mentions no
//! competence or card is found, and work without a name is known by the person's own words.

mod care;
mod closed;
mod decide;
mod doing;
mod history;
mod languages;
mod name;
mod periods;
mod reading;
mod told;
mod work;

pub use decide::Decisions;
pub use doing::occupations_by_doing;
pub use reading::{DraftItem, Experience, ItemKey, ItemKind, ProfileReading, READER, Read};

use crate::requirements::ConceptMention;
use jiff::civil::Date;
use kohtaanto_domain::model::{Card, Competence, Evidence, Lang};
use kohtaanto_taxonomy::ConceptKind;
use std::ops::Range;
use told::Told;

/// What a person tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileText<'a> {
    /// The text, already masked.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The day of reading, for *the last five years*.
    pub today: Date,
}

/// Reads a profile. `mentions` are the concepts that the text names, in any order; `name_of` gives
/// the name of an occupation by its identifier, in the language of the text, and `None` for one that
/// the linker does not know: work that is told by what is done (*ajoin rekkaa*) gets it.
pub fn read_profile(
    profile: &ProfileText<'_>,
    mentions: &[ConceptMention],
    name_of: &dyn Fn(&str) -> Option<String>,
) -> ProfileReading {
    let told = Told::new(profile.lang, profile.text);
    let periods = periods::periods(&told, profile.today);
    let placed = placed(&told, mentions);
    let closed = closed::find(&told, &periods);
    let (history, maybe) = history::find(&told, periods, &placed, &closed.education, name_of);
    let worked: Vec<usize> = history
        .iter()
        .filter_map(|read| told.stretch_of(told.words.within(&read.span).start))
        .collect();
    let mut reading = ProfileReading {
        lang: profile.lang,
        text: profile.text.to_owned(),
        history,
        maybe,
        languages: languages::find(&told),
        education: closed.education,
        licences: closed.licences,
        wishes: told.wishes(),
        ..ProfileReading::default()
    };
    for (words, mention) in &placed {
        if told.is_denied(words) || told.is_wished(words) {
            continue;
        }
        let span = told.words.span(words);
        let confidence = mention.score.clamp(0.0, 1.0);
        match mention.kind {
            ConceptKind::Competence => {
                let stretch = told.stretch_of(words.start);
                let is_used = stretch.is_some_and(|stretch| worked.contains(&stretch));
                let evidence = if is_used { Evidence::Work } else { Evidence::Told };
                let (label, uri) = (mention.label.clone(), Some(mention.uri.clone()));
                let value = Competence { label, uri, evidence };
                reading.competences.push(Read { value, span, confidence });
            }
            ConceptKind::Card => {
                let slug = mention.uri.rsplit(['/', ':']).next().unwrap_or(&mention.uri);
                reading.cards.push(Read { value: Card(slug.to_owned()), span, confidence });
            }
            _ => {}
        }
    }
    reading.settled()
}

/// The mentions with their words, in the order of the text; those without words are left out.
fn placed<'m>(
    told: &Told<'_>,
    mentions: &'m [ConceptMention],
) -> Vec<(Range<usize>, &'m ConceptMention)> {
    let place = |mention: &'m ConceptMention| {
        let words = told.words.within(&mention.span);
        (!words.is_empty()).then_some((words, mention))
    };
    let mut placed: Vec<_> = mentions.iter().filter_map(place).collect();
    placed.sort_by(|(a, x), (b, y)| (a.start, a.end, &x.uri).cmp(&(b.start, b.end, &y.uri)));
    placed
}
