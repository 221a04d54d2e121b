//! Driving licences and qualifications of a person.
//!
//! The rules that read ads find them; beside them stand what only people say: classes in a list of
//! cards (*Kortit: C, CE*), schools that one has gone through, and titles (*datanomi*).

use super::periods::Period;
use super::reading::Read;
use super::told::{Role, Told};
use crate::lexicon::tables::Books;
use crate::lexicon::{class_letters, classes_of, table};
use crate::requirements::{self, EXPLICIT, FAR, INFERRED, WEAK};
use kohtaanto_domain::model::{Coded, Demand, Education, EducationLevel, LicenceClass};
use std::ops::Range;
use std::sync::LazyLock;

/// What is found.
#[derive(Debug, Default)]
pub(super) struct Closed {
    pub(super) education: Vec<Read<Education>>,
    pub(super) licences: Vec<Read<LicenceClass>>,
}

/// So many words may stand between a qualification and its year.
const YEAR_REACH: usize = 3;
/// So many words between a school and the word for going through it.
const TAUGHT_REACH: usize = 4;
/// So many words between a class of licence and the word for the licence.
const LICENCE_REACH: usize = 8;

/// The licences and qualifications of a telling.
pub(super) fn find(told: &Told<'_>, periods: &[Period]) -> Closed {
    let mut closed = Closed { licences: listed_classes(told), ..Closed::default() };
    for found in requirements::licences_and_education(told.lang, told.words.text()) {
        let words = told.words.within(&found.span);
        if told.is_denied(&words) || told.is_wished(&words) {
            continue;
        }
        let (span, confidence) = (found.span, found.confidence);
        match found.value {
            Demand::DrivingLicence(value) => closed.licences.push(Read { value, span, confidence }),
            Demand::Education { level, label } if confidence > WEAK => {
                let year = year_of(told, periods, &words);
                // A title alone is as often an occupation; a school or a year says that it is not.
                let near = words.start.saturating_sub(TAUGHT_REACH)..words.end + YEAR_REACH;
                let is_said = year.is_some()
                    || near
                        .into_iter()
                        .any(|at| told.is(at, Role::School) || told.is(at, Role::Taught));
                let confidence = if confidence <= INFERRED && !is_said { WEAK } else { confidence };
                let value = Education { level, label, year };
                closed.education.push(Read { value, span, confidence });
            }
            _ => {}
        }
    }
    closed.education.extend(schools(told, periods, &closed.education));
    closed.education.sort_by_key(|read| read.span.start);
    closed
}

/// The year beside a qualification: behind it, or right before it.
fn year_of(told: &Told<'_>, periods: &[Period], words: &Range<usize>) -> Option<i16> {
    let stretch = told.stretch_of(words.start);
    let has_comma =
        |range: Range<usize>| range.into_iter().any(|at| told.words.gap_before(at).contains(','));
    let points = periods
        .iter()
        .filter(|period| period.is_point && told.stretch_of(period.words.start) == stretch);
    let own = points.filter(|period| {
        let time = &period.words;
        let inside = words.start <= time.start && time.end <= words.end;
        let behind = time.start >= words.end && time.start - words.end <= YEAR_REACH;
        let before = time.end <= words.start
            && words.start - time.end <= 1
            && !has_comma(time.end..words.start + 1);
        inside || behind || before
    });
    let year = own.min_by_key(|period| period.words.start.abs_diff(words.end))?;
    year.from.map(|from| from.year())
}

/// How a row of the table of schools counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    School,
    Title,
}

static SCHOOLS: LazyLock<Books<(EducationLevel, Named)>> = LazyLock::new(|| {
    let table = table(include_str!("../../data/profile-schools.tsv"));
    let mut books = Books::empty();
    for row in table.rows() {
        let named = if row.cell("how") == "title" { Named::Title } else { Named::School };
        let Ok(level) = EducationLevel::parse(row.cell("level")) else { continue };
        for column in table.columns().iter().skip(2) {
            let Ok(lang) = column.parse() else { continue };
            let words = crate::lexicon::cells(row.cell(column));
            words.for_each(|word| books.add(lang, word, (level, named)));
        }
    }
    books
});

/// Schools and titles that the rules for ads do not take for qualifications.
fn schools(told: &Told<'_>, periods: &[Period], known: &[Read<Education>]) -> Vec<Read<Education>> {
    let mut found = Vec::new();
    for hit in SCHOOLS.of(told.lang).longest(&told.words) {
        let (words, (level, named)) = (hit.words, *hit.value);
        let span = told.words.span(&words);
        let is_known = known.iter().any(|read| {
            let near = told.words.within(&read.span);
            near.start <= words.end && words.start <= near.end
        });
        if is_known || told.is_denied(&words) || told.is_wished(&words) {
            continue;
        }
        let near = words.start.saturating_sub(TAUGHT_REACH)..words.end + TAUGHT_REACH;
        let stretch = told.stretch_of(words.start);
        let is_taught =
            near.into_iter().any(|at| told.is(at, Role::Taught) && told.stretch_of(at) == stretch);
        let year = year_of(told, periods, &words);
        let is_first = stretch
            .and_then(|stretch| told.stretches.get(stretch))
            .is_some_and(|stretch| stretch.words.start == words.start);
        let confidence = match named {
            Named::Title => INFERRED,
            Named::School if is_taught || (year.is_some() && is_first) => FAR,
            Named::School => continue,
        };
        let label = Some(told.words.text_of(&words).to_owned());
        found.push(Read { value: Education { level, label, year }, span, confidence });
    }
    found
}

/// Classes beside a word for the licence, with nothing but classes, signs and small words between:
/// *Kortit: trukkikortti, C ja CE*, *BC-kortti*.
fn listed_classes(told: &Told<'_>) -> Vec<Read<LicenceClass>> {
    let mut found = Vec::new();
    for at in 0..told.words.len() {
        let Some(classes) = classes(told, at) else { continue };
        let stretch = told.stretch_of(at);
        let near = at.saturating_sub(LICENCE_REACH)..at + LICENCE_REACH;
        let is_licence =
            |other: usize| told.is(other, Role::Licence) && told.stretch_of(other) == stretch;
        let is_beside = near.into_iter().any(|other| {
            is_licence(other)
                && (at.min(other) + 1..at.max(other)).all(|between| {
                    is_licence(between)
                        || told.term(between).chars().count() <= 3
                        || told.words.gap_before(between).contains([',', ':', '('])
                        || told.words.gap_before(between + 1).contains(',')
                })
        });
        let words = at..at + 1;
        if is_beside && !told.is_denied(&words) && !told.is_wished(&words) {
            let span = told.words.span(&words);
            let read = |value| Read { value, span: span.clone(), confidence: EXPLICIT };
            found.extend(classes.into_iter().map(read));
        }
    }
    found
}

/// The classes that a word in capitals names: *BC* is B and C.
fn classes(told: &Told<'_>, at: usize) -> Option<Vec<LicenceClass>> {
    let words = at..at + 1;
    let written = told.words.text_of(&words);
    let joined = told.words.as_slice().get(at)?.joined.is_some();
    let is_marked = joined && told.is(at + 1, Role::Licence);
    let is_loud = written.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    if written.chars().count() > 5 || !(is_loud || is_marked) || (joined && !is_marked) {
        return None;
    }
    let letters = class_letters(written);
    // "A1" to "C1" beside a language are its level, and "A licence" has an article.
    let is_level = matches!(letters.as_str(), "A1" | "A2" | "C1") && !is_marked;
    if is_level || (letters == "A" && told.lang.as_str() == "en") {
        return None;
    }
    classes_of(&letters)
}
