//! The tables of the official download: concepts, the hierarchy of groups, relations.

use super::ESCO_NOTICE;
use super::drafts::{DraftId, Drafts};
use super::fault::{Fault, checked_isco, checked_label, isco_uri, shown};
use super::files::{ConceptTable, RelationTable, SourceFile};
use super::rows::{Column, Format, Row, Rows};
use crate::builder::TaxonomyBuilder;
use crate::concept::{ConceptKind, LabelKind, Relation};
use crate::error::Result;
use kohtaanto_domain::model::Lang;
use std::collections::{HashMap, HashSet};

/// Levels of the hierarchy of groups.
const LEVELS: [&str; 4] = ["Level 0", "Level 1", "Level 2", "Level 3"];

/// An import under way.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) drafts: Drafts,
    /// Occupations that belong to a group of ISCO-08 that may come later.
    grouped: Vec<Grouped>,
    /// The latest day on which a concept was changed.
    modified: String,
}

/// An occupation and the row that says its group.
#[derive(Debug)]
struct Grouped {
    occupation: DraftId,
    file: String,
    line: u64,
}

impl Import {
    pub(super) fn new(drafts: Drafts) -> Self {
        Self { drafts, grouped: vec![], modified: String::new() }
    }

    /// Reads a table of concepts.
    pub(super) fn concepts(&mut self, file: &SourceFile, table: &ConceptTable) -> Result<()> {
        let mut rows = Rows::open(&file.path, Format::Csv)?;
        let lang = file.lang.unwrap_or(Lang::EN);
        let concept_type = rows.column("conceptType")?;
        let uri_column = rows.column("conceptUri")?;
        let code_column = match table.code {
            Some((name, required)) => Some((rows.column(name)?, required)),
            None => None,
        };
        let preferred = rows.column("preferredLabel")?;
        let others = [Some(rows.column("altLabels")?), rows.optional("hiddenLabels")];
        let status = rows.column("status")?;
        let modified = rows.optional("modifiedDate");
        let file_name = rows.file().to_owned();
        let mut lines: HashMap<String, u64> = HashMap::new();
        while let Some(row) = rows.read()? {
            let uri = row.uri(uri_column)?;
            if let Some(line) = lines.insert(uri.to_owned(), row.line()) {
                let problem = format!("{uri} is on line {line} too");
                return Err(row.error(uri_column, Fault::new(problem, "keep one of the rows")));
            }
            if row.get(concept_type) != table.concept_type {
                let found = shown(row.get(concept_type));
                let problem = format!("{found} is not the concept type of this file");
                let fix = format!("write {}", table.concept_type);
                return Err(row.error(concept_type, Fault::new(problem, fix)));
            }
            if is_obsolete(row.get(status)) {
                self.drafts.leave_out(uri);
                continue;
            }
            let name = label(&row, preferred)?;
            if name.is_empty() {
                let problem = "the preferred label is empty";
                let fix = format!("give the concept a name in the language {}", lang.as_str());
                return Err(row.error(preferred, Fault::new(problem, fix)));
            }
            let id = self.drafts.add(uri, table.kind).map_err(|e| row.error(uri_column, e))?;
            self.drafts.name(id, lang, name, LabelKind::Preferred);
            for column in others.into_iter().flatten() {
                for text in row.get(column).lines() {
                    let text = checked_label(text).map_err(|e| row.error(column, e))?;
                    if !text.is_empty() {
                        self.drafts.name(id, lang, text, LabelKind::Alternative);
                    }
                }
            }
            if let Some((column, required)) = code_column {
                let code = row.get(column);
                if required {
                    checked_code(code, uri, table.kind).map_err(|e| row.error(column, e))?;
                }
                let given = self.drafts.set_code(id, code);
                if given && table.kind == ConceptKind::Occupation {
                    let (file, line) = (file_name.clone(), row.line());
                    self.grouped.push(Grouped { occupation: id, file, line });
                }
            }
            self.see_date(row.get_optional(modified));
        }
        Ok(())
    }

