//! The tables that a linguist edits.

use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Stands for the family of words that are no agents or acts, though they look so.
pub(crate) const NO_ROOT: &str = "-";

/// All tables.
#[derive(Debug)]
pub(crate) struct Tables {
    /// Words that the lexicon lacks.
    pub(crate) supplement: Vec<Supplement>,
    /// Root of a word that derivation misses, or [`NO_ROOT`] where it finds a wrong one.
    pub(crate) families: BTreeMap<String, String>,
    /// Parts that say little alone.
    pub(crate) generic: BTreeSet<String>,
    /// Names of municipalities in lower case.
    pub(crate) municipalities: BTreeSet<String>,
}

/// A word that the lexicon lacks.
#[derive(Debug)]
pub(crate) struct Supplement {
    /// In lower case, with `|` between parts.
    pub(crate) word: String,
    /// A word that inflects alike; of a compound its last part.
    pub(crate) model: String,
}

impl Tables {
    pub(crate) fn read(data: &Path, municipalities: &Path) -> Result<Self> {
        let mut supplement = Vec::new();
        let mut seen = BTreeSet::new();
        for row in rows(&data.join("supplement.tsv"), 2)? {
            let word = row[0].to_lowercase();
            ensure!(seen.insert(word.clone()), "supplement.tsv: {word} stands twice");
            let last = word.rsplit('|').next().unwrap_or(&word).to_owned();
            let model = if row[1] == "-" { last } else { row[1].to_lowercase() };
            supplement.push(Supplement { word, model });
        }
        let mut families = BTreeMap::new();
        for row in rows(&data.join("families.tsv"), 2)? {
            for member in row[1].split_whitespace() {
                let other = families.insert(member.to_owned(), row[0].clone());
                ensure!(other.is_none(), "families.tsv: {member} is in {} and {other:?}", row[0]);
            }
        }
        let generic = rows(&data.join("generic_parts.tsv"), 1)?;
        let generic = generic.into_iter().map(|mut row| row.swap_remove(0)).collect();
        let municipalities = rows(municipalities, 2)?;
        let municipalities = municipalities.into_iter().map(|row| row[1].to_lowercase()).collect();
        Ok(Self { supplement, families, generic, municipalities })
    }
}

/// Rows without comments, each of so many columns or more.
fn rows(path: &Path, n_columns: usize) -> Result<Vec<Vec<String>>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let row: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
            let bad = || format!("{}: {line:?} has too few columns", path.display());
            ensure!(row.len() >= n_columns, bad());
            Ok(row)
        })
        .collect::<Result<_>>()
        .context("a table")
}
