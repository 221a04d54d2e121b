//! Street addresses: the street, the number and the flat, and a postal code right behind them.
//!
//! The town stays, and so does a postal code that stands alone, because matching needs them. A
//! street without a number is masked only where a home is told (*asun Kauppakadulla*); where
//! somebody works is no secret. Streets of all languages are looked for in every text.

use super::story::Story;
use super::tables::Cues;
use super::{Found, PrivateKind};
use crate::lexicon::{cells, table};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How many words before a street may tell of a home.
const HOME_BEFORE: usize = 4;
/// How many words a name of a street has beside its own word.
const MAX_NAME: usize = 5;

/// The street addresses of a text.
pub(super) fn find(story: &Story<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..story.len() {
        let span = compound(story, at).or_else(|| behind(story, at)).or_else(|| before(story, at));
        found.extend(span.map(|span| Found { span, kind: PrivateKind::Address }));
    }
    found
}

fn words(how: &str) -> &'static [&'static str] {
    static WORDS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let table = table(include_str!("../../data/street-words.tsv"));
        table.rows().map(|row| (row.cell("how"), cells(row.cell("words")).collect())).collect()
    });
    WORDS.get(how).map_or(&[], Vec::as_slice)
}

fn is_word(how: &str, term: &str) -> bool {
    words(how).contains(&term)
}

/// *Kauppakatu 5 A 12, 80100*: the street is the end of one word.
fn compound(story: &Story<'_>, at: usize) -> Option<Range<usize>> {
    let term = story.term(at);
    let ends =
        |how: &str| words(how).iter().any(|end| term.len() > end.len() + 1 && term.ends_with(end));
    let (is_street, is_at, is_weak) = (ends("ending"), ends("at"), ends("weak"));
    let is_home = is_home(story, at);
    let is_road = words("road").iter().any(|road| term.starts_with(road));
    if !(is_street || is_at || is_weak) || (is_road && !is_home) {
        return None;
    }
    let is_capital = story.words.is_capitalized(at);
    let number = numbered(story, at);
    let fits = match &number {
        Some(number) if is_weak && !is_street => is_capital && (number.is_sure || is_home),
        Some(number) => is_capital || is_home || number.is_sure,
        None => is_home && is_capital && (is_at || is_street),
    };
    let mut start = story.words.as_slice()[at].span.start;
    if at > 0 && is_word("lead", story.term(at - 1)) && story.words.gap_before(at) == " " {
        start = story.words.as_slice()[at - 1].span.start;
    }
    let end = number.map_or(story.words.as_slice()[at].span.end, |number| number.end);
    fits.then_some(start..end)
}

/// *12 Main Street*, *Pärnu mnt 12*, *Minna Canthin katu 5*: the name stands before its word.
fn behind(story: &Story<'_>, at: usize) -> Option<Range<usize>> {
    if !is_word("after", story.term(at)) {
        return None;
    }
    // The parts of a name with hyphens may be in small letters: Castle-in-the-Air Road.
    let is_name = |at: usize| match story.words.gap_before(at + 1) {
        " " => story.words.is_capitalized(at) || (at > 0 && story.words.gap_before(at) == "-"),
        "-" => true,
        _ => false,
    };
    let n_names = (1..=MAX_NAME.min(at)).take_while(|n| is_name(at - n)).count();
    let mut first = (at - n_names..at).find(|first| story.words.is_capitalized(*first))?;
    let is_digits = |at: usize| story.term(at).starts_with(|c: char| c.is_ascii_digit());
    let has_number_before =
        first > 0 && is_digits(first - 1) && matches!(story.words.gap_before(first), " " | ", ");
    first -= usize::from(has_number_before);
    if first > 1 && is_digits(first - 1) && is_word("flat", story.term(first - 2)) {
        first -= 2;
    }
    let number = numbered(story, at);
    if !(has_number_before || number.is_some() || is_home(story, first)) {
        return None;
    }
    let own = &story.words.as_slice()[at];
    let end = number.map(|number| number.end).or_else(|| postal(story.text(), own.span.end));
    Some(story.words.as_slice()[first].span.start..end.unwrap_or(own.span.end))
}

/// *ул. Ленина, д. 5, кв. 12*: the name stands behind its word.
fn before(story: &Story<'_>, at: usize) -> Option<Range<usize>> {
    let is_close = |at: usize| matches!(story.words.gap_before(at), " " | ". " | "." | "-");
    if !is_word("before", story.term(at)) {
        return None;
    }
    let is_name = |at: usize| story.words.is_capitalized(at) && is_close(at);
    let n_names = (1..=MAX_NAME).take_while(|n| is_name(at + n)).count();
    if n_names == 0 {
        return None;
    }
    let last = at + n_names;
    let number = numbered(story, last);
    let fits = number.is_some() || is_home(story, at);
    let end = number.map_or(story.words.as_slice()[last].span.end, |number| number.end);
    fits.then(|| story.words.as_slice()[at].span.start..end)
}

fn is_home(story: &Story<'_>, at: usize) -> bool {
    (at.saturating_sub(HOME_BEFORE)..at).any(|word| story.has(word, Cues::HOME))
}

/// A house number with what follows it.
struct Numbered {
    /// Where it ends.
    end: usize,
    /// Whether a flat or a postal code says that it is an address.
    is_sure: bool,
}

