//! What concepts are called: a person's linked items in the languages of postings.
//!
//! A person tells in Ukrainian, an ad asks in Finnish: where an item is linked, both are compared by
//! its name in the ad's language, so that what is offered depends on the person and not on the
//! language of the telling.

use kohtaanto_domain::model::{Candidate, Lang, Occupation};
use kohtaanto_taxonomy::{ConceptId, Taxonomy};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The languages of postings, the usual one first.
const POSTINGS: [Lang; 3] = [Lang::FI, Lang::SV, Lang::EN];

/// The names of linked items in the languages of postings, by the person's own name for each. A name
/// in the language of the telling is the person's own.
pub(crate) fn called(
    taxonomy: &Taxonomy,
    candidate: &Candidate,
) -> BTreeMap<String, Vec<(Lang, String)>> {
    let told_in = candidate.profile.text.langs().next().unwrap_or(Lang::FI);
    let mut called = BTreeMap::new();
    for (label, uri) in linked(candidate) {
        let Some(concept) = taxonomy.find(uri) else { continue };
        let names: Vec<(Lang, String)> = POSTINGS
            .into_iter()
            .filter(|lang| *lang != told_in)
            .filter_map(|lang| {
                let name = taxonomy.name_of(concept, &[lang])?;
                (name.lang == lang).then(|| (lang, name.text.to_owned()))
            })
            .collect();
        called.insert(label.to_owned(), names);
    }
    called
}

/// The person with linked items by their names in the usual language of postings, for what is
/// compared as a whole text: a telling in that language stays as it is.
pub(crate) fn as_postings_say<'c>(
    taxonomy: Option<&Taxonomy>,
    candidate: &'c Candidate,
) -> Cow<'c, Candidate> {
    let [usual, ..] = POSTINGS;
    let told_in = candidate.profile.text.langs().next().unwrap_or(usual);
    let Some(taxonomy) = taxonomy.filter(|_| told_in != usual) else {
        return Cow::Borrowed(candidate);
    };
    let name = |uri: Option<&str>| {
        let name = taxonomy.name_of(taxonomy.find(uri?)?, &[usual])?;
        (name.lang == usual).then(|| name.text.to_owned())
    };
    let mut candidate = candidate.clone();
    for work in &mut candidate.profile.history {
        if let Some(name) = name(work.occupation.uri.as_deref()) {
            work.occupation.label = name;
        }
    }
    for competence in &mut candidate.profile.competences {
        if let Some(name) = name(competence.uri.as_deref()) {
            competence.label = name;
        }
    }
    Cow::Owned(candidate)
}

fn linked(candidate: &Candidate) -> impl Iterator<Item = (&str, &str)> {
    let profile = &candidate.profile;
    let work = profile.history.iter().map(|work| &work.occupation);
    let work = work.map(|occupation| (occupation.label.as_str(), &occupation.uri));
    let known = profile.competences.iter().map(|known| (known.label.as_str(), &known.uri));
    work.chain(known).filter_map(|(label, uri)| Some((label, uri.as_deref()?)))
}

/// A concept as an occupation, by its name in the first of the languages that has one.
pub(crate) fn occupation(taxonomy: &Taxonomy, concept: ConceptId, langs: &[Lang]) -> Occupation {
    let name = taxonomy.name_of(concept, langs);
    Occupation {
        label: name.map_or_else(String::new, |label| label.text.to_owned()),
        isco: taxonomy.code(concept).and_then(|code| code.parse().ok()),
        uri: Some(taxonomy.uri(concept).to_owned()),
    }
}
