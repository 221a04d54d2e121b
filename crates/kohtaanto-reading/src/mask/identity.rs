//! Numbers that name one person: identity codes, and what a passport, a tax card or a bank says.
//!
//! Finnish identity codes (Decree 690/2022 gives the signs of the centuries), Swedish personal and
//! coordination numbers (Luhn), Estonian ones, and bank accounts (ISO 13616) are known by their
//! form and check digit. A Finnish code with a wrong check character is taken for a mistyped one. Any
//! other number is masked where the word before it says that it is a person's.

use super::story::Story;
use super::tables::Cues;
use super::{Found, PrivateKind};
use std::ops::Range;

/// How far behind the word for it a number stands.
const WORDS_BEFORE: usize = 3;

/// The numbers of persons in a text.
pub(super) fn find(story: &Story<'_>) -> Vec<Found> {
    let text = story.text();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back().filter(|before| before.is_alphanumeric());
        if !c.is_ascii_alphanumeric() || before.is_some_and(char::is_numeric) {
            continue;
        }
        // "hetu120685-9516": digits may stand right behind letters.
        let finnish = finnish(text, at, story).filter(|_| before.is_none() || c.is_ascii_digit());
        let others = || {
            let end = swedish(text, at, story).or_else(|| estonian(text, at));
            end.or_else(|| iban(text, at)).filter(|_| before.is_none())
        };
        let end = finnish.or_else(others);
        found.extend(end.map(|end| identity(at..end)));
    }
    found.extend(named(story));
    found
}

fn identity(span: Range<usize>) -> Found {
    Found { span, kind: PrivateKind::IdentityCode }
}

