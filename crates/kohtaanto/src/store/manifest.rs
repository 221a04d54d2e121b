//! What a store was made with.

use crate::error::{Error, Result, io};
use fs_err as fs;
use kohtaanto_embed::Embedder;
use kohtaanto_taxonomy::Taxonomy;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// Version of the folder's form. A store of another version is refused, never misread.
pub const FORMAT_VERSION: u32 = 3;

const FILE: &str = "manifest.json";
const REBUILD: &str = "build it anew from the source data with `kohtaanto index --rebuild`";

/// The model whose vectors a store holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelRecord {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Hash over the model's files and settings.
    pub hash: String,
    /// Length of its vectors.
    pub dimensions: usize,
}

impl ModelRecord {
    /// The record of an embedder.
    pub fn of(embedder: &dyn Embedder) -> Self {
        let model = embedder.model();
        Self {
            name: model.name.clone(),
            version: model.version.clone(),
            hash: model.hash.clone(),
            dimensions: embedder.dimensions(),
        }
    }
}

/// The taxonomy whose concepts a store's documents name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxonomyRecord {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// XXH3 of its file, in hexadecimal.
    pub hash: String,
}

impl TaxonomyRecord {
    /// The record of a taxonomy.
    pub fn of(taxonomy: &Taxonomy) -> Self {
        let hash = format!("{:016x}", taxonomy.hash());
        let (name, version) = (taxonomy.name().to_owned(), taxonomy.version().to_owned());
        Self { name, version, hash }
    }
}

/// What a store was made with, written once when it is created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Form of the folder, [`FORMAT_VERSION`].
    pub format: u32,
    /// Whose vectors it holds; `None` for a store without vectors.
    pub model: Option<ModelRecord>,
    /// Whose concepts its documents name; `None` for a store without concepts.
    pub taxonomy: Option<TaxonomyRecord>,
}

impl Manifest {
    /// The manifest of a new store.
    pub fn new(embedder: Option<&dyn Embedder>, taxonomy: Option<&Taxonomy>) -> Self {
        let (model, taxonomy) = (embedder.map(ModelRecord::of), taxonomy.map(TaxonomyRecord::of));
        Self { format: FORMAT_VERSION, model, taxonomy }
    }

    /// Whether a folder holds a store.
    pub fn is_in(dir: &Path) -> bool {
        dir.join(FILE).is_file()
    }

    /// Writes the manifest as a whole or not at all.
    ///
    /// # Errors
    /// Names the file that could not be written.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let partial = dir.join("manifest.json.partial");
        let mut file = fs::File::create(&partial).map_err(io)?;
        let json = serde_json::to_vec_pretty(self).map_err(|e| io(e.into()))?;
        file.write_all(&json).and_then(|()| file.sync_all()).map_err(io)?;
        fs::rename(&partial, dir.join(FILE)).map_err(io)
    }

    /// Reads a store's manifest and refuses another format.
    ///
    /// # Errors
    /// `NotFound` when the folder holds no store, `Corrupt` when the file cannot be read,
    /// `Incompatible` when the format is another.
    pub fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        if !path.is_file() {
            return Err(Error::NotFound {
                what: "store",
                id: dir.display().to_string(),
                fix: "make one with `kohtaanto index`, or name its folder with --store".to_owned(),
            });
        }
        let corrupt = |problem: String| Error::Corrupt { path: path.clone(), problem };
        let text = fs::read_to_string(&path).map_err(io)?;
        let value: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| corrupt(error.to_string()))?;
        // The version is looked at first: another version may have other fields.
        let format = value.get("format").and_then(serde_json::Value::as_u64);
        let format = format.ok_or_else(|| corrupt("it has no format version".to_owned()))?;
        if format != u64::from(FORMAT_VERSION) {
            return Err(Error::Incompatible {
                path: dir.to_path_buf(),
                found: format!("format {format}"),
                expected: format!("format {FORMAT_VERSION}"),
                fix: REBUILD.to_owned(),
            });
        }
        serde_json::from_value(value).map_err(|error| corrupt(error.to_string()))
    }

    /// Refuses an embedder whose vectors are not the store's, and a taxonomy that is not its own.
    /// Without an embedder a store opens: its stored vectors still serve, and what needs new ones is
    /// answered as degraded. Without a taxonomy its concepts take no part.
    ///
    /// # Errors
    /// `Incompatible` names both models, or both taxonomies.
    pub fn accepts(
        &self,
        embedder: Option<&dyn Embedder>,
        taxonomy: Option<&Taxonomy>,
        dir: &Path,
    ) -> Result<()> {
        if let Some(given) = taxonomy.map(TaxonomyRecord::of)
            && self.taxonomy.as_ref() != Some(&given)
        {
            let found = self.taxonomy.as_ref();
            return Err(Error::Incompatible {
                path: dir.to_path_buf(),
                found: found.map_or("no taxonomy".to_owned(), describe_taxonomy),
                expected: describe_taxonomy(&given),
                fix: format!("name its taxonomy with --taxonomy, or {REBUILD}"),
            });
        }
        let Some(embedder) = embedder else { return Ok(()) };
        let given = ModelRecord::of(embedder);
        match &self.model {
            Some(stored) if *stored == given => Ok(()),
            stored => Err(Error::Incompatible {
                path: dir.to_path_buf(),
                found: stored.as_ref().map_or("no model".to_owned(), describe),
                expected: describe(&given),
                fix: REBUILD.to_owned(),
            }),
        }
    }
}

fn describe_taxonomy(taxonomy: &TaxonomyRecord) -> String {
    let hash: String = taxonomy.hash.chars().take(12).collect();
    format!("taxonomy {} {} ({hash})", taxonomy.name, taxonomy.version)
}

fn describe(model: &ModelRecord) -> String {
    let hash: String = model.hash.chars().take(12).collect();
    format!("model {} {} ({hash})", model.name, model.version)
}
