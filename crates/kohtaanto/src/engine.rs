//! The engine: owns a store, gives out writers and snapshots.

use crate::concepts::{LabelVectors, Linker, Meaning};
use crate::error::{Error, Result, io};
use crate::reading::{
    Reader, read_candidate_texts, read_posting_texts, unlinked_in_candidate, unlinked_in_posting,
    with_candidate_reading, with_posting_reading,
};
use crate::snapshot::Snapshot;
use crate::store::{
    Draft, Keeps, Manifest, Shelf, ShelfWriter, candidate_document, posting_document,
};
use crate::wire::{self, UnknownFields};
use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use kohtaanto_domain::geo::{EstimatedTravel, TravelTime};
use kohtaanto_domain::model::{Candidate, FieldErrors, JobPosting};
use kohtaanto_embed::{Embedder, Progress};
use kohtaanto_index::WriterOptions;
use kohtaanto_taxonomy::Taxonomy;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64 as xxh3;

/// Length of vectors of a store that was made without a model: it holds none.
const NO_DIMENSIONS: usize = 1;

/// What an engine works with.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// Makes vectors of texts. By default none: search by words only, answered as degraded.
    pub embedder: Option<Arc<dyn Embedder>>,
    /// Occupations and competences. By default the starter taxonomy; `None` links nothing.
    pub taxonomy: Option<Arc<Taxonomy>>,
    /// Vectors of the taxonomy's labels, made with the embedder's model: texts that no name is like
    /// are linked by meaning. By default none.
    pub labels: Option<Arc<LabelVectors>>,
    /// How long journeys take. By default an estimate by coordinates.
    pub travel: Arc<dyn TravelTime>,
}

impl EngineOptions {
    /// What links texts to concepts with these.
    pub fn linker(&self) -> Linker<'_> {
        let embedder = self.embedder.as_deref();
        Linker::new(self.taxonomy.as_deref(), self.labels.as_deref(), embedder)
    }
}

impl Default for EngineOptions {
    fn default() -> Self {
        let taxonomy = Some(Taxonomy::starter());
        Self { embedder: None, taxonomy, labels: None, travel: Arc::new(EstimatedTravel) }
    }
}

/// Owns a store. One process writes; any number read.
#[derive(Debug)]
pub struct Engine {
    options: EngineOptions,
    manifest: Manifest,
    opportunities: Shelf,
    people: Shelf,
}

impl Engine {
    /// Makes a new store in a folder that holds none.
    ///
    /// # Errors
    /// `Conflict` when a store is there; what the disk refuses.
    pub fn create(dir: &Path, options: EngineOptions) -> Result<Self> {
        if Manifest::is_in(dir) {
            return Err(Error::AlreadyExists { path: dir.to_path_buf() });
        }
        fs::create_dir_all(dir).map_err(io)?;
        let manifest = Manifest::new(options.embedder.as_deref(), options.taxonomy.as_deref());
        let n = dimensions(&manifest);
        // Shelves of a creation that was cut short are made anew: no manifest, no store.
        for shelf in ["opportunities", "people"] {
            let shelf = dir.join(shelf);
            if shelf.exists() {
                fs::remove_dir_all(&shelf).map_err(io)?;
            }
        }
        let opportunities = Shelf::create(&dir.join("opportunities"), n, Keeps::Removals)?;
        let people = Shelf::create(&dir.join("people"), n, Keeps::Nothing)?;
        // The manifest comes last: a folder without one is not a store.
        manifest.write(dir)?;
        Ok(Self { options, manifest, opportunities, people })
    }

    /// Opens the store of a folder at its last commit.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Incompatible` when it was made with another format or model,
    /// `Corrupt` when a file is damaged.
    pub fn open(dir: &Path, options: EngineOptions) -> Result<Self> {
        let manifest = Manifest::read(dir)?;
        manifest.accepts(options.embedder.as_deref(), options.taxonomy.as_deref(), dir)?;
        let n = dimensions(&manifest);
        let opportunities = Shelf::open(&dir.join("opportunities"), n, Keeps::Removals)?;
        let people = Shelf::open(&dir.join("people"), n, Keeps::Nothing)?;
        Ok(Self { options, manifest, opportunities, people })
    }

