//! The tables of masking, by language.

use super::PrivateKind;
use super::pattern::Pattern;
use crate::lexicon::tables::Books;
use crate::lexicon::{Table, cells, table};
use kohtaanto_domain::model::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// When a word of the table is private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Unless it is a part of a name of work.
    Always,
    /// Unless work with others is told.
    Told,
    /// Where it is the person's own.
    Owned,
    /// Where the person says to be it.
    Being,
    /// The same, and as an item of a list.
    Called,
}

/// A private word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PrivateWord {
    pub(super) kind: PrivateKind,
    pub(super) when: When,
}

/// What a word around a private word tells: one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cues(u32);

impl Cues {
    pub(super) const OWN: Self = Self(1);
    pub(super) const BEING: Self = Self(1 << 1);
    pub(super) const WORK: Self = Self(1 << 2);
    pub(super) const CAUSE: Self = Self(1 << 3);
    pub(super) const MODIFIER: Self = Self(1 << 4);
    pub(super) const PASS: Self = Self(1 << 5);
    pub(super) const STARTER: Self = Self(1 << 6);
    pub(super) const SUBJECT: Self = Self(1 << 7);
    pub(super) const ORGANIZATION: Self = Self(1 << 8);
    pub(super) const HOME: Self = Self(1 << 9);
    pub(super) const PHONE: Self = Self(1 << 10);
    pub(super) const ORDER: Self = Self(1 << 11);
    pub(super) const IDENTITY: Self = Self(1 << 12);
    pub(super) const OTHER: Self = Self(1 << 13);
    pub(super) const NOTE: Self = Self(1 << 14);
    pub(super) const SELF: Self = Self(1 << 15);
    pub(super) const THEIRS: Self = Self(1 << 16);
    pub(super) const JOB: Self = Self(1 << 17);
    pub(super) const OFFICE: Self = Self(1 << 18);
    pub(super) const TRADE: Self = Self(1 << 19);
    pub(super) const TONGUE: Self = Self(1 << 20);

    const ALL: [(&'static str, Self); 21] = [
        ("own", Self::OWN),
        ("being", Self::BEING),
        ("work", Self::WORK),
        ("cause", Self::CAUSE),
        ("modifier", Self::MODIFIER),
        ("pass", Self::PASS),
        ("starter", Self::STARTER),
        ("subject", Self::SUBJECT),
        ("organization", Self::ORGANIZATION),
        ("home", Self::HOME),
        ("phone", Self::PHONE),
        ("order", Self::ORDER),
        ("identity", Self::IDENTITY),
        ("other", Self::OTHER),
        ("note", Self::NOTE),
        ("self", Self::SELF),
        ("theirs", Self::THEIRS),
        ("job", Self::JOB),
        ("office", Self::OFFICE),
        ("trade", Self::TRADE),
        ("tongue", Self::TONGUE),
    ];

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == code).map(|(_, cue)| *cue)
    }

    /// Whether one of `other` is among them.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// With another.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without another.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

const WORDS: &str = include_str!("../../data/private-words.tsv");
const CUES: &str = include_str!("../../data/mask-cues.tsv");
const PATTERNS: &str = include_str!("../../data/private-patterns.tsv");

/// The private words.
pub(super) fn private_words() -> &'static Books<PrivateWord> {
    static BOOKS: LazyLock<Books<PrivateWord>> =
        LazyLock::new(|| books(&table(WORDS), private_word));
    &BOOKS
}

/// Private words that are known by their beginning, such as names of medicines: `concerta~`.
pub(super) fn beginnings(lang: Lang) -> &'static [(&'static str, PrivateWord)] {
    type ByLang = BTreeMap<Lang, Vec<(&'static str, PrivateWord)>>;
    static ALL: LazyLock<ByLang> = LazyLock::new(|| {
        let mut all = ByLang::new();
        for row in table(WORDS).rows() {
            let (lang, word) = (row.cell("lang").parse(), private_word(&|name| row.cell(name)));
            let (Ok(lang), Some(word)) = (lang, word) else { continue };
            let starts = cells(row.cell("words")).filter_map(|cell| cell.strip_suffix('~'));
            all.entry(lang).or_default().extend(starts.map(|start| (start, word)));
        }
        all
    });
    ALL.get(&lang).map_or(&[], Vec::as_slice)
}

fn private_word(row: &dyn Fn(&str) -> &'static str) -> Option<PrivateWord> {
    let when = match row("when") {
        "always" => When::Always,
        "told" => When::Told,
        "owned" => When::Owned,
        "being" => When::Being,
        "called" => When::Called,
        _ => return None,
    };
    Some(PrivateWord { kind: PrivateKind::parse(row("kind"))?, when })
}

/// The words that tell whose a private word is.
pub(super) fn cues() -> &'static Books<Cues> {
    static BOOKS: LazyLock<Books<Cues>> =
        LazyLock::new(|| books(&table(CUES), |row| Cues::parse(row("cue"))));
    &BOOKS
}

/// The patterns of a language.
pub(super) fn patterns(lang: Lang) -> &'static [Pattern] {
    static ALL: LazyLock<BTreeMap<Lang, Vec<Pattern>>> = LazyLock::new(|| {
        let mut all: BTreeMap<Lang, Vec<Pattern>> = BTreeMap::new();
        for row in table(PATTERNS).rows() {
            let (lang, kind) = (row.cell("lang").parse(), PrivateKind::parse(row.cell("kind")));
            let (Ok(lang), Some(kind)) = (lang, kind) else { continue };
            if let Some(pattern) = Pattern::parse(lang, kind, row.cell("pattern")) {
                all.entry(lang).or_default().push(pattern);
            }
        }
        all
    });
    ALL.get(&lang).map_or(&[], Vec::as_slice)
}

/// Reads a table with the columns `lang` and `words`.
fn books<T: Clone>(
    table: &Table,
    meaning: impl Fn(&dyn Fn(&str) -> &'static str) -> Option<T>,
) -> Books<T> {
    let mut books = Books::empty();
    for row in table.rows() {
        let Ok(lang) = row.cell("lang").parse::<Lang>() else { continue };
        let Some(value) = meaning(&|column| row.cell(column)) else { continue };
        let words = cells(row.cell("words")).filter(|word| !word.ends_with('~'));
        words.for_each(|word| books.add(lang, word, value.clone()));
    }
    books
}

#[cfg(test)]
mod tests {
    use super::{CUES, Cues, PATTERNS, WORDS};
    use crate::lexicon::{cells, table};
    use crate::mask::PrivateKind;
    use crate::mask::pattern::Pattern;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn every_row_is_understood() {
        for row in table(WORDS).rows() {
            let (lang, words) = (row.cell("lang"), row.cell("words"));
            assert!(lang.parse::<Lang>().is_ok() && cells(words).count() > 0, "{words}");
            assert!(PrivateKind::parse(row.cell("kind")).is_some(), "{}", row.cell("kind"));
            assert!(["always", "told", "owned", "being", "called"].contains(&row.cell("when")));
        }
        for row in table(CUES).rows() {
            assert!(row.cell("lang").parse::<Lang>().is_ok());
            assert!(Cues::parse(row.cell("cue")).is_some(), "{}", row.cell("cue"));
            assert!(cells(row.cell("words")).count() > 0);
        }
        for row in table(PATTERNS).rows() {
            let lang: Lang = row.cell("lang").parse().expect("a language");
            let kind = PrivateKind::parse(row.cell("kind")).expect("a kind");
            let pattern = row.cell("pattern");
            assert!(Pattern::parse(lang, kind, pattern).is_some(), "{pattern}");
        }
    }
}
