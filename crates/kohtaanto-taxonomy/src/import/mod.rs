//! Import of the official ESCO download: CSV files in any set of languages, packed or not.
//!
//! Also read, where they lie beside: lists of labels as JSON and the ISCO-08 table of unit groups.
//! A file that is not whole stops the import with its name, line and column: nothing is taken half.
//! Deliberately not here: circles among broader concepts, which the builder refuses.

mod drafts;
mod esco;
pub(crate) mod fault;
mod files;
mod labels;
pub(crate) mod rows;

use crate::builder::TaxonomyBuilder;
use crate::error::{Error, Result};
use drafts::Drafts;
use files::{Family, SourceFile};
use kohtaanto_domain::model::Lang;
use std::path::Path;

/// What must be shown wherever ESCO is.
pub(crate) const ESCO_NOTICE: &str =
    "This service uses the ESCO classification of the European Commission";

/// What to import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The languages whose labels are taken; empty (the default) takes all that are there. A
    /// concept that has none in these keeps one name of another language, English before others,
    /// so that relations hold.
    pub langs: Vec<Lang>,
}

/// Imports a folder with files of the official ESCO download.
///
/// Known are, as `.csv` or `.csv.gz`, `occupations_<lang>`, `skills_<lang>`, `ISCOGroups_<lang>`,
/// `skillGroups_<lang>`, `skillsHierarchy_<lang>`, and with or without a language
/// `broaderRelationsOccPillar`, `broaderRelationsSkillPillar`, `occupationSkillRelations` and
/// `skillSkillRelations`; and `occupations_fi_sv_en.json`, `skills_fi_sv_en.json`,
/// `labels_21_languages.json` and `isco08_unitgroups_labels.csv`, which add labels. Other files are
/// left alone. All languages are read, English first, and checked, also those whose labels are not
/// taken. Where files differ about the ISCO-08 group of an occupation, the first one holds.
///
/// Left out are obsolete rows with their relations, competences that would need themselves, and
/// labels in `labels_21_languages.json` of concepts that no other file describes.
///
/// # Errors
/// A folder without a file that describes concepts; a file that cannot be read; and, with file,
/// line and column: a column that is missing, an identifier or preferred label that is missing or
/// malformed, a type or code that is not known, a label of over 500 bytes, a concept twice
/// in one file, a relation to a concept that no file describes, text that is not UTF-8, a row with
/// the wrong number of cells, gzip data that end early.
pub fn import_esco(dir: &Path, options: &ImportOptions) -> Result<TaxonomyBuilder> {
    let files = files::known(dir)?;
    if !files.iter().any(|file| file.family.describes_concepts()) {
        let fix = "put the CSV files of the official ESCO download there: occupations_<lang>, \
                   skills_<lang>, ISCOGroups_<lang>, skillGroups_<lang> and the relations, as .csv \
                   or .csv.gz";
        let path = dir.join("occupations_<lang>.csv");
        return Err(Error::Missing { path, fix: fix.to_owned() });
    }
    let mut import = esco::Import::new(Drafts::new(&options.langs));
    let relations = |file: &&SourceFile| matches!(file.family, Family::Relations(_));
    for file in files.iter().filter(|file| !relations(file)) {
        match file.family {
            Family::Concepts(table) => import.concepts(file, table)?,
            Family::Hierarchy => import.hierarchy(file)?,
            Family::List(kind) => labels::list(&mut import, &file.path, kind)?,
            Family::UnitGroups => labels::unit_groups(&mut import, &file.path)?,
            Family::Labels => labels::map(&mut import, &file.path)?,
            Family::Relations(_) => {}
        }
    }
    import.relate_to_isco()?;
    for file in files.iter().filter(relations) {
        if let Family::Relations(table) = file.family {
            import.relations(file, table)?;
        }
    }
    import.finish()
}
