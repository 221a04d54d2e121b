//! Why a search found a posting, in one line.

use super::TextLang;
use crate::search::{
    BranchShare, Closeness, LIKE_LETTERS, MetWord, SAME_CONCEPT, SHARED, SearchHit,
};

/// From this nearness a posting is called near in meaning.
const NEAR_MEANING: f32 = 0.7;

/// Why a posting was found: its words that met the query (inflected, as they stand in it, between
/// stars), the query's words that it lacks, and likeness by letters and meaning. `None` where there
/// is nothing to say, as when nothing was asked.
pub fn found(hit: &SearchHit, lang: TextLang) -> Option<String> {
    let of_words = reasons(&hit.words, &hit.missing, hit.branches, lang);
    let of_place = place(hit, lang);
    match (of_words, of_place) {
        (Some(words), Some(place)) => Some(format!("{words}; {place}")),
        (None, Some(place)) => Some(format!("{}: {place}", lang.pick("miksi", "varför", "why"))),
        (words, None) => words,
    }
}

/// The places of work that only the text tells.
fn place(hit: &SearchHit, lang: TextLang) -> Option<String> {
    let is_only = hit.posting.places.is_empty();
    let words = list(hit.mentioned.iter().filter(|_| is_only).map(|place| place.word.as_str()))?;
    let what = lang.pick(
        "työpaikka luettu tekstistä",
        "arbetsplatsen läst ur texten",
        "place of work read from the text",
    );
    Some(format!("{what}: *{}*", words.replace(", ", "*, *")))
}

fn reasons(
    words: &[MetWord],
    missing: &[String],
    branches: BranchShare,
    lang: TextLang,
) -> Option<String> {
    let (as_asked, others): (Vec<_>, Vec<_>) = words.iter().partition(|met| is_as_asked(met));
    let mut reasons = Vec::new();
    if let Some(words) = list(as_asked.iter().map(|met| met.asked.as_str())) {
        let what = match as_asked.len() {
            1 => lang.pick("sana", "ord", "word"),
            _ => lang.pick("sanat", "ord", "words"),
        };
        reasons.push(format!("{what}: {words}"));
    }
    reasons.extend(others.iter().filter_map(|met| answers(met, lang)));
    if !words.is_empty()
        && let Some(lacking) = list(missing.iter().map(String::as_str))
    {
        let what = match missing.len() {
            1 => lang.pick("ei sanaa", "utan ordet", "without the word"),
            _ => lang.pick("ei sanoja", "utan orden", "without the words"),
        };
        reasons.push(format!("{what}: {lacking}"));
    }
    if branches.concepts >= SAME_CONCEPT && !words.iter().any(is_exact) {
        let what = lang.pick(
            "sama ammatti tai osaaminen",
            "samma yrke eller kunnande",
            "the same occupation or competence",
        );
        reasons.push(what.to_owned());
    } else if branches.concepts >= SHARED && words.is_empty() {
        let what = lang.pick(
            "läheinen ammatti tai osaaminen",
            "närliggande yrke eller kunnande",
            "a near occupation or competence",
        );
        reasons.push(what.to_owned());
    }
    if words.is_empty() && branches.letters >= LIKE_LETTERS {
        let what = lang.pick("samankaltainen nimike", "liknande titel", "a similar title");
        reasons.push(what.to_owned());
    }
    // What nothing else found was found by its meaning, however near.
    let least = if reasons.is_empty() { 0.0 } else { NEAR_MEANING };
    if (!words.is_empty() || !missing.is_empty())
        && branches.meaning.is_some_and(|nearness| nearness >= least)
    {
        let what = lang.pick(
            "merkitys lähellä hakua",
            "betydelsen nära sökningen",
            "near the search in meaning",
        );
        reasons.push(what.to_owned());
    }
    let what = lang.pick("miksi", "varför", "why");
    (!reasons.is_empty()).then(|| format!("{what}: {}", reasons.join("; ")))
}