    /// An empty store in memory.
    ///
    /// # Errors
    /// What the index refuses.
    pub fn in_memory(options: EngineOptions) -> Result<Self> {
        let manifest = Manifest::new(options.embedder.as_deref(), options.taxonomy.as_deref());
        let n = dimensions(&manifest);
        let opportunities = Shelf::in_memory(n, Keeps::Removals)?;
        let people = Shelf::in_memory(n, Keeps::Nothing)?;
        Ok(Self { options, manifest, opportunities, people })
    }

    /// What the store was made with.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What stands for the state of the store: another text after each commit, of this process or
    /// another, and after each merge. It is cheap: a service asks it each second, to know whether
    /// its snapshot is the last.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn generation(&self) -> Result<String> {
        let (postings, people) = (self.opportunities.generation()?, self.people.generation()?);
        Ok(format!("{:016x}", xxh3(format!("{postings} {people}").as_bytes())))
    }

    /// Reads all files and compares their checksums.
    ///
    /// # Errors
    /// `Corrupt` names what is damaged.
    pub fn verify(&self) -> Result<()> {
        self.opportunities.verify()?;
        self.people.verify()
    }

    /// The writer of opportunities. A second one is refused until this is dropped.
    ///
    /// # Errors
    /// `Conflict` when there is another writer; `Unavailable` when the store holds vectors and no
    /// embedder was given, since a posting without its vectors would be missed by meaning.
    pub fn write_opportunities(&self) -> Result<Writer<'_>> {
        self.writer(&self.opportunities)
    }

    /// The writer of people.
    ///
    /// # Errors
    /// As for [`Engine::write_opportunities`].
    pub fn write_people(&self) -> Result<Writer<'_>> {
        self.writer(&self.people)
    }

    fn writer<'a>(&'a self, shelf: &'a Shelf) -> Result<Writer<'a>> {
        if self.manifest.model.is_some() && self.options.embedder.is_none() {
            return Err(Error::NoEmbedder(
                "the store holds vectors, and there is no model to make new ones; run \
                 `kohtaanto setup`, or build a store without vectors with `--no-model`"
                    .to_owned(),
            ));
        }
        let shelf = shelf.writer(WriterOptions::default())?;
        let EngineOptions { embedder, taxonomy, labels, .. } = self.options.clone();
        Ok(Writer { shelf, embedder, taxonomy, labels })
    }

    /// An immutable view of the store at its last commit, for one search or many.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn snapshot(&self) -> Result<Snapshot> {
        Ok(Snapshot {
            opportunities: self.opportunities.snapshot()?,
            people: self.people.snapshot()?,
            embedder: self.options.embedder.clone(),
            taxonomy: self.options.taxonomy.clone(),
            labels: self.options.labels.clone(),
            travel: Arc::clone(&self.options.travel),
            manifest: self.manifest.clone(),
        })
    }
}

fn dimensions(manifest: &Manifest) -> usize {
    manifest.model.as_ref().map_or(NO_DIMENSIONS, |model| model.dimensions)
}

/// Puts documents into one shelf of a store. Nothing is seen before [`Writer::commit`]; what was
/// not committed when the writer is dropped, or the process killed, was never there.
#[derive(Debug)]
pub struct Writer<'a> {
    shelf: ShelfWriter<'a>,
    embedder: Option<Arc<dyn Embedder>>,
    taxonomy: Option<Arc<Taxonomy>>,
    labels: Option<Arc<LabelVectors>>,
}

/// A line that has been read and can be put in.
#[derive(Debug)]
pub struct Prepared {
    line: String,
    value: Value,
    unknown_fields: Vec<String>,
}

#[derive(Debug)]
enum Value {
    Posting(Box<JobPosting>),
    Candidate(Box<Candidate>),
}

impl Prepared {
    /// Reads a posting's line.
    ///
    /// # Errors
    /// Every field at fault, with the fix.
    pub fn posting(line: &str, unknown: UnknownFields) -> Result<Self, FieldErrors> {
        let read = wire::read_posting(line, unknown)?;
        let (line, value) = (line.trim().to_owned(), Value::Posting(Box::new(read.value)));
        Ok(Self { line, value, unknown_fields: read.unknown_fields })
    }

    /// Reads a candidate's line.
    ///
    /// # Errors
    /// Every field at fault, with the fix.
    pub fn candidate(line: &str, unknown: UnknownFields, today: Date) -> Result<Self, FieldErrors> {
        let read = wire::read_candidate(line, unknown, today)?;
        let (line, value) = (line.trim().to_owned(), Value::Candidate(Box::new(read.value)));
        Ok(Self { line, value, unknown_fields: read.unknown_fields })
    }

