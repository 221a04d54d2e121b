//! The pinned runtimes: `models/runtime.toml` and `models/runtime.lock`, compiled in.
//!
//! It reads them and fetches nothing.

use std::collections::BTreeMap;
use std::env::consts::{ARCH, OS};
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What is pinned.
#[derive(Debug, Deserialize)]
pub(super) struct Pins {
    version: String,
    pub(super) python_version: String,
    pub(super) implementation: String,
    platform: BTreeMap<String, Wheel>,
    pub(super) npm: Option<Npm>,
    /// The requirements for pip, with hashes.
    #[serde(skip)]
    pub(super) lock: String,
}

/// A platform's wheel, which is a zip file.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Wheel {
    pub(super) pip_platform: String,
    pub(super) wheel: String,
    #[serde(flatten)]
    pub(super) library: Library,
}

/// npm's package, one tarball for all platforms.
#[derive(Debug, Deserialize)]
pub(super) struct Npm {
    pub(super) package: String,
    pub(super) version: String,
    pub(super) tarball: String,
    pub(super) tarball_sha256: String,
    pub(super) tarball_bytes: u64,
    platform: BTreeMap<String, NpmPlatform>,
}

#[derive(Debug, Deserialize)]
struct NpmPlatform {
    #[serde(flatten)]
    library: Library,
}

/// A library in an archive.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Library {
    #[serde(rename = "library")]
    pub(super) path: String,
    #[serde(rename = "library_sha256")]
    pub(super) sha256: String,
    #[serde(rename = "library_bytes")]
    pub(super) bytes: u64,
}

/// A library that the cache may hold.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) version: String,
    pub(super) library_bytes: u64,
    file_name: String,
}

/// This system, as the pins name it.
pub(super) fn platform() -> String {
    format!("{OS}-{ARCH}")
}

impl Pins {
    /// What was compiled in.
    pub(super) fn embedded() -> Result<Self, String> {
        let toml = include_str!("../../../../models/runtime.toml");
        Self::read(toml, include_str!("../../../../models/runtime.lock"))
    }

    pub(super) fn read(toml: &str, lock: &str) -> Result<Self, String> {
        let pins = toml::from_str(toml);
        let pins: Self = pins.map_err(|error| format!("models/runtime.toml: {error}"))?;
        Ok(Self { lock: lock.to_owned(), ..pins })
    }

    /// The wheel for this system.
    pub(super) fn wheel(&self) -> Result<&Wheel, String> {
        self.platform.get(&platform()).ok_or_else(no_library)
    }

    /// The library in npm's tarball for this system.
    pub(super) fn npm_library(&self) -> Option<(&Npm, &Library)> {
        let npm = self.npm.as_ref()?;
        Some((npm, &npm.platform.get(&platform())?.library))
    }

    /// What the cache may hold for this system, best first.
    pub(super) fn sources(&self) -> Result<Vec<Source>, String> {
        let wheel = self.platform.get(&platform()).map(|wheel| (&self.version, &wheel.library));
        let npm = self.npm_library().map(|(npm, library)| (&npm.version, library));
        let sources: Vec<_> = wheel
            .into_iter()
            .chain(npm)
            .map(|(version, library)| Source::new(version, library))
            .collect();
        if sources.is_empty() { Err(no_library()) } else { Ok(sources) }
    }

    /// Where the wheel's library goes in the cache.
    pub(super) fn wheel_source(&self, wheel: &Wheel) -> Source {
        Source::new(&self.version, &wheel.library)
    }
}

impl Source {
    pub(super) fn new(version: &str, library: &Library) -> Self {
        let file_name = library.path.rsplit('/').next().unwrap_or_default().to_owned();
        Self { version: version.to_owned(), library_bytes: library.bytes, file_name }
    }

    /// Where the library lies in a cache.
    pub(super) fn path_in(&self, cache: &Path) -> PathBuf {
        let folder = format!("onnxruntime-{}-{}", self.version, platform());
        cache.join(folder).join(&self.file_name)
    }
}

fn no_library() -> String {
    format!("no library is pinned for {}", platform())
}
