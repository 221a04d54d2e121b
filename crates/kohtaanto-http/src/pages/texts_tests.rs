use super::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn keys(lang: TextLang) -> BTreeSet<&'static str> {
    Texts::of(lang).by_key.keys().map(String::as_str).collect()
}

#[test]
fn the_languages_have_the_same_keys() {
    for (lang, table) in TABLES {
        assert!(table.parse::<toml::Table>().is_ok(), "{lang:?} is no table");
        let missing: Vec<_> =
            keys(TextLang::Fi).symmetric_difference(&keys(lang)).copied().collect();
        assert!(missing.is_empty(), "{lang:?} and Finnish differ in {missing:?}");
    }
    assert!(keys(TextLang::Fi).len() > 100);
}

#[test]
fn a_text_has_the_same_values_in_each_language() {
    let values = |text: &str| -> BTreeSet<String> {
        let parts = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        parts.map(|(name, _)| name.to_owned()).collect()
    };
    for (key, text) in &Texts::of(TextLang::Fi).by_key {
        for (lang, _) in TABLES {
            let other = Texts::of(lang).get(key);
            assert!(!other.trim().is_empty(), "{lang:?} {key} is empty");
            // A text of one thing may say it in words.
            if !key.ends_with(".one") {
                assert_eq!(values(text), values(other), "{lang:?} {key}");
            }
        }
    }
}

#[test]
fn every_key_that_a_page_asks_is_there_and_no_other() {
    let mut asked = BTreeSet::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages")) {
        let source = std::fs::read_to_string(&file).unwrap();
        for (call, is_count) in [(".get(\"", false), (".with(\"", false), (".count(\"", true)] {
            // Calls may be broken over lines.
            let joined = source.replace(char::is_whitespace, "");
            for rest in joined.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if is_count {
                    asked.extend([format!("{key}.one"), format!("{key}.many")]);
                } else if key.contains('.') {
                    asked.insert(key.to_owned());
                }
            }
        }
    }
    let there: BTreeSet<String> = keys(TextLang::Fi).into_iter().map(str::to_owned).collect();
    let unknown: Vec<_> = asked.difference(&there).collect();
    let unused: Vec<_> = there.difference(&asked).collect();
    assert!(unknown.is_empty(), "no text for {unknown:?}");
    assert!(unused.is_empty(), "no page says {unused:?}");
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("texts_tests.rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn numbers_are_said_in_words_that_agree() {
    let t = Texts::of(TextLang::Fi);
    assert_eq!(t.count("search.found", 1), "1 avoin työpaikka");
    assert_eq!(t.count("search.found", 2), "2 avointa työpaikkaa");
}