/// The house number behind the last word of a street.
fn numbered(story: &Story<'_>, street: usize) -> Option<Numbered> {
    let text = story.text();
    let street_end = story.words.as_slice().get(street)?.span.end;
    let mut cursor = Cursor { text, at: street_end };
    cursor.skip(&[",", " "]);
    for word in ["numero ", "nro ", "д. ", "д.", "дом ", "буд. ", "буд."] {
        cursor.take(word);
    }
    let digits = cursor.digits(1..=4)?;
    if cursor.take("-") && cursor.digits(1..=4).is_none() {
        cursor.at -= 1;
    }
    let has_letter = cursor.letter();
    if cursor.is_inside_word()
        || cursor.rest().starts_with(['.', ',', ':']) && cursor.is_number_on()
    {
        return None;
    }
    let number_end = cursor.at;
    let unit = cursor.rest().trim_start().split(|c: char| !c.is_alphanumeric()).next();
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if unit.is_some_and(|unit| is_word("unit", &unit.to_lowercase())) || is_year {
        return None;
    }
    let mut is_flat = has_letter;
    while cursor.flat() {
        is_flat = true;
    }
    let postal = postal(text, cursor.at);
    let end = postal.unwrap_or(if is_flat { cursor.at } else { number_end });
    Some(Numbered { end, is_sure: is_flat || postal.is_some() })
}

/// Where a postal code ends that stands right behind a byte.
fn postal(text: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor { text, at };
    cursor.skip(&[",", " "]);
    cursor.take("FI-");
    cursor.take("S-");
    if cursor.at == at {
        return None;
    }
    let first = cursor.digits(3..=6)?;
    match first.len() {
        5 | 6 => {}
        3 => {
            cursor.take(" ").then_some(())?;
            cursor.digits(2..=2)?;
        }
        _ => return None,
    }
    (!cursor.is_inside_word() && !cursor.rest().starts_with(" €")).then_some(cursor.at)
}

/// A place in a text that moves over what is expected.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn take(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        self.at += if found { what.len() } else { 0 };
        found
    }

    /// Each at most once.
    fn skip(&mut self, signs: &[&str]) {
        for sign in signs {
            self.take(sign);
        }
    }

    fn digits(&mut self, count: std::ops::RangeInclusive<usize>) -> Option<&'t str> {
        let n = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.rest().get(..n).filter(|_| count.contains(&n))?;
        self.at += n;
        Some(digits)
    }

    /// One letter that belongs to a number: *12b*.
    fn letter(&mut self) -> bool {
        let mut chars = self.rest().chars();
        let letter = chars.next().filter(|c| c.is_alphabetic());
        let is_alone = !chars.next().is_some_and(char::is_alphabetic);
        match letter {
            Some(letter) if is_alone => {
                self.at += letter.len_utf8();
                true
            }
            _ => false,
        }
    }

    fn is_inside_word(&self) -> bool {
        self.rest().starts_with(char::is_alphanumeric)
    }

    /// Whether digits follow behind one sign.
    fn is_number_on(&self) -> bool {
        self.rest().get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// A staircase or flat: *A 12*, *as. 3*, *, кв. 12*.
    fn flat(&mut self) -> bool {
        let before = self.at;
        self.skip(&[",", " "]);
        if self.at == before {
            return false;
        }
        let rest = self.rest();
        let word: &str = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let is_stair = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let is_small_stair = word.chars().count() == 1 && word.chars().all(char::is_lowercase);
        let is_flat_word = is_word("flat", &word.to_lowercase());
        if !word.is_empty() && (is_stair || is_small_stair || is_flat_word) {
            self.at += word.len();
            let end_of_word = self.at;
            self.skip(&[".", " "]);
            if self.digits(1..=4).is_some() {
                self.letter();
                if !self.is_inside_word() {
                    return true;
                }
            }
            self.at = end_of_word;
            if is_stair && !self.rest().starts_with('.') {
                return true;
            }
        }
        self.at = before;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::mask::story::Story;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn streets_go_and_towns_stay() {
        let table = [
            (
                Lang::FI,
                "Asun osoitteessa Kauppakatu 5 A 12, 80100 Joensuu.",
                "Kauppakatu 5 A 12, 80100",
            ),
            (Lang::FI, "Osoite: Koulutie 3 as. 4, Lieksa", "Koulutie 3 as. 4"),
            (Lang::FI, "Asun Kauppakadulla.", "Kauppakadulla"),
            (Lang::FI, "Työpaikkani on Kauppakadun kahvila.", ""),
            (Lang::FI, "Iso Mäkikatu 12b, 80100", "Iso Mäkikatu 12b, 80100"),
            (Lang::FI, "Valtatie 6 ja ammattitie 5 vuotta, 80100 Joensuu", ""),
            (Lang::FI, "Koivuranta 5 A 3", "Koivuranta 5 A 3"),
            (Lang::SV, "Jag bor på Storgatan 12 B, 80100 Joensuu", "Storgatan 12 B, 80100"),
            (Lang::EN, "I live at Flat 3, 12 Main Street, Joensuu", "Flat 3, 12 Main Street"),
            (Lang::RU, "Живу на ул. Ленина, д. 5, кв. 12, Йоэнсуу", "ул. Ленина, д. 5, кв. 12"),
            (Lang::ET, "Pärnu mnt 12", "Pärnu mnt 12"),
            (Lang::FI, "Minna Canthin katu 5", "Minna Canthin katu 5"),
        ];
        for (lang, text, expected) in table {
            let found: Vec<_> =
                find(&Story::new(text, lang)).into_iter().map(|found| &text[found.span]).collect();
            assert_eq!(found.first().copied().unwrap_or(""), expected, "{text}");
        }
    }
}
