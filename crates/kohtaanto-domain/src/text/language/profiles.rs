//! What gives a language away in a text of a few words: the table `profiles.tsv`, read once.
//!
//! Deliberately small, and made for job titles.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The marks of one language; `profiles.tsv` says what each kind is.
#[derive(Default)]
pub(super) struct Profile {
    /// ISO 639-1 code.
    pub(super) code: &'static str,
    pub(super) words: HashSet<&'static str>,
    pub(super) parts: Vec<&'static str>,
    pub(super) endings: Vec<&'static str>,
    pub(super) own: Vec<&'static str>,
    pub(super) foreign: Vec<&'static str>,
}

/// Profiles of the languages that there are rules for.
pub(super) static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| parse(include_str!("profiles.tsv")));

/// Reads the table; the test below sees to it that no line is of an unknown kind.
fn parse(table: &'static str) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = Vec::new();
    for (code, kind, entries) in rows(table) {
        if profiles.last().is_none_or(|last| last.code != code) {
            profiles.push(Profile { code, ..Profile::default() });
        }
        let Some(profile) = profiles.last_mut() else {
            continue;
        };
        let entries = entries.split(' ');
        match kind {
            "words" => profile.words.extend(entries),
            "parts" => profile.parts.extend(entries),
            "endings" => profile.endings.extend(entries),
            "own" => profile.own.extend(entries),
            "foreign" => profile.foreign.extend(entries),
            _ => {}
        }
    }
    profiles
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn the_table_is_well_formed() {
        let table = include_str!("profiles.tsv");
        let n_lines = table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows(table).count(), n_lines, "a line has not three columns");
        for (code, kind, entries) in rows(table) {
            let kinds = ["words", "parts", "endings", "own", "foreign"];
            assert!(code.len() == 2 && kinds.contains(&kind), "{code} {kind}");
            for entry in entries.split(' ') {
                assert!(
                    !entry.is_empty() && entry.to_lowercase() == entry,
                    "{code} {kind} {entry:?}"
                );
            }
        }
    }
}
