//! What programs on one's own machine share: where the source tree and its model are, how the
//! model is loaded, and the fixtures that a demo stands on. Deliberately no fetching: that is
//! [`crate::runtime::ensure`], which a person asks for.

use crate::concepts::LabelVectors;
use crate::engine::Engine;
use crate::error::{Error, Result, embed, io};
use crate::ingest::{IngestOptions, LineKind};
use crate::wire::UnknownFields;
use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use kohtaanto_embed::{Embedder, OnnxEmbedder, OnnxOptions, Progress, runtime};
use kohtaanto_taxonomy::Taxonomy;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of the default model in the source tree.
pub const DEFAULT_MODEL: &str = "models/kohtaanto-small";

const FIXTURES: &str = "fixtures/north-karelia";

/// A path of the project: below the current folder, beside the binary's target folder, or where the
/// source tree was when this was built.
pub fn in_source_tree(relative: &str) -> PathBuf {
    let here = PathBuf::from(relative);
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(relative);
    let beside = std::env::current_exe().ok();
    let beside = beside.iter().flat_map(|exe| exe.ancestors().skip(1).take(4));
    let beside = beside.map(|dir| dir.join(relative)).find(|path| path.exists());
    if here.exists() { here } else { beside.unwrap_or(built) }
}

/// The model of a folder, run by the runtime that is found.
///
/// # Errors
/// `Unavailable` when the runtime or the model is not there, `Corrupt` when a file is damaged.
pub fn load_embedder(model: &Path, threads: usize) -> Result<Arc<dyn Embedder>> {
    let found = runtime::find(&runtime::Locations::from_env()).map_err(embed)?;
    runtime::load(&found).map_err(embed)?;
    let mut options = OnnxOptions::default();
    options.threads = threads;
    options.sessions = options.sessions.min(threads);
    Ok(Arc::new(OnnxEmbedder::load(model, options).map_err(embed)?))
}

/// Where the vectors of a taxonomy's labels lie: beside its file, under the model's name; those of the
/// starter taxonomy in the model's folder.
pub fn label_vectors_path(taxonomy: Option<&Path>, model: &Path) -> PathBuf {
    match taxonomy {
        Some(file) => {
            let model = model.file_name().unwrap_or_default().to_string_lossy();
            let mut name = file.file_name().unwrap_or_default().to_os_string();
            name.push(format!(".{model}.codes"));
            file.with_file_name(name)
        }
        None => model.join("starter.codes"),
    }
}

/// The vectors of a taxonomy's labels, where they have been made; see [`label_vectors_path`].
///
/// # Errors
/// As [`LabelVectors::open`], for a file that is there.
pub fn label_vectors(
    path: &Path,
    taxonomy: &Taxonomy,
    embedder: &dyn Embedder,
) -> Result<Option<Arc<LabelVectors>>> {
    if !path.is_file() {
        return Ok(None);
    }
    LabelVectors::open(path, taxonomy, embedder.model()).map(|labels| Some(Arc::new(labels)))
}

/// The postings and invented people of North Karelia, for a demo.
#[derive(Debug, Clone)]
pub struct Fixtures {
    dir: PathBuf,
}

impl Fixtures {
    /// The day that the fixtures are written for.
    pub const DAY: Date = date(2026, 11, 24);
    /// The instant at which they are put in: the beginning of that day in UTC.
    pub const NOW: Timestamp = Timestamp::constant(1_795_478_400, 0);

    /// The fixtures of a folder, by default those of the source tree.
    ///
    /// # Errors
    /// `NotFound` when the folder holds none.
    pub fn open(dir: Option<PathBuf>) -> Result<Self> {
        let dir = dir.unwrap_or_else(|| in_source_tree(FIXTURES));
        if dir.join("postings").is_dir() {
            return Ok(Self { dir });
        }
        Err(Error::NotFound {
            what: "folder of fixtures",
            id: dir.display().to_string(),
            fix: "run this in the source tree, or name the folder with --fixtures".to_owned(),
        })
    }

    /// Their folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The table of minutes by car between their municipalities.
    pub fn travel_minutes(&self) -> PathBuf {
        self.dir.join("travel-minutes.tsv")
    }

    /// The files of a kind, in the order of their names.
    ///
    /// # Errors
    /// Names the folder that cannot be read.
    pub fn files(&self, kind: LineKind) -> Result<Vec<PathBuf>> {
        if kind == LineKind::Candidates {
            return Ok(vec![self.dir.join("candidates.ndjson")]);
        }
        let entries = fs::read_dir(self.dir.join("postings")).map_err(io)?;
        let files: std::io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut files = files.map_err(io)?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "ndjson"));
        files.sort();
        Ok(files)
    }

    /// Puts all lines of a kind into a store, and commits.
    ///
    /// # Errors
    /// `InvalidInput` names the line that was refused; what the store or the model refuses.
    pub fn fill(&self, engine: &Engine, kind: LineKind, progress: &dyn Progress) -> Result<()> {
        let options = IngestOptions { kind, unknown: UnknownFields::Refuse, today: Self::DAY };
        let mut writer = match kind {
            LineKind::Postings => engine.write_opportunities()?,
            LineKind::Candidates => engine.write_people()?,
        };
        for path in self.files(kind)? {
            let lines = BufReader::new(fs::File::open(&path).map_err(io)?);
            let report = writer.ingest(lines, &options, progress)?;
            if let Some(refused) = report.refused.into_iter().next() {
                let at = format!("{} line {}", path.display(), refused.line);
                return Err(refused.errors.within(&at).into());
            }
        }
        writer.commit_at(Self::NOW)
    }
}
