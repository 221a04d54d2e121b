//! The files of a folder that an import knows, in the order in which they are read.

use super::rows::file_name;
use crate::concept::ConceptKind;
use crate::error::{Error, Result};
use kohtaanto_domain::model::Lang;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A table of concepts of one language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ConceptTable {
    /// The name before the language.
    stem: &'static str,
    /// What the column `conceptType` says.
    pub(super) concept_type: &'static str,
    /// What the concepts are.
    pub(super) kind: ConceptKind,
    /// The column with the code, and whether it must be filled.
    pub(super) code: Option<(&'static str, bool)>,
}

/// A table of relations.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RelationTable {
    /// The name before the language, if one follows.
    stem: &'static str,
    /// The column of the narrower concept, or of the one that needs the other.
    pub(super) from: &'static str,
    /// The column of the other concept.
    pub(super) to: &'static str,
    /// Whether `relationType` says how they stand; else the other is broader.
    pub(super) typed: bool,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// A table of concepts with labels.
    Concepts(&'static ConceptTable),
    /// The groups of competences by level.
    Hierarchy,
    /// A JSON list of concepts with preferred labels; the kind of those that are no ISCO groups.
    List(ConceptKind),
    /// The unit groups of ISCO-08 with a column for each language.
    UnitGroups,
    /// Labels of concepts that other files describe.
    Labels,
    /// A table of relations.
    Relations(&'static RelationTable),
}

impl Family {
    /// Whether concepts can come from the file.
    pub(super) fn describes_concepts(self) -> bool {
        matches!(self, Self::Concepts(_) | Self::List(_))
    }
}

/// A file to be read.
#[derive(Debug)]
pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    pub(super) family: Family,
    pub(super) lang: Option<Lang>,
}

/// In the order of reading: groups before what belongs to them.
static CONCEPTS: [ConceptTable; 4] = [
    ConceptTable {
        stem: "ISCOGroups",
        concept_type: "ISCOGroup",
        kind: ConceptKind::OccupationGroup,
        code: Some(("code", true)),
    },
    ConceptTable {
        stem: "occupations",
        concept_type: "Occupation",
        kind: ConceptKind::Occupation,
        code: Some(("iscoGroup", true)),
    },
    ConceptTable {
        stem: "skillGroups",
        concept_type: "SkillGroup",
        kind: ConceptKind::CompetenceGroup,
        code: Some(("code", false)),
    },
    ConceptTable {
        stem: "skills",
        concept_type: "KnowledgeSkillCompetence",
        kind: ConceptKind::Competence,
        code: None,
    },
];

static RELATIONS: [RelationTable; 4] = [
    RelationTable {
        stem: "broaderRelationsOccPillar",
        from: "conceptUri",
        to: "broaderUri",
        typed: false,
    },
    RelationTable {
        stem: "broaderRelationsSkillPillar",
        from: "conceptUri",
        to: "broaderUri",
        typed: false,
    },
    RelationTable {
        stem: "occupationSkillRelations",
        from: "occupationUri",
        to: "skillUri",
        typed: true,
    },
    RelationTable {
        stem: "skillSkillRelations",
        from: "originalSkillUri",
        to: "relatedSkillUri",
        typed: true,
    },
];

/// The files of a folder that are known, in the order of reading.
pub(super) fn known(dir: &Path) -> Result<Vec<SourceFile>> {
    let entries = fs_err::read_dir(dir).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let fix = "name the folder with the files of the official ESCO download".to_owned();
            Error::Missing { path: dir.to_owned(), fix }
        }
        _ => Error::Io(error),
    })?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if let Some((rank, family, lang)) = recognized(&file_name(&path)) {
            // English is the language in which ESCO is made: first, and others by their codes.
            let order = (rank, lang.is_some_and(|lang| lang != Lang::EN), lang, path.clone());
            files.push((order, SourceFile { path, family, lang }));
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(files.into_iter().map(|(_, file)| file).collect())
}

/// What a file is by its name, with its place in the order of reading.
fn recognized(name: &str) -> Option<(usize, Family, Option<Lang>)> {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let lists = CONCEPTS.len() + 1;
    match name {
        "occupations_fi_sv_en.json" => {
            return Some((lists, Family::List(ConceptKind::Occupation), None));
        }
        "skills_fi_sv_en.json" => {
            return Some((lists + 1, Family::List(ConceptKind::Competence), None));
        }
        "isco08_unitgroups_labels.csv" => return Some((lists + 2, Family::UnitGroups, None)),
        "labels_21_languages.json" => return Some((lists + 3, Family::Labels, None)),
        _ => {}
    }
    let stem = name.strip_suffix(".csv")?;
    let relations = lists + 4;
    if let Some(at) = RELATIONS.iter().position(|table| table.stem == stem) {
        return Some((relations + at, Family::Relations(&RELATIONS[at]), None));
    }
    let (stem, lang) = stem.rsplit_once('_')?;
    let lang = Some(lang.parse::<Lang>().ok()?);
    if stem == "skillsHierarchy" {
        return Some((CONCEPTS.len(), Family::Hierarchy, lang));
    }
    if let Some(at) = CONCEPTS.iter().position(|table| table.stem == stem) {
        return Some((at, Family::Concepts(&CONCEPTS[at]), lang));
    }
    let at = RELATIONS.iter().position(|table| table.stem == stem)?;
    Some((relations + at, Family::Relations(&RELATIONS[at]), lang))
}
