//! The tables and how they become concepts.
//!
//! A cell with labels holds the preferred one first, then synonyms, between bars. Finnish, Swedish
//! and English must be there; other languages may be empty.

use crate::builder::{NewConcept, NewLabel, TaxonomyBuilder};
use crate::concept::{ConceptKind, LabelKind, Relation, card_uri};
use crate::error::Result;
use crate::import::ESCO_NOTICE;
use crate::import::fault::{Fault, checked_isco, checked_label, isco_uri, shown};
use crate::import::rows::{Column, Format, Row, Rows};
use kohtaanto_domain::model::Lang;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Languages that every row has, and those that it may have.
const NEEDED: [Lang; 3] = [Lang::FI, Lang::SV, Lang::EN];
const FURTHER: [Lang; 5] = [Lang::RU, Lang::UK, Lang::AR, Lang::ET, Lang::SO];

/// The texts of the tables.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    pub(super) isco_groups: &'static str,
    pub(super) occupations: &'static str,
    pub(super) competence_groups: &'static str,
    pub(super) competences: &'static str,
    pub(super) cards: &'static str,
    pub(super) occupation_competences: &'static str,
}

impl Tables {
    pub(super) const SHIPPED: Self = Self {
        isco_groups: include_str!("../../data/isco-groups.tsv"),
        occupations: include_str!("../../data/occupations.tsv"),
        competence_groups: include_str!("../../data/competence-groups.tsv"),
        competences: include_str!("../../data/competences.tsv"),
        cards: include_str!("../../data/cards.tsv"),
        occupation_competences: include_str!("../../data/occupation-competences.tsv"),
    };

    /// All concepts and relations of the tables.
    pub(super) fn collect(&self) -> Result<TaxonomyBuilder> {
        let version = env!("CARGO_PKG_VERSION");
        let mut starter = Starter {
            builder: TaxonomyBuilder::new("kohtaanto starter", version, Some(ESCO_NOTICE)),
            ..Starter::default()
        };
        starter.isco_groups(Table::open("isco-groups.tsv", self.isco_groups)?)?;
        starter.occupations(Table::open("occupations.tsv", self.occupations)?)?;
        starter.competence_groups(Table::open("competence-groups.tsv", self.competence_groups)?)?;
        starter.competences(Table::open("competences.tsv", self.competences)?)?;
        starter.cards(Table::open("cards.tsv", self.cards)?)?;
        let needs = Table::open("occupation-competences.tsv", self.occupation_competences)?;
        starter.occupation_competences(needs)?;
        Ok(starter.builder)
    }
}

/// A table with columns of labels.
#[derive(Debug)]
struct Table {
    rows: Rows,
    needed: Vec<(Column, Lang)>,
    further: Vec<(Column, Lang)>,
}

impl Table {
    fn open(file: &str, text: &'static str) -> Result<Self> {
        let rows = Rows::new(file, Cow::Borrowed(text.as_bytes()), Format::Tsv)?;
        Ok(Self { rows, needed: vec![], further: vec![] })
    }

    /// Finds the columns of labels: the further languages too, if the table has them.
    fn with_labels(mut self, further: bool) -> Result<Self> {
        for lang in NEEDED {
            self.needed.push((self.rows.column(lang.as_str())?, lang));
        }
        for lang in FURTHER.into_iter().filter(|_| further) {
            self.further.push((self.rows.column(lang.as_str())?, lang));
        }
        Ok(self)
    }
}

/// The starter taxonomy as it comes together.
#[derive(Debug, Default)]
struct Starter {
    builder: TaxonomyBuilder,
    /// Names of the groups of ISCO-08 by code; those in use are added.
    isco: BTreeMap<String, Vec<NewLabel>>,
    occupations: ByName,
    competences: ByName,
}

/// Identifiers by first Finnish label.
type ByName = BTreeMap<String, String>;

