//! Places named inside a text, such as a query.
//!
//! The longest name wins ("Pohjois-Karjalassa" before "Karjala"). Names that are everyday words
//! (see `common_words`) count only
//!
//! - with an initial capital ("Lahti", not "lahti"); some of them also in a local case ("lahdessa");
//! - or when the query says so as a whole: it is nothing else, or it is short (four words), without
//!   any capital, and begins or ends with the name ("myyjä lahti").
//!
//! Codes of three digits are not read as places here, and "II" is a number; what a name refers to
//! (a firm, a person) is not asked.

use super::common_words::Caution;
use super::gazetteer::{Form, GAZETTEER};
use super::inflection::Case;
use super::resolve::{Place, postal_code};
use super::words::{Word, words};
use std::ops::Range;

/// A place named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMention {
    /// Bytes in the text.
    pub span: Range<usize>,
    /// The place.
    pub place: Place,
    /// Whether it stands in a local case: *Joensuussa*, *Joensuusta*, *Joensuuhun*.
    pub is_local: bool,
    /// Whether it is a bare name: *Joensuu*.
    pub is_nominative: bool,
}

/// The longest name in the data, "Norra och Östra Lappland", has four words.
const MAX_WORDS: usize = 5;
/// Words of a query that is short enough to be read without capitals.
const SHORT_QUERY_WORDS: usize = 4;

/// Places named in a text, in its order, without overlaps.
pub fn places_in_text(text: &str) -> Vec<PlaceMention> {
    let words = words(text);
    let lower = !text.contains(char::is_uppercase);
    let mut mentions = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let longest = (1..=MAX_WORDS.min(words.len() - i)).rev();
        let found = longest.into_iter().find_map(|n| {
            let (place, case) = place_at(text, &words, i..i + n, lower)?;
            Some((n, place, case))
        });
        let Some((n, place, case)) = found else {
            i += 1;
            continue;
        };
        mentions.push(PlaceMention {
            span: words[i].span.start..words[i + n - 1].span.end,
            place,
            is_local: case == Case::Local,
            is_nominative: case == Case::Nominative,
        });
        i += n;
    }
    mentions
}

/// The place that these words name.
fn place_at(text: &str, words: &[Word], at: Range<usize>, lower: bool) -> Option<(Place, Case)> {
    let named = &words[at.clone()];
    let (first, last) = (named.first()?, named.last()?);
    let written = &text[first.span.start..last.span.end];
    if named.len() == 1 && written.len() == 5 && written.bytes().all(|b| b.is_ascii_digit()) {
        let money =
            |next: &Word| ["e", "eur", "euro", "euroa", "euron"].contains(&next.key.as_str());
        let money = text[last.span.end..].trim_start().starts_with('€')
            || words.get(at.end).is_some_and(money);
        let place = if money { None } else { postal_code(written) };
        return place.map(|place| (place, Case::Nominative));
    }
    let key: String = named.iter().map(|word| word.key.as_str()).collect();
    let form = GAZETTEER.get(&key)?;
    let gaps = named.windows(2).map(|pair| &text[pair[0].span.end..pair[1].span.start]);
    if !gaps.into_iter().all(|gap| joins(gap, form.parted)) {
        return None;
    }
    let whole = named.len() == words.len();
    let at_edge = at.start == 0 || at.end == words.len();
    let short = lower && words.len() <= SHORT_QUERY_WORDS && at_edge;
    let counts = whole
        || (written != "II"
            && (is_safe(form, written) || (short && form.case == Case::Nominative)));
    counts.then(|| (GAZETTEER.places[form.place].clone(), form.case))
}

/// Whether what stands between two words can stand inside one name: for a name of several words
/// spaces and signs, for a name of one word only a hyphen ("Iso-Kyrö").
fn joins(gap: &str, parted: bool) -> bool {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}');
    let sign = |c: char| hyphen(c) || matches!(c, ' ' | '\u{a0}' | ':');
    let n = gap.chars().count();
    if parted { n <= 3 && gap.chars().all(sign) } else { n == 1 && gap.chars().all(hyphen) }
}