/// Whether the posting has the word just as it was asked, or where is not known.
fn is_as_asked(met: &MetWord) -> bool {
    let surface = met.surface.as_ref();
    surface.is_none_or(|surface| surface.word.to_lowercase() == met.asked.to_lowercase())
}

fn is_exact(met: &MetWord) -> bool {
    met.kind.closeness() == Closeness::Exact
}

fn answers(met: &MetWord, lang: TextLang) -> Option<String> {
    let there = &met.surface.as_ref()?.word;
    let asked = &met.asked;
    Some(match (met.kind.closeness(), lang) {
        (Closeness::Exact, TextLang::Fi) => format!("*{there}* vastaa hakuasi *{asked}*"),
        (Closeness::Exact, TextLang::Sv) => format!("*{there}* motsvarar din sökning *{asked}*"),
        (Closeness::Exact, TextLang::En) => format!("*{there}* answers your search *{asked}*"),
        (_, TextLang::Fi) => format!("*{there}* liittyy hakuusi *{asked}*"),
        (_, TextLang::Sv) => format!("*{there}* anknyter till din sökning *{asked}*"),
        (_, TextLang::En) => format!("*{there}* is related to your search *{asked}*"),
    })
}

/// The words once each; `None` when there is none.
fn list<'t>(words: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut once: Vec<&str> = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    (!once.is_empty()).then(|| once.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{FormKind, Part, Surface, SurfaceText};
    use kohtaanto_domain::model::Lang;

    fn met(asked: &str, there: &str, kind: FormKind) -> MetWord {
        let surface = Surface {
            word: there.to_owned(),
            text: SurfaceText::Title,
            lang: Lang::FI,
            span: 0..there.len(),
        };
        MetWord {
            asked: asked.to_owned(),
            number: 0,
            term: String::new(),
            kind,
            part: Part::Title,
            score: 1.0,
            surface: Some(surface),
        }
    }

    #[test]
    fn one_clause_for_each_word() {
        let words = [
            met("kotihoito", "Kotihoito", FormKind::Lemma),
            met("hoitaja", "lähihoitajia", FormKind::LemmaInPart),
            met("vanhustyö", "vanhustenhuoltoon", FormKind::PartInPart),
        ];
        let missing = ["yövuoro".to_owned()];
        let branches = BranchShare { words: 1.0, letters: 0.9, meaning: Some(0.6), concepts: 0.0 };
        let say = |lang| reasons(&words, &missing, branches, lang);
        assert_eq!(
            say(TextLang::Fi).as_deref(),
            Some(
                "miksi: sana: kotihoito; *lähihoitajia* vastaa hakuasi *hoitaja*; \
                 *vanhustenhuoltoon* liittyy hakuusi *vanhustyö*; ei sanaa: yövuoro"
            )
        );
        assert!(say(TextLang::Sv).is_some_and(|text| text.contains("utan ordet: yövuoro")));
        assert!(say(TextLang::En).is_some_and(|text| text.contains("without the word: yövuoro")));
    }

    #[test]
    fn what_no_word_found_is_explained_too() {
        let missing = ["lähihoitja".to_owned()];
        let say = |letters, meaning| {
            let branches = BranchShare { words: 0.0, letters, meaning, concepts: 0.0 };
            reasons(&[], &missing, branches, TextLang::Fi)
        };
        assert_eq!(say(0.6, None).as_deref(), Some("miksi: samankaltainen nimike"));
        assert_eq!(say(0.1, Some(0.6)).as_deref(), Some("miksi: merkitys lähellä hakua"));
        assert_eq!(
            say(0.6, Some(0.8)).as_deref(),
            Some("miksi: samankaltainen nimike; merkitys lähellä hakua")
        );
        assert_eq!(reasons(&[], &[], BranchShare::default(), TextLang::Fi), None);
    }
}
