//! What a model folder says of itself: `manifest.toml`, explained in `models/README.md`.
//!
//! It checks the files' checksums, and loads none of them.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::{Error, ModelId, Result, TextKind, digest};

/// The manifest of a model. Keys that are for people (where it came from) are not read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Manifest {
    /// The model's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SPDX identifier of its licence.
    pub licence: String,
    /// Components of a vector.
    pub dimensions: usize,
    /// How the vectors of tokens become one.
    pub pooling: Pooling,
    /// Whether the model is meant to be scaled to length one. Ours always are.
    pub normalize: bool,
    /// The longest text in tokens, marks of beginning and end counted; the rest is cut.
    pub max_tokens: usize,
    /// ISO 639-1 codes of the languages that it was measured in.
    #[serde(default)]
    pub languages: Vec<String>,
    /// How it was made, or where that is told.
    #[serde(default)]
    pub made: String,
    /// What is put before a text.
    #[serde(default)]
    pub prefixes: Prefixes,
    /// The files of the model.
    pub files: ModelFiles,
    /// The names in the graph.
    pub graph: Graph,
}

/// How the vectors of tokens become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pooling {
    /// The mean over the text's tokens.
    Mean,
    /// The first token's.
    Cls,
}

/// What the model was trained to see before a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Prefixes {
    /// Before what looks for passages.
    #[serde(default)]
    pub query: String,
    /// Before what is looked for.
    #[serde(default)]
    pub passage: String,
    /// Before what is compared with its like; otherwise the query's.
    pub symmetric: Option<String>,
}

/// The files that are loaded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ModelFiles {
    /// The ONNX graph with its weights.
    pub model: ModelFile,
    /// The `tokenizer.json`.
    pub tokenizer: ModelFile,
}

/// A file and what it must be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ModelFile {
    /// Where it lies in the model's folder.
    pub path: PathBuf,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// Names of the graph's inputs (`int64 [batch, sequence]`) and output
/// (`float32 [batch, sequence, dimensions]`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Graph {
    /// The ids of the tokens.
    pub input_ids: String,
    /// One for a token, zero for what fills up.
    pub attention_mask: String,
    /// Zeros, if the graph asks for them.
    pub token_type_ids: Option<String>,
    /// The vectors of the tokens.
    pub output: String,
}

const FILE_NAME: &str = "manifest.toml";

impl Manifest {
    /// Reads the manifest of the model folder `dir`.
    ///
    /// # Errors
    ///
    /// [`Error::MissingFile`] when there is none, [`Error::Manifest`] when it is not one,
    /// [`Error::Io`].
    pub fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE_NAME);
        let text = std::fs::read_to_string(&path).map_err(|error| missing_or_io(&path, error))?;
        let wrong = |reason: String| Error::Manifest { path: path.clone(), reason };
        let manifest: Self =
            toml::from_str(&text).map_err(|error| wrong(error.to_string().trim().into()))?;
        if manifest.dimensions == 0 {
            return Err(wrong("dimensions must be at least 1".into()));
        }
        for file in manifest.files() {
            if !file.path.components().all(|part| matches!(part, Component::Normal(_))) {
                return Err(wrong(format!("{} leads out of the folder", file.path.display())));
            }
        }
        Ok(manifest)
    }

    /// Compares length and SHA-256 of each file in `dir` with what is written here.
    ///
    /// # Errors
    ///
    /// [`Error::MissingFile`] or [`Error::DamagedFile`] with the file and the command that mends
    /// it, [`Error::Io`].
    pub fn verify(&self, dir: &Path) -> Result<()> {
        self.files().into_iter().try_for_each(|file| file.verify(dir))
    }

    /// What a store remembers of the model.
    #[must_use]
    pub fn id(&self) -> ModelId {
        let Self { dimensions, pooling, max_tokens, prefixes, files, .. } = self;
        // Written out, so that the hash changes when a vector may, and only then.
        let all = format!(
            "model {}\ntokenizer {}\nquery {:?}\npassage {:?}\nsymmetric {:?}\n\
             dimensions {dimensions}\npooling {pooling:?}\nmax_tokens {max_tokens}\n",
            files.model.sha256,
            files.tokenizer.sha256,
            prefixes.query,
            prefixes.passage,
            self.prefix(TextKind::Symmetric),
        );
        let hash = digest::sha256(&all);
        ModelId { name: self.name.clone(), version: self.version.clone(), hash }
    }

    /// What is put before a text of this kind.
    #[must_use]
    pub fn prefix(&self, kind: TextKind) -> &str {
        let Prefixes { query, passage, symmetric } = &self.prefixes;
        match kind {
            TextKind::Query => query,
            TextKind::Passage => passage,
            TextKind::Symmetric => symmetric.as_ref().unwrap_or(query),
        }
    }

    fn files(&self) -> [&ModelFile; 2] {
        [&self.files.model, &self.files.tokenizer]
    }
}

