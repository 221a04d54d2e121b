//! Numbers in digits and in words.

use super::book::PhraseBook;
use super::rows::{cells, table};
use super::words::Words;
use kohtaanto_domain::model::Lang;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A number, or a range of numbers, that a text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Which words.
    pub words: Range<usize>,
    /// The number, or the least of the range.
    pub min: f32,
    /// The most of the range; the number itself where there is no range.
    pub max: f32,
}

static WORDS: LazyLock<BTreeMap<Lang, PhraseBook<f32>>> = LazyLock::new(|| {
    let table = table(include_str!("../../data/numbers.tsv"));
    let mut books = BTreeMap::new();
    for row in table.rows() {
        let Ok(value) = row.cell("value").parse::<f32>() else { continue };
        for column in table.columns() {
            let Ok(lang) = column.parse::<Lang>() else { continue };
            let book = books.entry(lang).or_insert_with(|| PhraseBook::new(lang));
            cells(row.cell(column)).for_each(|phrase| book.add(phrase, value));
        }
    }
    books
});

/// The number or range (*20–30*, *kaksi tai kolme*) that begins at a word.
pub fn number_at(lang: Lang, words: &Words<'_>, at: usize) -> Option<Number> {
    let first = single_at(lang, words, at)?;
    let next = first.words.end;
    let gap = words.gap_before(next);
    let by_dash = matches!(gap.trim(), "-" | "–" | "—" | "‒" | "−");
    let by_word = words.as_slice().get(next).is_some_and(|word| {
        gap.trim().is_empty()
            && matches!(word.term.as_str(), "tai" | "to" | "till" | "or" | "eller" | "до" | "или")
    });
    let second = match (by_dash, by_word) {
        (true, _) => single_at(lang, words, next),
        (_, true) => single_at(lang, words, next + 1),
        _ => None,
    };
    match second.filter(|second| second.min > first.min) {
        Some(second) => {
            let words = first.words.start..second.words.end;
            Some(Number { words, min: first.min, max: second.min })
        }
        None => Some(first),
    }
}

fn single_at(lang: Lang, words: &Words<'_>, at: usize) -> Option<Number> {
    let word = words.as_slice().get(at)?;
    if word.term.starts_with(|c: char| c.is_ascii_digit()) {
        let value: f32 = word.term.replace(',', ".").parse().ok()?;
        return value.is_finite().then_some(Number { words: at..at + 1, min: value, max: value });
    }
    let hit = WORDS.get(&lang)?.all_at(words, at).into_iter().next()?;
    Some(Number { words: hit.words, min: *hit.value, max: *hit.value })
}

#[cfg(test)]
mod tests {
    use super::number_at;
    use crate::lexicon::Words;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn digits_words_and_ranges() {
        let table = [
            (Lang::FI, "20–30 tuntia", Some((20.0, 30.0))),
            (Lang::FI, "38,25", Some((38.25, 38.25))),
            (Lang::FI, "kahden vuoden", Some((2.0, 2.0))),
            (Lang::FI, "parin vuoden", Some((2.0, 2.0))),
            (Lang::FI, "3-5 vuoden", Some((3.0, 5.0))),
            (Lang::SV, "två till tre", Some((2.0, 3.0))),
            (Lang::EN, "three years", Some((3.0, 3.0))),
            (Lang::RU, "двух лет", Some((2.0, 2.0))),
            (Lang::FI, "4.1.2027", None),
            (Lang::FI, "kokki", None),
        ];
        for (lang, text, expected) in table {
            let found = number_at(lang, &Words::new(lang, text), 0).map(|n| (n.min, n.max));
            assert_eq!(found, expected, "{text}");
        }
    }
}
