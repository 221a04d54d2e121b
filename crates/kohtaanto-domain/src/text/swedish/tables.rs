//! The reviewed words that the splitter knows: heads, first parts and look-alikes.
//!
//! Parsed once, on first use. It checks nothing: a test sees to it that every row is understood
//! and that no form stands for two words. Deliberately no frequencies and no guesses.

use super::inflect::{inflections, is_vowel, linking_form};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const HEADS: &str = include_str!("../../../data/swedish-heads.tsv");
const MODIFIERS: &str = include_str!("../../../data/swedish-modifiers.tsv");
const WHOLE: &str = include_str!("../../../data/swedish-whole.tsv");

/// A word of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Its base form.
    pub(super) base: &'static str,
    /// Whether it says little alone.
    pub(super) generic: bool,
}

/// A form that begins a compound or stands within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) word: Word,
    /// Whether the form begins no compound: the s of *sjukvårdsbiträde* comes from *sjukvård*.
    pub(super) inner_only: bool,
}

/// All that the splitter knows.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Heads by each of their forms.
    pub(super) heads: HashMap<String, Word>,
    /// First and inner parts by the form that they take there.
    pub(super) links: HashMap<String, Link>,
    /// Base forms of heads and modifiers: what a word of the tables may itself consist of, also
    /// with a last part of three letters (*hus* of *badhus*).
    pub(super) bases: HashMap<&'static str, Word>,
    /// Forms of words that are not split.
    pub(super) whole: HashSet<String>,
    /// Bytes of the longest form of a head, and of the longest link.
    pub(super) longest_head: usize,
    pub(super) longest_link: usize,
}

/// The tables that are compiled in.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for row in rows(HEADS) {
        let [base, pattern, links, ref generic @ ..] = row[..] else {
            continue;
        };
        let word = Word { base, generic: !generic.is_empty() };
        for form in inflections(base, pattern).unwrap_or_default() {
            tables.longest_head = tables.longest_head.max(form.len());
            tables.heads.entry(form).or_insert(word);
        }
        tables.add_links(word, links);
    }
    for row in rows(MODIFIERS) {
        let [base, links, ref generic @ ..] = row[..] else {
            continue;
        };
        tables.add_links(Word { base, generic: !generic.is_empty() }, links);
    }
    for row in rows(WHOLE) {
        if let [base, pattern] = row[..] {
            tables.whole.extend(inflections(base, pattern).unwrap_or_default());
        }
    }
    tables
});

impl Tables {
    fn add_links(&mut self, word: Word, links: &str) {
        self.bases.insert(word.base, word);
        for form in links.split(' ').filter_map(|link| linking_form(word.base, link)) {
            self.longest_link = self.longest_link.max(form.len() + 1);
            // Within a longer compound a part may have an s that it has not alone (sjukvårds-).
            let takes_s =
                form.chars().nth(2).is_some() && !form.ends_with(|c| c == 's' || is_vowel(c));
            if form == word.base && takes_s {
                let inner = Link { word, inner_only: true };
                self.links.entry(format!("{form}s")).or_insert(inner);
            }
            let outer = Link { word, inner_only: false };
            let known = self.links.entry(form).or_insert(outer);
            if known.inner_only {
                *known = outer;
            }
        }
    }
}

/// The rows of a table, cut at tabs; comments (`#`) and empty lines are left out.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Every problem of a table at once: a linguist who edits it sees them together.
    #[test]
    fn the_tables_are_well_formed() {
        let mut problems = Vec::new();
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        let mut linking: BTreeMap<String, &str> = BTreeMap::new();
        let mut bases = HashSet::new();
        for (name, table, n_columns) in
            [("heads", HEADS, 3), ("modifiers", MODIFIERS, 2), ("whole", WHOLE, 2)]
        {
            let all: Vec<_> = rows(table).collect();
            if !all.is_sorted_by(|a, b| a[0] < b[0]) {
                let at = all.windows(2).find(|pair| pair[0][0] >= pair[1][0]);
                problems.push(format!("{name}: not sorted, or twice: {at:?}"));
            }
            for row in all {
                let mut complain = |what: &str| problems.push(format!("{name}: {row:?}: {what}"));
                let flag = row.get(n_columns);
                let n_extra = usize::from(flag.is_some() && name != "whole");
                if row.len() != n_columns + n_extra || flag.is_some_and(|flag| *flag != "generic") {
                    complain("wrong columns");
                    continue;
                }
                let base = row[0];
                if base.is_empty() || !base.chars().all(char::is_lowercase) {
                    complain("a base form is of small letters");
                }
                if name == "heads" && base.chars().count() < 4 {
                    complain("a head has four letters or more");
                }
                if name != "whole" && !bases.insert(base) {
                    complain("also in the other table");
                }
                if name != "modifiers" && inflections(base, row[1]).is_none() {
                    complain("unknown inflection");
                }
                if name == "heads" {
                    for form in inflections(base, row[1]).unwrap_or_default() {
                        let owner = *owners.entry(form.clone()).or_insert(base);
                        if owner != base {
                            complain(&format!("{form} is also a form of {owner}"));
                        }
                    }
                }
                if name != "whole" {
                    for link in row[n_columns - 1].split(' ') {
                        let Some(form) = linking_form(base, link) else {
                            complain("unknown link");
                            continue;
                        };
                        if form.chars().nth(1).is_none() {
                            complain("a first part has two letters or more");
                        }
                        if let Some(owner) = linking.insert(form, base) {
                            complain(&format!("has a link of {owner}"));
                        }
                    }
                }
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert!(rows(HEADS).count() >= 250 && rows(MODIFIERS).count() >= 500);
    }
}