impl Starter {
    fn isco_groups(&mut self, table: Table) -> Result<()> {
        let Table { mut rows, needed, .. } = table.with_labels(false)?;
        let code = rows.column("code")?;
        while let Some(row) = rows.read()? {
            checked_isco(row.get(code)).map_err(|fault| row.error(code, fault))?;
            let labels = labels(&row, &needed, &[])?;
            if self.isco.insert(row.get(code).to_owned(), labels).is_some() {
                return Err(row.error(code, twice(row.get(code))));
            }
        }
        Ok(())
    }

    fn occupations(&mut self, table: Table) -> Result<()> {
        let Table { mut rows, needed, further } = table.with_labels(true)?;
        let (uri, isco) = (rows.column("uri")?, rows.column("isco")?);
        let mut used: BTreeSet<String> = BTreeSet::new();
        while let Some(row) = rows.read()? {
            let code = row.get(isco);
            checked_isco(code).map_err(|fault| row.error(isco, fault))?;
            for n_digits in 1..=code.len() {
                let prefix = code.get(..n_digits).unwrap_or_default();
                if !self.isco.contains_key(prefix) {
                    let problem = format!("isco-groups.tsv has no group {prefix}");
                    let fault = Fault::new(problem, "add it there, or correct the code");
                    return Err(row.error(isco, fault));
                }
                used.insert(prefix.to_owned());
            }
            let labels = labels(&row, &needed, &further)?;
            remember(&mut self.occupations, &row, (uri, &needed), &labels)?;
            self.add(&row, uri, row.uri(uri)?, ConceptKind::Occupation, (Some(code), labels))?;
            self.builder.relate(row.get(uri), Relation::Broader, &isco_uri(code));
        }
        for code in used {
            let labels = self.isco.get(&code).cloned().unwrap_or_default();
            let (uri, kind) = (isco_uri(&code), ConceptKind::OccupationGroup);
            if let Some(parent) = code.get(..code.len() - 1).filter(|parent| !parent.is_empty()) {
                self.builder.relate(&uri, Relation::Broader, &isco_uri(parent));
            }
            self.builder.add(NewConcept { uri, kind, code: Some(code), labels })?;
        }
        Ok(())
    }

    fn competence_groups(&mut self, table: Table) -> Result<()> {
        let Table { mut rows, needed, .. } = table.with_labels(false)?;
        let slug = rows.column("slug")?;
        while let Some(row) = rows.read()? {
            let (labels, code) = (labels(&row, &needed, &[])?, checked_slug(&row, slug)?);
            let content = (Some(code), labels);
            self.add(&row, slug, &group_uri(code), ConceptKind::CompetenceGroup, content)?;
        }
        Ok(())
    }

    fn competences(&mut self, table: Table) -> Result<()> {
        let Table { mut rows, needed, further } = table.with_labels(true)?;
        let (uri, group) = (rows.column("uri")?, rows.column("group")?);
        while let Some(row) = rows.read()? {
            let labels = labels(&row, &needed, &further)?;
            let group_uri = group_uri(row.get(group));
            if !self.builder.contains(&group_uri) {
                let problem = format!("competence-groups.tsv has no {}", shown(row.get(group)));
                let fault = Fault::new(problem, "add it there, or correct the slug");
                return Err(row.error(group, fault));
            }
            remember(&mut self.competences, &row, (uri, &needed), &labels)?;
            self.add(&row, uri, row.uri(uri)?, ConceptKind::Competence, (None, labels))?;
            self.builder.relate(row.get(uri), Relation::Broader, &group_uri);
        }
        Ok(())
    }

    fn cards(&mut self, table: Table) -> Result<()> {
        let Table { mut rows, needed, further } = table.with_labels(true)?;
        let slug = rows.column("slug")?;
        while let Some(row) = rows.read()? {
            let (labels, code) = (labels(&row, &needed, &further)?, checked_slug(&row, slug)?);
            let uri = card_uri(code);
            self.add(&row, slug, &uri, ConceptKind::Card, (Some(code), labels))?;
        }
        Ok(())
    }

