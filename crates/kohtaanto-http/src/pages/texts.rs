//! The texts of the pages: one table for each language, with the same keys.
//!
//! What the library says already (`kohtaanto::texts`) is not said again here. A key with `.one` and
//! `.many` is a text of a number. Values stand in braces: `{n}`.

use kohtaanto::texts::TextLang;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

const TABLES: [(TextLang, &str); 3] = [
    (TextLang::Fi, include_str!("texts/fi.toml")),
    (TextLang::Sv, include_str!("texts/sv.toml")),
    (TextLang::En, include_str!("texts/en.toml")),
];

static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| TABLES.iter().map(Texts::read).collect());

/// The texts of one language.
#[derive(Debug)]
pub(crate) struct Texts {
    lang: TextLang,
    by_key: BTreeMap<String, String>,
}

impl Texts {
    /// The texts in a language.
    pub(crate) fn of(lang: TextLang) -> &'static Self {
        let found = ALL.iter().find(|texts| texts.lang == lang);
        found.unwrap_or_else(|| &ALL[0])
    }

    fn read((lang, table): &(TextLang, &str)) -> Self {
        let table: toml::Table = table.parse().unwrap_or_default();
        let mut by_key = BTreeMap::new();
        flatten("", &table, &mut by_key);
        Self { lang: *lang, by_key }
    }

    pub(crate) fn lang(&self) -> TextLang {
        self.lang
    }

    /// The text of a key; the key itself where there is none, which a test rules out.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.by_key.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with its values.
    pub(crate) fn with(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), &value.to_string());
        }
        text
    }

    /// The text of a number.
    pub(crate) fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.with(&format!("{key}.{form}"), &[("n", &n)])
    }
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&path, inner, into),
            toml::Value::String(text) => {
                into.insert(path, text.clone());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
