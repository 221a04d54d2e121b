//! Terms of work that an ad offers: when, how long, how much, from when.
//!
//! Phrases of the table `data/work-terms.tsv`, and around them numbers and days. What the ad says
//! is not so (*ei iltavuoroja*, *viikonloput ovat vapaita*) is left out. Deliberately not here: pay
//! and the legal relationship.

mod continuity;
mod hours;
mod shifts;
mod start;

use super::ad::{AdText, Found, FoundTerms};
use super::confidence::EXPLICIT;
use super::lines::{Line, Lines};
use crate::lexicon::tables::Books;
use crate::lexicon::{PhraseBook, Words, cells, table};
use kohtaanto_domain::model::{Coded, Lang, WorkingTime};
use kohtaanto_domain::text::SentenceKind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/work-terms.tsv");

static FIELDS: LazyLock<BTreeMap<&'static str, Books<&'static str>>> = LazyLock::new(|| {
    let table = table(TABLE);
    let mut fields = BTreeMap::new();
    for row in table.rows() {
        let books = fields.entry(row.cell("field")).or_insert_with(Books::empty);
        for column in table.columns().iter().skip(2) {
            let Ok(lang) = column.parse() else { continue };
            cells(row.cell(column)).for_each(|phrase| books.add(lang, phrase, row.cell("code")));
        }
    }
    fields
});

/// The phrases of a field of the table, with their codes.
pub(super) fn phrases(field: &str, lang: Lang) -> &'static PhraseBook<&'static str> {
    static NONE: LazyLock<Books<&'static str>> = LazyLock::new(Books::empty);
    FIELDS.get(field).unwrap_or(&NONE).of(lang)
}

/// A *not* stands within so many words before what it denies.
const NOT_REACH: usize = 3;

/// Finds the terms.
pub(super) fn find(ad: &AdText<'_>, lines: &Lines<'_>) -> FoundTerms {
    let title = Words::new(ad.lang, ad.title);
    FoundTerms {
        shifts: shifts::find(lines, &title),
        hours: hours::find(lines),
        working_time: said::<WorkingTime>("working_time", lines, &title),
        continuity: continuity::find(lines, &title),
        start: start::find(lines),
    }
}

/// What phrases of a field say, each value once, that of the title first.
fn said<T: Coded + PartialEq>(field: &str, lines: &Lines<'_>, title: &Words<'_>) -> Vec<Found<T>> {
    let book = phrases(field, lines.lang);
    let of_title = book.longest(title).into_iter().filter_map(|hit| {
        let value = T::parse(hit.value).ok()?;
        Some(Found { value, span: 0..0, confidence: EXPLICIT })
    });
    let of_text = book.longest(&lines.words).into_iter().filter_map(|hit| {
        let line = lines.line_of(hit.words.start)?;
        let is_off = lines.is_denied(&hit.words, NOT_REACH) || lines.is_conditional(&hit.words);
        if is_off || !(offers(line) || says_post(lines, line)) {
            return None;
        }
        let value = T::parse(hit.value).ok()?;
        Some(Found { value, span: lines.words.span(&hit.words), confidence: EXPLICIT })
    });
    let mut kept: Vec<Found<T>> = Vec::new();
    for found in of_title.chain(of_text) {
        if !kept.iter().any(|other| other.value == found.value) {
            kept.push(found);
        }
    }
    kept
}

/// Whether a line that tells of the employer speaks of the post: *sopimus on määräaikainen*.
fn says_post(lines: &Lines<'_>, line: &Line) -> bool {
    let is_post = |at: usize| {
        let hits = phrases("context", lines.lang).all_at(&lines.words, at);
        hits.iter().any(|hit| *hit.value == "post")
    };
    line.kind == SentenceKind::Employer && line.words.clone().any(is_post)
}

/// Whether a line can say what is offered: not how to apply, nor what the employer is.
fn offers(line: &Line) -> bool {
    !matches!(line.kind, SentenceKind::Application | SentenceKind::Employer)
}

#[cfg(test)]
mod tests {
    use super::TABLE;
    use crate::lexicon::table;
    use kohtaanto_domain::model::{Coded, Continuity, Shift, WorkingTime};

    #[test]
    fn every_row_is_understood() {
        for row in table(TABLE).rows() {
            let code = row.cell("code");
            let is_known = match row.cell("field") {
                "shift" | "shift_word" => Shift::parse(code).is_ok(),
                "working_time" => WorkingTime::parse(code).is_ok(),
                "continuity" | "continuity_person" => {
                    code == "-" || Continuity::parse(code).is_ok()
                }
                "month" => code.parse::<i8>().is_ok_and(|month| (1..=12).contains(&month)),
                "start" => ["now", "agreed"].contains(&code),
                "context" => [
                    "start", "hours", "free", "shift", "contact", "clock", "post", "until",
                    "season",
                ]
                .contains(&code),
                "unit" => ["hour", "weekly_hour", "minute", "week"].contains(&code),
                "deadline" | "own_car" => code == "-",
                _ => false,
            };
            assert!(is_known, "{} {code}", row.cell("field"));
        }
    }
}
