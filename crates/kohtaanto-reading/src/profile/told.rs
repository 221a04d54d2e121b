//! What a person tells, cut into words, sentences and stretches of one time.
//!
//! A stretch ends with its sentence or line, at a semicolon, and where a word such as *sitä ennen*
//! or *after that* begins another time. Deliberately no syntax.

use crate::lexicon::tables::Books;
use crate::lexicon::{Roles, Words, table};
use kohtaanto_domain::model::{HistorySource, Lang};
use kohtaanto_domain::text::sentences;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word does in a telling: the rows of `data/profile-words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Source(HistorySource),
    Care,
    Kin,
    Did,
    Have,
    Chore,
    As,
    Wish,
    Not,
    But,
    Since,
    Onward,
    Now,
    Until,
    To,
    Last,
    Year,
    Month,
    Season,
    Summer,
    Winter,
    Autumn,
    Spring,
    Before,
    Then,
    Speak,
    School,
    Taught,
    Licence,
}

impl Role {
    fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "business" => Self::Source(HistorySource::OwnBusiness),
            "internship" => Self::Source(HistorySource::Internship),
            "volunteering" => Self::Source(HistorySource::Volunteering),
            "hobby" => Self::Source(HistorySource::Hobby),
            "caring" => Self::Source(HistorySource::Caring),
            "care" => Self::Care,
            "kin" => Self::Kin,
            "did" => Self::Did,
            "have" => Self::Have,
            "chore" => Self::Chore,
            "as" => Self::As,
            "wish" => Self::Wish,
            "not" => Self::Not,
            "but" => Self::But,
            "since" => Self::Since,
            "onward" => Self::Onward,
            "now" => Self::Now,
            "until" => Self::Until,
            "to" => Self::To,
            "last" => Self::Last,
            "year" => Self::Year,
            "month" => Self::Month,
            "season" => Self::Season,
            "summer" => Self::Summer,
            "winter" => Self::Winter,
            "autumn" => Self::Autumn,
            "spring" => Self::Spring,
            "before" => Self::Before,
            "then" => Self::Then,
            "speak" => Self::Speak,
            "school" => Self::School,
            "taught" => Self::Taught,
            "licence" => Self::Licence,
            _ => return None,
        })
    }
}

const TABLE: &str = include_str!("../../data/profile-words.tsv");

static ROLES: LazyLock<Books<Role>> =
    LazyLock::new(|| Books::from_columns(&table(TABLE), Role::parse));

/// A stretch of one time.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Its words.
    pub(super) words: Range<usize>,
    /// Where the experience below the last heading was gained, when the heading says so.
    pub(super) heading: Option<HistorySource>,
}

/// A telling.
#[derive(Debug)]
pub(super) struct Told<'t> {
    pub(super) lang: Lang,
    pub(super) words: Words<'t>,
    pub(super) roles: Roles<Role>,
    pub(super) stretches: Vec<Stretch>,
}

impl<'t> Told<'t> {
    pub(super) fn new(lang: Lang, text: &'t str) -> Self {
        let words = Words::new(lang, text);
        let roles = Roles::new(&ROLES, lang, &words);
        let mut told = Self { lang, words, roles, stretches: Vec::new() };
        let mut heading = None;
        for sentence in sentences(text) {
            let range = told.words.within(&sentence.span);
            if range.is_empty() {
                continue;
            }
            if told.is_heading(&range, sentence.text) {
                heading = told.source_in(&range).map(|(_, source)| source);
            }
            let mut start = range.start;
            for at in range.start + 1..range.end {
                let begins = told.roles.at(at, Role::Before).is_some()
                    || told.roles.at(at, Role::Then).is_some()
                    || told.words.gap_before(at).contains(';');
                if begins {
                    told.stretches.push(Stretch { words: start..at, heading });
                    start = at;
                }
            }
            told.stretches.push(Stretch { words: start..range.end, heading });
        }
        told
    }

    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.roles.is(at, role)
    }

    /// Whether a word has the form of what was done: *siivosin*, *siivonnut*, *cleaned*, *убирала*.
    /// A form only: a noun may end so too.
    pub(super) fn is_past(&self, at: usize) -> bool {
        let endings: &[&str] = match self.lang.as_str() {
            "fi" => &["in", "nut", "nyt", "lut", "lyt", "rut", "ryt", "sut", "syt"],
            "sv" => &["de", "te", "at", "tt"],
            "en" => &["ed"],
            "ru" => &["л", "ла", "ли", "лся", "лась"],
            "uk" => &["в", "ла", "ли", "вся", "лася"],
            "et" => &["sin", "nud"],
            "ar" => &["ت"],
            _ => &[],
        };
        // *laittaisin* is what one would do.
        let is_conditional = self.lang == Lang::FI && self.term(at).ends_with("isin");
        !is_conditional && endings.iter().any(|ending| self.term(at).ends_with(ending))
    }

    pub(super) fn term(&self, at: usize) -> &str {
        self.words.as_slice().get(at).map_or("", |word| word.term.as_str())
    }

    /// The stretch that a word belongs to.
    pub(super) fn stretch_of(&self, at: usize) -> Option<usize> {
        let number = self.stretches.partition_point(|stretch| stretch.words.end <= at);
        self.stretches.get(number).filter(|stretch| stretch.words.contains(&at)).map(|_| number)
    }

    /// A short line without a full stop, in capitals or with a colon at its end.
    fn is_heading(&self, words: &Range<usize>, text: &str) -> bool {
        let has_digits = text.chars().any(|c| c.is_ascii_digit());
        let is_loud =
            text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
        words.len() <= 4 && !has_digits && !text.ends_with('.') && (is_loud || text.ends_with(':'))
    }

    /// The first words of a range that say where experience was gained.
    pub(super) fn source_in(&self, range: &Range<usize>) -> Option<(usize, HistorySource)> {
        const SOURCES: [HistorySource; 5] = [
            HistorySource::Caring,
            HistorySource::OwnBusiness,
            HistorySource::Internship,
            HistorySource::Volunteering,
            HistorySource::Hobby,
        ];
        range.clone().find_map(|at| {
            let source = SOURCES.into_iter().find(|source| self.is(at, Role::Source(*source)))?;
            Some((at, source))
        })
    }

    /// Whether a sign or a word parts two neighbouring words into clauses.
    fn parts(&self, at: usize) -> bool {
        self.words.gap_before(at).contains([',', '.', ';', ':', '\n', '!', '?', '(', ')'])
            || self.is(at, Role::But)
    }

    /// Whether some words are denied: *en osaa hitsata*, *ajokorttia ei ole*.
    pub(super) fn is_denied(&self, words: &Range<usize>) -> bool {
        const BEFORE: usize = 5;
        const BEHIND: usize = 2;
        let mut at = words.start;
        while at > 0 && words.start - at < BEFORE {
            // "enkä": the denial of the clause before goes on.
            if self.parts(at) && !self.is(at, Role::Not) {
                break;
            }
            at -= 1;
            if self.is(at, Role::Not) {
                return true;
            }
        }
        let mut at = words.end;
        while at < self.words.len() && at < words.end + BEHIND && !self.parts(at) {
            if self.is(at, Role::Not) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether some words are hoped for: the nearest verb before them in their sentence wishes, or
    /// a wish stands right behind them.
    pub(super) fn is_wished(&self, words: &Range<usize>) -> bool {
        let Some(stretch) = self.stretch_of(words.start).and_then(|n| self.stretches.get(n)) else {
            return false;
        };
        for at in (stretch.words.start..words.start).rev() {
            if self.is(at, Role::Wish) {
                return true;
            }
            if self.is(at, Role::Did) || self.is(at, Role::Have) || self.is(at + 1, Role::But) {
                return false;
            }
        }
        let behind = words.end..(words.end + 2).min(stretch.words.end);
        behind.into_iter().take_while(|at| !self.parts(*at)).any(|at| self.is(at, Role::Wish))
    }

    /// The stretches of text that tell of wishes, in bytes.
    pub(super) fn wishes(&self) -> Vec<Range<usize>> {
        let mut wishes: Vec<Range<usize>> = Vec::new();
        for stretch in &self.stretches {
            let Some(first) = stretch.words.clone().find(|at| self.is(*at, Role::Wish)) else {
                continue;
            };
            // The clause that the wish stands in, from its beginning.
            let start = (stretch.words.start + 1..=first).rev().find(|at| self.parts(*at));
            let start = start.unwrap_or(stretch.words.start);
            let start = start + usize::from(self.is(start, Role::But));
            let end = (first + 1..stretch.words.end).find(|at| self.is(*at, Role::But));
            let span = self.words.span(&(start..end.unwrap_or(stretch.words.end)));
            wishes.push(span);
        }
        wishes
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, TABLE, Told};
    use crate::lexicon::table;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn every_row_is_understood() {
        for row in table(TABLE).rows() {
            assert!(Role::parse(row.cell("role")).is_some(), "{}", row.cell("role"));
        }
    }

    #[test]
    fn denials_and_wishes() {
        let table = [
            (Lang::FI, "En osaa hitsata", "hitsata", true, false),
            (Lang::FI, "Hygieniapassi löytyy, ajokorttia ei.", "ajokorttia", true, false),
            (Lang::FI, "Hygieniapassi löytyy, ajokorttia ei.", "Hygieniapassi", false, false),
            (Lang::FI, "Nyt haen kokiksi", "kokiksi", false, true),
            (Lang::FI, "Olin kokkina, nyt haluaisin siivoojaksi", "kokkina", false, false),
            (Lang::EN, "I don't know Excel but I know Word", "Excel", true, false),
            (Lang::EN, "I don't know Excel but I know Word", "Word", false, false),
            (Lang::SV, "Jag vill lära mig svetsa", "svetsa", false, true),
            (Lang::RU, "Хочу работать поваром", "поваром", false, true),
        ];
        for (lang, text, part, denied, wished) in table {
            let told = Told::new(lang, text);
            let at = text.find(part).expect("there");
            let words = told.words.within(&(at..at + part.len()));
            let found = (told.is_denied(&words), told.is_wished(&words));
            assert_eq!(found, (denied, wished), "{text}: {part}");
        }
    }
}
