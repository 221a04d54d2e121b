//! In which language a text is written, also when it is one word.
//!
//! Trigrams (`whatlang`, with an allow-list) decide long texts; short titles are decided by the
//! rules of [`profiles`]: script, letters, ends and pieces of words, and function words. A guess
//! that is not sure names every language that is plausible, and the caller analyses in each.
//! The Finnish dictionary votes on short
//! texts. Deliberately no reading of text with several languages part by part.

mod profiles;

use super::token::tokenize;
use crate::model::Lang;
use kohtaanto_finnish::Analyses;
use profiles::{PROFILES, Profile};

/// In which language a text seems to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct LanguageGuess {
    /// The likeliest language.
    pub lang: Lang,
    /// How likely it is among those looked for, 0 to 1: a rule of thumb, not calibrated.
    pub confidence: f32,
    /// Whether the others can be left aside; then `plausible` is `lang` alone.
    pub sure: bool,
    /// The languages that it may be, most likely first; includes `lang`.
    pub plausible: Vec<Lang>,
}

/// The languages that [`recognize`] looks for.
const SERVED: [Lang; 8] =
    [Lang::FI, Lang::SV, Lang::EN, Lang::RU, Lang::UK, Lang::AR, Lang::ET, Lang::SO];

/// Points for a whole word, a piece, an end, and letters; and how far behind the best a language
/// is still plausible. Chosen on titles of ads, see the test.
const WORD: f32 = 3.0;
const PART: f32 = 2.0;
const ENDING: f32 = 0.8;
const OWN: f32 = 0.8;
const FOREIGN: f32 = -1.2;
const TRIGRAMS: f32 = 1.5;
const MARGIN: f32 = 3.0;
/// What a word in the Finnish dictionary says for Finnish, and one that is not there against it; of
/// texts of at most so many words.
const IN_DICTIONARY: f32 = 1.2;
const MAX_VOTED: usize = 8;
/// Finnish first: where nothing else tells, a text of this service is Finnish, hardly Somali.
const PRIORS: [(Lang, f32); 5] =
    [(Lang::FI, 0.5), (Lang::EN, 0.2), (Lang::SV, 0.2), (Lang::ET, -0.2), (Lang::SO, -0.3)];
/// Words looked at; a language shows itself in fewer.
const MAX_WORDS: usize = 200;

/// The language of a text among Finnish, Swedish, English, Russian, Ukrainian, Arabic, Estonian
/// and Somali; `None` when it has no letters of theirs.
pub fn recognize(text: &str) -> Option<LanguageGuess> {
    recognize_among(text, &SERVED)
}

/// The language of a text among those named; `None` when it has no letters of theirs. Beside
/// those of [`recognize`] there are rules for no, da, de, lv, es and fr; any other language is
/// known only by its trigrams.
pub fn recognize_among(text: &str, langs: &[Lang]) -> Option<LanguageGuess> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for token in tokenize(text) {
        if last.replace(token.position) != Some(token.position) {
            words.push(token.term);
        }
        if words.len() == MAX_WORDS {
            break;
        }
    }
    let script = script_of(words.iter().flat_map(|word| word.chars()))?;
    let mut scores: Vec<(Lang, f32)> = Vec::new();
    for lang in langs {
        let known = scores.iter().any(|(other, _)| other == lang);
        if !known && script_of_lang(*lang) == script {
            let prior = PRIORS.iter().find(|(other, _)| other == lang).map_or(0.0, |(_, p)| *p);
            let profile = PROFILES.iter().find(|profile| profile.code == lang.as_str());
            let points: f32 =
                profile.map_or(0.0, |p| words.iter().map(|word| points(p, word)).sum());
            let vote = if *lang == Lang::FI { finnish_vote(&words) } else { 0.0 };
            scores.push((*lang, prior + points + vote));
        }
    }
    add_trigrams(text, &words, &mut scores);
    // Stable: among equals the order of `langs` decides.
    scores.sort_by(|a, b| b.1.total_cmp(&a.1));
    let &(lang, best) = scores.first()?;
    let total: f32 = scores.iter().map(|(_, score)| (score - best).exp()).sum();
    let plausible: Vec<_> = scores
        .iter()
        .take_while(|(_, score)| best - score < MARGIN)
        .map(|(lang, _)| *lang)
        .collect();
    Some(LanguageGuess { lang, confidence: 1.0 / total, sure: plausible.len() == 1, plausible })
}

