//! A taxonomy as it is read.

use crate::concept::{ConceptId, ConceptKind, LabelKind, Relation};
use crate::error::{Error, Result};
use crate::file::{Bytes, ConceptRecord, LabelRecord, RelationRecord, Section, SectionBytes};
use crate::labels::{Postings, TermKind, key};
use kohtaanto_domain::model::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

/// Changes whenever labels are analysed otherwise, so that an old file is not read as a new one.
pub(crate) const ANALYSIS: u32 = 4;

/// A label's number within one taxonomy, from 0, in the order of the concepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u32);

/// A name of a concept in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// Its number.
    pub id: LabelId,
    /// The concept that it names.
    pub concept: ConceptId,
    /// Its language.
    pub lang: Lang,
    /// The name.
    pub text: &'a str,
    /// What it is to its concept.
    pub kind: LabelKind,
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) notice: Option<String>,
    /// Languages in alphabetical order with their number of labels.
    pub(crate) langs: Vec<(String, u32)>,
    pub(crate) analysis: u32,
}

/// Concepts with their labels and relations, read where they lie: in a mapped file, in the program
/// or on the heap.
#[derive(Debug)]
pub struct Taxonomy {
    file: SectionBytes,
    meta: Meta,
    langs: Vec<(Lang, u32)>,
    n_concepts: u32,
    n_labels: u32,
    /// Labels of each language in alphabetical order, in lower case; made when first asked.
    sorted: OnceLock<BTreeMap<Lang, Vec<(String, LabelId)>>>,
}

