//! Forms of Swedish words by the patterns that the tables name.
//!
//! Only nouns and adjectives, and only what a reviewed base form and its pattern give; forms that
//! no one writes may be among them and do no harm. Deliberately no guess at the pattern of a word
//! and no way back from a form: the tables look forms up.

/// All forms of a base form, the base form first, genitives included; `None` for a pattern that
/// is not known.
pub(super) fn inflections(base: &str, pattern: &str) -> Option<Vec<String>> {
    let mut forms = vec![base.to_owned()];
    if let Some(explicit) = pattern.strip_prefix('=') {
        forms.extend(explicit.split(' ').map(str::to_owned));
        return Some(with_genitives(forms));
    }
    let short = base.strip_suffix(['a', 'e']);
    let cut = short.unwrap_or(base);
    let mut add = |stem: &str, endings: &[&str]| {
        forms.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
    };
    match pattern {
        // sköterska, sköterskan, sköterskor
        "or" => {
            add(base, &["n"]);
            add(cut, &["or", "orna"]);
        }
        // städning, städningar; pojke, pojkar; teater, teatern, teatrar
        "ar" => match base.strip_suffix("er").or_else(|| base.strip_suffix("el")) {
            Some(stem) => {
                let last = &base[base.len() - 1..];
                add(base, &["n"]);
                add(stem, &[&format!("{last}ar"), &format!("{last}arna")]);
            }
            None => {
                add(base, if short.is_some() { &["n"] } else { &["en"] });
                add(cut, &["ar", "arna"]);
            }
        },
        // assistent, assistenten, assistenter; rektor, rektorn; industri, industrin; vikarie
        "er" if short.is_some() => add(base, &["n", "r", "rna"]),
        "er" if base.ends_with("or") => add(base, &["n", "en", "er", "erna"]),
        "er" if base.ends_with(is_vowel) => add(base, &["n", "er", "erna"]),
        "er" => add(base, &["n", "en", "er", "erna"]),
        // musik, musiken: no plural, which would be the word for a person
        "sg" if base.ends_with(is_vowel) => add(base, &["n"]),
        "sg" => add(base, &["en"]),
        // lärare, läraren, lärarna
        "are" => {
            add(base, &["n"]);
            add(cut, &["na", "n"]);
        }
        // tekniker, teknikern, teknikerna; studerande
        "n" => add(base, &["n", "na"]),
        // biträde, biträdet, biträden; kontor, kontoret; program, programmet
        "nt" if base.ends_with(is_vowel) => add(base, &["t", "n", "na"]),
        "nt" => {
            add(base, &["et", "en"]);
            if base.ends_with('m') {
                add(base, &["met", "men"]);
            }
        }
        // bageri, bageriet, bagerier
        "ier" => add(base, &["et", "er", "erna"]),
        // läkemedel, läkemedlet, läkemedlen
        "el" => add(base.strip_suffix("el")?, &["let", "len"]),
        // museum, museet, museer
        "um" => add(base.strip_suffix("um")?, &["et", "er", "erna"]),
        // daghem, daghemmet
        "hem" => add(base, &["met", "men"]),
        // brandman, brandmannen, brandmän
        "man" => {
            let stem = base.strip_suffix("man")?;
            add(stem, &["mannen", "män", "männen"]);
        }
        // behörig, behörigt, behöriga; anställd, anställt
        "adj" => {
            add(base, &["t", "a", "e"]);
            if let Some(stem) = base.strip_suffix('d') {
                add(stem, if stem.ends_with(is_vowel) { &["t", "de"] } else { &["t"] });
            }
        }
        _ => return None,
    }
    Some(with_genitives(forms))
}

/// The form that a word takes as a first part, by the code of its link; `None` for a code that is
/// not known or does not fit the word.
pub(super) fn linking_form(base: &str, link: &str) -> Option<String> {
    if let Some(form) = link.strip_prefix('=') {
        return (!form.is_empty()).then(|| form.to_owned());
    }
    let cut = || base.strip_suffix(['a', 'e', 'o']);
    match link {
        "0" => Some(base.to_owned()),
        "s" => Some(format!("{base}s")),
        "cut" => cut().map(str::to_owned),
        "cut+s" => cut().map(|stem| format!("{stem}s")),
        "o" | "u" | "e" => Some(format!("{}{link}", cut().unwrap_or(base))),
        _ => None,
    }
}

/// Whether a letter is a vowel in Swedish.
pub(super) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö' | 'é')
}

fn with_genitives(mut forms: Vec<String>) -> Vec<String> {
    let genitives: Vec<_> =
        forms.iter().filter(|form| !form.ends_with('s')).map(|form| format!("{form}s")).collect();
    forms.extend(genitives);
    forms
}

#[cfg(test)]
mod tests {
    use super::{inflections, linking_form};

    #[test]
    fn patterns_give_the_everyday_forms() {
        let table = [
            ("sköterska", "or", "sköterskor sköterskornas sköterskan"),
            ("städning", "ar", "städningen städningar städningarnas"),
            ("teater", "ar", "teatern teatrar teatrarna"),
            ("assistent", "er", "assistenten assistenter assistenternas"),
            ("rektor", "er", "rektorn rektorer"),
            ("chaufför", "er", "chauffören chaufförerna"),
            ("vikarie", "er", "vikarien vikarier vikarierna"),
            ("musik", "sg", "musiken musikens"),
            ("lärare", "are", "läraren lärarna lärarnas lärares"),
            ("tekniker", "n", "teknikern teknikerna"),
            ("biträde", "nt", "biträdet biträden biträdena"),
            ("kontor", "nt", "kontoret kontoren kontors"),
            ("program", "nt", "programmet programmen"),
            ("bageri", "ier", "bageriet bagerier"),
            ("läkemedel", "el", "läkemedlet läkemedlen"),
            ("museum", "um", "museet museerna"),
            ("daghem", "hem", "daghemmet daghemmens"),
            ("brandman", "man", "brandmän brandmännen brandmannens"),
            ("anställd", "adj", "anställda anställde anställt"),
            ("utbildad", "adj", "utbildade utbildat"),
            ("bonde", "=bonden bönder", "bönder bönders"),
        ];
        for (base, pattern, expected) in table {
            let forms = inflections(base, pattern).unwrap();
            assert_eq!(forms[0], base);
            for form in expected.split(' ') {
                assert!(forms.iter().any(|f| f == form), "{form} of {base}");
            }
        }
        assert_eq!(inflections("lärare", "x"), None);
    }

    #[test]
    fn links_give_the_form_of_a_first_part() {
        let table = [
            ("barn", "0", "barn"),
            ("vård", "s", "vårds"),
            ("skola", "cut", "skol"),
            ("lärare", "cut", "lärar"),
            ("arbete", "cut+s", "arbets"),
            ("kyrka", "o", "kyrko"),
            ("gata", "u", "gatu"),
            ("sköterska", "e", "sköterske"),
            ("familj", "e", "familje"),
            ("öga", "=ögon", "ögon"),
        ];
        for (base, link, expected) in table {
            assert_eq!(linking_form(base, link).as_deref(), Some(expected), "{base} {link}");
        }
        for (base, link) in [("barn", "cut"), ("barn", "x"), ("barn", "=")] {
            assert_eq!(linking_form(base, link), None, "{base} {link}");
        }
    }
}
