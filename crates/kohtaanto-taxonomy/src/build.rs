//! From the concepts that were collected to the bytes of a file.

use crate::builder::{NewConcept, TaxonomyBuilder};
use crate::concept::{LabelKind, Relation};
use crate::error::{Error, Result};
use crate::file::{ConceptRecord, LabelRecord, RelationRecord, Section, Sections};
use crate::labels::LabelIndex;
use crate::taxonomy::{ANALYSIS, Meta, Taxonomy};
use kohtaanto_domain::model::Lang;
use std::collections::{BTreeMap, HashMap};

/// A text of more bytes is refused as a label.
const MAX_LABEL_BYTES: usize = 500;

impl TaxonomyBuilder {
    /// Checks that the concepts hold together and makes the taxonomy. The same concepts give the
    /// same bytes, in whatever order they were added.
    ///
    /// # Errors
    /// A relation to a concept that is not there; broader concepts in a circle; a label that is
    /// empty or huge; two preferred labels in one language.
    pub fn build(mut self) -> Result<Taxonomy> {
        for concept in self.concepts.values_mut() {
            check_labels(concept)?;
            concept
                .labels
                .sort_by(|a, b| (a.lang, a.kind, &a.text).cmp(&(b.lang, b.kind, &b.text)));
        }
        let ids: HashMap<&str, u32> = self.concepts.keys().map(String::as_str).zip(0..).collect();
        let relations = related(&self.relations, &ids)?;
        self.check_circles(&relations)?;
        let mut n_labels: BTreeMap<Lang, u32> = BTreeMap::new();
        let labels: Vec<(Lang, &str)> = self
            .concepts
            .values()
            .flat_map(|concept| &concept.labels)
            .map(|label| (label.lang, label.text.as_str()))
            .collect();
        labels.iter().for_each(|(lang, _)| *n_labels.entry(*lang).or_default() += 1);
        let index = LabelIndex::build(&labels, &n_labels)?;
        let langs: Vec<Lang> = n_labels.keys().copied().collect();
        let mut sections = Sections::default();
        let mut strings = Vec::new();
        let mut string = |text: &str| {
            let at = strings.len() as u32;
            strings.extend_from_slice(text.as_bytes());
            (at, text.len() as u32)
        };
        let (mut concepts, mut records) = (Vec::new(), Vec::new());
        let (mut n_before, mut related_before) = (0, 0);
        let mut norms = index.norms.iter();
        for (id, concept) in (0..).zip(self.concepts.values()) {
            let n_related = relations.partition_point(|(from, _)| *from <= id) as u32;
            let n = concept.labels.len() as u32;
            let record = ConceptRecord {
                uri: string(&concept.uri),
                code: string(concept.code.as_deref().unwrap_or_default()),
                labels: (n_before, n),
                relations: (related_before, n_related - related_before),
                kind: concept.kind as u8,
            };
            record.write(&mut concepts);
            (n_before, related_before) = (n_before + n, n_related);
            for label in &concept.labels {
                let (letters_norm, words_norm) = norms.next().copied().unwrap_or_default();
                let record = LabelRecord {
                    concept: id,
                    text: string(&label.text),
                    lang: langs.binary_search(&label.lang).unwrap_or_default() as u16,
                    is_preferred: label.kind == LabelKind::Preferred,
                    letters_norm,
                    words_norm,
                };
                record.write(&mut records);
            }
        }
        let meta = Meta {
            name: self.name.clone(),
            version: self.version.clone(),
            notice: self.notice.clone(),
            langs: n_labels.iter().map(|(lang, n)| (lang.to_string(), *n)).collect(),
            analysis: ANALYSIS,
        };
        let mut uris = fst::MapBuilder::memory();
        for (id, uri) in (0..).zip(self.concepts.keys()) {
            uris.insert(uri, id).map_err(std::io::Error::other)?;
        }
        let mut related = Vec::new();
        relations.iter().for_each(|(_, record)| record.write(&mut related));
        sections.set(Section::Meta, serde_json::to_vec(&meta).map_err(std::io::Error::other)?);
        sections.set(Section::Concepts, concepts);
        sections.set(Section::Labels, records);
        sections.set(Section::Relations, related);
        sections.set(Section::Strings, strings);
        sections.set(Section::Uris, uris.into_inner().map_err(std::io::Error::other)?);
        sections.set(Section::Terms, index.terms);
        sections.set(Section::Lists, index.lists);
        Taxonomy::from_bytes(sections.into_bytes())
    }

