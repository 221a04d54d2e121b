//! Driving licences and a car of one's own.
//!
//! A class is letters that stand with a word for the licence: *B-kortti*, *BC-ajokortti*,
//! *licence (category B)*. Letters alone mean nothing, and a licence without a class is that of a
//! car.

use super::Candidate;
use super::confidence::{EXPLICIT, FAR};
use super::lines::Lines;
use super::scope::{Boundary, boundary};
use super::terms::phrases;
use crate::lexicon::tables::{Books, licences};
use crate::lexicon::{Roles, Words, classes_of, table};
use kohtaanto_domain::model::{Demand, LicenceClass};
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Noun,
    Bare,
    Class,
}

static ROLES: LazyLock<Books<Role>> = LazyLock::new(|| {
    Books::from_columns(&table(include_str!("../../data/licence-words.tsv")), |key| match key {
        "noun" => Some(Role::Noun),
        "bare" => Some(Role::Bare),
        "class" => Some(Role::Class),
        _ => None,
    })
});

/// Words that leave a choice of classes.
const CHOICES: &[&str] = &["tai", "or", "eller", "или"];

/// Finds licences.
pub(super) fn find(lines: &Lines<'_>) -> Vec<Candidate<Demand>> {
    let words = &lines.words;
    let finder = Finder { words, roles: Roles::new(&ROLES, lines.lang, words) };
    let mut found: Vec<(Range<usize>, Vec<LicenceClass>)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match finder.classes_at(at) {
            Some((range, classes)) => {
                at = range.end.max(at + 1);
                found.push((range, classes));
            }
            None => at += 1,
        }
    }
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for hit in licences().of(lines.lang).longest(words) {
        // The class and the words for its licence may both be known.
        if !found.iter().any(|(range, _)| overlaps(range, &hit.words)) {
            found.push((hit.words, vec![*hit.value]));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let candidates = found.into_iter().flat_map(|(words, classes)| {
        classes.into_iter().map(move |class| Candidate {
            value: Demand::DrivingLicence(class),
            words: words.clone(),
            confidence: EXPLICIT,
        })
    });
    candidates.collect()
}

/// Finds a car of one's own.
pub(super) fn own_car(lines: &Lines<'_>) -> Vec<Candidate<()>> {
    let hits = phrases("own_car", lines.lang).longest(&lines.words);
    let candidate = |words| Candidate { value: (), words, confidence: FAR };
    hits.into_iter().map(|hit| candidate(hit.words)).collect()
}

struct Finder<'w, 't> {
    words: &'w Words<'t>,
    roles: Roles<Role>,
}

impl Finder<'_, '_> {
    /// The classes whose words begin here.
    fn classes_at(&self, at: usize) -> Option<(Range<usize>, Vec<LicenceClass>)> {
        let noun = self.roles.at(at, Role::Noun).or_else(|| self.roles.at(at, Role::Class));
        let by_letters = self.letters_first(at);
        by_letters.or_else(|| self.noun_first(at, noun?))
    }

    /// *B-kortti*, *B tai C -ajokortti*, *C/CE-kortti*, *class B driving licence* from the B on.
    fn letters_first(&self, at: usize) -> Option<(Range<usize>, Vec<LicenceClass>)> {
        let mut classes = Vec::new();
        let mut has_choice = false;
        let mut next = at;
        loop {
            let here = self.letters(next)?;
            classes.extend(here);
            // The licence may be of the same word, or be the next.
            let joined = self.words.as_slice().get(next)?.joined.is_some()
                || self.is_elided(next)
                || self.words.text()[self.words.span(&(next..next + 1)).end..].starts_with(" -");
            next += 1;
            let mut end = next;
            while self.roles.is(end, Role::Class) && !self.is_link(end) && self.follows(end) {
                end += 1;
            }
            if let Some(licence) = self.roles.at(end, Role::Noun).filter(|_| self.follows(end)) {
                return Some((at..licence.end, settle(classes, has_choice)));
            }
            if self.roles.is(end, Role::Bare) && self.follows(end) {
                return Some((at..end + 1, settle(classes, has_choice)));
            }
            if self.is_link(next) {
                has_choice |= CHOICES.contains(&self.term(next));
                next += 1;
            } else if self.words.gap_before(next).trim() == "/" {
                has_choice = true;
            } else if !joined && !self.words.gap_before(next).contains(',') {
                return None;
            }
        }
    }

    /// *ajokortti (B)*, *licence of category B*, *körkort klass B*.
    fn noun_first(
        &self,
        at: usize,
        noun: Range<usize>,
    ) -> Option<(Range<usize>, Vec<LicenceClass>)> {
        let is_noun = self.roles.at(at, Role::Noun).is_some();
        let mut next = noun.end;
        while self.roles.is(next, Role::Class) && !self.is_link(next) && next < noun.end + 3 {
            next += 1;
        }
        let named_class = !is_noun || next > noun.end;
        let mut classes = self.letters(next).filter(|_| {
            let gap = self.words.gap_before(next);
            let near = gap.trim().is_empty() || gap.contains(['(', ':']) || named_class;
            near && boundary(self.words, noun.end, next) < Boundary::Clause
        })?;
        next += 1;
        let mut has_choice = false;
        // "B tai C", "B, C".
        loop {
            let after = if self.is_link(next) { next + 1 } else { next };
            let gap = self.words.gap_before(next).trim();
            let linked = after > next || gap == "/" || gap == ",";
            let Some(more) = self.letters(after).filter(|_| linked) else { break };
            has_choice |= gap == "/" || CHOICES.contains(&self.term(next));
            classes.extend(more);
            next = after + 1;
        }
        // Without the word for the licence the class has to be followed by it.
        let end = match is_noun {
            true => next,
            false => self.roles.at(next, Role::Noun)?.end,
        };
        Some((at..end, settle(classes, has_choice)))
    }

    fn term(&self, at: usize) -> &str {
        self.words.as_slice().get(at).map_or("", |word| word.term.as_str())
    }

    fn is_link(&self, at: usize) -> bool {
        ["ja", "tai", "och", "eller", "and", "or", "и", "или"].contains(&self.term(at))
    }

    fn is_elided(&self, at: usize) -> bool {
        let end = self.words.span(&(at..at + 1)).end;
        self.words.text()[end..].starts_with("- ")
    }

    /// Whether the word follows the one before it closely.
    fn follows(&self, at: usize) -> bool {
        let gap = self.words.gap_before(at).trim();
        gap.is_empty() || gap == "-" || gap == "–"
    }

    /// The classes that a word of capital letters, or one with a hyphen behind it, names.
    fn letters(&self, at: usize) -> Option<Vec<LicenceClass>> {
        let word = self.words.as_slice().get(at)?;
        if word.term.chars().count() > 6 {
            return None;
        }
        let is_marked = word.joined.is_some() || self.is_elided(at);
        // "A licence" is the article.
        let is_written_so = self.words.is_capitalized(at) && word.term != "a";
        if !(is_marked || is_written_so) {
            return None;
        }
        classes_of(&word.term)
    }
}

/// Of classes that all are asked, those that others do not cover; where there is a choice, those
/// that cover no other.
fn settle(mut classes: Vec<LicenceClass>, has_choice: bool) -> Vec<LicenceClass> {
    classes.sort_unstable();
    classes.dedup();
    let all = classes.clone();
    classes.retain(|class| {
        all.iter().filter(|other| *other != class).all(|other| match has_choice {
            true => !class.covers(*other),
            false => !other.covers(*class),
        })
    });
    classes
}

#[cfg(test)]
mod tests {
    use super::{classes_of, settle};
    use kohtaanto_domain::model::LicenceClass as Class;

    #[test]
    fn letters_are_classes() {
        assert_eq!(classes_of("bc"), Some(vec![Class::B, Class::C]));
        assert_eq!(classes_of("bce"), Some(vec![Class::B, Class::Ce]));
        assert_eq!(classes_of("c1e"), Some(vec![Class::C1e]));
        assert_eq!(classes_of("в"), Some(vec![Class::B]));
        assert_eq!(classes_of("x"), None);
        assert_eq!(settle(vec![Class::B, Class::C], false), [Class::C]);
        assert_eq!(settle(vec![Class::C, Class::Ce], true), [Class::C]);
    }
}