/// So many digits at a byte.
fn digits(text: &str, at: usize, count: usize) -> Option<&str> {
    text.get(at..at + count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn number(text: &str, range: Range<usize>) -> u32 {
    text.get(range).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn is_word_end(text: &str, at: usize) -> bool {
    !text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

/// Whether two digits each are a day and a month.
fn is_day_and_month(day: &str, month: &str) -> bool {
    let (day, month) = (day.parse().unwrap_or(0), month.parse().unwrap_or(0));
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// `DDMMYY`, the sign of the century, three digits and the check character.
fn finnish(text: &str, at: usize, story: &Story<'_>) -> Option<usize> {
    const CHECK: &[u8] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    let date = digits(text, at, 6)?;
    if !is_day_and_month(&date[..2], &date[2..4]) {
        return None;
    }
    let space = |at: usize| usize::from(text.as_bytes().get(at) == Some(&b' '));
    let sign_at = at + 6 + space(at + 6);
    let sign = text.as_bytes().get(sign_at)?.to_ascii_uppercase();
    if !b"+-YXWVUABCDEF".contains(&sign) {
        return None;
    }
    let own_at = sign_at + 1 + space(sign_at + 1);
    let own = digits(text, own_at, 3)?;
    let check = text.as_bytes().get(own_at + 3)?.to_ascii_uppercase();
    let end = own_at + 4;
    if !check.is_ascii_alphanumeric() || !is_word_end(text, end) {
        return None;
    }
    let value: usize = format!("{date}{own}").parse().ok()?;
    let is_right = CHECK.get(value % 31) == Some(&check);
    let as_written = end == at + 11;
    let mistyped = as_written && CHECK.contains(&check) && !is_ordered(story, at);
    (is_right || mistyped).then_some(end)
}

/// `YYMMDD-NNNN` or `YYYYMMDD-NNNN`, with or without the sign; the last digit by Luhn.
fn swedish(text: &str, at: usize, story: &Story<'_>) -> Option<usize> {
    let long = digits(text, at, 8).filter(|d| d.starts_with("19") || d.starts_with("20"));
    let date_at = if long.is_some() { at + 2 } else { at };
    let date = digits(text, date_at, 6)?;
    let sign_at = date_at + 6;
    let has_sign = matches!(text.as_bytes().get(sign_at), Some(b'-' | b'+'));
    let last_at = sign_at + usize::from(has_sign);
    let last = digits(text, last_at, 4)?;
    let end = last_at + 4;
    // A coordination number has 60 added to the day.
    let day: u32 = date[4..].parse().ok()?;
    let day = if day > 60 { day - 60 } else { day };
    let is_date = is_day_and_month(&day.to_string(), &date[2..4]);
    // Ten digits in one are as often a telephone number: only behind a word that says so.
    let is_marked = has_sign || long.is_some() || is_named(story, at);
    let fits = is_date && is_marked && luhn(&format!("{date}{last}")) && is_word_end(text, end);
    fits.then_some(end)
}

fn luhn(digits: &str) -> bool {
    let double = |n: u32| if n > 4 { 2 * n - 9 } else { 2 * n };
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, byte)| (i, u32::from(byte - b'0')))
        .map(|(i, n)| if i % 2 == 1 { double(n) } else { n })
        .sum();
    sum.is_multiple_of(10)
}

/// Eleven digits with two rounds of weights.
fn estonian(text: &str, at: usize) -> Option<usize> {
    let code = digits(text, at, 11)?;
    let end = at + 11;
    let weighted = |weights: [u32; 10]| -> u32 {
        code.bytes().zip(weights).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum::<u32>()
            % 11
    };
    let first = weighted([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]);
    let check = if first < 10 { first } else { weighted([3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 10 };
    let fits = matches!(code.as_bytes()[0], b'1'..=b'8')
        && is_day_and_month(&code[5..7], &code[3..5])
        && check == number(code, 10..11)
        && is_word_end(text, end);
    fits.then_some(end)
}

/// An account number: two letters, two check digits, groups of letters and digits.
fn iban(text: &str, at: usize) -> Option<usize> {
    let head = text.get(at..at + 2)?;
    if !head.bytes().all(|byte| byte.is_ascii_uppercase()) || digits(text, at + 2, 2).is_none() {
        return None;
    }
    let mut compact = String::new();
    for (i, byte) in text.as_bytes()[at..].iter().enumerate() {
        match byte {
            b' ' if compact.len() >= 4 => {}
            byte if byte.is_ascii_digit() || (byte.is_ascii_uppercase() && compact.len() < 34) => {
                compact.push(char::from(*byte));
                let end = at + i + 1;
                let goes_on = !is_word_end(text, end);
                if !goes_on && (15..=34).contains(&compact.len()) && is_mod_97(&compact) {
                    return Some(end);
                }
            }
            _ => break,
        }
        if compact.len() > 34 {
            break;
        }
    }
    None
}

fn is_mod_97(compact: &str) -> bool {
    let (head, rest) = compact.split_at(4);
    let step = |sum: u32, c: char| match c.to_digit(36) {
        Some(value) if value > 9 => (sum * 100 + value) % 97,
        Some(value) => (sum * 10 + value) % 97,
        None => sum,
    };
    rest.chars().chain(head.chars()).fold(0, step) == 1
}

/// A number behind a word such as *henkilötunnus* or *passport*.
fn named(story: &Story<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..story.len() {
        if !story.has(at, Cues::IDENTITY) {
            continue;
        }
        let has_digit = |at: &usize| story.term(*at).bytes().any(|byte| byte.is_ascii_digit());
        let near = at + 1..(at + 1 + WORDS_BEFORE).min(story.len());
        let Some(first) = near.into_iter().find(has_digit) else { continue };
        let is_one = |at: usize| matches!(story.words.gap_before(at), " " | "-" | "+");
        let mut end = first + 1;
        while end < story.len() && has_digit(&end) && is_one(end) {
            end += 1;
        }
        let start =
            if is_one(first) && is_series(story.term(first - 1)) { first - 1 } else { first };
        let written = story.words.text_of(&(start..end));
        let n_digits = written.bytes().filter(u8::is_ascii_digit).count();
        let is_date = written.matches('.').count() == 2;
        if n_digits >= 5 && !is_date && !story.words.gap_before(first).contains('\n') {
            found.push(identity(story.words.span(&(start..end))));
        }
    }
    found
}

/// The letters before the number of a passport.
fn is_series(term: &str) -> bool {
    (1..=3).contains(&term.chars().count())
        && !term.bytes().all(|byte| byte.is_ascii_digit())
        && !["on", "is", "är", "nro", "no", "nr", "см"].contains(&term)
}

/// Whether a word shortly before a byte says that a person's number follows.
fn is_named(story: &Story<'_>, byte: usize) -> bool {
    said_before(story, byte, Cues::IDENTITY)
}

fn is_ordered(story: &Story<'_>, byte: usize) -> bool {
    said_before(story, byte, Cues::ORDER) && !is_named(story, byte)
}

/// Whether one of the words shortly before a byte has a cue.
pub(super) fn said_before(story: &Story<'_>, byte: usize, cue: Cues) -> bool {
    let at = story.words.as_slice().partition_point(|word| word.span.start < byte);
    let near = at.saturating_sub(WORDS_BEFORE)..at;
    let line = story.text()[..byte].rfind('\n').map_or(0, |line| line + 1);
    near.into_iter()
        .any(|word| story.has(word, cue) && story.words.as_slice()[word].span.start >= line)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::mask::story::Story;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn codes_by_form_and_check() {
        let table = [
            // Codes from the published examples of the registers, of no person.
            ("tunnus 131052-308T.", "131052-308T"),
            ("131052A308T", "131052A308T"),
            ("131052y308t", "131052y308t"),
            ("131052 - 308T", "131052 - 308T"),
            ("131052-3083", "131052-3083"),
            ("tilausnumero 131052-3083", ""),
            ("991352-308T", ""),
            ("640823-3234", "640823-3234"),
            ("640823-3235", ""),
            ("19640823-3234", "19640823-3234"),
            ("196408233234", "196408233234"),
            ("6408233234", ""),
            ("personnummer 6408233234", "6408233234"),
            ("640883-3231", "640883-3231"),
            ("37605030299", "37605030299"),
            ("37605030298", ""),
            ("tili FI21 1234 5600 0007 85", "FI21 1234 5600 0007 85"),
            ("FI2112345600000785", "FI2112345600000785"),
            ("FI22 1234 5600 0007 85", ""),
            ("Passin numero on PA1234567.", "PA1234567"),
            ("y-tunnus 1234567-1", ""),
        ];
        for (text, expected) in table {
            let lang = if text.contains("personnummer") { Lang::SV } else { Lang::FI };
            let found: Vec<_> =
                find(&Story::new(text, lang)).into_iter().map(|found| &text[found.span]).collect();
            assert_eq!(found.first().copied().unwrap_or(""), expected, "{text}");
        }
    }
}
