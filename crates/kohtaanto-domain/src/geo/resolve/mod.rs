//! What place a whole text names: a municipality, an area, a code or a postal code.
//!
//! For a field that holds a place and nothing else; places inside a query are found by
//! [`super::places_in_text`]. Villages, streets and foreign places are not known.

use super::gazetteer::GAZETTEER;
use super::words::{fold, is_word, without_dots, words};
use super::{former_municipalities, municipality, municipality_of_postal_code, places_in_text};
use crate::model::{FieldError, MunicipalityCode};

/// How a place was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// By the Finnish name of a municipality.
    Municipality,
    /// By the Swedish name of a municipality.
    Swedish,
    /// By the name or code of a former municipality.
    Former,
    /// By a postal code.
    PostalCode,
    /// By the name of a region, in Finnish, Swedish or English.
    Region,
    /// By the name of an employment area.
    EmploymentArea,
    /// By a municipality code.
    Code,
}

/// A place and the municipalities that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its Finnish name in the nominative, as an advisor would write it: `Joensuu`, `Valtimo`,
    /// `80100 Joensuu`, `Pohjois-Karjala`.
    pub name: String,
    /// Its municipalities of 2026, by code; never empty.
    pub municipalities: Vec<MunicipalityCode>,
    /// How it was named.
    pub how: PlaceKind,
}

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This place.
    Found(Place),
    /// No place that is known.
    Unknown {
        /// What may have been meant, best first, at most three.
        suggestions: Vec<Place>,
    },
}

const MAX_SUGGESTIONS: usize = 3;
/// Longer texts are no misspelt names.
const MAX_MISSPELT_CHARS: usize = 40;
/// Least likeness of a suggestion: one letter wrong in three still passes.
const MIN_LIKENESS: f64 = 0.6;
/// What each of the first four letters in common adds: beginnings are seldom misspelt.
const PREFIX_BONUS: f64 = 0.025;

/// The place that a whole text names, in any case of letters and any Finnish case, with or without
/// dots.
pub fn resolve(text: &str) -> Resolution {
    let text = text.trim_matches(|c: char| !is_word(c));
    let found = code(text).or_else(|| postal_code(text)).or_else(|| name(text));
    found.map_or_else(|| Resolution::Unknown { suggestions: suggestions(text) }, Resolution::Found)
}

/// The municipalities that a code or a name stands for.
///
/// # Errors
/// `municipality`, with the places that may have been meant as the fix.
pub fn resolve_municipalities(code_or_name: &str) -> Result<Vec<MunicipalityCode>, FieldError> {
    let suggestions = match resolve(code_or_name) {
        Resolution::Found(place) => return Ok(place.municipalities),
        Resolution::Unknown { suggestions } => suggestions,
    };
    let named = |place: &Place| match place.municipalities[..] {
        [code] => format!("\"{}\" ({code})", place.name),
        _ => format!("\"{}\"", place.name),
    };
    let names: Vec<_> = suggestions.iter().map(named).collect();
    let fix = match names.split_last() {
        None => "write a municipality of Finland, such as \"Joensuu\" or \"167\"".to_owned(),
        Some((only, [])) => format!("did you mean {only}"),
        Some((last, others)) => format!("did you mean {} or {last}", others.join(", ")),
    };
    let shown: String = code_or_name.chars().take(MAX_MISSPELT_CHARS).collect();
    Err(FieldError::new("municipality", format!("{shown:?} is not a known place"), fix))
}

fn code(text: &str) -> Option<Place> {
    let code: MunicipalityCode = text.parse().ok()?;
    if let Some(of) = municipality(code) {
        let name = of.name_fi.to_owned();
        return Some(Place { name, municipalities: vec![code], how: PlaceKind::Code });
    }
    let former = former_municipalities().iter().find(|former| former.code == Some(code))?;
    let name = former.name_fi.to_owned();
    Some(Place { name, municipalities: vec![former.now], how: PlaceKind::Former })
}

