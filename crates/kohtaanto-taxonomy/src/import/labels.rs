//! Labels that lie beside the official tables: JSON lists and maps, and the unit groups of ISCO-08.

use super::drafts::DraftId;
use super::esco::Import;
use super::fault::{Fault, checked_isco, checked_label, checked_uri, isco_uri};
use super::rows::{ALL, Format, Rows, file_name, read_text};
use crate::concept::{ConceptKind, LabelKind, Relation};
use crate::error::{Error, Result};
use kohtaanto_domain::model::Lang;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// A concept of a list.
#[derive(Debug, serde::Deserialize)]
struct Listed {
    uri: String,
    #[serde(default)]
    notation: Option<String>,
    #[serde(default)]
    broader: Vec<String>,
    #[serde(rename = "prefLabel")]
    preferred: BTreeMap<String, Option<String>>,
}

/// A JSON object as its pairs, so that a key which is there twice does not get lost.
#[derive(Debug)]
struct Pairs<V>(Vec<(String, V)>);

/// Reads a list of concepts with preferred labels. Codes and groups are taken only for concepts
/// that no table has described.
pub(super) fn list(import: &mut Import, path: &Path, kind: ConceptKind) -> Result<()> {
    let source = &Source::open(path)?;
    let entries: Vec<Listed> = source.parse()?;
    let mut seen = HashSet::new();
    let mut broader: Vec<(DraftId, &Listed)> = Vec::new();
    for entry in &entries {
        let uri = entry.uri.as_str();
        source.check_uri(&mut seen, uri)?;
        let fault = |column: &'static str| move |fault: Fault| source.error(uri, column, fault);
        let is_new = import.drafts.find(uri).is_none();
        let group = uri.strip_prefix(&isco_uri(""));
        let kind = if group.is_some() { ConceptKind::OccupationGroup } else { kind };
        let id = import.drafts.add(uri, kind).map_err(fault("uri"))?;
        for (lang, text) in &entry.preferred {
            let text = text.as_deref().unwrap_or_default();
            name(import, id, lang, [text]).map_err(fault("prefLabel"))?;
        }
        if entry.preferred.values().flatten().all(|text| text.trim().is_empty()) {
            let fix = "give the concept a name in at least one language";
            return Err(fault("prefLabel")(Fault::new("the preferred label is empty", fix)));
        }
        if is_new && kind != ConceptKind::Competence {
            let notation = entry.notation.as_deref().or(group).unwrap_or_default();
            let code = notation.split('.').next().unwrap_or_default();
            checked_isco(code).map_err(fault("notation"))?;
            import.drafts.set_code(id, code);
            broader.push((id, entry));
        }
    }
    for (id, entry) in broader {
        for other in &entry.broader {
            let found = import.drafts.end_of_relation(other);
            let found = found.map_err(|fault| source.error(&entry.uri, "broader", fault))?;
            if let Some(other) = found.filter(|other| *other != id) {
                import.drafts.relate(id, Relation::Broader, other);
            }
        }
    }
    Ok(())
}

/// Reads labels by concept and language, of which the first is preferred where none is yet.
/// Concepts that no other file describes are left out: the map does not say what they are.
pub(super) fn map(import: &mut Import, path: &Path) -> Result<()> {
    let source = Source::open(path)?;
    let Pairs(entries) = source.parse::<Pairs<BTreeMap<String, Vec<String>>>>()?;
    let mut seen = HashSet::new();
    for (uri, by_lang) in &entries {
        source.check_uri(&mut seen, uri)?;
        let Some(id) = import.drafts.find(uri) else { continue };
        for (lang, texts) in by_lang {
            name(import, id, lang, texts.iter().map(String::as_str))
                .map_err(|fault| source.error(uri, lang, fault))?;
        }
    }
    Ok(())
}

/// Reads the unit groups of ISCO-08: their code, and a column for each language.
pub(super) fn unit_groups(import: &mut Import, path: &Path) -> Result<()> {
    let mut rows = Rows::open(path, Format::Csv)?;
    let code_column = rows.column("code")?;
    let langs: Vec<_> = rows.columns().filter_map(|(c, n)| Some((c, n.parse().ok()?))).collect();
    let mut seen = HashSet::new();
    while let Some(row) = rows.read()? {
        let code = row.get(code_column);
        let mut checked = checked_isco(code);
        if checked.is_ok() && code.len() != 4 {
            let problem = format!("{code} is not the code of a unit group");
            checked = Err(Fault::new(problem, "write four digits, such as 0110"));
        } else if checked.is_ok() && !seen.insert(code.to_owned()) {
            checked = Err(Fault::new(format!("{code} is there twice"), "keep one of the rows"));
        }
        checked.map_err(|fault| row.error(code_column, fault))?;
        let kind = ConceptKind::OccupationGroup;
        let id = import.drafts.add(&isco_uri(code), kind).map_err(|e| row.error(code_column, e))?;
        import.drafts.set_code(id, code);
        for (column, lang) in &langs {
            let text = checked_label(row.get(*column)).map_err(|e| row.error(*column, e))?;
            add(import, id, *lang, text);
        }
    }
    Ok(())
}

/// Gives a concept labels in one language: the first is preferred where none is yet.
fn name<'a>(
    import: &mut Import,
    id: DraftId,
    lang: &str,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<(), Fault> {
    let lang: Lang = lang.parse().map_err(|_| {
        let problem = format!("{lang:?} is not a language code");
        Fault::new(problem, "write two lower-case letters, such as \"fi\"")
    })?;
    for text in texts {
        add(import, id, lang, checked_label(text)?);
    }
    Ok(())
}

fn add(import: &mut Import, id: DraftId, lang: Lang, text: String) {
    if text.is_empty() {
        return;
    }
    let known = import.drafts.wants(lang) && import.drafts.has_preferred(id, lang);
    let kind = if known { LabelKind::Alternative } else { LabelKind::Preferred };
    import.drafts.name(id, lang, text, kind);
}

/// A JSON file.
#[derive(Debug)]
struct Source {
    file: String,
    text: String,
}

impl Source {
    fn open(path: &Path) -> Result<Self> {
        Ok(Self { file: file_name(path), text: read_text(path)? })
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.text).map_err(|error| {
            let problem = format!("the file is not the JSON that is known by this name: {error}");
            let fix = "correct it, or take it out of the folder";
            Fault::new(problem, fix).at(&self.file, error.line() as u64, ALL)
        })
    }

    fn check_uri<'a>(&self, seen: &mut HashSet<&'a str>, uri: &'a str) -> Result<()> {
        let mut checked = checked_uri(uri);
        if checked.is_ok() && !seen.insert(uri) {
            checked = Err(Fault::new(format!("{uri} is there twice"), "keep one of the two"));
        }
        checked.map_err(|fault| self.error(uri, "uri", fault))
    }

    /// An error with the line on which an identifier is first named.
    fn error(&self, uri: &str, column: &str, fault: Fault) -> Error {
        let before = self.text.split(&format!("\"{uri}\"")).next().unwrap_or_default();
        let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count() as u64;
        fault.at(&self.file, line, column)
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<V> {
            type Value = Pairs<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with concepts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<V>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}
