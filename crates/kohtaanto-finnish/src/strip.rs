//! Clitics and possessives, which the map of forms does without.

/// Clitics, the longest first; each may stand behind any form.
const CLITICS: [&str; 16] = [
    "kaan", "kään", "kohan", "köhän", "pahan", "pähän", "kin", "han", "hän", "ko", "kö", "pa",
    "pä", "kos", "kös", "pas",
];
/// Possessives of the first and second person and the third person after a vowel.
const POSSESSIVES: [&str; 7] = ["mme", "nne", "nsa", "nsä", "ni", "si", "s"];
/// What the end of a form becomes before a possessive, and what it is without: *vastuullisuute-nsa*
/// of *vastuullisuus*, *vuote-nsa* of *vuosi*, *työkse-ni* of *työksi*.
const BEFORE_POSSESSIVES: [(&str, &str); 3] = [("kse", "ksi"), ("te", "s"), ("te", "si")];
/// What is left has this many letters or more.
const MIN_LETTERS: usize = 2;

/// Calls `each` with what the word may be without its clitic, its possessive, or both, until it says
/// that it knows one. `buffer` is for forms that have to be written anew.
pub(crate) fn each_stripped(
    word: &str,
    buffer: &mut String,
    mut each: impl FnMut(&str) -> bool,
) -> bool {
    let long_enough = |rest: &str| rest.chars().nth(MIN_LETTERS - 1).is_some();
    let without_clitic = CLITICS.iter().filter_map(|clitic| word.strip_suffix(clitic));
    for rest in without_clitic.clone().filter(|rest| long_enough(rest)) {
        if each(rest) {
            return true;
        }
    }
    for rest in std::iter::once(word).chain(without_clitic).filter(|rest| long_enough(rest)) {
        if each_without_possessive(rest, buffer, &mut each) {
            return true;
        }
    }
    false
}

fn each_without_possessive(
    word: &str,
    buffer: &mut String,
    each: &mut impl FnMut(&str) -> bool,
) -> bool {
    for rest in POSSESSIVES.iter().filter_map(|end| word.strip_suffix(end)) {
        if rest.chars().nth(MIN_LETTERS - 1).is_none() || !rest.ends_with(is_vowel) {
            continue;
        }
        // asiakkaa-nsa is of asiakkaan, hoitaja-nsa of hoitaja.
        let mut forms = [("", ""), ("", "n")].iter().chain(&BEFORE_POSSESSIVES);
        if forms.any(|(end, instead)| {
            rest.strip_suffix(end).is_some_and(|start| each(rewrite(buffer, &[start, instead])))
        }) {
            return true;
        }
    }
    // talossa-an, hoitajille-en, työkse-en: a case ending, its vowel once more, and n.
    let Some(long) = word.strip_suffix('n') else { return false };
    let mut last = long.chars().rev();
    let (Some(a), Some(b)) = (last.next(), last.next()) else { return false };
    if a != b || !is_vowel(a) {
        return false;
    }
    let rest = &long[..long.len() - a.len_utf8()];
    each(rest)
        || rest.strip_suffix("kse").is_some_and(|start| each(rewrite(buffer, &[start, "ksi"])))
}

fn rewrite<'b>(buffer: &'b mut String, pieces: &[&str]) -> &'b str {
    buffer.clear();
    pieces.iter().for_each(|piece| buffer.push_str(piece));
    buffer
}

pub(crate) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö')
}
