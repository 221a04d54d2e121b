//! Municipalities that a posting's own texts name as the place of work, beside those that its source
//! declares.
//!
//! A name in a title counts as it stands; in a description it counts in a local case (*työskentelet
//! Lieksassa*), behind a preposition (*in Lieksa*) or behind the label of a line (*Sijainti:
//! Lieksa*), in a sentence that tells of the work or of who is sought. An employer's genitive
//! (*Lieksan kaupunki*), a distance (*30 km Joensuusta*), a head office, and what is said of the
//! employer, of pay and of how to apply do not count. Regions and postal codes do not count either.

use super::mention::{PlaceMention, places_in_text};
use super::resolve::PlaceKind;
use crate::model::{JobPosting, Lang, MunicipalityCode};
use crate::text::{SentenceKind, plain_text, sentences};
use std::ops::Range;

/// Endings of the cases that say whence.
const WHENCE: [&str; 4] = ["sta", "stä", "lta", "ltä"];
/// Words before a bare name that make it a place.
const PREPOSITIONS: [&str; 4] = ["i", "in", "at", "på"];
/// Labels before the places of work.
const LABELS: [&str; 13] = [
    "sijainti",
    "työpaikka",
    "työpaikan sijainti",
    "työpiste",
    "toimipiste",
    "toimipaikka",
    "paikkakunta",
    "työskentelypaikka",
    "työskentelypaikkakunta",
    "ort",
    "arbetsort",
    "location",
    "place of work",
];
/// Beginnings of words that tell of another place than that of the work.
const ELSEWHERE: [&str; 6] =
    ["pääkonttor", "kotipaik", "pääpaik", "huvudkontor", "headquarter", "head office"];

/// Beginnings of words by which a sentence tells of the work itself or of who is sought: a place in
/// another sentence is that of a training, a customer or a journey.
const OF_WORK: [&str; 24] = [
    "työskentel",
    "työpaik",
    "työpist",
    "työkoh",
    "työmaa",
    "työ ",
    "työtä",
    "toimipist",
    "toimipaik",
    "sijaits",
    "sijoit",
    "haemme",
    "haetaan",
    "etsimme",
    "etsitään",
    "palkkaa",
    "arbet",
    "söker",
    "work",
    "based",
    "located",
    "seeking",
    "looking for",
    "hiring",
];

/// A municipality that a posting's text names as the place of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionedPlace {
    /// Which.
    pub municipality: MunicipalityCode,
    /// Whether the title names it; else the description does.
    pub in_title: bool,
    /// Language of that text.
    pub lang: Lang,
    /// As written there.
    pub word: String,
    /// Bytes in the title, or in the description without markup
    /// ([`plain_text`](crate::text::plain_text)).
    pub span: Range<usize>,
}

/// The municipalities that the texts of a posting name as its place of work and that its source does
/// not declare, each where it is named first.
pub fn mentioned_places(posting: &JobPosting) -> Vec<MentionedPlace> {
    let titles = posting.title.iter().map(|(lang, title)| (lang, true, title.to_owned()));
    let descriptions =
        posting.description.iter().map(|(lang, text)| (lang, false, plain_text(text)));
    let mut found: Vec<MentionedPlace> = Vec::new();
    for (lang, in_title, text) in titles.chain(descriptions) {
        let named = if in_title { in_a_title(&text) } else { in_a_description(&text) };
        for (municipality, span) in named {
            let is_declared = posting.places.iter().any(|place| place.municipality == municipality);
            if !is_declared && found.iter().all(|other| other.municipality != municipality) {
                let word = text.get(span.clone()).unwrap_or_default().to_owned();
                found.push(MentionedPlace { municipality, in_title, lang, word, span });
            }
        }
    }
    found
}

fn in_a_title(title: &str) -> Vec<(MunicipalityCode, Range<usize>)> {
    let mentions = places_in_text(title).into_iter();
    mentions
        .filter(|mention| mention.is_nominative || is_where(mention, title))
        .filter_map(one)
        .collect()
}

