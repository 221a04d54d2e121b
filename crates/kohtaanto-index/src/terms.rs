//! What kinds of terms stand in a text field, and how they are told apart.

/// What a term of a text field is. All kinds of a word stand at the word's position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// What the inflections of the word have in common: a base form, or a stem.
    Lemma,
    /// The word as written, in lower case.
    Raw,
    /// A part of the compound, in its base form.
    Part,
    /// The family that agents and acts share: *hoitaa* of *hoitaja* and *hoito*.
    Root,
    /// The family of a part that says little alone: *palvella* of *kotipalvelu*.
    GenericRoot,
}

impl TermKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Raw, Self::Lemma, Self::Part, Self::Root, Self::GenericRoot];

    /// The kind's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lemma => "lemma",
            Self::Raw => "raw",
            Self::Part => "part",
            Self::Root => "root",
            Self::GenericRoot => "generic_root",
        }
    }

    /// Stands before the terms of a kind, so that they are never taken for another's. Lemmas, the
    /// most frequent, go without.
    const fn mark(self) -> &'static str {
        match self {
            Self::Lemma => "",
            Self::Raw => "\u{1}",
            Self::Part => "\u{2}",
            Self::Root => "\u{3}",
            Self::GenericRoot => "\u{4}",
        }
    }

    /// The term as the index holds it.
    pub(crate) fn key(self, term: &str) -> String {
        format!("{}{term}", self.mark())
    }

    /// The kind and the term of what the index holds.
    pub(crate) fn split(key: &str) -> (Self, &str) {
        let marked = [Self::Raw, Self::Part, Self::Root, Self::GenericRoot];
        let found =
            marked.into_iter().find_map(|kind| Some((kind, key.strip_prefix(kind.mark())?)));
        found.unwrap_or((Self::Lemma, key))
    }
}

#[cfg(test)]
mod tests {
    use super::TermKind;

    #[test]
    fn kinds_are_told_apart() {
        for kind in TermKind::ALL {
            assert_eq!(TermKind::split(&kind.key("hoitaja")), (kind, "hoitaja"));
        }
    }
}