    /// The document's id.
    pub fn id(&self) -> &str {
        match &self.value {
            Value::Posting(posting) => posting.id.as_str(),
            Value::Candidate(candidate) => candidate.id.as_str(),
        }
    }

    /// The person, when it is a candidate's line.
    pub fn as_candidate(&self) -> Option<&Candidate> {
        match &self.value {
            Value::Posting(_) => None,
            Value::Candidate(candidate) => Some(candidate),
        }
    }

    /// Fields that were not known, kept in the stored line.
    pub fn unknown_fields(&self) -> &[String] {
        &self.unknown_fields
    }

    /// The texts of its fields that words do not link.
    fn unlinked(&self, taxonomy: &Taxonomy) -> Result<Vec<String>> {
        match &self.value {
            Value::Posting(posting) => unlinked_in_posting(taxonomy, posting),
            Value::Candidate(candidate) => unlinked_in_candidate(taxonomy, candidate),
        }
    }

    /// The document with what its texts add.
    fn draft(self, reader: Option<Reader<'_>>) -> Result<Draft> {
        let Self { mut line, value, .. } = self;
        let taxonomy = reader.map(|reader| reader.taxonomy);
        let mut concepts = Vec::new();
        let (mut document, texts) = match value {
            Value::Posting(mut posting) => {
                if let Some(reader) = reader {
                    concepts = read_posting_texts(reader, &mut posting)?;
                    line = with_posting_reading(&line, &posting)?;
                }
                posting_document(&posting, &line)
            }
            Value::Candidate(mut candidate) => {
                if let Some(reader) = reader {
                    concepts = read_candidate_texts(reader, &mut candidate)?;
                    line = with_candidate_reading(&line, &candidate)?;
                }
                candidate_document(&candidate, taxonomy, &line)
            }
        };
        document.concepts = concepts;
        Ok(Draft { document, texts })
    }
}

impl Writer<'_> {
    /// Puts a batch in; a document with a known id replaces the old one. `progress` advances by one
    /// for each text that has its vector.
    ///
    /// # Errors
    /// What the index, the embedder or the disk refuses; then nothing of the batch should be
    /// committed.
    pub fn upsert(&mut self, batch: Vec<Prepared>, progress: &dyn Progress) -> Result<()> {
        let meaning = self.meaning_of(&batch)?;
        let meaning = meaning.as_ref();
        let reader = self.taxonomy.as_deref().map(|taxonomy| Reader { taxonomy, meaning });
        let drafts: Result<_> =
            batch.into_par_iter().map(|prepared| prepared.draft(reader)).collect();
        self.shelf.upsert(drafts?, self.embedder.as_deref(), progress)
    }

    /// The meaning of what words do not link in a batch; `None` where nothing is linked by meaning.
    fn meaning_of(&self, batch: &[Prepared]) -> Result<Option<Meaning<'_>>> {
        let (Some(taxonomy), Some(labels), Some(embedder)) =
            (self.taxonomy.as_deref(), self.labels.as_deref(), self.embedder.as_deref())
        else {
            return Ok(None);
        };
        let unlinked: Result<Vec<Vec<String>>> =
            batch.par_iter().map(|prepared| prepared.unlinked(taxonomy)).collect();
        let texts = unlinked?.into_iter().flatten().collect();
        Meaning::of(labels, embedder, texts).map(Some)
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// What the index refuses.
    pub fn delete(&mut self, id: &str) -> Result<()> {
        self.shelf.delete(id)
    }

    /// Makes all of it visible, or nothing. When it was stays unknown: see [`Writer::commit_at`].
    ///
    /// # Errors
    /// What the disk refuses; the last commit stays.
    pub fn commit(&mut self) -> Result<()> {
        self.shelf.commit(None)
    }

    /// The same, at an instant that the caller gives: now, since the library reads no clock. It is
    /// the time of change of all that was put in anew and not as it was, and of removals, so that
    /// [`Snapshot::list_changes`] can tell them to those who hold a copy.
    ///
    /// # Errors
    /// As for [`Writer::commit`].
    pub fn commit_at(&mut self, now: Timestamp) -> Result<()> {
        self.shelf.commit(Some(now.as_second()))
    }
}