    /// Reads the groups of competences by level; they are repeated on many rows.
    pub(super) fn hierarchy(&mut self, file: &SourceFile) -> Result<()> {
        let mut rows = Rows::open(&file.path, Format::RaggedCsv)?;
        let lang = file.lang.unwrap_or(Lang::EN);
        let mut levels = Vec::new();
        for level in LEVELS {
            let column = |name: &str| rows.column(&format!("{level} {name}"));
            levels.push((column("URI")?, column("preferred term")?, column("code")?));
        }
        let mut seen: HashSet<String> = HashSet::new();
        while let Some(row) = rows.read()? {
            let mut above: Option<DraftId> = None;
            for (uri_column, term, code) in &levels {
                if row.get(*uri_column).is_empty() {
                    break;
                }
                let uri = row.uri(*uri_column)?;
                let kind = ConceptKind::CompetenceGroup;
                let id = self.drafts.add(uri, kind).map_err(|e| row.error(*uri_column, e))?;
                if seen.insert(uri.to_owned()) {
                    let name = label(&row, *term)?;
                    if name.is_empty() {
                        let fix =
                            format!("give the group a name in the language {}", lang.as_str());
                        let fault = Fault::new("the preferred label is empty", fix);
                        return Err(row.error(*term, fault));
                    }
                    self.drafts.name(id, lang, name, LabelKind::Preferred);
                    self.drafts.set_code(id, row.get(*code));
                }
                if let Some(above) = above.filter(|above| *above != id) {
                    self.drafts.relate(id, Relation::Broader, above);
                }
                above = Some(id);
            }
        }
        Ok(())
    }

    /// Relates the occupations read so far to their groups of ISCO-08.
    pub(super) fn relate_to_isco(&mut self) -> Result<()> {
        for Grouped { occupation, file, line } in std::mem::take(&mut self.grouped) {
            let code = self.drafts.code(occupation).unwrap_or_default().to_owned();
            let Some(group) = self.drafts.find(&isco_uri(&code)) else {
                let problem = format!("no file describes the ISCO-08 group {code}");
                let fix = "add ISCOGroups_<lang>.csv to the folder, or correct the code";
                return Err(Fault::new(problem, fix).at(&file, line, "iscoGroup"));
            };
            self.drafts.relate(occupation, Relation::Broader, group);
        }
        self.drafts.relate_isco_groups();
        Ok(())
    }

    /// Reads a table of relations; all concepts are known by then.
    pub(super) fn relations(&mut self, file: &SourceFile, table: &RelationTable) -> Result<()> {
        let mut rows = Rows::open(&file.path, Format::Csv)?;
        let (from_column, to_column) = (rows.column(table.from)?, rows.column(table.to)?);
        let typed = if table.typed { Some(rows.column("relationType")?) } else { None };
        while let Some(row) = rows.read()? {
            let end = |column: Column| {
                let uri = row.uri(column)?;
                self.drafts.end_of_relation(uri).map_err(|e| row.error(column, e))
            };
            let (from, to) = (end(from_column)?, end(to_column)?);
            let relation = match typed.map(|column| (column, row.get(column))) {
                None => Relation::Broader,
                Some((_, "essential")) => Relation::Essential,
                Some((_, "optional")) => Relation::Optional,
                Some((column, other)) => {
                    let problem = format!("{} is not a type of relation", shown(other));
                    let fault = Fault::new(problem, "write essential or optional");
                    return Err(row.error(column, fault));
                }
            };
            let (Some(from), Some(to)) = (from, to) else { continue };
            if from != to {
                self.drafts.relate(from, relation, to);
            } else if relation == Relation::Broader {
                let fault = Fault::new("a concept is broader than itself", "remove the row");
                return Err(row.error(to_column, fault));
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<TaxonomyBuilder> {
        let version = if self.modified.is_empty() {
            "of unknown date".to_owned()
        } else {
            format!("as modified on {}", self.modified)
        };
        self.drafts.finish(TaxonomyBuilder::new("ESCO", &version, Some(ESCO_NOTICE)))
    }

    fn see_date(&mut self, date: &str) {
        let day = date.get(..10).filter(|day| day.bytes().filter(|b| *b == b'-').count() == 2);
        if let Some(day) = day.filter(|day| *day > self.modified.as_str()) {
            self.modified = day.to_owned();
        }
    }
}

/// The label in a cell.
fn label(row: &Row<'_>, column: Column) -> Result<String> {
    checked_label(row.get(column)).map_err(|fault| row.error(column, fault))
}

fn is_obsolete(status: &str) -> bool {
    ["obsolete", "deprecated"].iter().any(|word| status.eq_ignore_ascii_case(word))
}

/// Checks a code of ISCO-08, and that a group's code is that of its identifier: spreadsheets take
/// the zero from 0110.
fn checked_code(code: &str, uri: &str, kind: ConceptKind) -> Result<(), Fault> {
    checked_isco(code)?;
    if kind == ConceptKind::OccupationGroup && uri != isco_uri(code) {
        let problem = format!("the code {code} is not that of {uri}");
        return Err(Fault::new(problem, "write the digits that end the identifier"));
    }
    Ok(())
}