impl Taxonomy {
    /// Maps a file that [`TaxonomyBuilder::build`](crate::TaxonomyBuilder::build) made.
    ///
    /// # Errors
    /// A file that is not there, not readable, damaged or of another version.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.is_file() {
            let fix = "make it with `kohtaanto taxonomy import`".to_owned();
            return Err(Error::Missing { path: path.to_path_buf(), fix });
        }
        Self::new(Bytes::map(path)?, path)
    }

    /// Reads bytes that [`TaxonomyBuilder::build`](crate::TaxonomyBuilder::build) made.
    ///
    /// # Errors
    /// Bytes that are damaged or of another version.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::new(Bytes::Owned(bytes), Path::new("taxonomy"))
    }

    /// The same for bytes that are part of the program.
    ///
    /// # Errors
    /// As for [`Taxonomy::from_bytes`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self> {
        Self::new(Bytes::Static(bytes), Path::new("taxonomy"))
    }

    fn new(bytes: Bytes, path: &Path) -> Result<Self> {
        let error = |problem: String| Error::Format { path: path.to_path_buf(), problem };
        let file = SectionBytes::new(bytes).map_err(error)?;
        let meta: Meta = serde_json::from_slice(file.get(Section::Meta))
            .map_err(|e| error(format!("its description cannot be read: {e}")))?;
        if meta.analysis != ANALYSIS {
            return Err(error("its labels were analysed by another version".to_owned()));
        }
        let langs = meta.langs.iter().map(|(lang, n)| Ok((lang.parse()?, *n)));
        let langs = langs
            .collect::<Result<_, kohtaanto_domain::model::FieldError>>()
            .map_err(|e| error(e.to_string()))?;
        for (section, name) in [(Section::Uris, "identifiers"), (Section::Terms, "terms")] {
            fst::Map::new(file.get(section))
                .map_err(|_| error(format!("its {name} are damaged")))?;
        }
        let n = |section, len: usize| (file.get(section).len() / len) as u32;
        let n_concepts = n(Section::Concepts, ConceptRecord::LEN);
        let n_labels = n(Section::Labels, LabelRecord::LEN);
        Ok(Self { file, meta, langs, n_concepts, n_labels, sorted: OnceLock::new() })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.meta.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.meta.version
    }

    /// The notice that must be shown with it.
    pub fn notice(&self) -> Option<&str> {
        self.meta.notice.as_deref()
    }

    /// The languages of its labels with how many there are, in alphabetical order.
    pub fn langs(&self) -> &[(Lang, u32)] {
        &self.langs
    }

    /// How many concepts there are.
    pub fn n_concepts(&self) -> u32 {
        self.n_concepts
    }

    /// How many labels there are, in all languages.
    pub fn n_all_labels(&self) -> u32 {
        self.n_labels
    }

    /// How many labels there are in a language.
    pub fn n_labels(&self, lang: Lang) -> u32 {
        self.langs.iter().find(|(other, _)| *other == lang).map_or(0, |(_, n)| *n)
    }

    /// Bytes of the file.
    pub fn n_bytes(&self) -> usize {
        self.file.len()
    }

    /// The file's bytes, to be written to a file.
    pub fn as_bytes(&self) -> &[u8] {
        self.file.as_bytes()
    }

    /// XXH3 of the file: the same for the same concepts, labels and relations.
    pub fn hash(&self) -> u64 {
        self.file.hash()
    }

    /// All concepts, in the order of their identifiers.
    pub fn concepts(&self) -> impl Iterator<Item = ConceptId> {
        (0..self.n_concepts).map(ConceptId)
    }

    /// The concept of an identifier.
    pub fn find(&self, uri: &str) -> Option<ConceptId> {
        let uris = fst::Map::new(self.file.get(Section::Uris)).ok()?;
        u32::try_from(uris.get(uri)?).ok().map(ConceptId)
    }

    /// The concept's identifier; empty for a number that there is not, as below.
    pub fn uri(&self, id: ConceptId) -> &str {
        self.record(id).map_or("", |record| self.string(record.uri))
    }

    /// What the concept is.
    pub fn kind(&self, id: ConceptId) -> ConceptKind {
        let kind = self.record(id).map_or(0, |record| usize::from(record.kind));
        ConceptKind::ALL.get(kind).map_or(ConceptKind::Competence, |(_, kind)| *kind)
    }

    /// The ISCO-08 code of an occupation or its group, the slug of a card, the code of a group.
    pub fn code(&self, id: ConceptId) -> Option<&str> {
        let code = self.string(self.record(id)?.code);
        Some(code).filter(|code| !code.is_empty())
    }

    /// The concept's labels: by language, the preferred one first.
    pub fn labels(&self, id: ConceptId) -> impl Iterator<Item = Label<'_>> {
        let (first, n) = self.record(id).map_or((0, 0), |record| record.labels);
        (first..first.saturating_add(n)).map_while(|i| self.label(LabelId(i)))
    }

    /// The label of a number.
    pub fn label(&self, id: LabelId) -> Option<Label<'_>> {
        let record = self.label_record(id.0)?;
        let (lang, _) = self.langs.get(usize::from(record.lang))?;
        let kind = if record.is_preferred { LabelKind::Preferred } else { LabelKind::Alternative };
        let text = self.string(record.text);
        Some(Label { id, concept: ConceptId(record.concept), lang: *lang, text, kind })
    }

    /// The name to show: the preferred one of the first of the languages that has one, else of any
    /// language, else any label.
    pub fn name_of(&self, id: ConceptId, langs: &[Lang]) -> Option<Label<'_>> {
        let place = |label: &Label<'_>| {
            let place = langs.iter().position(|lang| *lang == label.lang).unwrap_or(langs.len());
            (label.kind, place, label.id)
        };
        self.labels(id).min_by_key(|label| place(label))
    }

    /// The labels of a language that begin with a text in lower case, in alphabetical order.
    pub fn labels_beginning(&self, prefix: &str, lang: Lang) -> impl Iterator<Item = Label<'_>> {
        let sorted = self.sorted.get_or_init(|| self.sort_labels());
        let labels = sorted.get(&lang).map_or(&[][..], Vec::as_slice);
        let first = labels.partition_point(|(text, _)| text.as_str() < prefix);
        let n = labels[first..].partition_point(|(text, _)| text.starts_with(prefix));
        labels[first..first + n].iter().filter_map(|(_, id)| self.label(*id))
    }

    fn sort_labels(&self) -> BTreeMap<Lang, Vec<(String, LabelId)>> {
        let mut sorted: BTreeMap<Lang, Vec<(String, LabelId)>> = BTreeMap::new();
        for label in (0..self.n_labels).filter_map(|i| self.label(LabelId(i))) {
            let text = label.text.to_lowercase();
            sorted.entry(label.lang).or_default().push((text, label.id));
        }
        sorted.values_mut().for_each(|labels| labels.sort());
        sorted
    }

    /// The concepts to which a concept is related: its broader ones, what it needs.
    pub fn related(&self, id: ConceptId, relation: Relation) -> impl Iterator<Item = ConceptId> {
        self.relations(id, relation, false)
    }

    /// The concepts that are so related to a concept: its narrower ones, what needs it.
    pub fn inverse(&self, id: ConceptId, relation: Relation) -> impl Iterator<Item = ConceptId> {
        self.relations(id, relation, true)
    }

    fn relations(
        &self,
        id: ConceptId,
        relation: Relation,
        inverse: bool,
    ) -> impl Iterator<Item = ConceptId> {
        let (first, n) = self.record(id).map_or((0, 0), |record| record.relations);
        let all = self.file.get(Section::Relations);
        let records = (first..first.saturating_add(n)).map_while(|i| RelationRecord::read(all, i));
        let wanted = relation as u8;
        records
            .filter(move |record| record.relation == wanted && record.inverse == inverse)
            .map(|record| ConceptId(record.other))
    }

    /// The labels that have a term.
    pub(crate) fn postings(&self, lang: Lang, kind: TermKind, term: &str) -> Option<Postings<'_>> {
        let at = self.terms()?.get(key(lang, kind, term))?;
        self.postings_at(at)
    }

    pub(crate) fn terms(&self) -> Option<fst::Map<&[u8]>> {
        fst::Map::new(self.file.get(Section::Terms)).ok()
    }

    pub(crate) fn postings_at(&self, at: u64) -> Option<Postings<'_>> {
        let list = self.file.get(Section::Lists).get(usize::try_from(at).ok()?..)?;
        Some(Postings::new(list))
    }

    pub(crate) fn label_record(&self, label: u32) -> Option<LabelRecord> {
        LabelRecord::read(self.file.get(Section::Labels), label)
    }

    fn record(&self, id: ConceptId) -> Option<ConceptRecord> {
        ConceptRecord::read(self.file.get(Section::Concepts), id.0)
    }

    fn string(&self, (at, len): (u32, u32)) -> &str {
        let end = (at as usize).saturating_add(len as usize);
        let bytes = self.file.get(Section::Strings).get(at as usize..end).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}