fn in_a_description(plain: &str) -> Vec<(MunicipalityCode, Range<usize>)> {
    let of_work =
        |kind| matches!(kind, SentenceKind::Task | SentenceKind::Requirement | SentenceKind::Other);
    let mut found = Vec::new();
    for sentence in sentences(plain).into_iter().filter(|sentence| of_work(sentence.kind)) {
        let lower = sentence.text.to_lowercase();
        let begins = |cue: &str| {
            lower.match_indices(cue).any(|(at, _)| !lower[..at].ends_with(char::is_alphanumeric))
        };
        let is_labelled = lower.split_once(':').is_some_and(|(label, _)| {
            LABELS.contains(&label.trim_start_matches(['-', '•', ' ']).trim())
        });
        // Looking for places is what takes time.
        let is_of_work = is_labelled || OF_WORK.iter().any(|cue| begins(cue));
        if !is_of_work || ELSEWHERE.iter().any(|cue| begins(cue)) {
            continue;
        }
        for mention in places_in_text(sentence.text) {
            let before = sentence.text.get(..mention.span.start).unwrap_or_default();
            let word_before = before.split_whitespace().next_back().unwrap_or_default();
            let is_placed =
                is_labelled || PREPOSITIONS.contains(&word_before.to_lowercase().as_str());
            let is_told = is_where(&mention, sentence.text) || (mention.is_nominative && is_placed);
            if is_told {
                let from = sentence.span.start;
                found.extend(
                    one(mention).map(|(code, span)| (code, from + span.start..from + span.end)),
                );
            }
        }
    }
    found
}

/// Whether it says where, or whither; whence is where something else is.
fn is_where(mention: &PlaceMention, text: &str) -> bool {
    let written = text.get(mention.span.clone()).unwrap_or_default().to_lowercase();
    mention.is_local && !WHENCE.iter().any(|end| written.ends_with(end))
}

/// The municipality of a mention that names just one.
fn one(mention: PlaceMention) -> Option<(MunicipalityCode, Range<usize>)> {
    let is_municipality = matches!(
        mention.place.how,
        PlaceKind::Municipality | PlaceKind::Swedish | PlaceKind::Former
    );
    let [code] = mention.place.municipalities[..] else { return None };
    is_municipality.then_some((code, mention.span))
}

#[cfg(test)]
mod tests {
    use super::{MunicipalityCode, Range, in_a_description, in_a_title};

    type Found = Vec<(MunicipalityCode, Range<usize>)>;

    fn words(text: &str, found: Found) -> Vec<&str> {
        found.into_iter().map(|(_, span)| &text[span]).collect()
    }

    #[test]
    fn places_of_work_are_told_from_other_places() {
        let table: &[(&str, &[&str])] = &[
            ("Työskentelet Lieksassa ja Nurmeksessa.", &["Lieksassa", "Nurmeksessa"]),
            ("Sijainti: Kitee, Tohmajärvi", &["Kitee", "Tohmajärvi"]),
            ("You will work in Juuka.", &["Juuka"]),
            ("Arbetet utförs i Joensuu.", &["Joensuu"]),
            ("Etsimme hoitajaa Valtimolle.", &["Valtimolle"]),
            ("Joensuun kaupunki hakee kokkia.", &[]),
            ("Pääkonttorimme on Joensuussa.", &[]),
            ("Kohde on 30 km Joensuusta.", &[]),
            ("Lisätietoja antaa Maija Juuka.", &[]),
            ("Työtä on koko Pohjois-Karjalassa.", &[]),
            ("Valmennus on Joensuussa.", &[]),
            ("Joensuuhun on matkaa 43 kilometriä.", &[]),
            ("Haastattelut pidetään Joensuussa.", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(words(text, in_a_description(text)), *expected, "{text}");
        }
        for (title, place) in
            [("Lähihoitaja, Lieksa", "Lieksa"), ("Kokki Nurmekseen", "Nurmekseen")]
        {
            assert_eq!(words(title, in_a_title(title)), [place]);
        }
        assert!(in_a_title("Lieksan kaupungin kokki").is_empty());
    }
}
