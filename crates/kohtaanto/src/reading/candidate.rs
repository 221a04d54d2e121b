//! What the words of a person add: the concepts of what the person names.

use super::{Reader, raise};
use crate::concepts::{self, ConceptGuess};
use crate::error::Result;
use kohtaanto_domain::model::{Candidate, Lang};
use kohtaanto_index::ConceptLink;
use kohtaanto_taxonomy::{ConceptKind, Taxonomy, card_uri};

/// How surely a person is found by a competence.
const KNOWN: f32 = 0.6;

/// The names of a person's work and competences that words do not link.
pub(crate) fn unlinked_in_candidate(
    taxonomy: &Taxonomy,
    candidate: &Candidate,
) -> Result<Vec<String>> {
    let reader = Reader::by_words(taxonomy);
    let profile = &candidate.profile;
    let lang = profile.text.langs().next().unwrap_or(Lang::FI);
    let work = profile.history.iter().map(|work| (&work.occupation.uri, &work.occupation.label));
    let work = work.map(|(uri, label)| (uri, label, ConceptKind::Occupation));
    let known = profile.competences.iter().map(|known| (&known.uri, &known.label));
    let known = known.map(|(uri, label)| (uri, label, ConceptKind::Competence));
    let mut unlinked = Vec::new();
    for (uri, label, kind) in work.chain(known) {
        if !reader.is_linked(uri, label, lang, kind)? {
            unlinked.push(label.clone());
        }
    }
    Ok(unlinked)
}

/// Fills the concepts of a person's fields and gives those that the person is found by.
pub(crate) fn read_candidate_texts(
    reader: Reader<'_>,
    candidate: &mut Candidate,
) -> Result<Vec<ConceptLink>> {
    let profile = &mut candidate.profile;
    let lang = profile.text.langs().next().unwrap_or(Lang::FI);
    let mut links = Vec::new();
    for work in &mut profile.history {
        let occupation = &mut work.occupation;
        if occupation.uri.is_none() {
            let found = reader.named(&occupation.label, lang, ConceptKind::Occupation)?;
            occupation.uri = found.map(|concept| reader.uri(concept));
        }
        let found = occupation.uri.as_deref().and_then(|uri| reader.taxonomy.find(uri));
        let guesses = match found {
            Some(concept) => vec![ConceptGuess::certain(concept)],
            None => reader.guesses(&occupation.label, lang)?,
        };
        raise(&mut links, concepts::links(reader.taxonomy, &guesses));
    }
    for competence in &mut profile.competences {
        if competence.uri.is_none() {
            let found = reader.named(&competence.label, lang, ConceptKind::Competence)?;
            competence.uri = found.map(|concept| reader.uri(concept));
        }
        raise(&mut links, competence.uri.iter().filter_map(|uri| ConceptLink::new(uri, KNOWN)));
    }
    for card in &profile.cards {
        raise(&mut links, ConceptLink::new(card_uri(&card.0), KNOWN));
    }
    Ok(links)
}
