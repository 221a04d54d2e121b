//! Terms of a short text in one language: letters, words, and the text as a name.

use super::lattice::Lattice;
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{AnalyzedToken, Analyzer, char_ngrams};
use std::collections::BTreeSet;

/// Stands between the words of a name.
pub(crate) const SEPARATOR: char = '\u{1f}';
/// A name is found by at most this many sequences of base forms.
const MAX_SEQUENCES: usize = 16;

/// What a term says of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TermKind {
    /// An n-gram of characters.
    Letters,
    /// A base form.
    Lemma,
    /// A part of a compound, or a word that could be one.
    Part,
    /// A part that says little alone.
    GenericPart,
    /// A family of words.
    Root,
    /// The base forms of all words, in order.
    Name,
    /// The families of all words that carry meaning, in alphabetical order.
    Bag,
}

impl TermKind {
    fn mark(self) -> u8 {
        b"g=+-~NB"[self as usize]
    }

    /// What sharing such a term is worth beside sharing a base form: our priors, in the order and
    /// about the size of the index's own weights (`kohtaanto-index`).
    pub(crate) fn weight(self) -> f32 {
        match self {
            Self::Letters | Self::Lemma | Self::Name | Self::Bag => 1.0,
            Self::Part => 0.6,
            Self::GenericPart => 0.15,
            Self::Root => 0.4,
        }
    }
}

/// The key of a term in the map of all terms.
pub(crate) fn key(lang: Lang, kind: TermKind, text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(3 + text.len());
    key.extend_from_slice(lang.as_str().as_bytes());
    key.push(kind.mark());
    key.extend_from_slice(text.as_bytes());
    key
}

/// The terms of letters of a text, each once.
pub(super) fn letters(text: &str) -> BTreeSet<String> {
    char_ngrams(text).into_iter().collect()
}

/// The terms of words of a text, each once.
pub(super) fn words(lang: Lang, text: &str) -> BTreeSet<(TermKind, String)> {
    let tokens = Analyzer::of(lang).analyze_query(text);
    let mut terms = BTreeSet::new();
    for token in &tokens {
        for lemma in &token.forms.lemmas {
            terms.insert((TermKind::Lemma, lemma.clone()));
            terms.insert((TermKind::Part, lemma.clone()));
        }
        for part in &token.forms.parts {
            let kind = if part.generic { TermKind::GenericPart } else { TermKind::Part };
            terms.insert((kind, part.form.clone()));
        }
        terms.extend(token.forms.roots.iter().map(|root| (TermKind::Root, root.clone())));
    }
    terms
}

/// The names under which a label is found in a text: its base forms in order, also without what
/// stands in brackets at its end.
pub(super) fn names(lang: Lang, label: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for text in [Some(label), without_brackets(label)].into_iter().flatten() {
        let tokens = Analyzer::of(lang).analyze_query(text);
        let lattice = Lattice::new(&tokens);
        let mut path = Vec::new();
        collect(&lattice, 0, &mut path, &mut names);
    }
    names
}

fn without_brackets(label: &str) -> Option<&str> {
    let (before, _) = label.strip_suffix(')')?.rsplit_once('(')?;
    Some(before.trim_end()).filter(|before| !before.is_empty())
}

fn collect<'a>(
    lattice: &Lattice<'a>,
    at: usize,
    path: &mut Vec<&'a str>,
    names: &mut BTreeSet<String>,
) {
    if names.len() >= MAX_SEQUENCES {
        return;
    }
    if at >= lattice.len() {
        if !path.is_empty() {
            names.insert(path.join(SEPARATOR.to_string().as_str()));
        }
        return;
    }
    for node in lattice.at(at) {
        for lemma in &node.token.forms.lemmas {
            path.push(lemma);
            collect(lattice, node.next, path, names);
            path.pop();
        }
    }
}

/// The bag of a label of two or more words that carry meaning.
pub(super) fn bag(lang: Lang, label: &str) -> Option<String> {
    let tokens = Analyzer::of(lang).analyze_query(without_brackets(label).unwrap_or(label));
    let roots: BTreeSet<&str> =
        tokens.iter().filter(|token| carries_meaning(token)).map(root).collect();
    (roots.len() >= 2).then(|| bag_of(&roots))
}

/// The bag of words by their families.
pub(crate) fn bag_of(roots: &BTreeSet<&str>) -> String {
    let roots: Vec<&str> = roots.iter().copied().collect();
    roots.join(SEPARATOR.to_string().as_str())
}

fn root(token: &AnalyzedToken) -> &str {
    token.forms.roots.first().or(token.forms.lemmas.first()).unwrap_or(&token.term)
}

/// Words of one or two letters, conjunctions, and words for work itself say nothing of a competence.
pub(crate) fn carries_meaning(token: &AnalyzedToken) -> bool {
    const WORK: [&str; 8] =
        ["työ", "työskentely", "tehtävä", "osaaminen", "taito", "work", "arbet", "работ"];
    const EMPTY: [&str; 26] = [
        "tai", "sekä", "eri", "kuten", "och", "eller", "samt", "med", "för", "som", "and", "the",
        "for", "with", "from", "using", "use", "или", "для", "під", "або", "und", "oder", "mit",
        "ning", "või",
    ];
    token.term.chars().count() > 2
        && !EMPTY.contains(&token.term.as_str())
        && !token.forms.lemmas.iter().any(|lemma| WORK.contains(&lemma.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{bag, names};
    use kohtaanto_domain::model::Lang;

    fn of(lang: Lang, label: &str) -> Vec<String> {
        names(lang, label).into_iter().map(|name| name.replace('\u{1f}', " ")).collect()
    }

    #[test]
    fn names_are_base_forms_in_order() {
        assert_eq!(of(Lang::FI, "lähihoitajat"), ["lähihoitaja"]);
        assert_eq!(of(Lang::FI, "lääkkeiden annostelu"), ["lääke annostelu"]);
        assert_eq!(
            of(Lang::EN, "Python (computer programming)"),
            ["python", "python comput program"]
        );
        assert_eq!(of(Lang::FI, "IT-tuki"), ["it tuki", "it-tuki"]);
    }

    #[test]
    fn acts_and_verbs_make_the_same_bag() {
        let bag = |label| bag(Lang::FI, label);
        assert_eq!(bag("asiakkaiden palveleminen"), bag("palvella asiakkaita"));
        assert_eq!(bag("siivous"), None);
    }
}
