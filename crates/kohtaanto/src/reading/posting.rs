//! What the words of a posting add.

use super::{READER, Reader, languages, raise};
use crate::concepts::{self, ConceptGuess};
use crate::error::Result;
use jiff::civil::Date;
use kohtaanto_domain::model::{
    Demand, Importance, JobPosting, Lang, Localized, Occupation, Provenance, Requirement,
    validate_posting,
};
use kohtaanto_domain::text::plain_text;
use kohtaanto_index::ConceptLink;
use kohtaanto_reading::requirements::Stance;
use kohtaanto_reading::{AdText, read_ad};
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Taxonomy, card_uri};

/// How much a posting is about a competence that it asks, that it hopes for, and that the text says
/// is used in the work: it is first about its occupation.
const ASKED: f32 = 0.5;
const HOPED: f32 = 0.3;
const USED: f32 = 0.2;
/// An occupation stands in a title when it is named at least this surely: a title of *pizzantekijä ja
/// kassa* is of two.
const TITLE_NAMES: f32 = 0.8;
const MAX_IN_TITLE: usize = 2;
/// A requirement that is read less surely than this is not taken.
const LEAST_CONFIDENCE: f32 = 0.5;
/// What is done in the work tells what is of use in it: at most this many such competences.
const MAX_TASKS: usize = 12;

/// The texts of a posting's fields that words do not link.
pub(crate) fn unlinked_in_posting(
    taxonomy: &Taxonomy,
    posting: &JobPosting,
) -> Result<Vec<String>> {
    let reader = Reader::by_words(taxonomy);
    let lang = posting.title.langs().next().unwrap_or(Lang::FI);
    let mut unlinked = Vec::new();
    let mut has_occupation = false;
    for occupation in &posting.occupations {
        match reader.is_linked(&occupation.uri, &occupation.label, lang, ConceptKind::Occupation)? {
            true => has_occupation = true,
            false => unlinked.push(occupation.label.clone()),
        }
    }
    if !has_occupation {
        let titles = posting.title.iter();
        let unnamed = titles.filter(|(lang, title)| !reader.is_name(title, *lang));
        unlinked.extend(unnamed.map(|(_, title)| title.to_owned()));
    }
    for requirement in &posting.requirements {
        if let Demand::Competence { label, uri } = &requirement.demand
            && !reader.is_linked(uri, label, lang, ConceptKind::Competence)?
        {
            unlinked.push(label.clone());
        }
    }
    Ok(unlinked)
}

/// Fills the concepts of a posting's fields, adds what its text asks, and gives the concepts that
/// it is found by.
pub(crate) fn read_posting_texts(
    reader: Reader<'_>,
    posting: &mut JobPosting,
) -> Result<Vec<ConceptLink>> {
    let mut links = Vec::new();
    for (lang, title) in posting.title.iter() {
        let guesses = reader.guesses(title, lang)?;
        raise(&mut links, concepts::links(reader.taxonomy, &guesses));
    }
    let lang = posting.title.langs().next().unwrap_or(Lang::FI);
    let mut context = Vec::new();
    if posting.occupations.is_empty() {
        posting.occupations = occupations_of_title(reader, &posting.title)?;
    }
    for occupation in &mut posting.occupations {
        if occupation.uri.is_none() {
            let found = reader.named(&occupation.label, lang, ConceptKind::Occupation)?;
            occupation.uri = found.map(|concept| reader.uri(concept));
        }
        context.extend(occupation.uri.as_deref().and_then(|uri| reader.taxonomy.find(uri)));
    }
    let whole = |concept: &ConceptId| ConceptGuess::certain(*concept);
    let declared: Vec<ConceptGuess> = context.iter().map(whole).collect();
    raise(&mut links, concepts::links(reader.taxonomy, &declared));
    for requirement in &mut posting.requirements {
        if let Demand::Competence { label, uri: uri @ None } = &mut requirement.demand {
            let found = reader.named(label, lang, ConceptKind::Competence)?;
            *uri = found.map(|concept| reader.uri(concept));
        }
    }
    add_from_text(reader, posting, lang, context);
    for requirement in &posting.requirements {
        let weight = match (requirement.importance, &requirement.provenance) {
            (Importance::Must, _) => ASKED,
            (Importance::Nice, Provenance::Declared) => HOPED,
            (Importance::Nice, _) => USED,
        };
        let uri = match &requirement.demand {
            Demand::Competence { uri: Some(uri), .. } => uri.clone(),
            Demand::Card(card) => card_uri(&card.0),
            _ => continue,
        };
        raise(&mut links, ConceptLink::new(uri, weight));
    }
    Ok(links)
}

/// The occupations that a title names, for a posting whose source declares none.
fn occupations_of_title(reader: Reader<'_>, title: &Localized) -> Result<Vec<Occupation>> {
    let Some((lang, text)) = title.iter().next() else { return Ok(Vec::new()) };
    let mut named: Vec<ConceptId> = Vec::new();
    for mention in reader.mentions(text, lang, Vec::new()) {
        let is_named = mention.kind == ConceptKind::Occupation && mention.score >= TITLE_NAMES;
        let concept = reader.taxonomy.find(&mention.uri).filter(|_| is_named);
        named.extend(concept.filter(|concept| !named.contains(concept)));
    }
    if named.is_empty() {
        named.extend(reader.named(text, lang, ConceptKind::Occupation)?);
    }
    let occupation = |concept| concepts::occupation(reader.taxonomy, concept, &languages(lang));
    Ok(named.into_iter().take(MAX_IN_TITLE).map(occupation).collect())
}

