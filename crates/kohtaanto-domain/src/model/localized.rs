//! One text in several languages.

use super::Lang;
use std::collections::BTreeMap;

/// One text in one or more languages, in the order of the language codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localized(BTreeMap<Lang, String>);

impl Localized {
    /// A text in one language.
    pub fn single(lang: Lang, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(lang, text.into())]))
    }

    /// The text in a language.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        self.0.get(&lang).map(String::as_str)
    }

    /// The text in the first of the wanted languages that there is, else in any.
    pub fn best(&self, wanted: &[Lang]) -> Option<(Lang, &str)> {
        let found = wanted.iter().find_map(|lang| self.get(*lang).map(|text| (*lang, text)));
        found.or_else(|| self.iter().next())
    }

    /// The texts with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.0.iter().map(|(lang, text)| (*lang, text.as_str()))
    }

    /// The languages there are.
    pub fn langs(&self) -> impl Iterator<Item = Lang> {
        self.0.keys().copied()
    }

    /// Whether no language has a text other than white space.
    pub fn is_blank(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

impl FromIterator<(Lang, String)> for Localized {
    fn from_iter<I: IntoIterator<Item = (Lang, String)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}