    /// Broader concepts must come to an end.
    fn check_circles(&self, relations: &[(u32, RelationRecord)]) -> Result<()> {
        let uris: Vec<&String> = self.concepts.keys().collect();
        // 0: not seen, 1: on the way, 2: comes to an end.
        let mut state = vec![0u8; uris.len()];
        let broader = |id: u32| {
            let first = relations.partition_point(|(from, _)| *from < id);
            let own = relations[first..].iter().take_while(move |(from, _)| *from == id);
            own.filter(|(_, r)| r.relation == Relation::Broader as u8 && !r.inverse)
                .map(|(_, r)| r.other)
        };
        for start in 0..uris.len() as u32 {
            let mut path = vec![(start, false)];
            while let Some((id, done)) = path.pop() {
                let slot = &mut state[id as usize];
                if done {
                    *slot = 2;
                    continue;
                }
                if *slot == 2 {
                    continue;
                }
                *slot = 1;
                path.push((id, true));
                for other in broader(id) {
                    match state[other as usize] {
                        0 => path.push((other, false)),
                        1 => {
                            return Err(Error::Concept {
                                uri: uris[other as usize].clone(),
                                problem: format!(
                                    "is broader than itself, by way of {}",
                                    uris[id as usize]
                                ),
                                fix: "take one of the broader relations away".to_owned(),
                            });
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }
}

fn check_labels(concept: &NewConcept) -> Result<()> {
    let error = |problem: String, fix: &str| {
        Err(Error::Concept { uri: concept.uri.clone(), problem, fix: fix.to_owned() })
    };
    for (i, label) in concept.labels.iter().enumerate() {
        let (lang, text) = (label.lang, label.text.as_str());
        if text.trim().is_empty() {
            return error(format!("has an empty label in {lang}"), "give it a name");
        }
        if text.len() > MAX_LABEL_BYTES {
            let problem = format!("has a label of {} bytes in {lang}", text.len());
            return error(problem, "shorten it: a label is a name");
        }
        let is_preferred = label.kind == LabelKind::Preferred;
        let other = concept.labels[..i]
            .iter()
            .find(|other| is_preferred && other.kind == LabelKind::Preferred && other.lang == lang);
        if let Some(other) = other {
            let problem = format!("has two preferred labels in {lang}: {:?}, {text:?}", other.text);
            return error(problem, "make one of them an alternative");
        }
    }
    Ok(())
}

/// The relations by number and both ways, in order, each once.
fn related(
    relations: &[(String, Relation, String)],
    ids: &HashMap<&str, u32>,
) -> Result<Vec<(u32, RelationRecord)>> {
    let find = |uri: &str, of: &str| {
        ids.get(uri).copied().ok_or_else(|| Error::Concept {
            uri: uri.to_owned(),
            problem: format!("is not there, and {of} is related to it"),
            fix: "add the concept, or take the relation away".to_owned(),
        })
    };
    let mut records = Vec::with_capacity(2 * relations.len());
    for (from, relation, to) in relations {
        let (a, b) = (find(from, to)?, find(to, from)?);
        if a == b && *relation != Relation::Broader {
            continue;
        }
        let relation = *relation;
        let both = relation == Relation::Related;
        let record = |other, inverse| RelationRecord { relation: relation as u8, inverse, other };
        records.push((a, record(b, false)));
        records.push((b, record(a, !both)));
    }
    records.sort_unstable();
    records.dedup();
    Ok(records)
}