/// The vote of the Finnish dictionary on a short text: a word that it has speaks for Finnish, one
/// that it lacks against.
fn finnish_vote(words: &[String]) -> f32 {
    if words.len() > MAX_VOTED {
        return 0.0;
    }
    let mut readings = Analyses::new();
    let long = words.iter().filter(|word| word.chars().nth(3).is_some());
    long.map(|word| {
        kohtaanto_finnish::analyze(word, &mut readings);
        if readings.is_known() { IN_DICTIONARY } else { -IN_DICTIONARY }
    })
    .sum()
}

/// What one word says for a language.
fn points(profile: &Profile, word: &str) -> f32 {
    if profile.words.contains(word) {
        return WORD;
    }
    let mut points = 0.0;
    if profile.parts.iter().any(|part| word.contains(part)) {
        points += PART;
    }
    if word.chars().nth(4).is_some() {
        let longest =
            profile.endings.iter().filter(|end| word.ends_with(**end)).map(|end| end.len()).max();
        points += longest.map_or(0.0, |len| ENDING + 0.1 * len as f32);
    }
    let count =
        |marks: &[&'static str]| marks.iter().filter(|mark| word.contains(**mark)).take(3).count();
    points + OWN * count(&profile.own) as f32 + FOREIGN * count(&profile.foreign) as f32
}

/// The vote of whatlang: it grows with the length of the text.
fn add_trigrams(text: &str, words: &[String], scores: &mut [(Lang, f32)]) {
    let allowed: Vec<_> = scores.iter().filter_map(|(lang, _)| whatlang_of(*lang)).collect();
    if allowed.len() < 2 {
        return;
    }
    let Some(info) = whatlang::Detector::with_allowlist(allowed).detect(text) else {
        return;
    };
    let weight = TRIGRAMS * (1.0 + words.len() as f32 / 4.0).min(6.0);
    let vote = weight * (0.3 + 0.7 * info.confidence() as f32);
    for (lang, score) in scores {
        if whatlang_of(*lang) == Some(info.lang()) {
            *score += vote;
        }
    }
}

/// Writing systems that tell languages apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
}

/// The script that most letters have; the first of those that have equally many.
fn script_of(chars: impl Iterator<Item = char>) -> Option<Script> {
    let mut counts = [(Script::Latin, 0_usize), (Script::Cyrillic, 0), (Script::Arabic, 0)];
    for c in chars.filter(|c| c.is_alphabetic()) {
        match c {
            '\u{0041}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => counts[0].1 += 1,
            '\u{0400}'..='\u{052f}' => counts[1].1 += 1,
            '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' | '\u{fb50}'..='\u{fefc}' => {
                counts[2].1 += 1;
            }
            _ => {}
        }
    }
    counts.iter().rev().max_by_key(|(_, n)| *n).filter(|(_, n)| *n > 0).map(|(script, _)| *script)
}

fn script_of_lang(lang: Lang) -> Script {
    match lang.as_str() {
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" => Script::Cyrillic,
        "ar" | "fa" | "ur" | "ps" | "ku" => Script::Arabic,
        _ => Script::Latin,
    }
}

fn whatlang_of(lang: Lang) -> Option<whatlang::Lang> {
    let code = match lang.as_str() {
        "fi" => "fin",
        "sv" => "swe",
        "en" => "eng",
        "ru" => "rus",
        "uk" => "ukr",
        "ar" => "ara",
        "et" => "est",
        "no" | "nb" => "nob",
        "da" => "dan",
        "de" => "deu",
        "nl" => "nld",
        "lv" => "lav",
        "lt" => "lit",
        "es" => "spa",
        "pt" => "por",
        "fr" => "fra",
        "it" => "ita",
        "ro" => "ron",
        "pl" => "pol",
        "cs" => "ces",
        "hu" => "hun",
        "tr" => "tur",
        "vi" => "vie",
        "fa" => "pes",
        _ => return None,
    };
    whatlang::Lang::from_code(code)
}

#[cfg(test)]
#[path = "language_tests.rs"]
mod tests;