    fn occupation_competences(&mut self, table: Table) -> Result<()> {
        let mut rows = table.rows;
        let occupation = rows.column("occupation")?;
        let needs = [
            (rows.column("essential")?, Relation::Essential),
            (rows.column("optional")?, Relation::Optional),
        ];
        let mut seen = BTreeSet::new();
        while let Some(row) = rows.read()? {
            let name = row.get(occupation);
            let from = find(&self.occupations, "occupations.tsv", name);
            let from = from.map_err(|fault| row.error(occupation, fault))?;
            if !seen.insert(name.to_owned()) {
                return Err(row.error(occupation, twice(name)));
            }
            let mut needed = BTreeSet::new();
            for (column, relation) in needs {
                for name in parts(row.get(column)) {
                    let to = find(&self.competences, "competences.tsv", name);
                    let to = to.map_err(|fault| row.error(column, fault))?;
                    if !needed.insert(name) {
                        return Err(row.error(column, twice(name)));
                    }
                    self.builder.relate(from, relation, to);
                }
            }
        }
        Ok(())
    }

    /// Adds a concept with its code and labels, unless it is there already.
    fn add(
        &mut self,
        row: &Row<'_>,
        column: Column,
        uri: &str,
        kind: ConceptKind,
        (code, labels): (Option<&str>, Vec<NewLabel>),
    ) -> Result<()> {
        if self.builder.contains(uri) {
            return Err(row.error(column, twice(row.get(column))));
        }
        let (uri, code) = (uri.to_owned(), code.map(str::to_owned));
        self.builder.add(NewConcept { uri, kind, code, labels })
    }
}

/// The labels of a row.
fn labels(
    row: &Row<'_>,
    needed: &[(Column, Lang)],
    further: &[(Column, Lang)],
) -> Result<Vec<NewLabel>> {
    let mut labels = Vec::new();
    for (column, lang) in needed.iter().chain(further).copied() {
        let mut kind = LabelKind::Preferred;
        for part in parts(row.get(column)) {
            let text = checked_label(part).map_err(|fault| row.error(column, fault))?;
            if text.is_empty() {
                let fault = Fault::new("a label is empty", "write a name on both sides of a bar");
                return Err(row.error(column, fault));
            }
            labels.push(NewLabel { lang, text, kind });
            kind = LabelKind::Alternative;
        }
        if kind == LabelKind::Preferred && needed.contains(&(column, lang)) {
            let fix = format!("give the row a name in the language {}", lang.as_str());
            return Err(row.error(column, Fault::new("the preferred label is empty", fix)));
        }
    }
    Ok(labels)
}

/// What stands between bars; nothing in an empty cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(move |_| !cell.is_empty())
}

/// Remembers a row by its first Finnish label, which must be its own.
fn remember(
    names: &mut ByName,
    row: &Row<'_>,
    (uri, needed): (Column, &[(Column, Lang)]),
    labels: &[NewLabel],
) -> Result<()> {
    let name = labels.first().map(|label| label.text.clone()).unwrap_or_default();
    match (names.insert(name.clone(), row.get(uri).to_owned()), needed.first()) {
        (Some(other), Some((column, _))) if other != row.get(uri) => {
            let fix = "give one of the two another preferred label: rows are referred to by it";
            Err(row.error(*column, Fault::new(format!("{name:?} is there twice"), fix)))
        }
        _ => Ok(()),
    }
}

fn find<'a>(names: &'a ByName, file: &str, name: &str) -> Result<&'a str, Fault> {
    names.get(name).map(String::as_str).ok_or_else(|| {
        let problem = format!("{file} has no row whose first Finnish label is {}", shown(name));
        Fault::new(problem, "add it there, or correct the name")
    })
}

fn checked_slug<'a>(row: &Row<'a>, column: Column) -> Result<&'a str> {
    let slug = row.get(column);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    if slug.is_empty() || !slug.chars().all(fits) {
        let problem = format!("{} is not a slug", shown(slug));
        let fix = "write lower-case letters from a to z, digits, - and _";
        return Err(row.error(column, Fault::new(problem, fix)));
    }
    Ok(slug)
}

fn group_uri(slug: &str) -> String {
    format!("kohtaanto:group/{slug}")
}

fn twice(what: &str) -> Fault {
    Fault::new(format!("{what} is there twice"), "keep one of the two")
}