fn add_from_text(
    reader: Reader<'_>,
    posting: &mut JobPosting,
    lang: Lang,
    context: Vec<ConceptId>,
) {
    let Some((lang, description)) = posting.description.best(&[lang]) else { return };
    let plain = plain_text(description);
    let mentions = reader.mentions(&plain, lang, context);
    let title = posting.title.get(lang).unwrap_or_default();
    let ad = read_ad(&AdText { title, plain: &plain, lang }, &mentions);
    let mut n_tasks = 0;
    for found in ad.requirements {
        if found.confidence < LEAST_CONFIDENCE {
            continue;
        }
        let task = found.stance == Stance::Task
            && matches!(found.demand, Demand::Competence { .. })
            && n_tasks < MAX_TASKS;
        n_tasks += usize::from(task);
        let importance = if task { Some(Importance::Nice) } else { found.stance.importance() };
        let Some(importance) = importance else { continue };
        if posting.requirements.iter().any(|other| is_same(&other.demand, &found.demand)) {
            continue;
        }
        let by = if task { format!("{READER}, task") } else { READER.to_owned() };
        let provenance = Provenance::Extracted { span: found.span, by };
        posting.requirements.push(Requirement { demand: found.demand, importance, provenance });
    }
    let before = posting.terms.clone();
    // A day without a year is the next one after the ad came out; without that, it is no day.
    let came_out = posting.published.or(posting.expires);
    ad.terms.fill(&mut posting.terms, came_out.unwrap_or(Date::constant(1970, 1, 1)));
    if came_out.is_none() {
        posting.terms.start = before.start;
    }
    // What the source declares wins: read terms that are at odds with it, such as a first day after
    // the declared last one, are left out.
    if validate_posting(posting).is_err() {
        posting.terms.start = before.start;
    }
    if validate_posting(posting).is_err() {
        posting.terms = before;
    }
}

/// Whether two demands ask for the same, whatever the level: then the declared one stays.
fn is_same(declared: &Demand, read: &Demand) -> bool {
    match (declared, read) {
        (Demand::Competence { label: a, uri: x }, Demand::Competence { label: b, uri: y }) => {
            (x.is_some() && x == y) || a.to_lowercase() == b.to_lowercase()
        }
        (Demand::Language { language: a, .. }, Demand::Language { language: b, .. }) => a == b,
        (Demand::DrivingLicence(a), Demand::DrivingLicence(b)) => a == b,
        (Demand::Card(a), Demand::Card(b)) => a == b,
        (Demand::Education { .. }, Demand::Education { .. })
        | (Demand::Experience { .. }, Demand::Experience { .. }) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{UnknownFields, read_posting};
    use kohtaanto_taxonomy::Taxonomy;

    #[test]
    fn what_is_read_is_never_at_odds_with_what_is_declared() {
        let line = r#"{"id": "a-1", "title": {"fi": "Lähihoitaja"},
            "employer": {"name": "Lieksan kaupunki"}, "places": [{"municipality": "422"}],
            "description": {"fi": "Työ alkaa 1.2.2027. Työaika 20 h/vko. Vaadimme B-ajokorttia."},
            "terms": {"end": "2027-01-15"}, "published": "2026-11-01"}"#;
        let mut posting = read_posting(line, UnknownFields::Refuse).expect("reads").value;
        let taxonomy = Taxonomy::starter();
        read_posting_texts(Reader::by_words(&taxonomy), &mut posting).expect("links");
        assert_eq!(posting.terms.start, None, "after the declared last day");
        assert_eq!(posting.terms.hours_min, Some(20.0), "the rest stays");
        let stored = crate::reading::with_posting_reading(line, &posting).expect("one object");
        let again = read_posting(&stored, UnknownFields::Refuse).expect("reads again").value;
        assert_eq!(again, posting);
    }

    #[test]
    fn a_title_tells_the_occupations_that_the_source_does_not() {
        let line = |title: &str, occupations: &str| {
            format!(
                r#"{{"id": "a-1", "title": {{"fi": "{title}"}}, "employer": {{"name": "Oy"}},
                    "places": [{{"municipality": "422"}}]{occupations}}}"#
            )
        };
        let taxonomy = Taxonomy::starter();
        let read = |line: &str| {
            let mut posting = read_posting(line, UnknownFields::Refuse).expect("reads").value;
            read_posting_texts(Reader::by_words(&taxonomy), &mut posting).expect("links");
            let stored = crate::reading::with_posting_reading(line, &posting).expect("an object");
            let again = read_posting(&stored, UnknownFields::Refuse).expect("reads again").value;
            assert_eq!(again, posting);
            let labels = posting.occupations.into_iter().map(|occupation| occupation.label);
            (labels.collect::<Vec<_>>(), stored)
        };
        let (labels, stored) = read(&line("Pizzeriaan pizzantekijä ja kassa", ""));
        assert_eq!(labels, ["pizzantekijä", "kassatyöntekijä"]);
        assert!(stored.contains(r#""occupations":2"#), "{stored}");
        let (labels, _) = read(&line("Iloinen ihminen kesäksi", ""));
        assert!(labels.is_empty(), "{labels:?}");
        let declared = r#", "occupations": [{"label": "tarjoilija"}]"#;
        let (labels, stored) = read(&line("Kokki", declared));
        assert_eq!(labels, ["tarjoilija"], "declared fields win");
        assert!(!stored.contains(r#""read""#), "{stored}");
    }
}
