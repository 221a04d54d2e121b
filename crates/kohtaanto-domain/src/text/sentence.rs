//! Sentences of an ad: where they end.
//!
//! A line break always ends a sentence; so does a full stop, an exclamation or a question mark
//! before white space, unless it belongs to an abbreviation, an ordinal number or an initial.
//! Deliberately no Unicode sentence segmentation, which ends a sentence behind *esim.*

use std::ops::Range;

/// Abbreviations with a full stop, without it, in lower case: Finnish, Swedish, English, Russian.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "esim", "mm", "n", "klo", "ym", "yms", "jne", "ks", "vrt", "ts", "eli", "ao", "em", "ko", "mt",
    "nk", "ns", "p", "puh", "huom", "alk", "ma", "ti", "ke", "to", "pe", "la", "su", "kk", "h",
    "min", "max", "vko", "nro", "os", "s", "v", "tod", "toht", "maist", "prof", "til", "virk",
    "väh", "enint", "sis", "so", "toim", "vs", "vt", "kpl", "sh", "lh", "erik", "vast", "mahd",
    "tunti", "tied", "lisät", "suom", "ruots", "engl", "e.m", "m.m", "o.s", "k.o",
    "t.ex", "bl.a", "bl", "osv", "kl", "ca", "dvs", "tfn", "tel", "nr", "resp", "inkl", "obs",
    "m.fl", "fr.o.m", "t.o.m", "s.k", "exkl",
    "e.g", "i.e", "eg", "ie", "mr", "mrs", "ms", "dr", "no", "vs", "approx", "incl", "etc", "st",
    "т.е", "т.д", "т.п", "т.ч", "напр", "г", "ул", "тел", "руб", "ч", "стр", "др", "им",
];
/// Of these, the ones that often end a sentence: they do when a capital letter follows.
const OFTEN_LAST: &[&str] = &["ym", "yms", "jne", "osv", "etc", "т.д", "т.п", "др", "kk", "h", "v"];

/// The spans of the sentences, in order, without white space around them; none is empty.
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => true,
            '!' | '?' | '…' | '؟' | '。' => {
                chars.peek().is_none_or(|(_, next)| next.is_whitespace())
            }
            '.' => {
                chars.peek().is_none_or(|(_, next)| next.is_whitespace())
                    && ends_sentence(&text[start..at], &text[end..])
            }
            _ => false,
        };
        if ends {
            push_trimmed(&mut spans, text, start..end);
            start = end;
        }
    }
    push_trimmed(&mut spans, text, start..text.len());
    spans
}

/// Whether a full stop between the two texts ends a sentence.
fn ends_sentence(before: &str, after: &str) -> bool {
    let word_start = before.rfind(|c: char| c.is_whitespace() || c == '(' || c == '/');
    let word = word_start.map_or(before, |at| before[at..].trim_start_matches(is_bracket));
    let Some(next) = after.chars().find(|c| !c.is_whitespace()) else {
        return true;
    };
    // "1. tammikuuta", "15.12. mennessä", "klo 9. alkaen": a number before a small letter or number.
    if !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '–' | '-'))
    {
        return !(next.is_lowercase() || next.is_ascii_digit());
    }
    if word.len() > 24 {
        return true;
    }
    let lower = word.to_lowercase();
    if OFTEN_LAST.contains(&lower.as_str()) {
        return next.is_uppercase();
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !(initial || ABBREVIATIONS.contains(&lower.as_str()))
}

fn is_bracket(c: char) -> bool {
    c.is_whitespace() || c == '(' || c == '/'
}

fn push_trimmed(spans: &mut Vec<Range<usize>>, text: &str, span: Range<usize>) {
    let part = &text[span.clone()];
    let trimmed = part.trim_start();
    let start = span.start + part.len() - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        spans.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn where_sentences_end() {
        let table: [(&str, &[&str]); 9] = [
            ("Haemme kokkia. Tule!", &["Haemme kokkia.", "Tule!"]),
            ("Osaat esim. leipoa. Hyvä.", &["Osaat esim. leipoa.", "Hyvä."]),
            (
                "Teet mm. salaatteja, keittoja ym. ruokaa klo. 8 alkaen.",
                &["Teet mm. salaatteja, keittoja ym. ruokaa klo. 8 alkaen."],
            ),
            (
                "Siivoat, tiskaat ym. Palkka on n. 2 000 e.",
                &["Siivoat, tiskaat ym.", "Palkka on n. 2 000 e."],
            ),
            (
                "Alkaa 1. tammikuuta. Hae 15.12. mennessä!",
                &["Alkaa 1. tammikuuta.", "Hae 15.12. mennessä!"],
            ),
            ("Työ alkaa 1.1.2027. Tervetuloa", &["Työ alkaa 1.1.2027.", "Tervetuloa"]),
            ("- yksi\n- kaksi", &["- yksi", "- kaksi"]),
            ("Node.js ja ASP.NET", &["Node.js ja ASP.NET"]),
            (" \n ", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<_> = spans(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
