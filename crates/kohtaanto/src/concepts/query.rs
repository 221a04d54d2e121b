//! What a query, a person or a need looks for, in concepts.

use super::{ConceptGuess, Guesser, expand};
use crate::error::Result;
use kohtaanto_domain::model::{Candidate, Demand, JobPosting, Lang};
use kohtaanto_embed::Embedding;
use kohtaanto_index::QueryConcept;
use kohtaanto_reading::profile::occupations_by_doing;
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Taxonomy};

/// A concept is recognised in a query when a name is at least this like its words.
const RECOGNIZED: f32 = 0.6;
/// How like a name it is that a text tells what is done in the work.
const BY_DOING: f32 = 0.8;
/// A name this like the whole query is what is asked, and nothing else.
const WHOLE: f32 = 0.97;
/// How much a competence weighs beside the work that a person has done.
const COMPETENCE: f32 = 0.3;

/// A concept recognised in a query.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognizedConcept {
    /// Its identifier.
    pub uri: String,
    /// What it is.
    pub kind: ConceptKind,
    /// Its name in the language of the query, or another.
    pub name: String,
    /// The label that is like the query's words; empty where the query tells what is done in the
    /// work, or only means the concept.
    pub label: String,
    /// Likeness, above 0, at most 1.
    pub likeness: f32,
    /// Whether it is the whole query: then a posting of the concept has what is asked.
    pub is_whole: bool,
}

/// The concepts that the text of a query names, or where it names none, means, and what they look
/// for, of the kinds taken. `vector` is that of the text.
pub(crate) fn of_text(
    guesser: Guesser<'_>,
    text: &str,
    langs: &[Lang],
    vector: Option<&Embedding>,
    is_taken: &dyn Fn(ConceptKind) -> bool,
) -> Result<(Vec<RecognizedConcept>, Vec<QueryConcept>)> {
    let taxonomy = guesser.taxonomy;
    let recognized = |vector| -> Result<Vec<ConceptGuess>> {
        let mut guesses = guesser.guess(text, langs, vector)?;
        let is_meant = |guess: &ConceptGuess| guess.likeness >= RECOGNIZED;
        guesses.retain(|guess| is_meant(guess) && is_taken(taxonomy.kind(guess.concept)));
        Ok(guesses)
    };
    let mut guesses = recognized(None)?;
    // The name of an occupation says more surely what is asked.
    let has_name =
        guesses.iter().any(|guess| taxonomy.kind(guess.concept) == ConceptKind::Occupation);
    if !has_name && is_taken(ConceptKind::Occupation) {
        let done = done(taxonomy, text, langs).map(ConceptGuess::certain);
        guesses.extend(done.map(|guess| ConceptGuess { likeness: BY_DOING, ..guess }));
    }
    if guesses.is_empty() && vector.is_some() && guesser.labels.is_some() {
        guesses = recognized(vector)?;
    }
    let recognized = guesses.iter().map(|guess| {
        let label = guess.label.and_then(|label| taxonomy.label(label));
        RecognizedConcept {
            uri: taxonomy.uri(guess.concept).to_owned(),
            kind: taxonomy.kind(guess.concept),
            name: taxonomy.name_of(guess.concept, langs).map_or("", |l| l.text).to_owned(),
            label: label.map_or("", |label| label.text).to_owned(),
            likeness: guess.likeness,
            is_whole: guess.likeness >= WHOLE,
        }
    });
    let recognized = recognized.collect();
    Ok((recognized, expand::query(taxonomy, &guesses)))
}

/// The occupations of work that a text tells by what is done: *siivota kouluja*, *ajaa rekkaa*.
fn done<'a>(
    taxonomy: &'a Taxonomy,
    text: &str,
    langs: &[Lang],
) -> impl Iterator<Item = ConceptId> + 'a {
    let uris = langs.first().map_or_else(Vec::new, |lang| occupations_by_doing(*lang, text));
    uris.into_iter().filter_map(|uri| taxonomy.find(uri))
}

/// The concepts of a person's work and competences.
pub(crate) fn of_candidate(
    taxonomy: &Taxonomy,
    candidate: &Candidate,
) -> Result<Vec<QueryConcept>> {
    let profile = &candidate.profile;
    let lang = profile.text.langs().next().unwrap_or(Lang::FI);
    let mut guesses = Vec::new();
    for work in &profile.history {
        let occupation = &work.occupation;
        guesses.extend(of_name(taxonomy, occupation.uri.as_deref(), &occupation.label, lang)?);
    }
    for competence in &profile.competences {
        let of = of_name(taxonomy, competence.uri.as_deref(), &competence.label, lang)?;
        guesses.extend(of.into_iter().map(|guess| weighed(guess, COMPETENCE)));
    }
    Ok(expand::query(taxonomy, &guesses))
}

/// The concepts of a posting's occupations and of what it asks.
pub(crate) fn of_posting(taxonomy: &Taxonomy, posting: &JobPosting) -> Result<Vec<QueryConcept>> {
    let lang = posting.title.langs().next().unwrap_or(Lang::FI);
    let mut guesses = Vec::new();
    for occupation in &posting.occupations {
        guesses.extend(of_name(taxonomy, occupation.uri.as_deref(), &occupation.label, lang)?);
    }
    if posting.occupations.is_empty() {
        let (lang, title) = posting.title.iter().next().unwrap_or((Lang::FI, ""));
        guesses.extend(of_name(taxonomy, None, title, lang)?);
    }
    for requirement in &posting.requirements {
        if let Demand::Competence { label, uri } = &requirement.demand {
            let of = of_name(taxonomy, uri.as_deref(), label, lang)?;
            guesses.extend(of.into_iter().map(|guess| weighed(guess, COMPETENCE)));
        }
    }
    Ok(expand::query(taxonomy, &guesses))
}

fn of_name(
    taxonomy: &Taxonomy,
    uri: Option<&str>,
    label: &str,
    lang: Lang,
) -> Result<Vec<ConceptGuess>> {
    let known: Option<ConceptId> = uri.and_then(|uri| taxonomy.find(uri));
    if let Some(concept) = known {
        return Ok(vec![ConceptGuess::certain(concept)]);
    }
    let mut guesses =
        Guesser::by_words(taxonomy).guess(label, &[lang, Lang::FI, Lang::EN], None)?;
    guesses.retain(|guess| guess.likeness >= RECOGNIZED);
    Ok(guesses)
}

fn weighed(guess: ConceptGuess, by: f32) -> ConceptGuess {
    ConceptGuess { weight: guess.weight * by, ..guess }
}
