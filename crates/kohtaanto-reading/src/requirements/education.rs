//! Qualifications that an ad asks for: their level, and what they are called.
//!
//! By the names of qualifications, by an occupation that has one (*lähihoitajan tutkinto*), and by
//! words whose level nothing says (*soveltuva koulutus*), which are taken for vocational with less
//! confidence. Schools count only where one has gone through them: a *lukio* is also an employer.

use super::Candidate;
use super::confidence::{EXPLICIT, INFERRED, WEAK};
use super::lines::Lines;
use super::scope::{self, Boundary, boundary};
use crate::lexicon::tables::{Books, education};
use crate::lexicon::{Roles, Word, Words, table};
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
    Heading,
}

static ROLES: LazyLock<Books<Role>> = LazyLock::new(|| {
    Books::from_columns(&table(include_str!("../../data/education-words.tsv")), |key| match key {
        "generic" => Some(Role::Generic),
        "modifier" => Some(Role::Modifier),
        "credential" => Some(Role::Credential),
        "before" => Some(Role::Before),
        "heading" => Some(Role::Heading),
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
    let mut found = Vec::new();
    for hit in education().of(lines.lang).longest(&lines.words) {
        if finder.asks(&hit.words) && finder.is_written_so(&hit.words) {
            // *Insinööri* is also an occupation; *insinöörin tutkinto* is not.
            let says_so = finder.has(&hit.words, Role::Credential)
                || finder.has(&hit.words, Role::Generic)
                || lines.lang != Lang::FI;
            let confidence = if says_so { EXPLICIT } else { INFERRED };
            found.push((hit.words, *hit.value, confidence));
        }
    }
    found.extend(finder.compounds());
    found.extend(finder.professions());
    let generic: Vec<_> = finder.roles.all(Role::Generic).cloned().collect();
    found.extend(generic.into_iter().map(|words| (words, EducationLevel::Vocational, WEAK)));
    // Surer and longer ones win; what lies within another, or touches it, is the same one.
    found.sort_by(|a, b| {
        (b.2 > WEAK)
            .cmp(&(a.2 > WEAK))
            .then(b.0.len().cmp(&a.0.len()))
            .then(a.0.start.cmp(&b.0.start))
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
            Some((other, _, sure)) => {
                *other = words.start.min(other.start)..words.end.max(other.end);
                if finder.has(other, Role::Credential) {
                    *sure = sure.max(EXPLICIT);
                }
            }
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

/// Finnish compounds that end in these are qualifications.
const COMPOUNDS: &[&str] = &["tutkinto", "koulutus"];
/// A heading stands within so many words before the occupations that it lists.
const HEADING_REACH: usize = 8;

/// A Finnish noun in the genitive, as far as its form tells.
fn is_genitive(word: &Word) -> bool {
    let term = word.term.as_str();
    term.ends_with('n')
        && term.chars().count() > 3
        && !term.ends_with("maan")
        && !term.ends_with("mään")
        && !word.lemmas.iter().any(|lemma| lemma == term)
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
            if behind.is_none() && before.is_none() && !self.is_listed(start) {
                continue;
            }
            let range = before.unwrap_or(start)..behind.map_or(next, |words| words.end);
            let is_master = words.text_of(&range).to_lowercase().contains("yamk");
            let level = if is_master { EducationLevel::Master } else { *hit.value };
            found.push((range, level, EXPLICIT));
        }
        found
    }

    /// Whether a heading such as *Kelpoisuus:* or *Koulutuksena* opens the list that a word is in.
    fn is_listed(&self, start: usize) -> bool {
        let words = &self.lines.words;
        (start.saturating_sub(HEADING_REACH)..start).any(|at| {
            let term = words.as_slice()[at].term.as_str();
            let opens = words.gap_before(at + 1).contains(':')
                || (self.lines.lang == Lang::FI
                    && term.ends_with(['a', 'ä'])
                    && term.len() > 3
                    && (term.ends_with("na") || term.ends_with("nä")));
            opens
                && self.roles.is(at, Role::Heading)
                && boundary(words, at + 1, start) <= Boundary::Clause
        })
    }

    /// Finnish compounds of a name and *tutkinto* or *koulutus*: *tradenomitutkinto*,
    /// *hoiva-avustajakoulutus*.
    fn compounds(&self) -> Vec<(Range<usize>, EducationLevel, f32)> {
        let lang = self.lines.lang;
        if lang != Lang::FI {
            return Vec::new();
        }
        let level_of = |lemma: &String| {
            let first = COMPOUNDS.iter().find_map(|ending| lemma.strip_suffix(ending))?;
            let first = first.trim_end_matches('-');
            let words = Words::new(lang, first);
            let hit = education().of(lang).all_at(&words, 0).into_iter().next();
            let hit = hit.or_else(|| PROFESSIONS.of(lang).all_at(&words, 0).into_iter().next());
            hit.filter(|hit| hit.words.end == words.len()).map(|hit| *hit.value)
        };
        let slice = self.lines.words.as_slice();
        let found = slice.iter().enumerate().filter_map(|(at, word)| {
            let joined = word.joined.as_deref();
            let by_joined = joined.and_then(|joined| {
                let level = joined.lemmas.iter().find_map(level_of)?;
                Some((at..at + joined.n_words, level, EXPLICIT))
            });
            by_joined.or_else(|| {
                let level = word.lemmas.iter().find_map(level_of)?;
                Some((at..at + 1, level, EXPLICIT))
            })
        });
        found.collect()
    }

    fn has(&self, words: &Range<usize>, role: Role) -> bool {
        words.clone().any(|at| self.roles.is(at, role))
    }

    /// Short abbreviations (*DI*, *FM*) are written with capital letters.
    fn is_written_so(&self, words: &Range<usize>) -> bool {
        let text = self.lines.words.text_of(words);
        text.chars().count() > 3 || !text.chars().any(char::is_lowercase)
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
                || (is_finnish && is_genitive(word))
                || (is_link && hangs)
                || gap == "- ";
            let is_cue = self.lines.is_cue(before);
            if !belongs || is_cue || gap.contains([',', '.', ';', ':', '(', '\n']) {
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
            while last < line_end
                && last < end + 5
                && !self.lines.is_cue(last)
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