/// `80100`, also as `FI-80100` and `80100 Joensuu`; what follows the code does not matter.
pub(super) fn postal_code(text: &str) -> Option<Place> {
    let text = text.strip_prefix("FI-").unwrap_or(text);
    let (digits, rest) = text.split_at_checked(5)?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let municipality = municipality(municipality_of_postal_code(digits)?)?;
    Some(Place {
        name: format!("{digits} {}", municipality.name_fi),
        municipalities: vec![municipality.code],
        how: PlaceKind::PostalCode,
    })
}

/// A name, alone or before "kunta", "kaupunki", "maakunta" and the like.
fn name(text: &str) -> Option<Place> {
    let found = GAZETTEER.get(&fold(text));
    let found = found.or_else(|| {
        let words = words(text);
        let (last, _) = words.split_last().filter(|(_, before)| !before.is_empty())?;
        let kinds = [
            "kunta", "kunna", "kaupunk", "kaupung", "maakunta", "maakunna", "seutu", "seudu",
            "kommun", "stad", "landskap", "region",
        ];
        let named = kinds.iter().any(|kind| last.key.starts_with(kind));
        if named { GAZETTEER.get(&fold(&text[..last.span.start])) } else { None }
    });
    found.map(|form| GAZETTEER.places[form.place].clone())
}

/// Places that a text may have meant, at most three: those named inside it, or else those spelt
/// nearly like it.
fn suggestions(text: &str) -> Vec<Place> {
    let mut candidates: Vec<Place> =
        places_in_text(text).into_iter().map(|mention| mention.place).collect();
    if candidates.is_empty() {
        let alike = alike(text).into_iter();
        candidates.extend(alike.map(|place| GAZETTEER.places[place].clone()));
    }
    let mut places: Vec<Place> = Vec::new();
    for place in candidates {
        // The Finnish and the Swedish name of one municipality make one suggestion.
        let same = |of: &Place| of.name == place.name && of.municipalities == place.municipalities;
        if places.len() < MAX_SUGGESTIONS && !places.iter().any(same) {
            places.push(place);
        }
    }
    places
}

/// Places with a form spelt nearly like the text: the most alike first, then the one with more
/// people, then by name.
fn alike(text: &str) -> Vec<usize> {
    let key = without_dots(&fold(text));
    let length = key.chars().count();
    if !(2..=MAX_MISSPELT_CHARS).contains(&length) {
        return Vec::new();
    }
    let letters = Letters::of(&key);
    let mut best = vec![0.0_f64; GAZETTEER.places.len()];
    for (spelling, place) in &GAZETTEER.spellings {
        let n = spelling.chars().count();
        // Every letter that is not common to both is an edit: most spellings fall here, cheaply.
        if (letters.common(spelling) as f64) < MIN_LIKENESS * n.max(length) as f64 {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(&key, spelling);
        if likeness >= MIN_LIKENESS {
            let pairs = key.chars().zip(spelling.chars());
            let common = pairs.take(4).take_while(|(a, b)| a == b).count();
            best[*place] = best[*place].max(likeness + PREFIX_BONUS * common as f64);
        }
    }
    let mut places: Vec<usize> = (0..best.len()).filter(|i| best[*i] > 0.0).collect();
    let people = &GAZETTEER.population;
    places.sort_by(|a, b| {
        let order = best[*b].total_cmp(&best[*a]).then(people[*b].cmp(&people[*a]));
        order.then_with(|| GAZETTEER.places[*a].name.cmp(&GAZETTEER.places[*b].name))
    });
    places
}

/// How often each letter stands in a word, in 32 bins.
#[derive(Clone, Copy)]
struct Letters([u8; 32]);

impl Letters {
    /// Of a word of at most [`MAX_MISSPELT_CHARS`].
    fn of(word: &str) -> Self {
        let mut counts = [0; 32];
        for c in word.chars() {
            counts[c as usize % 32] += 1;
        }
        Self(counts)
    }

    /// Letters of another word that are also in this one; at least as many as really are.
    fn common(mut self, other: &str) -> usize {
        let mut n = 0;
        for c in other.chars() {
            let count = &mut self.0[c as usize % 32];
            if *count > 0 {
                *count -= 1;
                n += 1;
            }
        }
        n
    }
}

#[cfg(test)]
mod tests;
