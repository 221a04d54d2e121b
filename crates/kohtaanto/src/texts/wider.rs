//! What neighbouring municipalities add, in words.

use super::TextLang;
use crate::search::Wider;
use kohtaanto_domain::geo;
use kohtaanto_domain::model::MunicipalityCode;

/// A municipality's name, or its code when there is no such.
pub fn municipality(code: MunicipalityCode, lang: TextLang) -> String {
    geo::municipality(code).map_or_else(|| code.to_string(), |of| of.name(lang.lang()).to_owned())
}

/// What neighbours add, such as "9 lisää 45 minuutin päässä: Liperi 5, Kontiolahti 4"; `None` when
/// they add nothing.
pub fn wider(wider: &Wider, lang: TextLang) -> Option<String> {
    if wider.total == 0 {
        return None;
    }
    let places = wider.places.iter();
    let places =
        places.map(|of| format!("{} {}", municipality(of.municipality, lang), of.n_postings));
    let places: Vec<String> = places.collect();
    let (total, minutes, places) = (wider.total, wider.minutes, places.join(", "));
    Some(match lang {
        TextLang::Fi => format!("{total} lisää {minutes} minuutin päässä: {places}"),
        TextLang::Sv => format!("{total} till inom {minutes} minuter: {places}"),
        TextLang::En => format!("{total} more within {minutes} minutes: {places}"),
    })
}
