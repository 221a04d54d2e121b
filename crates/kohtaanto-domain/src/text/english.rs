//! Families of English words that stemming leaves apart: *cleaner* and *cleaning*.
//!
//! A reviewed table of agents, acts and verbs of one root (`english-families.tsv`). Words are
//! compared exactly, as members or as plain inflections of members (*nurses*, *welded*), not by
//! their Porter2 stems: those join *organ* with *organising* and *universe* with *university*.
//! Deliberately no synonyms, and no word that the table does not name.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/english-families.tsv");

/// The family of a word in lower case, named by its verb or root; `None` for most words.
pub(crate) fn family(word: &str) -> Option<&'static str> {
    let plain = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
    FAMILIES.get(plain).copied()
}

static FAMILIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut families = HashMap::new();
    // What the table says of a form itself goes before what is made from a member.
    for (family, members) in rows() {
        families.extend(members.map(|member| (member.to_owned(), family)));
    }
    for (family, members) in rows() {
        for form in members.flat_map(inflections) {
            families.entry(form).or_insert(family);
        }
    }
    families
});

fn rows() -> impl Iterator<Item = (&'static str, std::str::Split<'static, char>)> {
    TABLE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(family, members)| (family, members.split(' ')))
}

/// The plural, or the third person, and the past tense of a member with -ing. Forms that no one
/// writes may be among them.
fn inflections(member: &str) -> Vec<String> {
    let mut forms = Vec::new();
    match member.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => {
            forms.extend([format!("{stem}ies"), format!("{stem}ied")]);
        }
        _ if member.ends_with(['s', 'x', 'z'])
            || member.ends_with("ch")
            || member.ends_with("sh") =>
        {
            forms.push(format!("{member}es"));
        }
        _ => forms.push(format!("{member}s")),
    }
    if let Some(stem) = member.strip_suffix("man") {
        forms.push(format!("{stem}men"));
    }
    if let Some(stem) = member.strip_suffix("ing") {
        forms.push(format!("{stem}ed"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_table_is_well_formed() {
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(rows().count(), lines.count(), "a line has not two columns");
        let names: Vec<_> = rows().map(|(family, _)| family).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "families are not sorted, or one stands twice");
        let mut members_of = BTreeMap::new();
        let mut forms_of = BTreeMap::new();
        for (family, members) in rows() {
            for member in members {
                assert!(
                    member.chars().nth(1).is_some()
                        && member.chars().all(|c| c.is_ascii_lowercase()),
                    "{family}: {member:?}"
                );
                assert_eq!(members_of.insert(member, family), None, "{member} stands twice");
                for form in inflections(member) {
                    let owner = *forms_of.entry(form.clone()).or_insert(family);
                    assert_eq!(owner, family, "{form} is of two families");
                }
            }
        }
        for (form, family) in &forms_of {
            let member = members_of.get(form.as_str());
            assert!(member.is_none_or(|owner| owner == family), "{form} is of two families");
        }
    }

    #[test]
    fn agents_and_acts_meet() {
        for (a, b) in [
            ("cleaner", "cleaning"),
            ("drivers", "driving"),
            ("welder", "welded"),
            ("nurse's", "nursing"),
            ("planned", "planner"),
            ("policemen", "police"),
            ("bakeries", "baker"),
        ] {
            assert!(family(a).is_some() && family(a) == family(b), "{a} {b}");
        }
    }

    #[test]
    fn what_only_looks_alike_does_not() {
        for (a, b) in [
            ("organ", "organiser"),
            ("animal", "animator"),
            ("carpet", "carpenter"),
            ("universe", "university"),
            ("car", "care"),
            ("marketer", "supermarket"),
        ] {
            assert!(family(a).is_none() || family(a) != family(b), "{a} {b}");
        }
        for word in ["", "'", "'s", "manager's office", "hoitaja", "it"] {
            assert_eq!(family(word), None, "{word}");
        }
    }
}
