//! Qualifications that an ad asks for: their level, and what they are called.
//!
//! By the names of qualifications, by an occupation that has one (*lähihoitajan tutkinto*), and by
//! words whose level nothing says (*soveltuva koulutus*), which are taken for vocational with less
//! confidence. Schools count only where one has gone through them: a *lukio* is also an employer.

use super::Candidate;
use super::confidence::{EXPLICIT, WEAK};
use super::lines::Lines;
use super::scope::{self, Boundary, boundary};
use crate::lexicon::tables::{Books, education};
use crate::lexicon::{Roles, table};
use kohtaanto_domain::model::{Coded, Demand, EducationLevel, Lang};
use kohtaanto_domain::text::SentenceKind;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Generic,
    Modifier,
    Credential,
    Before,
    Institute,
    Part,
}

static ROLES: LazyLock<Books<Role>> = LazyLock::new(|| {
    Books::from_columns(&table(include_str!("../../data/education-words.tsv")), |key| match key {
        "generic" => Some(Role::Generic),
        "modifier" => Some(Role::Modifier),
        "credential" => Some(Role::Credential),
        "before" => Some(Role::Before),
        "part" => Some(Role::Part),
        "institute" => Some(Role::Institute),
        _ => None,
    })
});

static PROFESSIONS: LazyLock<Books<EducationLevel>> = LazyLock::new(|| {
    let table = table(include_str!("../../data/professions.tsv"));
    Books::from_columns(&table, |key| EducationLevel::parse(key).ok())
});

/// So many words before a qualification can belong to its name.
const MAX_MODIFIERS: usize = 5;

/// Finds qualifications.
pub(super) fn find(lines: &Lines<'_>) -> Vec<Candidate<Demand>> {
    let roles = Roles::new(&ROLES, lines.lang, &lines.words);
    let finder = Finder { lines, roles };
    let mut found = finder.professions();
    for hit in education().of(lines.lang).longest(&lines.words) {
        if finder.asks(&hit.words) {
            found.push((hit.words, *hit.value, EXPLICIT));
        }
    }
    let generic: Vec<_> = finder.roles.all(Role::Generic).cloned().collect();
    found.extend(generic.into_iter().map(|words| (words, EducationLevel::Vocational, WEAK)));
    // Surer and longer ones win; what lies within another, or touches it, is the same one.
    found.sort_by(|a, b| {
        b.2.total_cmp(&a.2).then(b.0.len().cmp(&a.0.len())).then(a.0.start.cmp(&b.0.start))
    });
    found.retain(|(words, ..)| !finder.roles.is(words.end, Role::Part));
    let mut kept: Vec<(Range<usize>, EducationLevel, f32)> = Vec::new();
    for (words, level, confidence) in found {
        let words = finder.widened(&words);
        // What touches another is the same one: "sairaanhoitajan (AMK) tutkintoa".
        let same = kept.iter_mut().find(|(other, ..)| {
            let (from, to) = (words.end.min(other.end), words.start.max(other.start));
            from > to || (from == to && boundary(&lines.words, to, to) == Boundary::None)
        });
        match same {
            Some((other, ..)) => *other = words.start.min(other.start)..words.end.max(other.end),
            None => kept.push((words, level, confidence)),
        }
    }
    kept.sort_by_key(|(words, ..)| words.start);
    let candidate = |(words, level, confidence): (Range<usize>, EducationLevel, f32)| {
        let label = Some(finder.label(&words)).filter(|label| !label.is_empty());
        Candidate { value: Demand::Education { level, label }, words, confidence }
    };
    kept.into_iter().map(candidate).collect()
}

struct Finder<'l, 't> {
    lines: &'l Lines<'t>,
    roles: Roles<Role>,
}

impl Finder<'_, '_> {
    /// Occupations that stand for their training: *lähihoitajan tutkinto*, *sairaanhoitaja (AMK)*,
    /// *laillistettu lääkäri*.
    fn professions(&self) -> Vec<(Range<usize>, EducationLevel, f32)> {
        let words = &self.lines.words;
        let mut found = Vec::new();
        for hit in PROFESSIONS.of(self.lines.lang).longest(words) {
            let next = hit.words.end;
            let behind = self
                .roles
                .at(next, Role::Credential)
                .filter(|_| boundary(words, next, next) == Boundary::None);
            let start = hit.words.start;
            let before = start.checked_sub(1).filter(|at| {
                self.roles.is(*at, Role::Before) && boundary(words, start, start) == Boundary::None
            });
            if behind.is_none() && before.is_none() {
                continue;
            }
            let range = before.unwrap_or(start)..behind.map_or(next, |words| words.end);
            let is_master = words.text_of(&range).to_lowercase().contains("yamk");
            let level = if is_master { EducationLevel::Master } else { *hit.value };
            found.push((range, level, EXPLICIT));
        }
        found
    }

    /// A school only where one has gone through it, that is, where the line asks for something.
    fn asks(&self, words: &Range<usize>) -> bool {
        let is_school = words.len() == 1 && self.roles.is(words.start, Role::Institute);
        let line = self.lines.line_of(words.start);
        !is_school || line.is_some_and(|line| line.kind == SentenceKind::Requirement)
    }

    /// With the words that belong to the name: *soveltuva*, *sosiaali- ja terveysalan*, *(AMK)*,
    /// *degree in forestry*.
    fn widened(&self, found: &Range<usize>) -> Range<usize> {
        let words = &self.lines.words;
        let slice = words.as_slice();
        let Range { mut start, mut end } = found.clone();
        let is_finnish = self.lines.lang == Lang::FI;
        while start > 0 && found.start - start < MAX_MODIFIERS {
            let before = start - 1;
            let word = &slice[before];
            let gap = words.gap_before(start);
            let is_link = matches!(word.term.as_str(), "ja" | "och" | "and" | "и");
            let hangs = before.checked_sub(1).is_some_and(|at| {
                let end = slice[at].span.end;
                words.text()[end..].starts_with("- ")
            });
            if scope::is_choice(words, before) {
                break;
            }
            let belongs = self.roles.is(before, Role::Modifier)
                || (is_finnish && word.term.ends_with('n') && word.term.chars().count() > 3)
                || (is_link && hangs)
                || gap == "- ";
            let is_cue = self.lines.is_cue(before);
            if !belongs || is_cue || gap.contains([',', '.', ';', ':', '\n']) {
                break;
            }
            start = before;
        }
        let next_term = slice.get(end).map_or("", |word| word.term.as_str());
        let gap = words.gap_before(end);
        if matches!(next_term, "amk" | "yamk" | "yh") && gap.trim_start().starts_with(['(', '-']) {
            end += 1;
        } else if matches!(next_term, "in" | "inom" | "i" | "of") && gap.trim().is_empty() {
            let line_end = self.lines.line_of(found.start).map_or(end, |line| line.words.end);
            let mut last = end + 1;
            while last < line_end && last < end + 5 && !self.lines.is_cue(last)
                && boundary(words, last, last) == Boundary::None
            {
                last += 1;
            }
            end = last.min(line_end).max(end);
        }
        start..end
    }

    fn label(&self, words: &Range<usize>) -> String {
        let span = self.lines.words.span(words);
        let text = self.lines.words.text();
        let closes = text[span.end..].starts_with(')') && text[span.clone()].contains('(');
        text.get(span.start..span.end + usize::from(closes)).unwrap_or_default().to_owned()
    }
}