impl ModelFile {
    fn verify(&self, dir: &Path) -> Result<()> {
        let path = dir.join(&self.path);
        let metadata = std::fs::metadata(&path).map_err(|error| missing_or_io(&path, error))?;
        let damaged = |reason| Error::DamagedFile { mend: mend(&path), path: path.clone(), reason };
        if metadata.len() != self.bytes {
            let reason = format!("{} bytes instead of {}", metadata.len(), self.bytes);
            return Err(damaged(reason));
        }
        let found = digest::sha256_file(&path)?;
        if !found.eq_ignore_ascii_case(&self.sha256) {
            let (found, expected) = (start(&found), start(&self.sha256));
            return Err(damaged(format!("its SHA-256 is {found}…, not {expected}…")));
        }
        Ok(())
    }
}

fn missing_or_io(path: &Path, error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        Error::MissingFile { mend: mend(path), path: path.to_path_buf() }
    } else {
        Error::io("read", path)(error)
    }
}

/// Our models are files of the repository, so git has the right bytes.
fn mend(path: &Path) -> String {
    format!(
        "`git checkout -- {}` brings back a model of the repository, any other is copied anew",
        path.display()
    )
}

/// Enough of a digest to recognize it.
fn start(digest: &str) -> String {
    digest.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::{TempDir, tempdir};

    const MANIFEST: &str = r#"
        name = "small"
        version = "2"
        licence = "MIT"
        dimensions = 4
        pooling = "mean"
        normalize = true
        max_tokens = 32
        [prefixes]
        query = "query: "
        passage = "passage: "
        [files.model]
        path = "model.onnx"
        sha256 = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
        bytes = 3
        [files.tokenizer]
        path = "tokenizer.json"
        sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        bytes = 3
        [graph]
        input_ids = "input_ids"
        attention_mask = "attention_mask"
        output = "last_hidden_state"
        [source]
        base_model = "another"
    "#;

    fn folder(manifest: &str) -> TempDir {
        let dir = tempdir().expect("a folder");
        for (name, content) in
            [(FILE_NAME, manifest), ("model.onnx", "abc"), ("tokenizer.json", "abc")]
        {
            fs::write(dir.path().join(name), content).expect("writes");
        }
        dir
    }

    fn refused(manifest: &str) -> String {
        Manifest::read(folder(manifest).path()).expect_err("refused").to_string()
    }

    #[test]
    fn a_whole_model_is_accepted() {
        let dir = folder(MANIFEST);
        let manifest = Manifest::read(dir.path()).expect("reads");
        manifest.verify(dir.path()).expect("is whole");
        assert_eq!(manifest.prefix(TextKind::Passage), "passage: ");
        assert_eq!(manifest.prefix(TextKind::Symmetric), "query: ");
        let own = MANIFEST.replace("[files.model]", "symmetric = \"same: \"\n[files.model]");
        let own = Manifest::read(folder(&own).path()).expect("reads");
        assert_eq!(own.prefix(TextKind::Symmetric), "same: ");
    }

    #[test]
    fn the_id_changes_with_what_vectors_depend_on() {
        let id = |manifest: &str| Manifest::read(folder(manifest).path()).expect("reads").id();
        let first = id(MANIFEST);
        assert_eq!((first.name.as_str(), first.version.as_str()), ("small", "2"));
        assert_eq!(first.hash.len(), 64);
        assert_eq!(id(&MANIFEST.replace("\"MIT\"", "\"BSD\"")).hash, first.hash);
        for (from, to) in [("passage: ", "p: "), ("\"mean\"", "\"cls\""), ("015ad", "015ae")] {
            assert_ne!(id(&MANIFEST.replace(from, to)).hash, first.hash, "{from}");
        }
    }

    #[test]
    fn what_is_missing_or_damaged_is_named_with_the_command_that_mends_it() {
        let dir = folder(MANIFEST);
        let manifest = Manifest::read(dir.path()).expect("reads");
        let model = dir.path().join("model.onnx");
        let name = model.display().to_string();
        fs::write(&model, "abd").expect("writes");
        let error = manifest.verify(dir.path()).expect_err("damaged").to_string();
        let expected = format!(
            "{name} is damaged (its SHA-256 is a52d159f262b…, not BA7816BF8F01…): \
             `git checkout -- {name}` brings back a model of the repository, any other is copied \
             anew"
        );
        assert_eq!(error, expected);
        fs::write(&model, "ab").expect("writes");
        let error = manifest.verify(dir.path()).expect_err("damaged").to_string();
        assert!(error.contains("(2 bytes instead of 3)"), "{error}");
        fs::remove_file(&model).expect("removes");
        let error = manifest.verify(dir.path()).expect_err("missing").to_string();
        assert!(error.starts_with(&format!("{name} is missing: `git checkout")), "{error}");
        fs::remove_file(dir.path().join(FILE_NAME)).expect("removes");
        let error = Manifest::read(dir.path()).expect_err("missing").to_string();
        assert!(error.contains("manifest.toml is missing: `git checkout"), "{error}");
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        assert!(refused(&MANIFEST.replace("dimensions = 4", "")).contains("dimensions"));
        assert!(refused(&MANIFEST.replace("= 4", "= 0")).ends_with("must be at least 1"));
        assert!(refused(&MANIFEST.replace("\"mean\"", "\"max\"")).contains("`max`"));
        let out = refused(&MANIFEST.replace("\"model.onnx\"", "\"../model.onnx\""));
        assert!(out.ends_with("../model.onnx leads out of the folder"), "{out}");
    }
}