fn is_safe(form: Form, written: &str) -> bool {
    let capital = written.starts_with(char::is_uppercase);
    match form.caution {
        Caution::None => true,
        Caution::UnlessLocal => capital || form.case == Case::Local,
        Caution::Always => capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(text: &str) -> Vec<(&str, String)> {
        let mentions = places_in_text(text).into_iter();
        mentions.map(|mention| (&text[mention.span], mention.place.name)).collect()
    }

    #[test]
    fn places_are_found_in_queries() {
        let table: &[(&str, &[(&str, &str)])] = &[
            (
                "sairaanhoitaja Joensuussa tai Liperissä",
                &[("Joensuussa", "Joensuu"), ("Liperissä", "Liperi")],
            ),
            ("kesätyö pohjois-karjala", &[("pohjois-karjala", "Pohjois-Karjala")]),
            ("työtä Pohjois-Karjalassa!", &[("Pohjois-Karjalassa", "Pohjois-Karjala")]),
            ("jobs in North Karelia", &[("North Karelia", "Pohjois-Karjala")]),
            ("sjukskötare i Norra Karelen", &[("Norra Karelen", "Pohjois-Karjala")]),
            ("lärare i S:t Michel", &[("S:t Michel", "Mikkeli")]),
            ("hitsaaja Iso-Kyrö", &[("Iso-Kyrö", "Isokyrö")]),
            ("Mänttä-Vilppulassa", &[("Mänttä-Vilppulassa", "Mänttä-Vilppula")]),
            ("Joensuu-Liperi", &[("Joensuu", "Joensuu"), ("Liperi", "Liperi")]),
            ("uusi kaupunki, uusi työ", &[]),
            ("myyja raakkylassa", &[("raakkylassa", "Rääkkylä")]),
            ("+lähihoitaja -Lieksa", &[("Lieksa", "Lieksa")]),
            ("kokki valtimolle", &[("valtimolle", "Valtimo")]),
            ("siivooja 80100", &[("80100", "80100 Joensuu")]),
            ("palkka 80100 euroa vuodessa", &[]),
            ("palkka 80100 € vuodessa", &[]),
            ("167 tuntia", &[]),
            (
                "Pohjois- ja Itä-Lappi",
                &[("Pohjois- ja Itä-Lappi", "Pohjois- ja Itä-Lappi (työllisyysalue)")],
            ),
            ("", &[]),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected.iter().map(|(a, b)| (*a, (*b).to_owned())).collect();
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn everyday_words_are_places_only_when_the_text_says_so() {
        for (text, expected) in [
            ("Hoitaja, Lahti tai lähialueet", Some("Lahti")),
            ("Rannalla on lahti ja vene", None),
            ("Työpaikka on lahdessa", Some("Lahti")),
            ("myyjä lahti", Some("Lahti")),
            ("lahti", Some("Lahti")),
            ("aura-auton kuljettaja auralla ja lumilingolla", None),
            ("kuljettaja Aurassa", Some("Aura")),
            ("Syyte: varkaus ja kolari", None),
            ("Maatilan työt pellolla", None),
            ("Vesibussi ui saaren ohi saarelle", None),
            ("Enon luona lapsia hoitamassa, eno auttaa", Some("Eno")),
            ("koulussa eno auttaa lapsia aamulla", None),
            ("Kokki II", None),
            ("Iissä", Some("Ii")),
            ("det skall ingå i arbetet och stora", None),
        ] {
            let found = named(text);
            assert_eq!(found.first().map(|(_, name)| name.as_str()), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_on_letters(text in "(\\PC|Joensuu|Lahti|-| ){0,20}") {
            let mut end = 0;
            for mention in places_in_text(&text) {
                prop_assert!(mention.span.start >= end && mention.span.end > mention.span.start);
                prop_assert!(text.get(mention.span.clone()).is_some());
                end = mention.span.end;
            }
        }
    }
}
